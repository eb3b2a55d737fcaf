package identifier

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// scan is the state of one search: the folded text with the way back, the
// labels and groups of digits in it, and what has been found and claimed.
type scan struct {
	src string  // the text as given
	s   string  // folded: NFKC, decorations as plain letters, marks removed; case kept
	off []int32 // for every byte of s and its end the offset in src; nil when s is src

	hits    []hit    // labels, by place
	nums    []num    // groups of digits, by place
	ats     []int    // places of @
	caps    []int    // places of words in capitals that may be a BIC
	apart   bool     // signs of handles told in words, or letters one by one
	paid    bool     // an account is there, or a word that only payments have
	at      bool     // the word at, which may stand for @
	stars   bool     // marks that hide digits
	fifty   bool     // the word fifty
	fancy   int      // words for digits with digits beside them
	filler  rune     // the last character that stood between digits
	han     int      // Chinese numerals
	claimed []uint64 // a bit for every byte of s that is taken or known to be nothing of ours
	found   []Found
}

// fold fills s and off. Offsets of s count from here on; found spans are
// turned back by put.
func (t *scan) fold(text string) {
	t.src, t.s = text, text
	bold := boldMarks(text)
	if len(bold) > 0 || !plain(text) {
		t.rewrite(text, bold)
	}
	if n := len(t.s)/64 + 1; n <= cap(t.claimed) {
		t.claimed = t.claimed[:n]
	} else {
		t.claimed = make([]uint64, n)
	}
}

// rewrite fills s and off for a text that folding changes, without the marks at
// the places of bold.
func (t *scan) rewrite(text string, bold []int) {
	b := make([]byte, 0, len(text)+16)
	off := make([]int32, 0, len(text)+17)
	for i := 0; i < len(text); {
		c := text[i]
		if len(bold) > 0 && bold[0] == i {
			bold = bold[1:]
			i++
			continue
		}
		if c < utf8.RuneSelf {
			b, off = append(b, c), append(off, int32(i))
			i++
			continue
		}
		r, n := decode(text, i)
		before := len(b)
		if sameRune(r) {
			b = append(b, text[i:i+n]...)
		} else {
			b = appendFolded(b, r)
		}
		for range len(b) - before {
			off = append(off, int32(i))
		}
		i += n
	}
	t.s, t.off = string(b), append(off, int32(len(text)))
}

// plain reports whether folding changes nothing.
func plain(text string) bool {
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := decode(text, i)
		if !sameRune(r) {
			return false
		}
		i += n
	}
	return true
}

// sameRune reports whether r is, for certain, its own folding: Han characters
// and the common marks between them.
func sameRune(r rune) bool {
	return r >= 0x4e00 && r < 0xa000 || r == '、' || r == '。' || r >= 0x3008 && r <= 0x3011 || r >= 0xc0 && r < 0x17f
}

// appendFolded appends r as it is looked up: "" for marks that show nothing.
func appendFolded(b []byte, r rune) []byte {
	switch {
	case r == utf8.RuneError:
		return append(b, '?')
	case hidden(r):
		return b
	case r >= 0xff01 && r <= 0xff5e: // full-width forms
		return append(b, byte(r-0xff01+'!'))
	case r == 0x3000 || r == 0xa0 || r >= 0x2000 && r <= 0x200a || r == 0x202f:
		return append(b, ' ')
	case r >= 0x2010 && r <= 0x2015 || r == 0x2212 || r == 0xfe63 || r == '➖':
		return append(b, '-')
	case r == '➕' || r == '✚' || r == '✙' || r == '╋':
		return append(b, '+')
	}
	if c := decorated(r); c != 0 {
		return append(b, c)
	}
	if c := lookalike(r); c != 0 {
		return append(b, c)
	}
	var one [utf8.UTFMax]byte
	return norm.NFKC.Append(b, one[:utf8.EncodeRune(one[:], r)]...)
}

// hidden reports whether r shows nothing: zero-width and directional marks,
// variation selectors, the enclosing keycap, the soft hyphen.
func hidden(r rune) bool {
	return r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x2069 ||
		r >= 0xfe00 && r <= 0xfe0f || r == 0xfeff || r == 0xad || r == 0x180e || r == 0x20e3
}

// decorated gives the plain form of decorated digits and letters that NFKC
// leaves alone, 0 for others. Negative ten and above do not occur in numbers
// and stay as they are.
func decorated(r rune) byte {
	switch {
	case r >= '❶' && r <= '❾':
		return byte(r-'❶') + '1'
	case r >= '➀' && r <= '➈':
		return byte(r-'➀') + '1'
	case r >= '➊' && r <= '➒':
		return byte(r-'➊') + '1'
	case r >= '⓵' && r <= '⓽':
		return byte(r-'⓵') + '1'
	case r == '⓿' || r == '🄋' || r == '🄌':
		return '0'
	case r >= 0x1f150 && r <= 0x1f169: // negative circled
		return byte(r-0x1f150) + 'A'
	case r >= 0x1f170 && r <= 0x1f189: // negative squared
		return byte(r-0x1f170) + 'A'
	case r >= 0x1f1e6 && r <= 0x1f1ff: // regional indicators
		return byte(r-0x1f1e6) + 'A'
	}
	if i := strings.IndexRune(smallCapitals, r); i >= 0 {
		return smallLetters[utf8.RuneCountInString(smallCapitals[:i])]
	}
	return 0
}

const (
	smallCapitals = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"
	smallLetters  = "abcdefghijklmnoprstuvwyz"
)

// lookalike gives the Latin letter that a Cyrillic or Greek letter is drawn
// like. Texts in those scripts are folded too; no label is lost by that as
// labels in them are looked up in folded form.
func lookalike(r rune) byte {
	const from, to = "аеорсхуһіјѕԁԛԝАВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοѵ", "aeopcxyhijsdqwABEKMHOPCTXIJSABEZHIKMNOPTYXov"
	if r < 0x370 || r > 0x52f {
		return 0
	}
	if i := strings.IndexRune(from, r); i >= 0 {
		return to[utf8.RuneCountInString(from[:i])]
	}
	return 0
}

// back turns a span of s into one of src.
func (t *scan) back(start, end int) (int, int) {
	if t.off == nil {
		return start, end
	}
	a, z := t.off[start], t.off[end]
	for end < len(t.s) && end > start && z == t.off[end-1] { // inside a rune that folds to several bytes
		end++
		z = t.off[end]
	}
	for int(z) > int(a)+1 && t.src[z-1] == '*' && t.s[end-1] != '*' { // bold ends behind it
		z--
	}
	return int(a), int(z)
}

// free reports whether no byte of s[start:end] is claimed.
func (t *scan) free(start, end int) bool {
	for i := start; i < end; i++ {
		if t.claimed[i>>6]>>(i&63)&1 != 0 {
			return false
		}
	}
	return true
}

// claim takes s[start:end] out of the search.
func (t *scan) claim(start, end int) {
	for i := start; i < end; i++ {
		t.claimed[i>>6] |= 1 << (i & 63)
	}
}

// put records f for the span of s, which it claims. What is claimed already
// is not found twice.
func (t *scan) put(start, end int, f Found) {
	if start >= end || !t.free(start, end) {
		return
	}
	t.claim(start, end)
	f.Start, f.End = t.back(start, end)
	f.Value = t.src[f.Start:f.End]
	f.Valid = f.Grade == Valid
	f.Disguised = f.Disguised || t.off != nil && disguised(f.Value)
	switch f.Kind {
	case IBAN, BIC, Account, Card, CNAPS, Alipay, PayPal, FPS, Crypto:
		t.paid = true
	}
	t.found = append(t.found, f)
}

// disguised reports whether v is written in digits or letters that only look
// like plain ones, or has marks inside that show nothing.
func disguised(v string) bool {
	for i, r := range v {
		if r < utf8.RuneSelf {
			continue
		}
		if hidden(r) && i > 0 || r == '＠' || decorated(r) != 0 || lookalike(r) != 0 {
			return true
		}
		if sameRune(r) || r >= 0x2000 && r < 0x2070 || r == 0x3000 || r == 0xa0 {
			continue
		}
		if k := norm.NFKC.String(string(r)); k != string(r) && isAlnum(k[0]) {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool  { return c-'0' < 10 }
func isLetter(c byte) bool { return c|0x20-'a' < 26 }
func isAlnum(c byte) bool  { return isDigit(c) || isLetter(c) }
func isUpper(c byte) bool  { return c-'A' < 26 }

func lower(c byte) byte {
	if isUpper(c) {
		return c | 0x20
	}
	return c
}
