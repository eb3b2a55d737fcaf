package identifier

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// boldMarks gives the places of the stars that make words bold, *so* or
// **so**, rising. Stars that hide digits or names are none of them.
func boldMarks(text string) []int {
	var all []int
	for i := 0; i < len(text); {
		k := strings.IndexByte(text[i:], '*')
		if k < 0 {
			break
		}
		i += k
		n := stars(text, i)
		if z := boldEnd(text, i, n); z > 0 {
			for j := range n {
				all = append(all, i+j)
			}
			for j := range n {
				all = append(all, z+j)
			}
			i = z
		}
		i += n
	}
	return all
}

// stars is the number of stars in a row at place i.
func stars(text string, i int) int {
	n := 0
	for i+n < len(text) && text[i+n] == '*' {
		n++
	}
	return n
}

// maxBold is how many bytes of one line are bold at most.
const maxBold = 200

// boldEnd gives the place of the n stars that end what those at place i begin,
// 0 when they do not begin anything.
func boldEnd(text string, i, n int) int {
	if n > 2 || wordBefore(text, i) || !solid(text, i+n) {
		return 0
	}
	for z := i + n; z < min(len(text), i+maxBold) && text[z] != '\n'; z++ {
		if text[z] != '*' {
			continue
		}
		m := stars(text, z)
		if m == n && text[z-1] != ' ' && !wordAt(text, z+m) {
			return z
		}
		z += m - 1
	}
	return 0
}

// opensBold reports whether a star at place i may begin bold words; it is the
// cheap half of boldEnd.
func opensBold(text string, i int) bool {
	return i+1 < len(text) && text[i+1] != '*' && solid(text, i+1) && !wordBefore(text, i)
}

// solid reports whether something that is no space stands at place i.
func solid(text string, i int) bool { return i < len(text) && text[i] > ' ' }

func wordBefore(text string, i int) bool {
	r, n := utf8.DecodeLastRuneInString(text[:i])
	return n > 0 && (r == '*' || unicode.IsLetter(r) || unicode.IsDigit(r))
}

func wordAt(text string, i int) bool {
	r, n := utf8.DecodeRuneInString(text[i:])
	return n > 0 && (unicode.Is(unicode.Latin, r) || unicode.IsDigit(r))
}
