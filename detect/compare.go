package detect

import (
	"slices"

	"backchannel/detect/identifier"
)

// compare finds out whether the accounts of a message differ from those given
// before, and adds them. A message that repeats one is no change, whatever came
// between.
func (l *ledger) compare(p *payment) {
	repeats := false
	for i := range p.r.all {
		if _, how := l.find(p.r.all[i].Account); how == identifier.Same || how == identifier.Consistent {
			repeats = true
		}
	}
	fresh := p.r.message.Index
	for i := range p.r.all {
		p.in = &p.r.all[i]
		if !p.lists() {
			continue
		}
		e, how := l.find(p.in.Account)
		switch before := l.latestBefore(banked(p.in.Account.Kind), fresh); {
		case how == identifier.Same || how == identifier.Consistent:
			l.fields(p, e)
			l.again(p, e)
		case before != nil && p.c.cleared.agrees(p.in) != nil:
			l.changed(p, before, Additional) // somebody cleared it
		case how == identifier.SubAccount && e.index != fresh:
			at := e.index
			l.changed(p, e, Additional)
			if !repeats {
				p.account("bank-change/alternate-account", at)
			}
		case before != nil && (repeats || l.beside(p, before)):
			at := before.index
			l.changed(p, before, Additional)
			if !repeats {
				p.account("bank-change/alternate-account", at)
			}
		case before != nil:
			l.differs(p, before)
		default:
			l.add(p, FirstAccount)
		}
	}
}

// latestBefore is latest among the accounts of earlier messages: those of one
// message stand beside each other.
func (l *ledger) latestBefore(banks bool, index int) *entryOf {
	if e := l.latest(banks); e == nil || e.index < index {
		return e
	}
	var last *entryOf
	for i := range l.entries {
		if e := &l.entries[i]; e.index < index && e.State != ByBuyer && e.State != OtherPayee && e.Type != payeeType && banked(e.kind) == banks {
			last = e
		}
	}
	return last
}

// beside says whether an account is one in another currency beside the one
// before: both say their currency, and nobody else is paid.
func (l *ledger) beside(p *payment, before *entryOf) bool {
	return p.in.Currency != "" && before.Currency != "" && p.in.Currency != before.Currency &&
		(p.in.Beneficiary.Value == "" || before.Beneficiary == "" || identifier.SameName(p.in.Beneficiary.Value, before.Beneficiary))
}

// differs adds an account that stands in the place of another.
func (l *ledger) differs(p *payment, before *entryOf) {
	at := before.index
	samePayee := before.Beneficiary != "" && p.in.Beneficiary.Value != "" && identifier.SameName(before.Beneficiary, p.in.Beneficiary.Value)
	sameBank := identifier.SameBank(before.Bank, before.BIC, p.in.Bank.Value, p.in.BIC.Normalised)
	l.changed(p, before, Changed)
	if p.account("bank-change/details-differ", at) && samePayee && sameBank {
		p.weight(High)
	}
}

// changed adds an account with the fields in which it differs from the one
// before.
func (l *ledger) changed(p *payment, before *entryOf, state AccountState) {
	var changes []Change
	was := *before
	for _, f := range differences(&was.Account, p.in) {
		f.At, f.Before = p.c.mention(&p.r.message), was.Last
		changes = append(changes, f)
	}
	if e := l.add(p, state); e != nil {
		e.Changes = changes
	}
}

// differences lists the fields that an instruction gives otherwise than an
// account before it. What one of them does not say is no difference.
func differences(was *Account, in *identifier.Instruction) []Change {
	var all []Change
	note := func(field, from, to string, same bool) {
		if from != "" && to != "" && !same {
			all = append(all, Change{Field: field, From: from, To: to})
		}
	}
	if in.Account.Kind != "" {
		how := identifier.SameAccount(was.Normalised, in.Account.Normalised)
		note("account", was.Value, in.Account.Value, how == identifier.Same || how == identifier.Consistent)
	}
	note("beneficiary", was.Beneficiary, in.Beneficiary.Value, identifier.SameName(was.Beneficiary, in.Beneficiary.Value))
	note("bank", was.Bank, in.Bank.Value, identifier.SameBankName(was.Bank, in.Bank.Value))
	note("bic", was.BIC, in.BIC.Normalised, identifier.SameBIC(was.BIC, in.BIC.Normalised))
	note("country", was.Country, in.Country, was.Country == in.Country)
	note("currency", was.Currency, in.Currency, was.Currency == in.Currency)
	return all
}

// fields says in what the block of an account differs from the one it stood in
// before. Another payee or another bank behind the same number is a change as
// much as another number.
func (l *ledger) fields(p *payment, e *entryOf) {
	if e.State == ByBuyer || e.State == OtherPayee {
		return
	}
	for _, f := range differences(&e.Account, p.in) {
		if p.c.cleared.agrees(p.in) != nil {
			return
		}
		if f.Field == "account" || f.Field == "bank" && e.BIC != "" || slices.ContainsFunc(e.Changes, func(o Change) bool { return o.Field == f.Field && o.To == f.To }) {
			continue
		}
		f.At, f.Before = p.c.mention(&p.r.message), e.Last
		e.Changes = append(e.Changes, f)
		switch f.Field {
		case "beneficiary":
			if variant, _ := identifier.NameVariant(f.From, f.To); variant {
				p.beneficiary("identity-mismatch/name-variant", e.last)
			} else {
				p.beneficiary("bank-change/details-differ", e.last)
			}
			e.Beneficiary, e.Person = f.To, p.in.Personal
		case "bic":
			if !identifier.SameBank("", e.BIC, "", f.To) {
				p.say("bank-change/details-differ", p.in.BIC.Start, p.in.BIC.End, e.last)
			}
			e.BIC = f.To
		case "bank":
			e.Bank = f.To
		case "currency":
			e.Currency = f.To
		}
	}
}
