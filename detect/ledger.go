package detect

import (
	"slices"
	"strings"

	"backchannel/detect/identifier"
	"backchannel/parser/chat"
)

// ledger is the accounts that a conversation names, and the names of the
// company that the buyer deals with.
type ledger struct {
	companies []string // as given by the user or as the supplier introduced itself
	given     bool     // the user named the company
	first     string   // the company that the first account belonged to
	entries   []entryOf
	contacts  contacts
	unlisted  int // accounts beyond maxEntries
}

func newLedger(company string) ledger {
	if company == "" {
		return ledger{}
	}
	return ledger{companies: []string{company}, given: true}
}

// entryOf is one account with the numbers of the messages that gave it first
// and last.
type entryOf struct {
	Account
	kind        identifier.Kind
	index, last int
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

// accounts adds the accounts and the payee of a message.
func (l *ledger) accounts(c *conversation, r *reading, now []string) []Finding {
	p := payment{c: c, r: r, now: now}
	switch r.message.Role {
	case chat.System:
		return nil
	case chat.Buyer:
		l.byBuyer(&p)
		return nil
	}
	p.watched()
	p.linkedAll()
	p.licence()
	if !r.gives() {
		l.introduce(c, r, now)
		l.named(&p)
		return p.found
	}
	if l.forwards(r) {
		l.note(&p, OtherPayee)
		return p.found
	}
	l.compare(&p)
	for i := range r.all {
		p.in = &r.all[i]
		if p.c.cleared.agrees(p.in) != nil {
			continue
		}
		l.unlike(&p)
		if i == 0 || p.in.Beneficiary != r.all[i-1].Beneficiary {
			l.payee(&p)
		}
	}
	if b := r.all[0].Beneficiary.Value; l.first == "" && !r.all[0].Personal && identifier.CompanyName(b) {
		l.first = b
	}
	return p.found
}

// gives says whether a message gives an account, wholly or in its last piece.
func (r *reading) gives() bool { return len(r.all) > 0 && r.all[0].Account.Kind != "" }

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

// note adds the accounts of a message without comparing them.
func (l *ledger) note(p *payment, state AccountState) {
	for i := range p.r.all {
		p.in = &p.r.all[i]
		if !p.lists() {
			continue
		}
		if e, how := l.find(p.in.Account); how == identifier.Same || how == identifier.Consistent {
			l.again(p, e)
			continue
		}
		l.add(p, state)
	}
}

// byBuyer adds the accounts that the buyer names: those of the supplier come
// again, others are where a refund goes.
func (l *ledger) byBuyer(p *payment) {
	if p.r.gives() {
		l.note(p, ByBuyer)
	}
}

// find gives the account known that f is, or that it is a part of.
func (l *ledger) find(f identifier.Found) (*entryOf, identifier.Comparison) {
	var part *entryOf
	for i := range l.entries {
		e := &l.entries[i]
		if e.Type == payeeType || banked(e.kind) != banked(f.Kind) {
			continue // a wallet beside a bank account is another way, not a change
		}
		switch how := identifier.SameAccount(e.Normalised, f.Normalised); how {
		case identifier.Same, identifier.Consistent:
			return e, how
		case identifier.SubAccount:
			part = e
		}
	}
	if part != nil {
		return part, identifier.SubAccount
	}
	return nil, identifier.Different
}

// latest gives the account of the supplier's side that was given last, of
// those that a bank keeps or of the others.
func (l *ledger) latest(banks bool) *entryOf {
	var last *entryOf
	for i := range l.entries {
		e := &l.entries[i]
		if e.Type != payeeType && e.State != ByBuyer && e.State != OtherPayee && banked(e.kind) == banks && (last == nil || e.index >= last.index) {
			last = e
		}
	}
	return last
}

// add adds the instruction under way as a new account.
func (l *ledger) add(p *payment, state AccountState) *entryOf {
	if len(l.entries) >= maxEntries {
		l.unlisted++
		return nil
	}
	if e := l.awaited(p); e != nil {
		l.again(p, e)
		return e
	}
	e := entryOf{Account: newAccount(p.in), kind: p.in.Account.Kind, index: p.r.message.Index, last: p.r.message.Index}
	e.State, e.Times = state, 1
	e.First = p.c.mention(&p.r.message)
	e.Last = e.First
	e.Known = p.remark()
	l.entries = append(l.entries, e)
	return &l.entries[len(l.entries)-1]
}

// awaited gives the payee that was named without a number before, with the
// number that comes now.
func (l *ledger) awaited(p *payment) *entryOf {
	if p.in.Account.Kind == "" {
		return nil
	}
	for i := range l.entries {
		e := &l.entries[i]
		if e.Type != payeeType || !identifier.SameName(e.Beneficiary, p.in.Beneficiary.Value) {
			continue
		}
		a := newAccount(p.in)
		e.Type, e.Value, e.Normalised, e.Valid, e.Note, e.kind = a.Type, a.Value, a.Normalised, a.Valid, a.Note, p.in.Account.Kind
		e.index, e.Known = p.r.message.Index, p.remark()
		return e
	}
	return nil
}

// remark says what is known of the account under way beforehand.
func (p *payment) remark() string {
	a, agreement := p.in.Account, ""
	if p.r.message.Role != chat.Buyer {
		agreement = p.c.cleared.verdict(p.in)
	}
	noted := ""
	for _, w := range p.c.eng.opts.Watch {
		if e := w.Hit(string(a.Kind), a.Normalised); e != nil && noted == "" {
			noted = "on the watch list " + w.Name + ": " + e.String()
		}
		if e := w.Hit("beneficiary", p.in.Beneficiary.Value); e != nil && noted == "" {
			noted = "on the watch list " + w.Name + ": " + e.String()
		}
	}
	return joinNotes(agreement, noted)
}

// again notes that a message names an account that is known, and completes
// what is known of it.
func (l *ledger) again(p *payment, e *entryOf) {
	if e.last != p.r.message.Index {
		e.Times++
		e.last, e.Last = p.r.message.Index, p.c.mention(&p.r.message)
	}
	if a := p.in.Account; strings.Contains(e.Normalised, "*") && !strings.Contains(a.Normalised, "*") {
		e.Type, e.kind, e.Value, e.Normalised, e.Valid, e.Note = string(a.Kind), a.Kind, a.Value, a.Normalised, a.Valid, a.Note
	}
	e.fill(p.in)
}

// banked says whether an account of this kind is kept by a bank, not by a
// wallet.
func banked(k identifier.Kind) bool {
	return k == identifier.IBAN || k == identifier.Account || k == identifier.Card
}

// close puts what the conversation named into its case.
func (l *ledger) close(c *Case) {
	for i := range l.entries {
		c.Accounts = append(c.Accounts, l.entries[i].Account)
	}
	c.Contacts = l.contacts.book.list
	c.Unlisted = l.unlisted + l.contacts.book.unlisted
}
