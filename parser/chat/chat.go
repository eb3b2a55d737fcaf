// Package chat is the shape that every other package speaks: messages, the
// transcript they form, and what is known of how completely it was read.
package chat

// Platform names, as they stand in the record.
const (
	WhatsApp = "whatsapp"
	WeChat   = "wechat"
	Alibaba  = "alibaba"
	Wangwang = "wangwang"
	QQ       = "qq"
)

// Self is the sender of a message that the export marks as its owner's
// without naming the owner.
const Self = "(self)"

// Role says which side of the trade a sender is on.
type Role string

// The roles of a sender. A role that nothing tells is [Unknown], also written
// as the empty string by importers, whose business roles are not.
const (
	Supplier Role = "supplier"
	Buyer    Role = "buyer"
	System   Role = "system"
	Unknown  Role = "unknown"
)

// Kind says what a message is.
type Kind string

// The kinds of a message.
const (
	Text     Kind = "text"
	Media    Kind = "media"
	Notice   Kind = "system" // a line written by the application
	Call     Kind = "call"
	Deleted  Kind = "deleted"
	Contact  Kind = "contact"
	Location Kind = "location"
	Link     Kind = "link"
	Transfer Kind = "transfer"
	Sticker  Kind = "sticker"
	Other    Kind = "other"
)

// Message is one record of a conversation. The field order is the order of
// keys in JSONL.
type Message struct {
	Source   string `json:"source"`   // the path as given; archive.zip/member for a member of an archive
	Platform string `json:"platform"` // whatsapp, wechat, alibaba, wangwang, qq
	Index    int    `json:"index"`    // 1-based place in its conversation, oldest first
	Line     int    `json:"line"`     // 1-based line of the source where the record starts; 0 where lines mean nothing
	// Time is the clock as printed, at its own precision
	// (2024-03-05T15:22), RFC 3339 with offset where the export carries one,
	// empty when unknown. It is never invented.
	Time        string   `json:"time"`
	Sender      string   `json:"sender"` // empty for system lines, [Self] for an unnamed owner
	Role        Role     `json:"role"`
	Kind        Kind     `json:"kind"`
	Text        string   `json:"text"`        // exact, apart from removed directional marks and BOM; inner line ends are \n
	Attachments []string `json:"attachments"` // file names; never nil in JSON

	Quote        string `json:"quote,omitempty"`        // the earlier message this one answers, as far as the export keeps it
	Translation  string `json:"translation,omitempty"`  // the application's own translation
	Edited       bool   `json:"edited,omitempty"`       // the application says that the text was edited
	Auto         bool   `json:"auto,omitempty"`         // the application says that a machine sent it
	Conversation string `json:"conversation,omitempty"` // tells conversations apart that share a source

	// Lines is the number of physical lines of the source that the record
	// takes, with the blank lines behind it; 0 where lines mean nothing.
	Lines int `json:"-"`
}
