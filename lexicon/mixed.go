package lexicon

import (
	"iter"
	"slices"
	"unicode"
)

// maxSigns is how many signs may cut a Chinese word of a disguise concept at
// one place.
const maxSigns = 2

// walk is how far the search for a form with Chinese characters has come.
type walk struct {
	at  int32 // the node
	end int   // in bytes of the text
	pos int32 // in half words
	cut bool  // signs were left out
}

// mixedAt looks up forms with Chinese characters that start at t[i:].
func (x *index) mixedAt(r *Reading, t string, i int) {
	ru, n := decode(t[i:])
	w := walk{at: x.root(ru), end: i + n, pos: r.pos + halfWords(ru)}
	for w.at != 0 {
		forms := x.formsAt(w.at)
		for k := range forms {
			f := &forms[k]
			if w.cut && !f.disguise || !edge(t, w.end) {
				continue
			}
			x.found(r, f, Hit{Start: int32(i), End: int32(w.end), Pos: r.pos, PosEnd: w.pos, Code: f.code || w.cut,
				single: f.single, chinese: true})
		}
		x.onward(&w, t)
	}
}

// whole gives the forms that are the text s and no code words.
func (x *index) whole(s string) iter.Seq[form] {
	return func(yield func(form) bool) {
		at := int32(0)
		for i, ru := range s {
			if i == 0 {
				at = x.root(ru)
			} else {
				at = x.mixed.next(at, uint32(ru))
			}
			if at == 0 {
				return
			}
		}
		for _, f := range x.formsAt(at) {
			if !f.code && !yield(f) {
				return
			}
		}
	}
}

// known says whether s is a word of ours with Chinese characters.
func (x *index) known(s string) bool {
	for range x.whole(s) {
		return true
	}
	return false
}

// means says whether s is a word of ours that counts as a concept.
func (x *index) means(s string, concept int16) bool {
	for f := range x.whole(s) {
		if slices.Contains(x.above[f.concept], concept) {
			return true
		}
	}
	return false
}

// onward goes on by one character, over signs where they may cut the word; to
// the root when no form goes on.
func (x *index) onward(w *walk, t string) {
	at, from := w.at, &x.nodes[w.at]
	for from.more && w.end < len(t) {
		ru, n := decode(t[w.end:])
		if w.at = x.mixed.next(at, uint32(ru)); w.at != 0 {
			w.end += n
			w.pos += halfWords(ru)
			return
		}
		if !from.cut {
			break
		}
		n = signs(t[w.end:])
		if n == 0 {
			break
		}
		w.end += n
		w.cut = true
	}
	w.at = 0
}

// root gives the node to which a character leads from the root, 0 when there
// is none.
func (x *index) root(ru rune) int32 {
	if ru < 1<<16 {
		return x.roots[ru]
	}
	return x.mixed.next(0, uint32(ru))
}

func halfWords(ru rune) int32 {
	if isHan(ru) {
		return 1
	}
	return 2
}

// isHan says whether r is a Chinese character; nearly all that are written
// stand in one block.
func isHan(r rune) bool {
	return firstHan <= r && r <= lastHan || r > 0x2e7f && unicode.Is(unicode.Han, r)
}

// edge says whether a form may end before t[j]: not inside a Latin word.
func edge(t string, j int) bool {
	return j == len(t) || !asciiLetter(t[j]) || !asciiLetter(t[j-1])
}

// signs is the length of up to maxSigns signs at the start of t that may cut a
// word: blanks, punctuation, symbols, emoji.
func signs(t string) int {
	n := 0
	for range maxSigns {
		if n == len(t) {
			return n
		}
		ru, size := decode(t[n:])
		if ru == '\n' || !unicode.In(ru, unicode.P, unicode.S, unicode.Z) {
			return n
		}
		n += size
	}
	return n
}
