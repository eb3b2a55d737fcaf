package page

import "golang.org/x/net/html/atom"

// FileName gives the last segment of an address without its query, "" for
// data that stands in the page itself.
func FileName(address string) string { return base(address) }

// Fragment gives the words of a piece of HTML, or of a whole page, as a reader
// sees them, a line for each block, and the names of the pictures in it that
// are no emoji. Hidden elements, scripts and buttons do not count.
func Fragment(markup string) (text string, pictures []string) {
	root := parse(markup).root
	// The parser puts everything below <html>; a title is no part of the page.
	prune(root)
	var r rendering
	for n := range root.Descendants() {
		if n.DataAtom == atom.Body {
			r.node(n, false)
			break
		}
	}
	return r.text(), r.images
}
