package report

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/net/html"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// webpage gives the page that is written of conversations.
func webpage(t testing.TB, run *Run, conversations ...conversation) string {
	t.Helper()
	var out bytes.Buffer
	w, err := HTML(&out, run)
	if err != nil {
		t.Fatal(err)
	}
	feed(t, w, conversations...)
	return out.String()
}

// parsed reads a page as a browser does.
func parsed(t testing.TB, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// attribute gives the value of an attribute, "" when it is not there.
func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// words gives the text below a node.
func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(textOf(c))
	}
	return b.String()
}

// all gives the elements with a class, in order.
func all(root *html.Node, class string) []*html.Node {
	var found []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && slices.Contains(strings.Fields(attribute(n, "class")), class) {
			found = append(found, n)
		}
	}
	return found
}

var (
	// harmless elements and attributes are all that a page consists of.
	harmlessElements = strings.Fields(`html head meta title style body header main footer nav article section div p span b bdi h1 h2 h3 h4
		ul ol li dl dt dd table thead tbody tr th td a mark code del ins blockquote details summary figure figcaption svg path circle rect line text`)
	harmlessAttributes = strings.Fields(`lang dir class id href scope aria-label aria-labelledby aria-hidden role data-name data-source data-size data-sha256
		charset http-equiv content name viewbox viewBox width height x y x1 x2 y1 y2 cx cy r d text-anchor`)
	ownID = regexp.MustCompile(`^(main|cases|evidence|run|notes|[a-z]\d+(-\d+)*|c\d+-[a-z]+)$`)
)

// inspect holds a page to what it may consist of: nothing that runs, loads or
// leads outside, ids of our own only, each once, and links to ids that exist.
func inspect(t testing.TB, page string) *html.Node {
	t.Helper()
	root := parsed(t, page)
	ids, links := map[string]bool{}, map[string]bool{}
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			t.Errorf("the page has a comment: %.80q", n.Data)
		}
		if n.Type != html.ElementNode {
			continue
		}
		if !slices.Contains(harmlessElements, n.Data) {
			t.Errorf("the page has an element %s", n.Data)
		}
		for _, a := range n.Attr {
			switch {
			case !slices.Contains(harmlessAttributes, a.Key):
				t.Errorf("<%s> has an attribute %s", n.Data, a.Key)
			case a.Key == "id" && ids[a.Val]:
				t.Errorf("the id %q stands twice", a.Val)
			case a.Key == "id" && !ownID.MatchString(a.Val):
				t.Errorf("the id %.80q is not one of our own", a.Val)
			case a.Key == "href" && !strings.HasPrefix(a.Val, "#"):
				t.Errorf("a link leads to %.80q", a.Val)
			}
			ids[a.Val] = ids[a.Val] || a.Key == "id"
			if a.Key == "href" || a.Key == "aria-labelledby" {
				for to := range strings.FieldsSeq(a.Val) {
					links[strings.TrimPrefix(to, "#")] = true
				}
			}
		}
	}
	for to := range links {
		if !ids[to] {
			t.Errorf("a link leads to %q, which is not in the page", to)
		}
	}
	return root
}

func TestPagesHoldNothingThatRunsOrLeadsOutside(t *testing.T) {
	unread := sampleRun("en")
	unread.Unread = append(unread.Unread, unreadable)
	for name, page := range map[string]string{
		"one":     webpage(t, sampleRun("en"), sample),
		"chinese": webpage(t, sampleRun("zh"), sample),
		"several": webpage(t, unread, quiet, sample, joined),
		"joined":  webpage(t, sampleRun("en"), joined),
		"nothing": webpage(t, unread),
	} {
		t.Run(name, func(t *testing.T) {
			inspect(t, page)
			if strings.Contains(pageStyle, "url(") || strings.Contains(pageStyle, "@import") || strings.Contains(pageStyle, "</") {
				t.Error("the style loads something, or ends early")
			}
			if !strings.Contains(page, `<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;`) &&
				!strings.Contains(page, `<meta http-equiv="Content-Security-Policy" content="default-src 'none'`) {
				t.Error("the page forbids nothing")
			}
		})
	}
}

// A screen reader walks a page by its landmarks and headings.
func TestPagesCanBeWalkedByLandmarksAndHeadings(t *testing.T) {
	for name, conversations := range map[string][]conversation{"one": {sample}, "several": {quiet, sample, joined}, "nothing": nil} {
		t.Run(name, func(t *testing.T) {
			root := parsed(t, webpage(t, sampleRun("en"), conversations...))
			count, level := map[string]int{}, 0
			for n := range root.Descendants() {
				if n.Type != html.ElementNode {
					continue
				}
				count[n.Data]++
				if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '4' {
					if next := int(n.Data[1] - '0'); next > level+1 {
						t.Errorf("a heading of level %d follows one of level %d: %q", next, level, textOf(n))
					} else {
						level = next
					}
				}
				named := attribute(n, "aria-label") != "" || attribute(n, "aria-labelledby") != ""
				switch {
				case n.Data == "th" && attribute(n, "scope") == "":
					t.Errorf("the heading %q of a table is of neither row nor column", textOf(n))
				case (n.Data == "nav" || n.Data == "article") && !named, n.Data == "svg" && !named && attribute(n, "aria-hidden") == "":
					t.Errorf("<%s class=%q> has no name", n.Data, attribute(n, "class"))
				case n.Data == "html" && attribute(n, "lang") == "":
					t.Error("the page names no language")
				}
			}
			if count["main"] != 1 || count["h1"] != 1 || count["article"] != len(conversations) {
				t.Errorf("the page has %d main, %d h1, %d articles", count["main"], count["h1"], count["article"])
			}
		})
	}
}

// Hostile texts at every place where a chat can put one are seen as they are,
// or as escapes, and change nothing of the page around them.
func TestHostilePages(t *testing.T) {
	extra := maps.Clone(hostile)
	extra["end of style"] = "</style><script>alert(1)</script>"
	extra["end of title"] = "</title><img src=x onerror=alert(1)>"
	extra["comment"] = "<!-- --><![CDATA["
	extra["attribute"] = `" onmouseover="alert(1)" x='`
	extra["entity"] = "&lt;script&gt; &#60; &notin; &"
	extra["long word"] = strings.Repeat("w", 100_000)
	extra["marks"] = "a" + strings.Repeat("\u0301", 5000)
	shape := shapeOf(parsed(t, webpage(t, sampleRun("en"), hostileConversation("plain"))))
	for name, s := range extra {
		t.Run(name, func(t *testing.T) {
			page := webpage(t, sampleRun("en"), hostileConversation(s))
			root := inspect(t, page)
			if len(page) > 1<<19 {
				t.Errorf("the page has %d bytes", len(page))
			}
			if len(s) < maxLine && s == strings.TrimSpace(s) {
				if got := shapeOf(root); got != shape {
					t.Errorf("the page is built otherwise than with a plain text:\n%s\nwant\n%s", got, shape)
				}
			}
			for _, r := range textOf(root) {
				if hides('a', r, 'b') && r != '\u200d' && !(0xfe00 <= r && r <= 0xfe0f) {
					t.Fatalf("the page holds %U as it is", r)
				}
			}
		})
	}
}

// shapeOf gives the elements of a page without their words.
func shapeOf(root *html.Node) string {
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			fmt.Fprintf(&b, "%s.%s ", n.Data, attribute(n, "class"))
		}
	}
	return b.String()
}

// spoken gives the texts of the messages of a page, without the numbers of the
// findings.
func spoken(root *html.Node) []string {
	for _, n := range all(root, "n") {
		if n.Data == "a" {
			n.Parent.RemoveChild(n)
		}
	}
	var texts []string
	for _, n := range all(root, "t") {
		texts = append(texts, textOf(n))
	}
	return texts
}

func TestPagesSayEveryMessageAndMarkTheWords(t *testing.T) {
	events, _ := sample()
	var want, quotes []string
	for _, e := range events {
		if e.Message.Text != "" {
			want = append(want, e.Message.Text)
		}
		for _, f := range e.Findings {
			quotes = append(quotes, f.Quote)
		}
	}
	root := inspect(t, webpage(t, sampleRun("en"), sample))
	var marked []string
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "mark" {
			marked = append(marked, textOf(n))
		}
	}
	slices.Sort(quotes)
	slices.Sort(marked)
	if !slices.Equal(marked, quotes) {
		t.Errorf("marked are\n%q, want\n%q", marked, quotes)
	}
	if got := spoken(root); !slices.Equal(got, want) {
		t.Errorf("the page says\n%q, want\n%q", got, want)
	}
	if got := len(all(root, "note")); got != len(quotes) {
		t.Errorf("%d explanations for %d findings", got, len(quotes))
	}
}

func TestSpansOfOverlappingWords(t *testing.T) {
	const text = "pay to the new account today"
	at := func(quote string) detect.Finding {
		i := strings.Index(text, quote)
		return detect.Finding{Quote: quote, Start: i, End: i + len(quote)}
	}
	tests := []struct {
		name  string
		found []detect.Finding
		want  string
	}{
		{"none", nil, "pay to the new account today[]"},
		{"one", []detect.Finding{at("new account")}, "pay to the [] new account[0] today[]"},
		{"nested", []detect.Finding{at("new account"), at("new")}, "pay to the [] new[0 1] account[0] today[]"},
		{"crossing", []detect.Finding{at("the new"), at("new account")}, "pay to [] the [0] new[0 1] account[1] today[]"},
		{"whole", []detect.Finding{at(text)}, text + "[0]"},
		{"not there", []detect.Finding{{Quote: "gone", Start: 3, End: 7}, {Quote: "x", Start: 90, End: 91}, {Start: -1, End: 2}}, text + "[]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range pieces(text, tt.found) {
				got = append(got, s.text+strings.ReplaceAll(fmt.Sprint(s.found), "[]", "[]"))
			}
			if s := strings.Join(got, " "); strings.Join(strings.Fields(s), " ") != strings.Join(strings.Fields(tt.want), " ") {
				t.Errorf("got %q, want %q", s, tt.want)
			}
		})
	}
}

// long gives a conversation of n messages, of which every k-th bears a finding.
func long(n, k int) conversation {
	return func() ([]detect.Event, detect.Case) {
		events, c := sample()
		var found detect.Event
		for _, e := range events {
			if len(e.Findings) == 1 && e.Findings[0].Detector == "bank-change" {
				found = e
			}
		}
		all := make([]detect.Event, n)
		for i := range all {
			e := events[i%len(events)]
			e.Findings = nil
			if i%k == k-1 {
				e.Message, e.Findings = found.Message, slices.Clone(found.Findings)
				e.Findings[0].Index, e.Findings[0].Related = i+1, []int{max(1, i-k)}
			}
			e.Message.Index = i + 1
			e.Message.Time = fmt.Sprintf("20%02d-%02d-%02dT10:%02d", 10+i/(12*28*60)%60, i/(28*60)%12+1, i/60%28+1, i%60)
			all[i] = e
		}
		c.Messages, c.Top, c.Checklist = n, nil, nil
		return all, c
	}
}

func TestAPageOfTenThousandMessagesIsSmall(t *testing.T) {
	page := webpage(t, sampleRun("en"), long(10_000, 50))
	if len(page) > 8<<20 {
		t.Errorf("the page has %d bytes", len(page))
	}
	root := inspect(t, page)
	if got := len(all(root, "b")); got != 10_000 {
		t.Errorf("the page shows %d messages", got)
	}
	if got := len(all(root, "fold")); got != 200 {
		t.Errorf("the page folds %d stretches", got)
	}
}

// What does not fit is left out, counted, and told where it would stand.
func TestPagesStayWithinTheirRooms(t *testing.T) {
	var out bytes.Buffer
	w, err := HTML(&out, sampleRun("en"))
	if err != nil {
		t.Fatal(err)
	}
	w.(*page).rooms = rooms{quiet: 40_000, findings: 80_000, cases: 120_000}
	feed(t, w, long(3000, 20), sample, long(400, 10), quiet, sample, sample, sample, sample)
	if out.Len() > 250_000 {
		t.Errorf("the page has %d bytes", out.Len())
	}
	root := inspect(t, out.String())
	number := regexp.MustCompile(`^([\d,]+) `)
	first := root.FirstChild
	for n := range root.Descendants() {
		if attribute(n, "id") == "c1" {
			first = n
		}
	}
	shown, left, lost := len(all(first, "b")), 0, 0
	for _, n := range all(first, "left") {
		var k int
		if m := number.FindStringSubmatch(textOf(n)); m != nil {
			fmt.Sscan(strings.ReplaceAll(m[1], ",", ""), &k)
		}
		if n.Data == "p" {
			lost = k
		} else {
			left += k
		}
	}
	if shown+left != 3000 || left == 0 {
		t.Errorf("%d messages are shown and %d left out, of 3000", shown, left)
	}
	if found := len(all(first, "note")); found+lost != 150 || lost == 0 {
		t.Errorf("%d findings are shown and %d left out, of 150", found, lost)
	}
	if !strings.Contains(out.String(), "conversations stand in this table only") {
		t.Error("conversations without a chapter are not told")
	}
}

func TestPagesAreTheSameEachTime(t *testing.T) {
	want := webpage(t, sampleRun("en"), sample, joined, long(500, 7))
	for range 10 {
		if got := webpage(t, sampleRun("en"), sample, joined, long(500, 7)); got != want {
			t.Fatal("the same conversations gave another page")
		}
	}
}

// A page that cannot be written says so.
func TestPagesThatCannotBeWritten(t *testing.T) {
	w, err := HTML(full{}, sampleRun("en"))
	if err != nil {
		t.Fatal(err)
	}
	events, c := sample()
	for _, e := range events {
		if err := w.Event(e); err != nil {
			return
		}
	}
	if w.Case(c) == nil && w.Close() == nil {
		t.Error("a page on a full disk was written without an error")
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

func TestPagesTellWhatReviewersDecided(t *testing.T) {
	reviewed := func() ([]detect.Event, detect.Case) {
		events, c := sample()
		events[16].Findings[0].Review = &detect.Review{Status: detect.StatusUnchanged, Disposition: detect.Dismissed, Reviewer: "Ana <b>", Note: "called\nback"}
		events[17].Findings[0].Review = &detect.Review{Ignored: &detect.Ignored{Reason: "own account", Who: "Jan"}}
		return events, c
	}
	var got []string
	for _, n := range all(inspect(t, webpage(t, sampleRun("en"), reviewed)), "review") {
		got = append(got, textOf(n))
	}
	want := []string{"Disposition dismissed · unchanged · Ana <b> · called\nback", "Disposition ignored · own account · Jan"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPagesOfConversationsWithoutTimes(t *testing.T) {
	untimed := func() ([]detect.Event, detect.Case) {
		events, c := sample()
		for i := range events {
			events[i].Message.Time = ""
		}
		c.Coverage.First, c.Coverage.Last = "", ""
		return events, c
	}
	root := inspect(t, webpage(t, sampleRun("en"), untimed))
	if len(all(root, "plot")) != 0 || len(all(root, "day")) != 0 {
		t.Error("a picture or days are drawn of no times")
	}
}

// A chat writes what it likes into a message; the page shows just that, and
// the marked words are those of the finding.
func FuzzHTML(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s, "2024-03-05T15:22", 1, 3)
	}
	f.Fuzz(func(t *testing.T, s, clock string, start, end int) {
		if len(s) > longPiece {
			return
		}
		start, end = max(0, min(start, len(s))), max(0, min(end, len(s)))
		said := func() ([]detect.Event, detect.Case) {
			m := chat.Message{Source: s, Index: 1, Sender: s, Time: clock, Kind: chat.Text, Text: s, Platform: s, Conversation: s}
			e := detect.Event{Message: m}
			if start < end {
				e.Findings = []detect.Finding{{Source: s, Index: 1, Detector: s, Rule: s, Severity: detect.High, Quote: s[start:end], Start: start, End: end,
					Title: s, Why: s, Gloss: s, Conversation: s, Time: clock}}
			}
			return []detect.Event{e}, detect.Case{Source: s, Conversation: s, Verdict: detect.Hold, Messages: 1, Top: e.Findings, Reasons: []string{s}}
		}
		root := inspect(t, webpage(t, sampleRun("en"), said))
		texts := spoken(root)
		if s == "" {
			return
		}
		want := visible(s)
		if start < end {
			want = visible(s[:start]) + visible(s[start:end]) + visible(s[end:])
		}
		if len(texts) != 1 || texts[0] != want {
			t.Errorf("the page says %q, want %q", texts, want)
		}
	})
}
