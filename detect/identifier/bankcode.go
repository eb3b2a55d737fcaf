package identifier

import "strings"

// CheckCNAPS reports why v is not a Chinese bank branch number; "" when it is
// (12 digits, ISO 7064 MOD 11,10 over all of them; the rule was derived from
// published codes).
func CheckCNAPS(v string) string {
	if len(v) != 12 || !allDigits(v) {
		return "a branch number has 12 digits"
	}
	if mod11_10(v) != 1 {
		return "the check digit does not fit"
	}
	return ""
}

// cnapsClass reports whether the first three digits are those of a kind of
// bank: the great state banks, the national and city banks, rural and postal
// banks, foreign banks.
func cnapsClass(v string) bool {
	c := v[:3]
	return c >= "102" && c <= "105" || c >= "201" && c <= "203" || c >= "301" && c <= "325" || c >= "401" && c <= "403" || c >= "501" && c <= "785"
}

// bankCode takes the groups from i to before j as a branch or routing number,
// given the label before them.
func (t *scan) bankCode(i, j int, lab *hit) bool {
	v := t.digits(i, j)
	a, z := t.nums[i].start, t.nums[j-1].end
	switch {
	case len(v) == 12 && lab != nil && lab.role == cnaps:
		f := Found{Kind: CNAPS, Normalised: v, Grade: Valid, Country: "CN", Label: lab.word()}
		if why := CheckCNAPS(v); why != "" {
			f.Grade, f.Note = Plausible, why
		}
		t.put(a, z, f)
	case len(v) == 9 && lab != nil && lab.role == routing:
		f := Found{Kind: ABA, Normalised: v, Grade: Valid, Country: "US", Label: lab.word()}
		if why := CheckABA(v); why != "" {
			f.Grade, f.Note = Plausible, why
		}
		t.put(a, z, f)
	case len(v) == 6 && lab != nil && lab.role == branch:
		f := Found{Kind: SortCode, Normalised: v, Grade: Plausible, Label: lab.word()}
		switch {
		case strings.HasPrefix(lab.label.word, "sort"), lab.label.word == "s/c":
			f.Country = "GB"
		case strings.HasPrefix(lab.label.word, "bsb"):
			f.Country = "AU"
		}
		t.put(a, z, f)
	default:
		return false
	}
	return true
}

// CheckABA reports why v is not a routing number of the United States; ""
// when it is (9 digits, district 00–12, 21–32, 61–72 or 80, weights 3 7 1).
func CheckABA(v string) string {
	if len(v) != 9 || !allDigits(v) {
		return "a routing number has 9 digits"
	}
	if d := v[:2]; !(d <= "12" || d >= "21" && d <= "32" || d >= "61" && d <= "72" || d == "80") {
		return "no district has the number " + d
	}
	sum := 0
	for i := range len(v) {
		sum += int(v[i]-'0') * [...]int{3, 7, 1}[i%3]
	}
	if sum%10 != 0 {
		return "the check digit does not fit"
	}
	return ""
}
