package lexicon

import (
	"fmt"
	"slices"
	"strings"
)

// negatorID is the concept that turns predicates round, briefID the one of
// negators that do so only right before them.
const (
	negatorID = "negator"
	briefID   = "brief-negator"
)

// tradeID is the concept of words that show what a talk is about: orders, goods,
// prices.
const tradeID = "trade-talk"

// compile makes the index, the patterns and the order of composed concepts.
func (b *Book) compile() error {
	if err := b.compileParents(); err != nil {
		return err
	}
	if err := b.compileConcepts(); err != nil {
		return err
	}
	if err := b.compileIndex(); err != nil {
		return err
	}
	b.negator, b.brief, b.trade = b.id(negatorID), b.id(briefID), b.id(tradeID)
	if err := b.compileComposed(); err != nil {
		return err
	}
	if err := b.compileRules(); err != nil {
		return err
	}
	b.compileTriggers()
	b.compileNeeds()
	return nil
}

// id gives the number of a concept, -1 when there is none.
func (b *Book) id(name string) int16 {
	if id, ok := b.names[name]; ok {
		return id
	}
	return -1
}

// compileConcepts notes what each concept does to others.
func (b *Book) compileConcepts() error {
	n := len(b.concepts)
	b.predicates, b.all, b.marks = emptied(nil, n), emptied(nil, n), map[string][]int16{}
	b.hides, b.coded = make([][]int16, n), make([][]int16, n)
	for i, c := range b.concepts {
		b.all.add(int32(i))
		if c.Predicate {
			b.predicates.add(int32(i))
		}
		for _, kind := range c.Identifiers {
			b.marks[kind] = append(b.marks[kind], int16(i))
		}
		for _, name := range c.Coded {
			id, ok := b.names[name]
			if !ok {
				return c.place.wrap(fmt.Errorf("%s is %q in code, which is no concept", c.ID, name))
			}
			b.coded[id] = append(b.coded[id], b.above[i]...)
		}
		for _, name := range c.Hides {
			id, ok := b.names[name]
			if !ok {
				return c.place.wrap(fmt.Errorf("%s hides %q, which is no concept", c.ID, name))
			}
			b.hides[i] = append(b.hides[i], b.above[id]...)
		}
	}
	return nil
}

// compileIndex takes the index of the built-in words, or makes it where there is
// none or the words are others.
func (b *Book) compileIndex() error {
	if b.builtIn.index != "" {
		u := unpacker{in: b.builtIn.index}
		if b.index = u.index(b.above); u.short {
			return fmt.Errorf("compiled index: %w", errShort)
		}
	} else {
		b.wordsRead.Do(b.builtIn.readWords)
		x, err := indexed(b.concepts, b.above)
		if err != nil {
			return err
		}
		b.index = x
	}
	b.seg.index = b.index
	return nil
}

// compileParents finds for every concept those that it counts for, itself
// first.
func (b *Book) compileParents() error {
	parents := make([][]int16, len(b.concepts))
	for i, c := range b.concepts {
		for _, name := range c.Of {
			id, ok := b.names[name]
			if !ok {
				return c.place.wrap(fmt.Errorf("%s is made of %q, which is no concept", c.ID, name))
			}
			parents[id] = append(parents[id], int16(i))
		}
	}
	b.above = make([][]int16, len(b.concepts))
	for i := range b.concepts {
		all := []int16{int16(i)}
		for j := 0; j < len(all); j++ {
			for _, p := range parents[all[j]] {
				if !slices.Contains(all, p) {
					all = append(all, p)
				}
			}
		}
		b.above[i] = all
	}
	return nil
}

// compileComposed orders composed concepts so that each comes after those that
// it is made of.
func (b *Book) compileComposed() error {
	state := make([]int8, len(b.concepts)) // 1 in work, 2 done
	var visit func(i int16) error
	visit = func(i int16) error {
		c := b.concepts[i]
		switch state[i] {
		case 1:
			return c.place.wrap(fmt.Errorf("%s is made of itself", c.ID))
		case 2:
			return nil
		}
		state[i] = 1
		for _, name := range c.Of {
			if err := visit(b.names[name]); err != nil {
				return err
			}
		}
		var ps []pattern
		for _, p := range c.Patterns {
			cp, err := b.names.pattern(p)
			if err != nil {
				return place{c.place.file, p.place.line, p.place.col}.wrap(fmt.Errorf("%s: %w", c.ID, err))
			}
			for _, it := range append(slices.Clone(cp.items), cp.unless...) {
				for _, ch := range it.choices {
					if err := visit(ch.concept); err != nil {
						return err
					}
				}
			}
			ps = append(ps, cp)
		}
		state[i] = 2
		if len(ps) > 0 {
			b.composed = append(b.composed, composed{b.above[i], ps})
		}
		return nil
	}
	for i := range b.concepts {
		if err := visit(int16(i)); err != nil {
			return err
		}
	}
	return nil
}

func (b *Book) compileRules() error {
	acts := map[string]bool{}
	for _, r := range b.rules {
		acts[r.ID] = true
		acts[r.Label+"/*"] = true
	}
	for _, r := range b.rules {
		if err := b.compileRule(r); err != nil {
			return r.place.wrap(fmt.Errorf("rule %s: %w", r.ID, err))
		}
		if r.After == nil {
			continue
		}
		for _, act := range r.After.Acts {
			if !strings.Contains(act, "/") {
				return r.place.wrap(fmt.Errorf("rule %s: after: %q is not of the form label/act or label/*", r.ID, act))
			}
		}
	}
	return nil
}

func (b *Book) compileRule(r *Rule) error {
	r.match, r.unless, r.unlessMessage = nil, nil, nil
	for _, p := range r.Match {
		cp, err := b.names.pattern(p)
		if err != nil {
			return place{r.place.file, p.place.line, p.place.col}.wrap(err)
		}
		r.match = append(r.match, cp)
	}
	label := b.labels[r.Label]
	for _, s := range append(slices.Clone(r.Unless), label.Unless...) {
		it, err := b.names.item(s)
		if err != nil {
			return err
		}
		r.unless = append(r.unless, it)
	}
	for _, s := range append(slices.Clone(r.UnlessMessage), label.UnlessMessage...) {
		it, err := b.names.item(s)
		if err != nil {
			return err
		}
		r.unlessMessage = append(r.unlessMessage, it)
	}
	return nil
}
