package lexicon

import "slices"

// kind is what one look at a word must tell of its concept, or of those above
// it.
type kind struct {
	items   []int32 // of patterns, that it fits
	negated []int32 // those that it fits only where a negator governs it
	negates bool    // it turns predicates round
	hides   bool    // it may show that another word is not meant
	coded   bool    // it stands for more in code words
	trade   bool    // it shows that the talk is about trade
}

// compileKinds makes the kinds of all concepts.
func (b *Book) compileKinds() {
	b.kinds = make([]kind, len(b.concepts))
	for i := range b.kinds {
		k := &b.kinds[i]
		for _, id := range b.above[i] {
			k.items = append(k.items, b.triggers.items[id]...)
			k.negated = append(k.negated, b.triggers.negated[id]...)
			k.negates = k.negates || id == b.negator
			k.trade = k.trade || id == b.trade
			k.hides = k.hides || b.hides[id] != nil
			k.coded = k.coded || b.coded[id] != nil
		}
		k.items, k.negated = sortedOnce(k.items), sortedOnce(k.negated)
	}
}

func sortedOnce(s []int32) []int32 {
	slices.Sort(s)
	return slices.Compact(s)
}

// plain says whether the words of a text stand for themselves, as they nearly
// always do: none is in code, none hides another one. Then they need not be
// spread before it is known that a rule may stand.
func (b *Book) plain(r *Reading, text string) bool {
	r.negates, r.trade = false, false
	plain := r.pinyin != 1
	for i := range r.seen {
		h := &r.seen[i]
		k := &b.kinds[h.Concept]
		r.negates, r.trade = r.negates || k.negates, r.trade || k.trade
		if h.Code || k.hides || k.coded && r.dressed(text, h) {
			plain = false
		}
	}
	return plain
}

// dressed says whether a word hides its letters from a plain search.
func (r *Reading) dressed(text string, h *Hit) bool {
	if r.Folded.off == nil {
		return false
	}
	from, to := r.Folded.Source(int(h.Start), int(h.End))
	return Dressed(text[from:to])
}

// hold leaves in r.items those that the words of r fit.
func (b *Book) hold(r *Reading, plain bool) {
	r.items = emptied(r.items, b.triggers.count)
	if !plain {
		r.has.each(func(c int32) { b.triggers.hold(r, int16(c)) })
		return
	}
	r.has = emptied(r.has, len(b.concepts))
	for i := range r.seen {
		c := r.seen[i].Concept
		if r.Has(c) {
			continue
		}
		r.mark(c)
		k := &b.kinds[c]
		r.items.addAll(k.items)
		if r.negates {
			r.items.addAll(k.negated)
		}
	}
}

// need leaves in r.Hits those that the rules may ask for.
func (b *Book) need(r *Reading, plain bool) {
	needed := func(c int16) bool { return r.needed.has(int32(c)) || r.negates && b.predic[c] }
	if plain {
		b.spread(r, needed)
	} else {
		r.drop(func(h *Hit) bool { return !needed(h.Concept) })
	}
}

// spread fills r.Hits with the words of r for every concept that they count for
// and that f names.
func (b *Book) spread(r *Reading, f func(c int16) bool) {
	r.Hits = r.Hits[:0]
	for i := range r.seen {
		h := r.seen[i]
		for _, c := range b.above[h.Concept] {
			if f(c) {
				h.Concept = c
				r.Hits = append(r.Hits, h)
			}
		}
	}
}

// untangle fills r.Hits with all concepts of the words of r, without those that
// are not meant, and with those that code words stand for.
func (b *Book) untangle(r *Reading, text string) {
	b.spread(r, func(int16) bool { return true })
	if r.pinyin == 1 {
		r.drop(func(h *Hit) bool { return h.pinyin })
	}
	r.drop(func(h *Hit) bool { return h.Code && h.chinese && b.straddled(r, h) })
	b.hide(r)
	r.has = emptied(r.has, len(b.concepts))
	r.again()
	b.decode(r, text)
	r.negates = b.negator >= 0 && r.Has(b.negator)
}

// hide drops the hits that a look-alike overlaps.
func (b *Book) hide(r *Reading) {
	for i := range r.Hits {
		l := r.Hits[i]
		if l.Concept < 0 || b.hides[l.Concept] == nil {
			continue
		}
		for j := range r.Hits {
			h := &r.Hits[j]
			if h.Start < l.End && l.Start < h.End && h.Concept != l.Concept && slices.Contains(b.hides[l.Concept], h.Concept) {
				h.Concept = -1
			}
		}
	}
	r.drop(func(h *Hit) bool { return h.Concept < 0 })
}

// decode notes which words are hidden from a plain search and what they stand
// for then.
func (b *Book) decode(r *Reading, text string) {
	for i := range r.Hits {
		codes := b.coded[r.Hits[i].Concept]
		if codes == nil {
			continue
		}
		h := r.Hits[i]
		if h.Code = h.Code || r.dressed(text, &h); !h.Code {
			continue
		}
		for _, id := range codes {
			h.Concept = id
			r.Hits = append(r.Hits, h)
			r.mark(id)
		}
	}
}

// straddled says whether a word in plain writing begins inside the code word h
// and goes on behind it: 加微 in 加微信 is no code.
func (b *Book) straddled(r *Reading, h *Hit) bool {
	for i := range r.Hits {
		o := &r.Hits[i]
		if !o.Code && o.chinese && b.coded[o.Concept] != nil && h.Start < o.Start && o.Start < h.End && h.End < o.End {
			return true
		}
	}
	return false
}

// again notes anew which concepts there are.
func (r *Reading) again() {
	clear(r.has)
	for i := range r.Hits {
		r.mark(r.Hits[i].Concept)
	}
}
