// Package review brings back what people decided on the findings of an earlier
// run: the words of a reviewer in a workbook, a list of findings to ignore, and
// the difference between two reports.
package review

import (
	"slices"

	"backchannel/detect"
	"backchannel/report"
)

// Carrier carries what reviewers wrote in an earlier report over to the
// findings of a new run. Every row goes to one finding at most.
type Carrier struct {
	old  []entry
	byID map[string][]int // places in old
}

// entry is a row of the earlier report.
type entry struct {
	report.Record
	used bool
}

// Carry begins to carry over an earlier report.
func Carry(r *report.Reading) *Carrier {
	c := &Carrier{byID: map[string][]int{}}
	for _, row := range slices.Concat(r.Findings, r.Rest) {
		if id := row.Finding.ID; id != "" && (row.What == "" || row.What == report.WhatGone) {
			c.byID[id] = append(c.byID[id], len(c.old))
		}
		c.old = append(c.old, entry{Record: row})
	}
	return c
}

// Judge gives a finding what was decided on it, and says whether it is new.
// place is where it stands, in the words of a report; it tells findings apart
// that share an id, as those of two copies of one chat do.
func (c *Carrier) Judge(f *detect.Finding, place string) {
	f.Review = &detect.Review{Status: detect.StatusNew}
	e := c.find(f.ID, place)
	if e == nil {
		return
	}
	e.used = true
	if r := e.Finding.Review; r != nil {
		f.Review.Disposition, f.Review.Reviewer, f.Review.Date, f.Review.Note = r.Disposition, r.Reviewer, r.Date, r.Note
	}
	switch {
	case e.What != "": // it was gone before
	case moved(e.Finding, *f):
		f.Review.Status = detect.StatusChanged
	default:
		f.Review.Status = detect.StatusUnchanged
	}
}

// find gives the row of a finding that no other has had, that at the same place
// before any other.
func (c *Carrier) find(id, place string) *entry {
	var first *entry
	for _, i := range c.byID[id] {
		e := &c.old[i]
		if e.used {
			continue
		}
		if e.Place == place {
			return e
		}
		if first == nil {
			first = e
		}
	}
	return first
}

// Left gives what went to no finding, in the order of the earlier report: the
// findings that are gone, and all that reviewers wrote beside them.
func (c *Carrier) Left() []report.Record {
	var all []report.Record
	for _, e := range c.old {
		if e.used {
			continue
		}
		if e.What == "" {
			e.What = report.WhatGone
		}
		all = append(all, e.Record)
	}
	return all
}

// moved says whether a finding weighs other than it did. All else follows from
// its id.
func moved(old, now detect.Finding) bool {
	return old.Severity != now.Severity || old.Confidence != now.Confidence
}
