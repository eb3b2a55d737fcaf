package lexicon

import "math/bits"

// triggers finds the patterns worth a look without looking at all of them: each
// pattern waits for one of its items, the rarest by how many patterns share its
// concepts, and is looked at when one of that item's concepts stands in a text.
type triggers struct {
	rules    [][]int32 // by concept: indexes into Book.rules, without the label role
	sides    [][]int32 // the same with it
	composed [][]int32 // by concept: indexes into Book.composed
}

// roleLabel is the label of the silent rules that tell who sells and who buys.
const roleLabel = "role"

// set is a set of small numbers.
type set []uint64

func (s set) add(i int32) { s[i>>6] |= 1 << (i & 63) }

func (s set) has(i int32) bool { return s[i>>6]&(1<<(i&63)) != 0 }

func (s set) remove(i int32) { s[i>>6] &^= 1 << (i & 63) }

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

// compileTriggers chooses for every pattern the item that it waits for.
func (b *Book) compileTriggers() {
	uses := make([]int, len(b.concepts))
	count := func(ps []pattern) {
		for _, p := range ps {
			for _, it := range p.items {
				for _, c := range it {
					uses[c.concept]++
				}
			}
		}
	}
	for _, c := range b.composed {
		count(c.patterns)
	}
	for _, r := range b.rules {
		count(r.match)
	}
	n := len(b.concepts)
	b.triggers = triggers{make([][]int32, n), make([][]int32, n), make([][]int32, n)}
	wait := func(to [][]int32, ps []pattern, at int) {
		for _, p := range ps {
			for _, c := range rarest(p.items, uses) {
				if l := to[c.concept]; len(l) == 0 || l[len(l)-1] != int32(at) {
					to[c.concept] = append(to[c.concept], int32(at))
				}
			}
		}
	}
	for i, c := range b.composed {
		wait(b.triggers.composed, c.patterns, i)
	}
	for i, r := range b.rules {
		wait(b.triggers.sides, r.match, i)
		if r.Label != roleLabel {
			wait(b.triggers.rules, r.match, i)
		}
	}
}

func rarest(items []item, uses []int) item {
	var best item
	least := -1
	for _, it := range items {
		n := 0
		for _, c := range it {
			n += uses[c.concept]
		}
		if least < 0 || n < least {
			best, least = it, n
		}
	}
	return best
}

// due puts what waits for a concept of r into s.
func (r *Reading) due(waiting [][]int32, s set) {
	for w, word := range r.has {
		for ; word != 0; word &= word - 1 {
			c := w<<6 + bits.TrailingZeros64(word)
			if c < len(waiting) {
				for _, i := range waiting[c] {
					s.add(i)
				}
			}
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
