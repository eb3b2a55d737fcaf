package report

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// findingGrid gives the columns of the findings, in thirds of about a page's
// width: what was found, what it means, and what becomes of it. What an
// earlier report and a list of exceptions tell has columns where there are
// such.
func findingGrid(r *Run) []column {
	all := []column{
		{"row", 6}, {"severity", 10}, {"label", 18}, {"time", 11},
		{"sender", 14}, {"role", 9}, {"platform", 10}, {"quote", 32}, {"gloss", 24}, {"message", 44}, {"timelinerow", 9},
		{"why", 40}, {"action", 40}, {"innocent", 34}, {"identifiers", 28},
		{"related", 13}, {"place", 22}, {"rule", 20}, {"confidence", 11}, {"id", 18},
	}
	if r.Earlier != nil {
		all = append(all, column{"status", 10})
	}
	if r.Ignores {
		all = append(all, column{"ignored", 20})
	}
	return append(all, column{"disposition", 13}, column{"reviewer", 12}, column{"reviewed", 11}, column{"note", 26})
}

const (
	timelineRowOf = 11 // the column that leads to the timeline
	reviewColumns = 4  // those at the end, for the reviewer
)

// maxLinks bounds the links between Timeline and Findings: excelize looks
// through all for each new one.
const maxLinks = 10_000

// whereabouts remembers where findings stand, for links.
type whereabouts struct {
	findings, messages int              // rows of theirs that have links
	label              map[string]place // of the first finding
	id                 map[string]place // at most maxLinks
	rule               map[string]int   // how many findings there are
}

func newWhereabouts() whereabouts {
	return whereabouts{label: map[string]place{}, id: map[string]place{}, rule: map[string]int{}}
}

// more says whether one more row may have links, and counts it.
func more(links *int) bool {
	if *links == maxLinks {
		return false
	}
	*links++
	return true
}

// finding writes a finding whose message stands at a place of the timeline.
func (b *Workbook) finding(m chat.Message, f detect.Finding, at place) (place, error) {
	row, err := b.findings.next()
	if err != nil {
		return row, err
	}
	b.seen.rule[f.Rule]++
	if _, ok := b.seen.label[f.Detector]; !ok {
		b.seen.label[f.Detector] = row
	}
	linked := more(&b.seen.findings)
	if _, err = b.findings.add(b.findingCells(m, f, row, at, linked)...); err != nil || !linked {
		return row, err
	}
	b.seen.id[f.ID] = row
	return row, b.findings.at(row).link(timelineRowOf, row.row, at)
}

// findingCells gives all that is known of a finding. All cells are open to
// sorting; see [Workbook.review].
func (b *Workbook) findingCells(m chat.Message, f detect.Finding, row, at place, linked bool) []cell {
	w := b.words
	fill := look{fill: fills[weight(f)], bold: true}
	label := look{bold: true}
	link := look{link: linked}
	message := marked(m.Text, []detect.Finding{f}, look{open: true})
	if message == nil {
		message = b.short(m)
	}
	cells := []cell{
		plainCell(row.number(b.findings)), {fill, w.severity(f)}, {label, f.Detector}, plainCell(clock(f.Time)),
		plainCell(f.Sender), plainCell(w.role(f.Role)), plainCell(f.Platform), plainCell(f.Quote), plainCell(f.Gloss), plainCell(message),
		{link, at.number(b.timeline)},
		plainCell(strings.Trim(f.Title+"\n"+f.Why, "\n")), plainCell(f.Action), plainCell(f.Innocent), plainCell(w.identifiers(f)),
		plainCell(places(f.Related, f.Elsewhere)), plainCell(w.place(f.Source, f.Line, f.Index, f.Conversation)), plainCell(f.Rule),
		plainCell(known(w.Confidence, f.Confidence)), plainCell(f.ID),
	}
	r := f.Review
	if r == nil {
		r = new(detect.Review)
	}
	if b.run.Earlier != nil {
		cells = append(cells, plainCell(known(w.Status, r.Status)))
	}
	if b.run.Ignores {
		cells = append(cells, plainCell(w.ignored(r.Ignored)))
	}
	cells = append(cells, w.reviewCells(r)...)
	for i := range cells {
		cells[i].look.open = true
	}
	return cells
}

// reviewCells gives the four columns of the reviewer.
func (w *words) reviewCells(r *detect.Review) []cell {
	date := cell{look{date: true}, r.Date}
	if t, err := time.Parse(time.DateOnly, r.Date); err == nil && t.Year() >= 1901 {
		date.value = t
	}
	typed := look{typed: true}
	return []cell{plainCell(w.disposition(r.Disposition)), {typed, r.Reviewer}, date, {typed, r.Note}}
}

// disposition names a disposition; what nobody decided is open.
func (w *words) disposition(d detect.Disposition) string {
	if i := slices.Index(detect.Dispositions, d); i > 0 && i < len(w.Disposition) {
		return w.Disposition[i]
	}
	return w.Disposition[0]
}

// settled says in a word why a finding needs nothing more.
func (w *words) settled(r *detect.Review) string {
	if r.Ignored != nil {
		return w.What["ignored"]
	}
	return w.disposition(r.Disposition)
}

// ignored says why a finding is ignored, "" when it is not.
func (w *words) ignored(i *detect.Ignored) string {
	if i == nil {
		return ""
	}
	parts := []string{i.Reason}
	if i.Who != "" {
		parts = append(parts, i.Who)
	}
	if i.Until != "" {
		parts = append(parts, w.say("until", i.Until))
	}
	return strings.Join(parts, "\n")
}

// short is the message, unless it would not fit a cell.
func (b *Workbook) short(m chat.Message) string {
	if s := b.words.body(m); fits(s) {
		return s
	}
	return b.words.say("long", b.timeline.name)
}

// identifiers gives the numbers and names of a finding, one a line.
func (w *words) identifiers(f detect.Finding) string {
	ids := make([]string, len(f.Identifiers))
	for i, id := range f.Identifiers {
		state := w.say("unchecked")
		if id.Valid {
			state = w.say("valid")
		}
		kind := known(w.What, id.Type)
		ids[i] = fmt.Sprintf("%s %s (%s)", kind, id.Value, state)
		if id.Normalised != "" && id.Normalised != id.Value {
			ids[i] = fmt.Sprintf("%s %s = %s (%s)", kind, id.Value, id.Normalised, state)
		}
	}
	return strings.Join(ids, "\n")
}

// review gives the reviewer's columns their choices, and keeps the others from
// being typed over. They cannot be locked: Excel sorts no rows with locked
// cells.
func (b *Workbook) review() error {
	var err error
	for _, s := range b.findings.sheets {
		if s.rows < 2 {
			continue
		}
		last := len(b.findings.columns)
		first, _ := excelize.ColumnNumberToName(last - reviewColumns + 1)
		before, _ := excelize.ColumnNumberToName(last - reviewColumns)
		choice := excelize.NewDataValidation(true)
		choice.Sqref = fmt.Sprintf("%s2:%s%d", first, first, s.rows)
		choice.SetError(excelize.DataValidationErrorStyleStop, b.words.Column["disposition"], b.words.say("choose"))
		kept := excelize.NewDataValidation(true)
		kept.Sqref = fmt.Sprintf("A2:%s%d", before, s.rows)
		kept.SetError(excelize.DataValidationErrorStyleStop, b.words.Sheet["findings"], b.words.say("kept"))
		err = errors.Join(err,
			choice.SetDropList(b.words.Disposition), b.file.AddDataValidation(s.name, choice),
			kept.SetRange("FALSE", "", excelize.DataValidationTypeCustom, excelize.DataValidationOperatorEqual), b.file.AddDataValidation(s.name, kept))
	}
	return err
}
