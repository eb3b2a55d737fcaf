package chat

import "iter"

// Transcript is one source as a sequence of messages that can be read any
// number of times.
type Transcript struct {
	Source   string
	Platform string // of the format or as forced; a message may name its own
	Format   string // the name of the format that reads it
	// Messages reads the source from its start. It yields a [*Problem] for what
	// it cannot place and goes on; any other error ends the sequence. cov, when
	// not nil, is filled while reading and complete when the sequence ends.
	Messages func(cov *Coverage) iter.Seq2[Message, error]
	// Evidence hashes the source: for a member of an archive first the archive,
	// then the member.
	Evidence func() ([]Evidence, error)
}

// Coverage says what of a source was read and what was not, and what the
// source tells about the conversation beside its messages.
type Coverage struct {
	Format   string `json:"format"`
	Encoding string `json:"encoding"` // of the text as found: utf-8, utf-16le, gb18030 …
	// Doubt names the runner-up when another format fitted nearly as well.
	Doubt string `json:"doubt,omitempty"`
	// Order says how the order of the messages or of day and month was decided,
	// in words, such as "day first: 13/05/2024 at line 88".
	Order string `json:"order,omitempty"`
	// Reader says by what rules a form without a fixed layout was read: a
	// selector profile, a text grammar, or the structure of the page.
	Reader string `json:"reader,omitempty"`
	// Clock says what is known of the printed clocks: the UTC offset found, the
	// moment relative clocks were counted from, how many messages have no time.
	Clock string `json:"clock,omitempty"`
	// Unit is what Found and Read count: lines or blocks.
	Unit    string `json:"unit"`
	Found   int    `json:"found"`
	Read    int    `json:"read"` // of Found, those that are in a message
	Skipped []Skip `json:"skipped,omitempty"`
	// Lost is the number of Found that nobody knows what they are. The rest is in
	// messages, or known to be none, as a heading is.
	Lost int `json:"lost,omitempty"`
	// Ignored names the columns and keys that stand for no part of a message.
	Ignored []string `json:"ignored,omitempty"`

	Messages int    `json:"messages"`
	Problems int    `json:"problems"`        // places that were told as a [*Problem]
	First    string `json:"first,omitempty"` // the first and the last time as printed, in file order
	Last     string `json:"last,omitempty"`
	// Missing says what may not be in the source although it was in the
	// conversation, such as "only what had been scrolled into view".
	Missing []string `json:"missing,omitempty"`
	// Integrity notes: time running back, gaps, mixed header forms or line
	// ends, stripped marks, pasted look-alikes.
	Integrity []string `json:"integrity,omitempty"`

	Counterpart string `json:"counterpart,omitempty"` // the other party's name, when the source tells it apart from messages
	Company     string `json:"company,omitempty"`     // the other party's company
	MailDomain  string `json:"mail_domain,omitempty"` // the domain that sent a notification mail
}

// Skip counts what was left out for one reason.
type Skip struct {
	Reason string `json:"reason"`
	Count  int    `json:"count"`
}

// Skip counts n units as left out for a reason. A nil coverage counts nothing.
func (c *Coverage) Skip(reason string, n int) {
	if c == nil || n == 0 {
		return
	}
	for i := range c.Skipped {
		if c.Skipped[i].Reason == reason {
			c.Skipped[i].Count += n
			return
		}
	}
	c.Skipped = append(c.Skipped, Skip{reason, n})
}

// Evidence identifies bytes that were read.
type Evidence struct {
	Name   string `json:"name"` // as [Message.Source]; an archive stands before its members
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
}
