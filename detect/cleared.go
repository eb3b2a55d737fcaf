package detect

import (
	"slices"
	"strings"

	"backchannel/detect/identifier"
	"backchannel/detect/known"
	"backchannel/parser/chat"
)

// cleared is the entry of a file of known suppliers that a conversation is
// compared with.
type cleared struct {
	file     *known.File
	supplier *known.Supplier
}

// clear finds the entry for the conversation: the only one of all files, or
// the one whose company or contact the conversation names.
func (c *conversation) clear() {
	if c.cleared.supplier != nil || len(c.eng.opts.Known) == 0 {
		return
	}
	if f := c.eng.opts.Known[0]; len(c.eng.opts.Known) == 1 && len(f.Suppliers) == 1 {
		c.know(f, f.Suppliers[0])
		return
	}
	for _, f := range c.eng.opts.Known {
		for _, s := range f.Suppliers {
			if c.isAbout(s) {
				c.know(f, s)
				return
			}
		}
	}
}

func (c *conversation) know(f *known.File, s *known.Supplier) {
	c.cleared = cleared{f, s}
	if !c.ledger.given {
		c.ledger.companies = append([]string{s.Company}, s.Names...)
		c.ledger.given = true
	}
}

// isAbout says whether the conversation names the company of an entry, or has
// one of its contacts on the supplier's side.
func (c *conversation) isAbout(s *known.Supplier) bool {
	if s.Is(c.eng.opts.Company) || slices.ContainsFunc(c.ledger.companies, s.Is) {
		return true
	}
	return slices.ContainsFunc(c.participants, func(p Participant) bool {
		return p.Role != chat.Buyer && slices.ContainsFunc(s.Contacts, func(n string) bool { return strings.EqualFold(n, p.Name) })
	})
}

// mask shows the ends of a number, which is enough to compare it by eye.
func mask(v string) string {
	r := []rune(v)
	if len(r) <= 8 {
		return v
	}
	return string(r[:4]) + "…" + string(r[len(r)-4:])
}

// agrees gives the cleared account that an instruction names, with its payee
// and bank as far as both say them; nil where it is not cleared so.
func (k *cleared) agrees(in *identifier.Instruction) *known.Item {
	if k.supplier == nil || in.Account.Kind == "" {
		return nil
	}
	i := k.supplier.Account(in.Account.Normalised)
	if i == nil || i.BIC != "" && in.BIC.Normalised != "" && !identifier.SameBank("", strings.ToUpper(i.BIC), "", in.BIC.Normalised) {
		return nil
	}
	if b := in.Beneficiary.Value; b != "" && !k.supplier.Is(b) && !identifier.SameName(b, i.Beneficiary) {
		return nil
	}
	return i
}

// verdict says in words how an account of the supplier's side stands to the
// file of what is known, "" when there is none.
func (k *cleared) verdict(in *identifier.Instruction) string {
	if k.supplier == nil || in.Account.Kind == "" {
		return ""
	}
	if i := k.agrees(in); i != nil {
		return "agrees with the cleared file, " + k.file.Where(i.Place()) + ": " + i.Cleared.String()
	}
	return "not cleared in " + k.entry()
}

// entry names the entry in its file.
func (k *cleared) entry() string {
	return k.file.Where(k.supplier.Place()) + " (" + k.supplier.Company + ")"
}

// unlike says that an account is not among the cleared ones of the entry.
func (l *ledger) unlike(p *payment) {
	k := &p.c.cleared
	if k.supplier == nil || len(k.supplier.Accounts) == 0 || k.agrees(p.in) != nil {
		return
	}
	if p.anchoredSay("bank-change/differs-from-known") {
		var have []string
		for _, i := range k.supplier.Accounts {
			have = append(have, mask(i.Value)+", "+i.Cleared.String())
		}
		p.name(k.entry())
		p.explain(k.file.Where(k.supplier.Place()) + ": " + strings.Join(have, "; "))
	}
}

// name adds to the title of the finding that was added last what it is about.
func (p *payment) name(what string) {
	f := &p.found[len(p.found)-1]
	f.Title += ": " + what
}

// reach compares a way to reach the supplier's side with the cleared ones of
// its kind. It gives what the ledger says of it.
func (k *cleared) reach(p *payment, f identifier.Found) string {
	if k.supplier == nil || p.r.message.Role == chat.Buyer {
		return ""
	}
	kind, items := k.of(f)
	if len(items) == 0 {
		return ""
	}
	value := f.Normalised
	if kind == "domain" {
		value = mailDomain(value)
	}
	for _, i := range items {
		if known.Key(kind, i.Value) == known.Key(kind, value) || kind == "phone" && sameNumber(digitsOf(i.Value), digitsOf(value)) {
			return "agrees with the cleared file, " + k.file.Where(i.Place()) + ": " + i.Cleared.String()
		}
	}
	if p.r.message.Role == chat.Supplier && p.say("account-takeover/contact-differs", f.Start, f.End) {
		p.name(k.entry())
		p.explain(k.file.Where(items[0].Place()) + ": " + items[0].Value + ", " + items[0].Cleared.String())
	}
	return "not cleared in " + k.entry()
}

// of gives the cleared values that something found is compared with: an
// address with the addresses, or with the domains where there are none.
func (k *cleared) of(f identifier.Found) (string, []*known.Item) {
	s := k.supplier
	switch f.Kind {
	case identifier.Phone:
		return "phone", s.Phones
	case identifier.Email:
		if len(s.Mails) > 0 {
			return "email", s.Mails
		}
		return "domain", s.Domains
	case identifier.WeChat:
		return "wechat", s.WeChat
	case identifier.QQ, identifier.Telegram, identifier.Line, identifier.Skype, identifier.Handle:
		return "handle", s.Handles
	}
	return "", nil
}

func digitsOf(v string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, v)
}

// watch looks what a message names up in the watch lists. It gives the note of
// the first hit.
func (p *payment) watch(kind, value string, start, end int) string {
	for _, w := range p.c.eng.opts.Watch {
		e := w.Hit(kind, value)
		if e == nil {
			continue
		}
		where := (&known.File{Name: w.Name}).Where(known.Place{Line: e.Line})
		if p.r.message.Role != chat.Buyer && p.say("identity-mismatch/on-watchlist", start, end) {
			p.name(e.String())
			p.explain(where)
			if !moneyKind(kind) {
				p.weight(High)
			}
		}
		return "on the watch list, " + where + ": " + e.String()
	}
	return ""
}

// moneyKind says whether money is sent to what a kind of the watch list names.
func moneyKind(kind string) bool {
	switch kind {
	case "phone", "email", "domain", "wechat", "qq", "telegram", "line", "skype", "handle":
		return false
	}
	return true
}

// watched looks up what was found in a message that is no account: those are
// looked up with their block.
func (p *payment) watched() {
	if len(p.c.eng.opts.Watch) == 0 || p.r.message.Role == chat.System {
		return
	}
	for _, f := range p.r.found {
		switch {
		case f.Grade == identifier.Shape:
		case f.Kind == identifier.Company, f.Kind == identifier.Beneficiary:
			p.watch("company", f.Value, f.Start, f.End)
		case f.PaidTo():
			p.watch(string(f.Kind), f.Normalised, f.Start, f.End)
		}
	}
	if in := p.r.paid; in != nil && in.Beneficiary.Value != "" {
		p.watch("beneficiary", in.Beneficiary.Value, in.Beneficiary.Start, in.Beneficiary.End)
	}
}

func joinNotes(notes ...string) string {
	notes = slices.DeleteFunc(notes, func(s string) bool { return s == "" })
	return strings.Join(notes, "; ")
}
