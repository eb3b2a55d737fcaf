package identifier

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// arrow reports whether r points from a label to its value.
func arrow(r rune) bool {
	return r >= 0x2190 && r <= 0x21ff || r >= 0x2794 && r <= 0x27be || r == '👉' || r == '➡'
}

// symbol reports whether r is a picture or an ornament, which no name holds.
func symbol(r rune) bool {
	return r >= 0x2190 && r < 0x2c00 && unicode.IsSymbol(r) || r >= 0x1f300 && r < 0x1fb00
}

// smallPinyin reports whether v is a person's name written small: zhang wei.
func smallPinyin(v string) bool {
	words := strings.Fields(v)
	if len(words) < 2 || len(words) > 3 {
		return false
	}
	for _, w := range words {
		if len(w) > 7 || strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") != "" {
			return false
		}
	}
	return Surname(words[0]) && strings.ContainsAny(words[1][len(words[1])-1:], "aeioungr")
}

// smallFirm reports whether v is a company's name written small, up to its
// legal form.
func smallFirm(v string) bool {
	words := strings.Fields(strings.ToLower(strings.Trim(v, ". ")))
	if len(words) < 2 || len(words) > 9 {
		return false
	}
	switch strings.Trim(words[len(words)-1], ".,") {
	case "ltd", "limited", "llc", "inc", "gmbh", "co.,ltd", "co.ltd":
		return true
	}
	return false
}

// cutBehindBank cuts the words behind the name of a Chinese bank.
func cutBehindBank(v string) string {
	r, _ := utf8.DecodeRuneInString(v)
	if !unicode.Is(unicode.Han, r) {
		return v
	}
	end := 0
	for _, w := range [...]string{"行 ", "社 "} {
		end = max(end, strings.LastIndex(v, w)+len("行"))
	}
	if end < len("行") || strings.HasSuffix(v, "行") || strings.HasSuffix(v, "社") || strings.HasSuffix(v, "部") {
		return v
	}
	return v[:end]
}
