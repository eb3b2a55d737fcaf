// Package identifier finds the numbers and names that money and messages can
// be sent to in running chat text: bank accounts, cards, wallets, phones,
// handles, links, company and tracking numbers, amounts. It checks each as far
// as its form allows and reads bank blocks as one payment instruction.
package identifier

import (
	"cmp"
	"slices"
	"sync"
)

// Kind says what an identifier is.
type Kind string

// The kinds of identifiers.
const (
	IBAN     Kind = "iban"
	BIC      Kind = "bic"
	Account  Kind = "account"  // a bank account number without a checksum
	Card     Kind = "card"     // the number of a bank card: a person's account
	CNAPS    Kind = "cnaps"    // Chinese bank branch number
	ABA      Kind = "aba"      // routing number, United States
	SortCode Kind = "sortcode" // bank branch number: United Kingdom, Australia (BSB), India (IFSC), Canada

	Phone       Kind = "phone" // also the number of a WhatsApp or WeChat user: see Found.App
	Email       Kind = "email"
	URL         Kind = "url"
	ContactLink Kind = "contact-link" // opens a chat, a profile or a group
	PayLink     Kind = "pay-link"     // opens a payment
	WeChat      Kind = "wechat"
	QQ          Kind = "qq"
	Telegram    Kind = "telegram"
	Line        Kind = "line"
	Skype       Kind = "skype"
	Handle      Kind = "handle" // a user name in another app, named by Found.App

	Alipay Kind = "alipay" // phone, mail or user number of a wallet
	PayPal Kind = "paypal"
	FPS    Kind = "fps"  // Hong Kong Faster Payment System
	MTCN   Kind = "mtcn" // Western Union and other cash transfers
	Crypto Kind = "crypto"

	CompanyCode    Kind = "company-code" // Unified Social Credit Code, registration number
	IdentityNumber Kind = "identity-number"
	Tracking       Kind = "tracking" // parcel, air waybill, container

	Money       Kind = "amount"
	Percent     Kind = "percent"
	Beneficiary Kind = "beneficiary"
	Bank        Kind = "bank"
	Company     Kind = "company"
)

// Grade says how far an identifier could be checked.
type Grade uint8

// The grades, rising. A Shape must never feed a finding.
const (
	Shape     Grade = iota // only the form fits
	Plausible              // the form fits and a label or a context word introduces it
	Valid                  // a checksum or the rule of a registry holds, and the context fits
)

// String is the name of the grade in lower case.
func (g Grade) String() string { return [...]string{"shape", "plausible", "valid"}[g] }

// Amount is a sum of money.
type Amount struct {
	Minor    int64  // in hundredths of the currency, whatever its own minor unit
	Currency string // ISO 4217, or USDT; "" when the text does not say
}

// Found is one identifier in a text.
type Found struct {
	Kind       Kind
	Start, End int    // byte offsets in the text, on rune boundaries
	Value      string // text[Start:End]
	// Normalised is the comparison key: equal keys of one kind mean the same
	// identifier. Digits of a hidden part are one *.
	Normalised string
	Valid      bool // a checksum or the rule of a registry holds
	Grade      Grade
	Country    string // ISO 3166 alpha-2 where the identifier tells one
	Note       string // why it is not valid, or what it tells besides
	Label      string // the label word that introduced it, lower case; "" when none
	App        string // the app the label or the link names: whatsapp, wechat, telegram …
	Disguised  bool   // written so that a plain filter does not see it
	Amount     Amount // of a Money
	Percent    int    // of a Percent: the part named first, 0 to 100
}

// Find returns the identifiers of text in order of their place; their spans do
// not overlap. Its time is linear in the length of text.
func Find(text string) []Found {
	if !Candidate(text) {
		return nil
	}
	return Search(text)
}

// Search is [Find] for a text that is a [Candidate].
func Search(text string) []Found {
	t := scans.Get().(*scan)
	found := t.search(text)
	t.release()
	return found
}

// scans keeps the buffers of finished searches for the next ones.
var scans = sync.Pool{New: func() any { return new(scan) }}

// release gives the buffers of t back, unless a giant message made them large.
func (t *scan) release() {
	const most = 1024
	if cap(t.hits) > most || cap(t.nums) > most || cap(t.claimed) > most {
		return
	}
	clear(t.claimed)
	*t = scan{hits: t.hits[:0], nums: t.nums[:0], claimed: t.claimed[:0], ats: t.ats[:0], caps: t.caps[:0]}
	scans.Put(t)
}

// search finds the identifiers of text.
func (t *scan) search(text string) []Found {
	t.fold(text)
	t.read()
	t.links()
	t.emails()
	t.codes()
	t.spoken()
	t.masked()
	t.numbers()
	t.handles()
	t.names()
	t.amounts()
	t.percents()
	slices.SortFunc(t.found, func(a, b Found) int { return cmp.Compare(a.Start, b.Start) })
	return t.found
}
