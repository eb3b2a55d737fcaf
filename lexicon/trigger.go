package lexicon

import (
	"math/bits"
	"slices"
)

// triggers finds the patterns worth a look without looking at all of them. The
// items of all patterns are numbered, equal ones alike, so that what a text
// holds is a set of items. Each pattern waits for one of its items, the rarest
// by how many patterns share its concepts; where that is held, the others
// decide by a bit each. Those that something waits for have the lowest numbers.
type triggers struct {
	items    [][]int32   // by concept: the items that it fits
	negated  [][]int32   // by concept: those that it fits only where a negator governs it
	count    int         // of items
	composed [][]int32   // by item: what waits for it, indexes into Book.composed
	asks     [][][]int32 // by composed concept: the items of each pattern
	later    [][]int32   // by composed concept: those that may be made of it
	rules    [][]waiting // by item: the rules that wait for it, without the label role
	sides    [][]waiting // the same with it
}

// waiting is a pattern that waits for an item.
type waiting struct {
	rule int32   // index into Book.rules
	rest []int32 // the other items that it asks for
}

// roleLabel is the label of the silent rules that tell who sells and who buys.
const roleLabel = "role"

// compileTriggers numbers the items and chooses for every pattern the one that
// it waits for.
func (b *Book) compileTriggers() {
	b.triggers = triggers{items: make([][]int32, len(b.concepts)), negated: make([][]int32, len(b.concepts))}
	m := triggerMaker{t: &b.triggers, uses: b.uses(), numbers: map[string]int32{}}
	m.numberFirsts(b)
	for i, c := range b.composed {
		var asks [][]int32
		for _, p := range c.patterns {
			first, rest := m.split(p.items)
			m.t.composed[first] = append(m.t.composed[first], int32(i))
			asks = append(asks, append(rest, first))
		}
		m.t.asks = append(m.t.asks, asks)
		m.t.later = append(m.t.later, b.later(c.ids))
	}
	for i, r := range b.rules {
		for _, p := range r.match {
			first, rest := m.split(p.items)
			w := waiting{int32(i), rest}
			m.t.sides[first] = append(m.t.sides[first], w)
			if r.Label != roleLabel {
				m.t.rules[first] = append(m.t.rules[first], w)
			}
		}
	}
}

// uses counts for every concept the items that name it.
func (b *Book) uses() []int {
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
	return uses
}

// triggerMaker fills t.
type triggerMaker struct {
	t       *triggers
	uses    []int
	numbers map[string]int32
	key     []byte // of the item looked at
}

// later gives the composed concepts that name one of some concepts.
func (b *Book) later(ids []int16) []int32 {
	var out []int32
	named := func(c choice) bool { return slices.Contains(ids, c.concept) }
	for i, c := range b.composed {
		if slices.ContainsFunc(c.patterns, func(p pattern) bool {
			return slices.ContainsFunc(p.items, func(it item) bool { return slices.ContainsFunc(it, named) })
		}) {
			out = append(out, int32(i))
		}
	}
	return out
}

// numberFirsts numbers the items that patterns wait for, before all others.
func (m *triggerMaker) numberFirsts(b *Book) {
	all := func(ps []pattern) {
		for _, p := range ps {
			m.number(p.items[m.rarest(p.items)])
		}
	}
	for _, c := range b.composed {
		all(c.patterns)
	}
	for _, r := range b.rules {
		all(r.match)
	}
	n := (m.t.count + 63) &^ 63
	m.t.composed, m.t.rules, m.t.sides = make([][]int32, n), make([][]waiting, n), make([][]waiting, n)
}

func (m *triggerMaker) rarest(items []item) int {
	best := 0
	for i := range items {
		if m.rarity(items[i]) < m.rarity(items[best]) {
			best = i
		}
	}
	return best
}

// split gives the numbers of the rarest item and of the others.
func (m *triggerMaker) split(items []item) (first int32, rest []int32) {
	best := m.rarest(items)
	for i, it := range items {
		if i != best {
			rest = append(rest, m.number(it))
		}
	}
	return m.number(items[best]), rest
}

func (m *triggerMaker) rarity(it item) (n int) {
	for _, c := range it {
		n += m.uses[c.concept]
	}
	return n
}

// number gives the number of an item, a new one when none is equal to it.
func (m *triggerMaker) number(it item) int32 {
	m.key = m.key[:0]
	for _, c := range it {
		m.key = append(m.key, byte(c.concept), byte(c.concept>>8), byte(c.polarity))
	}
	n, ok := m.numbers[string(m.key)]
	if ok {
		return n
	}
	n = int32(m.t.count)
	m.numbers[string(m.key)] = n
	m.t.count++
	for _, c := range it {
		to := m.t.items
		if c.polarity == negated {
			to = m.t.negated
		}
		to[c.concept] = append(to[c.concept], n)
	}
	return n
}

// hold adds to r.items what a concept fits.
func (t *triggers) hold(r *Reading, c int16) {
	r.items.addAll(t.items[c])
	if r.negates {
		r.items.addAll(t.negated[c])
	}
}

// possible says whether all items of one of some patterns are there.
func possible(asks [][]int32, items set) bool {
	for _, a := range asks {
		if items.all(a) {
			return true
		}
	}
	return false
}

// promising leaves in r.rules the rules that have all that they need, before
// words are cut and negators weighed, in r.made the composed concepts that may
// stand, and in r.needed the concepts that the rules may ask for. It says whether
// there are any rules.
func (b *Book) promising(r *Reading, rules [][]waiting) bool {
	b.makeable(r)
	r.rules = emptied(r.rules, len(b.rules))
	found := false
	r.items[:len(rules)/64].each(func(i int32) {
		for _, w := range rules[i] {
			if r.items.all(w.rest) {
				r.rules.add(w.rule)
				found = true
			}
		}
	})
	if !found {
		return false
	}
	r.needed = emptied(r.needed, len(b.concepts))
	r.rules.each(func(i int32) {
		for w, word := range b.rules[i].needs {
			r.needed[w] |= word
		}
	})
	return true
}

// makeable leaves in r.made the composed concepts that may stand, and adds them
// to what r holds.
func (b *Book) makeable(r *Reading) {
	t := &b.triggers
	r.made = emptied(r.made, len(b.composed))
	r.items[:len(t.composed)/64].each(func(i int32) { r.made.addAll(t.composed[i]) })
	r.made.each(func(k int32) {
		if !possible(t.asks[k], r.items) {
			r.made.remove(k)
			return
		}
		for _, id := range b.composed[k].ids {
			t.hold(r, id)
		}
		r.made.addAll(t.later[k])
	})
}

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
