package review

import (
	"cmp"
	"slices"

	"backchannel/detect"
	"backchannel/report"
)

// Compare tells what became of the findings of one report in another: what is
// new, changed and gone, the gravest first. Unchanged ones are counted.
func Compare(old, now *report.Reading) report.Comparison {
	c := Carry(&report.Reading{Findings: old.Findings})
	all := report.Comparison{Old: len(old.Findings), New: len(now.Findings)}
	for _, r := range now.Findings {
		e := c.find(r.Finding.ID, r.Place)
		if e == nil {
			all.Changes = append(all.Changes, report.Change{Status: detect.StatusNew, Now: &r})
			continue
		}
		e.used = true
		if what := changes(e.Finding, r.Finding); len(what) > 0 {
			before := e.Record
			all.Changes = append(all.Changes, report.Change{Status: detect.StatusChanged, What: what, Before: &before, Now: &r})
			continue
		}
		all.Unchanged++
	}
	for _, r := range c.Left() {
		r.What = ""
		all.Changes = append(all.Changes, report.Change{Status: detect.StatusGone, Before: &r})
	}
	order := []detect.Status{detect.StatusNew, detect.StatusChanged, detect.StatusGone}
	slices.SortStableFunc(all.Changes, func(a, b report.Change) int {
		return cmp.Or(
			cmp.Compare(slices.Index(order, a.Status), slices.Index(order, b.Status)),
			cmp.Compare(b.Finding().Severity.Rank(), a.Finding().Severity.Rank()))
	})
	return all
}

// changes names what differs between two reports of one finding.
func changes(old, now detect.Finding) []report.Difference {
	var all []report.Difference
	differ := func(what, before, after string) {
		if before != after {
			all = append(all, report.Difference{What: what, Before: before, After: after})
		}
	}
	differ("severity", string(old.Severity), string(now.Severity))
	differ("confidence", string(old.Confidence), string(now.Confidence))
	differ("disposition", string(decided(old)), string(decided(now)))
	differ("ignored", ignored(old), ignored(now))
	return all
}

// decided gives what was decided on a finding; nothing is open.
func decided(f detect.Finding) detect.Disposition {
	if f.Review == nil {
		return detect.Open
	}
	return cmp.Or(f.Review.Disposition, detect.Open)
}

// ignored says whether a finding was ignored.
func ignored(f detect.Finding) string {
	if f.Review != nil && f.Review.Ignored != nil {
		return "yes"
	}
	return "no"
}
