package detect

import (
	"slices"
	"strings"

	"backchannel/detect/identifier"
)

// payment is one message with an account, on its way through the ledger.
type payment struct {
	c     *conversation
	r     *reading
	in    *identifier.Instruction // the one of the message that is looked at
	now   []string
	found []Finding
}

// lists says whether the instruction under way belongs in the ledger.
func (p *payment) lists() bool {
	return p.in.Account.PaidTo() && p.in.Account.Grade > identifier.Shape
}

// say adds a finding over the account, or the payee where the finding is about
// that, unless the words of the message showed the same act. It says whether
// it did.
func (p *payment) say(rule string, start, end int, related ...int) bool {
	r := p.c.eng.book.Rule(rule)
	if r == nil || slices.Contains(p.now, rule) {
		return false
	}
	if start < 0 || end <= start || end > len(p.r.message.Text) {
		start, end = p.anchor()
	}
	p.now = append(p.now, rule)
	f := p.c.bare(&p.r.message, r, start, end)
	f.Related = append(f.Related, related...)
	p.found = append(p.found, f)
	return true
}

// anchor gives the first field of the instruction that stands in the message
// itself, the whole message when none does.
func (p *payment) anchor() (int, int) {
	if p.in == nil {
		return 0, len(p.r.message.Text)
	}
	for _, f := range [...]identifier.Field{
		{Value: p.in.Account.Value, Start: p.in.Account.Start, End: p.in.Account.End}, p.in.Beneficiary, p.in.Bank,
		{Value: p.in.BIC.Value, Start: p.in.BIC.Start, End: p.in.BIC.End}, {Value: p.in.Branch.Value, Start: p.in.Branch.Start, End: p.in.Branch.End},
	} {
		if f.Value != "" && f.Start >= 0 && f.End <= len(p.r.message.Text) {
			return f.Start, f.End
		}
	}
	return 0, len(p.r.message.Text)
}

func (p *payment) account(rule string, related ...int) bool {
	return p.say(rule, p.in.Account.Start, p.in.Account.End, related...)
}

func (p *payment) beneficiary(rule string, related ...int) {
	if p.in.Beneficiary.Value == "" {
		p.account(rule, related...)
		return
	}
	p.say(rule, p.in.Beneficiary.Start, p.in.Beneficiary.End, related...)
}

// weight sets the severity of the finding that was added last.
func (p *payment) weight(s Severity) { p.found[len(p.found)-1].Severity = s }

// anchoredSay is say over the first field of the instruction that stands in
// the message.
func (p *payment) anchoredSay(rule string, related ...int) bool {
	start, end := p.anchor()
	return p.say(rule, start, end, related...)
}

// explain adds to the reason of the finding that was added last.
func (p *payment) explain(why string) {
	f := &p.found[len(p.found)-1]
	f.Why = strings.TrimSpace(f.Why + " (" + why + ")")
}
