package identifier

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Candidate reports whether text could hold an identifier: one cheap pass, and
// never false where [Find] finds one. A digit or an @ is enough; without one
// it takes a word that introduces a name, or characters that folding turns
// into letters and digits.
func Candidate(text string) bool {
	g := triggers()
	gram := uint32(' ')<<24 | ' '<<16 | ' '<<8 | ' '
	prev, numerals := rune(' '), 0
	singles := uint32(0) // a bit a rune, the last lowest: 1 for a Latin letter
	for _, r := range text {
		c := uint32(' ')
		letter := false
		if r < utf8.RuneSelf {
			if instant[r] {
				return true
			}
			if isLetter(byte(r)) {
				c, letter = uint32(r|0x20), true
			} else if r == ':' && (prev|0x20 == 'v' || prev|0x20 == 'q') || r == '/' && prev == '/' {
				return true
			}
		} else {
			if g.suspect(r, prev) {
				return true
			}
			if numeral(r) != 0 {
				if numerals++; numerals > 4 {
					return true
				}
			}
		}
		gram = gram<<8 | c
		if g.grams.has(gram) && g.exact[uint64(gram)] {
			return true
		}
		singles <<= 1
		if letter {
			singles |= 1
		}
		if singles&0x1f == 0b01010 { // letters one by one
			return true
		}
		prev = r
	}
	gram = gram<<8 | ' '
	return g.exact[uint64(gram)] || singles<<1&0x1f == 0b01010
}

// instant are the characters that make a text a candidate at once.
var instant = func() (t [utf8.RuneSelf]bool) {
	for c := range t {
		t[c] = isDigit(byte(c)) || c == '@' || c == '_'
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
	for w := range digitWords {
		g.word(w)
	}
	for _, w := range [...]string{"double", "triple", "fifty", "(at)", "[at]", "{at}", " dot ", "(dot)", "[dot]", "{dot}", "艾特"} {
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
	case app:
		return l.app != "qq"
	case payee, bankName, legal, bic, link:
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
		return r == '十' || r == '点' && prev < utf8.RuneSelf && prev != ' '
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
