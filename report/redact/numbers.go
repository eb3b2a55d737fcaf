package redact

import "strings"

// shortest is how many digits a number must have to be hidden whatever it is.
// Quantities and prices have fewer, accounts and telephones more.
const shortest = 7

// stretch is a part of a text.
type stretch struct{ start, end int }

// longNumbers finds long numbers, also in groups, that are no dates.
func longNumbers(text string) []stretch {
	var all []stretch
	for i := 0; i < len(text); i++ {
		if !digit(text[i]) {
			continue
		}
		end := i + 1
		for j := end; j < len(text) && (digit(text[j]) || strings.IndexByte(" -.", text[j]) >= 0 && j+1 < len(text) && digit(text[j+1])); j++ {
			end = j + 1
		}
		if s := text[i:end]; len(strings.TrimLeft(digitsOf(s), "0")) >= shortest && !date(s) {
			all = append(all, stretch{i, end})
		}
		i = end
	}
	return all
}

func digit(b byte) bool { return '0' <= b && b <= '9' }

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// date says whether a number is a date, with a clock behind it or not:
// 2024-03-05, 05.03.2024 15, 20240305, 2024-03-05-15-22-10.
func date(s string) bool {
	f := strings.FieldsFunc(s, func(r rune) bool { return r < '0' || '9' < r })
	if len(f) > 0 && len(f[0]) == 8 {
		f = append([]string{f[0][:4], f[0][4:6], f[0][6:]}, f[1:]...)
	}
	if len(f) == 4 && len(f[3]) == 6 {
		f = []string{f[0], f[1], f[2], f[3][:2], f[3][2:4], f[3][4:]}
	}
	if len(f) < 3 || len(f) > 6 || strings.Trim(s, "0123456789 -.:/") != "" {
		return false
	}
	for _, clock := range f[3:] {
		if !upTo(clock, "59") {
			return false
		}
	}
	return year(f[0]) && upTo(f[1], "12") && upTo(f[2], "31") || year(f[2]) && upTo(f[0], "31") && upTo(f[1], "31")
}

func year(s string) bool {
	return len(s) == 4 && (strings.HasPrefix(s, "19") || strings.HasPrefix(s, "20"))
}

func upTo(s, most string) bool {
	if len(s) == 1 {
		s = "0" + s
	}
	return len(s) == 2 && s <= most
}
