package detect

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"backchannel/detect/identifier"
	"backchannel/detect/known"
	"backchannel/parser/chat"
)

// trace is what one conversation leaves behind for links: who the supplier is,
// and the values by which money or messages reach him. It is small, so that
// those of many thousand conversations fit in memory.
type trace struct {
	conversation string
	source       string
	senders      []string    // on the supplier's side
	unclear      []string    // of whom nothing tells the side
	companies    []string    // of the supplier, as it introduced itself or as the source tells
	said         [][2]string // senders and the companies that they introduced as theirs
	values       map[linkKey]Mention
	order        []linkKey
	shown        map[linkKey]string // the values as written
	others       map[linkKey]bool   // what the buyer named
	spread       spread
	head         int // messages so far, as far as introductions reach
}

// linkKey is what values are linked by: a group of kinds and a key.
type linkKey struct{ kind, value string }

// maxTrace bounds the values of one conversation.
const maxTrace = 400

// Survey reads the conversations of an examination for links alone: no rule is
// tried, only identifiers are looked for.
func (x *Examination) survey() []*trace {
	var all []*trace
	for _, p := range x.parts {
		p.roles, p.surveyed = x.eng.inferRoles(p.transcript), true
	}
	if x.joined {
		shareRoles(x.parts)
	}
	for _, p := range x.parts {
		var cov chat.Coverage
		for m, err := range p.transcript.Messages(&cov) {
			if err != nil {
				continue // told when it is read for findings
			}
			traceOf(&all, x.joined, &m).take(p.roles.of(&m).role, &m)
		}
		if cov.Company != "" {
			for _, t := range all {
				if t.source == p.transcript.Source || x.joined {
					t.companies = append(t.companies, cov.Company)
				}
			}
		}
	}
	for _, t := range all {
		t.spread.reset()
	}
	return all
}

// Several says whether the head of the source shows more than one conversation.
func (x *Examination) Several() bool {
	if x.joined {
		return false
	}
	n, id := 0, ""
	for m, err := range x.parts[0].transcript.Messages(nil) {
		if n++; n > headMessages {
			break
		}
		if err == nil && n > 1 && m.Conversation != id {
			return true
		}
		id = m.Conversation
	}
	return false
}

func traceOf(all *[]*trace, joined bool, m *chat.Message) *trace {
	for _, t := range slices.Backward(*all) {
		if joined || t.conversation == m.Conversation {
			return t
		}
	}
	t := &trace{
		conversation: m.Conversation, source: m.Source,
		values: map[linkKey]Mention{}, shown: map[linkKey]string{}, others: map[linkKey]bool{},
	}
	*all = append(*all, t)
	return t
}

// take adds a message.
func (t *trace) take(role chat.Role, m *chat.Message) {
	if role == chat.System || wordless(m) {
		return
	}
	m.Role = role
	switch {
	case role == chat.Supplier && !slices.Contains(t.senders, m.Sender) && len(t.senders) < 20:
		t.senders = append(t.senders, strings.Clone(m.Sender))
	case role == chat.Unknown && !slices.Contains(t.unclear, m.Sender) && len(t.unclear) < 20:
		t.unclear = append(t.unclear, strings.Clone(m.Sender))
	}
	r := reading{message: *m}
	r.label = labelAlone(m.Text)
	if identifier.Candidate(m.Text) {
		r.found = identifier.Search(m.Text)
		if r.all = identifier.Payments(m.Text, r.found); len(r.all) > 0 {
			r.paid = &r.all[0]
		}
	}
	t.spread.join(nil, &r)
	t.introduce(&r)
	for _, f := range r.found {
		t.add(&r, linkOf(f), f.Value)
	}
	for i := range r.all {
		b := r.all[i].Beneficiary.Value
		t.add(&r, linkKey{"beneficiary", nameLink(b)}, b)
	}
}

// introduce notes the names of companies that people say of themselves.
func (t *trace) introduce(r *reading) {
	if t.head++; t.head > introductions || r.message.Role == chat.Buyer || len(t.said) >= 8 {
		return
	}
	for _, f := range r.found {
		if f.Kind == identifier.Company && introduced(r.message.Text[:f.Start]) {
			t.said = append(t.said, [2]string{strings.Clone(r.message.Sender), strings.Clone(f.Value)})
		}
	}
}

func (t *trace) add(r *reading, k linkKey, shown string) {
	if k.value == "" {
		return
	}
	if r.message.Role == chat.Buyer {
		t.others[k] = true
		return
	}
	if _, ok := t.values[k]; ok || len(t.order) == maxTrace {
		return
	}
	m := &r.message
	// Copies: a piece of a message would keep all of it in memory.
	t.values[k] = Mention{m.Source, m.Conversation, m.Platform, m.Index, m.Line, strings.Clone(m.Time), strings.Clone(m.Sender), m.Role}
	t.shown[k] = strings.Clone(shown)
	t.order = append(t.order, k)
}

// linkOf gives the key by which something found is linked, an empty one when it
// is not: amounts, pages, hotlines, numbers of which a part is hidden.
func linkOf(f identifier.Found) linkKey {
	if f.Grade == identifier.Shape || strings.Contains(f.Normalised, "*") {
		return linkKey{}
	}
	switch {
	case f.PaidTo():
		return linkKey{"account", known.Key(string(f.Kind), f.Normalised)}
	case f.Kind == identifier.Phone, f.Kind == identifier.ContactLink && strings.HasPrefix(f.Normalised, "+"):
		if f.Label == "fax" || !strings.HasPrefix(f.Normalised, "+") {
			return linkKey{} // without a country: a hotline, a short number
		}
		return linkKey{"phone", strings.Clone(f.Normalised)}
	case f.Kind == identifier.Beneficiary:
		return linkKey{"beneficiary", nameLink(f.Value)}
	case isContact(f.Kind):
		return linkKey{string(f.Kind), known.Key(string(f.Kind), f.Normalised)}
	}
	return linkKey{}
}

// nameLink gives the key of a payee's name, "" for names that too many people
// bear to link anything.
func nameLink(name string) string {
	key := known.Key("beneficiary", name)
	if strings.ContainsAny(name, "*○〇●") {
		return ""
	}
	han := strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	if n := utf8.RuneCountInString(key); han && n < 4 || n < 8 && !han {
		return ""
	}
	return key
}
