package lexicon

import (
	"cmp"
	"math/bits"
	"slices"
	"sync"
)

// The index of the built-in words is made once, by go generate, and stored:
// making it takes twenty times as long as reading it.

// index writes x.
func (p *packer) index(x *index) {
	p.number(len(x.words.words))
	for _, w := range x.words.words {
		p.text(w)
	}
	p.number(len(x.nodes))
	for i := range x.nodes {
		p.node(x, int32(i))
	}
	var first edges // those that lead from the root by word or character
	for word, to := range x.starts {
		first.collect(uint32(word), to)
	}
	p.edges(&first)
	p.edges(&x.latin)
	first.slots = nil
	for r, to := range x.roots {
		first.collect(uint32(r), to)
	}
	p.edges(&first)
	p.edges(&x.mixed)
	p.edges(&x.secret)
	var pairs []int32
	x.initial.each(func(i int32) { pairs = append(pairs, i) })
	p.number(len(pairs))
	for _, i := range pairs {
		p.number(int(i))
	}
	for _, ids := range x.marks {
		p.number(len(ids))
		for _, id := range ids {
			p.number(int(id))
		}
	}
	forms := x.chinese()
	p.number(len(forms))
	for _, text := range forms {
		p.text(text)
	}
}

// collect adds an edge from the root to the slots, without order.
func (e *edges) collect(key uint32, to int32) {
	if to != 0 {
		e.slots = append(e.slots, newArc(0, key, to))
	}
}

func (p *packer) node(x *index, at int32) {
	forms := x.formsAt(at)
	p.number(len(forms)<<2 | bit(x.nodes[at].more)<<1 | bit(x.nodes[at].cut))
	for _, f := range forms {
		p.number(int(f.concept))
		p.number(bit(f.pinyin) | bit(f.code)<<1 | bit(f.disguise)<<2 | bit(f.single)<<3)
	}
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// edges writes edges in the order of the nodes to which they lead.
func (p *packer) edges(e *edges) {
	arcs := slices.DeleteFunc(slices.Clone(e.slots), func(a arc) bool { return a == 0 })
	slices.SortFunc(arcs, func(a, b arc) int { return cmp.Compare(a.to(), b.to()) })
	p.number(len(arcs))
	last := int32(0)
	for _, a := range arcs {
		p.number(int(a.to() - last))
		p.number(int(a.to() - a.from()))
		p.number(int(a.key()))
		last = a.to()
	}
}

// index reads what a packer wrote of one. Its forms with Chinese characters are
// read when they are asked for.
func (u *unpacker) index(above [][]int16) *index {
	x := &index{above: above, initial: make(set, 1<<16/64)}
	u.vocabulary(&x.words)
	u.nodes(x)
	x.starts = make([]int32, len(x.words.words))
	u.edges(func(_, key uint32, to int32) { x.starts[key] = to })
	u.table(&x.latin)
	u.edges(func(_, key uint32, to int32) { x.roots[key] = to })
	u.table(&x.mixed)
	u.table(&x.secret)
	for range u.count() {
		x.initial.add(int32(u.number()))
	}
	for i := range x.marks {
		for range u.count() {
			x.marks[i] = append(x.marks[i], int16(u.number()))
		}
	}
	rest := *u
	x.chinese = sync.OnceValue(func() []string { return rest.chinese() })
	return x
}

func (u *unpacker) chinese() []string {
	forms := make([]string, u.count())
	for i := range forms {
		forms[i] = u.text()
	}
	return forms
}

func (u *unpacker) vocabulary(v *vocabulary) {
	n := u.count()
	*v = newVocabulary(tableBits(n))
	u.text() // word 0 is none
	for i := 1; i < n; i++ {
		w := u.text()
		v.words = append(v.words, w)
		v.put(wordSlot{hashWord(w), int32(i)})
	}
}

// tableBits is the size of a table, as newEdges takes it, for n entries.
func tableBits(n int) int { return bits.Len(uint(2*n + 1)) }

func (u *unpacker) nodes(x *index) {
	x.nodes = make([]node, u.count())
	x.forms = make([]form, 0, len(x.nodes))
	for i := range x.nodes {
		head := u.number()
		n := &x.nodes[i]
		n.first, n.forms, n.more, n.cut = int32(len(x.forms)), int16(head>>2), head&2 != 0, head&1 != 0
		for range n.forms {
			id, kind := u.number(), u.number()
			x.forms = append(x.forms, form{int16(id), kind&1 != 0, kind&2 != 0, kind&4 != 0, kind&8 != 0})
		}
	}
}

// edges calls add for each edge.
func (u *unpacker) edges(add func(from, key uint32, to int32)) {
	to := 0
	for range u.count() {
		to += u.number()
		from := to - u.number()
		add(uint32(from), uint32(u.number()), int32(to))
	}
}

func (u *unpacker) table(e *edges) {
	ahead := *u
	*e = newEdges(tableBits(ahead.count()))
	u.edges(func(from, key uint32, to int32) { e.add(int32(from), key, to) })
}
