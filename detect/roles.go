package detect

import (
	"slices"
	"strings"

	"backchannel/lexicon"
	"backchannel/parser/chat"
)

// How the role of a sender is known, for reports.
const (
	basisGiven    = "given"
	basisStated   = "stated in the file"
	basisInferred = "inferred"
	basisUnknown  = "unknown"
)

// roles is what is known of senders before the conversation is read.
type roles map[string]side

type side struct {
	role  chat.Role
	basis string
}

// headMessages is how many messages from the start of a transcript show who
// sells and who buys.
const headMessages = 400

// leastLead is by how much one sender must be ahead of the other; a telling
// message counts two, a question one.
const leastLead = 2

// inferRoles reads the head of a transcript for who sells and who buys.
// Names given by the user win; then what the file states message by message;
// then evidence: the rules role/supplier and role/buyer of the lexicon, and acts
// that suppliers do.
func (e *Engine) inferRoles(t chat.Transcript) roles {
	k := e.givenRoles()
	lead := map[string]int{}
	var order []string
	n := 0
	for m, err := range t.Messages(nil) {
		if n++; n > headMessages {
			break
		}
		if err != nil || m.Sender == "" || m.Kind == chat.Notice {
			continue
		}
		if m.Role == chat.Supplier || m.Role == chat.Buyer {
			return k
		}
		if _, ok := lead[m.Sender]; !ok {
			if len(order) == 0 {
				lead[m.Sender] = -1 // the one who asks first is the buyer more often than not
			}
			lead[m.Sender] += 0
			order = append(order, m.Sender)
		}
		if strings.ContainsAny(m.Text, "?？") {
			lead[m.Sender]-- // buyers ask
		}
		for _, a := range e.book.ReadSides(m.Text, nil) {
			lead[m.Sender] += evidence(a.Rule)
		}
	}
	k.infer(order, lead)
	return k
}

// evidence says what an act tells of its speaker: positive for the supplier.
func evidence(r *lexicon.Rule) int {
	switch {
	case r.ID == "role/supplier":
		return 2
	case r.ID == "role/buyer":
		return -2
	case r.Silent || r.Label == Protective:
		return 0
	case r.Speaker == "supplier":
		return 2
	}
	return 0
}

func (e *Engine) givenRoles() roles {
	k := roles{}
	for _, n := range e.opts.Supplier {
		k[n] = side{chat.Supplier, basisGiven}
	}
	for _, n := range e.opts.Buyer {
		k[n] = side{chat.Buyer, basisGiven}
	}
	return k
}

// infer fills in the senders that nobody named. In a talk of two, what one is
// the other is not.
func (k roles) infer(order []string, lead map[string]int) {
	if len(order) == 2 {
		k.pair(order, lead)
		return
	}
	for _, s := range order {
		if _, ok := k[s]; ok {
			continue
		}
		switch {
		case lead[s] > leastLead:
			k[s] = side{chat.Supplier, basisInferred}
		case lead[s] < -leastLead:
			k[s] = side{chat.Buyer, basisInferred}
		}
	}
}

func (k roles) pair(order []string, lead map[string]int) {
	for i, s := range order {
		if got, ok := k[s]; ok {
			if other := order[1-i]; k[other].basis == "" {
				k[other] = side{opposite(got.role), basisInferred}
			}
			return
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return lead[b] - lead[a] })
	if lead[order[0]]-lead[order[1]] > leastLead {
		k[order[0]] = side{chat.Supplier, basisInferred}
		k[order[1]] = side{chat.Buyer, basisInferred}
	}
}

func opposite(r chat.Role) chat.Role {
	switch r {
	case chat.Supplier:
		return chat.Buyer
	case chat.Buyer:
		return chat.Supplier
	}
	return chat.Unknown
}

// of gives the role of the sender of m and how it is known.
func (k roles) of(m *chat.Message) side {
	switch got, ok := k[m.Sender]; {
	case m.Kind == chat.Notice || m.Role == chat.System:
		return side{chat.System, basisStated}
	case ok && got.basis == basisGiven:
		return got
	case m.Role == chat.Supplier || m.Role == chat.Buyer:
		return side{m.Role, basisStated}
	case ok:
		return got
	}
	return side{chat.Unknown, basisUnknown}
}
