package whatsapp

import (
	"unicode"
	"unicode/utf8"
)

// cursor walks along the bytes of a line.
type cursor struct {
	b []byte
	i int
}

// peek gives the next byte, 0 at the end.
func (c *cursor) peek() byte {
	if c.i < len(c.b) {
		return c.b[c.i]
	}
	return 0
}

// at says whether s comes next.
func (c *cursor) at(s string) bool {
	return len(c.b)-c.i >= len(s) && string(c.b[c.i:c.i+len(s)]) == s
}

// take steps over x and says whether it was there.
func (c *cursor) take(x byte) bool {
	if c.i < len(c.b) && c.b[c.i] == x {
		c.i++
		return true
	}
	return false
}

// word steps over s and says whether it was there, in ASCII letters of any case.
func (c *cursor) word(s string) bool {
	if len(c.b)-c.i < len(s) {
		return false
	}
	for k := range len(s) {
		x, y := c.b[c.i+k], s[k]
		if x == y {
			continue
		}
		if x|0x20 != y|0x20 || x|0x20 < 'a' || x|0x20 > 'z' {
			return false
		}
	}
	c.i += len(s)
	return true
}

// marks steps over direction marks and byte order marks and says whether one
// of them was a speaking one.
func (c *cursor) marks() (spoke bool) {
	for c.i < len(c.b) && c.b[c.i] >= utf8.RuneSelf {
		n := leadingMark(c.b[c.i:])
		if n == 0 {
			break
		}
		spoke = spoke || speaks(c.b[c.i:])
		c.i += n
	}
	return spoke
}

// blanks steps over blanks of any width, with marks among them, and says
// whether there was a blank.
func (c *cursor) blanks() (found bool) {
	for c.i < len(c.b) {
		switch x := c.b[c.i]; {
		case x == ' ' || x == '\t':
			c.i++
		case x < utf8.RuneSelf:
			return found
		default:
			n := leadingBlank(c.b[c.i:])
			if n == 0 {
				if n = leadingMark(c.b[c.i:]); n == 0 {
					return found
				}
				c.i += n
				continue
			}
			c.i += n
		}
		found = true
	}
	return found
}

// leadingBlank gives the length of the blank outside ASCII that b starts with:
// U+00A0 and U+202F stand before AM and PM, U+2009 was reported too, U+3000 is
// the one of Chinese and Japanese text.
func leadingBlank(b []byte) int {
	switch {
	case len(b) >= 2 && b[0] == 0xC2 && b[1] == 0xA0:
		return 2
	case len(b) < 3:
		return 0
	case b[0] == 0xE2 && b[1] == 0x80 && (b[2] == 0xAF || b[2] <= 0x8A && b[2] >= 0x80):
		return 3
	case b[0] == 0xE3 && b[1] == 0x80 && b[2] == 0x80:
		return 3
	}
	return 0
}

// number reads up to four decimal digits of any script. A fifth digit makes it
// no number; width is 0 then.
func (c *cursor) number() (value, width int) {
	i := c.i
	for i < len(c.b) && c.b[i]-'0' <= 9 {
		value = value*10 + int(c.b[i]-'0')
		i++
	}
	width = i - c.i
	for i < len(c.b) && c.b[i] >= utf8.RuneSelf {
		d, n := digit(c.b[i:])
		if n == 0 {
			break
		}
		value = value*10 + d
		width++
		i += n
	}
	if width > 4 {
		return 0, 0
	}
	c.i = i
	return value, width
}

// digit gives the value and length of the decimal digit outside ASCII that b
// starts with, length 0 when there is none.
func digit(b []byte) (value, n int) {
	r, n := utf8.DecodeRune(b)
	if !unicode.Is(unicode.Nd, r) {
		return 0, 0
	}
	// The ten digits of a script start at a code point that ends in 0 or in 6.
	if zero := r &^ 0xF; r-zero <= 9 && unicode.Is(unicode.Nd, zero) {
		return int(r - zero), n
	}
	return max(0, int(r&0xF)-6), n
}

// letters gives the letters, points and combining signs that come next, at
// most limit bytes, without stepping over them; nil when there are more.
func (c *cursor) letters(limit int) []byte {
	i := c.i
	for i < len(c.b) {
		x := c.b[i]
		if x|0x20 >= 'a' && x|0x20 <= 'z' || x == '.' {
			i++
		} else if x < utf8.RuneSelf {
			break
		} else {
			r, n := utf8.DecodeRune(c.b[i:])
			if !unicode.IsLetter(r) && !unicode.IsMark(r) {
				break
			}
			i += n
		}
		if i-c.i > limit {
			return nil
		}
	}
	return c.b[c.i:i]
}
