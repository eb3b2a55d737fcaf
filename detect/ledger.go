package detect

import (
	"slices"
	"strings"

	"backchannel/detect/identifier"
	"backchannel/parser/chat"
)

// ledger is the accounts that the supplier's side gave to be paid on, and the
// names of the company that the buyer deals with.
type ledger struct {
	companies []string // as given by the user or as the supplier introduced itself
	given     bool     // the user named the company
	first     string   // the company that the first account belonged to
	entries   []entryOf
	contacts  contacts
}

func newLedger(company string) ledger {
	if company == "" {
		return ledger{}
	}
	return ledger{companies: []string{company}, given: true}
}

// entryOf is one account with the message that gave it.
type entryOf struct {
	index   int
	account identifier.Found
}

// maxEntries bounds how many accounts of one conversation are compared.
const maxEntries = 500

// introductions is in how many messages from the start a company name said by
// the supplier is taken for its own.
const introductions = 40

// take adds what a message says of payees and contacts, and gives what follows
// from those before it. now lists the rules that the words fit already.
func (l *ledger) take(c *conversation, r *reading, now []string) []Finding {
	return append(l.accounts(c, r, now), l.contacts.take(c, r, now)...)
}

// accounts adds the account and the payee of a message.
func (l *ledger) accounts(c *conversation, r *reading, now []string) []Finding {
	m := &r.message
	if m.Role == chat.Buyer || m.Role == chat.System {
		return nil
	}
	p := payment{c: c, r: r, now: now}
	p.licence()
	if r.paid == nil || r.paid.Account.Kind == "" {
		l.introduce(c, r, now)
		l.named(&p)
		return p.found
	}
	if l.forwards(r) {
		return p.found
	}
	l.compare(&p)
	l.payee(&p)
	for _, f := range r.found {
		if keepsMoney(f.Kind) && f.Grade > identifier.Shape && len(l.entries) < maxEntries {
			l.entries = append(l.entries, entryOf{m.Index, f})
		}
	}
	if b := r.paid.Beneficiary.Value; l.first == "" && !r.paid.Personal && identifier.CompanyName(b) {
		l.first = b
	}
	return p.found
}

// introduce notes company names that the supplier says of itself. A company
// named while a payment is led elsewhere is not its own.
func (l *ledger) introduce(c *conversation, r *reading, now []string) {
	if l.given || c.messages > introductions || r.message.Role != chat.Supplier || redirects(now) {
		return
	}
	for _, f := range r.found {
		if f.Kind == identifier.Company && len(l.companies) < 8 && introduced(r.message.Text[:f.Start]) && !slices.Contains(l.companies, f.Value) {
			l.companies = append(l.companies, f.Value)
		}
	}
}

// introduced says whether the words before a company name make it the
// speaker's own.
func introduced(before string) bool {
	before = " " + strings.ToLower(strings.ToValidUTF8(before[max(0, len(before)-48):], " "))
	return containsAny(before, " we ", " we're ", " our ", " from ", " this is ", " i am ", " i'm ", " here is ",
		"我们", "我們", "我司", "我是", "这里是", "這裡是", "这边是", "這邊是", "公司是", "本公司")
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

// compare finds out whether the accounts of a message differ from those given
// before. A message that repeats one is no change, whatever came between.
func (l *ledger) compare(p *payment) {
	var other, part *entryOf
	for i := range l.entries {
		e := &l.entries[i]
		for _, f := range p.r.found {
			if !keepsMoney(f.Kind) || f.Grade == identifier.Shape || banked(e.account.Kind) != banked(f.Kind) {
				continue // a wallet beside a bank account is another way, not a change
			}
			switch identifier.SameAccount(e.account.Normalised, f.Normalised) {
			case identifier.Same, identifier.Consistent:
				return
			case identifier.SubAccount:
				part = e
			default:
				other = e
			}
		}
	}
	switch {
	case part != nil:
		p.account("bank-change/alternate-account", part.index)
	case other != nil:
		p.account("bank-change/details-differ", other.index)
	}
}

// banked says whether an account of this kind is kept by a bank, not by a
// wallet.
func banked(k identifier.Kind) bool {
	return k == identifier.IBAN || k == identifier.Account || k == identifier.Card
}

// keepsMoney says whether an identifier of this kind is an account that can be
// compared with others.
func keepsMoney(k identifier.Kind) bool {
	switch k {
	case identifier.Crypto, identifier.Alipay, identifier.PayPal, identifier.FPS:
		return true
	}
	return banked(k)
}

// payee weighs who is to be paid, and where.
func (l *ledger) payee(p *payment) {
	in := p.r.paid
	switch in.Account.Kind {
	case identifier.Crypto:
		p.account("payment-redirect/crypto")
	case identifier.Alipay, identifier.FPS:
		p.account("payment-redirect/wallet-transfer")
	case identifier.PayPal:
		p.account("payment-redirect/paypal-friends")
	}
	fits := l.fits(in.Beneficiary.Value)
	switch {
	case in.Personal && in.Beneficiary.Value != "":
		p.beneficiary("payment-redirect/personal-account")
		p.beneficiary("identity-mismatch/beneficiary-person")
	case in.Personal && in.Account.Kind == identifier.Card:
		p.account("payment-redirect/personal-account")
	case fits == variant:
		p.beneficiary("identity-mismatch/name-variant")
	}
	if !in.Personal && (fits == foreign || fits == variant) {
		p.beneficiary("payment-redirect/third-party-company")
	}
	if !in.Personal && fits == foreign {
		p.beneficiary("identity-mismatch/beneficiary-company")
	}
	unfit := in.Personal || fits == foreign || fits == variant
	if abroad(in) && !l.seated(in.Country) {
		if unfit || in.Beneficiary.Value == "" || len(l.companies) == 0 {
			p.account("payment-redirect/offshore-account")
		}
		if in.Account.Kind == identifier.IBAN {
			p.account("identity-mismatch/country")
		}
	}
	l.runningOrder(p, unfit || abroad(in) && !l.seated(in.Country))
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

// abroad says whether the account is kept outside mainland China, the country
// of the suppliers on these platforms. Taiwan counts as home where the chat
// gives no sign of a mainland company.
func abroad(in *identifier.Instruction) bool {
	return in.Country != "" && in.Country != "CN"
}
