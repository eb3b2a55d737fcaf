package whatsapp

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// maxText is the length in bytes up to which the text of one message is kept.
// WhatsApp takes 65,536 characters; what is longer is no message.
const maxText = 1 << 20

// noFiles are the attachments of a message without any.
var noFiles = []string{}

// newHead gives the whole lines of a head; a head of one line is kept whole.
func newHead(head []byte) io.Reader {
	if i := bytes.LastIndexByte(head, '\n'); i >= 0 && len(head) >= source.HeadSize {
		head = head[:i+1]
	}
	return bytes.NewReader(head)
}

// readText reads a text in two passes.
func readText(src *source.Source, opts chat.Options, cov *chat.Coverage, v variant) iter.Seq2[chat.Message, error] {
	return func(yield func(chat.Message, error) bool) {
		if cov == nil {
			cov = &chat.Coverage{}
		}
		cov.Format, cov.Encoding, cov.Unit = v.format, src.Encoding, "lines"
		var damage source.Damage
		s, err := withText(src.Watch(&damage).Text, surveyText)
		if err != nil {
			yield(chat.Message{}, fmt.Errorf("reading %s: %w", src.Name, err))
			return
		}
		cov.Found = s.lines
		r := &reader{
			src: src, cov: cov, yield: yield, variant: v, notes: notes{survey: s},
			platform: cmp.Or(opts.Platform, chat.WhatsApp),
		}
		if r.g = s.grammar(src, forcedOrder(opts)); r.g == nil {
			r.nothing(s)
			return
		}
		r.g.copied = v.copied
		r.begin()
		open := src.Text
		if damage.Count == 0 && strings.HasPrefix(src.Encoding, "utf-8") {
			open = src.Open // the first pass found it valid, and the second need not look again
		}
		if _, err := withText(open, r.pass); err != nil && !r.stopped {
			yield(chat.Message{}, fmt.Errorf("reading %s: %w", src.Name, err))
		}
		r.end()
	}
}

// withText runs one pass over a text.
func withText[T any](open func() (io.ReadCloser, error), pass func(io.Reader) (T, error)) (T, error) {
	text, err := open()
	if err != nil {
		var none T
		return none, err
	}
	defer text.Close()
	return pass(text)
}

// forcedOrder gives the order of dates that the user named, nil for none.
func forcedOrder(opts chat.Options) *order {
	for o, name := range orderNames {
		if strings.EqualFold(opts.DateOrder, name) {
			forced := order(o)
			return &forced
		}
	}
	return nil
}

// reader is the second pass.
type reader struct {
	variant
	src      *source.Source
	g        *grammar
	cov      *chat.Coverage
	platform string
	yield    func(chat.Message, error) bool
	stopped  bool // the caller wants no more
	junk     int  // lines before the first header
	rec      record
	notes    notes
}

// record is the message that is being read.
type record struct {
	open   bool
	line   int
	lines  int
	indent int    // of the lines inside the message, where the form has one
	buf    []byte // time and text
	text   int    // where the text starts in buf
	tail   int    // in buf, behind the last speaking mark; -1 for none
	lost   int    // lines that did not fit
	cut    bool   // something did not fit
	sender string
	body   body
	year   int
	day    int // number of the day
	minute int // of the day
}

// nothing tells that no line is a header.
func (r *reader) nothing(s *survey) {
	text := "the file has no lines"
	if s.lines > 0 {
		text = fmt.Sprintf("no line looks like the start of a WhatsApp message; the first one is %q; "+
			"check that this is the exported chat, not a document sent in it", s.first)
		r.cov.Skip("no WhatsApp message", s.lines)
	}
	r.yield(chat.Message{}, &chat.Problem{Source: r.src.Name, Line: min(1, s.lines), Lines: s.lines, Text: text})
}

// begin tells what is known before the first message.
func (r *reader) begin() {
	main := r.g.forms[0]
	r.cov.Order = main.verdict.reason
	if !r.g.group {
		r.cov.Counterpart = chatName(r.src.Name)
	}
	r.cov.Missing = append(r.cov.Missing, r.missing...)
	if e := main.evidence(); main.verdict.undecided {
		r.cov.Order += "; " + e.first.readings(main.verdict.order)
		r.problem(&chat.Problem{Line: e.first.line, Text: fmt.Sprintf(
			"the dates fit two orders: the first, %s, the last, %s; say --date-order dmy or mdy",
			e.first.readings(main.verdict.order), e.last.readings(main.verdict.order))})
	}
}

// problem yields a problem of the source.
func (r *reader) problem(p *chat.Problem) {
	p.Source = r.src.Name
	if !r.stopped {
		r.stopped = !r.yield(chat.Message{}, p)
	}
}

// pass reads the text and yields its messages.
func (r *reader) pass(text io.Reader) (struct{}, error) {
	var h scanner
	var none struct{}
	prev := source.None
	for line, err := range source.Lines(text) {
		if err != nil {
			if told(err) {
				continue
			}
			return none, err
		}
		b := line.Text
		if n := len(b); n > 0 && b[n-1] == '\r' && line.End != source.Cut {
			b = bytes.TrimRight(b, "\r")
		}
		switch {
		case prev == source.Cut:
			r.piece(b)
		case !h.scan(b):
			r.more(b)
		default:
			if !r.start(&h.header, b, line.Number, prev) {
				r.notes.lookalike(line.Number)
				r.more(b)
			}
		}
		if r.stopped {
			return none, nil
		}
		prev = line.End
	}
	r.flush()
	return none, nil
}

// start begins a message at a header and says whether the header counts.
func (r *reader) start(h *header, b []byte, line int, behind source.End) bool {
	f, y, m, d := r.g.accepts(h, line, behind)
	if f == nil {
		return false
	}
	rest := b[h.rest:]
	clean, text, ok := r.g.sender(rest)
	if r.copied && !ok {
		return false
	}
	r.flush()
	if r.stopped {
		return true
	}
	if r.junk > 0 {
		r.skipped()
	}
	if !ok {
		text = 0
	}
	rec := &r.rec
	rec.open, rec.line, rec.lines, rec.lost, rec.cut = true, line, 1, 0, false
	rec.sender = clean
	rec.buf = h.appendStamp(rec.buf[:0], y, m, d)
	rec.text = len(rec.buf)
	rec.tail = -1
	if r.indented {
		rec.indent = utf8.RuneCount(b[:h.rest+text])
	}
	rec.body = body{marked: h.marked, spoke: speaks(rest[text:]), ios: h.shape.ios(), old: y > 0 && y < 2015}
	rec.year, rec.minute = y, h.hour*60+h.minute
	if y > 0 {
		rec.day = dayNumber(y, m, d)
	}
	rec.append(rest[text:])
	return true
}

// append adds bytes to the text of the record, without marks.
func (rec *record) append(b []byte) {
	if room := maxText - (len(rec.buf) - rec.text); len(b) > room {
		for room > 0 && !utf8.RuneStart(b[room]) {
			room--
		}
		b, rec.cut = b[:max(room, 0)], true
	}
	var last int
	if rec.buf, last = appendUnmarked(rec.buf, b); last >= 0 {
		rec.tail = last
	}
}

// more adds a line that is no header.
func (r *reader) more(b []byte) {
	rec := &r.rec
	switch {
	case !rec.open:
		r.junk++
	case rec.cut:
		rec.lost++
	default:
		rec.lines++
		for n := rec.indent; n > 0 && len(b) > 0 && b[0] == ' '; n-- {
			b = b[1:]
		}
		rec.buf = append(rec.buf, '\n')
		rec.append(b)
	}
}

// piece adds the rest of a line that is too long to come in one piece.
func (r *reader) piece(b []byte) {
	if r.rec.open && !r.rec.cut {
		r.rec.append(b)
	}
}

// skipped tells the lines before the first header.
func (r *reader) skipped() {
	n := r.junk
	r.junk = 0
	r.cov.Skip("before the first message", n)
	r.problem(&chat.Problem{Line: 1, Lines: n, Text: fmt.Sprintf(
		"%s before the first message: %q", plural(n, "line", "lines"), r.notes.survey.first)})
}

// flush yields the open record.
func (r *reader) flush() {
	rec := &r.rec
	if !rec.open {
		return
	}
	rec.open = false
	r.g.records++
	whole := string(rec.buf)
	text := whole[rec.text:]
	text = trimEnd(text)
	b := &rec.body
	b.text, b.line, b.sender, b.tail = text, text, rec.sender, -1
	if rec.lines > 1 {
		b.line = firstLine(text)
	}
	if rec.tail >= 0 {
		b.tail = rec.tail - rec.text
	}
	c := r.classify(b)
	m := chat.Message{
		Source: r.src.Name, Platform: r.platform, Index: r.g.records, Line: rec.line, Lines: rec.lines,
		Time: whole[:rec.text], Sender: rec.sender, Kind: c.kind, Text: text, Attachments: c.attachments,
		Edited: c.edited,
	}
	if c.kind == chat.Notice {
		m.Sender, m.Role = "", chat.System
	}
	if m.Attachments == nil {
		m.Attachments = noFiles
	}
	r.cov.Read += rec.lines
	r.cov.Messages++
	r.notes.message(&m, rec, r.g)
	if r.stopped = !r.yield(m, nil); r.stopped || !rec.cut {
		return
	}
	r.cov.Skip("behind the end of an overlong message", rec.lost)
	r.problem(&chat.Problem{Line: rec.line, Lines: rec.lost, Text: fmt.Sprintf(
		"the message is longer than %d KiB; what stands behind that is left out", maxText>>10)})
}

// trimEnd cuts blanks off the end of a text. It looks twice only where the
// last character may be one of the wide blanks.
func trimEnd(text string) string {
	n := len(text)
	if n == 0 || text[n-1] > ' ' && text[n-1] < utf8.RuneSelf {
		return text
	}
	if text[n-1] >= utf8.RuneSelf && n > 2 && text[n-2] != 0xC2 && (text[n-3] < 0xE1 || text[n-3] > 0xE3) {
		return text
	}
	return strings.TrimRightFunc(text, unicode.IsSpace)
}

// classify says what the record is, by the rules of its form.
func (r *reader) classify(b *body) class {
	if r.indented {
		return exporterClass(b)
	}
	return r.g.classify(b)
}

// end completes the coverage.
func (r *reader) end() {
	if r.junk > 0 {
		r.skipped()
	}
	r.notes.finish(r.cov, r.g)
}

// evidence gives the evidence by which the order of a form was decided.
func (f *form) evidence() *evidence {
	switch f.behind {
	case source.CRLF:
		return &f.tally.crlf
	case source.LF:
		return &f.tally.lf
	}
	return &f.tally.all
}

// plural gives a number with the word for one or for many.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
