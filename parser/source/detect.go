package source

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// Byte order marks.
const (
	bomUTF8    = "\xEF\xBB\xBF"
	bomUTF16LE = "\xFF\xFE"
	bomUTF16BE = "\xFE\xFF"
)

// maxControls is the share of control characters, one in so many, above which
// bytes are no text. Compressed data has more than one in ten; chats have
// none, or a stray one that somebody pasted.
const maxControls = 64

// Detect names the encoding of a text by its first bytes: utf-8, utf-8-bom,
// utf-16le, utf-16be, gb18030, big5 or windows-1252, or "" when they are no
// text.
// more says that the text goes on behind head, whose last character may then
// be cut. Plain ASCII and nothing at all are utf-8.
//
// The order is a byte order mark; UTF-16 by its NUL bytes; strict UTF-8; and
// then what the bytes above 0x7F look most like, where UTF-8 with a few
// damaged places is still UTF-8.
func Detect(head []byte, more bool) string {
	switch {
	case bytes.HasPrefix(head, []byte(bomUTF8)):
		return textOr("utf-8-bom", head)
	case bytes.HasPrefix(head, []byte(bomUTF16LE)) && plainUTF16(head, 1):
		return "utf-16le"
	case bytes.HasPrefix(head, []byte(bomUTF16BE)) && plainUTF16(head, 0):
		return "utf-16be"
	}
	if name := nulPattern(head); name != "" {
		return name
	}
	if more {
		head = head[:len(head)-cutRune(head)]
	}
	if utf8.Valid(head) {
		return textOr("utf-8", head)
	}
	return textOr(eightBit(head, more), head)
}

// textOr gives name, or "" when b holds more control characters than a text.
func textOr(name string, b []byte) string {
	n := 0
	for _, c := range b {
		if control(uint16(c)) {
			n++
		}
	}
	if n > len(b)/maxControls {
		return ""
	}
	return name
}

// control says whether a character has no business in a text.
func control(c uint16) bool {
	return c < 0x20 && (c < '\t' || c > '\r') && c != 0x1B || c == 0x7F
}

// nulPattern finds UTF-16 without a byte order mark. Blanks, digits, line ends
// and Latin letters have a zero for their high byte, in Chinese chats too,
// and low bytes are zero in few characters (一, some emoji).
func nulPattern(b []byte) string {
	pairs := len(b) / 2
	var zero [2]int
	for i, c := range b[:2*pairs] {
		if c == 0 {
			zero[i&1]++
		}
	}
	few := func(n int) bool { return n*10 <= pairs }
	many := func(n int) bool { return n > 0 && n*20 >= pairs }
	switch {
	case many(zero[1]) && few(zero[0]) && zero[1] > 4*zero[0] && plainUTF16(b, 1):
		return "utf-16le"
	case many(zero[0]) && few(zero[1]) && zero[0] > 4*zero[1] && plainUTF16(b, 0):
		return "utf-16be"
	}
	return ""
}

// plainUTF16 says whether b reads as UTF-16 text, where high is the place of
// the high byte in each pair.
func plainUTF16(b []byte, high int) bool {
	bad, units := 0, len(b)/2
	lead := false
	for i := range units {
		u := uint16(b[2*i+high])<<8 | uint16(b[2*i+1-high])
		trail := u >= 0xDC00 && u < 0xE000
		if lead != trail || control(u) || u >= 0xFFFE {
			bad++
		}
		lead = utf16.IsSurrogate(rune(u)) && !trail
	}
	return bad <= units/maxControls
}

// eightBit decides between damaged UTF-8, Big5, GB18030 and Windows-1252.
func eightBit(b []byte, more bool) string {
	runes, bad := multiByte(b)
	if runes > 8*bad {
		return "utf-8"
	}
	if big5(b, more) {
		return "big5"
	}
	pairs, common, stray := hanPairs(b, more)
	// Western letters with accents mostly stand alone between ASCII letters,
	// and read as pairs they give rare characters; Chinese text, Traditional
	// too, has every third character or more among the common ones.
	if stray*20 <= pairs && common*3 >= pairs {
		return "gb18030"
	}
	return "windows-1252"
}

// multiByte counts the valid UTF-8 sequences of two bytes and more, and the
// bytes that are in none.
func multiByte(b []byte) (runes, bad int) {
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			runes++
		}
		b = b[n:]
	}
	return runes, bad
}

// hanPairs reads b as GB18030: pairs of two bytes (and fours as pairs), those
// of them that are punctuation or among the 3,755 common characters of
// GB 2312, and bytes that fit nothing.
func hanPairs(b []byte, more bool) (pairs, common, stray int) {
	for i := 0; i < len(b); {
		c := b[i]
		if c < 0x80 {
			i++
			continue
		}
		if i+1 == len(b) {
			if !more {
				stray++
			}
			break
		}
		d := b[i+1]
		switch {
		case c == 0x80 || c == 0xFF || d < 0x30 || d == 0x7F || d == 0xFF || d > 0x39 && d < 0x40:
			stray++
			i++
		case d <= 0x39: // the first half of a character of four bytes
			if !fourBytes(b[i:]) && (!more || i+4 <= len(b)) {
				stray++
				i++
				continue
			}
			pairs++
			i += 4
		default:
			pairs++
			if d >= 0xA1 && (c >= 0xA1 && c <= 0xA3 || c >= 0xB0 && c <= 0xD7) {
				common++
			}
			i += 2
		}
	}
	return pairs, common, stray
}

// fewPairs is the number of pairs below which Big5 is not told from an
// accented capital before a letter, such as the first two of Änderung.
const fewPairs = 8

// big5 says whether b is Chinese as Windows in Taiwan and Hong Kong saves it.
// About four of ten second bytes are ASCII then, none is between 0x7F and
// 0xA0, and most characters are among the 5,401 common ones (0xA4 to 0xC6).
// GB 2312 has no ASCII for a second byte, and the rest of GBK has first and
// second bytes below 0xA1 as well.
func big5(b []byte, more bool) bool {
	pairs, low, common, stray := 0, 0, 0, 0
	for i := 0; i < len(b); i++ {
		if b[i] < 0x80 {
			continue
		}
		if i+1 == len(b) {
			if !more {
				stray++
			}
			break
		}
		c, d := b[i], b[i+1]
		if c < 0xA1 || c > 0xF9 || d < 0x40 || d > 0x7E && d < 0xA1 || d == 0xFF {
			stray++
			continue
		}
		i++
		pairs++
		if d <= 0x7E {
			low++
		}
		if c >= 0xA1 && c <= 0xC6 {
			common++
		}
	}
	return pairs >= fewPairs && stray*50 <= pairs && low*6 >= pairs && common*10 >= 9*pairs
}

// fourBytes says whether b starts with a four-byte character of GB18030.
func fourBytes(b []byte) bool {
	digit := func(c byte) bool { return c >= 0x30 && c <= 0x39 }
	return len(b) >= 4 && digit(b[1]) && b[2] >= 0x81 && b[2] <= 0xFE && digit(b[3])
}

// cutRune is the number of bytes at the end of b that begin a UTF-8 sequence
// without ending it.
func cutRune(b []byte) int {
	for n := 1; n <= min(len(b), utf8.UTFMax-1); n++ {
		if c := b[len(b)-n]; utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(b[len(b)-n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}
