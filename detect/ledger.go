package detect

import (
	"slices"

	"backchannel/detect/identifier"
	"backchannel/parser/chat"
)

// ledger is the accounts that the supplier's side gave to be paid on, and the
// names of the company that the buyer deals with.
type ledger struct {
	companies []string // as given by the user or as the supplier introduced itself
	given     bool     // the user named the company
	entries   []entryOf
}

func newLedger(company string) ledger {
	if company == "" {
		return ledger{}
	}
	return ledger{companies: []string{company}, given: true}
}

// entryOf is one account with the message that gave it.
type entryOf struct {
	index int
	paid  identifier.Instruction
}

// maxEntries bounds how many accounts of one conversation are compared.
const maxEntries = 500

// introductions is in how many messages from the start a company name said by
// the supplier is taken for its own.
const introductions = 40

// take adds what a message says of payees, and gives what follows from the
// accounts before it. now lists the rules that the words fit already.
func (l *ledger) take(c *conversation, r *reading, now []string) []Finding {
	m := &r.message
	if m.Role == chat.Buyer || m.Role == chat.System {
		return nil
	}
	if !r.pays || r.paid.Account.Kind == "" {
		l.introduce(c, r)
		return nil
	}
	p := payment{c: c, r: r, now: now}
	l.compare(&p)
	l.payee(&p)
	if len(l.entries) < maxEntries {
		l.entries = append(l.entries, entryOf{m.Index, r.paid})
	}
	return p.found
}

// introduce notes company names that the supplier says of itself.
func (l *ledger) introduce(c *conversation, r *reading) {
	if l.given || c.messages > introductions || r.message.Role != chat.Supplier {
		return
	}
	for _, f := range r.found {
		if f.Kind == identifier.Company && len(l.companies) < 8 && !slices.Contains(l.companies, f.Value) {
			l.companies = append(l.companies, f.Value)
		}
	}
}

// payment is one message with an account, on its way through the ledger.
type payment struct {
	c     *conversation
	r     *reading
	now   []string
	found []Finding
}

// say adds a finding over the account, or the payee where the finding is about
// that, unless the words of the message showed the same act.
func (p *payment) say(rule string, start, end int, related ...int) {
	r := p.c.eng.book.Rule(rule)
	if r == nil || slices.Contains(p.now, rule) {
		return
	}
	p.now = append(p.now, rule)
	f := p.c.bare(&p.r.message, r, start, end)
	f.Related = append(f.Related, related...)
	p.found = append(p.found, f)
}

func (p *payment) account(rule string, related ...int) {
	a := p.r.paid.Account
	p.say(rule, a.Start, a.End, related...)
}

func (p *payment) beneficiary(rule string, related ...int) {
	b := p.r.paid.Beneficiary
	if b.Value == "" {
		p.account(rule, related...)
		return
	}
	p.say(rule, b.Start, b.End, related...)
}

// compare finds out whether the account differs from those given before. An
// account that stood before is no change, whatever came between.
func (l *ledger) compare(p *payment) {
	var other *entryOf
	for i := range l.entries {
		e := &l.entries[i]
		if banked(&e.paid) != banked(&p.r.paid) {
			continue // a wallet beside a bank account is another way, not a change
		}
		switch identifier.SameAccount(e.paid.Account.Normalised, p.r.paid.Account.Normalised) {
		case identifier.Same, identifier.Consistent:
			return
		case identifier.SubAccount:
			p.account("bank-change/alternate-account", e.index)
			return
		default:
			other = e
		}
	}
	if other != nil {
		p.account("bank-change/details-differ", other.index)
	}
}

// banked says whether the account is kept by a bank, not by a wallet.
func banked(in *identifier.Instruction) bool {
	switch in.Account.Kind {
	case identifier.IBAN, identifier.Account, identifier.Card:
		return true
	}
	return false
}

// payee weighs who is to be paid, and where.
func (l *ledger) payee(p *payment) {
	in := &p.r.paid
	switch in.Account.Kind {
	case identifier.Crypto:
		p.account("payment-redirect/crypto")
	case identifier.Alipay, identifier.FPS:
		p.account("payment-redirect/wallet-transfer")
	case identifier.PayPal:
		p.account("payment-redirect/paypal-friends")
	}
	mismatch := l.mismatch(in)
	switch {
	case in.Personal && in.Beneficiary.Value != "":
		p.beneficiary("payment-redirect/personal-account")
		p.beneficiary("identity-mismatch/beneficiary-person")
	case in.Personal && in.Account.Kind == identifier.Card:
		p.account("payment-redirect/personal-account")
	case mismatch:
		p.beneficiary("payment-redirect/third-party-company")
		p.beneficiary("identity-mismatch/beneficiary-company")
	}
	if abroad(in) {
		if mismatch || in.Personal || in.Beneficiary.Value == "" || len(l.companies) == 0 {
			p.account("payment-redirect/offshore-account")
		}
		if in.Account.Kind == identifier.IBAN {
			p.account("identity-mismatch/country")
		}
	}
	l.runningOrder(p, mismatch || in.Personal || abroad(in))
}

// runningOrder takes a payee that does not fit, named while an order is under
// way, for what it is: the buyer has paid somebody else so far, or holds an
// invoice that names somebody else.
func (l *ledger) runningOrder(p *payment, unfit bool) {
	m := &p.r.message
	if !unfit || m.Platform == chat.Alibaba || m.Platform == chat.Wangwang {
		return
	}
	if slices.Contains(p.now, "context/running-order") {
		p.beneficiary("bank-change/payee-differs")
	} else if i, ok := p.c.was(m, runningOrderReach, "context/running-order"); ok {
		p.beneficiary("bank-change/payee-differs", i)
	}
}

// runningOrderReach is over how many messages the talk of an order under way
// reaches.
const runningOrderReach = 15

// mismatch says whether the payee is a company other than those known. Where
// none is known nothing can be said.
func (l *ledger) mismatch(in *identifier.Instruction) bool {
	if in.Beneficiary.Value == "" || in.Personal || len(l.companies) == 0 {
		return false
	}
	for _, known := range l.companies {
		if same, _ := identifier.SameCompany(known, in.Beneficiary.Value); same {
			return false
		}
	}
	return true
}

// abroad says whether the account is kept outside mainland China, the country
// of the suppliers on these platforms. Taiwan counts as home where the chat
// gives no sign of a mainland company.
func abroad(in *identifier.Instruction) bool {
	return in.Country != "" && in.Country != "CN"
}
