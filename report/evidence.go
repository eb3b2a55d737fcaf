package report

import (
	"fmt"
	"strings"

	"backchannel/parser/chat"
)

var evidenceGrid = []column{
	{"source", 34}, {"size", 13}, {"sha256", 34}, {"format", 16}, {"encoding", 11}, {"unit", 8}, {"found", 9}, {"read", 9},
	{"skipped", 26}, {"messages", 10}, {"first", 17}, {"last", 17}, {"integrity", 48},
}

// writeEvidence writes one row for every file that was read, in the order in
// which they were read.
func (b *Workbook) writeEvidence() error {
	covered := map[string]chat.Coverage{}
	all := sources(b.cases)
	for _, c := range all {
		// Conversations of one source share its coverage; the fullest is the last.
		if old, ok := covered[c.Source]; !ok || c.Coverage.Found >= old.Found {
			covered[c.Source] = c.Coverage
		}
	}
	seen := map[string]bool{}
	for _, e := range b.run.Evidence {
		if seen[e.Name] {
			continue // the archive of several members
		}
		seen[e.Name] = true
		cov, ok := covered[e.Name]
		if err := b.evidenceRow(e, cov, ok); err != nil {
			return err
		}
	}
	for _, c := range all {
		if seen[c.Source] {
			continue
		}
		seen[c.Source] = true
		if err := b.evidenceRow(chat.Evidence{Name: c.Source, Size: -1}, covered[c.Source], true); err != nil {
			return err
		}
	}
	return nil
}

// evidenceRow writes a file, with what was read of it when it held a
// conversation.
func (b *Workbook) evidenceRow(e chat.Evidence, cov chat.Coverage, read bool) error {
	cells := []cell{plainCell(e.Name), plainCell(e.Size), plainCell(e.SHA256)}
	if e.Size < 0 {
		cells[1].value = ""
	}
	if !read {
		_, err := b.evidence.add(cells...)
		return err
	}
	for _, v := range []any{
		cov.Format, cov.Encoding, known(b.words.Unit, cov.Unit), cov.Found, cov.Read, skips(cov), cov.Messages, clock(cov.First), clock(cov.Last),
		strings.Join(b.words.limits(cov), "\n"),
	} {
		cells = append(cells, plainCell(v))
	}
	_, err := b.evidence.add(cells...)
	return err
}

// skips tells what was left out of a source and how much of it.
func skips(cov chat.Coverage) string {
	reasons := make([]string, len(cov.Skipped))
	for i, s := range cov.Skipped {
		reasons[i] = fmt.Sprintf("%s: %d", s.Reason, s.Count)
	}
	return strings.Join(reasons, "\n")
}

// limits tells what may be missing from a source and what is odd about it.
func (w *words) limits(cov chat.Coverage) []string {
	var notes []string
	if cov.Order != "" {
		notes = append(notes, w.say("order", cov.Order))
	}
	for _, m := range cov.Missing {
		notes = append(notes, w.say("missing", m))
	}
	for _, n := range cov.Integrity {
		notes = append(notes, w.say("integrity", n))
	}
	return notes
}

var aboutWidths = []float64{14, 24, 100}

// aboutColumns are the columns that the sheet About explains.
var aboutColumns = []struct {
	sheet string
	keys  []string
}{
	{"timeline", []string{"index", "time", "sender", "role", "label", "severity", "quote", "message", "gloss", "why", "action", "place"}},
	{"findings", []string{"id", "confidence", "innocent", "identifiers", "related", "start", "disposition"}},
}

// writeAbout explains the workbook.
func (b *Workbook) writeAbout() error {
	f := form{sheet: b.about}
	w := b.words
	f.title(program(b.run))
	for _, s := range w.About {
		f.line(plainCell("•"), cell{}, plainCell(s))
	}
	if b.overlong > 0 {
		f.line(plainCell("•"), cell{}, plainCell(w.say("split", b.overlong)))
	}
	f.section(w.Column["severity"])
	for _, s := range []string{"critical", "high", "medium", "low", "info", "protective"} {
		f.line(cell{}, cell{look{fill: fills[s], bold: true}, w.Severity[s]})
	}
	f.line()
	f.heading(w.Column["sheet"], w.Column["column"], w.Column["meaning"])
	for _, table := range aboutColumns {
		for _, key := range table.keys {
			f.line(plainCell(w.Sheet[table.sheet]), plainCell(w.Column[key]), plainCell(w.Meaning[key]))
		}
	}
	f.section(w.Column["label"])
	for _, label := range sorted(w.Label) {
		f.line(cell{}, plainCell(label), plainCell(w.Label[label]))
	}
	return f.err
}
