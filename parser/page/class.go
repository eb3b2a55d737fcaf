package page

import (
	"strings"

	"golang.org/x/net/html"
)

// bareClasses adds to every class attribute the names without the hash tails
// that build tools append, so that selectors find them.
func bareClasses(root *html.Node) {
	for n := range root.Descendants() {
		for i, a := range n.Attr {
			if a.Key != "class" || !strings.ContainsAny(a.Val, "_-") {
				continue
			}
			var bare []string
			for token := range strings.FieldsSeq(a.Val) {
				bare = append(bare, bareNames(token)...)
			}
			if len(bare) > 0 {
				n.Attr[i].Val += " " + strings.Join(bare, " ")
			}
		}
	}
}

// bareNames gives a class name without its hash tail (message-item__3xKq9,
// message-item--a1B2c, message-item-x7k2p), and without the module name before
// it (index-module__message-item___3xKq9); nothing for a name without a tail.
func bareNames(token string) []string {
	name, ok := cutTail(token)
	if !ok {
		return nil
	}
	names := []string{name}
	for _, sep := range []string{"--", "__", "_"} {
		if i := strings.LastIndex(name, sep); i > 0 && i+len(sep) < len(name) {
			return append(names, name[i+len(sep):])
		}
	}
	return names
}

// Hashes of build tools have so many characters.
const minHash, maxHash = 4, 10

func cutTail(token string) (name string, ok bool) {
	for _, sep := range []string{"__", "--", "_", "-"} {
		i := strings.LastIndex(token, sep)
		if i <= 0 {
			continue
		}
		tail := token[i+len(sep):]
		if len(tail) >= minHash && len(tail) <= maxHash && hashed(tail) {
			return strings.TrimRight(token[:i], "_-"), true
		}
	}
	return "", false
}

// hashed says whether a tail is no word: it mixes digits with letters, or has
// a capital behind a small letter.
func hashed(s string) bool {
	digit, letter, hump := false, false, false
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digit = true
		case c >= 'A' && c <= 'Z':
			letter = true
			hump = hump || i > 0 && s[i-1] >= 'a' && s[i-1] <= 'z'
		case c >= 'a' && c <= 'z':
			letter = true
		case c != '-' && c != '+' && c != '_':
			return false
		}
	}
	return digit && letter || hump
}
