package lexicon

import (
	"fmt"
	"slices"
	"strings"
)

// polarity says which way a predicate must stand for an item of a pattern.
type polarity int8

const (
	affirmed polarity = iota
	negated
	either
)

// item is one part of a pattern: any of some concepts.
type item struct {
	choices []choice
	mask    uint64 // with the bit of each concept: most others need no closer look
}

// conceptBit is the bit of a concept in masks, which it shares with others.
func conceptBit(c int16) uint64 { return 1 << (c & 63) }

type choice struct {
	concept  int16
	polarity polarity
}

func (it *item) fits(h *Hit) bool {
	if it.mask&conceptBit(h.Concept) == 0 {
		return false
	}
	for _, c := range it.choices {
		if c.concept == h.Concept {
			return c.polarity == either || h.Negated == (c.polarity == negated)
		}
	}
	return false
}

// possible says whether one of the concepts stands in r at all; a negated one
// needs a negator.
func (it *item) possible(r *Reading) bool {
	for _, c := range it.choices {
		if r.Has(c.concept) && (c.polarity != negated || r.negates) {
			return true
		}
	}
	return false
}

// polarity gives the polarity that the item asks of a concept.
func (it *item) polarity(concept int16) polarity {
	for _, c := range it.choices {
		if c.concept == concept {
			return c.polarity
		}
	}
	return affirmed
}

// pattern is a compiled Pattern.
type pattern struct {
	items   []item
	ordered bool
	gap     int32 // half words
	scope   Scope
	unless  []item
	asks    []int32 // the numbers of its items, where it composes a concept
}

// Span is where a pattern matched, with the negators that it asks for, in bytes
// of the folded text.
type Span struct {
	Start, End int
	Code       bool   // with words that hide from a plain search
	Hits       []*Hit // one for each item, in the order of the pattern
}

// names finds concepts by id.
type names map[string]int16

func (n names) item(s string) (item, error) {
	var it item
	for name := range strings.SplitSeq(s, "|") {
		c := choice{}
		if rest, ok := strings.CutPrefix(name, "!"); ok {
			c.polarity, name = negated, rest
		} else if rest, ok := strings.CutPrefix(name, "~"); ok {
			c.polarity, name = either, rest
		}
		id, ok := n[name]
		if !ok {
			return item{}, fmt.Errorf("no concept %q", name)
		}
		c.concept = id
		it.choices = append(it.choices, c)
		it.mask |= conceptBit(id)
	}
	return it, nil
}

func (n names) pattern(p Pattern) (pattern, error) {
	out := pattern{ordered: len(p.Order) > 0, gap: int32(2 * p.Gap), scope: p.Scope}
	if p.Gap == 0 {
		out.gap = 2 * DefaultGap
	}
	if out.scope == "" {
		out.scope = InSentence
	}
	for _, s := range append(slices.Clone(p.Order), p.All...) {
		it, err := n.item(s)
		if err != nil {
			return out, err
		}
		out.items = append(out.items, it)
	}
	for _, s := range p.Unless {
		it, err := n.item(s)
		if err != nil {
			return out, err
		}
		out.unless = append(out.unless, it)
	}
	return out, nil
}

// anyPossible says whether all items of one of some patterns that compose a
// concept are there.
func anyPossible(ps []pattern, r *Reading) bool {
	for i := range ps {
		if r.items.all(ps[i].asks) {
			return true
		}
	}
	return false
}

// maxAnchors is how many places of a pattern's first item are tried in one
// message.
const maxAnchors = 64

// each calls yield for the places where p stands, until it says no. The hits of
// a place hold until the next.
func (p *pattern) each(r *Reading, yield func(Span) bool) {
	anchors := 0
	for i := range r.Hits {
		h := &r.Hits[i]
		if !p.items[0].fits(h) {
			continue
		}
		if anchors++; anchors > maxAnchors {
			return
		}
		if hits, ok := p.around(r, i); ok && p.free(r, hits) && !yield(span(hits)) {
			return
		}
	}
}

func span(hits []*Hit) Span {
	s := Span{Start: int(hits[0].Start), End: int(hits[0].End), Hits: hits}
	for _, h := range hits {
		s.Start, s.End = min(s.Start, int(h.Start)), max(s.End, int(h.End))
		if h.Negated {
			s.Start = min(s.Start, int(h.negator))
		}
		s.Code = s.Code || h.Code
	}
	return s
}

// around chooses for each further item the hit nearest to those chosen.
func (p *pattern) around(r *Reading, anchor int) ([]*Hit, bool) {
	hits := append(r.chosen[:0], &r.Hits[anchor])
	for _, it := range p.items[1:] {
		h := p.nearest(r, anchor, it, hits)
		if h == nil {
			return nil, false
		}
		hits = append(hits, h)
	}
	r.chosen = hits
	return hits, p.close(hits)
}

// nearest looks for it on both sides of the hits chosen, or behind the last
// one when the order counts.
func (p *pattern) nearest(r *Reading, anchor int, it item, chosen []*Hit) *Hit {
	lo, hi := chosen[0].Pos, chosen[0].PosEnd
	for _, h := range chosen {
		lo, hi = min(lo, h.Pos), max(hi, h.PosEnd)
	}
	n := vicinity{p: p, it: it, chosen: chosen, lo: lo, hi: hi, reach: p.reach()}
	for i := anchor + 1; i < len(r.Hits) && r.Hits[i].Pos <= hi+n.reach; i++ {
		n.try(&r.Hits[i])
	}
	if p.ordered {
		return n.best
	}
	for i := anchor - 1; i >= 0; i-- {
		h := &r.Hits[i]
		if h.Pos+maxPhrase*2+8 < lo-n.reach && h.PosEnd < lo-n.reach {
			break
		}
		n.try(h)
	}
	return n.best
}

// vicinity is the search for one item of a pattern near the hits chosen for
// others, which lie from lo to hi.
type vicinity struct {
	p             *pattern
	it            item
	chosen        []*Hit
	lo, hi, reach int32

	best *Hit
	at   int32 // how far that is
}

func (n *vicinity) try(h *Hit) {
	if !n.it.fits(h) {
		return
	}
	d := max(h.Pos-n.hi, n.lo-h.PosEnd, 0)
	if n.p.ordered {
		last := n.chosen[len(n.chosen)-1]
		if h.Start < last.End {
			return
		}
		d = max(h.Pos-last.PosEnd, 0)
	}
	if d <= n.reach && (n.best == nil || d < n.at) && n.p.together(n.chosen[0], h) && !overlaps(h, n.chosen) {
		n.best, n.at = h, d
	}
}

// reach is how far an item may be from those chosen before it: in any order,
// later items may stand between.
func (p *pattern) reach() int32 {
	if p.ordered {
		return p.gap
	}
	return p.gap * int32(len(p.items)-1)
}

func (p *pattern) together(a, b *Hit) bool {
	switch p.scope {
	case InClause:
		return a.Clause == b.Clause
	case InSentence:
		return a.Sentence == b.Sentence
	}
	return true
}

func overlaps(h *Hit, others []*Hit) bool {
	for _, o := range others {
		if h.Start < o.End && o.Start < h.End {
			return true
		}
	}
	return false
}

// close says whether no two neighbours are more than the gap apart.
func (p *pattern) close(hits []*Hit) bool {
	if p.ordered || len(hits) < 2 {
		return true
	}
	var room [8]*Hit
	by := append(room[:0], hits...)
	slices.SortFunc(by, func(a, b *Hit) int { return int(a.Pos - b.Pos) })
	for i := 1; i < len(by); i++ {
		if by[i].Pos-by[i-1].PosEnd > p.gap {
			return false
		}
	}
	return true
}

// free says whether none of the unless concepts stands in the scope of hits.
func (p *pattern) free(r *Reading, hits []*Hit) bool {
	for _, it := range p.unless {
		if !it.possible(r) {
			continue
		}
		for i := range r.Hits {
			if h := &r.Hits[i]; it.fits(h) && p.together(hits[0], h) && !within(h, hits) {
				return false
			}
		}
	}
	return true
}

// within says whether h lies inside one of the hits.
func within(h *Hit, hits []*Hit) bool {
	return slices.ContainsFunc(hits, func(o *Hit) bool { return o.Start <= h.Start && h.End <= o.End })
}
