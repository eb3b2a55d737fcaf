package alibaba

import (
	"iter"

	"backchannel/parser/chat"
	"backchannel/parser/lines"
	"backchannel/parser/source"
)

// Copied reads text copied from the Messenger window: a header line of name and
// clock, or of the clock alone for the user's own messages, then the words and
// the menu words that browsers copy along. The form that a seller's extension
// writes, [clock] role name, is read too.
type Copied struct{}

// Name implements parser.Format.
func (Copied) Name() string { return "alibaba-copied" }

// Platform implements parser.Format.
func (Copied) Platform() string { return chat.Alibaba }

// Sniff implements parser.Format.
func (Copied) Sniff(_ string, head []byte) int { return lines.Find("alibaba-copied").Sniff(head) }

// Read implements parser.Format.
func (Copied) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return lines.Find("alibaba-copied").Read(src, opts, cov)
}
