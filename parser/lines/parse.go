package lines

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"backchannel/parser/chat"
)

// Options is what a grammar cannot know.
type Options struct {
	Anchor time.Time // what relative clocks are counted from; zero leaves them without a time
}

// Record is one message of a text.
type Record struct {
	Line  int    // 1-based, of the first line of its header
	Lines int    // up to the next header
	Name  string // [chat.Self] for the owner of the export
	Time  string // local clock at its own precision, "" when unknown
	Kind  chat.Kind
	Text  string

	Translation string
	Auto        bool // the application says that a machine sent it
}

// Text is what a grammar found in lines.
type Text struct {
	Records    []Record // in the order of the lines
	Furniture  int      // lines before the first header
	Lookalikes []int    // 1-based lines that look like headers and were read as text
	Forms      []string // the forms of header that occur, by first use
	Counted    int      // records whose relative clock was counted from the anchor
	Open       int      // records whose relative clock has no anchor

	named bool   // some header has a name
	weak  []bool // records whose header says little about the application
}

// Parse reads lines, given without their ends, as a conversation.
func (g *Grammar) Parse(lines []string, opts Options) Text {
	r := reading{g: g, lines: lines, anchor: opts.Anchor}
	headers, lookalikes := r.headers()
	t := Text{Furniture: len(lines)}
	for _, line := range lookalikes {
		t.Lookalikes = append(t.Lookalikes, line+1)
	}
	for i, h := range headers {
		end := len(lines)
		if i+1 < len(headers) {
			end = headers[i+1].first
		}
		if i == 0 {
			t.Furniture = h.first
		}
		t.Records = append(t.Records, g.record(h, lines[h.line+1:end], end-h.first))
		t.named = t.named || h.name != ""
		t.weak = append(t.weak, h.relative || h.form >= 0 && g.Headers[h.form].Weak)
		if h.relative && h.at != "" {
			t.Counted++
		} else if h.relative && h.form >= 0 {
			t.Open++
		}
		if form := g.formName(h); form != "" && !slices.Contains(t.Forms, form) {
			t.Forms = append(t.Forms, form)
		}
	}
	return t
}

func (g *Grammar) formName(h found) string {
	switch {
	case h.form < 0:
		return ""
	case h.first != h.line:
		return "name on the line above the clock"
	}
	return g.Headers[h.form].Form
}

// record makes a message of a header and the lines behind it.
func (g *Grammar) record(h found, body []string, lines int) Record {
	rec := Record{Line: h.first + 1, Lines: lines, Name: h.name, Time: h.at, Kind: chat.Text}
	switch {
	case slices.Contains(g.Self, h.role) && h.name == "", h.name == "" && h.role == "":
		rec.Name = chat.Self
	case h.name == "":
		rec.Name = h.role
	}
	body, menu := g.trimEnd(body, &rec)
	if h.text != "" {
		body = append([]string{h.text}, body...)
	}
	rec.Text, rec.Translation = g.parts(body)
	switch {
	case h.form < 0:
		rec.Kind = chat.Deleted
	case Placeholder(rec.Text), rec.Text == "" && menu["Download"], rec.Text == "" && menu["下载"]:
		rec.Kind = chat.Media
	case rec.Text == "":
		rec.Kind = chat.Other
	}
	return rec
}

// trimEnd takes blank lines and what the interface wrote from the end of a
// block and gives the words of the interface that it met. Each of them goes
// once: in "Read", "Read" the first may be the message.
func (g *Grammar) trimEnd(body []string, rec *Record) ([]string, map[string]bool) {
	met := map[string]bool{}
	for len(body) > 0 {
		last := strings.TrimSpace(body[len(body)-1])
		var menu []string
		switch {
		case g.Menus:
			menu = interfaceWords(last)
		case slices.Contains(g.Tail, last):
			menu = []string{last}
		}
		switch {
		case last == "":
		case g.Menus && AutoTag(last):
			rec.Auto = true
		case menu == nil || slices.ContainsFunc(menu, func(w string) bool { return met[w] }):
			return body, met
		}
		for _, w := range menu {
			met[w] = true
		}
		body = body[:len(body)-1]
	}
	return body, met
}

// parts joins the lines of a block and tells the words from their translation.
func (g *Grammar) parts(body []string) (text, translation string) {
	into := [2][]string{}
	part := 0
	for _, line := range body {
		if rest, ok := cutAny(line, g.Translation); ok {
			part, line = 1, rest
		} else if rest, ok := cutAny(line, g.Original); ok {
			part, line = 0, rest
		}
		into[part] = append(into[part], line)
	}
	return join(into[0]), join(into[1])
}

func cutAny(line string, prefixes []string) (string, bool) {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), p); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return line, false
}

// join gives the lines without the blanks around all of them.
func join(lines []string) string { return strings.TrimSpace(strings.Join(lines, "\n")) }

// NewestFirst says whether more than half of the neighbours among times that
// differ run backwards. Times without and with an offset are not compared,
// nor is "".
func NewestFirst(times []string) bool {
	down, all := 0, 0
	last := ""
	for _, t := range times {
		if t == "" || last != "" && hasOffset(t) != hasOffset(last) {
			continue
		}
		if last != "" {
			if c := compareTimes(last, t); c != 0 {
				all++
				if c > 0 {
					down++
				}
			}
		}
		last = t
	}
	return down*2 > all
}

func hasOffset(t string) bool { return len(t) > len("2024-03-05T15:22:10") }

func compareTimes(a, b string) int {
	if !hasOffset(a) {
		return compareStamps(a, b)
	}
	x, err := time.Parse(time.RFC3339, a)
	y, err2 := time.Parse(time.RFC3339, b)
	if err != nil || err2 != nil {
		return 0
	}
	return x.Compare(y)
}

// Summary tells in words what is odd about the headers of a text, for
// [chat.Coverage].
func (t Text) Summary() (notes []string) {
	if len(t.Forms) > 1 {
		notes = append(notes, fmt.Sprintf("%d forms of header: %s", len(t.Forms), strings.Join(t.Forms, "; ")))
	}
	if len(t.Lookalikes) > 0 {
		var at []string
		for _, n := range t.Lookalikes[:min(len(t.Lookalikes), 5)] {
			at = append(at, fmt.Sprint(n))
		}
		notes = append(notes, fmt.Sprintf("%d lines inside messages look like headers and were read as text (line %s)",
			len(t.Lookalikes), strings.Join(at, ", ")))
	}
	return notes
}

// Conversation says whether a text that was not written to be a conversation
// is one: two messages or more, and somebody is named.
func (t Text) Conversation() bool { return len(t.Records) > 1 && t.named }
