package wechat

import (
	"fmt"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// sink turns what a form finds into the sequence its reader sees, and keeps
// the account of it.
type sink struct {
	form    Format
	src     *source.Source
	opts    chat.Options
	cov     *chat.Coverage
	yield   func(chat.Message, error) bool
	stopped bool // the reader of the sequence wants no more
	cut     bool // it has been told that the source ends too early
	watch   watch
	counts  []count
}

// count is a number that ends up in a note, such as messages without text.
type count struct {
	note string // with one verb for the number
	n    int
	into *[]string
}

func newSink(f Format, src *source.Source, opts chat.Options, cov *chat.Coverage, yield func(chat.Message, error) bool) *sink {
	if cov == nil {
		cov = &chat.Coverage{}
	}
	cov.Format, cov.Encoding, cov.Unit = f.name, src.Encoding, f.unit
	cov.Missing = append(cov.Missing, f.missing...)
	return &sink{form: f, src: src, opts: opts, cov: cov, yield: yield}
}

// nothing is the attachments of a message that has none, so that JSON shows [].
var nothing = []string{}

// message hands on a message and reports whether to go on. Source, Platform,
// Index and Role are filled in here; in forms of lines m.Lines says how many
// lines it takes.
func (s *sink) message(m chat.Message) bool {
	if s.stopped {
		return false
	}
	s.cov.Messages++
	m.Source, m.Index = s.src.Name, s.cov.Messages
	switch {
	case s.opts.Platform != "":
		m.Platform = s.opts.Platform
	case m.Platform == "":
		m.Platform = s.form.Platform()
	}
	if m.Kind == chat.Notice || m.Kind == chat.Deleted && m.Sender == "" {
		m.Role = chat.System
	}
	if m.Sender == chat.Self && s.opts.Self != "" {
		m.Sender = s.opts.Self
	}
	m.Sender, m.Text, m.Quote = unmark(m.Sender), unmark(m.Text), unmark(m.Quote)
	if m.Attachments == nil {
		m.Attachments = nothing
	}
	n := 1
	if s.form.unit == unitLines {
		n = m.Lines
	}
	s.cov.Found += n
	s.cov.Read += n
	if m.Time != "" {
		if s.cov.First == "" {
			s.cov.First = m.Time
		}
		s.cov.Last = m.Time
	}
	s.watch.see(&m)
	s.stopped = !s.yield(m, nil)
	return !s.stopped
}

// problem hands on a defect that covers n lines or records and reports whether
// to go on. reason is the short form for the coverage.
func (s *sink) problem(line, n int, reason, text string) bool {
	if s.stopped {
		return false
	}
	s.cov.Found += n
	s.cov.Skip(reason, n)
	p := &chat.Problem{Source: s.src.Name, Line: line, Text: text}
	if s.form.unit == unitLines {
		p.Lines = n
	}
	s.stopped = !s.yield(chat.Message{}, p)
	return !s.stopped
}

// told hands on a remark about a message that was read nevertheless.
func (s *sink) told(line int, text string) bool {
	return s.problem(line, 0, "", text)
}

// aside counts n lines or records that belong to the export and to no message.
func (s *sink) aside(reason string, n int) {
	s.cov.Found += n
	s.cov.Skip(reason, n)
}

// missing counts one case of what is not in the file; note has a %d for the
// number.
func (s *sink) missing(note string) { s.tally(note, &s.cov.Missing) }

// integrity counts one case of what looks altered; note has a %d for the
// number.
func (s *sink) integrity(note string) { s.tally(note, &s.cov.Integrity) }

func (s *sink) tally(note string, into *[]string) {
	for i := range s.counts {
		if c := &s.counts[i]; c.note == note && c.into == into {
			c.n++
			return
		}
	}
	s.counts = append(s.counts, count{note, 1, into})
}

// refuse makes the error that ends a source which cannot be read.
func (s *sink) refuse(text string) error {
	return &chat.Refusal{Source: s.src.Name, Text: text}
}

// finish writes the notes that need the whole source.
func (s *sink) finish() {
	for _, c := range s.counts {
		*c.into = append(*c.into, fmt.Sprintf(c.note, c.n))
	}
	s.cov.Integrity = append(s.cov.Integrity, s.watch.notes()...)
	s.cov.Clock = s.watch.clock()
}
