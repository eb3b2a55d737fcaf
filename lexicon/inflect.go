package lexicon

import "strings"

// inflections gives w and its regular English forms: the plural and, for a
// verb, the third person, past and present participle. Wrong forms that it
// makes too are words nobody writes.
func inflections(w string, verb bool) []string {
	if len(w) < 3 || !asciiWord(w) {
		return []string{w}
	}
	out := []string{w, plural(w)}
	if !verb {
		return out
	}
	switch {
	case strings.HasSuffix(w, "ee"), strings.HasSuffix(w, "oe"):
		return append(out, w+"d", w+"ing")
	case strings.HasSuffix(w, "e"):
		return append(out, w+"d", w[:len(w)-1]+"ing")
	case strings.HasSuffix(w, "y") && !vowel(w[len(w)-2]):
		return append(out, w[:len(w)-1]+"ied", w+"ing")
	case len(w) <= 9 && !vowel(w[len(w)-1]) && vowel(w[len(w)-2]) && !vowel(w[len(w)-3]) && !strings.ContainsAny(w[len(w)-1:], "wxy"):
		stem := w + w[len(w)-1:]
		out = append(out, stem+"ed", stem+"ing")
	}
	return append(out, w+"ed", w+"ing")
}

func plural(w string) string {
	switch {
	case strings.HasSuffix(w, "y") && !vowel(w[len(w)-2]):
		return w[:len(w)-1] + "ies"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "z"),
		strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"), strings.HasSuffix(w, "o"):
		return w + "es"
	}
	return w + "s"
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

func asciiWord(w string) bool {
	for i := range len(w) {
		if !asciiLetter(w[i]) {
			return false
		}
	}
	return true
}

// minTypo is the length from which a word keeps its look with a letter wrong.
const minTypo = 6

// misspellings gives w with an inner letter left out, doubled or swapped with
// its neighbour.
func misspellings(w string) []string {
	if len(w) < minTypo || !asciiWord(w) {
		return nil
	}
	var out []string
	for i := 1; i < len(w); i++ {
		out = append(out, w[:i]+w[i+1:], w[:i]+w[i:i+1]+w[i:])
		if i+1 < len(w) {
			out = append(out, w[:i]+w[i+1:i+2]+w[i:i+1]+w[i+2:])
		}
	}
	return out
}
