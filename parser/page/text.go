package page

import (
	"path"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"backchannel/parser/lines"
)

// prune takes out what no reader sees: scripts, styles, templates, buttons and
// hidden elements.
func prune(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.CommentNode || c.Type == html.ElementNode && unseen(c) {
			n.RemoveChild(c)
		} else {
			prune(c)
		}
		c = next
	}
}

func unseen(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Button, atom.Noscript, atom.Title, atom.Svg:
		return true
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			if hiding.MatchString(a.Val) {
				return true
			}
		}
	}
	return false
}

var hiding = regexp.MustCompile(`(?i)(?:^|[;\s])display\s*:\s*none`)

// blocks are the elements that begin and end a line.
var blocks = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Body: true, atom.Dd: true,
	atom.Details: true, atom.Div: true, atom.Dl: true, atom.Dt: true, atom.Fieldset: true, atom.Figcaption: true,
	atom.Figure: true, atom.Footer: true, atom.Form: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true,
	atom.H5: true, atom.H6: true, atom.Header: true, atom.Hr: true, atom.Li: true, atom.Main: true, atom.Nav: true,
	atom.Ol: true, atom.P: true, atom.Pre: true, atom.Section: true, atom.Summary: true, atom.Table: true,
	atom.Tbody: true, atom.Tfoot: true, atom.Thead: true, atom.Tr: true, atom.Ul: true,
}

// rendering collects the text of elements as a reader sees it.
type rendering struct {
	b       strings.Builder
	fill    int // bytes in the current line
	blank   bool
	images  []string            // names of pictures that are no emoji
	without map[*html.Node]bool // what to leave out
}

// visible gives the text below n: a <br> and the end of a block make one line
// end, runs of blanks one blank, every line is trimmed. Emoji pictures become
// their text.
func visible(n *html.Node) string {
	var r rendering
	r.node(n, false)
	return r.text()
}

func (r *rendering) text() string { return lines.Bare(strings.Trim(r.b.String(), "\n")) }

func (r *rendering) node(n *html.Node, pre bool) {
	switch n.Type {
	case html.TextNode:
		r.write(n.Data, pre)
		return
	case html.ElementNode:
		if r.without[n] {
			return
		}
	case html.CommentNode:
		return
	}
	switch n.DataAtom {
	case atom.Br:
		r.newline()
		return
	case atom.Img:
		r.image(n)
		return
	case atom.Video, atom.Audio:
		r.recording(n)
		return
	case atom.Td, atom.Th:
		r.blank = r.fill > 0
	case atom.Pre, atom.Textarea:
		pre = true
	}
	if pre || n.Attr != nil && strings.Contains(attr(n, "style"), "white-space") {
		pre = pre || keepsSpace.MatchString(attr(n, "style"))
	}
	block := blocks[n.DataAtom]
	if block {
		r.endLine()
	}
	for c := range n.ChildNodes() {
		r.node(c, pre)
	}
	if block {
		r.endLine()
	}
}

var keepsSpace = regexp.MustCompile(`white-space\s*:\s*(?:pre|break-spaces)`)

// write adds text to the current line.
func (r *rendering) write(s string, pre bool) {
	for s != "" {
		i := strings.IndexAny(s, " \t\n\r\f\u00a0\u202f")
		word := s
		if i >= 0 {
			word = s[:i]
		}
		if word != "" {
			if r.blank && r.fill > 0 {
				r.b.WriteByte(' ')
			}
			r.blank = false
			r.b.WriteString(word)
			r.fill += len(word)
		}
		if i < 0 {
			return
		}
		s = s[i:]
		switch {
		case pre && s[0] == '\n':
			r.newline()
			s = s[1:]
		case pre && s[0] != '\r' && r.fill > 0 && strings.Trim(line1(s), " \t\u00a0\u202f") != "":
			n := len(s) - len(strings.TrimLeft(s, " \t\u00a0\u202f"))
			r.b.WriteString(s[:n])
			s = s[n:]
		default:
			r.blank = true
			s = s[blankLen(s):]
		}
	}
}

// blankLen is the length of the blank that s begins with.
func blankLen(s string) int {
	switch s[0] {
	case 0xC2:
		return len("\u00a0")
	case 0xE2:
		return len("\u202f")
	}
	return 1
}

// line1 is s up to its first line end, as far as it matters.
func line1(s string) string {
	s, _, _ = strings.Cut(s[:min(len(s), 200)], "\n")
	return s
}

func (r *rendering) newline() {
	r.b.WriteByte('\n')
	r.fill, r.blank = 0, false
}

// endLine begins a new line unless the current one is empty.
func (r *rendering) endLine() {
	if r.fill > 0 {
		r.newline()
	}
	r.blank = false
}

// smiley is the address of an emoji picture of the Messenger.
var smiley = regexp.MustCompile(`smily.*?/([\w-]+)\.(?:png|gif|webp)`)

// image writes an emoji and notes the name of any other picture.
func (r *rendering) image(n *html.Node) {
	src := attr(n, "src")
	word := strings.TrimSpace(attr(n, "alt"))
	if m := smiley.FindStringSubmatch(src); word == "" && m != nil {
		word = ":" + m[1] + ":"
	}
	switch {
	case word != "":
		r.write(word, false)
	case avatar.MatchString(attr(n, "class") + " " + attr(n.Parent, "class")):
	default:
		if name := base(src); name != "" {
			r.images = append(r.images, name)
		}
	}
}

// recording notes the name of a video or a voice message.
func (r *rendering) recording(n *html.Node) {
	name := base(attr(n, "src"))
	for c := range n.ChildNodes() {
		if name == "" && c.DataAtom == atom.Source {
			name = base(attr(c, "src"))
		}
	}
	if name != "" {
		r.images = append(r.images, name)
	}
}

// avatar is a class that says that a picture is no part of a message.
var avatar = regexp.MustCompile(`(?i)avatar|headpic|portrait|userpic|\bicon|logo`)

// base gives the last segment of an address without its query, "" for data
// that stands in the page itself.
func base(address string) string {
	address = strings.TrimSpace(address)
	if address == "" || strings.HasPrefix(address, "data:") || strings.HasPrefix(address, "blob:") {
		return ""
	}
	address, _, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	name := path.Base(address)
	if name == "." || name == "/" {
		return ""
	}
	return name
}
