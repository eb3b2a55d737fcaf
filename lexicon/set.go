package lexicon

import (
	"math/bits"
	"slices"
)

// set is a set of small numbers.
type set []uint64

func (s set) add(i int32) { s[i>>6] |= 1 << (i & 63) }

func (s set) addAll(of []int32) {
	for _, i := range of {
		s.add(i)
	}
}

func (s set) has(i int32) bool { return s[i>>6]&(1<<(i&63)) != 0 }

func (s set) remove(i int32) { s[i>>6] &^= 1 << (i & 63) }

// join adds the members of o, which holds numbers of the same kind.
func (s set) join(o set) {
	for w, word := range o {
		s[w] |= word
	}
}

// meets says whether s and o, which hold numbers of one kind, share a member.
func (s set) meets(o set) bool {
	for w, word := range o {
		if s[w]&word != 0 {
			return true
		}
	}
	return false
}

// sparse is a set with few members: the words of a set that are not empty.
type sparse []sparseWord

type sparseWord struct {
	at   int32
	bits uint64
}

// with gives s with one more member.
func (s sparse) with(i int32) sparse { return s.joined(sparse{{i >> 6, 1 << (i & 63)}}) }

// joined gives s with the members of o.
func (s sparse) joined(o sparse) sparse {
	for _, w := range o {
		i := slices.IndexFunc(s, func(x sparseWord) bool { return x.at == w.at })
		if i < 0 {
			s = append(s, w)
		} else {
			s[i].bits |= w.bits
		}
	}
	return s
}

func (s set) addSparse(o sparse) {
	for _, w := range o {
		s[w.at] |= w.bits
	}
}

// all says whether every one of some numbers is a member.
func (s set) all(of []int32) bool {
	for _, i := range of {
		if !s.has(i) {
			return false
		}
	}
	return true
}

// each calls f for the members, rising; members that f adds behind the current
// one are called, too.
func (s set) each(f func(i int32)) {
	for w := range s {
		for seen := uint64(0); s[w]&^seen != 0; {
			b := bits.TrailingZeros64(s[w] &^ seen)
			seen |= 1<<b - 1 | 1<<b
			f(int32(w<<6 + b))
		}
	}
}

// emptied gives s with room for n members and none in it.
func emptied(s set, n int) set {
	if words := (n + 63) / 64; len(s) < words {
		return make(set, words)
	}
	clear(s)
	return s
}

// filled gives s with the numbers below n, and some above, in it.
func filled(s set, n int) set {
	s = emptied(s, n)
	for w := range s {
		s[w] = ^uint64(0)
	}
	return s
}
