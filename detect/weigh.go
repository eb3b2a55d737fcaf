package detect

import (
	"slices"

	"backchannel/lexicon"
	"backchannel/parser/chat"
)

// step is one way in which what came before weighs on a finding. It never
// moves a finding by the words of the side that made it, except upward.
type step struct {
	rules []string // findings that it weighs on: label/act or label/*
	after []string // acts that stood before
	reach int      // over how many messages; 0 means the whole conversation
	by    chat.Role
	to    Severity // the severity that the finding then has at least
	down  bool     // lower by one instead
}

// steps are the sequences of signals that change what a message means. The
// acts before are always noted as related messages.
var steps = []step{
	// moved, then switched
	{rules: []string{"bank-change/*"}, after: []string{"channel-switch/*"}, by: chat.Supplier},
	// somebody may have taken over, then an account: even the first one
	{rules: append([]string{"bank-change/*"}, payees...), after: []string{"account-takeover/*"}, reach: 200, to: Critical},
	// who pays, when, how much – then a change
	{rules: []string{"bank-change/*"}, after: []string{"bank-change/payment-fishing"}, reach: 200},
	// the buyer said no, and another way is offered
	{rules: []string{"payment-redirect/*", "platform-avoidance/*"}, after: []string{"protective/pay-on-platform", "protective/stay-on-platform"}, reach: 20, by: chat.Buyer, to: High},
	// the buyer wants to verify, and is put off, threatened or told to keep quiet
	{rules: pressed, after: []string{"protective/asks-to-verify"}, reach: 20, by: chat.Buyer, to: High},
	// the buyer wants to verify, and time or stock is short: of every trade too
	{rules: hurried, after: []string{"protective/asks-to-verify"}, reach: 20, by: chat.Buyer, to: Medium},
	// the low price, then the payment outside
	{rules: []string{"payment-redirect/*", "platform-avoidance/*"}, after: []string{"price-lure/*"}, reach: 60, to: High},
	// protection talked down, then a private payee
	{rules: []string{"payment-redirect/personal-account"}, after: []string{"platform-avoidance/*"}, to: Critical},
	// account details in the app after the switch
	{rules: []string{"payment-redirect/offplatform-instructions"}, after: []string{"channel-switch/*"}, by: chat.Supplier, to: High},
	// a sum beside the payment instruction of the same day
	{rules: []string{"pressure/deadline", "pressure/authority"}, after: []string{"payment-redirect/*", "bank-change/*"}, reach: 10, to: Medium},
	// moved, then agreed there
	{rules: []string{"terms-off-platform/price-agreed", "terms-off-platform/specs-agreed", "terms-off-platform/schedule-agreed"},
		after: []string{"channel-switch/*"}, to: Medium},
	// the buyer asked for the handle
	{rules: []string{"channel-switch/handle-shared", "channel-switch/handle-given", "channel-switch/invite"},
		after: []string{"channel-switch/buyer-asks"}, reach: 4, by: chat.Buyer, down: true},
}

// payees are the acts that name somebody to be paid.
var payees = []string{
	"payment-redirect/personal-account", "payment-redirect/third-party-company", "payment-redirect/offshore-account",
	"payment-redirect/offplatform-instructions", "payment-redirect/account-on-platform", "payment-redirect/wallet-transfer",
	"payment-redirect/money-service", "payment-redirect/crypto",
}

// pressed are the acts that press or put off a buyer in so many words; what
// only their context shows stays as light as it is.
var pressed = []string{
	"pressure/threat", "pressure/secrecy", "pressure/guilt", "pressure/authority", "pressure/chasing",
	"verification-refusal/no-call", "verification-refusal/no-video", "verification-refusal/no-visit",
	"verification-refusal/no-inspection", "verification-refusal/no-sample", "verification-refusal/no-document",
	"verification-refusal/only-after-payment", "verification-refusal/excuse", "verification-refusal/deflect",
}

// hurried are the acts of haste that ships, holidays and prices bring along in
// honest trade as well.
var hurried = []string{"pressure/deadline", "pressure/scarcity", "pressure/price-increase"}

// early is within how many messages an invitation to another app is the classic
// first step.
const early = 10

// weigh moves severities by what came before, and notes the messages that
// explain a finding.
func (c *conversation) weigh(r *reading, fs []Finding) []Finding {
	m := &r.message
	for i := range fs {
		f := &fs[i]
		if f.Rule == "channel-switch/invite" && m.Role == chat.Supplier && m.Index <= early {
			f.Severity = atLeast(f.Severity, Medium)
		}
		if f.Role == chat.Buyer {
			continue
		}
		for _, s := range steps {
			c.step(m, f, s)
		}
		slices.Sort(f.Related)
		f.Related = slices.Compact(f.Related)
	}
	return fs
}

func (c *conversation) step(m *chat.Message, f *Finding, s step) {
	if f.Confidence == Weak || !slices.ContainsFunc(s.rules, func(p string) bool { return actFits(p, f.Rule) }) {
		return
	}
	at, ok := c.before(m, s)
	if !ok {
		return
	}
	f.Related = append(f.Related, at)
	switch {
	case s.down:
		f.Severity = Severities[max(f.Severity.Rank()-1, 0)]
	case s.to != "":
		f.Severity = atLeast(f.Severity, s.to)
	}
}

// before finds the latest earlier act that a step asks for.
func (c *conversation) before(m *chat.Message, s step) (int, bool) {
	best := 0
	for _, act := range s.after {
		best = max(best, c.past.latest(act, func(p *past) bool {
			return p.index < m.Index && (s.reach == 0 || m.Index-p.index <= s.reach) && (s.by == "" || s.by == p.role)
		}))
	}
	return best, best > 0
}

func atLeast(a, b Severity) Severity {
	if a.Rank() >= b.Rank() {
		return a
	}
	return b
}

// shownReach is over how many messages talk of texts to be printed reaches, and
// longReach when there is much of it.
const (
	shownReach = 3
	longReach  = 8
	muchShown  = 3
)

// shown drops what is read out of talk about goods that carry words: a sticker
// that says "add us on WeChat", a poster against fraud. Where the message
// itself speaks of such words every act is theirs; a few messages later only
// talk of channels and payment is. An account or a link given there still
// counts, a contact unless it is among the words, and so does a speaker who
// means himself.
func (c *conversation) shown(m *chat.Message, now []string, fs []Finding) []Finding {
	if len(fs) == 0 {
		return nil
	}
	fs = c.ware(now, fs)
	taught := len(c.past.acts[lessonTalk]) >= lessons
	here := taught || slices.Contains(now, artworkTalk)
	if !here {
		reach := shownReach
		if len(c.past.acts[artworkTalk]) >= muchShown {
			reach = longReach
		}
		if _, near := c.was(m, reach, artworkTalk); !near {
			return fs
		}
	}
	if slices.Contains(now, selfTalk) && !taught {
		return fs
	}
	return slices.DeleteFunc(fs, func(f Finding) bool {
		if f.Detector == Protective || len(f.Identifiers) > 0 && !(here && f.Detector == "channel-switch") {
			return false
		}
		return here || f.Detector == "channel-switch" || f.Detector == "payment-redirect"
	})
}

// lessonTalk is the silent act of speaking of teaching material, and lessons
// how often it makes the conversation one about such material: its sentences
// are examples then.
const (
	lessonTalk = "context/lesson"
	lessons    = 2
)

// selfTalk is the silent act of a speaker who offers himself or his account.
const selfTalk = "context/self"

// artworkTalk is the silent act of speaking of texts to be printed.
const artworkTalk = "context/artwork"

// goods says which talk of goods is not what it sounds like: the silent act of
// speaking of them, and the rules that such goods set off.
var goods = []struct {
	act   string
	least int // messages about them that make the conversation one about them
	rules []string
}{
	{"context/pay-device", 1, []string{"payment-redirect/wallet-transfer", "payment-redirect/cash-or-giftcard", "payment-redirect/crypto", "payment-redirect/buyer-proposes"}},
	{"context/pay-goods", 2, []string{"payment-redirect/wallet-transfer", "payment-redirect/cash-or-giftcard", "payment-redirect/crypto", "payment-redirect/paypal-friends",
		"payment-redirect/personal-account", "payment-redirect/offplatform-instructions", "payment-redirect/buyer-proposes", "payment-redirect/insists"}},
	{"context/named-goods", 2, []string{"channel-switch/*"}},
	{"context/login", 2, []string{"bank-change/*"}},
}

// ware drops what the goods of a conversation set off: payment terminals,
// plush penguins, logins to software. Contacts and accounts given there still
// count, and so does a speaker who means himself or speaks of money.
func (c *conversation) ware(now []string, fs []Finding) []Finding {
	for _, g := range goods {
		n := len(c.past.acts[g.act])
		if slices.Contains(now, g.act) {
			n++
		}
		if n < g.least || slices.Contains(now, selfTalk) || g.act == "context/login" && slices.Contains(now, "context/money") {
			continue
		}
		fs = slices.DeleteFunc(fs, func(f Finding) bool {
			return len(f.Identifiers) == 0 && slices.ContainsFunc(g.rules, func(p string) bool { return actFits(p, f.Rule) })
		})
	}
	return fs
}

// When a conversation is small talk: after so many messages, when fewer than
// one in so many speaks of trade.
const (
	chatAfter = 8
	chatShare = 12
)

// chat lowers what is read out of talk that is not about trade at all, as far
// as no account, number or address stands in it: there the words mean what they
// mean among friends.
func (c *conversation) chat(fs []Finding) []Finding {
	if c.messages < chatAfter || c.trading*chatShare >= c.messages {
		return fs
	}
	for i := range fs {
		if f := &fs[i]; len(f.Identifiers) == 0 && f.Severity.Rank() > Low.Rank() {
			f.Severity, f.Confidence = Low, Weak
		}
	}
	return fs
}

// alone leaves out the findings of fallback rules where another rule of the
// label found something in the message.
func alone(fs []Finding, book *lexicon.Book) []Finding {
	strict := map[string]bool{}
	for i := range fs {
		if r := book.Rule(fs[i].Rule); r == nil || !r.Fallback {
			strict[fs[i].Detector] = true
		}
	}
	return slices.DeleteFunc(fs, func(f Finding) bool {
		r := book.Rule(f.Rule)
		return r != nil && r.Fallback && strict[f.Detector]
	})
}
