package whatsapp

import "unicode/utf8"

// readDate reads the date of a stamp and checks that it exists in one of the
// orders that its form allows.
func (h *header) readDate(c *cursor) bool {
	if isLetter(c.peek()) && !eraLetter(c.peek()) {
		return h.monthDay(c)
	}
	if !h.datePart(c, 0) {
		return isLetter(c.peek()) && h.monthDay(c)
	}
	c.marks()
	switch x := c.peek(); {
	case x == '/' || x == '.' || x == '-':
		return h.numericDate(c, x) && h.exists()
	case c.rune('年'):
		return h.hanDate(c) && h.exists()
	default:
		return c.blanks() && h.dayMonth(c)
	}
}

// isLetter says whether x is an ASCII letter.
func isLetter(x byte) bool { return x|0x20 >= 'a' && x|0x20 <= 'z' }

// eraLetter says whether x stands for an era of the Japanese calendar.
func eraLetter(x byte) bool { return x == 'R' || x == 'H' }

// datePart reads part k of a numeric date. A year of the Japanese calendar
// (iOS prints R6 for 2024) counts as a year of four digits.
func (h *header) datePart(c *cursor, k int) bool {
	start, base := c.i, 0
	switch c.peek() {
	case 'R': // Reiwa
		base = 2018
	case 'H': // Heisei
		base = 1988
	}
	if base > 0 {
		c.i++
	}
	n, w := c.number()
	if w == 0 || w == 3 || base > 0 && w > 2 {
		c.i = start
		return false
	}
	if base > 0 {
		n, w = base+n, 4
		h.shape |= yearEra
	}
	h.part[k], h.width[k] = n, w
	return true
}

// numericDate reads the rest of a date behind its first part, at the separator.
func (h *header) numericDate(c *cursor, sep byte) bool {
	switch sep {
	case '.':
		h.shape |= sepDot
	case '-':
		h.shape |= sepDash
	}
	for k := 1; k < 3; k++ {
		c.marks()
		if !c.take(sep) {
			return false
		}
		c.marks()
		if sep == '.' {
			c.blanks() // ko, cs, hr: 5. 3. 2024
		}
		if !h.datePart(c, k) {
			return false
		}
	}
	if sep == '.' {
		c.take('.') // hu, hr, sr: 16.11.24. 18:44
		c.yearMark()
	}
	start := c.i
	if !(c.blanks() && c.word("BE")) {
		c.i = start
	} else {
		h.shape |= yearEra
	}
	switch {
	case h.width[1] == 4 || h.width[0] == 4 && h.width[2] == 4:
		return false
	case h.width[0] == 4:
		h.shape |= yearFirst
	case h.width[2] == 4:
		h.shape |= yearFour
	}
	return true
}

// yearMark steps over the abbreviation of "year" behind a date in Bulgarian and
// Macedonian: 25.03.24 г., 15:22.
func (c *cursor) yearMark() {
	start := c.i
	if c.blanks(); c.rune('г') {
		c.take('.')
		return
	}
	c.i = start
}

// hanDate reads the rest of 2024年3月5日.
func (h *header) hanDate(c *cursor) bool {
	ok := h.datePart(c, 1) && c.rune('月') && h.datePart(c, 2) && c.rune('日')
	if h.width[0] < 4 {
		h.part[0] += 2000
	}
	h.width[0] = 4
	h.shape |= sepHan | yearFirst
	return ok
}

// dayMonth reads the named month and the year, if any, behind a day: 28 Aug
// 2013, 18 Mar, 5 de marzo de 2013.
func (h *header) dayMonth(c *cursor) bool {
	if h.width[0] > 2 {
		return false
	}
	c.word("de ")
	if !h.month(c) {
		return false
	}
	return h.namedYear(c)
}

// monthDay reads a date that starts with the name of its month: Mar 5.
func (h *header) monthDay(c *cursor) bool {
	if !h.month(c) || !c.blanks() || !h.datePart(c, 0) || h.width[0] > 2 {
		return false
	}
	return h.namedYear(c)
}

// month reads the name of a month that a blank follows.
func (h *header) month(c *cursor) bool {
	name := c.letters(24)
	if len(name) < 3 || len(name) == len(c.b)-c.i {
		return false
	}
	if x := c.b[c.i+len(name)]; x != ' ' && x != ',' && x < utf8.RuneSelf {
		return false
	}
	n := monthNumber(name)
	if n == 0 {
		return false
	}
	c.i += len(name)
	h.part[1], h.width[1] = n, 0
	return true
}

// namedYear reads the year of a date with a named month. Android printed none
// for the running year in 2013 and 2014.
func (h *header) namedYear(c *cursor) bool {
	h.shape |= monthName
	start := c.i
	c.take(',')
	if c.blanks() {
		c.word("de ")
		if n, w := c.number(); w == 4 {
			h.part[2], h.width[2] = n, w
			return h.exists()
		}
	}
	c.i = start
	h.shape |= yearNone
	return h.part[0] >= 1 && h.part[0] <= 31
}

// clock reads the clock of a stamp with the marker of the half day before or
// behind it.
func (h *header) clock(c *cursor) bool {
	half := wholeDay
	if x := c.peek(); x < '0' || x > '9' {
		c.marks()
		if c.at("오") {
			h.yearBefore()
		}
		p, n := clockWords().period(c.b[c.i:])
		if half = p; n > 0 {
			c.i += n
			c.blanks()
		}
	}
	ok := h.digits(c)
	if !ok {
		return false
	}
	c.marks()
	if half == wholeDay {
		half = h.marker(c)
	}
	h.hour = half.hour(h.hour)
	return true
}

// yearBefore notes that a date of two digits each has the year first, as dates
// have in Korean: 24. 3. 25. 오후 3:22.
func (h *header) yearBefore() {
	if h.shape.has(yearFour) || h.shape.has(monthName) {
		return
	}
	if _, _, _, ok := h.in(ymd); ok {
		h.shape |= yearFirst
	}
}

// digits reads 15:22 or 15.22 with or without seconds, and 15 h 22 as in
// Canadian French.
func (h *header) digits(c *cursor) bool {
	var w int
	if h.hour, w = c.number(); w == 0 || w > 2 || h.hour > 24 {
		return false
	}
	t := c.peek()
	if t != ':' && t != '.' {
		return h.spelledClock(c)
	}
	c.i++
	if h.minute, w = c.number(); w != 2 || h.minute > 59 {
		return false
	}
	if t == '.' {
		h.shape |= dotClock
	}
	if c.peek() == t {
		start := c.i
		c.i++
		if h.second, w = c.number(); w == 2 && h.second <= 59 {
			h.shape |= seconds
			return true
		}
		c.i, h.second = start, 0
		return w == 0
	}
	return true
}

// spelledClock reads the rest of 15 h 22 and of 15 h 22 min 10 s behind the
// hour.
func (h *header) spelledClock(c *cursor) bool {
	var w int
	if !c.unit("h") {
		return false
	}
	if h.minute, w = c.number(); w != 2 || h.minute > 59 {
		return false
	}
	start := c.i
	if c.unit("min") {
		n, w := c.number()
		if w == 2 && n <= 59 && c.unit("s") {
			h.second = n
			h.shape |= seconds
			return true
		}
	}
	c.i = start
	return true
}

// unit steps over a unit of time with the blanks around it.
func (c *cursor) unit(name string) bool {
	start := c.i
	c.blanks()
	if c.word(name) && !isLetter(c.peek()) {
		if c.peek() != ']' {
			c.blanks()
		}
		return true
	}
	c.i = start
	return false
}

// marker reads the marker of the half day behind a clock: am, PM, "p. m.", a
// word of some language, or a word that is not known.
func (h *header) marker(c *cursor) halfDay {
	if c.at("] ") || c.at(" - ") {
		return wholeDay
	}
	start := c.i
	c.blanks()
	x := c.peek()
	if p := x | 0x20; p == 'a' || p == 'p' {
		c.i++
		points := c.take('.')
		c.blanks()
		if c.word("m") && !isLetter(c.peek()) {
			points = c.take('.') || points
			h.spaced = h.spaced || points
			if p == 'a' {
				return morning
			}
			return afternoon
		}
		c.i = start
		c.blanks()
	}
	if p, n := clockWords().period(c.b[c.i:]); n > 0 {
		c.i += n
		return p
	}
	if c.unknownWord() {
		h.shape |= oddPeriod
		return wholeDay
	}
	c.i = start
	return wholeDay
}

// unknownWord steps over up to three words that end where a separator starts.
func (c *cursor) unknownWord() bool {
	for range 3 {
		w := c.letters(24)
		if len(w) == 0 {
			return false
		}
		c.i += len(w)
		if c.peek() == ']' {
			return true
		}
		end := c.i
		c.blanks()
		if c.peek() == '-' || c.peek() == 0xE2 {
			c.i = end
			return true
		}
	}
	return false
}
