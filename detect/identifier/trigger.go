package identifier

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// weight says what a trigger is worth: so many digits told in words, the name
// of a currency, or all that is needed.
type weight int

const (
	currency weight = 100
	sure     weight = 200
)

// trigger is a word that Candidate looks for.
type trigger struct {
	word   string // folded; Latin letters in lower case
	at     int    // where its gram or pair ends in it
	weight weight
	colon  bool // counts only with a colon behind it
	spaced bool // spaces may stand before the colon
	open   bool // letters may follow
	plus   bool // counts only behind +
	upper  bool // counts only in capitals
}

// triggerSet finds triggers by four characters in a row, of which all but
// letters are alike, or by two characters of which one is not ASCII.
type triggerSet struct {
	grams bitmap
	pairs bitmap
	exact map[uint64][]trigger // by gram, or by pair above 1<<40
	lone  [1 << 10]uint64      // characters of the basic plane that are enough alone
}

// bitmap is a set of hashes; a hit needs a look at the exact set.
type bitmap [1 << 10]uint64

func (b *bitmap) has(v uint32) bool {
	h := v * 0x9e3779b1
	return b[h>>22]>>(h>>16&63)&1 != 0
}

func (b *bitmap) set(v uint32) {
	h := v * 0x9e3779b1
	b[h>>22] |= 1 << (h >> 16 & 63)
}

var triggers = sync.OnceValue(func() *triggerSet {
	g := &triggerSet{exact: map[uint64][]trigger{}}
	for _, e := range labels().all {
		if announces(e) {
			colon := e.word[0] < utf8.RuneSelf && bankLabels[e.word] || vague[e.word]
			g.enter(trigger{word: e.word, weight: sure, colon: colon, spaced: colon})
		}
	}
	for w := range strings.FieldsSeq(strings.ToLower(bankPrefixes)) {
		g.gram(trigger{word: w, at: 3, weight: sure, open: true}, w)
	}
	for _, c := range currencies {
		if r, n := utf8.DecodeRuneInString(c.word); n < len(c.word) {
			g.enter(trigger{word: c.word, weight: currency})
		} else if r >= utf8.RuneSelf && !sameRune(r) {
			g.alone(r)
		}
	}
	g.enter(trigger{word: "v", weight: sure, plus: true})
	g.enter(trigger{word: "line", weight: sure, upper: true})
	for w := range digitWords {
		g.enter(trigger{word: w, weight: 1})
	}
	for _, w := range [...]string{"double", "triple", "dbl"} {
		g.enter(trigger{word: w, weight: 2})
	}
	for _, w := range [...]string{"fifty", "percent", "million", "(at)", "[at]", "{at}", "dot", "艾特", "圈a"} {
		g.enter(trigger{word: w, weight: sure})
	}
	return g
})

// announces reports whether something without six digits in a row can stand
// behind l.
func announces(l label) bool {
	switch l.role {
	case app, add, payee, bankName, bic, iban, cash, link, tail:
		return true
	case legal:
		return isForm(l.word)
	case bankWord:
		return bankLabels[l.word]
	case due:
		return l.word == "全款"
	}
	return false
}

// enter makes the word of x a trigger: by its rarest four letters, or by a
// character that is not ASCII and its neighbour.
func (g *triggerSet) enter(x trigger) {
	if v, ok := strings.CutSuffix(x.word, ":"); ok {
		x.word, x.colon = v, true
	}
	prev := rune(-1)
	for i, r := range x.word {
		if r >= utf8.RuneSelf || prev >= utf8.RuneSelf {
			if prev < 0 {
				prev = r
				if i+utf8.RuneLen(r) == len(x.word) {
					g.alone(r)
					return
				}
				continue
			}
			x.at = i
			g.enterPair(x, prev, r)
			return
		}
		prev = r
	}
	padded := " " + x.word + " "
	best, rank := 0, -1
	for i := 0; i+4 <= len(padded); i++ {
		n := 0
		for k := range 4 {
			n += strings.IndexByte(" etaoinsrhldcumfpgwybvkxjqz", padded[i+k]) + 1
		}
		if n > rank && (i > 0 || isLetter(x.word[0])) && (i+4 < len(padded) || isLetter(x.word[len(x.word)-1])) {
			best, rank = i, n
		}
	}
	if rank < 0 { // one letter: what stands before the mark before it is not known
		x.at = 1
		for _, c := range " abcdefghijklmnopqrstuvwxyz" {
			g.gram(x, string(c)+padded)
		}
		return
	}
	x.at = best + 2 // the gram ends there in the word, counted without the space before it
	g.gram(x, padded[best:best+4])
}

// gram enters x under the first four characters of w, all marks as spaces.
func (g *triggerSet) gram(x trigger, w string) {
	v := uint32(0)
	for i := range 4 {
		c := lower(w[i])
		if !isLetter(c) {
			c = ' '
		}
		v = v<<8 | uint32(c)
	}
	g.grams.set(v)
	g.exact[uint64(v)] = append(g.exact[uint64(v)], x)
}

// enterPair enters x under two characters in all their forms.
func (g *triggerSet) enterPair(x trigger, a, b rune) {
	for _, p := range allForms(a) {
		for _, q := range allForms(b) {
			g.pairs.set(pairHash(p, q))
			g.exact[pairKey(p, q)] = append(g.exact[pairKey(p, q)], x)
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
	forms := []rune{r}
	if r < utf8.RuneSelf && unicode.IsLower(r) {
		forms = append(forms, unicode.ToUpper(r))
	}
	return append(forms, variantsOf[r]...)
}

func pairHash(a, b rune) uint32 { return uint32(a)*31 ^ uint32(b)<<7 }

func pairKey(a, b rune) uint64 { return 1<<41 | uint64(a)<<20 | uint64(b) }

// latin gives the weight of the trigger whose gram ends at place i of text, 0
// when there is none.
func (g *triggerSet) latin(text string, i int, gram uint32) weight {
	for _, x := range g.exact[uint64(gram)] {
		if a := i - x.at; a >= 0 && x.standsAt(text, a) {
			return x.weight
		}
	}
	return 0
}

// pair reports whether a trigger has prev and r, at place i of text, for its
// pair.
func (g *triggerSet) pair(text string, i int, prev, r rune) bool {
	if !g.pairs.has(pairHash(prev, r)) {
		return false
	}
	for _, x := range g.exact[pairKey(prev, r)] {
		if a := i - x.at; a >= 0 && x.standsAt(text, a) {
			return true
		}
	}
	return false
}

// standsAt reports whether x stands in text at place a as a whole word.
func (x trigger) standsAt(text string, a int) bool {
	if !hasWord(text[a:], x.word) {
		return false
	}
	if x.upper && text[a:a+len(x.word)] != strings.ToUpper(x.word) {
		return false
	}
	if x.plus && (a == 0 || text[a-1] != '+') {
		return false
	}
	z := a + len(x.word)
	if isLetter(x.word[0]) && a > 0 && isLetter(text[a-1]) {
		return false
	}
	rest := text[z:]
	if x.colon {
		if x.spaced {
			rest = strings.TrimLeft(rest, " ")
		}
		r, _ := utf8.DecodeRuneInString(rest)
		return strings.ContainsRune(":：=＝|｜]】", r) || x.spaced && (r == '-' || arrow(r))
	}
	return rest == "" || !isLetter(x.word[len(x.word)-1]) || !isLetter(rest[0]) || x.open
}

// suspect reports whether r at place i of text, not ASCII, behind prev makes
// the text a candidate: a trigger, or a character that folding changes and
// that is not plain punctuation.
func (g *triggerSet) suspect(text string, i int, r, prev rune) bool {
	if g.pair(text, i, prev, r) {
		return true
	}
	if r < 0x10000 && g.lone[r>>6]>>(r&63)&1 != 0 {
		return true
	}
	if !sameRune(r) {
		return !harmless(r) || r >= 0x2010 && r <= 0x2015 && prev < utf8.RuneSelf && isLetter(byte(prev))
	}
	if numeral(prev) != 0 && (numeral(r) != 0 || strings.ContainsRune("百千万萬成", r)) {
		return true // 三成, 五万
	}
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

// harmless reports whether folding turns r into nothing that could be part of
// an identifier: punctuation, emoji, letters of other scripts.
func harmless(r rune) bool {
	switch {
	case r == utf8.RuneError:
		return true
	case r < 0x250:
		return r != 0xa0 && r != 0xad && r != 0xb2 && r != 0xb3 && r != 0xb9 && r != 0xaa && r != 0xba && (r < 0xbc || r > 0xbe) && r != 0x17f && (r < 0x1c4 || r > 0x1cc) && (r < 0x1f1 || r > 0x1f3)
	case r < 0x530:
		return r >= 0x300 && r < 0x370
	case r < 0x1000: // Armenian to Thai and Tibetan
		return true
	case r >= 0x1e00 && r < 0x1f00: // Vietnamese
		return r != 0x1e9a && r != 0x1e9b
	case r >= 0x2010 && r <= 0x2027, r >= 0x2190 && r <= 0x2211, r >= 0x2500 && r < 0x2776 && r != '➖', r >= 0x2794 && r < 0x27c0, r >= 0x2b00 && r < 0x2c00:
		return true
	case r > 0x3000 && r < 0x3131 || r >= 0xac00 && r < 0xd7a4:
		return true // kana and Hangul
	case r >= 0x3400 && r < 0x4dc0: // rare Han
		return true
	case r >= 0xff00 && r < 0xff66:
		return r < 0xff10 || r >= 0xff1a && r < 0xff20 || r >= 0xff3b && r < 0xff3f || r >= 0xff5b
	}
	return r >= 0x1f300 && r < 0x1fb00
}
