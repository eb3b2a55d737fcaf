package parser

import (
	"bytes"
	"iter"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// fake is a small format for the tests of this package: a line "sender: text"
// is a message, any other a problem, and "stop" ends the reading.
type fake struct {
	name  string
	magic string // what a head begins with
	score int
}

func (f fake) Name() string     { return f.name }
func (f fake) Platform() string { return chat.WhatsApp }

func (f fake) Sniff(_ string, head []byte) int {
	if bytes.HasPrefix(head, []byte(f.magic)) {
		return f.score
	}
	return 0
}

func (f fake) Read(src *source.Source, _ chat.Options, _ *chat.Coverage) iter.Seq2[chat.Message, error] {
	return func(yield func(chat.Message, error) bool) {
		r, err := src.Text()
		if err != nil {
			yield(chat.Message{}, err)
			return
		}
		defer r.Close()
		for l, err := range source.Lines(r) {
			if err != nil {
				if !yield(chat.Message{}, err) {
					return
				}
				continue
			}
			line := string(l.Text)
			if line == "stop" {
				yield(chat.Message{}, &chat.Refusal{Text: "is at its end; try another"})
				return
			}
			sender, text, ok := strings.Cut(line, ": ")
			m := chat.Message{Line: l.Number, Lines: 1, Time: stampOf(sender), Sender: sender, Kind: chat.Text, Text: text}
			if !ok {
				err = &chat.Problem{Line: l.Number, Lines: 1, Text: "no sender"}
			}
			if !yield(m, err) {
				return
			}
		}
	}
}

// stampOf takes senders like "09:14 Lily" apart.
func stampOf(sender string) string {
	clock, _, ok := strings.Cut(sender, " ")
	if !ok {
		return ""
	}
	return clock
}

// fakeTable is a format that cannot tell by the head whether a workbook holds
// a chat.
type fakeTable struct{ fake }

func (f fakeTable) Sniff(name string, head []byte) int {
	if strings.HasSuffix(name, ".xlsx") && source.IsZip(head) {
		return f.score
	}
	return 0
}

func (f fakeTable) Read(src *source.Source, _ chat.Options, _ *chat.Coverage) iter.Seq2[chat.Message, error] {
	return func(yield func(chat.Message, error) bool) {
		z, err := source.Unzip(src)
		if err != nil || z.Member("xl/chat") == nil {
			yield(chat.Message{}, &chat.Refusal{Source: src.Name, Text: "has no column of messages"})
			return
		}
		yield(chat.Message{Sender: "Lily", Text: "from a sheet"}, nil)
	}
}

// fakes are the formats that the tests pass to open.
var fakes = []Format{
	fake{"fake-text", "FAKE: ", 90},
	fake{"fake-weak", "weak ", 20},
	fake{"near-a", "near", 70},
	fake{"near-b", "near", 65},
	fakeTable{fake{"fake-table", "", 60}},
}
