package detect

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"backchannel/detect/identifier"
	"backchannel/parser/chat"
)

// contacts are the domains and mobile numbers of one conversation: where
// somebody else writes under nearly the same name, or on another number.
type contacts struct {
	domains []domainOf
	mobiles []mobileOf
	book    addressBook
}

// domainOf is a registrable domain with the first message that names it.
type domainOf struct {
	name   string // example.com
	label  string // example
	suffix string // com
	mail   bool
	role   chat.Role
	index  int
}

type mobileOf struct {
	number, sender string
	index          int
}

// maxContacts bounds how many domains and numbers of one conversation are
// compared.
const maxContacts = 200

// take adds the addresses and numbers of a message, and gives what follows from
// those before it. companies are the names that the supplier's side goes by.
func (k *contacts) take(c *conversation, r *reading, now []string) []Finding {
	if r.message.Role == chat.System {
		return nil
	}
	p := payment{c: c, r: r, now: now}
	for _, f := range r.found {
		switch f.Kind {
		case identifier.Email, identifier.URL, identifier.PayLink, identifier.ContactLink:
			k.address(&p, f)
		case identifier.Phone:
			k.mobile(&p, f)
			k.abroad(&p, f)
		}
		if m := &r.message; m.Role != chat.Buyer && isContact(f.Kind) && f.Grade > identifier.Shape {
			if o := k.book.imitated(f); o != nil {
				p.say("account-takeover/lookalike-address", f.Start, f.End, o.last)
			}
		}
	}
	k.book.take(&p)
	return p.found
}

// address compares the domain of one address with the platform's, with those
// before it and with the company's name.
func (k *contacts) address(p *payment, f identifier.Found) {
	m := &p.r.message
	d, ok := readDomain(f)
	if ok && f.Kind == identifier.Email {
		k.freeMail(p, f, d)
	}
	if !ok || identifier.FreeMail(d.name) {
		return
	}
	d.role, d.index = m.Role, m.Index
	if imitatesPlatform(d) {
		if m.Role != chat.Buyer {
			p.say("account-takeover/platform-domain", f.Start, f.End)
		}
		return
	}
	if slices.ContainsFunc(k.domains, func(o domainOf) bool { return o.name == d.name }) {
		return
	}
	k.compare(p, f, d)
	if len(k.domains) < maxContacts {
		k.domains = append(k.domains, d)
	}
}

// freeMail says that the supplier's side, which wrote from the domain of a
// company before, names an address that anybody can open.
func (k *contacts) freeMail(p *payment, f identifier.Found, d domainOf) {
	if p.r.message.Role != chat.Supplier || !identifier.FreeMail(d.name) {
		return
	}
	for _, o := range k.domains {
		if o.mail && o.role == chat.Supplier && o.index != p.r.message.Index {
			p.say("account-takeover/free-mail", f.Start, f.End, o.index)
			return
		}
	}
}

// abroad says that a number of the supplier's side is of a country that does
// not fit a company of mainland China.
func (k *contacts) abroad(p *payment, f identifier.Found) {
	m := &p.r.message
	if m.Role != chat.Supplier || !f.Valid || f.Label == "fax" || !foreignNumber(f.Country) || !p.c.ledger.mainland() {
		return
	}
	for i := range k.book.list {
		if o := &k.book.list[i]; o.Type == string(f.Kind) && sameNumber(o.Normalised, f.Normalised) {
			return // somebody else's, or told already
		}
	}
	if introduced(m.Text[:f.Start]) || slices.ContainsFunc(p.now, func(a string) bool {
		return strings.HasPrefix(a, "account-takeover/") || strings.HasPrefix(a, "channel-switch/")
	}) {
		p.say("identity-mismatch/phone-country", f.Start, f.End)
	}
}

// foreignNumber says whether a number is of none of the countries from which
// mainland suppliers call.
func foreignNumber(country string) bool {
	return country != "" && !strings.Contains(" CN HK MO TW ", " "+country+" ")
}

// mainland says whether every company known is one of mainland China, as far
// as names tell.
func (l *ledger) mainland() bool {
	return len(l.companies) > 0 && !slices.ContainsFunc(l.companies, func(name string) bool { return !identifier.Mainland(name) })
}

// compare says how a domain that is new to the conversation looks beside those
// before it. Two domains that only the buyer uses are the buyer's affair.
func (k *contacts) compare(p *payment, f identifier.Found, d domainOf) {
	for _, o := range k.domains {
		if d.role == chat.Buyer && o.role == chat.Buyer && o.index != d.index {
			continue
		}
		switch {
		case lookAlike(o, d):
			p.say("account-takeover/lookalike-domain", f.Start, f.End, o.index)
			return
		case d.role != chat.Buyer && o.role == d.role && d.mail && o.mail && related(o, d):
			p.say("account-takeover/related-domain", f.Start, f.End, o.index)
			return
		}
	}
	if d.role == chat.Buyer {
		return
	}
	for _, name := range p.c.ledger.names() {
		if misspells(d.label, name) {
			p.say("account-takeover/misspelled-domain", f.Start, f.End)
			return
		}
	}
}

// names gives what the supplier's company is known to be called.
func (l *ledger) names() []string {
	if len(l.companies) == 0 && l.first != "" {
		return []string{l.first}
	}
	return l.companies
}

// readDomain gives the registrable domain of an address.
func readDomain(f identifier.Found) (domainOf, bool) {
	host := f.Normalised
	if f.Kind == identifier.Email {
		_, host, _ = strings.Cut(host, "@")
	} else {
		host = hostOf(f.Value)
	}
	name, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(strings.Trim(host, ".")))
	if err != nil {
		return domainOf{}, false
	}
	label, suffix, _ := strings.Cut(name, ".")
	return domainOf{name: name, label: label, suffix: suffix, mail: f.Kind == identifier.Email}, label != ""
}

// hostOf gives the host of a link, with or without a scheme.
func hostOf(link string) string {
	if !strings.Contains(link, "://") {
		link = "https://" + link
	}
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// mobile compares a mobile number with the one that the same sender of the
// supplier's side gave before.
func (k *contacts) mobile(p *payment, f identifier.Found) {
	m := &p.r.message
	if m.Role != chat.Supplier || f.Grade == identifier.Shape || f.Label == "fax" {
		return
	}
	var other *mobileOf
	for i := range k.mobiles {
		o := &k.mobiles[i]
		if o.sender != m.Sender || sameNumber(o.number, f.Normalised) {
			if sameNumber(o.number, f.Normalised) {
				return
			}
			continue
		}
		other = o
	}
	if other != nil && slices.ContainsFunc(p.now, func(a string) bool {
		return strings.HasPrefix(a, "account-takeover/") || strings.HasPrefix(a, "channel-switch/")
	}) {
		p.say("account-takeover/second-number", f.Start, f.End, other.index)
	}
	if len(k.mobiles) < maxContacts {
		k.mobiles = append(k.mobiles, mobileOf{f.Normalised, m.Sender, m.Index})
	}
}

// sameNumber compares two phone numbers by their last digits, as one may have
// been written without the country code.
func sameNumber(a, b string) bool {
	a, b = strings.TrimLeft(a, "+0"), strings.TrimLeft(b, "+0")
	if len(a) > len(b) {
		a, b = b, a
	}
	return a == b || len(a) >= 8 && strings.HasSuffix(b, a)
}
