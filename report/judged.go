package report

import (
	"fmt"
	"strings"

	"backchannel/detect"
)

// judged counts what people decided on findings, and what is new.
type judged struct {
	status      map[detect.Status]int
	disposition map[detect.Disposition]int
	ignored     int
}

func newJudged() judged {
	return judged{status: map[detect.Status]int{}, disposition: map[detect.Disposition]int{}}
}

// add counts the findings of a message.
func (j *judged) add(findings []detect.Finding) {
	for _, f := range findings {
		r := f.Review
		if r == nil {
			continue
		}
		if r.Status != "" {
			j.status[r.Status]++
		}
		if r.Disposition != "" && r.Disposition != detect.Open {
			j.disposition[r.Disposition]++
		}
		if r.Ignored != nil {
			j.ignored++
		}
	}
}

// lines tells the counts, none when there is nothing to tell.
func (j *judged) lines(w *words) []string {
	var all []string
	var parts []string
	for _, s := range []detect.Status{detect.StatusNew, detect.StatusChanged, detect.StatusUnchanged} {
		if n := j.status[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", known(w.Status, s), n))
		}
	}
	if len(parts) > 0 {
		all = append(all, w.say("since", strings.Join(parts, ", ")))
	}
	parts = nil
	for _, d := range detect.Dispositions[1:] {
		if n := j.disposition[d]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", w.disposition(d), n))
		}
	}
	if len(parts) > 0 {
		all = append(all, w.say("reviewed", strings.Join(parts, ", ")))
	}
	if j.ignored > 0 {
		all = append(all, w.say("ignoredcount", j.ignored))
	}
	return all
}

// summariseReview writes what people decided.
func (b *Workbook) summariseReview(f *form) {
	w := b.words
	lines := b.judged.lines(w)
	if b.run.Earlier != nil {
		if n := len(b.run.Earlier.Rows); n > 0 {
			lines = append(lines, w.say("leftover", n, w.Sheet["earlier"]))
		}
	}
	if len(lines) == 0 {
		return
	}
	f.section(w.say("review"))
	if b.run.Earlier != nil {
		f.list(w.say("earlierreport"), b.run.Earlier.Name)
	}
	f.list("", lines...)
}
