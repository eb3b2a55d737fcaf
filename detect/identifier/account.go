package identifier

import (
	"strings"
	"unicode/utf8"
)

// cardNumber takes the groups from i on as the number of a bank card.
func (t *scan) cardNumber(i, j int, lab *hit) int {
	for k := min(j, i+6); k > i; k-- {
		c := t.count(i, k)
		if c < 15 || c > 19 || t.glued(i, k) || !cardShape(t.shape(i, k)) {
			continue
		}
		v := t.digits(i, k)
		a, z := t.nums[i].start, t.nums[k-1].end
		if v[0] == '0' || k < j && t.gap(k-1) == ' ' && k > i+1 && t.nums[k].len() <= 4 && c < 16 {
			continue
		}
		ctx := lab
		if ctx == nil || ctx.role != card && ctx.role != account && ctx.role != tail {
			ctx = t.bankNear(a, z)
		}
		bank, known := issuer(v)
		sum := luhn(v)
		labelled := lab != nil && lab.role == card
		switch {
		case known && sum && (strings.HasPrefix(v, "62") || ctx != nil):
		case labelled && (known || sum):
		case labelled && c >= 16 && lab.word() != "card":
		case strings.HasPrefix(v, "62") && c >= 16 && ctx != nil:
		default:
			continue
		}
		f := Found{Kind: Card, Normalised: v, Grade: Plausible, Label: lab.word(), Note: bank}
		if sum {
			f.Grade = Valid
		}
		if known {
			f.Country = "CN"
		}
		t.put(a, z, f)
		return k
	}
	return i
}

// cardShape reports whether card numbers are grouped that way.
func cardShape(shape string) bool {
	switch shape {
	case "9", "4444", "44443", "44442", "44441", "69", "4449", "449", "49", "649", "6643", "444444", "64443", "465", "4443":
		return true
	}
	return false
}

// issuers are the card prefixes of the large Chinese banks (identifiers by
// public issuer lists); other cards of the country begin with 62.
var issuers = map[string]string{
	"9558": "ICBC", "622202": "ICBC", "621226": "ICBC", "622208": "ICBC", "621225": "ICBC", "622203": "ICBC", "621721": "ICBC",
	"9559": "ABC", "622848": "ABC", "622845": "ABC", "622846": "ABC", "623052": "ABC",
	"621660": "BOC", "621661": "BOC", "621663": "BOC", "621785": "BOC", "621790": "BOC", "456351": "BOC", "601382": "BOC",
	"621700": "CCB", "622700": "CCB", "436742": "CCB", "622280": "CCB", "623668": "CCB",
	"622260": "BoCom", "622262": "BoCom", "621483": "CMB", "622588": "CMB", "621486": "CMB", "9555": "CMB",
	"621098": "PSBC", "621799": "PSBC", "622188": "PSBC", "955100": "PSBC", "621771": "CITIC", "622690": "CITIC",
	"621792": "SPDB", "622521": "SPDB", "622908": "Industrial", "622909": "Industrial", "622622": "Minsheng",
	"622660": "Everbright", "621626": "Ping An", "623058": "Ping An", "621462": "Guangfa", "622568": "Guangfa",
}

// issuer gives the bank of a Chinese card number as far as its prefix tells,
// and whether it is one.
func issuer(v string) (string, bool) {
	if b, ok := issuers[v[:6]]; ok {
		return b, true
	}
	if b, ok := issuers[v[:4]]; ok {
		return b, true
	}
	return "", strings.HasPrefix(v, "62") && len(v) >= 16
}

// luhn reports whether v passes the Luhn check (ISO/IEC 7812). UnionPay does
// not promise it: a failure is no reason to drop a labelled number.
func luhn(v string) bool {
	sum := 0
	for i := range len(v) {
		d := int(v[len(v)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// bankNear gives the word of a bank that stands by s[a:z]: on the line or the
// line above, or behind it on the same line.
func (t *scan) bankNear(a, z int) *hit {
	if h := t.before(a, 60, 1<<bankWord|1<<bankName|1<<trap|1<<parcel|1<<money); h != nil {
		if h.role == bankWord || h.role == bankName {
			return h
		}
		if t.adjoins(h, a) {
			return nil
		}
	}
	return t.after(z, reach, 1<<bankWord|1<<bankName)
}

// accountNumber takes the groups from i on as a bank account that has no
// checksum: a label or the name of a bank must introduce it.
func (t *scan) accountNumber(i, j int, lab *hit) int {
	a := t.nums[i].start
	if i > 0 && t.gap(i-1) == '-' && !t.behindBankCode(i) || t.dollars(a) {
		return i
	}
	least := 6
	switch {
	case lab != nil && (lab.role == account || lab.role == card || lab.role == iban || lab.role == wallet && lab.name() == "" || lab.role == bic):
		if lab.role != account {
			least = 9
		}
		if !t.adjoins(lab, a) {
			least = 9
		}
	case lab != nil && (lab.role == cnaps || lab.role == routing || lab.role == branch || lab.role == tail || lab.role == phone):
		if lab = t.bankNear(a, a); lab == nil {
			return i
		}
		least = 9
	default:
		k := t.accountEnd(i, j)
		if lab = t.bankNear(a, t.nums[k-1].end); lab == nil {
			return i
		}
		least = 9
	}
	k := t.accountEnd(i, j)
	v := t.digits(i, k)
	if len(v) < least || len(v) > 25 || t.glued(i, k) || t.counted(t.nums[k-1].end) || isDate(v) || lab.role == bankWord && isMobile(v) {
		return i
	}
	f := Found{Kind: Account, Normalised: v, Grade: Plausible, Label: lab.word()}
	if lab.role == bankWord {
		f.Country = lab.name()
	}
	if k == i+1 && t.behindBankCode(i) {
		f.Note = "bank code " + t.digits(i-1, i)
		t.claim(t.nums[i-1].start, t.nums[i-1].end)
	}
	t.offshore(a, &f)
	t.put(a, t.nums[k-1].end, f)
	return k
}

// behindBankCode reports whether group i is an account behind the three digits
// of its bank, as in Taiwan: 822-763170830076.
func (t *scan) behindBankCode(i int) bool {
	return i > 0 && t.nums[i].len() >= 9 && t.nums[i-1].len() == 3 && (t.gap(i-1) == ' ' || t.gap(i-1) == '-') && (i < 2 || t.gap(i-2) == 0)
}

// accountEnd gives the group behind the account number that begins with group
// i. A long first group takes only suffixes with a hyphen; short groups are
// joined as far as they go.
func (t *scan) accountEnd(i, j int) int {
	k := i + 1
	if t.nums[i].len() == 3 && k < j && t.nums[k].len() >= 9 {
		return k // a bank code of its own
	}
	if t.nums[i].len() >= 8 {
		for k < j && t.gap(k-1) == '-' && t.nums[k].len() <= 4 {
			k++
		}
		return k
	}
	for k < j && (t.nums[k].len() <= 9 || t.gap(k-1) == '-' && t.nums[k].len() <= 12) && t.count(i, k+1) <= 25 && !t.counted(t.nums[k].end) {
		k++
	}
	return k
}

// dollars reports whether a currency sign stands right before place a.
func (t *scan) dollars(a int) bool {
	g := strings.TrimRight(t.s[max(0, a-4):a], " ")
	r, _ := utf8.DecodeLastRuneInString(g)
	return r == '$' || r == '¥' || r == '€' || r == '£'
}

// offshore notes the prefixes of accounts that a mainland bank keeps for
// companies from outside.
func (t *scan) offshore(a int, f *Found) {
	w, _ := t.wordAround(max(0, a-1))
	p := strings.ToUpper(strings.TrimSpace(t.s[w:a]))
	if a > 4 && t.s[a-1] == ' ' {
		w, _ = t.wordAround(a - 2)
		p = strings.ToUpper(t.s[w : a-1])
	}
	switch p {
	case "NRA":
		f.Note = "NRA: the account of a foreign company at a bank in China"
	case "OSA":
		f.Note = "OSA: an offshore account at a bank in China"
	case "FTN", "FTE", "FTU":
		f.Note = p + ": a free trade zone account"
	default:
		return
	}
	f.Normalised = p + f.Normalised
}

// bankCodeNumber takes the groups from i on as a branch or routing number.
func (t *scan) bankCodeNumber(i, j int, lab *hit) int {
	for k := min(j, i+4); k > i; k-- {
		if t.glued(i, k) {
			continue
		}
		if lab != nil && t.bankCode(i, k, lab) {
			return k
		}
		// A code that proves itself counts beside the word of a bank.
		if v := t.digits(i, k); k == i+1 && len(v) == 12 && (lab == nil || lab.role == bic) && cnapsClass(v) && CheckCNAPS(v) == "" && t.cnapsLine(i) {
			t.put(t.nums[i].start, t.nums[i].end, Found{Kind: CNAPS, Normalised: v, Grade: Valid, Country: "CN"})
			return k
		}
	}
	return i
}

// cnapsLine reports whether group i stands by a bank, in a text that has given
// an account before it: what else would it be.
func (t *scan) cnapsLine(i int) bool {
	return t.paid && t.bankNear(t.nums[i].start, t.nums[i].end) != nil
}
