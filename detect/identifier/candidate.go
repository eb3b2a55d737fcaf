package identifier

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Candidate reports whether text could hold an identifier: one cheap pass, and
// never false where [Find] finds one. It takes six digits in a row, a word that
// introduces a name or a sum, an @, or characters that folding turns into
// letters and digits.
func Candidate(text string) bool {
	g := triggers()
	gram := uint32(0x20202020)
	prev, numerals := rune(' '), 0
	singles := uint32(0) // a bit a character, the last lowest: 1 for a Latin letter
	var d digitRow
	for i := 0; i < len(text); {
		c := text[i]
		k := class[c]
		switch {
		case k == number:
			if d.digit(c, prev, i) || numerals > 0 && numerals+d.all > 4 {
				return true
			}
			prev, k = rune(c), ' '
			i++
		case c < utf8.RuneSelf:
			if k == instant || d.other(c, prev) {
				return true
			}
			prev = rune(c)
			i++
		default:
			r, n := utf8.DecodeRuneInString(text[i:])
			if g.suspect(r, prev) {
				return true
			}
			if numeral(r) != 0 {
				if numerals++; numerals+d.all > 4 {
					return true
				}
			}
			d.other(0, prev)
			prev = r
			i += n
		}
		gram = gram<<8 | uint32(k)
		singles = singles<<1 | uint32(k>>6)
		if g.grams.has(gram) && g.exact[uint64(gram)] || singles&0x1f == 0b01010 {
			return true
		}
	}
	return d.parts() || g.exact[uint64(gram<<8|' ')] || singles<<1&0x1f == 0b01010
}

// digitRow follows the digits of a text.
type digitRow struct {
	all    int  // digits so far
	row    int  // digits of the row: groups with at most three characters between
	last   int  // place of the last digit
	letter bool // a letter since then
	value  int  // of the group
	before int  // value of the group before, when one character joins them
	word   int  // letters and digits without a break
	mixed  bool // a digit among them
}

// digit takes the digit c at place i and reports whether it is enough.
func (d *digitRow) digit(c byte, prev rune, i int) bool {
	if d.letter || i-d.last > 4 {
		d.row = 0
	}
	if prev < utf8.RuneSelf && isDigit(byte(prev)) {
		d.value = min(d.value*10+int(c-'0'), 1000)
	} else {
		if d.before = -1; prev == '/' || prev == '-' || prev == ':' {
			d.before = d.value
		}
		d.value = int(c - '0')
	}
	d.all++
	d.row++
	d.word++
	d.last, d.letter, d.mixed = i, false, true
	return d.row > 5 || d.word > 12
}

// parts reports whether two groups with a mark between divide a whole, as
// 30/70 does.
func (d *digitRow) parts() bool {
	sum := d.before + d.value
	return d.before > 0 && (sum == 100 || sum == 10)
}

// other takes a character that is no digit, 0 for one that is not ASCII, and
// reports whether it is enough behind prev.
func (d *digitRow) other(c byte, prev rune) bool {
	behindDigit := prev < utf8.RuneSelf && isDigit(byte(prev))
	if behindDigit && d.parts() {
		return true
	}
	if !isLetter(c) {
		d.word, d.mixed = 0, false
		return c == ':' && (prev|0x20 == 'v' || prev|0x20 == 'q') || c == '/' && prev == '/' || c == '*' && prev == '*'
	}
	d.letter = true
	d.word++
	if c |= 0x20; behindDigit && (c == 'k' || c == 'w' || c == 'u' || c == 'z') || c == 'x' && prev|0x20 == 'x' {
		return true
	}
	return d.mixed && d.word > 12
}

// The classes of characters that are no letters.
const (
	instant = 1 // makes a text a candidate at once
	number  = 2
)

// class gives letters in lower case, a space for all that is neither a letter
// nor of a class of its own.
var class = func() (t [256]byte) {
	for i := range t {
		c := byte(i)
		switch {
		case isLetter(c):
			t[i] = lower(c)
		case isDigit(c):
			t[i] = number
		case c == '@', c == '_', c == '$', c == '%':
			t[i] = instant
		default:
			t[i] = ' '
		}
	}
	return t
}()

// bitmap is a set of hashes; a hit needs a look at the exact set.
type bitmap [1 << 10]uint64

func (b *bitmap) place(v uint32) (int, uint64) {
	h := v * 0x9e3779b1 >> 16
	return int(h >> 6), 1 << (h & 63)
}

func (b *bitmap) has(v uint32) bool {
	i, m := b.place(v)
	return b[i]&m != 0
}

func (b *bitmap) set(v uint32) {
	i, m := b.place(v)
	b[i] |= m
}

// triggerSet is what Candidate looks for besides digits.
type triggerSet struct {
	grams bitmap          // four letters or word ends in a row
	pairs bitmap          // two characters, the second not ASCII
	exact map[uint64]bool // all of both; pairs are above 1<<32
	lone  [1 << 10]uint64 // characters of the basic plane that are enough alone
}

var triggers = sync.OnceValue(func() *triggerSet {
	g := &triggerSet{exact: map[uint64]bool{}}
	for _, e := range labels().all {
		if announces(e) {
			g.word(e.word)
		}
	}
	for w := range strings.FieldsSeq(strings.ToLower(bankPrefixes)) {
		g.gram(w)
	}
	for _, c := range currencies {
		if utf8.RuneCountInString(c.word) > 1 {
			g.word(c.word)
		} else if r, _ := utf8.DecodeRuneInString(c.word); r >= utf8.RuneSelf && !sameRune(r) {
			g.alone(r)
		}
	}
	for w := range digitWords {
		g.word(w)
	}
	for _, w := range [...]string{"double", "triple", "fifty", "percent", "million", "0x", "(at)", "[at]", "{at}", " dot ", "(dot)", "[dot]", "{dot}", "艾特"} {
		g.word(w)
	}
	for _, n := range "零〇○洞一壹幺二贰貳两兩三叁參四肆五伍六陆陸七柒拐八捌九玖勾" {
		for _, u := range "十百千万萬成零〇○洞一壹幺二贰貳两兩三叁參四肆五伍六陆陸七柒拐八捌九玖勾" {
			g.pair(n, u)
		}
	}
	return g
})

// announces reports whether something without a digit can stand behind l.
func announces(l label) bool {
	switch l.role {
	case app, payee, bankName, legal, bic, iban, link, tail:
		return true
	case bankWord:
		return bankLabels[l.word]
	case due:
		return l.word == "全款"
	}
	return false
}

// word makes every occurrence of the label w a trigger: by its rarest four
// letters, or by a character that is not ASCII and the one before it.
func (g *triggerSet) word(w string) {
	prev := ' '
	for i, r := range w {
		if r >= utf8.RuneSelf {
			if i == 0 {
				next, _ := utf8.DecodeRuneInString(w[utf8.RuneLen(r):])
				if next == utf8.RuneError || next < utf8.RuneSelf {
					g.alone(r)
					return
				}
				g.pair(r, next)
				return
			}
			g.pair(prev, r)
			return
		}
		prev = r
	}
	if isLetter(w[0]) {
		w = " " + w
	}
	if isLetter(w[len(w)-1]) {
		w += " "
	}
	best, rank := "", -1
	for i := 0; i+4 <= len(w); i++ {
		n := 0
		for k := range 4 {
			n += strings.IndexByte(" etaoinsrhldcumfpgwybvkxjqz", w[i+k]) + 1
		}
		if n > rank {
			best, rank = w[i:i+4], n
		}
	}
	if best != "" {
		g.gram(best)
	}
}

func (g *triggerSet) gram(w string) {
	v := uint32(0)
	for i := range 4 {
		c := lower(w[i])
		if !isLetter(c) {
			c = ' '
		}
		v = v<<8 | uint32(c)
	}
	g.grams.set(v)
	g.exact[uint64(v)] = true
}

// pair enters two characters in all their forms.
func (g *triggerSet) pair(a, b rune) {
	for _, x := range allForms(a) {
		for _, y := range allForms(b) {
			g.pairs.set(pairHash(x, y))
			g.exact[pairKey(x, y)] = true
		}
	}
}

func (g *triggerSet) alone(r rune) {
	for _, x := range allForms(r) {
		if x < 0x10000 {
			g.lone[x>>6] |= 1 << (x & 63)
		}
	}
}

// allForms gives r with the variants that labels match.
func allForms(r rune) []rune {
	forms := []rune{r, unicode.ToUpper(r)}
	for v, s := range simplified {
		if s == r {
			forms = append(forms, v)
		}
	}
	return forms
}

func pairHash(a, b rune) uint32 { return uint32(a)*31 ^ uint32(b)<<7 }

func pairKey(a, b rune) uint64 { return 1<<40 | uint64(a)<<20 | uint64(b) }

// suspect reports whether r behind prev, r not ASCII, makes the text a
// candidate: a trigger, or a character that folding changes and that is not
// plain punctuation.
func (g *triggerSet) suspect(r, prev rune) bool {
	if h := pairHash(prev, r); g.pairs.has(h) && g.exact[pairKey(prev, r)] {
		return true
	}
	if r < 0x10000 && g.lone[r>>6]>>(r&63)&1 != 0 {
		return true
	}
	if sameRune(r) {
		switch r {
		case '十':
			return true
		case '点':
			return prev < utf8.RuneSelf && prev != ' '
		case '元', '块', '塊', '刀', '蚊', '円', '万', '萬', '千', '百', '成':
			return prev == ' ' || prev < utf8.RuneSelf && isDigit(byte(prev))
		}
		return false
	}
	return !harmless(r)
}

// harmless reports whether folding turns r into nothing that could be part of
// an identifier: punctuation, emoji, letters of other scripts.
func harmless(r rune) bool {
	switch {
	case r < 0x250:
		return r != 0xad && r != 0xb2 && r != 0xb3 && r != 0xb9 && r != 0xaa && r != 0xba && (r < 0xbc || r > 0xbe) && r != 0x17f && (r < 0x1c4 || r > 0x1cc) && (r < 0x1f1 || r > 0x1f3)
	case r < 0x530:
		return r >= 0x300 && r < 0x370
	case r < 0x1000: // Armenian to Thai and Tibetan
		return true
	case r >= 0x1e00 && r < 0x1f00: // Vietnamese
		return r != 0x1e9a && r != 0x1e9b
	case r >= 0x2010 && r <= 0x2027, r >= 0x2190 && r <= 0x2211, r >= 0x2500 && r < 0x2776 && r != '➖', r >= 0x2794 && r < 0x27c0, r >= 0x2b00 && r < 0x2c00:
		return true
	case r == 0x2009 || r == 0x202f || r == 0x20ac:
		return true
	case r >= 0x3000 && r < 0x3131 || r >= 0xac00 && r < 0xd7a4:
		return true // kana and Hangul
	case r >= 0x3400 && r < 0x4dc0: // rare Han
		return true
	case r >= 0xff00 && r < 0xff66:
		return r < 0xff10 || r >= 0xff1a && r < 0xff20 || r >= 0xff3b && r < 0xff3f || r >= 0xff5b
	}
	return r >= 0x1f300 && r < 0x1fb00
}
