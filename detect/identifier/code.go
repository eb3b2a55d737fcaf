package identifier

import "strings"

// codes finds what is written in letters and digits and proves itself by a
// check: wallets, IBANs, company codes, identity and tracking numbers.
func (t *scan) codes() {
	for i, n := range t.nums {
		if !t.free(n.start, n.end) {
			continue
		}
		a, z := t.wordAround(n.start)
		if t.coinWord(a, z) || t.ibanAt(i) || t.codeWord(a, z) || t.trackingWord(i, a, z) {
			continue
		}
	}
	t.bics()
}

// codeWord takes s[a:z] as a company code or an identity number.
func (t *scan) codeWord(a, z int) bool {
	v := t.s[a:z]
	if z-a == 15 {
		lab := t.before(a, reach, introducers)
		if lab == nil || lab.role != code || CheckRegistration(v) != "" {
			return false
		}
		t.put(a, z, Found{Kind: CompanyCode, Normalised: v, Grade: Valid, Country: "CN", Label: lab.word()})
		return true
	}
	if z-a == 11 {
		return t.ifsc(a, z)
	}
	if z-a != 18 {
		return false
	}
	up := strings.ToUpper(v)
	lab := t.before(a, reach, introducers)
	if CheckIdentity(up) == "" {
		if lab != nil && (lab.role == account || lab.role == card || lab.role == trap || lab.role == parcel) {
			return false
		}
		t.put(a, z, Found{Kind: IdentityNumber, Normalised: up, Grade: Valid, Country: "CN", Label: lab.word()})
		return true
	}
	why := CheckCompanyCode(up)
	labelled := lab != nil && lab.role == code
	switch {
	case why == "" && (labelled || up[0] == '9' && strings.ContainsAny(up, "ABCDEFGHJKLMNPQRTUWXY")):
		t.put(a, z, Found{Kind: CompanyCode, Normalised: up, Grade: Valid, Country: "CN", Label: lab.word()})
	case labelled:
		t.put(a, z, Found{Kind: CompanyCode, Normalised: up, Grade: Plausible, Country: "CN", Note: why, Label: lab.word()})
	default:
		return false
	}
	return true
}

// ifsc takes s[a:z], eleven characters, as the code of a bank branch in India:
// four letters, 0, six letters or digits.
func (t *scan) ifsc(a, z int) bool {
	v := strings.ToUpper(t.s[a:z])
	lab := t.before(a, reach, introducers)
	if lab == nil || lab.role != branch || !strings.HasPrefix(lab.label.word, "ifsc") || v[4] != '0' || hasDigit(v[:4]) {
		return false
	}
	t.put(a, z, Found{Kind: SortCode, Normalised: v, Grade: Plausible, Country: "IN", Label: lab.word()})
	return true
}

// CheckCompanyCode reports why v is not a Unified Social Credit Code; "" when
// it is (GB 32100-2015: 18 characters, weighted sum mod 31).
func CheckCompanyCode(v string) string {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	weights := [...]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}
	if len(v) != 18 {
		return "a credit code has 18 characters"
	}
	if !strings.Contains("159Y", v[:1]) {
		return "no authority gives codes that begin with " + v[:1]
	}
	sum := 0
	for i := range len(v) {
		d := strings.IndexByte(alphabet, v[i])
		if d < 0 || i >= 2 && i < 8 && d > 9 {
			return "a credit code has no " + v[i:i+1] + " there"
		}
		if i < 17 {
			sum += d * weights[i]
		}
	}
	if alphabet[(31-sum%31)%31] != v[17] {
		return "the check character does not fit"
	}
	return ""
}

// CheckRegistration reports why v is not a Chinese registration number of the
// form used before 2015; "" when it is (15 digits, ISO 7064 MOD 11,10).
func CheckRegistration(v string) string {
	if len(v) != 15 || !allDigits(v) {
		return "a registration number has 15 digits"
	}
	if mod11_10(v) != 1 {
		return "the check digit does not fit"
	}
	return ""
}

// CheckIdentity reports why v is not a resident identity number of China; ""
// when it is (GB 11643: 17 digits with a date, check character MOD 11-2).
func CheckIdentity(v string) string {
	weights := [...]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	if len(v) != 18 || !allDigits(v[:17]) {
		return "an identity number has 18 characters"
	}
	if v[0] == '0' || v[0] > '8' || !isDate(v[6:14]) || v[6:8] != "19" && v[6:8] != "20" {
		return "there is no birthday in it"
	}
	sum := 0
	for i, w := range weights {
		sum += int(v[i]-'0') * w
	}
	if "10X98765432"[sum%11] != v[17] {
		return "the check character does not fit"
	}
	return ""
}

// mod11_10 is the final value of ISO 7064 MOD 11,10 over the digits of v with
// the check digit; 1 for a valid number.
func mod11_10(v string) int {
	p := 5
	for i := range len(v) {
		if p == 0 {
			p = 10
		}
		p = (p*2%11 + int(v[i]-'0')) % 10
	}
	return p
}

// isDate reports whether v is a day written YYYYMMDD.
func isDate(v string) bool {
	if len(v) != 8 || !allDigits(v) {
		return false
	}
	m, d := v[4:6], v[6:]
	return v[0] != '0' && m >= "01" && m <= "12" && d >= "01" && d <= "31"
}

func allDigits(v string) bool {
	for i := range len(v) {
		if !isDigit(v[i]) {
			return false
		}
	}
	return v != ""
}
