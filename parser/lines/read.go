package lines

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// Read gives the messages of a text source, oldest first, and fills cov when
// it is not nil. A text without any header is refused. The whole text is held
// in memory, since which names are names shows only at its end.
func (g *Grammar) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return func(yield func(chat.Message, error) bool) {
		if cov == nil {
			cov = &chat.Coverage{}
		}
		all, err := readLines(src)
		if err != nil {
			yield(chat.Message{}, err)
			return
		}
		cov.Format, cov.Encoding, cov.Unit, cov.Found = g.ID, src.Encoding, "lines", len(all)
		t := g.Parse(all, Options{Anchor: opts.AsOf})
		if len(t.Records) == 0 {
			cov.Skip("no header of a message before them", len(all))
			yield(chat.Message{}, &chat.Refusal{Source: src.Name, Text: "no line looks like the header of a message; " +
				"copy the messages with their names and times, or name the format with --from"})
			return
		}
		cov.Skip("before the first message", t.Furniture)
		cov.Integrity = append(cov.Integrity, t.Summary()...)
		if t.Counted > 0 {
			cov.Clock = fmt.Sprintf("%d relative clocks counted from %s", t.Counted, opts.AsOf.Format("2006-01-02 15:04 -07:00"))
		}
		if t.Open > 0 {
			cov.Missing = append(cov.Missing, fmt.Sprintf("the day of %d messages: their clocks are counted from the moment of the copy; say it with --as-of", t.Open))
		}
		msgs := Messages(t.Records, src.Name, cmp.Or(opts.Platform, g.Platform), opts.Self)
		if Reverse(msgs) {
			cov.Order = "the text is newest first and was turned round"
		}
		for _, m := range msgs {
			cov.Read += m.Lines
			if !yield(m, nil) {
				return
			}
		}
		Sum(cov, msgs)
	}
}

// readLines gives the decoded lines of a source without their ends and
// without marks of direction.
func readLines(src *source.Source) ([]string, error) {
	r, err := src.Text()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", src.Name, err)
	}
	if len(b) == 0 {
		return nil, nil
	}
	all := split(strings.ToValidUTF8(string(b), "\uFFFD"))
	for i, line := range all {
		all[i] = Bare(line)
	}
	return all, nil
}

// Messages turns records into messages in the same order. self replaces
// [chat.Self] unless it is empty.
func Messages(recs []Record, name, platform, self string) []chat.Message {
	msgs := make([]chat.Message, len(recs))
	for i, r := range recs {
		if r.Name == chat.Self && self != "" {
			r.Name = self
		}
		msgs[i] = chat.Message{Source: name, Platform: platform, Index: i + 1, Line: r.Line, Lines: r.Lines,
			Time: r.Time, Sender: r.Name, Kind: r.Kind, Text: r.Text, Attachments: []string{},
			Translation: r.Translation, Auto: r.Auto}
	}
	return msgs
}

// Reverse turns messages round that are newest first, and says so.
func Reverse(msgs []chat.Message) bool {
	times := make([]string, len(msgs))
	for i, m := range msgs {
		times[i] = m.Time
	}
	if !NewestFirst(times) {
		return false
	}
	slices.Reverse(msgs)
	for i := range msgs {
		msgs[i].Index = i + 1
	}
	return true
}

// Sum fills the counts of messages and the first and the last time.
func Sum(cov *chat.Coverage, msgs []chat.Message) {
	cov.Messages = len(msgs)
	for _, m := range msgs {
		if m.Time != "" {
			if cov.First == "" {
				cov.First = m.Time
			}
			cov.Last = m.Time
		}
	}
}
