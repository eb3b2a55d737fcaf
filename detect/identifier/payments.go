package identifier

import "strings"

// maxPayments bounds how many accounts of one text are read with their blocks.
const maxPayments = 24

// Payments reads every account of a text as a payment instruction of its own,
// in their order: three cards with three names are three instructions, an
// account in dollars and one in yuan share the payee that is named once. Without
// an account it gives what [Instructions] gives.
func Payments(text string, found []Found) []Instruction {
	whole, ok := Instructions(text, found)
	if !ok {
		return nil
	}
	var accounts []Found
	for _, f := range found {
		if f.PaidTo() && f.Grade > Shape && len(accounts) < maxPayments {
			accounts = append(accounts, f)
		}
	}
	if len(accounts) < 2 {
		return []Instruction{whole}
	}
	cuts := blockCuts(text, found, accounts)
	all := make([]Instruction, 0, len(accounts))
	for i, a := range accounts {
		in, ok := Instructions(text[cuts[i]:cuts[i+1]], shifted(found, cuts[i], cuts[i+1]))
		if !ok || in.Account.Normalised != a.Normalised {
			in = Instruction{Account: a, Country: a.Country}
		}
		in.shift(cuts[i])
		in.inherit(whole, found)
		all = append(all, in)
	}
	return all
}

// PaidTo reports whether money is sent to what was found: an account, a card, a
// wallet.
func (f Found) PaidTo() bool {
	switch f.Kind {
	case IBAN, Account, Card, Crypto, Alipay, PayPal, FPS:
		return true
	}
	return false
}

// blockCuts gives where the block of each account begins, and the end of text.
// A block begins at the line whose label began the first one when that label
// comes again, else at the line of the account, or behind the line of the one
// before where the fields stand above their accounts.
func blockCuts(text string, found, accounts []Found) []int {
	cuts := make([]int, 1, len(accounts)+1)
	lead := leading(found)
	above := lead != "" && !(Found{Kind: lead}).PaidTo()
	for i := 1; i < len(accounts); i++ {
		from, to := accounts[i-1].End, accounts[i].Start
		cut := lineBegin(text, to)
		switch at := again(found, lead, from, to); {
		case above && at > 0:
			cut = max(lineBegin(text, at), from)
		case strings.Contains(text[from:to], "\n\n"):
			cut = from + strings.LastIndex(text[from:to], "\n\n") + 2
		case above && cut > from && named(found, lineEnd(text, from), cut):
			cut = lineEnd(text, from)
		case cut <= from:
			cut = from
		}
		cuts = append(cuts, cut)
	}
	return append(cuts, len(text))
}

// leading is the kind of the first field of a block in a text.
func leading(found []Found) Kind {
	for _, f := range found {
		if f.PaidTo() || isField(f.Kind) {
			return f.Kind
		}
	}
	return ""
}

func isField(k Kind) bool {
	return k == Beneficiary || k == Bank || k == BIC || k == Company || k == CNAPS || k == ABA || k == SortCode
}

// again gives where something of a kind stands between two places, 0 when
// nothing does.
func again(found []Found, k Kind, from, to int) int {
	for _, f := range found {
		if f.Kind == k && f.Start >= from && f.Start < to {
			return f.Start
		}
	}
	return 0
}

// named reports whether a field of a block stands between two places.
func named(found []Found, from, to int) bool {
	for _, f := range found {
		if isField(f.Kind) && f.Start >= from && f.Start < to {
			return true
		}
	}
	return false
}

func lineBegin(text string, i int) int { return strings.LastIndexByte(text[:i], '\n') + 1 }

func lineEnd(text string, i int) int {
	if n := strings.IndexByte(text[i:], '\n'); n >= 0 {
		return i + n + 1
	}
	return len(text)
}

// shifted gives what was found in text[a:z], with offsets from a.
func shifted(found []Found, a, z int) []Found {
	var out []Found
	for _, f := range found {
		if f.Start >= a && f.End <= z {
			f.Start, f.End = f.Start-a, f.End-a
			out = append(out, f)
		}
	}
	return out
}

// shift moves the offsets of an instruction by n.
func (in *Instruction) shift(n int) {
	for _, f := range []*Field{&in.Beneficiary, &in.Bank, &in.BankAddress} {
		if f.Value != "" {
			f.Start, f.End = f.Start+n, f.End+n
		}
	}
	for _, f := range []*Found{&in.Account, &in.BIC, &in.Branch} {
		if f.Kind != "" && f.Value != "" {
			f.Start, f.End = f.Start+n, f.End+n
		}
	}
}

// inherit fills the fields that a text gives once for all its accounts.
func (in *Instruction) inherit(whole Instruction, found []Found) {
	times := map[Kind]int{}
	for _, f := range found {
		times[f.Kind]++
	}
	if in.Beneficiary.Value == "" && times[Beneficiary] <= 1 && (times[Beneficiary] == 1 || times[Company] <= 1) {
		in.Beneficiary, in.Personal = whole.Beneficiary, whole.Personal
	}
	if in.Bank.Value == "" && times[Bank] <= 1 {
		in.Bank, in.BankAddress = whole.Bank, whole.BankAddress
	}
	if in.BIC.Kind == "" && times[BIC] == 1 {
		in.BIC = whole.BIC
	}
	if in.Country == "" {
		in.Country = whole.Country
	}
}
