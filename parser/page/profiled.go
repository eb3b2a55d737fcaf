package page

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"backchannel/parser/chat"
	"backchannel/parser/lines"
)

// result is what one way of reading made of a page.
type result struct {
	how      string // for [chat.Coverage.Reader]
	platform string // "" leaves it to the format
	msgs     []chat.Message
	problems []string
	cov      chat.Coverage
	usable   int // messages with words or attachments, and with a time or a sender
	blocks   int // of Found, without those that are no messages
}

// enoughUsable is the share of blocks, in percent, below which a profile is
// said to be outdated.
const enoughUsable = 80

// fits says whether a profile can be trusted with the page.
func (r *result) fits() bool { return r.blocks > 0 && r.usable*100 >= r.blocks*enoughUsable }

// find gives the message blocks of a document, with the elements that tell
// days among them, in document order; nil when the profile does not fit.
func (p *Profile) find(root *html.Node) (blocks []*html.Node, count int) {
	for _, sel := range p.Require {
		if (selectors{sel}).first(root) == nil {
			return nil, 0
		}
	}
	scopes := p.Scope.all(root)
	if len(scopes) == 0 {
		scopes = []*html.Node{root}
	}
	seen := map[*html.Node]bool{}
	for _, scope := range scopes {
		if seen[scope] {
			continue // inside another one
		}
		for n := range scope.Descendants() {
			seen[n] = true
			switch {
			case n.Type != html.ElementNode:
			case p.Message.match(n):
				count++
				blocks = append(blocks, n)
			case p.Day.match(n):
				blocks = append(blocks, n)
			}
		}
	}
	return blocks, count
}

// best gives the profile and the document with most messages; a tie goes to
// what stands first. others counts the messages of other documents.
func best(ps []*Profile, docs []document) (p *Profile, doc int, others int) {
	top := 0
	for _, profile := range ps {
		sum, most, at := 0, 0, 0
		for i, d := range docs {
			_, n := profile.find(d.root)
			sum += n
			if n > most {
				most, at = n, i
			}
		}
		if most > top {
			top, p, doc, others = most, profile, at, sum-most
		}
	}
	return p, doc, others
}

// extract reads a document by a profile. It changes the tree.
func (p *Profile) extract(root *html.Node, anchor time.Time) result {
	res := result{how: "profile " + p.ID, platform: p.Platform}
	res.cov.Unit = "blocks"
	res.cov.Counterpart = firstLine(p.Counterpart, root)
	res.cov.Company = firstLine(p.Company, root)
	nodes, count := p.find(root)
	res.cov.Found = count
	split(nodes)
	day := ""
	var recs []record
	var outlines []string
	seen := map[string]bool{}
	for _, n := range nodes {
		if !p.Message.match(n) {
			if d, ok := lines.ParseDate(visible(n)); ok {
				day = d
			}
			continue
		}
		if p.Skip.first(n) != nil {
			res.cov.Skip("no message", 1)
			continue
		}
		b := block{p: p, n: n, day: day, anchor: anchor}
		rec := b.read()
		key := rec.id + "\x00" + rec.Time + "\x00" + rec.Text
		switch {
		case rec.matched && rec.id != "" && seen[key]:
			res.cov.Skip("the same message a second time", 1)
			continue
		case !rec.matched:
			if text := outline(n); text != "" {
				res.cov.Skip("of no known kind", 1)
				res.blocks++
				outlines = append(outlines, text)
			} else {
				res.cov.Skip("empty", 1)
			}
			continue
		}
		seen[key] = true
		res.blocks++
		if rec.Kind == chat.Notice || rec.Time != "" || rec.Sender != "" {
			res.usable++
		}
		recs = append(recs, rec)
	}
	res.finish(recs, outlines, anchor)
	return res
}

// split takes messages out of one another. They nest where the page does not
// close its elements.
func split(nodes []*html.Node) {
	inside := map[*html.Node]bool{}
	for _, n := range nodes {
		inside[n] = true
	}
	for _, n := range nodes {
		for up := n.Parent; up != nil; up = up.Parent {
			if inside[up] {
				n.Parent.RemoveChild(n)
				break
			}
		}
	}
}

// finish orders the records and tells what was seen.
func (r *result) finish(recs []record, outlines []string, anchor time.Time) {
	for _, rec := range recs {
		if rec.Sender == "" && rec.Kind != chat.Notice && rec.Kind != chat.Deleted && !rec.self {
			rec.Sender = r.cov.Counterpart
		}
		r.msgs = append(r.msgs, rec.Message)
	}
	r.cov.Read = len(r.msgs)
	if lines.Reverse(r.msgs) {
		slices.Reverse(recs)
		r.cov.Order = "the page is newest first and was turned round"
	}
	for i := range r.msgs {
		r.msgs[i].Index = i + 1
	}
	r.clocks(recs, anchor)
	if len(outlines) > 0 {
		const shown = 3
		r.problems = append(r.problems, fmt.Sprintf(
			"%d message blocks are of no kind that the %s knows and were left out: %s; see them on the page",
			len(outlines), r.how, strings.Join(outlines[:min(len(outlines), shown)], " | ")))
	}
}

// clocks tells what the clocks of the page say: the offset of the viewer, the
// anchor of relative clocks, and what has no time.
func (r *result) clocks(recs []record, anchor time.Time) {
	var notes []string
	offsets := map[time.Duration][]int{}
	counted, timeless := 0, 0
	for i, rec := range recs {
		switch off, ok := offset(rec); {
		case ok:
			offsets[off] = append(offsets[off], i+1)
		case rec.Time == "":
			timeless++
		}
		if rec.counted {
			counted++
		}
	}
	if main, n, all := mostFrequent(offsets); n > 0 {
		notes = append(notes, fmt.Sprintf("the printed clocks are %s in %d of %d messages", utc(main), n, all))
		// Summer time begins or ends inside a conversation; any other shift is odd.
		for _, off := range sortedKeys(offsets) {
			if d := (off - main).Abs(); d != 0 && d != time.Hour {
				r.cov.Integrity = append(r.cov.Integrity, fmt.Sprintf(
					"in message %s the printed clock is %s, elsewhere %s", numbers(offsets[off]), utc(off), utc(main)))
			}
		}
	}
	if counted > 0 {
		notes = append(notes, fmt.Sprintf("%d relative clocks were counted from %s", counted, anchor.Format("2006-01-02 15:04 -07:00")))
	}
	if timeless > 0 {
		notes = append(notes, fmt.Sprintf("%d of %d messages have no time", timeless, len(recs)))
	}
	r.cov.Clock = strings.Join(notes, "; ")
}

// offset gives the viewer's offset from UTC, to a quarter of an hour, when a
// message has both clocks.
func offset(r record) (time.Duration, bool) {
	if !strings.HasSuffix(r.Time, "Z") || r.printed == "" {
		return 0, false
	}
	at, err := time.Parse(time.RFC3339, r.Time)
	if err != nil {
		return 0, false
	}
	layout := "2006-01-02T15:04:05"
	if len(r.printed) < len(layout) {
		layout = "2006-01-02T15:04"
		at = at.Truncate(time.Minute)
	}
	printed, err := time.Parse(layout, r.printed)
	if err != nil {
		return 0, false
	}
	d := printed.Sub(at).Round(15 * time.Minute)
	return d, true
}

func mostFrequent(offsets map[time.Duration][]int) (main time.Duration, n, all int) {
	for _, off := range sortedKeys(offsets) {
		all += len(offsets[off])
		if len(offsets[off]) > n {
			main, n = off, len(offsets[off])
		}
	}
	return main, n, all
}

func sortedKeys(offsets map[time.Duration][]int) []time.Duration {
	keys := make([]time.Duration, 0, len(offsets))
	for k := range offsets {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// utc writes an offset: UTC+08:00.
func utc(d time.Duration) string {
	sign := '+'
	if d < 0 {
		sign, d = '-', -d
	}
	return fmt.Sprintf("UTC%c%02d:%02d", sign, int(d.Hours()), int(d.Minutes())%60)
}

// numbers writes a few numbers.
func numbers(n []int) string {
	const shown = 5
	s := strings.Trim(fmt.Sprint(n[:min(len(n), shown)]), "[]")
	if len(n) > shown {
		s += " …"
	}
	return strings.ReplaceAll(s, " ", ", ")
}

// firstLine gives the first line of the first hit that has one.
func firstLine(s selectors, root *html.Node) string {
	for _, sel := range s {
		if n := (selectors{sel}).first(root); n != nil {
			line, _, _ := strings.Cut(visible(n), "\n")
			if line != "" {
				return line
			}
		}
	}
	return ""
}

// outline gives the beginning of an element's text, so that a reader finds it
// on the page; "" when it shows nothing.
func outline(n *html.Node) string {
	const shown = 60
	text := []rune(strings.Join(strings.Fields(visible(n)), " "))
	if len(text) == 0 {
		return ""
	}
	if len(text) > shown {
		text = append(text[:shown], '…')
	}
	return fmt.Sprintf("%q", string(text))
}
