package identifier

import "unicode/utf8"

// Candidate reports whether text could hold an identifier: one cheap pass, and
// never false where [Find] finds one. It takes six digits in a row, a word that
// introduces a name or a sum, an @, or characters that folding turns into
// letters and digits.
func Candidate(text string) bool {
	g := triggers()
	c := counter{gram: 0x20202020, prev: ' '}
	for i := 0; i < len(text); {
		b := text[i]
		k := class[b]
		n := 1
		switch {
		case k < special && !c.mixed && c.prev < utf8.RuneSelf: // the bulk of the text
			letter := int(k >> 6)
			c.word = (c.word + 1) * letter
			c.letters += letter
			c.prev = rune(b)
		case k == number:
			if c.digit(text, i) {
				return true
			}
			k = ' '
			c.prev = rune(b)
		case b < utf8.RuneSelf:
			if k == instant || c.other(b) || b == '*' && opensBold(text, i) || c.prev >= utf8.RuneSelf && g.pair(text, i, c.prev, rune(lower(b))) {
				return true
			}
			k &^= special
			c.prev = rune(b)
		default:
			var r rune
			r, n = decode(text, i)
			if c.other(0) || g.suspect(text, i, r, c.prev) {
				return true
			}
			if r >= 0x3007 && numeral(r) != 0 {
				c.told++
			}
			if !sameRune(r) {
				c.last += n // a heart between digits
			}
			k = ' '
			c.prev = r
		}
		if k == ' ' && byte(c.gram) == ' ' { // no trigger ends with two marks
			c.single <<= 1
			i += n
			continue
		}
		c.gram = c.gram<<8 | uint32(k)
		c.single = c.single<<1 | uint32(k>>6)
		if c.single&0x1f == 0b01010 || g.grams.has(c.gram) && c.add(g.latin(text, i, c.gram)) {
			return true
		}
		i += n
	}
	if g.grams.has(c.gram<<8 | ' ') {
		c.add(g.latin(text, len(text), c.gram<<8|' '))
	}
	return c.enough || c.parts() || c.single<<1&0x1f == 0b01010 || c.told > 0 && c.told+c.all > 4 || c.money && c.told+c.all > 0
}

// decode is [utf8.DecodeRuneInString] with a short way for Chinese characters.
func decode(s string, i int) (rune, int) {
	if b := s[i]; b >= 0xe4 && b <= 0xe9 && i+2 < len(s) && s[i+1]&0xc0 == 0x80 && s[i+2]&0xc0 == 0x80 {
		return rune(b&0xf)<<12 | rune(s[i+1]&0x3f)<<6 | rune(s[i+2]&0x3f), 3
	}
	return utf8.DecodeRuneInString(s[i:])
}

// counter is what Candidate knows of the text so far.
type counter struct {
	gram   uint32 // the classes of the last four characters
	single uint32 // a bit a character, the last lowest: 1 for a Latin letter
	prev   rune   // the last character, Latin letters as they are
	told   int    // digits told in words
	money  bool   // the name of a currency was there
	enough bool   // a trigger that needs no other

	all     int  // digits so far
	row     int  // digits of the row: groups with at most three characters between
	last    int  // place of the last digit
	letters int  // letters since then
	value   int  // of the group
	before  int  // value of the group before, when one character joins them
	word    int  // letters and digits without a break
	mixed   bool // a digit among them
}

// add takes the weight of a trigger and reports whether it is enough.
func (c *counter) add(w weight) bool {
	switch w {
	case sure:
		c.enough = true
	case currency:
		c.money = true
	default:
		c.told += int(w)
	}
	return c.enough || c.told > 0 && c.told+c.all > 4
}

// digit takes the digit at place i and reports whether it is enough.
func (c *counter) digit(text string, i int) bool {
	b := text[i]
	if c.letters > 0 || i-c.last > 4 {
		c.row = 0
	}
	if c.prev < utf8.RuneSelf && isDigit(byte(c.prev)) {
		c.value = min(c.value*10+int(b-'0'), 1000)
	} else {
		if c.before = -1; c.prev == '/' || c.prev == '-' || c.prev == ':' {
			c.before = c.value
		}
		c.value = int(b - '0')
	}
	c.all++
	c.row++
	c.word++
	c.last, c.letters, c.mixed = i, 0, true
	if c.row == 6 && i > 8 && photo(text[i-9:]) > 0 {
		c.row, c.word = -6, 0 // the digits of a file name up to the end of its number
	}
	return c.row > 5 || c.word > 10 || c.told > 0 && c.told+c.all > 4
}

// photo gives the length of the name of a media file of WhatsApp that s begins
// with, IMG-20240305-WA0001.jpg, 0 for none.
func photo(s string) int {
	const form = "IMG-20240305-WA0001"
	if len(s) < len(form) || s[3] != '-' || s[12] != '-' || s[13:15] != "WA" || !allDigits(s[4:12]) || !allDigits(s[15:19]) {
		return 0
	}
	switch s[:3] {
	case "IMG", "VID", "AUD", "PTT", "DOC", "STK", "GIF":
		return len(form)
	}
	return 0
}

// parts reports whether two groups with a mark between divide a whole, as
// 30/70 does.
func (c *counter) parts() bool {
	sum := c.before + c.value
	return c.before > 0 && (sum == 100 || sum == 10)
}

// other takes a character that is no digit, 0 for one that is not ASCII, and
// reports whether it is enough behind the one before.
func (c *counter) other(b byte) bool {
	behindDigit := c.prev < utf8.RuneSelf && isDigit(byte(c.prev))
	if behindDigit && c.parts() {
		return true
	}
	if !isLetter(b) {
		c.word, c.mixed = 0, false
		return b == '/' && c.prev == '/' || b == '*' && c.prev == '*'
	}
	c.letters++
	c.word++
	if b |= 0x20; behindDigit && (b == 'k' || b == 'w' || b == 'u' || b == 'z' || b == 'o') || b == 'x' && c.prev|0x20 == 'x' {
		return true
	}
	return c.mixed && c.word > 10
}

// The classes of characters that are no letters; special is a bit of its own.
const (
	instant = 0x81 // makes a text a candidate at once
	number  = 0x82
	special = 0x80
)

// class gives letters in lower case and a space for marks; what needs a closer
// look has the bit special.
var class = func() (t [256]byte) {
	for i := range t {
		c := byte(i)
		switch {
		case c|0x20 == 'x':
			t[i] = 'x' | special
		case isLetter(c):
			t[i] = lower(c)
		case isDigit(c):
			t[i] = number
		case c == '@', c == '$', c == '%':
			t[i] = instant
		case c == '/', c == '*', c >= utf8.RuneSelf:
			t[i] = ' ' | special
		default:
			t[i] = ' '
		}
	}
	return t
}()
