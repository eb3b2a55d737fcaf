package identifier

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:generate go run ./gen pinyin
//go:generate go run ./gen plans

// syllables has a line for every syllable of pinyin, without tones: the
// characters that are read so, in the order of their numbers.
//
//go:embed data/pinyin.txt
var syllables string

// longestSyllable is zhuang's length.
const longestSyllable = 6

var readAs = sync.OnceValue(func() map[string]string {
	by := make(map[string]string, 512)
	for line := range strings.Lines(syllables) {
		syllable, characters, _ := strings.Cut(line, " ")
		by[syllable] = characters
	}
	return by
})

// sounds reports whether latin, small letters without spaces, is a reading of
// the Chinese characters of han.
func sounds(han, latin string) bool {
	rests := []string{latin}
	for _, r := range han {
		var next []string
		for _, rest := range rests {
			for n := 1; n <= min(longestSyllable, len(rest)); n++ {
				if strings.ContainsRune(readAs()[rest[:n]], r) && !slices.Contains(next, rest[n:]) {
					next = append(next, rest[n:])
				}
			}
		}
		if len(next) == 0 && (r < utf8.RuneSelf || !strings.ContainsRune(syllables, r)) {
			continue // no character that is read at all
		}
		if rests = next; len(rests) == 0 {
			return false
		}
	}
	return slices.Contains(rests, "")
}

// Readings gives the syllables of pinyin, without tones, that a Chinese
// character is read as, sorted.
func Readings(r rune) []string {
	var all []string
	for syllable, characters := range readAs() {
		if strings.ContainsRune(characters, r) {
			all = append(all, syllable)
		}
	}
	slices.Sort(all)
	return all
}
