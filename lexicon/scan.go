package lexicon

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// Hit is one place where a concept stands in a folded text.
type Hit struct {
	Concept    int16
	Start, End int32 // bytes of the folded text
	// Pos and PosEnd count half words: a Latin word or number is two, a Chinese
	// character one.
	Pos, PosEnd      int32
	Clause, Sentence int32
	Negated          bool  // a negator governs it
	negator          int32 // where that one starts
	Code             bool  // in code words, or cut by signs: hidden from a plain search

	pinyin  bool
	single  bool // one Chinese character: counts only as a word of its own
	chinese bool
}

// Reading is a text with the concepts found in it, by Start.
type Reading struct {
	Folded Folded
	Hits   []Hit
	has    set // concepts

	seen                  []Hit // words as the scan finds them, each for its own concept alone
	hits                  int   // how many they are with the concepts above theirs
	pos, clause, sentence int32
	pinyin                int   // words in pinyin, apart from each other
	pinyinEnd             int32 // of the last of them
	negates               bool  // a negator may stand in it
	trade                 bool  // it speaks of trade
	quotes                [][2]int32
	quotesRead            bool

	asked [16]asked // the latest that were asked for, by their place

	// What follows is kept from text to text to be used again.
	folder          folder
	held            []int16 // concepts of words, each once, and composed ones
	items           set     // of patterns, that these fit
	rules, patterns set     // what is worth a look
	made            set     // of composed concepts, the same
	needed, wanted  set     // concepts that the rules may ask for
	chosen          []*Hit  // of the pattern that is looked at
	stretch         stretch
}

// Has says whether concept c was found.
func (r *Reading) Has(c int16) bool { return r.has.has(int32(c)) }

func (r *Reading) mark(c int16) { r.has.add(int32(c)) }

// maxHits ends the search in one text, so that a hostile message of a million
// trigger words costs no more than a long one. Ordinary messages have under a
// hundred.
const maxHits = 4000

// scan finds the words of the index in s, and puts the marks, which are in the
// order of the text, among them.
func (b *Book) scan(r *Reading, s string, marks []Mark) {
	x := b.index
	r.Folded = r.folder.run(s)
	r.seen, r.hits = r.seen[:0], 0
	r.pos, r.clause, r.sentence, r.pinyin, r.pinyinEnd = 0, 0, 0, 0, 0
	t := r.Folded.Text
	gap := false // a blank since the last token
	lastHan := false
	next := r.start(marks)
	for k := range r.asked {
		r.asked[k].at = -1
	}
	for i := 0; i < len(t) && r.hits < maxHits; {
		if i >= next {
			if marks, i = b.passMarks(r, marks, i); i >= len(t) {
				break
			}
			next = r.start(marks)
		}
		c := t[i]
		if asciiLetter(c) || '0' <= c && c <= '9' {
			i += x.latinAt(r, t, i)
			r.pos += 2
			gap, lastHan = false, false
			continue
		}
		if c < utf8.RuneSelf {
			for _, id := range x.marks[c] {
				x.sight(r, Hit{Concept: id, Start: int32(i), End: int32(i + 1), Pos: r.pos, PosEnd: r.pos})
			}
			if c == '+' || c == '\\' {
				x.mixedAt(r, t, i)
			}
			r.punctuation(t, i)
			gap = gap || c == ' '
			i++
			continue
		}
		ru, n := decode(t[i:])
		switch {
		case isHan(ru):
			if gap && lastHan { // a blank between Chinese words is their comma
				r.clause++
			}
			x.mixedAt(r, t, i)
			r.pos++
			gap, lastHan = false, true
		case unicode.IsLetter(ru):
			n = x.latinAt(r, t, i)
			r.pos += 2
			gap, lastHan = false, false
		default:
			r.widePunctuation(ru)
			x.mixedAt(r, t, i)
		}
		i += max(n, 1)
	}
}

// start gives the place of the first mark, none being behind the end.
func (r *Reading) start(marks []Mark) int {
	if len(marks) == 0 {
		return len(r.Folded.Text)
	}
	return r.Folded.At(marks[0].Start)
}

// passMarks adds the marks that start at or before i, and goes behind those that
// are one name: their parts are no words.
func (b *Book) passMarks(r *Reading, marks []Mark, i int) ([]Mark, int) {
	for len(marks) > 0 && r.Folded.At(marks[0].Start) <= i {
		b.addMark(r, marks[0])
		if to := r.Folded.At(marks[0].End); marks[0].Whole && to > i {
			r.pos += 2
			i = to
		}
		marks = marks[1:]
	}
	return marks, i
}

func (b *Book) addMark(r *Reading, m Mark) {
	h := Hit{Start: int32(r.Folded.At(m.Start)), End: int32(r.Folded.At(m.End)), Pos: r.pos, PosEnd: r.pos + 2, Code: m.Code}
	for _, id := range b.marks[m.Kind] {
		h.Concept = id
		b.index.sight(r, h)
	}
}

// sight notes a word.
func (x *index) sight(r *Reading, h Hit) {
	h.Clause, h.Sentence = r.clause, r.sentence
	r.seen = append(r.seen, h)
	r.hits += len(x.above[h.Concept])
}

// punctuation moves to the next clause or sentence at ASCII marks.
func (r *Reading) punctuation(t string, i int) {
	switch t[i] {
	case '\n', '!', '?', ';':
		r.sentence++
		r.clause++
	case '.':
		if (i+1 == len(t) || t[i+1] == ' ' || t[i+1] == '\n' || t[i+1] >= utf8.RuneSelf || t[i+1] == '.') && !shortened(t[:i]) {
			r.sentence++
			r.clause++
		}
	case ',':
		// 1,234 is one number
		if i == 0 || i+1 == len(t) || t[i-1] < '0' || t[i-1] > '9' || t[i+1] < '0' || t[i+1] > '9' {
			r.clause++
		}
	case ':', '(', ')':
		r.clause++
	}
}

func (r *Reading) widePunctuation(ru rune) {
	switch ru {
	case '。', '…', '\u2028', '\u2029':
		r.sentence++
		r.clause++
	case '、', '—', '–', '「', '」', '《', '》', '“', '”', '~', '·':
		r.clause++
	}
}

// sorted brings the hits into the order of the text, in which most stand
// already.
func (r *Reading) sorted() {
	for i := 1; i < len(r.Hits); i++ {
		if r.Hits[i].Start < r.Hits[i-1].Start {
			slices.SortStableFunc(r.Hits, func(a, b Hit) int { return int(a.Start - b.Start) })
			return
		}
	}
}

// drop leaves out the hits that f names.
func (r *Reading) drop(f func(*Hit) bool) {
	n := 0
	for i := range r.Hits {
		if h := &r.Hits[i]; !f(h) {
			if i != n {
				r.Hits[n] = *h
			}
			n++
		}
	}
	r.Hits = r.Hits[:n]
}
