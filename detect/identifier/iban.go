package identifier

import "strings"

// ibanLength holds the length of an IBAN for each country that uses it (IBAN
// registry of SWIFT, release 101). China, Hong Kong, Taiwan, Japan, Korea,
// Singapore, Vietnam, India, the United States, Canada and Australia do not.
var ibanLength = lengths(`15 NO 16 BE 18 DK FI FK FO GL NL SD 19 MK SI 20 AT BA EE KZ LT LU MN XK 21 CH HR LI LV
	22 BG BH CR DE GB GE IE ME RS VA 23 AE GI IL IQ OM SO TL 24 AD CZ ES MD PK RO SA SE SK TN VG 25 LY PT ST
	26 IS TR 27 BI DJ FR GR IT MC MR SM 28 AL AZ BY CY DO GT HN HU LB NI PL SV 29 BR EG PS QA UA 30 JO KW MU YE
	31 MT SC 32 LC 33 RU`)

func lengths(list string) map[string]int {
	m, n := map[string]int{}, 0
	for w := range strings.FieldsSeq(list) {
		if isDigit(w[0]) {
			n = int(w[0]-'0')*10 + int(w[1]-'0')
		} else {
			m[w] = n
		}
	}
	return m
}

// CheckIBAN reports why the IBAN, upper case and without separators, is not
// valid; "" when it is (ISO 13616: length of the country, mod 97 of ISO 7064).
func CheckIBAN(v string) string {
	if len(v) < 5 {
		return "too short for an IBAN"
	}
	n, ok := ibanLength[v[:2]]
	switch {
	case !ok:
		return "no country with IBANs has the letters " + v[:2]
	case len(v) != n:
		return "an IBAN of " + v[:2] + " has another length"
	case mod97(v[4:]+v[:4]) != 1:
		return "the check digits do not fit"
	}
	return ""
}

// mod97 is the remainder of v, letters read as 10 to 35.
func mod97(v string) int {
	m := 0
	for i := range len(v) {
		switch c := v[i]; {
		case isDigit(c):
			m = (m*10 + int(c-'0')) % 97
		case isLetter(c):
			m = (m*100 + int(c&^0x20-'A') + 10) % 97
		default:
			return 0
		}
	}
	return m
}

// ibanAt looks for an IBAN whose check digits are the beginning of group i:
// two letters before them, glued on nothing but a label.
func (t *scan) ibanAt(i int) bool {
	n := t.nums[i]
	a := n.start - 2
	if a < 0 || n.len() < 2 || !isLetter(t.s[a]) || !isLetter(t.s[a+1]) {
		return false
	}
	if a > 0 && isAlnum(t.s[a-1]) && !t.labelEnds(a, iban) {
		return false
	}
	country := strings.ToUpper(t.s[a : a+2])
	want, ok := ibanLength[country]
	lab := t.before(a, reach, 1<<iban)
	if !ok && lab == nil {
		return false
	}
	if !ok {
		want = 34
	}
	v, end := t.gather(a, want)
	why := CheckIBAN(v)
	if lab == nil && !digitRun(v, 6) {
		return false // words can pass the check by chance
	}
	switch {
	case why == "" && (end == len(t.s) || !isAlnum(t.s[end])):
		t.put(a, end, Found{Kind: IBAN, Normalised: v, Grade: Valid, Country: country, Label: lab.word()})
	case lab != nil && len(v) >= 7:
		// A mistyped IBAN is still the account somebody is asked to pay to.
		t.put(a, end, Found{Kind: IBAN, Normalised: v, Grade: Plausible, Country: country, Note: why, Label: lab.word()})
	case ok && len(v) == want && end < len(t.s) && !isAlnum(t.s[end]):
		t.put(a, end, Found{Kind: IBAN, Normalised: v, Grade: Shape, Country: country, Note: why})
	default:
		return false
	}
	return true
}

// digitRun reports whether v has n digits in a row.
func digitRun(v string, n int) bool {
	row := 0
	for i := range len(v) {
		if row++; !isDigit(v[i]) {
			row = 0
		}
		if row == n {
			return true
		}
	}
	return false
}

// gather joins letters and digits from a on until there are want of them, over
// single separators, and gives them in upper case with the place behind the
// last. A group that would run over want is left out when the one before it
// could end a shorter number.
func (t *scan) gather(a, want int) (string, int) {
	var b [40]byte
	n, end := 0, a
	for i := a; i < len(t.s) && n < min(want, len(b)); {
		c := t.s[i]
		switch {
		case isAlnum(c):
			b[n] = c
			if c >= 'a' {
				b[n] = c &^ 0x20
			}
			n++
			i++
			end = i
		case (c == ' ' || c == '-' || c == '.') && i+1 < len(t.s) && (isDigit(t.s[i+1]) || isUpper(t.s[i+1]) || n < 9 && isLetter(t.s[i+1])):
			i++
		default:
			return string(b[:n]), end
		}
	}
	return string(b[:n]), end
}

// labelEnds reports whether a label of the role ends at place i.
func (t *scan) labelEnds(i int, r role) bool {
	k := t.lastHit(i)
	return k >= 0 && t.hits[k].end == i && t.hits[k].role == r
}
