package lexicon

import (
	"slices"
	"strings"
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
	Negated          bool // a negator governs it
	Code             bool // in code words, or cut by signs: hidden from a plain search

	pinyin  bool
	single  bool // one Chinese character: counts only as a word of its own
	chinese bool
	end     int32 // sentence of its last word; a pattern over a message may cross
}

// Reading is a text with the concepts found in it, by Start.
type Reading struct {
	Folded Folded
	Hits   []Hit
	has    []uint64 // by concept

	pos, clause, sentence int32
	pinyin                int
	quotes                [][2]int32
	quotesRead            bool
	rules, made           set // what is worth a look
}

// Has says whether concept c was found.
func (r *Reading) Has(c int16) bool { return r.has[c>>6]&(1<<(c&63)) != 0 }

func (r *Reading) mark(c int16) { r.has[c>>6] |= 1 << (c & 63) }

// maxHits ends the search in one text, so that a hostile message of a million
// trigger words costs no more than a long one. Ordinary messages have under a
// hundred.
const maxHits = 4000

// scan finds the words of the index in s, and puts the marks, which are in the
// order of the text, among them.
func (b *Book) scan(r *Reading, s string, marks []Mark) {
	x, nconcepts := b.index, len(b.concepts)
	r.Folded = Fold(s)
	r.Hits = r.Hits[:0]
	words := (nconcepts + 63) / 64
	if len(r.has) < words {
		r.has = make([]uint64, words)
	} else {
		clear(r.has)
	}
	r.pos, r.clause, r.sentence, r.pinyin = 0, 0, 0, 0
	t := r.Folded.Text
	gap := false // a blank since the last token
	lastHan := false
	for i := 0; i < len(t) && len(r.Hits) < maxHits; {
		for len(marks) > 0 && r.Folded.At(marks[0].Start) <= i {
			b.addMark(r, marks[0])
			if to := r.Folded.At(marks[0].End); marks[0].Whole && to > i {
				r.pos += 2
				i = to
			}
			marks = marks[1:]
		}
		if i >= len(t) {
			break
		}
		c := t[i]
		if asciiLetter(c) || '0' <= c && c <= '9' {
			n := wordLen(t[i:])
			x.latinAt(r, t, i, n)
			r.pos += 2
			i += n
			gap, lastHan = false, false
			continue
		}
		if c < utf8.RuneSelf {
			for _, id := range x.marks[c] {
				r.hit(Hit{Concept: id, Start: int32(i), End: int32(i + 1), Pos: r.pos, PosEnd: r.pos})
			}
			if c == '+' || c == '\\' {
				x.mixedAt(r, t, i)
			}
			r.punctuation(t, i)
			gap = gap || c == ' '
			i++
			continue
		}
		ru, n := utf8.DecodeRuneInString(t[i:])
		switch {
		case unicode.Is(unicode.Han, ru):
			if gap && lastHan { // a blank between Chinese words is their comma
				r.clause++
			}
			x.mixedAt(r, t, i)
			r.pos++
			gap, lastHan = false, true
		case unicode.IsLetter(ru):
			n = wordLen(t[i:])
			x.latinAt(r, t, i, max(n, 1))
			r.pos += 2
			gap, lastHan = false, false
		default:
			r.widePunctuation(ru)
			x.mixedAt(r, t, i)
		}
		i += max(n, 1)
	}
}

func (r *Reading) hit(h Hit) {
	h.Clause, h.Sentence, h.end = r.clause, r.sentence, r.sentence
	r.Hits = append(r.Hits, h)
	r.mark(h.Concept)
}

// punctuation moves to the next clause or sentence at ASCII marks.
func (r *Reading) punctuation(t string, i int) {
	switch t[i] {
	case '\n', '!', '?', ';':
		r.sentence++
		r.clause++
	case '.':
		if i+1 == len(t) || t[i+1] == ' ' || t[i+1] == '\n' || t[i+1] >= utf8.RuneSelf || t[i+1] == '.' {
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

// latinAt looks up the phrases that start with the word t[i:i+n], and what may
// be hidden there.
func (x *index) latinAt(r *Reading, t string, i, n int) {
	if w, ok := x.words[t[i:i+n]]; ok {
		x.phrases(r, t, i, n, w)
	} else if j := strings.IndexByte(t[i:i+n], '\''); j > 0 { // the boss's, what's
		if w, ok := x.words[t[i:i+j]]; ok {
			x.phrases(r, t, i, n, w)
		}
	}
	if i+n < len(t) && t[i+n] >= utf8.RuneSelf {
		x.mixedAt(r, t, i)
	}
	if x.suspect(t, i) {
		x.secretAt(r, t, i)
	}
}

// suspect says whether a hidden word may start at t[i:]: its first letters are
// those of a word of a disguise concept, leaving out signs between them.
func (x *index) suspect(t string, i int) bool {
	for j := i + 1; j < len(t) && j <= i+3; j++ {
		c := t[j]
		if l := leet[c]; l != 0 {
			c = l
		}
		if asciiLetter(c) {
			return x.initial[int(t[i])<<8|int(c)]
		}
	}
	return false
}

// maxPhrase is the most words of a phrase in Latin script.
const maxPhrase = 8

func (x *index) phrases(r *Reading, t string, i, n int, w int32) {
	node, end, pos := int32(0), i, r.pos
	for range maxPhrase {
		next, ok := x.latin[uint64(node)<<32|uint64(w)]
		if !ok {
			return
		}
		node, end = next, end+n
		pos += 2
		for _, f := range x.forms[node] {
			if !f.code || !modelNumber(t, i, end) {
				x.found(r, f, Hit{Start: int32(i), End: int32(end), Pos: r.pos, PosEnd: pos, pinyin: f.pinyin, Code: f.code})
			}
		}
		skip := joint(t[end:])
		if skip < 0 {
			return
		}
		end += skip
		if n = wordLen(t[end:]); n == 0 {
			return
		}
		if w, ok = x.words[t[end:end+n]]; !ok {
			return
		}
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

func (x *index) found(r *Reading, f form, h Hit) {
	for _, id := range f.concepts {
		h.Concept = id
		r.hit(h)
	}
	if f.pinyin {
		r.pinyin++
	}
}

// maxSigns is how many signs may cut a Chinese word of a disguise concept at
// one place.
const maxSigns = 2

// mixedAt looks up forms with Chinese characters that start at t[i:].
func (x *index) mixedAt(r *Reading, t string, i int) {
	node, pos, cut := int32(0), r.pos, false
	for j := i; j < len(t); {
		ru, n := utf8.DecodeRuneInString(t[j:])
		next, ok := x.next(node, ru)
		if !ok {
			if j == i {
				return
			}
			skip := signs(t[j:])
			if skip == 0 {
				return
			}
			j += skip
			cut = true
			continue
		}
		node = next
		j += n
		if unicode.Is(unicode.Han, ru) {
			pos++
		} else {
			pos += 2
		}
		for _, f := range x.forms[node] {
			if f.runes == 0 || cut && !f.disguise || !edge(t, j) {
				continue
			}
			x.found(r, f, Hit{Start: int32(i), End: int32(j), Pos: r.pos, PosEnd: pos, Code: f.code || cut,
				single: f.runes == 1, chinese: true})
		}
	}
}

// next follows an edge of the forms with Chinese characters.
func (x *index) next(node int32, ru rune) (int32, bool) {
	if node == 0 && ru < 1<<16 {
		n := x.roots[ru]
		return n, n != 0
	}
	n, ok := x.mixed[uint64(node)<<32|uint64(ru)]
	return n, ok
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
		ru, size := utf8.DecodeRuneInString(t[n:])
		if ru == '\n' || !unicode.In(ru, unicode.P, unicode.S, unicode.Z) {
			return n
		}
		n += size
	}
	return n
}

// leet are the signs and digits that stand for letters.
var leet = [256]byte{'0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '@': 'a', '$': 's', '+': 't', '*': 0}

// maxPieces is the most pieces into which a hidden word is cut.
const maxPieces = 12

// secretAt looks for a word of a disguise concept that starts at t[i:] and is
// cut by signs or written with digits and signs for letters. A word written
// plainly is not its business.
func (x *index) secretAt(r *Reading, t string, i int) {
	if i > 0 && asciiLetter(t[i-1]) {
		return
	}
	var found []form // the longest word so far
	end := i
	defer func() {
		for _, f := range found {
			x.found(r, f, Hit{Start: int32(i), End: int32(end), Pos: r.pos, PosEnd: r.pos + 2, Code: true})
		}
	}()
	var buf [32]byte
	n, cut, dressed := 0, 0, false
	for j := i; j < len(t) && n < len(buf); j++ {
		c := t[j]
		switch {
		case asciiLetter(c):
			buf[n] = c
			n++
		case leet[c] != 0 && j+1 < len(t) && (asciiLetter(t[j+1]) || leet[t[j+1]] != 0) && t[j-1] != ' ':
			if x.prefix[string(buf[:n])+string(leet[c])] {
				buf[n] = leet[c]
				n++
				dressed = true
			} else if cut++; c >= '0' && c <= '9' {
				return
			}
		case c < utf8.RuneSelf && c != '\n' && (c < '0' || c > '9'):
			if cut++; cut > maxPieces*2 || j-i > 3*n+2 {
				return
			}
			continue
		default:
			return
		}
		if !x.prefix[string(buf[:n])] {
			return
		}
		if (cut > 0 || dressed) && n >= minSecret && (j+1 == len(t) || !asciiLetter(t[j+1])) {
			if fs, ok := x.secret[string(buf[:n])]; ok && !x.plain(t[i:j+1]) {
				found, end = fs, j+1
			}
		}
	}
}

// plain says whether s is a phrase of the lexicon as it stands, or pieces of
// ordinary length such as "we chat" that need no deciphering.
func (x *index) plain(s string) bool {
	node := int32(0)
	for _, w := range latinWords(s) {
		n, ok := x.words[w]
		if !ok {
			return false
		}
		if node, ok = x.latin[uint64(node)<<32|uint64(n)]; !ok {
			return false
		}
	}
	return len(x.forms[node]) > 0 && !strings.ContainsAny(s, "@$+*0123456789")
}

// sorted brings the hits into the order of the text.
func (r *Reading) sorted() {
	slices.SortStableFunc(r.Hits, func(a, b Hit) int { return int(a.Start - b.Start) })
}
