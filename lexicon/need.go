package lexicon

// compileNeeds finds for every rule the concepts that decide whether it stands:
// those that it names, and those of which these are composed. What else was
// found in a text need not be weighed for it.
func (b *Book) compileNeeds() {
	makers := make([][]int, len(b.concepts)) // by concept: what composes it
	for i, c := range b.composed {
		for _, id := range c.ids {
			makers[id] = append(makers[id], i)
		}
	}
	for _, r := range b.rules {
		n := needs{set: emptied(nil, len(b.concepts))}
		n.patterns(r.match)
		n.items(r.unless)
		n.items(r.unlessMessage)
		if b.negator >= 0 {
			n.add(b.negator)
		}
		if b.brief >= 0 {
			n.add(b.brief)
		}
		for ; len(n.open) > 0; n.open = n.open[1:] {
			for _, i := range makers[n.open[0]] {
				n.patterns(b.composed[i].patterns)
			}
		}
		r.needs = n.set
		silencers := needs{set: emptied(nil, len(b.concepts))}
		silencers.items(r.unless)
		r.silencers = silencers.set
	}
}

// needs is a set of concepts; open are those whose makers were not looked at.
type needs struct {
	set  set
	open []int16
}

func (n *needs) add(id int16) {
	if !n.set.has(int32(id)) {
		n.set.add(int32(id))
		n.open = append(n.open, id)
	}
}

func (n *needs) items(items []item) {
	for _, it := range items {
		for _, c := range it.choices {
			n.add(c.concept)
		}
	}
}

func (n *needs) patterns(ps []pattern) {
	for i := range ps {
		n.items(ps[i].items)
		n.items(ps[i].unless)
	}
}
