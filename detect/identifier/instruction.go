package identifier

// Field is a piece of text of a bank block; Value is "" when it is not there.
type Field struct {
	Value      string // as written, without the label
	Start, End int    // byte offsets in the text
}

// Instruction is what one message says about where to pay: all of a bank block
// or only one field of it.
type Instruction struct {
	Beneficiary Field
	Bank        Field
	BankAddress Field
	Account     Found // IBAN, account, card or wallet; Kind is "" when there is none
	BIC         Found
	Branch      Found  // CNAPS, routing number or sort code
	Country     string // ISO 3166 code of the account's country as far as BIC, IBAN, bank or address tell
	Currency    string // ISO 4217, "" when not said
	Personal    bool   // the payee is a person
}

// Instructions reads the bank block of one message from its labelled lines,
// given what [Find] found in it; false when there is none.
func Instructions(text string, found []Found) (Instruction, bool) {
	var in Instruction
	for _, f := range found {
		switch f.Kind {
		case IBAN, Account, Card, Crypto, Alipay, PayPal, FPS:
			if in.Account.Kind == "" && f.Grade > Shape {
				in.Account = f
			}
		case BIC:
			in.BIC = f
		case CNAPS, ABA, SortCode:
			in.Branch = f
		}
	}
	return in, in.Account.Kind != "" || in.BIC.Kind != "" || in.Branch.Kind != ""
}
