package detect

import (
	"backchannel/detect/identifier"
	"backchannel/parser/chat"
)

// Mention is a message that names an account or a contact.
type Mention struct {
	Source       string    `json:"source"`
	Conversation string    `json:"conversation,omitempty"`
	Platform     string    `json:"platform"`
	Index        int       `json:"index"` // of the message in its conversation, 1-based
	Line         int       `json:"line"`
	Time         string    `json:"time"`
	Sender       string    `json:"sender"`
	Role         chat.Role `json:"role"`
}

// AccountState says how an account stands to those given before it.
type AccountState string

// The states of an account.
const (
	FirstAccount AccountState = "first"      // the first of the conversation, or of its kind
	Changed      AccountState = "changed"    // differs from the one given before
	Additional   AccountState = "additional" // beside one that stays: a sub-account, another currency
	OtherPayee   AccountState = "other"      // of a forwarder for the freight, not for the goods
	ByBuyer      AccountState = "by-buyer"   // named by the buyer, as for a refund
)

// Account is one account, card or wallet that a conversation names to be paid
// on, with the block it stands in. A payee named without a number has the type
// payee.
type Account struct {
	Type       string `json:"type"` // iban, account, card, crypto, alipay, paypal, fps, payee
	Value      string `json:"value"`
	Normalised string `json:"normalised"`
	Valid      bool   `json:"valid"` // a checksum or the rule of a registry holds
	Note       string `json:"note,omitempty"`

	Beneficiary string `json:"beneficiary,omitempty"`
	Person      bool   `json:"person,omitempty"` // the payee is a person
	Bank        string `json:"bank,omitempty"`
	BIC         string `json:"bic,omitempty"`
	Branch      string `json:"branch,omitempty"` // CNAPS, routing number, sort code
	Country     string `json:"country,omitempty"`
	Currency    string `json:"currency,omitempty"`

	State   AccountState `json:"state"`
	Changes []Change     `json:"changes,omitempty"` // in the order of the messages
	First   Mention      `json:"first"`
	Last    Mention      `json:"last"`
	Times   int          `json:"times"` // messages that name it
	// Known tells what the file of what is known says of it, "" when it was not
	// asked.
	Known string `json:"known,omitempty"`
}

// Change is one field of a payment instruction that differs from the one
// before.
type Change struct {
	Field  string  `json:"field"` // account, beneficiary, bank, bic, country, currency
	From   string  `json:"from"`
	To     string  `json:"to"`
	At     Mention `json:"at"`
	Before Mention `json:"before"` // the message that gave what held before
}

// mention gives the place of the message that is being taken, as its source
// counts it.
func (c *conversation) mention(m *chat.Message) Mention {
	return Mention{m.Source, m.Conversation, m.Platform, c.index, m.Line, m.Time, m.Sender, m.Role}
}

// newAccount is the record of a payment instruction.
func newAccount(in *identifier.Instruction) Account {
	a := Account{
		Type: string(in.Account.Kind), Value: in.Account.Value, Normalised: in.Account.Normalised,
		Valid: in.Account.Valid, Note: in.Account.Note,
	}
	if a.Type == "" {
		a.Type, a.Value, a.Normalised = payeeType, in.Beneficiary.Value, in.Beneficiary.Value
	}
	a.fill(in)
	return a
}

// payeeType is the type of a payee without a number.
const payeeType = "payee"

// fill adds what an instruction says and the record lacks.
func (a *Account) fill(in *identifier.Instruction) {
	a.Person = a.Person || a.Beneficiary == "" && in.Personal
	for _, f := range []struct {
		to    *string
		value string
	}{
		{&a.Beneficiary, in.Beneficiary.Value}, {&a.Bank, in.Bank.Value}, {&a.BIC, in.BIC.Normalised},
		{&a.Branch, in.Branch.Normalised}, {&a.Country, in.Country}, {&a.Currency, in.Currency},
	} {
		if *f.to == "" {
			*f.to = f.value
		}
	}
}
