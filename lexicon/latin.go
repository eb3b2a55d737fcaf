package lexicon

import (
	"strings"
	"unicode/utf8"
)

// asked is a Latin word or number of a text.
type asked struct {
	at, length int32 // in bytes
	number     int32 // in the vocabulary, 0 for none
}

// word gives the word or number at t[i:], of which the length is 0 where there
// is none. The phrases before it ask for it, too.
func (x *index) word(r *Reading, t string, i int) asked {
	k := &r.asked[i%len(r.asked)]
	if k.at != int32(i) {
		n, number := x.words.at(t[i:])
		*k = asked{int32(i), int32(n), number}
	}
	return *k
}

// latinAt looks up the phrases that start with the word at t[i:], and what may
// be hidden there. It gives the length of the word.
func (x *index) latinAt(r *Reading, t string, i int) int {
	k := x.word(r, t, i)
	n := int(k.length)
	if k.number != 0 {
		x.phrases(r, t, i, n, k.number)
	} else if j := strings.IndexByte(t[i:i+n], '\''); j > 0 { // the boss's, what's
		if w := x.words.number(t[i : i+j]); w != 0 {
			x.phrases(r, t, i, n, w)
		}
	}
	if i+n < len(t) && t[i+n] >= utf8.RuneSelf {
		x.mixedAt(r, t, i)
	}
	if x.suspect(t, i) {
		x.secretAt(r, t, i)
	}
	return n
}

// maxPhrase is the most words of a phrase in Latin script.
const maxPhrase = 8

// phrases finds those that start with the word w at t[i:i+n].
func (x *index) phrases(r *Reading, t string, i, n int, w int32) {
	at, end := x.starts[w], i+n
	for words := int32(1); at != 0; words++ {
		forms := x.formsAt(at)
		for k := range forms {
			if f := &forms[k]; !f.code || !modelNumber(t, i, end) {
				x.found(r, f, Hit{Start: int32(i), End: int32(end), Pos: r.pos, PosEnd: r.pos + 2*words, pinyin: f.pinyin, Code: f.code})
			}
		}
		if !x.nodes[at].more || words == maxPhrase {
			return
		}
		skip := joint(t[end:])
		if skip < 0 {
			return
		}
		end += skip
		k := x.word(r, t, end)
		if k.number == 0 {
			return
		}
		at, end = x.latin.next(at, uint32(k.number)), end+int(k.length)
	}
}

// modelNumber says whether the short code word t[i:end] begins the number of a
// model, such as VX-300: a few digits follow, too few for a phone.
func modelNumber(t string, i, end int) bool {
	if end-i > 3 {
		return false
	}
	j := end
	for j < len(t) && (t[j] == '-' || t[j] == ' ') {
		j++
	}
	n := 0
	for j+n < len(t) && t[j+n] >= '0' && t[j+n] <= '9' {
		n++
	}
	return n > 0 && n < 5 && (t[end] == '-' || j == end)
}

// joint is the length of what may stand between two words of a phrase: a blank
// or two, a hyphen, a slash, an apostrophe, a dot; -1 when none of these or the
// end comes.
func joint(t string) int {
	n := 0
	for n < len(t) && n < 3 && strings.IndexByte(" -/_.'&", t[n]) >= 0 {
		n++
	}
	if n == len(t) || n == 3 {
		return -1
	}
	return n
}

func (x *index) found(r *Reading, f *form, h Hit) {
	h.Concept = f.concept
	x.sight(r, h)
	if f.pinyin && h.Start >= r.pinyinEnd {
		r.pinyin++
		r.pinyinEnd = h.End
		if h.PosEnd-h.Pos > 4 { // three syllables are no name
			r.pinyin++
		}
	}
}
