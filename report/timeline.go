package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// around is how many messages of context stand before and after a finding.
const around = 2

// timelineColumns fill the width of a page.
var timelineColumns = []column{
	{"index", 6}, {"time", 11}, {"platform", 10}, {"sender", 14}, {"role", 9}, {"kind", 9}, {"text", 54}, {"extras", 16},
	{"label", 18}, {"severity", 10}, {"shown", 32}, {"place", 18}, {"findingrow", 9},
}

// timelineRow is the column that leads to the findings. Nothing else than a
// short number is a link: LibreOffice does not break the lines of one.
const timelineRow = 13

// window keeps the messages of one conversation that may become context: the
// last ones before a finding, and the number still to come behind one.
type window struct {
	before []chat.Message
	after  int
	gap    bool // messages were left out since the last row
}

// Event writes the findings of a message, and to the timeline the message with
// those around it, or every message when that was asked for.
func (b *Workbook) Event(e detect.Event) error {
	b.calendar.add(e)
	b.people.add(e)
	b.judged.add(e.Findings)
	if len(e.Findings) == 0 {
		return b.context(e.Message)
	}
	for _, m := range b.near.before {
		if err := b.plainRow(m); err != nil {
			return err
		}
	}
	b.near.before, b.near.after = b.near.before[:0], around
	at, err := b.timeline.next()
	if err != nil {
		return err
	}
	var rows []place
	for _, f := range e.Findings {
		row, err := b.finding(e.Message, f, at)
		if err != nil {
			return err
		}
		rows = append(rows, row)
	}
	return b.foundRow(e, rows)
}

// context takes a message without findings: when it stands behind a finding or
// all are wanted it is written, else kept until it is too old.
func (b *Workbook) context(m chat.Message) error {
	if b.run.Messages {
		b.near.gap = false
		return b.plainRow(m)
	}
	if b.near.after > 0 {
		b.near.after--
		return b.plainRow(m)
	}
	if len(b.near.before) == around {
		b.near.before = append(b.near.before[:0], b.near.before[1:]...)
		b.near.gap = true
	}
	b.near.before = append(b.near.before, m)
	return nil
}

// plainRow writes a message without findings.
func (b *Workbook) plainRow(m chat.Message) error {
	l, label := look{}, ""
	if !b.run.Messages {
		l.grey, label = true, b.words.say("context")
	}
	l.rule, b.near.gap = b.near.gap, false
	_, err := b.timeline.add(b.timelineCells(m, l, cell{l, b.words.body(m)}, cell{l, label}, cell{l, ""}, "", "")...)
	return err
}

// foundRow writes a message with findings, which stand in rows.
func (b *Workbook) foundRow(e detect.Event, rows []place) error {
	var labels, shown []string
	top := e.Findings[0]
	for _, f := range e.Findings {
		if !slices.Contains(labels, f.Detector) {
			labels = append(labels, f.Detector)
		}
		if rank(f) > rank(top) {
			top = f
		}
		shown = append(shown, b.words.shown(f))
	}
	if len(shown) > 1 {
		for i := range shown {
			shown[i] = "• " + shown[i]
		}
	}
	l := look{rule: b.near.gap}
	b.near.gap = false
	strong := look{rule: l.rule, fill: fills[weight(top)], bold: true}
	text := marked(e.Message.Text, e.Findings, l)
	if text == nil {
		text = b.words.body(e.Message)
	}
	linked := more(&b.seen.messages)
	cells := b.timelineCells(e.Message, l, cell{l, text}, cell{look{rule: l.rule, bold: true}, strings.Join(labels, "\n")},
		cell{strong, b.words.severity(top)}, strings.Join(shown, "\n"), b.stretch(rows))
	cells[len(cells)-1].look.link = linked
	at, err := b.timeline.add(cells...)
	if err != nil || !linked {
		return err
	}
	return b.timeline.at(at).link(timelineRow, at.row, rows[0])
}

// stretch names the rows of the findings of a message, which stand below each
// other: 7, or 7–9.
func (b *Workbook) stretch(rows []place) any {
	first, last := rows[0].number(b.findings), rows[len(rows)-1].number(b.findings)
	if first == last {
		return first
	}
	return fmt.Sprintf("%v–%v", first, last)
}

// timelineCells gives a row of the timeline.
func (b *Workbook) timelineCells(m chat.Message, l look, text, label, severity cell, shown string, row any) []cell {
	w := b.words
	return []cell{
		{l, m.Index}, {l, clock(m.Time)}, {l, m.Platform}, {l, m.Sender}, {l, w.role(m.Role)}, {l, string(m.Kind)}, text,
		{l, w.extras(m)}, label, severity, {l, shown}, {l, w.place(m.Source, m.Line, m.Index, m.Conversation)}, {l, row},
	}
}

// rank orders findings by how much they weigh, protective ones last.
func rank(f detect.Finding) int {
	if f.Detector == detect.Protective {
		return -1
	}
	return f.Severity.Rank()
}

// shown says in short why a message is shown, and what its words mean.
func (w *words) shown(f detect.Finding) string {
	s := f.Title
	if s == "" {
		s = f.Rule
	}
	if f.Gloss != "" {
		s += "\n" + w.say("gloss", f.Gloss)
	}
	return s
}

// body gives the text of a message, or what it is when it has none.
func (w *words) body(m chat.Message) string {
	if m.Text == "" && len(m.Attachments) == 0 {
		return w.say("kind", string(m.Kind))
	}
	return m.Text
}

// extras gives what a message carries beside its text, one thing a line.
func (w *words) extras(m chat.Message) string {
	all := slices.Clone(m.Attachments)
	if m.Edited {
		all = append(all, w.say("edited"))
	}
	if m.Auto {
		all = append(all, w.say("auto"))
	}
	if m.Quote != "" {
		all = append(all, w.say("answers", m.Quote))
	}
	if m.Translation != "" {
		all = append(all, w.say("translation", m.Translation))
	}
	return strings.Join(all, "\n")
}

// place gives source:line, or the number of the message where lines mean
// nothing, and the conversation where a source holds several.
func (w *words) place(source string, line, index int, conversation string) string {
	s := source + ":" + strconv.Itoa(line)
	if line == 0 {
		s = source + ", " + w.say("message", index)
	}
	if conversation != "" {
		s += " (" + conversation + ")"
	}
	return s
}
