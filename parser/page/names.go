package page

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"backchannel/parser/lines"
)

// column is what stands at one place of the items of a list.
type column struct {
	texts map[string]int
	where map[*html.Node]*html.Node // item to the text in it
	near  int                       // steps up from the clock to what holds both
	hint  bool                      // a class says that it is a name
	order int                       // of first sight
}

// nameItems finds the place where the items have their sender's name: near the
// clock, few texts that repeat. It says whether there is one.
func (st *structure) nameItems() bool {
	columns := map[string]*column{}
	for _, it := range st.items {
		if it.clock.node != nil {
			st.collect(it, columns)
		}
	}
	var best *column
	for _, c := range columns {
		if c.isName(len(st.items)) && (best == nil || c.better(best)) {
			best = c
		}
	}
	if best == nil {
		return false
	}
	for i := range st.items {
		it := &st.items[i]
		if label := best.where[it.n]; label != nil {
			it.name = labelText(label, st.stamps)
			if label != it.clock.node {
				it.label = label
			}
		}
	}
	return true
}

// collect notes every short text of an item at its place.
func (st *structure) collect(it item, columns map[string]*column) {
	up := map[*html.Node]int{}
	steps := 0
	for n := it.clock.node; n != it.n.Parent && n != nil; n = n.Parent {
		up[n] = steps
		steps++
	}
	for n := range it.n.Descendants() {
		if n.Type != html.TextNode && n != it.clock.node {
			continue
		}
		text := labelText(n, st.stamps)
		if text == "" || utf8.RuneCountInString(text) > maxNameRunes || lines.Interface(text) || !lettered(text) {
			continue
		}
		key, near, hint := place(n, it.n, up)
		c := columns[key]
		if c == nil {
			c = &column{texts: map[string]int{}, where: map[*html.Node]*html.Node{}, order: len(columns)}
			columns[key] = c
		}
		if c.where[it.n] == nil {
			c.where[it.n] = n
			c.texts[text]++
			c.near = max(c.near, near)
			c.hint = c.hint || hint
		}
	}
}

// labelText gives what may be a name in a text: all of it, or what stands
// beside the clock.
func labelText(n *html.Node, stamps map[*html.Node]stamp) string {
	if s, ok := stamps[n]; ok {
		return s.rest
	}
	return strings.TrimSpace(strings.TrimRight(lines.Bare(strings.Join(strings.Fields(n.Data), " ")), ":："))
}

func lettered(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

// nameClass is a class that says that a text is somebody's name.
var nameClass = regexp.MustCompile(`(?i)name|nick|author|sender|\buser\b|\bfrom\b`)

// place tells where in an item a text stands: by the signatures above it, how
// far it is from the clock, and whether a class calls it a name.
func place(n, item *html.Node, up map[*html.Node]int) (key string, near int, hint bool) {
	var b strings.Builder
	near = -1
	if d, ok := up[n]; ok {
		near = d
		b.WriteString("clock")
	}
	for p := n.Parent; p != nil && p != item; p = p.Parent {
		hint = hint || nameClass.MatchString(attr(p, "class"))
		b.WriteString(" < " + signature(p))
		// What is around both may differ from one message to the next.
		if d, ok := up[p]; ok && near < 0 {
			near = d
			break
		}
	}
	if near < 0 {
		near = up[item]
	}
	return b.String(), near, hint
}

// isName says whether the texts of a column can be names: few of them, and
// repeated. The same text in every item is a label.
func (c *column) isName(items int) bool {
	n := len(c.where)
	switch {
	case len(c.texts) > maxNames || n < 2:
		return false
	case len(c.texts) == n:
		return c.hint && n < minChildren
	case len(c.texts) == 1 && n == items:
		return c.hint
	}
	return true
}

// better says whether c is more likely the column of names than d.
func (c *column) better(d *column) bool {
	switch {
	case c.hint != d.hint:
		return c.hint
	case c.near != d.near:
		return c.near < d.near
	case len(c.where) != len(d.where):
		return len(c.where) > len(d.where)
	}
	return c.order < d.order
}

// side is the side of the window on which a message stands.
type side int

const (
	neither side = iota
	own
	others
)

// sideWords are parts of class names that tell the sides apart.
var sideWords = map[string]side{
	"right": own, "self": own, "me": own, "mine": own, "own": own, "out": own, "outgoing": own, "outbound": own,
	"sent": own, "reverse": own, "myself": own,
	"left": others, "other": others, "others": others, "in": others, "incoming": others, "inbound": others,
	"received": others, "receive": others, "peer": others, "them": others, "friend": others, "opposite": others,
}

var ownStyle = regexp.MustCompile(`(?i)row-reverse|text-align\s*:\s*right|float\s*:\s*right|flex-end`)

// sideDepth is how deep below an item its side is looked for.
const sideDepth = 2

// sideOf tells the side of an item by the classes and styles on top of it.
func sideOf(n *html.Node) side { return sideBelow(n, sideDepth) }

func sideBelow(n *html.Node, depth int) side {
	for token := range strings.FieldsSeq(attr(n, "class")) {
		if bare, ok := cutTail(token); ok {
			token = bare
		}
		if s := sideOfWords(token); s != neither {
			return s
		}
	}
	if ownStyle.MatchString(attr(n, "style")) {
		return own
	}
	if depth == 0 {
		return neither
	}
	for _, c := range elements(n.ChildNodes()) {
		if s := sideBelow(c, depth-1); s != neither {
			return s
		}
	}
	return neither
}

// sideOfWords tells the side by the words of one class name.
func sideOfWords(token string) side {
	for _, w := range classWords(token) {
		if s := sideWords[w]; s != neither {
			return s
		}
	}
	return neither
}

// classWords cuts a class name at its signs and capitals.
func classWords(token string) []string {
	var b strings.Builder
	prev := ' '
	for _, r := range token {
		if unicode.IsUpper(r) && unicode.IsLower(prev) {
			b.WriteByte(' ')
		}
		if r == '-' || r == '_' {
			r = ' '
		}
		b.WriteRune(unicode.ToLower(r))
		prev = r
	}
	return strings.Fields(b.String())
}
