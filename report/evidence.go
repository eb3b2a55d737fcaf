package report

import (
	"fmt"
	"strings"

	"backchannel/parser/chat"
)

var evidenceColumns = []column{
	{"source", 30}, {"size", 11}, {"sha256", 34}, {"format", 15}, {"encoding", 10}, {"unit", 8}, {"found", 8}, {"read", 8},
	{"skipped", 24}, {"messages", 10}, {"first", 11}, {"last", 11}, {"integrity", 46},
}

// writeEvidence writes one row for every file that was read, in the order in
// which they were read, and one for every file that could not be.
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
	for _, p := range b.run.Unread {
		cells := make([]cell, len(evidenceColumns))
		for i := range cells {
			cells[i] = plainCell("")
		}
		cells[0], cells[len(cells)-1] = plainCell(p.Source), cell{look{bold: true}, b.words.say("notread", b.words.problem(p))}
		if _, err := b.evidence.add(cells...); err != nil {
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
		for range evidenceColumns[len(cells):] {
			cells = append(cells, plainCell(""))
		}
		_, err := b.evidence.add(cells...)
		return err
	}
	for _, v := range []any{
		cov.Format, cov.Encoding, known(b.words.Unit, cov.Unit), cov.Found, cov.Read, b.words.skips(cov), cov.Messages, clock(cov.First), clock(cov.Last),
		strings.Join(b.words.limits(cov), "\n"),
	} {
		cells = append(cells, plainCell(v))
	}
	_, err := b.evidence.add(cells...)
	return err
}

// skips tells what was left out of a source and how much of it.
func (w *words) skips(cov chat.Coverage) string {
	reasons := make([]string, len(cov.Skipped))
	for i, s := range cov.Skipped {
		reasons[i] = fmt.Sprintf("%s: %d", w.remark(s.Reason), s.Count)
	}
	return strings.Join(reasons, "\n")
}

// limits tells what may be missing from a source and what is odd about it.
func (w *words) limits(cov chat.Coverage) []string {
	var notes []string
	if cov.Order != "" {
		notes = append(notes, w.say("order", w.remark(cov.Order)))
	}
	for _, fact := range []struct{ words, text string }{
		{w.say("readby"), cov.Reader}, {w.say("clockis"), cov.Clock}, {w.say("doubt"), cov.Doubt},
	} {
		if fact.text != "" {
			notes = append(notes, fmt.Sprintf(fact.words, w.remark(fact.text)))
		}
	}
	for _, m := range cov.Missing {
		notes = append(notes, w.say("missing", w.remark(m)))
	}
	for _, n := range cov.Integrity {
		notes = append(notes, w.say("integrity", w.remark(n)))
	}
	return notes
}
