package identifier

import "strings"

// Comparison says how two account numbers relate.
type Comparison string

// The outcomes of comparing two accounts.
const (
	Same       Comparison = "same"
	Different  Comparison = "different"
	Consistent Comparison = "consistent"  // what is visible of a masked number agrees
	SubAccount Comparison = "sub-account" // only the suffix differs
)

// SameAccount compares two account numbers as written or normalised. Hidden
// digits are given as * or x; leading zeros count only if both have them.
func SameAccount(a, b string) Comparison {
	a, b = accountKey(a), accountKey(b)
	switch {
	case a == "" || b == "":
		return Different
	case a == b:
		return Same
	case strings.Contains(a, "*") || strings.Contains(b, "*"):
		return compareMasked(a, b)
	}
	x, y := strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	if x == y {
		return Same
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	// The Hong Kong form bank-branch-account-suffix, and a suffix left out.
	if allDigits(x) && allDigits(y) && len(y) >= 12 && len(y) <= 15 {
		if len(y)-len(x) == 3 && strings.HasPrefix(y, x) && len(x) >= 9 {
			return SubAccount
		}
		if len(x) == len(y) && len(y) <= 15 && x[:len(x)-3] == y[:len(y)-3] && x[len(x)-3] == '0' && y[len(y)-3] == '0' {
			return SubAccount
		}
	}
	return Different
}

// accountKey is the comparison key of an account number: upper case, letters
// and digits only, one * for each hidden part.
func accountKey(v string) string {
	var t scan
	t.fold(v)
	var b strings.Builder
	star := false
	for i := 0; i < len(t.s); i++ {
		switch c := t.s[i]; {
		case c == '*' || c == 'x' && b.Len() > 0 || c == 'X' && b.Len() > 0 && i+1 < len(t.s) && (t.s[i+1] == 'X' || t.s[i-1] == 'X') || c >= 0x80:
			star = true
		case isAlnum(c):
			if star {
				b.WriteByte('*')
				star = false
			}
			if c >= 'a' {
				c &^= 0x20
			}
			b.WriteByte(c)
		}
	}
	if star {
		b.WriteByte('*')
	}
	return b.String()
}

// compareMasked compares the visible ends of two numbers of which at least one
// is masked.
func compareMasked(a, b string) Comparison {
	ah, at := ends(a)
	bh, bt := ends(b)
	n, m := min(len(ah), len(bh)), min(len(at), len(bt))
	if ah[:n] != bh[:n] || at[len(at)-m:] != bt[len(bt)-m:] || m == 0 && n < 4 {
		return Different
	}
	return Consistent
}

// ends gives the visible beginning and end of v; both are v when nothing is
// hidden.
func ends(v string) (string, string) {
	i := strings.IndexByte(v, '*')
	if i < 0 {
		return v, v
	}
	return v[:i], v[strings.LastIndexByte(v, '*')+1:]
}
