package lexicon

import (
	"unicode"
	"unicode/utf8"
)

// form is what a word or phrase of the lexicon stands for.
type form struct {
	concept  int16 // it counts for all above it, too
	pinyin   bool
	code     bool // a code word
	disguise bool // counts when it is cut by signs
	single   bool // one Chinese character
}

// node is a beginning of words or phrases that the scanner has followed.
type node struct {
	first int32 // where in index.forms those that end here begin
	forms int16 // how many they are
	more  bool  // some go on from here
	cut   bool  // one of them counts when it is cut by signs
}

// index finds words. Phrases in Latin script are looked up word by word,
// everything with Chinese characters rune by rune, hidden words letter by
// letter. Node 0 is the root of all three.
type index struct {
	nodes   []node
	forms   []form
	above   [][]int16 // by concept: itself and all that it counts for
	words   vocabulary
	starts  []int32        // by word: the node to which it leads from the root
	latin   edges          // by word
	roots   [1 << 16]int32 // by rune: the node to which it leads from the root
	mixed   edges          // by rune
	secret  edges          // by letter: words of disguise concepts without separators
	initial set            // first two letters of secret words
	marks   [utf8.RuneSelf][]int16

	// chinese gives the forms with Chinese characters that are no code words,
	// for the segmentation.
	chinese func() []string
}

// formsAt gives the forms that end at a node.
func (x *index) formsAt(at int32) []form {
	n := &x.nodes[at]
	return x.forms[n.first : n.first+int32(n.forms)]
}

// latinWords adds to out the words of a folded phrase, as the scanner sees them.
func latinWords(out []string, s string) []string {
	for i := 0; i < len(s); {
		n := wordLen(s[i:])
		if n > 0 {
			out = append(out, s[i:i+n])
			i += n
			continue
		}
		_, n = decode(s[i:])
		i += n
	}
	return out
}

// wordLen is the length of the run of letters or of digits at the start of a
// folded text, 0 when there is none. Chinese characters are no letters here;
// an apostrophe inside a word belongs to it.
func wordLen(s string) int {
	if s[0] >= '0' && s[0] <= '9' {
		n := 1
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		return n
	}
	n := 0
	for n < len(s) {
		switch c := s[n]; {
		case asciiLetter(c):
			n++
		case c == '\'' && n > 0 && n+1 < len(s) && asciiLetter(s[n+1]):
			n++
		case c < utf8.RuneSelf:
			return n
		default:
			r, size := decode(s[n:])
			if isHan(r) || !unicode.IsLetter(r) {
				return n
			}
			n += size
		}
	}
	return n
}
