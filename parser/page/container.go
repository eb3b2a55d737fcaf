package page

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// document is one HTML document of a saved page: the page itself, a frame that
// was saved inside it, or a part of an archive.
type document struct {
	source string // UTF-8
	root   *html.Node
	deep   bool // it nested too deeply and was unfolded
}

// container is a saved page with all its documents.
type container struct {
	docs     []document
	encoding string
	url      string
	saved    time.Time // zero when the page does not say
	frames   []string  // addresses of frames that were not saved inside
	cut      bool      // the file breaks off
}

// maxFrames and maxFrameDepth bound the documents of a page, and those within
// one another.
const (
	maxFrames     = 200
	maxFrameDepth = 4
)

// unpack finds the documents of a saved page.
func unpack(data []byte) (c container) {
	if !isMHTML(data) {
		var text string
		text, c.encoding = decode(data, "")
		// A browser ends a page with a tag or a comment.
		c.cut = !strings.HasSuffix(strings.TrimRight(text, " \t\r\n\x00"), ">")
		c.add(text, 0)
		return c
	}
	a := readMHTML(data)
	c.url, c.saved, c.cut = a.url, a.saved, a.cut
	inside := map[string]bool{}
	for _, p := range a.parts {
		text, name := decode(p.body, p.charset)
		if c.encoding == "" {
			c.encoding = name
		}
		if c.url == "" {
			c.url = p.location
		}
		inside[p.location] = true
		c.add(text, 0)
	}
	missing := c.frames[:0]
	for _, f := range c.frames {
		if !inside[f] && !strings.HasPrefix(f, "cid:") {
			missing = append(missing, f)
		}
	}
	c.frames = missing
	return c
}

// add parses a document and the frames that it holds as srcdoc.
func (c *container) add(text string, depth int) {
	if len(c.docs) >= maxFrames {
		return
	}
	d := parse(text)
	c.docs = append(c.docs, d)
	c.origin(d.root)
	for _, frame := range goquery.NewDocumentFromNode(d.root).Find("iframe, frame").EachIter() {
		inner, src := frame.AttrOr("srcdoc", ""), frame.AttrOr("src", "")
		switch {
		case inner != "" && depth < maxFrameDepth:
			c.add(inner, depth+1)
		case src != "" && !strings.HasPrefix(src, "about:") && !strings.HasPrefix(src, "javascript:"):
			c.frames = append(c.frames, src)
		}
	}
}

var (
	savedFrom   = regexp.MustCompile(`saved from url=\(\d+\)(\S+)`)
	singleURL   = regexp.MustCompile(`(?m)^\s*url:\s*(\S+)`)
	singleSaved = regexp.MustCompile(`(?m)^\s*saved date:\s*(.+?)\s*(?:\(.*)?$`)
)

// origin reads the comments that browsers and SingleFile leave on top.
func (c *container) origin(root *html.Node) {
	for n := range root.ChildNodes() {
		if n.DataAtom == atom.Html {
			c.origin(n)
		}
		if n.Type != html.CommentNode {
			continue
		}
		for _, re := range []*regexp.Regexp{savedFrom, singleURL} {
			if m := re.FindStringSubmatch(n.Data); m != nil && c.url == "" {
				c.url = m[1]
			}
		}
		if m := singleSaved.FindStringSubmatch(n.Data); m != nil && c.saved.IsZero() {
			c.saved = savedDate(m[1])
		}
	}
}

// savedDate reads the date as SingleFile writes it, Date.toString of the
// browser; newer settings give ISO 8601.
func savedDate(s string) time.Time {
	for _, layout := range []string{"Mon Jan 02 2006 15:04:05 GMT-0700", time.RFC3339, time.RFC1123Z, time.RFC1123} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Time{}
}

// maxDepth is the number of open elements that a page is unfolded to; the
// parser of x/net gives up at 512.
const maxDepth = 400

// parse builds the tree of a document. A page whose elements are not closed
// nests as deep as it has messages; such a page is unfolded.
func parse(text string) document {
	d := document{source: text}
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		d.deep = true
		d.source = unfold(text)
		if root, err = html.Parse(strings.NewReader(d.source)); err != nil {
			root = &html.Node{Type: html.DocumentNode}
		}
	}
	d.root = root
	return d
}

// unfold closes elements that pile up, so that what follows stands beside them:
// from half of maxDepth on at an element of the form that the outermost of the
// piled-up ones have, which is a message where pages pile up messages.
func unfold(text string) string {
	var b strings.Builder
	var open []opened
	count := map[opened]int{}
	pop := func(to int) {
		for _, o := range open[to:] {
			count[o]--
		}
		open = open[:to]
	}
	shut := func(to int) {
		for i := len(open) - 1; i >= to; i-- {
			b.WriteString("</" + open[i].name + ">")
		}
		pop(to)
	}
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return b.String()
		}
		raw := string(z.Raw())
		name, more := z.TagName()
		tag := opened{name: string(name)}
		switch kind {
		case html.StartTagToken:
			if void[tag.name] {
				break
			}
			for more {
				var key, val []byte
				if key, val, more = z.TagAttr(); string(key) == "class" {
					tag.class = string(val)
				}
			}
			if len(open) >= maxDepth/2 && count[tag] > 0 && piled(open, count) == tag {
				shut(slices.Index(open, tag))
			} else if len(open) >= maxDepth {
				shut(maxDepth / 4)
			}
			open = append(open, tag)
			count[tag]++
		case html.EndTagToken:
			i := len(open) - 1
			for i >= 0 && open[i].name != tag.name {
				i--
			}
			if i < 0 {
				continue // it was closed already
			}
			pop(i)
		}
		b.WriteString(raw)
	}
}

// opened is an open element.
type opened struct{ name, class string }

// piled gives the form of the outermost open element that has the form of one
// further in.
func piled(open []opened, count map[opened]int) opened {
	for _, o := range open {
		if o.class != "" && count[o] > 1 {
			return o
		}
	}
	return opened{}
}

var void = map[string]bool{"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true,
	"img": true, "input": true, "link": true, "meta": true, "source": true, "track": true, "wbr": true, "param": true}

// attr gives an attribute of an element, "" when it has none.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
