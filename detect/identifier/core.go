package identifier

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// CoreWords gives the words of a company's name, as they are written, that
// tell which company it is: without legal form, place and line of business.
func CoreWords(name string) []string {
	var all []string
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if r, _ := utf8.DecodeRuneInString(w); r >= utf8.RuneSelf {
			if core := readCompany(w).core; utf8.RuneCountInString(core) > 1 {
				all = append(all, core)
			}
			continue
		}
		low := strings.ToLower(w)
		if strings.Contains(dropped, " "+low+" ") || len(w) == 1 || isTrade(low) || strings.Contains(placeWords, " "+low+" ") || low == "hong" || low == "kong" {
			continue
		}
		all = append(all, w)
	}
	return all
}
