package lexicon

import (
	"slices"
)

// Patterns worth a look are found without looking at all of them. Each pattern
// waits for one of its items, the rarest by how many patterns share its
// concepts. The others are numbered, equal ones alike, so that what a text holds
// is a set of numbers and decides by a bit each.

// kind is what one look at a word must tell of its concept and those above it.
type kind struct {
	plain    lead
	negated  lead    // where a negator governs it
	negates  bool    // it turns predicates round
	hides    set     // the concepts with words that are not meant where it stands; nil where there are none
	codes    []int16 // those that it counts for in code words
	confused bool    // it hides what it counts for itself
	trade    bool    // it shows that the talk is about trade
}

// lead is where a concept may lead to.
type lead struct {
	items sparse    // those with a number that it fits
	waits []waiting // patterns of rules
	makes []int32   // indexes into Book.composed: what has a pattern that waits for it
}

// waiting is a pattern of a rule that waits for an item.
type waiting struct {
	rule    int32
	pattern int32   // its number
	asks    []int32 // the other items
	side    bool    // of a rule that tells who sells and who buys
}

// roleLabel is the label of the silent rules that tell who sells and who buys.
const roleLabel = "role"

// compileTriggers makes the kinds of all concepts, and numbers the patterns of
// rules.
func (b *Book) compileTriggers() {
	m := triggerMaker{uses: b.uses(), numbers: map[string]int32{}, plain: make([]lead, len(b.concepts)), negated: make([]lead, len(b.concepts))}
	for i, c := range b.composed {
		for k := range c.patterns {
			m.composed(&c.patterns[k], int32(i))
		}
	}
	patterns := int32(0)
	for i, r := range b.rules {
		r.first = patterns
		for k := range r.match {
			m.rule(r.match[k].items, waiting{rule: int32(i), pattern: patterns, side: r.Label == roleLabel})
			patterns++
		}
	}
	b.itemCount, b.patternCount = len(m.numbers), int(patterns)
	b.kinds = make([]kind, len(b.concepts))
	for i := range b.kinds {
		b.compileKind(&b.kinds[i], b.above[i], &m)
	}
}

// compileKind makes the kind of a concept of what holds for it and for those
// above it.
func (b *Book) compileKind(k *kind, above []int16, m *triggerMaker) {
	for _, id := range above {
		k.plain.join(&m.plain[id])
		k.negated.join(&m.negated[id])
		k.negates, k.trade = k.negates || id == b.negator, k.trade || id == b.trade
		k.codes = append(k.codes, b.coded[id]...)
		for _, h := range b.hides[id] {
			if k.hides == nil {
				k.hides = emptied(nil, len(b.concepts))
			}
			k.hides.add(int32(h))
			k.confused = k.confused || slices.Contains(above, h)
		}
	}
}

// join adds where another concept leads to.
func (l *lead) join(o *lead) {
	l.items = l.items.joined(o.items)
	l.waits = append(l.waits, o.waits...)
	l.makes = append(l.makes, o.makes...)
}

// uses counts for every concept the items that name it.
func (b *Book) uses() []int {
	uses := make([]int, len(b.concepts))
	count := func(ps []pattern) {
		for _, p := range ps {
			for _, it := range p.items {
				for _, c := range it.choices {
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

// triggerMaker finds where each concept leads to, without those above it.
type triggerMaker struct {
	uses           []int  // by concept
	key            []byte // of the item looked at
	numbers        map[string]int32
	plain, negated []lead // by concept
}

// composed lets a pattern of a composed concept wait.
func (m *triggerMaker) composed(p *pattern, at int32) {
	for _, it := range p.items {
		p.asks = append(p.asks, m.number(it))
	}
	for _, c := range p.items[m.rarest(p.items)].choices {
		l := m.lead(c)
		l.makes = append(l.makes, at)
	}
}

// rule lets a pattern of a rule wait.
func (m *triggerMaker) rule(items []item, w waiting) {
	first := m.rarest(items)
	for i, it := range items {
		if i != first {
			w.asks = append(w.asks, m.number(it))
		}
	}
	for _, c := range items[first].choices {
		l := m.lead(c)
		l.waits = append(l.waits, w)
	}
}

func (m *triggerMaker) lead(c choice) *lead {
	if c.polarity == negated {
		return &m.negated[c.concept]
	}
	return &m.plain[c.concept]
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

func (m *triggerMaker) rarity(it item) (n int) {
	for _, c := range it.choices {
		n += m.uses[c.concept]
	}
	return n
}

// number gives the number of an item, a new one when none is equal to it.
func (m *triggerMaker) number(it item) int32 {
	m.key = m.key[:0]
	for _, c := range it.choices {
		m.key = append(m.key, byte(c.concept), byte(c.concept>>8), byte(c.polarity))
	}
	n, ok := m.numbers[string(m.key)]
	if ok {
		return n
	}
	n = int32(len(m.numbers))
	m.numbers[string(m.key)] = n
	for _, c := range it.choices {
		l := m.lead(c)
		l.items = l.items.with(n)
	}
	return n
}

// promising leaves in r.rules and r.patterns those that may stand, before words
// are cut and negators weighed, in r.made the composed concepts that may, and in
// r.needed the concepts that these rules may ask for. It says whether there are
// any. It takes words for meant that are hidden: nothing is lost by that.
func (b *Book) promising(r *Reading, text string, sides bool) bool {
	b.holdWords(r, text)
	r.made.each(func(i int32) {
		if c := &b.composed[i]; anyPossible(c.patterns, r) {
			b.hold(r, c.ids[0])
			if r.negates {
				b.holdNegated(r, c.ids[0])
			}
		} else {
			r.made.remove(i)
		}
	})
	r.rules, r.patterns = emptied(r.rules, len(b.rules)), emptied(r.patterns, b.patternCount)
	found := false
	for _, c := range r.held {
		found = r.wake(b.kinds[c].plain.waits, sides) || found
		if r.negates {
			found = r.wake(b.kinds[c].negated.waits, sides) || found
		}
	}
	if !found {
		return false
	}
	r.needed = emptied(r.needed, len(b.concepts))
	r.rules.each(func(i int32) { r.needed.join(b.rules[i].needs) })
	return true
}

// holdWords leaves in r.held the concepts of the words seen.
func (b *Book) holdWords(r *Reading, text string) {
	r.items, r.made, r.has = emptied(r.items, b.itemCount), emptied(r.made, len(b.composed)), emptied(r.has, len(b.concepts))
	r.held = r.held[:0]
	r.negates, r.trade = false, false
	for i := range r.seen {
		h := &r.seen[i]
		k := &b.kinds[h.Concept]
		r.trade = r.trade || k.trade
		if k.codes != nil && (h.Code || r.dressed(text, h)) {
			for _, c := range k.codes {
				b.hold(r, c)
			}
		}
		b.hold(r, h.Concept)
	}
	if r.negates {
		for _, c := range r.held {
			b.holdNegated(r, c)
		}
	}
}

// hold adds a concept to r.held, and where it leads to.
func (b *Book) hold(r *Reading, c int16) {
	if r.Has(c) {
		return
	}
	r.mark(c)
	r.held = append(r.held, c)
	k := &b.kinds[c]
	r.items.addSparse(k.plain.items)
	r.made.addAll(k.plain.makes)
	r.negates = r.negates || k.negates
}

// holdNegated adds where a concept leads to when it is negated.
func (b *Book) holdNegated(r *Reading, c int16) {
	k := &b.kinds[c]
	r.items.addSparse(k.negated.items)
	r.made.addAll(k.negated.makes)
}

// wake adds the patterns that have all that they ask for, and says whether
// there are any.
func (r *Reading) wake(waits []waiting, sides bool) bool {
	found := false
	for i := range waits {
		if w := &waits[i]; r.items.all(w.asks) && (sides || !w.side) {
			r.rules.add(w.rule)
			r.patterns.add(w.pattern)
			found = true
		}
	}
	return found
}
