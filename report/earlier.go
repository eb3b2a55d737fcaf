package report

import "backchannel/detect"

var earlierColumns = []column{
	{"what", 22}, {"severity", 10}, {"label", 18}, {"time", 11}, {"sender", 14}, {"quote", 36}, {"place", 24}, {"id", 10},
	{"disposition", 12}, {"reviewer", 12}, {"reviewed", 11}, {"note", 40},
}

// Earlier is what an earlier report held and this one does not.
type Earlier struct {
	Name string // of the earlier report
	Rows []Record
}

// Record is a finding as an earlier report tells it, or something that a
// reviewer wrote there.
type Record struct {
	// What is "" for a finding, else the key of the words that say what the
	// record is.
	What    string
	Finding detect.Finding // as far as the report tells it
	Place   string         // of the finding, in words
}

// What a record is that has no place among the findings.
const (
	WhatGone    = "gone"    // a finding that there is no more
	WhatSecond  = "second"  // a second row of a finding, with other words
	WhatColumn  = "column"  // in a column of the reviewer's own
	WhatComment = "comment" // a comment on a cell
	WhatWord    = "word"    // a disposition that is none of the list
)

// Places gives a function that says where a finding stands, in the words of
// reports in a language.
func Places(language string) (func(*detect.Finding) string, error) {
	w, err := wordsFor(language)
	return func(f *detect.Finding) string { return w.place(f.Source, f.Line, f.Index, f.Conversation) }, err
}

// writeEarlier writes what is left of an earlier report.
func (b *Workbook) writeEarlier() error {
	if b.earlier == nil {
		return nil
	}
	w := b.words
	for _, r := range b.run.Earlier.Rows {
		f, judged := r.Finding, r.Finding.Review
		if judged == nil {
			judged = new(detect.Review)
		}
		cells := []cell{{look{bold: true}, known(w.What, r.What)}}
		for _, s := range []string{known(w.Severity, weight(f)), f.Detector, clock(f.Time), f.Sender, f.Quote, r.Place, f.ID} {
			cells = append(cells, plainCell(s))
		}
		if _, err := b.earlier.add(append(cells, w.reviewCells(judged)...)...); err != nil {
			return err
		}
	}
	return nil
}
