package detect

import (
	"cmp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"backchannel/detect/identifier"
	"backchannel/parser/chat"
)

// Link is one value that conversations with different suppliers name.
type Link struct {
	Type       string   `json:"type"` // account, beneficiary, phone, email, wechat, qq …
	Value      string   `json:"value"`
	Normalised string   `json:"normalised"`
	Suppliers  []string `json:"suppliers"` // sorted
	// Places are the first mentions in each conversation, in the order of the
	// inputs.
	Places []LinkPlace `json:"places"`
}

// LinkPlace is the first mention of a linked value in one conversation.
type LinkPlace struct {
	Supplier string `json:"supplier"`
	Mention

	in *trace
}

// Links are the values that link conversations.
type Links struct {
	list  []*Link
	byKey map[linkKey]*Link
}

// List gives the links: accounts and payees first, then by value.
func (l *Links) List() []*Link {
	if l == nil {
		return nil
	}
	return l.list
}

// Survey reads all conversations lightly, side by side, and finds what links
// those with different suppliers. The findings that follow stand in the
// messages when the examinations are read. Survey must have ended before that.
func (e *Engine) Survey(xs []*Examination) *Links {
	traces := make([][]*trace, len(xs))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(len(xs), runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				traces[i] = xs[i].survey()
			}
		})
	}
	for i := range xs {
		next <- i
	}
	close(next)
	wg.Wait()
	for i, x := range xs {
		x.traces = traces[i]
	}
	e.links = connect(slices.Concat(traces...), e.opts.Self)
	return e.links
}

// connect finds the values that traces of different suppliers share.
func connect(all []*trace, self string) *Links {
	settle(all, self)
	at := map[linkKey][]*trace{}
	var order []linkKey
	for _, t := range all {
		for _, k := range t.order {
			if t.others[k] || !t.sells(t.values[k]) {
				continue // the buyer's own
			}
			if len(at[k]) == 0 {
				order = append(order, k)
			}
			at[k] = append(at[k], t)
		}
	}
	l := &Links{byKey: map[linkKey]*Link{}}
	for _, k := range order {
		ts := at[k]
		if len(ts) < 2 || !slices.ContainsFunc(ts[1:], func(t *trace) bool { return !sameSupplier(ts[0], t) }) {
			continue
		}
		one := &Link{Type: k.kind, Value: ts[0].shown[k], Normalised: k.value}
		for _, t := range ts {
			one.Places = append(one.Places, LinkPlace{t.supplier(), t.values[k], t})
			if s := t.supplier(); !slices.Contains(one.Suppliers, s) {
				one.Suppliers = append(one.Suppliers, s)
			}
		}
		slices.Sort(one.Suppliers)
		l.list = append(l.list, one)
		l.byKey[k] = one
	}
	for _, t := range all { // who they are is all that is needed from now on
		t.values, t.order, t.shown, t.others, t.unclear = nil, nil, nil, nil, nil
	}
	slices.SortStableFunc(l.list, func(a, b *Link) int {
		return cmp.Or(cmp.Compare(linkRank(a.Type), linkRank(b.Type)), cmp.Compare(a.Type, b.Type), cmp.Compare(a.Normalised, b.Normalised))
	})
	return l
}

func linkRank(kind string) int {
	switch kind {
	case "account":
		return 0
	case "beneficiary":
		return 1
	}
	return 2
}

// settle decides who sells where nothing else told it: a sender who is in most
// of the conversations is the one who exported them.
func settle(all []*trace, self string) {
	count := map[string]int{}
	for _, t := range all {
		for _, s := range slices.Concat(t.senders, t.unclear) {
			count[s]++
		}
	}
	for _, t := range all {
		for _, s := range t.unclear {
			if s != self && s != chat.Self && (count[s] == 1 || count[s]*2 <= len(all)) {
				t.senders = append(t.senders, s)
			}
		}
		for _, said := range t.said {
			if slices.Contains(t.senders, said[0]) {
				t.companies = append(t.companies, said[1])
			}
		}
	}
}

// sells says whether the sender of a mention is on the supplier's side.
func (t *trace) sells(m Mention) bool { return slices.Contains(t.senders, m.Sender) }

// supplier names the supplier of a conversation.
func (t *trace) supplier() string {
	name := strings.Join(t.senders, ", ")
	if len(t.companies) > 0 {
		return t.companies[0] + " (" + name + ")"
	}
	return name
}

// sameSupplier says whether two conversations are with one supplier: the same
// person, or the same company.
func sameSupplier(a, b *trace) bool {
	if a == b {
		return true
	}
	for _, s := range a.senders {
		if slices.ContainsFunc(b.senders, func(o string) bool { return strings.EqualFold(s, o) }) {
			return true
		}
	}
	for _, x := range a.companies {
		if slices.ContainsFunc(b.companies, func(y string) bool { return identifier.SameName(x, y) }) {
			return true
		}
	}
	return false
}

// maxNamed is how many other conversations a finding names.
const maxNamed = 3

// linked says that a value of this conversation is that of another supplier in
// another one.
func (p *payment) linked(k linkKey, start, end int) {
	l, own := p.c.eng.links, p.c.trace
	if l == nil || own == nil || k.value == "" || p.r.message.Role == chat.Buyer {
		return
	}
	link := l.byKey[k]
	if link == nil {
		return
	}
	var others []LinkPlace
	for _, o := range link.Places {
		if !sameSupplier(own, o.in) {
			others = append(others, o)
		}
	}
	rule := "identity-mismatch/linked-contact"
	if linkRank(k.kind) < 2 {
		rule = "identity-mismatch/linked-account"
	}
	if len(others) == 0 || !p.say(rule, start, end) {
		return
	}
	f := &p.found[len(p.found)-1]
	var names []string
	for _, o := range others[:min(len(others), maxNamed)] {
		f.Elsewhere = append(f.Elsewhere, Place{o.Source, o.Conversation, o.Index})
		names = append(names, o.Supplier+", "+o.Source)
	}
	p.name(names[0])
	p.explain(strings.Join(names, "; "))
}

// linkedAll looks up all that a message of the supplier's side names.
func (p *payment) linkedAll() {
	if p.c.eng.links == nil || p.c.trace == nil {
		return
	}
	for i := range p.r.all {
		p.in = &p.r.all[i]
		if b := p.in.Beneficiary; b.Value != "" {
			p.linked(linkKey{"beneficiary", nameLink(b.Value)}, b.Start, b.End)
		}
	}
	for _, f := range p.r.found {
		p.linked(linkOf(f), f.Start, f.End)
	}
}
