package page

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"backchannel/parser/chat"
	"backchannel/parser/lines"
)

// What makes a list of elements a conversation.
const (
	minChildren   = 3  // elements below one parent
	maxSignatures = 4  // forms that these have
	minClocked    = 60 // percent of them that hold exactly one date with a clock
	maxNames      = 4  // names beside the clocks
	maxNameRunes  = 40
	maxClockText  = 120 // bytes of a text that holds a clock and perhaps a name
)

// stamp is a date with a clock that stands for itself on a page.
type stamp struct {
	node *html.Node // the text, or the time element
	at   string
	rest string   // what stands beside it in the same text
	open *printed // when the page must tell the order of day and month
}

// structural reads a page that no profile knows: it looks for a list whose
// items have clocks, and few names between them. It changes the tree.
func structural(root *html.Node) (result, bool) {
	dropChrome(root)
	stamps, count := findStamps(root)
	var list []*html.Node
	clocked := 0
	for n := range root.Descendants() {
		if count[n] < 2 {
			continue
		}
		items := n.ChildNodes()
		if n, ok := conversational(slices.Collect(items), count); ok && n >= clocked {
			list, clocked = elements(items), n // as deep as possible
		}
	}
	if list == nil {
		return result{}, false
	}
	list = withSiblings(list, count)
	st := structure{stamps: map[*html.Node]stamp{}}
	for _, s := range stamps {
		st.stamps[s.node] = s
	}
	return st.read(list)
}

// dropChrome takes out what surrounds a conversation.
func dropChrome(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch c.DataAtom {
		case atom.Nav, atom.Aside, atom.Footer, atom.Form:
			n.RemoveChild(c)
		case atom.Header:
			// An article of a list may have a header of its own, with its name.
			if n.DataAtom != atom.Article && n.DataAtom != atom.Li {
				n.RemoveChild(c)
			}
		default:
			dropChrome(c)
		}
		c = next
	}
}

// dropLinked takes out links around a clock and more than that: items of a list
// of conversations, of news, of search results.
func dropLinked(root *html.Node) {
	_, count := findStamps(root)
	var links []*html.Node
	for n := range root.Descendants() {
		if n.DataAtom != atom.A || count[n] == 0 {
			continue
		}
		if _, alone := lines.ParseStamp(visible(n)); !alone && attr(n, "href") != "" {
			links = append(links, n)
		}
	}
	for _, n := range links {
		n.Parent.RemoveChild(n)
	}
}

// findStamps gives the clocks of a page in document order, and for every
// element how many are below it.
func findStamps(root *html.Node) (stamps []stamp, count map[*html.Node]int) {
	count = map[*html.Node]int{}
	for n := range root.Descendants() {
		s, ok := stampAt(n)
		if !ok {
			continue
		}
		stamps = append(stamps, s)
		for up := n.Parent; up != nil; up = up.Parent {
			count[up]++
		}
	}
	settle(stamps)
	return stamps, count
}

func stampAt(n *html.Node) (stamp, bool) {
	switch {
	case n.Type == html.ElementNode && n.DataAtom == atom.Time:
		at, ok := lines.ParseStamp(attr(n, "datetime"))
		return stamp{node: n, at: at}, ok
	case n.Type != html.TextNode || len(n.Data) > maxClockText || n.Parent == nil:
		return stamp{}, false
	}
	if n.Parent.DataAtom == atom.Time {
		if _, ok := stampAt(n.Parent); ok {
			return stamp{}, false
		}
	}
	text := strings.TrimSpace(lines.Blanks(lines.Bare(n.Data)))
	start, end, at, ok := lines.FindStamp(text)
	var open *printed
	if !ok {
		var p printed
		if start, end, p, ok = findDayMonth(text); !ok {
			return stamp{}, false
		}
		open = &p
	}
	rest := strings.Trim(text[:start]+" "+text[end:], " \t\n:：·|,-–—()（）[]")
	return stamp{node: n, at: at, rest: rest, open: open}, len([]rune(rest)) <= maxNameRunes
}

func elements(nodes func(func(*html.Node) bool)) (list []*html.Node) {
	for n := range nodes {
		if n.Type == html.ElementNode {
			list = append(list, n)
		}
	}
	return list
}

// conversational says whether children form a list of messages, and how many
// of them have a clock.
func conversational(children []*html.Node, count map[*html.Node]int) (clocked int, ok bool) {
	forms := map[string]bool{}
	items := 0
	for _, c := range children {
		if c.Type != html.ElementNode {
			continue
		}
		items++
		if count[c] == 1 {
			clocked++
		}
		if forms[signature(c)] = true; len(forms) > maxSignatures {
			return 0, false
		}
	}
	return clocked, items >= minChildren && clocked*100 >= items*minClocked
}

// signature is the tag and the classes of an element without hash tails and
// without what tells the sides apart.
func signature(n *html.Node) string {
	var names []string
	for token := range strings.FieldsSeq(attr(n, "class")) {
		if bare, ok := cutTail(token); ok {
			token = bare
		}
		if sideOfWords(token) == neither {
			names = append(names, token)
		}
	}
	slices.Sort(names)
	return n.Data + "." + strings.Join(slices.Compact(names), ".")
}

// withSiblings adds the items of lists that stand beside the list and look the
// same: some pages make one list a day.
func withSiblings(list []*html.Node, count map[*html.Node]int) []*html.Node {
	parent := list[0].Parent
	if parent == nil || parent.Parent == nil {
		return list
	}
	form, first := signature(parent), signature(list[0])
	var all []*html.Node
	for p := range parent.Parent.ChildNodes() {
		if p.Type != html.ElementNode || signature(p) != form || count[p] == 0 {
			continue
		}
		items := elements(p.ChildNodes())
		if p == parent || slices.ContainsFunc(items, func(n *html.Node) bool { return signature(n) == first }) {
			all = append(all, items...)
		}
	}
	return all
}

// structure is a list of items while it is read.
type structure struct {
	stamps map[*html.Node]stamp
	items  []item
	sides  bool            // some items are on the owner's side and some are not
	form   map[string]bool // signatures of items that have a clock
}

// item is one element of the list.
type item struct {
	n     *html.Node
	clock stamp
	side  side
	name  string
	label *html.Node // where the name stands
}

// read makes messages of the items.
func (st *structure) read(list []*html.Node) (result, bool) {
	st.form = map[string]bool{}
	seen := map[side]bool{}
	for _, n := range list {
		it := item{n: n, side: sideOf(n)}
		for c := range n.Descendants() {
			if s, ok := st.stamps[c]; ok {
				it.clock = s
				st.form[signature(n)] = true
				break
			}
		}
		seen[it.side] = true
		st.items = append(st.items, it)
	}
	st.sides = seen[own] && (seen[others] || seen[neither])
	named := st.nameItems()
	if !named && !st.sides {
		return result{}, false
	}
	res := result{how: "structure of the page, since no profile knows it"}
	res.cov.Unit = "blocks"
	res.cov.Found = len(st.items)
	only := st.onlyOther()
	undecided := 0
	for _, it := range st.items {
		m, ok := st.message(it, only)
		if !ok {
			res.cov.Skip("empty", 1)
			continue
		}
		res.msgs = append(res.msgs, m)
		if m.Kind == chat.Notice || m.Time != "" || it.clock.open != nil {
			res.usable++
		}
		if m.Time == "" && it.clock.open != nil {
			undecided++
		}
	}
	if undecided > 0 {
		res.problems = append(res.problems, fmt.Sprintf("the dates of %d messages fit two orders of day and month, so they have no time; compare with the page", undecided))
	}
	res.cov.Read, res.blocks = len(res.msgs), len(res.msgs)
	if lines.Reverse(res.msgs) {
		res.cov.Order = "the page is newest first and was turned round"
	}
	for i := range res.msgs {
		res.msgs[i].Index = i + 1
	}
	return res, len(res.msgs) > 0
}

// onlyOther gives the name of the other side when there is just one.
func (st *structure) onlyOther() string {
	name := ""
	for _, it := range st.items {
		if it.name == "" || it.side == own && st.sides || it.name == name {
			continue
		}
		if name != "" {
			return ""
		}
		name = it.name
	}
	return name
}

// Classes that say that a part of an item is not its words.
var (
	quoteClass       = regexp.MustCompile(`(?i)quote|cited|reply-?(?:to|content|preview)`)
	translationClass = regexp.MustCompile(`(?i)translat`)
	recalled         = regexp.MustCompile(`(?i)^.{0,60}(?:recalled a message|撤回了一条消息)\.?$`)
)

// maxTakeOut bounds the parts of an item that are tried as a quote.
const maxTakeOut = 5

// takeOut leaves a part of an item out of r and gives its text. What holds the
// words as well is not such a part.
func takeOut(item *html.Node, class *regexp.Regexp, r *rendering) string {
	tries := 0
	for n := range item.Descendants() {
		if tries >= maxTakeOut {
			return ""
		}
		if n.Type == html.ElementNode && (class.MatchString(attr(n, "class")) || n.DataAtom == atom.Blockquote && class == quoteClass) {
			tries++
			rest := rendering{without: maps.Clone(r.without)}
			rest.without[n] = true
			rest.node(item, false)
			left := strings.FieldsFunc(rest.text(), func(r rune) bool { return r == '\n' })
			left = slices.DeleteFunc(left, lines.Interface)
			if text := visible(n); text != "" && len(left) > 0 {
				r.without[n] = true
				return text
			}
		}
	}
	return ""
}

// message makes a message of an item.
func (st *structure) message(it item, only string) (chat.Message, bool) {
	r := rendering{without: map[*html.Node]bool{}}
	if it.clock.node != nil {
		it.clock.node.Data, it.clock.node.Attr = "", nil
		r.without[it.clock.node] = true
	}
	if it.label != nil {
		it.label.Data = ""
	}
	m := chat.Message{Time: it.clock.at, Sender: it.name, Kind: chat.Text}
	m.Quote = takeOut(it.n, quoteClass, &r)
	m.Translation = takeOut(it.n, translationClass, &r)
	r.node(it.n, false)
	var words []string
	for line := range strings.SplitSeq(r.text(), "\n") {
		if lines.AutoTag(line) {
			m.Auto = true
		} else if !lines.Interface(line) {
			words = append(words, line)
		}
	}
	m.Text, m.Attachments = strings.Trim(strings.Join(words, "\n"), "\n"), append([]string{}, r.images...)
	switch {
	case m.Text == "" && len(r.images) == 0 && it.clock.at == "":
		return m, false
	case m.Text == "" && len(r.images) == 0:
		m.Kind = chat.Other
	case m.Text == "", lines.Placeholder(m.Text):
		m.Kind = chat.Media
	case recalled.MatchString(m.Text):
		m.Kind = chat.Deleted
	}
	switch {
	case it.name != "":
	case it.clock.node == nil && (it.side == neither || !st.form[signature(it.n)]):
		m.Kind, m.Sender = chat.Notice, ""
	case st.sides && it.side != own:
		m.Sender = only
	default:
		m.Sender = chat.Self
	}
	return m, true
}
