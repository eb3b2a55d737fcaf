package identifier

import (
	"strings"
	"unicode"
)

// SameName reports whether two payees are one: the same name but for case and
// marks, one company under its Chinese and its Latin name, or one person in
// characters and in pinyin, in either order.
func SameName(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	x, y := nameKey(a), nameKey(b)
	if x == y {
		return true
	}
	if variant, _ := NameVariant(a, b); variant {
		return false
	}
	if same, _ := SameCompany(a, b); same && (CompanyName(a) || CompanyName(b)) {
		return true
	}
	return ShortName(a, b) || ShortName(b, a) || samePerson(a, b) || samePerson(b, a)
}

// samePerson reports whether the Latin name b is that of the Chinese name a.
func samePerson(a, b string) bool {
	han, rest := splitScripts(a)
	if han == "" || strings.Trim(rest, " .") != "" || len(han) > 12 || len(b) > 60 {
		return false
	}
	words := strings.FieldsFunc(strings.ToLower(b), func(r rune) bool { return !unicode.IsLetter(r) })
	if len(words) > 0 && strings.Contains(" mr ms mrs miss dr ", " "+words[0]+" ") {
		words = words[1:]
	}
	if len(words) < 2 || len(words) > 4 {
		return false
	}
	last := len(words) - 1
	return sounds(han, strings.Join(words, "")) || sounds(han, words[last]+strings.Join(words[:last], ""))
}

// banks are the large banks by the beginning of their BICs, with words of their
// names, lower case.
var banks = [...]struct {
	bic   string
	class string // of CNAPS codes
	words string
}{
	{"ICBK", "102", "icbc|industrial and commercial bank|industrial & commercial bank|工商银行|工商銀行|工行"},
	{"ABOC", "103", "agricultural bank of china|abc bank|农业银行|農業銀行|农行|農行"},
	{"BKCH", "104", "bank of china|boc |中国银行|中國銀行|中行|中银"},
	{"PCBC", "105", "china construction bank|ccb|建设银行|建設銀行|建行"},
	{"COMM", "301", "bank of communications|bocom|交通银行|交通銀行|交行"},
	{"CMBC", "308", "china merchants|cmb|招商银行|招商銀行|招行"},
	{"CIBK", "302", "citic|中信银行|中信銀行"},
	{"EVER", "303", "everbright|光大银行|光大銀行"},
	{"HXBK", "304", "hua xia|huaxia|华夏银行|華夏銀行"},
	{"MSBC", "305", "minsheng|民生银行|民生銀行"},
	{"GDBK", "306", "guangfa|广发银行|廣發銀行"},
	{"SZDB", "307", "ping an bank|平安银行|平安銀行"},
	{"FJIB", "309", "兴业银行|興業銀行|industrial bank co"},
	{"SPDB", "310", "pudong development|spdb|浦发|浦發"},
	{"PSBC", "403", "postal savings|psbc|邮储|郵儲|邮政储蓄"},
	{"HSBC", "501", "hsbc|汇丰|匯豐"},
	{"HASE", "", "hang seng|恒生"},
	{"SCBL", "", "standard chartered|渣打"},
	{"DHBK", "", "dbs bank (hong kong)|dbs hong kong"},
	{"DBSS", "", "dbs bank ltd"},
	{"OCBC", "", "ocbc|华侨银行|華僑銀行"},
	{"CITI", "", "citibank|花旗"},
	{"CHAS", "", "jpmorgan|jp morgan|chase bank|摩根"},
	{"DEUT", "", "deutsche bank|德意志银行"},
	{"BARC", "", "barclays"},
	{"BEAS", "", "bank of east asia|东亚银行|東亞銀行"},
}

// bankIndex gives the place in banks of a bank, by its name or its BIC; -1 when
// it is none of them.
func bankIndex(name, bic string) int {
	for i, b := range banks {
		if len(bic) >= 4 && bic[:4] == b.bic {
			return i
		}
	}
	if name == "" {
		return -1
	}
	name = strings.ToLower(name) + " "
	for i, b := range banks {
		for w := range strings.SplitSeq(b.words, "|") {
			if strings.Contains(name, w) {
				return i
			}
		}
	}
	return -1
}

// SameBank reports whether two banks, each known by its name or its BIC, are
// one. Banks of which too little is known are not.
func SameBank(nameA, bicA, nameB, bicB string) bool {
	if len(bicA) >= 6 && len(bicB) >= 6 {
		return bicA[:6] == bicB[:6]
	}
	if i := bankIndex(nameA, bicA); i >= 0 {
		return i == bankIndex(nameB, bicB)
	}
	return nameA != "" && nameKey(nameA) == nameKey(nameB)
}

// SameBankName reports whether two names may be of one bank: the same bank of
// the large ones, or names that are not both of large ones.
func SameBankName(a, b string) bool {
	i, j := bankIndex(a, ""), bankIndex(b, "")
	if i >= 0 && j >= 0 {
		return i == j
	}
	x, y := nameKey(a), nameKey(b)
	return strings.Contains(x, y) || strings.Contains(y, x)
}

// SameBIC reports whether two BICs name one office; a head office is that of
// eight characters or of XXX.
func SameBIC(a, b string) bool {
	return strings.TrimSuffix(a, "XXX") == strings.TrimSuffix(b, "XXX")
}

// CodesFit says why the codes of a bank block do not fit together, "" when they
// do: a BIC of another country than the IBAN, a branch number or a BIC of
// another bank than the one named.
func (in *Instruction) CodesFit() string {
	named := bankIndex(in.Bank.Value, "")
	switch coded := bankIndex("", in.BIC.Normalised); {
	case in.Account.Kind == IBAN && in.BIC.Country != "" && in.BIC.Country != in.Account.Country:
		return "the IBAN is of " + in.Account.Country + ", the BIC of " + in.BIC.Country
	case named >= 0 && coded >= 0 && named != coded && banks[named].bic != "DBSS":
		return "the BIC " + in.BIC.Normalised + " is of another bank than " + in.Bank.Value
	case named >= 0 && in.Branch.Kind == CNAPS && in.Branch.Valid && banks[named].class != "" && !strings.HasPrefix(in.Branch.Normalised, banks[named].class):
		return "the branch number " + in.Branch.Normalised + " is of another bank than " + in.Bank.Value
	}
	return ""
}
