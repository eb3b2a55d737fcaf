package lexicon

import (
	_ "embed"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Folded is a text in the form in which words are looked up, with the way back
// to the original.
type Folded struct {
	Text string
	// off holds for every byte of Text, and for its end, the byte offset of the
	// original rune it comes from; nil when both are the same.
	off []int32
}

// Source gives the byte offsets in the original text of Text[start:end]. They
// lie on rune boundaries, and the range is empty only if start == end.
func (f Folded) Source(start, end int) (int, int) {
	if f.off == nil {
		return start, end
	}
	if start == end {
		return int(f.off[start]), int(f.off[start])
	}
	from, last := f.off[start], f.off[end-1]
	to := end
	for to < len(f.off)-1 && f.off[to] == last {
		to++
	}
	return int(from), int(f.off[to])
}

// At gives the offset in Text of the first byte that comes from the original
// offset at or behind it.
func (f Folded) At(original int) int {
	if f.off == nil {
		return original
	}
	lo, hi := 0, len(f.off)-1
	for lo < hi {
		mid := (lo + hi) / 2
		if int(f.off[mid]) < original {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// Fold brings s into the form of the lexicon: compatibility forms (NFKC) and
// width, lower case, Traditional to Simplified Chinese, decorated letters and
// digits to plain ones, look-alike letters inside Latin words to Latin, and
// without zero-width, directional and combining marks. Invalid UTF-8 becomes
// U+FFFD.
func Fold(s string) Folded { return new(folder).run(s) }

// folder folds texts one after the other and keeps its buffers: what it gives
// holds until the next one.
type folder struct {
	text []byte
	off  []int32
}

func (b *folder) run(s string) Folded {
	if ascii, lower := plainASCII(s); lower {
		return Folded{Text: s}
	} else if ascii {
		b.text = append(b.text[:0], s...)
		for i, c := range b.text {
			if 'A' <= c && c <= 'Z' {
				b.text[i] = c | 0x20
			}
		}
		return Folded{Text: string(b.text)}
	}
	b.text, b.off = slices.Grow(b.text[:0], len(s)+8), slices.Grow(b.off[:0], len(s)+9)
	table := han()
	for at := 0; at < len(s); {
		if c := s[at]; c < utf8.RuneSelf {
			b.fold(s, at, rune(c))
			at++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[at:])
		if firstHan <= r && r <= lastHan {
			b.putRune(at, table.simplify(r))
		} else {
			b.fold(s, at, r)
		}
		at += n
	}
	b.off = append(b.off, int32(len(s)))
	return Folded{Text: string(b.text), off: b.off}
}

// plainASCII says whether s is ASCII, and whether it has no capitals then.
func plainASCII(s string) (ascii, lower bool) {
	lower = true
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf {
			return false, false
		} else if 'A' <= c && c <= 'Z' {
			lower = false
		}
	}
	return true, lower
}

func (b *folder) put(at int, s string) {
	b.text = append(b.text, s...)
	for range len(s) {
		b.off = append(b.off, int32(at))
	}
}

func (b *folder) putRune(at int, r rune) {
	if 0x800 <= r && r < 0xd800 { // all common Chinese characters
		b.text = append(b.text, 0xe0|byte(r>>12), 0x80|byte(r>>6)&0x3f, 0x80|byte(r)&0x3f)
		b.off = append(b.off, int32(at), int32(at), int32(at))
		return
	}
	n := len(b.text)
	b.text = utf8.AppendRune(b.text, r)
	for range len(b.text) - n {
		b.off = append(b.off, int32(at))
	}
}

func (b *folder) fold(s string, at int, r rune) {
	switch {
	case r < utf8.RuneSelf:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		b.text = append(b.text, byte(r))
		b.off = append(b.off, int32(at))
	case '\uff01' <= r && r <= '\uff5e': // full-width ASCII
		b.fold(s, at, r-0xfee0)
	case '\u3000' <= r && r <= '\u3020': // CJK punctuation
		if r == '\u3000' {
			r = ' '
		}
		b.putRune(at, r)
	case hidden(r):
	default:
		b.foldRare(s, at, r)
	}
}

// foldRare treats what is neither ASCII nor common Chinese.
func (b *folder) foldRare(s string, at int, r rune) {
	if t, ok := decorated(r); ok {
		b.put(at, t)
		return
	}
	if t, ok := lookAlikes[unicode.ToLower(r)]; ok && b.inLatinWord(s, at, r) {
		b.put(at, t)
		return
	}
	for _, c := range norm.NFKC.String(string(unicode.ToLower(r))) {
		c = han().simplify(c)
		if !hidden(c) {
			b.putRune(at, unicode.ToLower(c))
		}
	}
}

// inLatinWord says whether the rune at stands directly beside an ASCII letter.
func (b *folder) inLatinWord(s string, at int, r rune) bool {
	if n := len(b.text); n > 0 && asciiLetter(b.text[n-1]) {
		return true
	}
	next := at + utf8.RuneLen(r)
	return next < len(s) && asciiLetter(s[next]|0x20)
}

// decode gives the character that folded text, which is valid, starts with, and
// its length.
func decode(t string) (rune, int) {
	if len(t) > 2 && t[0]>>4 == 0xe { // nearly all that is not ASCII
		return rune(t[0]&0xf)<<12 | rune(t[1]&0x3f)<<6 | rune(t[2]&0x3f), 3
	}
	return utf8.DecodeRuneInString(t)
}

func asciiLetter(c byte) bool { return 'a' <= c && c <= 'z' }

// hidden says whether r shows nothing of its own: zero-width and directional
// marks, variation selectors, the enclosing keycap, combining accents.
func hidden(r rune) bool {
	switch {
	case r == 0xad, r == 0x180e, r == 0xfeff, r == 0x20e3,
		0x200b <= r && r <= 0x200f, 0x2060 <= r && r <= 0x2064, 0x2066 <= r && r <= 0x206f,
		0x202a <= r && r <= 0x202e, 0xfe00 <= r && r <= 0xfe0f, 0x300 <= r && r <= 0x36f:
		return true
	}
	return false
}

//go:embed data/han.txt
var hanTable string

// hanMore adds to Unicode's table what trade chats write.
const hanMore = "帐账戸户畀俾囗口裏里"

// The block of the common Chinese characters.
const (
	firstHan = '\u4e00'
	lastHan  = '\u9fff'
)

// simplified maps Traditional characters and variants to Simplified ones
// (kSimplifiedVariant of Unicode's Unihan database).
type simplified struct {
	common [lastHan - firstHan + 1]int32 // 0 for a character that stays
	rare   map[rune]rune
}

func (t *simplified) simplify(r rune) rune {
	if firstHan <= r && r <= lastHan {
		if to := t.common[r-firstHan]; to != 0 {
			return to
		}
		return r
	}
	if to, ok := t.rare[r]; ok {
		return to
	}
	return r
}

func (t *simplified) add(from, to rune) {
	if firstHan <= from && from <= lastHan {
		t.common[from-firstHan] = to
	} else {
		t.rare[from] = to
	}
}

var han = sync.OnceValue(func() *simplified {
	t := &simplified{rare: map[rune]rune{}}
	pairs := make([]rune, 0, 1<<14)
	for _, r := range hanTable + hanMore {
		if r != '\n' {
			pairs = append(pairs, r)
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		t.add(pairs[i], pairs[i+1])
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		t.add(pairs[i], t.simplify(t.simplify(pairs[i])))
	}
	return t
})
