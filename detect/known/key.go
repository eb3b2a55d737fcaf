package known

import (
	"strings"
	"unicode"
)

// Key is what values of a kind are compared by: accounts by letters and digits
// without leading zeros, phones by their last digits, names by letters alone,
// the rest in small letters.
func Key(kind, value string) string {
	switch kind {
	case "account", "iban", "card", "wallet", "crypto", "fps", "alipay", "paypal":
		if strings.Contains(value, "@") {
			return strings.ToLower(strings.TrimSpace(value))
		}
		kept := strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, value)
		if kind != "crypto" && kind != "wallet" {
			kept = strings.ToUpper(kept)
		}
		return strings.TrimLeft(kept, "0")
	case "phone":
		digits := strings.Map(func(r rune) rune {
			if '0' <= r && r <= '9' {
				return r
			}
			return -1
		}, value)
		const last = 9 // one may have been written without the country code
		return digits[max(0, len(digits)-last):]
	case "beneficiary", "company", "person":
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return unicode.ToLower(r)
			}
			return -1
		}, value)
	case "domain":
		value = strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(value), "https://"), "http://")
		value, _, _ = strings.Cut(value, "/")
		return strings.TrimPrefix(value, "www.")
	}
	return strings.TrimPrefix(strings.ToLower(strings.TrimSpace(value)), "@")
}
