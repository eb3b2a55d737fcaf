package parser

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// transcript is one recognised source as other packages see it.
func transcript(src *source.Source, f Format, doubt string, opts Options) chat.Transcript {
	platform := opts.Platform
	if platform == "" {
		platform = f.Platform()
	}
	evidence := src.Evidence
	if opts.Progress != nil {
		src = observed(src, opts.Progress)
	}
	return chat.Transcript{
		Source:   src.Name,
		Platform: platform,
		Format:   f.Name(),
		Evidence: evidence,
		Messages: func(cov *chat.Coverage) iter.Seq2[chat.Message, error] {
			return func(yield func(chat.Message, error) bool) {
				if cov == nil {
					cov = new(chat.Coverage)
				}
				*cov = chat.Coverage{Format: f.Name(), Encoding: src.Encoding, Doubt: doubt}
				r := reading{src: src, platform: platform, cov: cov, yield: yield}
				r.run(f, opts.Options)
			}
		},
	}
}

// reading is one pass over a transcript. It fills in what a format need not
// know and counts what every format would have to count.
type reading struct {
	src      *source.Source
	platform string
	cov      *chat.Coverage
	yield    func(chat.Message, error) bool

	messages, problems int
	first, last        string         // times
	lines, lost        int            // physical lines in messages and in problems
	index              int            // of the last message
	others             map[string]int // the same for each named conversation
	repeats            repeats
}

func (r *reading) run(f Format, opts chat.Options) {
	var damage source.Damage
	for m, err := range f.Read(r.src.Watch(&damage), opts, r.cov) {
		if err == nil {
			if !r.message(&m) {
				return
			}
			continue
		}
		var p *chat.Problem
		if !errors.As(err, &p) {
			r.finish()
			r.yield(chat.Message{}, refusal(r.src.Name, err))
			return
		}
		if !r.problem(p) {
			return
		}
	}
	if damage.Count > 0 && !r.problem(&chat.Problem{Line: damage.Line, Text: fmt.Sprintf(
		"%s from this line on could not be read as %s and stand as \uFFFD; export the chat again if such a place matters",
		several(damage.Count, "character"), r.src.Encoding)}) {
		return
	}
	r.finish()
	if r.messages == 0 {
		r.yield(chat.Message{}, &chat.Refusal{Source: r.src.Name, Text: fmt.Sprintf(
			"looks like %s but holds no message that could be read; export the chat again, or name another form with --from", f.Name())})
	}
}

// message completes m and hands it on.
func (r *reading) message(m *chat.Message) bool {
	if m.Source == "" {
		m.Source = r.src.Name
	}
	if m.Platform == "" {
		m.Platform = r.platform
	}
	if m.Role == "" {
		m.Role = chat.Unknown
	}
	if m.Attachments == nil {
		m.Attachments = []string{}
	}
	if m.Index == 0 {
		m.Index = r.next(m.Conversation)
	}
	r.lines += m.Lines
	r.messages++
	if m.Time != "" {
		r.first, r.last = cmp.Or(r.first, m.Time), m.Time
	}
	r.count()
	r.repeats.see(m)
	return r.yield(*m, nil)
}

// next counts the messages of each conversation of the source.
func (r *reading) next(conversation string) int {
	if conversation == "" {
		r.index++
		return r.index
	}
	if r.others == nil {
		r.others = map[string]int{}
	}
	r.others[conversation]++
	return r.others[conversation]
}

func (r *reading) problem(p *chat.Problem) bool {
	if p.Source == "" {
		p.Source = r.src.Name
	}
	r.lost += p.Lines
	r.problems++
	r.count()
	return r.yield(chat.Message{}, p)
}

// count sets the counts so far. A format may keep them too: they are set and
// not added to, and come out the same.
func (r *reading) count() {
	r.cov.Messages, r.cov.Problems = r.messages, r.problems
	r.cov.First, r.cov.Last = r.first, r.last
}

// finish fills what the format left empty.
func (r *reading) finish() {
	r.count()
	c := r.cov
	c.Integrity = append(c.Integrity, r.repeats.notes()...)
	defer r.countLost()
	if c.Found > 0 {
		return
	}
	if r.lines+r.lost > 0 {
		c.Unit, c.Found, c.Read = "lines", r.lines+r.lost, r.lines
		if len(c.Skipped) == 0 {
			c.Skip("not understood", r.lost)
		}
		return
	}
	c.Unit, c.Found, c.Read = "blocks", c.Messages+c.Problems, c.Messages
	if len(c.Skipped) == 0 {
		c.Skip("not understood", c.Problems)
	}
}

// notUnderstood are the reasons of skips for what might have been a message.
// Formats give other reasons for what is known to be none.
var notUnderstood = []string{"not understood", "of no known kind", "broken records", "before the first message"}

// countLost says how much of the source was not understood: the lines of
// problems, or what was skipped for that reason. Problems of sources without
// lines stand for one block each.
func (r *reading) countLost() {
	c := r.cov
	lost := 0
	for _, s := range c.Skipped {
		if slices.Contains(notUnderstood, s.Reason) {
			lost += s.Count
		}
	}
	if c.Unit != "lines" {
		lost = max(lost, r.problems)
	}
	c.Lost = min(max(lost, r.lost), max(c.Found-c.Read, 0))
}

// refusal puts an error that ends a reading in words.
func refusal(name string, err error) *chat.Refusal {
	r := source.Refuse(name, err)
	if r.Source == "" {
		return &chat.Refusal{Source: name, Text: r.Text}
	}
	return r
}

// observed gives a copy of src that tells how far each pass over it has come.
func observed(src *source.Source, tell func(name string, done, size int64)) *source.Source {
	w := *src
	w.Open = func() (io.ReadCloser, error) {
		r, err := src.Open()
		if err != nil {
			return nil, err
		}
		return &meter{ReadCloser: r, tell: func(n int64) { tell(src.Name, n, src.Size) }}, nil
	}
	return &w
}

// meterStep is the number of bytes between two tellings.
const meterStep = 1 << 20

// meter tells how many bytes have been read.
type meter struct {
	io.ReadCloser
	tell       func(n int64)
	done, told int64
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.ReadCloser.Read(p)
	m.done += int64(n)
	if m.done-m.told >= meterStep || err == io.EOF && m.done > m.told {
		m.told = m.done
		m.tell(m.done)
	}
	return n, err
}

// several writes a number with its noun.
func several(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
