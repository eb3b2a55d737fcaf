package wangwang

import (
	"iter"

	"backchannel/parser/chat"
	"backchannel/parser/lines"
	"backchannel/parser/source"
)

// Text reads the text export of the Message Manager of Wangwang and
// TradeManager, with header lines of the form nick(2014-06-03 09:12:44):. No
// real file of this form has been seen; its header patterns are data.
type Text struct{}

// Name implements parser.Format.
func (Text) Name() string { return "wangwang-text" }

// Platform implements parser.Format.
func (Text) Platform() string { return chat.Wangwang }

// Sniff implements parser.Format.
func (Text) Sniff(_ string, head []byte) int { return lines.Find("wangwang-text").Sniff(head) }

// Read implements parser.Format.
func (Text) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return lines.Find("wangwang-text").Read(src, opts, cov)
}

// QianniuCopied reads text copied from the chat window of Qianniu, where the
// nick may be glued to the clock: tb123456782025-4-7 9:05:12.
type QianniuCopied struct{}

// Name implements parser.Format.
func (QianniuCopied) Name() string { return "qianniu-copied" }

// Platform implements parser.Format.
func (QianniuCopied) Platform() string { return chat.Wangwang }

// Sniff implements parser.Format.
func (QianniuCopied) Sniff(_ string, head []byte) int {
	return lines.Find("qianniu-copied").Sniff(head)
}

// Read implements parser.Format.
func (QianniuCopied) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return lines.Find("qianniu-copied").Read(src, opts, cov)
}
