package whatsapp

import "unicode/utf8"

// header is what the start of a line says when it fits the grammar
//
//	line  = marks [ "[" ] stamp [ "]" ] sep rest
//	stamp = date between clock | clock between date
//	sep   = " - " | " – " | "] " | ": "
type header struct {
	shape  shape
	marked bool   // a speaking mark stands before the line
	spaced bool   // the marker of the half day has points: "p. m."
	part   [3]int // of the date, as printed; a named month is a number
	width  [3]int // digits of each part; 0 for a named month and a missing year
	hour   int    // 0 to 23, the marker of the half day applied
	minute int
	second int
	rest   int // where sender and text start
}

// minHeader is the length of the shortest header, 1/1/24 1:00 - x.
const minHeader = 12

// starts tells the bytes that a header can start with: ASCII digits, the
// bracket, the letters of a month, and the lead bytes of Arabic (D9, DB), N'Ko
// (DF), Indic and Thai (E0), Khmer and Mongolian (E1) and wide digits (EF) and
// of marks (E2, EF). Chinese text starts with none of them.
var starts = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= '0' && c <= '9' || c == '[' || c|0x20 >= 'a' && c|0x20 <= 'z'
	}
	for _, c := range []byte{0xD9, 0xDB, 0xDF, 0xE0, 0xE1, 0xE2, 0xEF} {
		t[c] = true
	}
	return t
}()

// scanner reads headers. It remembers the date that it read last, for most
// lines bear the date of the line before.
type scanner struct {
	header
	known []byte // the start of a line up to the clock, as last read
	date  header // what it says
}

// scan reads the header that b starts with and says whether there is one with
// something behind it.
func (s *scanner) scan(b []byte) bool {
	if len(b) < minHeader || !starts[b[0]] {
		return false
	}
	h := &s.header
	c := cursor{b: b}
	if len(s.known) > 0 && len(b) > len(s.known) && string(b[:len(s.known)]) == string(s.known) {
		*h = s.date
		c.i = len(s.known)
		if h.clock(&c) && h.separator(&c) {
			return true
		}
		c.i = 0
	}
	*h = header{}
	if b[0] >= utf8.RuneSelf {
		h.marked = c.marks()
	}
	if c.take('[') {
		h.shape = bracketed
		c.marks()
	}
	start, kept := c.i, h.shape
	if h.readDate(&c) && h.between(&c) {
		at, date := c.i, *h
		if h.clock(&c) {
			s.known, s.date = append(s.known[:0], b[:at]...), date
			return h.separator(&c)
		}
	}
	c.i, h.shape = start, kept|clockFirst
	h.part, h.width = [3]int{}, [3]int{}
	return h.clock(&c) && h.between(&c) && h.readDate(&c) && h.separator(&c)
}

// between reads what stands between date and clock: a comma, blanks, and in
// some languages a word (fi "klo", fr "à").
func (h *header) between(c *cursor) bool {
	c.marks()
	if c.take(',') || c.rune('،') || c.rune('、') {
		h.shape |= comma
	}
	blank := c.blanks()
	if x := c.peek(); x >= '0' && x <= '9' {
		return blank || h.shape.has(comma)
	}
	if n := clockWords().joint(c.b[c.i:]); n > 0 {
		c.i += n
		c.blanks()
	}
	return blank || h.shape.has(comma|sepHan)
}

// separator reads what stands between stamp and rest, and checks that there
// is a rest.
func (h *header) separator(c *cursor) bool {
	c.marks()
	switch {
	case h.shape.has(bracketed) && c.at("] "):
		c.i += 2
	case !h.shape.has(bracketed) && c.at(" - "):
		c.i += 3
	case h.shape.has(bracketed):
		c.blanks()
		if !c.take(']') {
			return false
		}
		c.marks()
		c.take(' ')
	case h.shape.has(seconds) && c.peek() == ':':
		h.shape |= colonSep
		c.i++
		if !c.blanks() {
			return false
		}
	default:
		if !c.blanks() || !c.take('-') && !c.rune('–') && !c.rune('—') || !c.blank() {
			return false
		}
	}
	h.rest = c.i
	return !empty(c.b[c.i:])
}

// blank steps over one blank.
func (c *cursor) blank() bool {
	if c.take(' ') {
		return true
	}
	if c.i < len(c.b) {
		n := leadingBlank(c.b[c.i:])
		c.i += n
		return n > 0
	}
	return false
}

// rune steps over r and says whether it was there.
func (c *cursor) rune(r rune) bool {
	if c.i >= len(c.b) || c.b[c.i] < utf8.RuneSelf {
		return false
	}
	got, n := utf8.DecodeRune(c.b[c.i:])
	if got != r {
		return false
	}
	c.i += n
	return true
}

// empty says whether b holds nothing but blanks and marks.
func empty(b []byte) bool {
	c := cursor{b: b}
	c.blanks()
	return c.i == len(b)
}
