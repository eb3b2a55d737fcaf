// Package parser opens inputs, recognises their format from one list, and
// hands out transcripts.
package parser

import (
	"iter"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// HeadSize is the number of bytes of a source that recognition sees at most.
const HeadSize = source.HeadSize

// Format reads one export form. Implementations hold no state, so one value
// serves any number of sources at once.
type Format interface {
	// Name is the stable identifier for --from and for reports, such as
	// whatsapp-text.
	Name() string
	// Platform is the platform of its messages unless a record or the user
	// names another.
	Platform() string
	// Sniff says how well a source fits, from 0 (not at all) to 100, by its
	// name and its head: at most HeadSize bytes, decoded to UTF-8 where the source
	// is text. It reads nothing else.
	Sniff(name string, head []byte) int
	// Read yields the messages, oldest first. What it cannot place is yielded
	// as a [*chat.Problem] and reading goes on; any other error ends the
	// sequence. cov, when not nil, is filled on the way.
	Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error]
}
