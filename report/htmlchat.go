package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// minFold is how many messages without a finding are folded away; fewer are
// sooner read than unfolded.
const minFold = 4

// thread is a conversation of the page while it is being taken. It writes the
// chat: findings with the messages around them, and what lies between folded.
type thread struct {
	*page
	number  int
	out     markup // the chat so far
	picture *picture
	flow    flow // what the reader of out has seen last

	quiet  markup // the stretch without findings that is not ended yet
	within flow   // what the reader of quiet has seen last
	fold   fold
	before []chat.Message // the last of them, which may become context
	after  int            // messages of context still to come behind a finding

	first     detect.Place             // the place of the first message, without its number
	parts     map[detect.Place]*strand // the sources, by their places without a number
	hits      map[detect.Place]bool    // messages that are shown for their findings
	findings  int                      // findings shown
	lost      int                      // findings left out
	explained map[string]int           // the finding that explained a rule, by rule
}

// strand is a source of the conversation.
type strand struct {
	number      int // from 1, in the order in which they come up
	first, last int // the messages taken so far
	gone        int // the first message that is left out, 0 for none
}

// fold counts a stretch of messages without a finding.
type fold struct {
	count, left int // messages, and how many of them are left out
	from, to    string
}

// flow is what a reader has just seen, and need not be told again.
type flow struct {
	day, sender, platform string
	at                    int64 // the minute of the last message that has one
	timed                 bool
}

func newThread(p *page, number int) *thread {
	t := &thread{page: p, number: number, picture: newPicture(), parts: map[detect.Place]*strand{}, hits: map[detect.Place]bool{},
		explained: map[string]int{}}
	t.out.tag("<ol>\n")
	return t
}

// part gives the source of a message.
func (t *thread) part(m chat.Message) *strand {
	place := detect.Place{Source: m.Source, Conversation: m.Conversation}
	p := t.parts[place]
	if p == nil {
		p = &strand{number: len(t.parts) + 1, first: m.Index}
		t.parts[place] = p
	}
	if p.number == 1 {
		t.first = place
	}
	return p
}

// id names a message in the page: case, part, and place in its conversation.
func (t *thread) id(p *strand, index int) string {
	return "m" + strconv.Itoa(t.number) + "-" + strconv.Itoa(p.number) + "-" + strconv.Itoa(index)
}

// shown gives the name of a message in the page, when it is there.
func (t *thread) shown(at detect.Place) (string, bool) {
	p := t.parts[detect.Place{Source: at.Source, Conversation: at.Conversation}]
	if p == nil || at.Index < p.first || at.Index > p.last || p.gone > 0 && at.Index >= p.gone && !t.hits[at] {
		return "", false
	}
	return t.id(p, at.Index), true
}

// room says whether the page may still grow.
func (t *thread) room(most int) bool { return t.size+t.out.Len()+t.quiet.Len() < most }

// event takes a message.
func (t *thread) event(e detect.Event) {
	part := t.part(e.Message)
	part.last = e.Message.Index
	hit := len(e.Findings) > 0 && t.room(t.rooms.findings)
	to := ""
	if hit {
		to = t.id(part, e.Message.Index)
		t.hits[detect.Place{Source: e.Message.Source, Conversation: e.Message.Conversation, Index: e.Message.Index}] = true
	}
	t.picture.add(e.Message, e.Findings, to)
	switch {
	case hit:
		t.unfold()
		found := slices.SortedStableFunc(slices.Values(e.Findings), func(a, b detect.Finding) int { return cmp.Compare(a.End, b.End) })
		t.bubble(&t.out, &t.flow, e.Message, found)
		t.after = around
	case len(e.Findings) > 0:
		t.lost += len(e.Findings)
		t.silent(e.Message)
	case t.after > 0:
		t.after--
		t.bubble(&t.out, &t.flow, e.Message, nil)
	default:
		t.before = append(t.before, e.Message)
		if len(t.before) > around {
			t.silent(t.before[0])
			t.before = append(t.before[:0], t.before[1:]...)
		}
	}
}

// silent adds a message to the stretch that will be folded, or counts it where
// the page has no room.
func (t *thread) silent(m chat.Message) {
	if t.fold.count == 0 {
		t.within, t.fold.from = flow{at: t.flow.at, timed: t.flow.timed, platform: t.flow.platform}, m.Time
	}
	t.fold.count++
	t.fold.to = m.Time
	if t.fold.left == 0 && t.room(t.rooms.quiet) {
		t.bubble(&t.quiet, &t.within, m, nil)
		return
	}
	t.fold.left++
	if p := t.part(m); p.gone == 0 {
		p.gone = m.Index
	}
}

// unfold ends the stretch without findings, and shows the messages before what
// comes now.
func (t *thread) unfold() {
	t.closeFold()
	for _, m := range t.before {
		t.bubble(&t.out, &t.flow, m, nil)
	}
	t.before = t.before[:0]
}

// end ends the chat.
func (t *thread) end() {
	for _, m := range t.before {
		t.silent(m)
	}
	t.before = nil
	t.closeFold()
	t.out.tag("</ol>\n")
}

// closeFold writes the stretch without findings, folded unless it is short.
func (t *thread) closeFold() {
	if t.fold.count == 0 {
		return
	}
	folded := t.fold.count >= minFold || t.fold.left > 0
	if folded {
		t.out.tag(`<li class="fold"><details><summary>`)
		t.out.text(t.words.page("folded", t.words.number(t.fold.count)))
		if from, to := day(t.fold.from), day(t.fold.to); from != "" && from != to {
			t.out.element("span", "when", from+" – "+to)
		} else if from != "" {
			t.out.element("span", "when", from)
		}
		t.out.tag("</summary><ol>\n")
	}
	t.out.Write(t.quiet.Bytes())
	if t.fold.left > 0 {
		t.out.element("li", "left", t.words.page("left", t.words.number(t.fold.left)))
	}
	t.flow = t.within
	if folded {
		t.out.tag("</ol></details></li>\n")
		t.flow.day, t.flow.sender = "", ""
	}
	t.quiet.Reset()
	t.fold = fold{}
}

// bubble writes a message with its findings.
func (t *thread) bubble(out *markup, seen *flow, m chat.Message, found []detect.Finding) {
	w := t.words
	t.divide(out, seen, m)
	role := m.Role
	if !slices.Contains([]chat.Role{chat.Supplier, chat.Buyer, chat.System}, role) {
		role = chat.Unknown
	}
	out.tag(`<li id="`, t.id(t.part(m), m.Index), `" class="`, string(role))
	if len(found) > 0 {
		out.tag(" hit")
	}
	out.tag(`"><div class="b">`)
	if name := m.Sender; name != "" && name != seen.sender {
		out.tag(`<p class="who">`)
		out.quoted("bdi", "", w.code(), oneLine(name))
		if role != chat.Unknown {
			out.element("span", "", w.role(role))
		}
		out.tag("</p>")
	}
	seen.sender = m.Sender
	if m.Quote != "" {
		out.quoted("blockquote", "", w.code(), m.Quote)
	}
	t.said(out, m, found)
	for _, a := range m.Attachments {
		if strings.Contains(m.Text, a) {
			continue // the text names it
		}
		out.quoted("p", "file", w.code(), w.page("file", oneLine(a)))
	}
	if m.Translation != "" {
		out.tag(`<div class="translated">`)
		out.element("span", "", w.Column["translation"])
		out.quoted("p", "", w.code(), m.Translation)
		out.tag("</div>")
	}
	out.element("p", "at", t.stamp(m))
	out.tag("</div>")
	t.notes(out, m, found)
	out.tag("</li>\n")
}

// said writes the text of a message, or what it is without one.
func (t *thread) said(out *markup, m chat.Message, found []detect.Finding) {
	switch {
	case m.Text != "":
		out.tag(`<p class="t" dir="auto"`, tongue(t.words.code(), m.Text), ">")
		t.marked(out, m.Text, found)
		out.tag("</p>")
	case len(m.Attachments) == 0:
		out.element("p", "file", t.words.say("kind", known(t.words.Kind, string(m.Kind))))
	}
}

// stamp is the small line below a message: its time of day, its number, and
// what the application says of it.
func (t *thread) stamp(m chat.Message) string {
	_, clock, ok := strings.Cut(m.Time, "T")
	if !ok {
		clock = m.Time
	}
	parts := []string{clock, fmt.Sprintf("#%d", m.Index)}
	if m.Edited {
		parts = append(parts, t.words.say("edited"))
	}
	if m.Auto {
		parts = append(parts, t.words.say("auto"))
	}
	return strings.TrimPrefix(strings.Join(parts, " · "), " · ")
}

// divide writes a line between two messages where the day or the platform is
// another, or where there was a long silence.
func (t *thread) divide(out *markup, seen *flow, m chat.Message) {
	var parts []string
	if date := day(m.Time); date != seen.day {
		parts = append(parts, date)
		seen.day, seen.sender = date, ""
	}
	if at, ok := minutes(m.Time); ok {
		if days := (at - seen.at) / aDay; seen.timed && days >= longSilence/aDay {
			parts = append(parts, t.words.page("silence", days))
		}
		seen.at, seen.timed = at, true
	}
	if m.Platform != seen.platform {
		if seen.platform != "" {
			parts = append(parts, t.words.page("moved", t.words.platform(m.Platform)))
		}
		seen.platform, seen.sender = m.Platform, ""
	}
	if s := strings.TrimPrefix(strings.Join(parts, " · "), " · "); s != "" {
		out.element("li", "day", s)
	}
}
