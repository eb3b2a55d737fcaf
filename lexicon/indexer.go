package lexicon

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// indexer makes an index of the words of concepts.
type indexer struct {
	index
	ends    [][]form // by node
	chinese []string
	full    bool // there was no room for all nodes
	folder  folder
	parts   []string
}

// indexed makes an index of the words of concepts, of which above tells for each
// what it counts for.
func indexed(concepts []*Concept, above [][]int16) (*index, error) {
	x := newIndexer(above)
	for i, c := range concepts {
		x.add(int16(i), c)
	}
	if x.full {
		return nil, fmt.Errorf("the concepts have too many words; their beginnings may be %d", maxNodes)
	}
	return x.done(), nil
}

// newIndexer makes an empty one with room for what is built in.
func newIndexer(above [][]int16) *indexer {
	x := &indexer{ends: make([][]form, 1, 1<<15), chinese: make([]string, 0, 1<<13)}
	x.index = index{
		above: above,
		nodes: make([]node, 1, 1<<15),
		words: newVocabulary(14), starts: make([]int32, 1, 1<<13),
		latin: newEdges(14), mixed: newEdges(14), secret: newEdges(14),
		initial: make(set, 1<<16/64),
	}
	return x
}

// done gives the index, after the last concept was added.
func (x *indexer) done() *index {
	for i, forms := range x.ends {
		x.nodes[i].first, x.nodes[i].forms = int32(len(x.forms)), int16(len(forms))
		x.forms = append(x.forms, forms...)
	}
	chinese := x.chinese
	x.index.chinese = func() []string { return chinese }
	return &x.index
}

// node adds a node behind another one.
func (x *indexer) node(from int32) int32 {
	x.nodes[from].more = true
	if len(x.nodes) == maxNodes {
		x.full = true
		return maxNodes - 1
	}
	x.nodes, x.ends = append(x.nodes, node{}), append(x.ends, nil)
	return int32(len(x.nodes) - 1)
}

// step follows an edge, and makes it where there is none.
func (x *indexer) step(e *edges, from int32, key uint32) int32 {
	to := e.next(from, key)
	if to == 0 {
		to = x.node(from)
		e.add(from, key, to)
	}
	return to
}

// word follows a word of a phrase in Latin script.
func (x *indexer) word(from int32, w string) int32 {
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
func (x *indexer) char(from int32, r rune) int32 {
	if from != 0 || r >= 1<<16 {
		return x.step(&x.mixed, from, uint32(r))
	}
	if x.roots[r] == 0 {
		x.roots[r] = x.node(0)
	}
	return x.roots[r]
}

// end lets a form end at a node, unless one of its concept does already.
func (x *indexer) end(at int32, f form) {
	if !slices.ContainsFunc(x.ends[at], func(g form) bool { return g.concept == f.concept }) {
		x.ends[at] = append(x.ends[at], f)
	}
}

// add puts the words of a concept into the index.
func (x *indexer) add(id int16, c *Concept) {
	plain := form{concept: id, disguise: c.Disguise}
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
	x.addAll(products(c.Join), c, plain)
	code := plain
	code.code = true
	x.addAll(append(products(c.Product), c.Code...), c, code)
}

// addAll adds words of either script, each as it stands.
func (x *indexer) addAll(words []string, c *Concept, f form) {
	for _, w := range words {
		if isLatin(x.folder.run(w).Text) {
			x.addLatin("="+w, c, f)
		} else {
			x.addMixed(w, f)
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

func (x *indexer) addLatin(w string, c *Concept, f form) {
	w, exact := strings.CutPrefix(w, "=")
	w = x.folder.run(w).Text
	if len(w) == 1 && !asciiLetter(w[0]) && (w[0] < '0' || w[0] > '9') {
		x.marks[w[0]] = append(x.marks[w[0]], f.concept)
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
func (x *indexer) addPhrase(words []string, at int, v string, f form) {
	n := int32(0)
	for i, w := range words {
		if i == at {
			w = v
		}
		n = x.word(n, w)
	}
	x.end(n, f)
}

// minSecret is the length from which a word is looked for in pieces, and
// minSecretTypo that from which it is also looked for misspelt: what's a is no
// disguise.
const (
	minSecret     = 5
	minSecretTypo = 8
)

func (x *indexer) addSecret(w string, f form) {
	if len(w) < minSecret {
		return
	}
	forms := []string{w}
	if len(w) >= minSecretTypo {
		forms = append(misspellings(w), w)
	}
	for _, v := range forms {
		n := int32(0)
		for i := range len(v) {
			n = x.step(&x.secret, n, uint32(v[i]))
		}
		if len(x.ends[n]) == 0 {
			x.end(n, f)
		}
		x.initial.add(pair(v[0], v[1]))
	}
}

// pair numbers two letters.
func pair(a, b byte) int32 { return int32(a)<<8 | int32(b) }

func (x *indexer) addMixed(w string, f form) {
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
		x.chinese = append(x.chinese, w)
	}
}
