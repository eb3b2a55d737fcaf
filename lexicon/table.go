package lexicon

import "unicode/utf8"

// Both tables are open addressing over flat slices, at most half full: they are
// asked several times for every word of every message, and mostly say no.

// vocabulary numbers words, from 1.
type vocabulary struct {
	slots []wordSlot
	words []string // by number
}

type wordSlot struct {
	hash   uint32
	number int32
}

// newVocabulary has room for 2^bits/2 words before it grows.
func newVocabulary(bits int) vocabulary {
	return vocabulary{slots: make([]wordSlot, 1<<bits), words: make([]string, 1, 1<<(bits-1))}
}

// wordHash is FNV-1a, stirred at the end so that the low bits depend on all
// letters.
type wordHash uint32

const noLetters wordHash = 2166136261

func (h wordHash) with(c byte) wordHash { return (h ^ wordHash(c)) * 16777619 }

func (h wordHash) stirred() uint32 { return uint32(h ^ h>>15) }

func hashWord(w string) uint32 {
	h := noLetters
	for i := range len(w) {
		h = h.with(w[i])
	}
	return h.stirred()
}

// number gives the number of a word, 0 when there is none.
func (v *vocabulary) number(w string) int32 { return v.hashed(w, hashWord(w)) }

// at gives the length of the word at the start of a folded text, as wordLen
// does, and its number.
func (v *vocabulary) at(t string) (n int, number int32) {
	h := noLetters
	if digit := t[0] >= '0' && t[0] <= '9'; digit {
		for n < len(t) && t[n] >= '0' && t[n] <= '9' {
			h = h.with(t[n])
			n++
		}
		return n, v.hashed(t[:n], h.stirred())
	}
	for n < len(t) && asciiLetter(t[n]) {
		h = h.with(t[n])
		n++
	}
	if n < len(t) && (t[n] >= utf8.RuneSelf || t[n] == '\'') {
		n = wordLen(t)
		return n, v.number(t[:n])
	}
	return n, v.hashed(t[:n], h.stirred())
}

// hashed is number for a word whose hash is known.
func (v *vocabulary) hashed(w string, h uint32) int32 {
	mask := uint32(len(v.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		s := v.slots[i]
		if s.number == 0 || s.hash == h && v.words[s.number] == w {
			return s.number
		}
	}
}

// add gives the number of a word, a new one when there is none.
func (v *vocabulary) add(w string) int32 {
	if n := v.number(w); n != 0 {
		return n
	}
	n := int32(len(v.words))
	v.words = append(v.words, w)
	if 2*len(v.words) > len(v.slots) {
		old := v.slots
		v.slots = make([]wordSlot, 2*len(old))
		for _, s := range old {
			if s.number != 0 {
				v.put(s)
			}
		}
	}
	v.put(wordSlot{hashWord(w), n})
	return n
}

func (v *vocabulary) put(s wordSlot) {
	mask := uint32(len(v.slots) - 1)
	i := s.hash & mask
	for v.slots[i].number != 0 {
		i = (i + 1) & mask
	}
	v.slots[i] = s
}

// edges lead from a node and a key to the next node.
type edges struct {
	slots []arc
	count int
}

// arc is an edge in one word, so that many fit the cache: 21 bits each for the
// node where it starts and for its key, 22 for the node to which it leads. That
// is 0 where the slot is empty: no edge leads to the root.
type arc uint64

const (
	keyBits = 21 // enough for a rune
	toBits  = 22
)

// maxNodes is how many nodes words may make: half of those that an arc can tell
// apart, for the dictionary adds its own.
const maxNodes = 1 << (64 - keyBits - toBits - 1)

func newArc(from int32, key uint32, to int32) arc {
	return arc(uint64(from)<<(keyBits+toBits) | uint64(key)<<toBits | uint64(to))
}

func (a arc) from() int32 { return int32(a >> (keyBits + toBits)) }
func (a arc) key() uint32 { return uint32(a >> toBits & (1<<keyBits - 1)) }
func (a arc) to() int32   { return int32(a & (1<<toBits - 1)) }

func newEdges(bits int) edges { return edges{slots: make([]arc, 1<<bits)} }

// slot gives the place of an edge, or the empty one where it would stand.
func (e *edges) slot(a arc) *arc {
	want := uint64(a) >> toBits
	mask := uint64(len(e.slots) - 1)
	h := want * 0x9e3779b97f4a7c15 // Fibonacci hashing: the high bits are the good ones
	for i := (h >> 32) & mask; ; i = (i + 1) & mask {
		if s := &e.slots[i]; *s == 0 || uint64(*s)>>toBits == want {
			return s
		}
	}
}

// next gives the node to which key leads from a node, 0 when there is none.
func (e *edges) next(from int32, key uint32) int32 { return e.slot(newArc(from, key, 0)).to() }

func (e *edges) add(from int32, key uint32, to int32) {
	if e.count++; 2*e.count > len(e.slots) {
		old := e.slots
		e.slots = make([]arc, 2*len(old))
		for _, a := range old {
			if a != 0 {
				*e.slot(a) = a
			}
		}
	}
	a := newArc(from, key, to)
	*e.slot(a) = a
}
