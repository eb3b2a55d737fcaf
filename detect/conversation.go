package detect

import (
	"slices"
	"strings"

	"backchannel/lexicon"
	"backchannel/parser/chat"
)

// conversation is the state of one conversation: who speaks, which acts were
// seen, which accounts were given. It takes messages in order.
type conversation struct {
	eng      *Engine
	id       string
	source   string
	platform string
	roles    roles // of the transcript that the next message comes from
	joined   bool  // several transcripts are one case

	index        int // of the message being taken, as its source counts
	messages     int
	spread       spread
	trading      int // messages with a word of trade
	cleared      cleared
	facts        companyFacts
	termList     []Term
	termsLeft    int           // terms beyond maxTerms
	trace        *trace        // of this conversation, where conversations are linked
	places       map[int]Place // of messages by their number here, where that is not their index
	participants []Participant
	past         memory
	repeats      repeats
	ledger       ledger
	sums         sums
	tally        tally
}

func newConversation(e *Engine, m chat.Message, r roles) *conversation {
	return &conversation{
		eng: e, id: m.Conversation, source: m.Source, platform: m.Platform, roles: r,
		past:   newMemory(),
		ledger: newLedger(e.opts.Company), tally: tally{practice: practices{all: e.book.Practices()}},
	}
}

// take adds a message and gives what it shows, now that it is known who speaks
// and what came before. Until it leaves, its index is its number in the
// conversation: windows count messages here, and transcripts that are joined
// count each for themselves.
func (c *conversation) take(r *reading) []Finding {
	m := &r.message
	index := m.Index
	who := c.roles.of(m)
	if m.Sender == chat.Self && c.eng.opts.Self != "" {
		m.Sender = c.eng.opts.Self
	}
	m.Role = who.role
	c.messages++
	if r.trade {
		c.trading++
	}
	m.Index = c.messages
	c.index = index
	c.meet(m, who)
	c.spread.join(c.eng.book, r)
	c.clear()

	var fs []Finding
	var now []string
	for i := range r.acts {
		a := &r.acts[i]
		related, ok := c.applies(a.Rule, m)
		if !ok {
			continue
		}
		now = append(now, a.Rule.ID)
		if !a.Rule.Silent {
			fs = append(fs, c.finding(m, a, related))
		}
	}
	fs = append(fs, c.ledger.take(c, r, now)...)
	fs = append(fs, c.facts.take(c, r, now)...)
	c.terms(r, now)
	fs = c.sums.take(c, r, now, fs)
	c.identify(r, fs)
	fs = c.shown(m, now, fs)
	fs = c.chat(c.weigh(r, alone(fs, c.eng.book)))
	for _, f := range fs {
		if !slices.Contains(now, f.Rule) {
			now = append(now, f.Rule)
		}
	}
	c.remember(m, now)
	c.tally.add(m, fs)
	c.tally.practice.act(m, now)
	m.Index = index
	if len(now) > 0 || len(r.found) > 0 {
		c.place(m)
	}
	fs = c.own(fs)
	if c.eng.opts.MinSeverity != "" {
		fs = slices.DeleteFunc(fs, func(f Finding) bool { return f.Severity.Rank() < c.eng.opts.MinSeverity.Rank() })
	}
	return fs
}

// meet notes the sender of a message.
func (c *conversation) meet(m *chat.Message, who side) {
	if m.Sender == "" {
		return
	}
	i := slices.IndexFunc(c.participants, func(p Participant) bool {
		return p.Name == m.Sender && p.Role == who.role && (!c.joined || p.Platform == m.Platform)
	})
	if i < 0 {
		if len(c.participants) >= maxParticipants {
			return
		}
		i = len(c.participants)
		c.participants = append(c.participants, Participant{Name: m.Sender, Role: who.role, Basis: who.basis, First: m.Time})
		if c.joined {
			c.participants[i].Platform = m.Platform
		}
		c.ledger.contacts.book.self(c, m)
	}
	p := &c.participants[i]
	p.Messages++
	p.Last = m.Time
}

// maxParticipants bounds what a conversation keeps of its senders.
const maxParticipants = 2000

// applies says whether a rule holds for this speaker, on this platform, after
// what was said before, and which messages explain it.
func (c *conversation) applies(r *lexicon.Rule, m *chat.Message) ([]int, bool) {
	switch r.Speaker {
	case "supplier":
		if m.Role != chat.Supplier && m.Role != chat.Unknown {
			return nil, false
		}
	case "buyer", "system":
		if m.Role != chat.Role(r.Speaker) {
			return nil, false
		}
	default:
		if m.Role == chat.System {
			return nil, false
		}
	}
	if len(r.Platforms) > 0 && !slices.Contains(r.Platforms, m.Platform) {
		return nil, false
	}
	if r.After == nil {
		return nil, true
	}
	return c.after(r.After, m)
}

// after finds the latest earlier message that a rule asks for.
func (c *conversation) after(a *lexicon.After, m *chat.Message) ([]int, bool) {
	fits := func(p *past) bool {
		switch {
		case p.index >= m.Index, a.Messages > 0 && m.Index-p.index > a.Messages:
			return false
		case a.Speaker == "same":
			return sameSide(p.sender, p.role, m)
		case a.Speaker == "other":
			return !sameSide(p.sender, p.role, m)
		}
		return true
	}
	best := 0
	for _, act := range a.Acts {
		best = max(best, c.past.latest(act, fits))
	}
	if best == 0 {
		return nil, false
	}
	return []int{best}, true
}

// actFits says whether an act falls under label/act or label/*.
func actFits(pattern, act string) bool {
	label, all := strings.CutSuffix(pattern, "*")
	return pattern == act || all && strings.HasPrefix(act, label)
}

// sameSide says whether an earlier speaker and that of m are on one side of
// the trade.
func sameSide(sender string, role chat.Role, m *chat.Message) bool {
	if role == chat.Unknown || m.Role == chat.Unknown {
		return sender == m.Sender
	}
	return role == m.Role
}

func (c *conversation) remember(m *chat.Message, acts []string) {
	for _, id := range acts {
		c.past.add(id, past{m.Index, m.Sender, m.Role, m.Time})
	}
}

// was says whether one of the acts stands in a message before m, at most n
// messages earlier when n is positive, and where the latest stands.
func (c *conversation) was(m *chat.Message, n int, acts ...string) (int, bool) {
	best := 0
	for _, act := range acts {
		best = max(best, c.past.latest(act, func(p *past) bool { return p.index < m.Index && (n <= 0 || m.Index-p.index <= n) }))
	}
	return best, best > 0
}
