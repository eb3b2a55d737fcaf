package report

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"backchannel/detect"
	"backchannel/parser/chat"
)

const (
	around   = 2    // messages of context before and after a finding
	maxLinks = 1000 // links between Timeline and Findings: excelize looks through all for each new one
)

var timelineColumns = []column{
	{"index", 5}, {"time", 11}, {"sender", 13}, {"role", 9}, {"platform", 9.5}, {"label", 18}, {"severity", 9},
	{"quote", 28}, {"message", 48}, {"gloss", 24}, {"why", 30}, {"action", 30}, {"place", 16},
}

var findingGrid = []column{
	{"severity", 10}, {"label", 19}, {"time", 11}, {"sender", 14}, {"role", 9}, {"platform", 10},
	{"quote", 30}, {"gloss", 26}, {"message", 44}, {"title", 28}, {"why", 30}, {"action", 30}, {"innocent", 30},
	{"identifiers", 26}, {"confidence", 11}, {"rule", 22}, {"index", 7}, {"related", 12},
	{"source", 22}, {"line", 8}, {"conversation", 14}, {"start", 7}, {"end", 7}, {"id", 18}, {"timelinerow", 12},
	{"disposition", 14}, {"reviewer", 14}, {"reviewed", 12}, {"note", 30},
}

// dispositionColumn is the first of the columns that a reviewer fills in.
const dispositionColumn = "Z"

var messageGrid = []column{
	{"index", 8}, {"time", 11}, {"sender", 16}, {"role", 9}, {"platform", 10}, {"kind", 9}, {"text", 80},
	{"attachments", 22}, {"answers", 24}, {"translation", 30}, {"marks", 10}, {"conversation", 16}, {"source", 22}, {"line", 8},
}

// window keeps the messages of one conversation that may become context: the
// last ones before a finding, and the number still to come behind one.
type window struct {
	before []chat.Message
	after  int
	gap    bool // messages were left out since the last row
}

// Event writes a message with findings and its context to the timeline, its
// findings to theirs, and every message to its sheet when that was asked for.
func (b *Workbook) Event(e detect.Event) error {
	if b.messages != nil {
		if err := b.message(e.Message); err != nil {
			return err
		}
	}
	if len(e.Findings) == 0 {
		return b.context(e.Message)
	}
	for _, m := range b.near.before {
		if err := b.contextRow(m); err != nil {
			return err
		}
	}
	b.near.before, b.near.after = b.near.before[:0], around
	for i, f := range e.Findings {
		if err := b.finding(e.Message, f, i > 0); err != nil {
			return err
		}
	}
	return nil
}

// context takes a message without findings: behind a finding it is written,
// else kept until it is too old.
func (b *Workbook) context(m chat.Message) error {
	if b.near.after > 0 {
		b.near.after--
		return b.contextRow(m)
	}
	if len(b.near.before) == around {
		b.near.before = append(b.near.before[:0], b.near.before[1:]...)
		b.near.gap = true
	}
	b.near.before = append(b.near.before, m)
	return nil
}

// contextRow writes a message as context.
func (b *Workbook) contextRow(m chat.Message) error {
	_, err := b.timelineRow(m, look{grey: true}, plainCell(b.words.say("context")), plainCell(""), "", b.body(m), "", "", "")
	return err
}

// finding writes a finding to the timeline and to the findings. again says
// that the row above bears the same message.
func (b *Workbook) finding(m chat.Message, f detect.Finding, again bool) error {
	fill := look{fill: fills[weight(f)], bold: true}
	whole := marked(m.Text, f, b.attachments(m), look{})
	if whole == nil {
		whole = b.body(m)
		if again && !fits(b.body(m)) {
			whole = b.words.say("repeated")
		}
	}
	why := strings.Trim(f.Title+"\n"+f.Why, "\n")
	at, err := b.timelineRow(m, look{}, cell{fill, f.Detector}, cell{fill, b.words.severity(f)},
		f.Quote, whole, f.Gloss, why, f.Action)
	if err != nil {
		return err
	}
	row, err := b.findings.add(b.findingCells(m, f, fill, at)...)
	if err != nil || b.links == maxLinks {
		return err
	}
	b.links++
	return errors.Join(
		b.file.SetCellHyperLink(row.sheet, "Y"+strconv.Itoa(row.row), at.ref("A"), "Location"),
		b.file.SetCellHyperLink(at.sheet, "F"+strconv.Itoa(at.row), row.ref("A"), "Location"))
}

// timelineRow writes a row of the timeline: the message's own columns, label
// and severity, then quote, message, gloss, why and action.
func (b *Workbook) timelineRow(m chat.Message, l look, label, severity cell, texts ...any) (place, error) {
	l.rule, b.near.gap = b.near.gap, false
	cells := []cell{
		{l, m.Index}, {l, clock(m.Time)}, {l, m.Sender}, {l, b.words.role(m.Role)}, {l, m.Platform}, label, severity,
	}
	for i := range cells[5:] {
		cells[5+i].look.rule, cells[5+i].look.grey = l.rule, l.grey
	}
	for _, t := range texts {
		cells = append(cells, cell{l, t})
	}
	return b.timeline.add(append(cells, cell{l, b.place(m)})...)
}

// findingCells gives all that is known of a finding.
func (b *Workbook) findingCells(m chat.Message, f detect.Finding, fill look, at place) []cell {
	texts := []any{
		clock(f.Time), f.Sender, b.words.role(f.Role), f.Platform, f.Quote, f.Gloss, b.short(m), f.Title, f.Why, f.Action,
		f.Innocent, b.identifiers(f), known(b.words.Confidence, f.Confidence), f.Rule, f.Index, places(f.Related, f.Elsewhere),
		f.Source, f.Line, f.Conversation, f.Start, f.End, f.ID,
	}
	cells := []cell{{fill, b.words.severity(f)}, {fill, f.Detector}}
	for _, t := range texts {
		cells = append(cells, plainCell(t))
	}
	row := plainCell(at.row)
	if at.sheet != b.timeline.name {
		row.value = at.ref("A")
	}
	row.look.link = b.links < maxLinks
	return append(cells, row, plainCell(b.words.Disposition[0]), plainCell(""), plainCell(""), plainCell(""))
}

// message writes a message to the sheet of all messages.
func (b *Workbook) message(m chat.Message) error {
	var marks []string
	if m.Edited {
		marks = append(marks, b.words.say("edited"))
	}
	if m.Auto {
		marks = append(marks, b.words.say("auto"))
	}
	cells := make([]cell, 0, len(messageGrid))
	for _, v := range []any{
		m.Index, clock(m.Time), m.Sender, b.words.role(m.Role), m.Platform, string(m.Kind), m.Text,
		strings.Join(m.Attachments, "\n"), m.Quote, m.Translation, strings.Join(marks, ", "), m.Conversation, m.Source, m.Line,
	} {
		cells = append(cells, plainCell(v))
	}
	_, err := b.messages.add(cells...)
	return err
}

// review gives the reviewer's column of the findings its choices.
func (b *Workbook) review() error {
	var err error
	for _, s := range b.findings.sheets {
		if s.rows < 2 {
			continue
		}
		choice := excelize.NewDataValidation(true)
		choice.Sqref = fmt.Sprintf("%s2:%s%d", dispositionColumn, dispositionColumn, s.rows)
		choice.SetError(excelize.DataValidationErrorStyleStop, b.words.Column["disposition"], b.words.say("choose"))
		err = errors.Join(err, choice.SetDropList(b.words.Disposition), b.file.AddDataValidation(s.name, choice))
	}
	return err
}

// body gives a message for reading: its text, and what else it carries.
func (b *Workbook) body(m chat.Message) string {
	s := m.Text
	if s == "" && len(m.Attachments) == 0 {
		return b.words.say("kind", string(m.Kind))
	}
	if a := b.attachments(m); a != "" {
		s = strings.TrimPrefix(s+"\n"+a, "\n")
	}
	return s
}

// short is the message, unless it would not fit a cell.
func (b *Workbook) short(m chat.Message) string {
	s := b.body(m)
	if !fits(s) {
		return b.words.say("long", b.timeline.name)
	}
	return s
}

// attachments names the files of a message.
func (b *Workbook) attachments(m chat.Message) string {
	names := make([]string, len(m.Attachments))
	for i, a := range m.Attachments {
		names[i] = b.words.say("attachment", a)
	}
	return strings.Join(names, "\n")
}

// identifiers gives the numbers and names of a finding, one a line.
func (b *Workbook) identifiers(f detect.Finding) string {
	ids := make([]string, len(f.Identifiers))
	for i, id := range f.Identifiers {
		state := b.words.say("unchecked")
		if id.Valid {
			state = b.words.say("valid")
		}
		ids[i] = fmt.Sprintf("%s %s (%s)", id.Type, id.Value, state)
		if id.Normalised != "" && id.Normalised != id.Value {
			ids[i] = fmt.Sprintf("%s %s = %s (%s)", id.Type, id.Value, id.Normalised, state)
		}
	}
	return strings.Join(ids, "\n")
}

// place says where a message stands in its source.
func (b *Workbook) place(m chat.Message) string {
	return b.words.place(m.Source, m.Line, m.Index, m.Conversation)
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
