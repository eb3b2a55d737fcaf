package lexicon

import "slices"

// plain says whether the words of a text stand for themselves, as they nearly
// always do: none is in code, none hides another one.
func (b *Book) plain(r *Reading, text string) bool {
	if r.pinyin == 1 {
		return false
	}
	for i := range r.seen {
		h := &r.seen[i]
		k := &b.kinds[h.Concept]
		if h.Code || k.hides != nil && (k.confused || b.overlapped(r, i)) || k.codes != nil && r.dressed(text, h) {
			return false
		}
	}
	return true
}

// overlapped says whether word i of r hides another one.
func (b *Book) overlapped(r *Reading, i int) bool {
	h := &r.seen[i]
	hides := b.kinds[h.Concept].hides
	for k := range r.seen {
		o := &r.seen[k]
		if k != i && o.Start < h.End && h.Start < o.End && slices.ContainsFunc(b.above[o.Concept], func(c int16) bool { return hides.has(int32(c)) }) {
			return true
		}
	}
	return false
}

// dressed says whether a word hides its letters from a plain search.
func (r *Reading) dressed(text string, h *Hit) bool {
	if r.Folded.off == nil {
		return false
	}
	from, to := r.Folded.Source(int(h.Start), int(h.End))
	return Dressed(text[from:to])
}

// spread fills r.Hits with the words of r for every concept of a set that they
// count for.
func (b *Book) spread(r *Reading, wanted set) {
	r.Hits = r.Hits[:0]
	for i := range r.seen {
		h := r.seen[i]
		for _, c := range b.above[h.Concept] {
			if wanted.has(int32(c)) {
				h.Concept = c
				r.Hits = append(r.Hits, h)
			}
		}
	}
}

// untangle fills r.Hits with all concepts of the words of r, without those that
// are not meant, and with those that code words stand for.
func (b *Book) untangle(r *Reading, text string) {
	b.spread(r, b.all)
	if r.pinyin == 1 {
		r.drop(func(h *Hit) bool { return h.pinyin })
	}
	r.drop(func(h *Hit) bool { return h.Code && h.chinese && b.straddled(r, h) })
	b.hide(r)
	r.has = emptied(r.has, len(b.concepts))
	r.again()
	b.decode(r, text)
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
