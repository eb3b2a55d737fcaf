package page

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"

	"backchannel/parser/chat"
	"backchannel/parser/lines"
)

// block is one message of a page while it is read by a profile.
type block struct {
	p      *Profile
	n      *html.Node
	day    string    // the date that the page shows above it
	anchor time.Time // what relative clocks are counted from

	json map[string]map[string]any // attributes that have been decoded
}

// record is what a block says.
type record struct {
	chat.Message
	id      string
	printed string // the clock that the page shows, without an offset
	self    bool   // on the side of the page's owner
	counted bool   // from a relative clock
	matched bool   // some kind of the profile fits
}

// read takes a block apart. It removes from the tree what is not the words of
// the message.
func (b *block) read() (r record) {
	for _, sel := range b.p.Drop {
		remove(b.n, selectors{sel})
	}
	r.self = b.p.Self.first(b.n) != nil
	for _, v := range b.p.Sender {
		if r.Sender = b.value(v); r.Sender != "" {
			break
		}
	}
	if r.Sender == "" && r.self {
		r.Sender = chat.Self
	}
	b.clock(&r)
	for _, v := range b.p.MessageID {
		if r.id = b.value(v); r.id != "" {
			break
		}
	}
	r.Quote = b.aside(b.p.Quote)
	r.Translation = b.aside(b.p.Translation)
	r.Auto = b.tag()
	b.kind(&r)
	if r.Kind == chat.Notice {
		r.Sender = ""
	}
	return r
}

// aside takes a part out of the block and gives its text.
func (b *block) aside(s selectors) string {
	n := s.first(b.n)
	if n == nil {
		return ""
	}
	text := visible(n)
	for _, sel := range s {
		remove(b.n, selectors{sel})
	}
	return text
}

// remove takes every hit below n out of the tree.
func remove(n *html.Node, s selectors) {
	for _, hit := range s.all(n) {
		if hit != n && hit.Parent != nil {
			hit.Parent.RemoveChild(hit)
		}
	}
}

// tag takes the marks of machine-sent messages out of the block.
func (b *block) tag() (found bool) {
	if len(b.p.Auto) == 0 {
		return false
	}
	var hits []*html.Node
	for n := range b.n.Descendants() {
		if n.Type != html.TextNode {
			continue
		}
		for _, word := range b.p.Auto {
			if strings.TrimSpace(n.Data) == word {
				hits = append(hits, n)
			}
		}
	}
	for _, n := range hits {
		n.Parent.RemoveChild(n)
	}
	return len(hits) > 0
}

// value gives a value of the block, "" when it is not there.
func (b *block) value(v value) string { return b.valueIn(b.n, v) }

func (b *block) valueIn(n *html.Node, v value) string {
	if len(v.Select) > 0 {
		hits := v.Select.all(n)
		if len(hits) == 0 {
			return ""
		}
		n = hits[0]
		if v.Last {
			n = hits[len(hits)-1]
		}
	}
	return b.text(n, v)
}

// text gives the value that v says from a node that is already found.
func (b *block) text(n *html.Node, v value) string {
	var s string
	switch {
	case v.Attr == "":
		s = visible(n)
	case v.Path != "":
		s = b.path(carrier(n, v.Attr), v.Path)
	default:
		s = lines.Bare(strings.TrimSpace(carrier(n, v.Attr)))
	}
	if v.Pattern == nil {
		return s
	}
	m := v.Pattern.re.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	return m[min(1, len(m)-1)]
}

// carrier gives an attribute of n, or of the first element below it that has
// it: pages wrap their messages anew from one version to the next.
func carrier(n *html.Node, key string) string {
	if s := attr(n, key); s != "" || key == "title" || key == "src" {
		return s
	}
	for c := range n.Descendants() {
		if s := attr(c, key); s != "" {
			return s
		}
	}
	return ""
}

// path gives the text or number at a path of keys in JSON.
func (b *block) path(raw, path string) string {
	obj, ok := b.json[raw]
	if !ok {
		dec := json.NewDecoder(strings.NewReader(raw))
		dec.UseNumber()
		if dec.Decode(&obj) != nil {
			obj = nil
		}
		if b.json == nil {
			b.json = map[string]map[string]any{}
		}
		b.json[raw] = obj
	}
	var at any = obj
	for key := range strings.SplitSeq(path, ".") {
		m, ok := at.(map[string]any)
		if !ok {
			return ""
		}
		at = m[key]
	}
	switch v := at.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

// clock reads the times of the block: the first that the profile lists and
// that is there, and the printed one beside it.
func (b *block) clock(r *record) {
	for _, v := range b.p.Time {
		if v.Unit != "" {
			if r.Time == "" {
				r.Time = epoch(b.value(v), v.Unit)
			}
			continue
		}
		if r.printed != "" {
			continue
		}
		nodes := []*html.Node{b.n}
		if len(v.Select) > 0 {
			nodes = v.Select.all(b.n)
		}
		for i := range nodes {
			n := nodes[i]
			if v.Last {
				n = nodes[len(nodes)-1-i]
			}
			if at, counted := b.printedAt(b.text(n, v)); at != "" {
				r.printed, r.counted = at, counted
				break
			}
		}
	}
	if r.Time == "" {
		r.Time = r.printed
	} else {
		r.counted = false
	}
}

// printedAt reads a printed clock.
func (b *block) printedAt(s string) (at string, counted bool) {
	if s == "" || len(s) > 200 {
		return "", false
	}
	if _, _, at, ok := lines.FindStamp(s); ok {
		return at, false
	}
	if at, ok := lines.ParseClock(s); ok && b.day != "" {
		return b.day + "T" + at, false
	}
	at = lines.Resolve(s, b.anchor)
	return at, at != ""
}

// epoch gives a number of milliseconds or seconds since 1970 as RFC 3339 in
// UTC, cut to whole seconds.
func epoch(s, unit string) string {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return ""
	}
	if unit == "ms" {
		n /= 1000
	}
	// Wangwang began in 2004; what is further off is no time of a message.
	if n < 946684800 || n > 4102444800 {
		return ""
	}
	return time.Unix(n, 0).UTC().Format(time.RFC3339)
}

// kind finds what the block is and takes its words and attachments.
func (b *block) kind(r *record) {
	r.Attachments = []string{}
	for _, k := range b.p.Kinds {
		hits := k.Select.all(b.n)
		if len(hits) == 0 {
			continue
		}
		if b.fill(r, k, hits) {
			r.matched = true
			return
		}
	}
}

// fill makes a record of the hits of a kind; false when they hold nothing.
func (b *block) fill(r *record, k kind, hits []*html.Node) bool {
	var text string
	var images []string
	if k.Kind != chat.Media {
		text, images = b.words(hits[0], k)
	}
	if text == "" && len(images) == 0 && k.Kind != chat.Media && k.Kind != chat.Deleted {
		return false
	}
	r.Kind, r.Text = k.Kind, text
	for _, w := range k.As {
		got := b.value(w.Value)
		if got != "" && (len(w.In) == 0 || slices.Contains(w.In, got)) {
			r.Kind = w.Kind
			break
		}
	}
	for _, hit := range hits {
		if name := b.name(hit, k.Name); name != "" {
			r.Attachments = append(r.Attachments, name)
		}
	}
	if k.Kind == chat.Text {
		r.Attachments = append(r.Attachments, images...)
		switch {
		case lines.Placeholder(text), text == "":
			r.Kind = chat.Media
		}
	}
	return true
}

// words gives the text of a kind and the pictures inside it.
func (b *block) words(n *html.Node, k kind) (string, []string) {
	var r rendering
	for _, v := range k.Text {
		if s := b.valueIn(n, v); s != "" {
			r.node(b.n, false)
			return s, r.images
		}
	}
	r.node(n, false)
	text := r.text()
	if !k.Card {
		return text, r.images
	}
	var full []string
	for line := range strings.SplitSeq(text, "\n") {
		if line != "" {
			full = append(full, line)
		}
	}
	return strings.Join(full, "\n"), nil
}

// name gives the file name of an attachment: an address becomes its last
// segment, a name stays.
func (b *block) name(n *html.Node, vs []value) string {
	for _, v := range vs {
		s := b.valueIn(n, v)
		if v.Attr != "" && v.Path == "" {
			s = base(s)
		}
		if s != "" {
			return s
		}
	}
	return ""
}
