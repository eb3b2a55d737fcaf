package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// form is what a word or phrase of the lexicon stands for.
type form struct {
	concepts []int16 // the concept and all it belongs to
	pinyin   bool
	code     bool // a code word
	disguise bool // counts when it is cut by signs
	runes    int  // length of a Chinese form
}

// index finds words. Phrases in Latin script are looked up word by word,
// everything with Chinese characters rune by rune.
type index struct {
	words   map[string]int32 // folded word → its number
	latin   map[uint64]int32 // node<<32|word → node
	mixed   map[uint64]int32 // node<<32|rune → node
	forms   [][]form         // by node, of both
	marks   [utf8.RuneSelf][]int16
	secret  map[string][]form  // words of disguise concepts without separators
	prefix  map[string]bool    // all beginnings of secret words
	own     map[string][]int16 // Chinese forms and their concepts, for the segmentation
	initial [1 << 16]bool      // first two letters of secret words
	roots   [1 << 16]int32     // mixed's edges from the root, for most runes
}

func newIndex() *index {
	return &index{
		words: map[string]int32{}, latin: map[uint64]int32{}, mixed: map[uint64]int32{},
		forms:  make([][]form, 1),
		secret: map[string][]form{}, prefix: map[string]bool{}, own: map[string][]int16{},
	}
}

func (x *index) step(edges map[uint64]int32, node int32, key uint32) int32 {
	k := uint64(node)<<32 | uint64(key)
	next, ok := edges[k]
	if !ok {
		next = int32(len(x.forms))
		x.forms = append(x.forms, nil)
		edges[k] = next
	}
	return next
}

func (x *index) word(w string) int32 {
	n, ok := x.words[w]
	if !ok {
		n = int32(len(x.words)) + 1
		x.words[w] = n
	}
	return n
}

func (x *index) end(node int32, f form) {
	for _, g := range x.forms[node] {
		if g.concepts[0] == f.concepts[0] {
			return
		}
	}
	x.forms[node] = append(x.forms[node], f)
}

// add puts a concept's words into the index under the ids it counts for.
func (x *index) add(c *Concept, ids []int16) {
	plain := form{concepts: ids, disguise: c.Disguise}
	for _, w := range c.En {
		x.addLatin(w, c, plain)
	}
	pinyin := plain
	pinyin.pinyin = true
	for _, w := range c.Py {
		for _, v := range joinings(strings.Fields(w)) {
			x.addLatin("="+v, c, pinyin)
		}
	}
	for _, w := range c.Zh {
		x.addMixed(w, plain)
	}
	code := plain
	code.code = true
	for _, w := range append(products(c.Product), c.Code...) {
		if isLatin(Fold(w).Text) {
			x.addLatin("="+w, c, code)
		} else {
			x.addMixed(w, code)
		}
	}
}

// joinings gives the ways in which people join the syllables of a word in
// pinyin: zhang hu, zhanghu.
func joinings(syllables []string) []string {
	if len(syllables) < 2 || len(syllables) > 6 {
		return []string{strings.Join(syllables, " ")}
	}
	var out []string
	for _, rest := range joinings(syllables[1:]) {
		out = append(out, syllables[0]+" "+rest, syllables[0]+rest)
	}
	return out
}

// products joins one text of each list, in every way.
func products(lists [][]string) []string {
	if len(lists) == 0 {
		return nil
	}
	out := []string{""}
	for _, l := range lists {
		var next []string
		for _, head := range out {
			for _, tail := range l {
				next = append(next, head+tail)
			}
		}
		out = next
	}
	return out
}

func isLatin(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) || r > 0x2000 || r == '+' })
}

func (x *index) addLatin(w string, c *Concept, f form) {
	w, exact := strings.CutPrefix(w, "=")
	w = Fold(w).Text
	if len(w) == 1 && !asciiLetter(w[0]) && (w[0] < '0' || w[0] > '9') {
		x.marks[w[0]] = append(x.marks[w[0]], f.concepts...)
		return
	}
	words := latinWords(w)
	if len(words) == 0 {
		return
	}
	if c.Disguise {
		x.addSecret(strings.Join(words, ""), f)
	}
	at := len(words) - 1 // the word that inflects
	if c.Predicate {
		at = 0
	}
	variants := []string{words[at]}
	if !exact {
		variants = inflections(words[at], c.Predicate)
	}
	if c.Typos && len(words) == 1 {
		variants = append(variants, misspellings(words[0])...)
	}
	for _, v := range variants {
		node := int32(0)
		for i, part := range words {
			if i == at {
				part = v
			}
			node = x.step(x.latin, node, uint32(x.word(part)))
		}
		x.end(node, f)
	}
}

// minSecret is the length from which a word is looked for in pieces.
const minSecret = 5

func (x *index) addSecret(w string, f form) {
	if len(w) < minSecret {
		return
	}
	for _, v := range append(misspellings(w), w) {
		if _, ok := x.secret[v]; ok {
			continue
		}
		x.secret[v] = []form{f}
		x.initial[int(v[0])<<8|int(v[1])] = true
		for i := 1; i <= len(v); i++ {
			x.prefix[v[:i]] = true
		}
	}
}

func (x *index) addMixed(w string, f form) {
	w = Fold(w).Text
	node := int32(0)
	for _, r := range w {
		node = x.step(x.mixed, node, uint32(r))
	}
	f.runes = utf8.RuneCountInString(w)
	x.end(node, f)
	if r, _ := utf8.DecodeRuneInString(w); r < 1<<16 {
		x.roots[r] = x.mixed[uint64(r)]
	}
	if !f.code {
		x.own[w] = append(x.own[w], f.concepts...)
	}
}

// latinWords cuts a folded phrase into the words that the scanner sees.
func latinWords(s string) []string {
	var out []string
	for i := 0; i < len(s); {
		n := wordLen(s[i:])
		if n > 0 {
			out = append(out, s[i:i+n])
			i += n
			continue
		}
		_, n = utf8.DecodeRuneInString(s[i:])
		i += n
	}
	return out
}

// wordLen is the length of the run of letters or of digits at the start of a
// folded text, 0 when there is none. Chinese characters are no letters here;
// an apostrophe inside a word belongs to it.
func wordLen(s string) int {
	if s[0] >= '0' && s[0] <= '9' {
		n := 1
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		return n
	}
	n := 0
	for n < len(s) {
		switch c := s[n]; {
		case asciiLetter(c):
			n++
		case c == '\'' && n > 0 && n+1 < len(s) && asciiLetter(s[n+1]):
			n++
		case c < utf8.RuneSelf:
			return n
		default:
			r, size := utf8.DecodeRuneInString(s[n:])
			if unicode.Is(unicode.Han, r) || !unicode.IsLetter(r) {
				return n
			}
			n += size
		}
	}
	return n
}
