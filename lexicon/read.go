package lexicon

import (
	"slices"
	"sync"
)

// Mark is something found in a text by other means than words: a number, a
// name, an address.
type Mark struct {
	Kind       string // a kind that a concept lists in Identifiers
	Start, End int    // bytes of the original text
	Code       bool   // written so that a plain search does not see it
	Whole      bool   // a name or address, whose parts are no words
}

// Act is a rule that a text fits.
type Act struct {
	Rule       *Rule
	Start, End int   // bytes of the original text
	Hits       []Hit // the concepts that matched, in the order of the pattern
	Code       bool  // with words that hide from a plain search
}

var readings = sync.Pool{New: func() any { return new(Reading) }}

// Read finds the acts in a text. Marks are what else was found in it, by
// Start. The answer is in the order of the rules, one act a rule; beside it,
// whether the text has a word of trade.
func (b *Book) Read(text string, marks []Mark) (acts []Act, trade bool) {
	return b.read(text, marks, false)
}

// ReadSides finds the acts, and beside them those of the label role, which tell
// supplier from buyer.
func (b *Book) ReadSides(text string, marks []Mark) []Act {
	acts, _ := b.read(text, marks, true)
	return acts
}

func (b *Book) read(text string, marks []Mark, sides bool) (acts []Act, trade bool) {
	r := readings.Get().(*Reading)
	defer readings.Put(r)
	b.scan(r, text, marks)
	if !b.promising(r, text, sides) {
		return nil, r.trade
	}
	b.weigh(r, text)
	b.finish(r)
	r.rules.each(func(i int32) {
		rule := b.rules[i]
		if s, ok := rule.find(r); ok {
			from, to := r.Folded.Source(s.Start, s.End)
			acts = append(acts, Act{Rule: rule, Start: from, End: to, Hits: copied(s.Hits), Code: s.Code})
		}
	})
	return acts, r.trade
}

func copied(hits []*Hit) []Hit {
	out := make([]Hit, len(hits))
	for i, h := range hits {
		out[i] = *h
	}
	return out
}

// Concepts gives the ids of the concepts in a text, by place, for people who
// write rules.
func (b *Book) Concepts(text string, marks []Mark) []string {
	r := readings.Get().(*Reading)
	defer readings.Put(r)
	b.readAll(r, text, marks)
	var out []string
	for _, h := range r.Hits {
		name := b.concepts[h.Concept].ID
		if h.Negated {
			name = "!" + name
		}
		out = append(out, name+"="+r.Folded.Text[h.Start:h.End])
	}
	return out
}

// readAll fills r with all that stands in a text, whether a rule asks for it or
// not.
func (b *Book) readAll(r *Reading, text string, marks []Mark) {
	b.scan(r, text, marks)
	b.untangle(r, text)
	r.needed, r.made = filled(r.needed, len(b.concepts)), emptied(r.made, len(b.composed))
	for i := range b.composed {
		r.made.add(int32(i))
	}
	r.items, r.patterns = filled(r.items, b.itemCount), filled(r.patterns, b.patternCount)
	r.negates = true
	b.finish(r)
}

// weigh fills r.Hits with the concepts that the rules may ask for.
func (b *Book) weigh(r *Reading, text string) {
	wanted := r.needed
	if r.negates {
		r.wanted = emptied(r.wanted, len(b.concepts))
		r.wanted.join(r.needed)
		r.wanted.join(b.predicates)
		wanted = r.wanted
	}
	if b.plain(r, text) {
		b.spread(r, wanted)
		return
	}
	b.untangle(r, text)
	r.drop(func(h *Hit) bool { return !wanted.has(int32(h.Concept)) })
}

// finish weighs what was found: word boundaries, negators, compositions.
func (b *Book) finish(r *Reading) {
	b.seg.keep(r)
	r.again()
	r.sorted()
	b.negate(r)
	b.compose(r)
	r.quotes, r.quotesRead = r.quotes[:0], false
}

// reach of a negator: the nearest predicate at most so many half words behind
// it in its clause. A brief one, such as without, governs what it stands before.
const (
	negatorReach = 10
	briefReach   = 2
)

// negate turns round the predicates that a negator governs: the nearest behind
// it in the clause, with what overlaps it.
func (b *Book) negate(r *Reading) {
	if b.negator < 0 || !r.Has(b.negator) {
		return
	}
	for i := range r.Hits {
		n := r.Hits[i]
		if n.Concept != b.negator {
			continue
		}
		reach := n.PosEnd + negatorReach
		if r.at(i, b.brief) {
			reach = n.PosEnd + briefReach
		}
		for j := i + 1; j < len(r.Hits) && r.Hits[j].Pos <= reach; j++ {
			h := &r.Hits[j]
			if h.Clause != n.Clause || h.Start < n.End || !b.predicates.has(int32(h.Concept)) {
				continue
			}
			h.Negated, h.negator = true, n.Start
			reach = min(reach, h.PosEnd-1)
		}
	}
}

// at says whether concept c stands where hit i does.
func (r *Reading) at(i int, c int16) bool {
	h := &r.Hits[i]
	for j := i - 1; j >= 0 && r.Hits[j].Start == h.Start; j-- {
		if r.Hits[j].Concept == c && r.Hits[j].End == h.End {
			return true
		}
	}
	for j := i + 1; j < len(r.Hits) && r.Hits[j].Start == h.Start; j++ {
		if r.Hits[j].Concept == c && r.Hits[j].End == h.End {
			return true
		}
	}
	return false
}

// maxComposed is how often one composed concept is found in a text.
const maxComposed = 16

// compose finds the composed concepts of r.made. A concept made of a negated predicate
// is negated itself.
func (b *Book) compose(r *Reading) {
	r.made.each(func(at int32) {
		c := &b.composed[at]
		if !slices.ContainsFunc(c.ids, func(id int16) bool { return r.needed.has(int32(id)) }) {
			return
		}
		var found []Hit
		for i := range c.patterns {
			if !r.items.all(c.patterns[i].asks) {
				continue
			}
			c.patterns[i].each(r, func(s Span) bool {
				found = append(found, b.composedHit(s, c.patterns[i].items))
				return len(found) < maxComposed
			})
		}
		if len(found) == 0 {
			return
		}
		for _, id := range c.ids {
			r.mark(id)
			for _, h := range found {
				h.Concept = id
				r.Hits = append(r.Hits, h)
			}
		}
		r.sorted()
	})
}

func (b *Book) composedHit(s Span, items []item) Hit {
	h := Hit{Start: int32(s.Start), End: int32(s.End), Code: s.Code, Clause: s.Hits[0].Clause, Sentence: s.Hits[0].Sentence}
	h.Pos, h.PosEnd = s.Hits[0].Pos, s.Hits[0].PosEnd
	for i, part := range s.Hits {
		h.Pos, h.PosEnd = min(h.Pos, part.Pos), max(h.PosEnd, part.PosEnd)
		if part.Negated && items[i].polarity(part.Concept) == either {
			h.Negated, h.negator = true, part.negator
		}
	}
	return h
}
