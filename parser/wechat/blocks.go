package wechat

import (
	"errors"
	"io"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// maxBody is the number of bytes up to which a message of a text form grows.
// The application takes 16,384 characters.
const maxBody = 4 << 20

// head is what a header line says.
type head struct {
	time, sender string
	body         string // of the message, on the header line
	notice       bool   // a line of the application: it has no sender
	conversation string
	tag          string // what build needs to know besides
	alone        bool   // the line is a whole message: what follows is no part of it
	two          bool   // the next line belongs to the header
	skip         string // the line is furniture of the export, for this reason
}

// before is what stands before a line that may be a header.
type before struct {
	blank bool   // the line before is blank
	first bool   // no message has begun yet
	next  string // the line after it
}

// blocks reads a text form: a header line begins a message, all lines up to
// the next header belong to it.
type blocks struct {
	s      *sink
	header func(line string, at before) (head, bool)
	build  func(h head, body string) chat.Message
	// stray is why a line before the first header is no message, "" when that
	// is a problem.
	stray func(line string) string

	open  bool
	begun bool // a message has begun
	head  head
	line  int // of the open message
	lines int
	cut   bool // the open message is too long, and over lines of it are left out
	over  int
	body  strings.Builder
	prev  bool // the line before is blank
	crlf  [2]int
}

// held is a line that waits for the one after it.
type held struct {
	text   string
	number int
	again  bool // a further piece of a line that is too long
}

// read runs over all lines.
func (b *blocks) read(text io.Reader) error {
	b.prev = true
	var last held
	for l, err := range source.Lines(text) {
		var p *chat.Problem
		switch {
		case errors.As(err, &p):
			if !b.s.told(p.Line, p.Text) {
				return nil
			}
			continue
		case err != nil:
			b.take(last, "")
			b.flush()
			return err
		}
		switch l.End {
		case source.LF:
			b.crlf[0]++
		case source.CRLF:
			b.crlf[1]++
		}
		line := held{string(l.Text), l.Number, l.Number == last.number}
		if !b.take(last, line.text) {
			return nil
		}
		last = line
	}
	if !b.take(last, "") || !b.flush() {
		return nil
	}
	if b.crlf[0] > 0 && b.crlf[1] > 0 {
		b.s.cov.Integrity = append(b.s.cov.Integrity, mixedEnds(b.crlf))
	}
	return nil
}

// take puts a line where it belongs and reports whether to go on.
func (b *blocks) take(l held, next string) bool {
	switch {
	case l.number == 0: // there is no line yet
		return true
	case l.again:
		b.add(l.text, 0)
		return true
	case b.open && b.head.two:
		b.head.two = false
		b.lines++
		b.prev = false
		return true
	}
	blank := strings.TrimSpace(l.text) == ""
	at := before{blank: b.prev, first: !b.begun, next: next}
	b.prev = blank
	if !blank {
		if h, ok := b.header(strings.TrimPrefix(l.text, "\ufeff"), at); ok {
			return b.begin(h, l.number)
		}
	}
	switch {
	case b.open && b.head.alone && !blank:
		return b.flush() && b.lost(l)
	case b.open:
		b.add(l.text, 1)
		return true
	case blank:
		b.aside("blank lines outside messages")
		return true
	}
	if why := b.stray(l.text); why != "" {
		b.aside(why)
		return true
	}
	return b.lost(l)
}

func (b *blocks) lost(l held) bool {
	return b.s.problem(l.number, 1, "lines that belong to no message", "no message begins here: "+excerpt(l.text))
}

// aside counts a line that is no message. In a mail, where lines mean nothing,
// only messages and problems count.
func (b *blocks) aside(reason string) {
	if b.s.form.unit == unitLines {
		b.s.aside(reason, 1)
	}
}

// begin starts a message.
func (b *blocks) begin(h head, number int) bool {
	if !b.flush() {
		return false
	}
	if h.skip != "" {
		b.aside(h.skip)
		return true
	}
	b.open, b.begun, b.head, b.line, b.lines = true, true, h, number, 1
	if h.body != "" {
		b.body.WriteString(h.body)
		b.body.WriteByte('\n')
	}
	return true
}

// add appends a line to the open message.
func (b *blocks) add(line string, n int) {
	if !b.open {
		return
	}
	if b.cut || b.body.Len()+len(line) > maxBody {
		b.cut = true
		b.over += n
		return
	}
	b.lines += n
	b.body.WriteString(line)
	b.body.WriteByte('\n')
}

// flush hands the open message on.
func (b *blocks) flush() bool {
	if !b.open {
		return !b.s.stopped
	}
	m := b.build(b.head, clean(b.body.String()))
	if b.s.form.unit == unitLines {
		m.Line, m.Lines = b.line, b.lines
	}
	m.Conversation = b.head.conversation
	cut, over, line := b.cut, b.over, m.Line+m.Lines
	b.open, b.cut, b.over = false, false, 0
	b.body.Reset()
	if !b.s.message(m) {
		return false
	}
	if cut {
		return b.s.problem(line, over, "lines of a message that is too long",
			"the message is longer than 4 MiB and the rest of it was not read; check that this file is a chat export")
	}
	return true
}

// excerpt gives the start of a line for a problem.
func excerpt(line string) string {
	line = strings.TrimSpace(line)
	n := 0
	for i := range line {
		if n++; n > 40 {
			return "“" + line[:i] + "…”"
		}
	}
	return "“" + line + "”"
}
