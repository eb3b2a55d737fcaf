package lexicon

import (
	"slices"
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
	single   bool // one Chinese character
}

// node is a beginning of words or phrases that the scanner has followed.
type node struct {
	forms []form // those that end here
	more  bool   // some go on from here
	cut   bool   // one of them counts when it is cut by signs
}

// index finds words. Phrases in Latin script are looked up word by word,
// everything with Chinese characters rune by rune, hidden words letter by
// letter. Node 0 is the root of all three.
type index struct {
	nodes   []node
	words   vocabulary
	starts  []int32        // by word: the node to which it leads from the root
	latin   edges          // by word
	roots   [1 << 16]int32 // by rune: the node to which it leads from the root
	mixed   edges          // by rune
	secret  edges          // by letter: words of disguise concepts without separators
	initial set            // first two letters of secret words
	marks   [utf8.RuneSelf][]int16
	chinese []chineseForm // for the segmentation

	// What follows serves the making alone.
	folder folder
	parts  []string
	room   []form // forms are cut from it, most nodes having one
}

// chineseForm is a form with Chinese characters that is no code word.
type chineseForm struct {
	text     string
	concepts []int16
}

// newIndex makes an empty index with room for what is built in.
func newIndex() *index {
	return &index{
		nodes: make([]node, 1, 1<<15),
		words: newVocabulary(14), starts: make([]int32, 1, 1<<13),
		latin: newEdges(14), mixed: newEdges(14), secret: newEdges(14),
		initial: make(set, 1<<16/64), chinese: make([]chineseForm, 0, 1<<13),
	}
}

// node adds a node behind another one.
func (x *index) node(from int32) int32 {
	x.nodes[from].more = true
	x.nodes = append(x.nodes, node{})
	return int32(len(x.nodes) - 1)
}

// step follows an edge, and makes it where there is none.
func (x *index) step(e *edges, from int32, key uint32) int32 {
	to := e.next(from, key)
	if to == 0 {
		to = x.node(from)
		e.add(from, key, to)
	}
	return to
}

// word follows a word of a phrase in Latin script.
func (x *index) word(from int32, w string) int32 {
	n := x.words.add(w)
	if int(n) == len(x.starts) {
		x.starts = append(x.starts, 0)
	}
	if from != 0 {
		return x.step(&x.latin, from, uint32(n))
	}
	if x.starts[n] == 0 {
		x.starts[n] = x.node(0)
	}
	return x.starts[n]
}

// char follows a character of a form with Chinese characters.
func (x *index) char(from int32, r rune) int32 {
	if from != 0 || r >= 1<<16 {
		return x.step(&x.mixed, from, uint32(r))
	}
	if x.roots[r] == 0 {
		x.roots[r] = x.node(0)
	}
	return x.roots[r]
}

func (x *index) end(at int32, f form) {
	n := &x.nodes[at]
	for _, g := range n.forms {
		if g.concepts[0] == f.concepts[0] {
			return
		}
	}
	if len(n.forms) > 0 {
		n.forms = append(n.forms, f)
		return
	}
	if len(x.room) == cap(x.room) {
		x.room = make([]form, 0, 1<<10)
	}
	x.room = append(x.room, f)
	n.forms = slices.Clip(x.room[len(x.room)-1:])
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
		if isLatin(x.folder.run(w).Text) {
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
	return !strings.ContainsFunc(s, func(r rune) bool { return r > 0x2000 || isHan(r) || r == '+' })
}

func (x *index) addLatin(w string, c *Concept, f form) {
	w, exact := strings.CutPrefix(w, "=")
	w = x.folder.run(w).Text
	if len(w) == 1 && !asciiLetter(w[0]) && (w[0] < '0' || w[0] > '9') {
		x.marks[w[0]] = append(x.marks[w[0]], f.concepts...)
		return
	}
	words := latinWords(x.parts[:0], w)
	x.parts = words
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
	x.addPhrase(words, at, words[at], f)
	if !exact {
		for _, v := range inflections(words[at], c.Predicate) {
			x.addPhrase(words, at, v, f)
		}
	}
	if c.Typos && len(words) == 1 {
		for _, v := range misspellings(words[0]) {
			x.addPhrase(words, at, v, f)
		}
	}
}

// addPhrase adds words with v in the place of one of them.
func (x *index) addPhrase(words []string, at int, v string, f form) {
	n := int32(0)
	for i, w := range words {
		if i == at {
			w = v
		}
		n = x.word(n, w)
	}
	x.end(n, f)
}

// minSecret is the length from which a word is looked for in pieces.
const minSecret = 5

func (x *index) addSecret(w string, f form) {
	if len(w) < minSecret {
		return
	}
	for _, v := range append(misspellings(w), w) {
		n := int32(0)
		for i := range len(v) {
			n = x.step(&x.secret, n, uint32(v[i]))
		}
		if len(x.nodes[n].forms) == 0 {
			x.end(n, f)
		}
		x.initial.add(pair(v[0], v[1]))
	}
}

// pair numbers two letters.
func pair(a, b byte) int32 { return int32(a)<<8 | int32(b) }

func (x *index) addMixed(w string, f form) {
	w = x.folder.run(w).Text
	if w == "" {
		return
	}
	n := int32(0)
	for _, r := range w {
		n = x.char(n, r)
		x.nodes[n].cut = x.nodes[n].cut || f.disguise
	}
	f.single = utf8.RuneCountInString(w) == 1
	x.end(n, f)
	if !f.code {
		x.chinese = append(x.chinese, chineseForm{w, f.concepts})
	}
}

// latinWords adds to out the words of a folded phrase, as the scanner sees them.
func latinWords(out []string, s string) []string {
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
			if isHan(r) || !unicode.IsLetter(r) {
				return n
			}
			n += size
		}
	}
	return n
}
