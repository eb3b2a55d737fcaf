package identifier

import (
	"strings"
	"unicode/utf8"
)

// particulars fills address and currency from their labels.
func (t *scan) particulars(in *Instruction) {
	for k := range t.hits {
		h := &t.hits[k]
		switch h.role {
		case address:
			if a, z, colon := t.value(h, false); colon && z > a && in.BankAddress.Value == "" && (strings.Contains(h.label.word, "bank") || strings.Contains(h.label.word, "行") || t.afterBank(in, h.start)) {
				in.BankAddress = t.field(a, z)
			}
		case money:
			if a, z, colon := t.value(h, false); colon && z > a && in.Currency == "" {
				in.Currency = currencyIn(t.s[a:z])
			}
		case account:
			if c := currencyIn(h.label.word); c != "" && in.Currency == "" && t.near(in.Account, h.start, 80) {
				in.Currency = c
			}
		}
	}
	if in.Currency == "" && in.Account.Kind != "" {
		a := in.Account.Start
		if t.off != nil {
			a = t.forth(a)
		}
		in.Currency = t.currencyBefore(a)
	}
}

// near reports whether f stands within n bytes behind place i.
func (t *scan) near(f Found, i, n int) bool {
	start, _ := t.back(i, i)
	return f.Kind != "" && f.Start >= start && f.Start-start <= n
}

// afterBank reports whether a bank was named before place i, so that an
// address there is the bank's.
func (t *scan) afterBank(in *Instruction, i int) bool {
	start, _ := t.back(i, i)
	return in.Bank.Value != "" && in.Bank.Start < start
}

// currencyIn gives the currency that v names, "" for none.
func currencyIn(v string) string {
	for w := range strings.FieldsFuncSeq(strings.ToLower(v), func(r rune) bool { return r == ' ' || r == '/' || r == ',' || isDigit(byte(r)) && r < 128 }) {
		for _, c := range currencies {
			if w == c.word && c.word != "u" {
				return c.code
			}
		}
	}
	for _, c := range currencies {
		if c.word[0] >= utf8.RuneSelf && len(c.word) >= 6 && strings.HasPrefix(v, c.word) {
			return c.code
		}
	}
	return ""
}

// countryWords are places in bank names and addresses, and their countries.
var countryWords = [...][2]string{
	{"hong kong", "HK"}, {"hongkong", "HK"}, {"(hk)", "HK"}, {"kowloon", "HK"}, {"香港", "HK"}, {"dubai", "AE"}, {"uae", "AE"}, {"abu dhabi", "AE"}, {"迪拜", "AE"}, {"阿联酋", "AE"}, {"london", "GB"}, {"united kingdom", "GB"},
	{"singapore", "SG"}, {"新加坡", "SG"}, {"taiwan", "TW"}, {"taipei", "TW"}, {"台灣", "TW"}, {"台湾", "TW"}, {"vietnam", "VN"}, {"hcmc", "VN"}, {"nairobi", "KE"}, {"kenya", "KE"}, {"turkey", "TR"}, {"istanbul", "TR"}, {"warsaw", "PL"}, {"poland", "PL"}, {"vilnius", "LT"}, {"lithuania", "LT"},
	{"germany", "DE"}, {"frankfurt", "DE"}, {"new york", "US"}, {"u.s.a", "US"}, {"malaysia", "MY"}, {"kuala lumpur", "MY"}, {"thailand", "TH"}, {"bangkok", "TH"}, {"macau", "MO"}, {"澳门", "MO"}, {"manila", "PH"}, {"india", "IN"}, {"mumbai", "IN"},
	{"china", "CN"}, {"中国", "CN"}, {"shenzhen", "CN"}, {"guangzhou", "CN"}, {"yiwu", "CN"}, {"ningbo", "CN"}, {"shanghai", "CN"}, {"beijing", "CN"}, {"支行", "CN"}, {"农商", "CN"},
}

// countryOf gives the country of the account: the IBAN tells it best, then the
// BIC, the place in the bank's name or address, what the number tells.
func (t *scan) countryOf(in Instruction) string {
	switch {
	case in.Account.Kind == IBAN:
		return in.Account.Country
	case in.BIC.Country != "":
		return in.BIC.Country
	case in.Branch.Country != "":
		return in.Branch.Country
	}
	where := strings.ToLower(in.Bank.Value + " " + in.BankAddress.Value)
	if a, z := in.Bank.End, in.Account.Start; in.Bank.Value != "" && in.Account.Kind != "" && a < z && z-a < 60 {
		where += " " + strings.ToLower(t.src[a:z]) // "…Bank, Nairobi, A/C"
	}
	for _, c := range countryWords {
		if strings.Contains(where, c[0]) && !(c[1] == "CN" && strings.Contains(where, "bank of china") && c[0] == "china") {
			return c[1]
		}
	}
	var u scan
	u.fold(in.Bank.Value)
	u.read()
	for _, h := range u.hits {
		if h.role == bankWord && h.name() != "" {
			return h.name()
		}
	}
	if mainlandBank(in.Bank.Value) {
		return "CN"
	}
	return in.Account.Country
}

// mainlandBank reports whether the name of a bank holds a place of mainland
// China, or is written in simplified characters.
func mainlandBank(name string) bool {
	if strings.Contains(name, "银行") || strings.Contains(name, "信用社") {
		return true
	}
	for w := range strings.FieldsSeq(strings.ToLower(name)) {
		if strings.Contains(mainlandPlaces, " "+strings.Trim(w, ",.")+" ") {
			return true
		}
	}
	return false
}
