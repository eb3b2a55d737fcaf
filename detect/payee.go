package detect

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"backchannel/detect/identifier"
	"backchannel/parser/chat"
)

// fit says how a payee agrees with the companies known.
type fit int8

const (
	unknown fit = iota // no company is known, or no payee named
	own                // one of the companies known
	variant            // nearly one of them
	foreign            // none of them
)

// fits compares a payee with the companies known: the one given by the user,
// else those that the supplier introduced itself with, else the one that the
// first account belonged to.
func (l *ledger) fits(payee string) fit {
	known := l.companies
	if len(known) == 0 && l.first != "" {
		known = []string{l.first}
	}
	if payee == "" || len(known) == 0 {
		return unknown
	}
	result := foreign
	for _, k := range known {
		if near, _ := identifier.NameVariant(k, payee); near {
			result = variant
		} else if same, _ := identifier.SameCompany(k, payee); same || identifier.ShortName(payee, k) {
			return own
		}
	}
	return result
}

// seated says whether a company known is registered in a country by its name,
// so that an account there is at home.
func (l *ledger) seated(country string) bool {
	return slices.ContainsFunc(l.companies, func(name string) bool { return identifier.Seat(name) == country })
}

// redirects says whether acts lead a payment elsewhere.
func redirects(acts []string) bool {
	return slices.ContainsFunc(acts, func(a string) bool {
		return strings.HasPrefix(a, "payment-redirect/") || strings.HasPrefix(a, "bank-change/")
	})
}

// payee weighs who is to be paid, and where.
func (l *ledger) payee(p *payment) {
	in := p.in
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
	if why := in.CodesFit(); why != "" && p.anchoredSay("identity-mismatch/bank-codes") {
		p.explain(why)
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

// named weighs a payee that a message names in words, without a number to pay
// to: behind a label, as a company where a payment is led elsewhere, or as the
// person who collects the cash.
func (l *ledger) named(p *payment) {
	if p.r.message.Role == chat.Unknown {
		return
	}
	in := p.r.paid
	p.in = in
	if in != nil && in.Beneficiary.Value != "" && l.meant(p) {
		l.payeeChange(p)
		p.weigh(l, in.Beneficiary.Start, in.Beneficiary.End, in.Personal)
		return
	}
	for _, f := range p.r.found {
		if f.Kind == identifier.Company && (redirects(p.now) || l.fits(f.Value) == variant && l.redirected(p)) {
			p.weigh(l, f.Start, f.End, false)
			return
		}
	}
	if l.collects(p) {
		if from, to, ok := person(p.r.message.Text); ok && !p.c.buyerNamed(p.r.message.Text[from:to]) {
			p.weigh(l, from, to, true)
		}
	}
}

// weigh says that the payee in text[start:end] is a person, or a company that
// does not fit.
func (p *payment) weigh(l *ledger, start, end int, personal bool) {
	if personal {
		p.say("identity-mismatch/beneficiary-person", start, end)
		return
	}
	switch l.fits(p.r.message.Text[start:end]) {
	case foreign:
		p.say("identity-mismatch/beneficiary-company", start, end)
	case variant:
		p.say("identity-mismatch/name-variant", start, end)
	}
}

// meant says whether the name behind a label is a payee's, not a consignee's or
// a guest's: by the label, or by talk of another payee just before.
func (l *ledger) meant(p *payment) bool {
	for _, f := range p.r.found {
		if f.Kind != identifier.Beneficiary || f.Start != p.r.paid.Beneficiary.Start {
			continue
		}
		if containsAny(f.Label, payeeLabels...) {
			return true
		}
	}
	return redirects(p.now) || l.redirected(p)
}

// redirected says whether a payment was led elsewhere a few messages before.
func (l *ledger) redirected(p *payment) bool {
	_, ok := p.c.was(&p.r.message, payeeReach, "payment-redirect/*", "bank-change/*")
	return ok
}

// payeeLabels are parts of the labels that only payees have.
var payeeLabels = []string{"benef", "benif", "bene", "payee", "account", "a/c", "acc", "pay to", "remit", "favo", "收款", "受款", "受益", "户名", "户主", "开户", "账户", "持卡"}

// payeeReach is over how many messages the talk of another payee reaches.
const payeeReach = 4

// collects says whether a name in the message is that of the one who gets the
// money: it goes by cash service, wallet or private account, or just did, or
// the buyer asked for the name.
func (l *ledger) collects(p *payment) bool {
	private := []string{"payment-redirect/money-service", "payment-redirect/wallet-transfer", "payment-redirect/personal-account", "payment-redirect/split-payment"}
	if slices.ContainsFunc(p.now, func(a string) bool { return slices.Contains(private, a) }) {
		return true
	}
	_, ok := p.c.was(&p.r.message, payeeReach, "payment-redirect/money-service", "payment-redirect/split-payment")
	return ok
}

// buyerNamed says whether a name is the buyer's own.
func (c *conversation) buyerNamed(name string) bool {
	return slices.ContainsFunc(c.participants, func(p Participant) bool {
		return p.Role == chat.Buyer && strings.Contains(strings.ToLower(p.Name), strings.ToLower(name))
	})
}

// person finds the name of a person in running text: Latin words in capitals
// with a family name or a title, or Chinese characters of which some are
// hidden.
func person(text string) (from, to int, ok bool) {
	run := -1
	for i := 0; i <= len(text); {
		end := i
		for end < len(text) {
			r, n := utf8.DecodeRuneInString(text[end:])
			if !unicode.IsLetter(r) && !strings.ContainsRune("*○〇＊.'-", r) {
				break
			}
			end += n
		}
		word := strings.TrimRight(text[i:end], ".-")
		switch {
		case hiddenName(word):
			return i, i + len(word), true
		case capital(word):
			if run < 0 {
				run = i
			}
			if a, z := run, i+len(word); titled(text[a:z]) {
				return a, longest(text, a, z), true
			}
		default:
			run = -1
		}
		if end == len(text) {
			break
		}
		r, n := utf8.DecodeRuneInString(text[end:])
		if r != ' ' {
			run = -1
		}
		i = end + n
	}
	return 0, 0, false
}

// capital says whether a word begins with a Latin capital.
func capital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.Is(unicode.Latin, r) && unicode.IsUpper(r)
}

// titled says whether name is that of a person by a family name or a title, not
// only by its capitals.
func titled(name string) bool {
	words := strings.Fields(name)
	if len(words) < 2 || !identifier.PersonName(name) {
		return false
	}
	switch strings.ToLower(strings.Trim(words[0], ".")) {
	case "mr", "ms", "mrs", "miss", "madam":
		return true
	}
	return identifier.Surname(words[0]) || identifier.Surname(words[len(words)-1])
}

// longest gives the end of the longest name that begins at a.
func longest(text string, a, z int) int {
	for end := z; ; {
		rest := strings.TrimLeft(text[end:], " ")
		n := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' })
		if n < 0 {
			n = len(rest)
		}
		next := len(text) - len(rest) + n
		if n == 0 || !capital(rest[:n]) || !identifier.PersonName(text[a:next]) {
			return z
		}
		z, end = next, next
	}
}

// hiddenName says whether w is a Chinese name with a character hidden, as
// wallets show it.
func hiddenName(w string) bool {
	return strings.ContainsAny(w, "*○〇＊") && strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.Han, r) }) &&
		utf8.RuneCountInString(w) <= 4 && identifier.PersonName(w)
}

// licence says that a company number introduced as one has a wrong check digit.
func (p *payment) licence() {
	for _, f := range p.r.found {
		if f.Kind == identifier.CompanyCode && f.Grade == identifier.Plausible && f.Note != "" {
			p.say("identity-mismatch/licence", f.Start, f.End)
			return
		}
	}
}

// forwards says whether the account is that of a forwarder who is paid for the
// freight: its own business, not another payee of the goods.
func (l *ledger) forwards(r *reading) bool {
	payee := strings.ToLower(r.all[0].Beneficiary.Value)
	if !containsAny(payee, "logistics", "freight", "forwarding", "forwarder", "shipping", "货运", "貨運", "物流", "货代", "貨代", "国际货", "船务", "船務") {
		return false
	}
	text := strings.ToLower(r.message.Text)
	return containsAny(text, "freight", "shipping cost", "shipping fee", "运费", "運費", "海运", "海運", "空运", "空運", "thc", "local charge") &&
		!containsAny(text, "balance", "deposit", "货款", "貨款", "尾款", "定金", "订金", "訂金", "余款", "餘款", "goods")
}

func containsAny(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// payeeChange notes a payee that is named without a number, and says where it
// is another than the one of the account before.
func (l *ledger) payeeChange(p *payment) {
	before := l.latest(true)
	if before == nil {
		before = l.latest(false)
	}
	name := p.in.Beneficiary.Value
	for i := range l.entries {
		if e := &l.entries[i]; identifier.SameName(e.Beneficiary, name) {
			l.again(p, e)
			return
		}
	}
	state := FirstAccount
	if before != nil && before.Beneficiary != "" {
		state = Changed
	}
	if before == nil {
		l.add(p, state)
		return
	}
	at := before.index
	l.changed(p, before, state)
	if variant, _ := identifier.NameVariant(before.Beneficiary, name); state == Changed && !variant {
		p.beneficiary("bank-change/details-differ", at)
	}
}
