package wangwang

import (
	"iter"

	"backchannel/parser/chat"
	"backchannel/parser/page"
	"backchannel/parser/source"
)

// Page reads a saved page of the 1688 web chat, also when the chat is in a
// frame that was saved inside it.
type Page struct{}

// Name implements parser.Format.
func (Page) Name() string { return "wangwang-page" }

// Platform implements parser.Format.
func (Page) Platform() string { return chat.Wangwang }

// Sniff implements parser.Format.
func (Page) Sniff(_ string, head []byte) int { return page.Sniff("1688-webim", head) }

// Read implements parser.Format.
func (Page) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return page.Plan{Format: "wangwang-page", Platform: chat.Wangwang}.Read(src, opts, cov)
}

// QianniuPage reads a saved chat record query page of Qianniu, with its list
// of messages under one heading a day.
type QianniuPage struct{}

// Name implements parser.Format.
func (QianniuPage) Name() string { return "qianniu-page" }

// Platform implements parser.Format.
func (QianniuPage) Platform() string { return chat.Wangwang }

// Sniff implements parser.Format.
func (QianniuPage) Sniff(_ string, head []byte) int { return page.Sniff("qianniu-query", head) }

// Read implements parser.Format.
func (QianniuPage) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return page.Plan{Format: "qianniu-page", Platform: chat.Wangwang}.Read(src, opts, cov)
}

// HTML reads the export of the Message Manager as HTML or MHT, whose visible
// lines have the form that [Text] reads. No real file has been seen.
type HTML struct{}

// Name implements parser.Format.
func (HTML) Name() string { return "wangwang-html" }

// Platform implements parser.Format.
func (HTML) Platform() string { return chat.Wangwang }

// Sniff implements parser.Format.
func (HTML) Sniff(_ string, head []byte) int { return page.SniffText("wangwang-text", head) }

// Read implements parser.Format.
func (HTML) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return page.Plan{Format: "wangwang-html", Platform: chat.Wangwang, Grammar: "wangwang-text"}.Read(src, opts, cov)
}

// UnknownPage reads any saved page that no other format knows: by every
// profile, then as lines of text, then by its structure.
type UnknownPage struct{}

// Name implements parser.Format.
func (UnknownPage) Name() string { return "page-unknown" }

// Platform implements parser.Format. Where nothing on the page tells another
// platform and the user names none, it is Alibaba, for whose pages this reader
// was made.
func (UnknownPage) Platform() string { return chat.Alibaba }

// Sniff implements parser.Format: lower than any format that knows a page.
func (UnknownPage) Sniff(_ string, head []byte) int {
	if page.Looks(head) {
		return 5
	}
	return 0
}

// Read implements parser.Format.
func (UnknownPage) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return page.Plan{Format: "page-unknown", Platform: chat.Alibaba}.Read(src, opts, cov)
}
