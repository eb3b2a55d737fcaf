package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMarks is how many combining marks may pile up on one character: enough
// for any orthography, too few to paint over the lines around it.
const maxMarks = 4

// visible gives s with everything that could hide, reorder or repaint words
// written as an escape that can be seen: control and escape characters,
// direction marks, invisible characters, bytes that are no UTF-8. Line feeds
// and tabs stay.
func visible(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	var before rune
	marks := 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		after, more := utf8.DecodeRuneInString(s[i+n:])
		if more == 0 {
			after = 0
		}
		if marks++; !unicode.IsMark(r) {
			marks = 0
		}
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
			r = '\\'
		case marks <= maxMarks && !hides(before, r, after):
			b.WriteString(s[i : i+n])
		default:
			b.WriteString(escape(r))
			r = '\\' // what follows stands behind an escape now
		}
		before = r
		i += n
	}
	return b.String()
}

// plain reports that s holds nothing but line feeds, tabs, and characters of
// the ranges that most of English and Chinese is written in and that hide
// nothing. It saves most texts the slower look.
func plain(s string) bool {
	for _, r := range s {
		switch {
		case ' ' <= r && r < 0x7f, r == '\n', r == '\t':
		case 0x4e00 <= r && r <= 0x9fff, 0x3001 <= r && r <= 0x301f, 0xff01 <= r && r <= 0xff5e:
		default:
			return false
		}
	}
	return true
}

// hides reports that r, between its neighbours, cannot be seen or changes how
// others are seen.
func hides(before, r, after rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r == 0x200d || r == 0x200c:
		return !joins(before, after)
	case 0xfe00 <= r && r <= 0xfe0f: // chooses between the shapes of an emoji
		return before < 0x80 && after != 0x20e3
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
		return true
	case unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r), unicode.Is(unicode.Variation_Selector, r):
		return true
	}
	return unicode.Is(unicode.Noncharacter_Code_Point, r)
}

// joins reports that a joiner between these two does what it is for: it makes
// one emoji of several, or shapes letters of a script that knows joining.
func joins(before, after rune) bool {
	if pictures(before) && pictures(after) {
		return true
	}
	return joining(before) && (joining(after) || !unicode.IsLetter(after))
}

// pictures reports that r is part of an emoji.
func pictures(r rune) bool {
	return r == 0xfe0f || r != utf8.RuneError && unicode.In(r, unicode.So, unicode.Sk, unicode.Sm)
}

// joining reports that r is of a script in which joiners change the shape of
// letters without hiding anything.
func joining(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Devanagari, unicode.Bengali, unicode.Tamil, unicode.Telugu,
		unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Gujarati, unicode.Gurmukhi, unicode.Khmer, unicode.Myanmar)
}

// escape writes a rune as \r, \x1b, \u202e or \U000e0041.
func escape(r rune) string {
	switch {
	case r == '\r':
		return `\r`
	case r < 0x100:
		return fmt.Sprintf(`\x%02x`, r)
	case r < 0x10000:
		return fmt.Sprintf(`\u%04x`, r)
	}
	return fmt.Sprintf(`\U%08x`, r)
}

// oneLine gives s on one line: line feeds become a sign that can be seen, and
// tabs blanks.
func oneLine(s string) string {
	return strings.NewReplacer("\n", " ⏎ ", "\t", " ").Replace(visible(s))
}

// inert gives s so that no spreadsheet runs it: with an apostrophe in front of
// what could be a formula (OWASP ASVS 5.0, 1.2.10). Blanks before the sign do
// not make it harmless.
func inert(s string) string {
	if formula(s) {
		return "'" + s
	}
	return s
}

// formula reports that a spreadsheet might take s for a formula.
func formula(s string) bool {
	if s == "" {
		return false
	}
	if strings.ContainsRune("\t\r\x00", rune(s[0])) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, unicode.IsSpace))
	return strings.ContainsRune("=+-@＝＋－＠", r)
}

// clock gives a time of the record for reading: with a blank for the T.
func clock(t string) string { return strings.Replace(t, "T", " ", 1) }
