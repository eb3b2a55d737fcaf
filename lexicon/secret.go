package lexicon

import (
	"strings"
	"unicode/utf8"
)

// leet are the signs and digits that stand for letters.
var leet = [256]byte{'0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', '@': 'a', '$': 's', '+': 't', '*': 0}

// maxPieces is the most pieces into which a hidden word is cut.
const maxPieces = 12

// secretAt looks for a word of a disguise concept that starts at t[i:] and is
// cut by signs or written with digits and signs for letters. A word written
// plainly is not its business. The longest counts.
func (x *index) secretAt(r *Reading, t string, i int) {
	if i > 0 && asciiLetter(t[i-1]) {
		return
	}
	best, end := int32(0), i
	at, letters, cut, dressed := int32(0), 0, 0, false
walk:
	for j := i; j < len(t); j++ {
		c := t[j]
		switch {
		case asciiLetter(c):
			if at = x.secret.next(at, uint32(c)); at == 0 {
				break walk
			}
			letters++
		case leet[c] != 0 && j+1 < len(t) && (asciiLetter(t[j+1]) || leet[t[j+1]] != 0) && t[j-1] != ' ':
			if to := x.secret.next(at, uint32(leet[c])); to != 0 {
				at, dressed = to, true
				letters++
			} else if cut++; c >= '0' && c <= '9' {
				break walk
			}
		case c < utf8.RuneSelf && c != '\n' && (c < '0' || c > '9'):
			if cut++; cut > maxPieces*2 || j-i > 3*letters+2 {
				break walk
			}
			continue
		default:
			break walk
		}
		if (cut > 0 || dressed) && letters >= minSecret && (j+1 == len(t) || !asciiLetter(t[j+1])) &&
			x.nodes[at].forms > 0 && !x.plain(t[i:j+1]) {
			best, end = at, j+1
		}
	}
	forms := x.formsAt(best)
	for k := range forms {
		x.found(r, &forms[k], Hit{Start: int32(i), End: int32(end), Pos: r.pos, PosEnd: r.pos + 2*int32(len(latinWords(nil, t[i:end]))), Code: true})
	}
}

// plain says whether s is a phrase of the lexicon as it stands, or pieces of
// ordinary length such as "we chat" that need no deciphering.
func (x *index) plain(s string) bool {
	at := int32(0)
	for i, w := range latinWords(nil, s) {
		n := x.words.number(w)
		if i == 0 {
			at = x.starts[n]
		} else {
			at = x.latin.next(at, uint32(n))
		}
		if n == 0 || at == 0 {
			return false
		}
	}
	return x.nodes[at].forms > 0 && !strings.ContainsAny(s, "@$+*0123456789")
}

// suspect says whether a hidden word may start at t[i:]: its first letters are
// those of a word of a disguise concept, leaving out signs between them.
func (x *index) suspect(t string, i int) bool {
	for j := i + 1; j < len(t) && j <= i+3; j++ {
		c := t[j]
		if l := leet[c]; l != 0 {
			c = l
		}
		if asciiLetter(c) {
			return x.initial.has(pair(t[i], c))
		}
	}
	return false
}
