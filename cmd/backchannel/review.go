package main

import (
	"os"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"backchannel/detect"
	"backchannel/parser/source"
	"backchannel/report"
	"backchannel/review"
)

// reviewFlags name what people decided on findings before.
type reviewFlags struct {
	earlier string
	ignore  []string
}

func (f *reviewFlags) define(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringVar(&f.earlier, "review", "", "`FILE` of an earlier run (.xlsx or .jsonl): its dispositions and notes are carried over")
	fs.StringArrayVar(&f.ignore, "ignore", nil, "`FILE` (YAML) of findings to leave out of account, each with a reason; repeatable")
}

// judge gives findings what people decided on them.
type judge struct {
	p       *program
	run     *report.Run
	carrier *review.Carrier // nil without an earlier report
	place   func(*detect.Finding) string
	lists   []*review.Exceptions
	settled map[string]*detect.Review // of findings that need nothing more, by id
}

// judge reads what people decided.
func (f *reviewFlags) judge(p *program, run *report.Run) (*judge, error) {
	j := &judge{p: p, run: run, settled: map[string]*detect.Review{}}
	for _, name := range f.ignore {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, usageError{source.Refuse(name, err)}
		}
		list, err := review.ParseExceptions(name, data, today())
		if err != nil {
			return nil, usageError{err}
		}
		j.lists = append(j.lists, list)
	}
	run.Ignores = len(j.lists) > 0
	if f.earlier == "" {
		return j, nil
	}
	var err error
	if j.place, err = report.Places(run.Language); err != nil {
		return nil, err
	}
	old, err := report.Read(f.earlier)
	if err != nil {
		return nil, err
	}
	j.carrier = review.Carry(old)
	run.Earlier = &report.Earlier{Name: f.earlier}
	return j, nil
}

// today is the day on which exceptions are held against their last one:
// that of the run, which SOURCE_DATE_EPOCH may fix.
func today() time.Time {
	if t, ok := epoch(); ok {
		return t
	}
	return time.Now()
}

// epoch gives the time of SOURCE_DATE_EPOCH
// (https://reproducible-builds.org/specs/source-date-epoch).
func epoch() (time.Time, bool) {
	s, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64)
	return time.Unix(s, 0).UTC(), err == nil
}

// event judges the findings of one message.
func (j *judge) event(ev detect.Event) {
	for i := range ev.Findings {
		f := &ev.Findings[i]
		if j.carrier != nil {
			j.carrier.Judge(f, j.place(f))
		}
		for _, list := range j.lists {
			list.Judge(f)
		}
		if f.Settled() {
			j.settled[f.ID] = f.Review
		}
	}
}

// top gives the strongest findings of a case what was decided on them.
func (j *judge) top(c detect.Case) detect.Case {
	c.Top = slices.Clone(c.Top)
	for i := range c.Top {
		c.Top[i].Review = j.settled[c.Top[i].ID]
	}
	return c
}

// done tells what of the decisions found no finding, and hands it on to the
// reports.
func (j *judge) done(workbook bool) {
	for _, list := range j.lists {
		for _, note := range list.Notes() {
			j.p.tell("%s", note)
		}
	}
	if j.carrier == nil {
		return
	}
	j.run.Earlier.Rows = j.carrier.Left()
	words := 0
	for _, r := range j.run.Earlier.Rows {
		if r.Touched() {
			words++
		}
	}
	switch {
	case words > 0 && workbook:
		j.p.tell("%s: %d rows with words of a reviewer have no finding any more; they stand on a sheet of their own", j.run.Earlier.Name, words)
	case words > 0:
		j.p.tell("%s: %d rows with words of a reviewer have no finding any more, and only a workbook would show them; keep that file", j.run.Earlier.Name, words)
	}
}
