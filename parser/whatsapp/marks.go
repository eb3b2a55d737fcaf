package whatsapp

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// bom is the byte order mark. It also turns up in front of later lines and
// inside the bracket of a header, after files were glued together.
const bom = "\uFEFF"

// leadingMark gives the length of the direction mark or byte order mark that
// b starts with, 0 when there is none. U+200C and U+200D are no marks: Persian
// words and emoji need them.
func leadingMark(b []byte) int {
	if len(b) < 3 {
		return 0
	}
	switch b[0] {
	case 0xE2:
		switch c := b[2]; b[1] {
		case 0x80: // U+200E U+200F, U+202A–U+202E
			if c == 0x8E || c == 0x8F || c >= 0xAA && c <= 0xAE {
				return 3
			}
		case 0x81: // U+2066–U+2069
			if c >= 0xA6 && c <= 0xA9 {
				return 3
			}
		}
	case 0xEF:
		if b[1] == 0xBB && b[2] == 0xBF {
			return 3
		}
	}
	return 0
}

// speaks says whether the mark that b starts with is one by which the iOS app
// sets its own words apart: U+200E, in right-to-left languages U+200F.
func speaks(b []byte) bool {
	return len(b) >= 3 && b[0] == 0xE2 && b[1] == 0x80 && (b[2] == 0x8E || b[2] == 0x8F)
}

// markIndex gives the place of the first mark in b, -1 when there is none. It
// looks for bytes that are rare in English and in Chinese text.
func markIndex(b []byte) int {
	first := -1
	for i := 0; ; i++ {
		n := bytes.IndexByte(b[i:], 0xE2)
		if n < 0 {
			break
		}
		if i += n; leadingMark(b[i:]) > 0 {
			first = i
			b = b[:i]
			break
		}
	}
	for i := 0; ; i++ {
		n := bytes.IndexByte(b[i:], bom[1])
		if n < 0 {
			return first
		}
		if i += n; i > 0 && i+1 < len(b) && b[i-1] == bom[0] && b[i+1] == bom[2] {
			return i - 1
		}
	}
}

// appendUnmarked appends b without its marks to dst and gives the place in
// dst behind which the last speaking mark of b stood, -1 when it had none.
func appendUnmarked(dst, b []byte) (_ []byte, last int) {
	last = -1
	for {
		i := markIndex(b)
		if i < 0 {
			return append(dst, b...), last
		}
		dst = append(dst, b[:i]...)
		if speaks(b[i:]) {
			last = len(dst)
		}
		b = b[i+leadingMark(b[i:]):]
	}
}

// cleanName gives a sender's name as the record holds it: without marks, with
// the blanks and the hyphen that the apps print into phone numbers made plain.
func cleanName(raw []byte) string {
	b, _ := appendUnmarked(nil, raw)
	return strings.TrimSpace(plainBlanks.Replace(string(b)))
}

// plainBlanks replaces U+00A0, U+202F and U+2011, all of which occur in phone
// numbers; U+202F also follows the ~ of a name that is not in the contacts.
var plainBlanks = strings.NewReplacer("\u00A0", " ", "\u202F", " ", "\u2011", "-")

// maxFold is the length in bytes up to which a text is compared with the words
// of the app. The longest of them has about 150.
const maxFold = 512

// fold appends to dst the form of s in which the app's words are compared:
// lower case, without blanks, marks, Arabic vowel signs and closing full stop.
func fold(dst []byte, s string) []byte {
	start := len(dst)
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			if r > ' ' {
				dst = append(dst, byte(r))
			}
		case r == '：':
			dst = append(dst, ':')
		case r == '’':
			dst = append(dst, '\'')
		case dropped(r):
		default:
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
	}
	for {
		n := len(dst)
		for _, stop := range [...]string{".", "。", "।", "۔"} {
			if bytes.HasSuffix(dst[start:], []byte(stop)) {
				dst = dst[:len(dst)-len(stop)]
			}
		}
		if len(dst) == n {
			return dst
		}
	}
}

// dropped says whether comparing passes over r.
func dropped(r rune) bool {
	switch {
	case r >= 0x064B && r <= 0x0652: // vowel signs: المُرفق is also written المرفق
		return true
	case r == 0x200E, r == 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0xFEFF:
		return true
	}
	return unicode.IsSpace(r)
}

// folded gives the compared form of s as a string, cut to maxFold bytes of s.
func folded(s string) string {
	return string(fold(nil, s[:min(len(s), maxFold)]))
}
