package main

import (
	"context"
	"slices"

	"backchannel/detect"
	"backchannel/parser/chat"
	"backchannel/report"
	"backchannel/report/redact"
)

// scanner carries one run of scan from input to input.
type scanner struct {
	p      *program
	engine *detect.Engine
	run    *report.Run
	judge  *judge
	sinks  []*sink
	failOn detect.Severity
	hide   *redact.Redactor // nil when nothing is to be hidden

	sources []chat.Evidence        // files as they were read, without the members of archives
	keep    func(reports []string) // called when the reports are in their places

	messages int
	found    bool // something at or above failOn
}

// sink is one report that is being written.
type sink struct {
	w      report.Writer
	to     place
	failed bool
}

// scanAll examines one case after the other.
func (s *scanner) scanAll(ctx context.Context, groups [][]*input) error {
	all := s.inspections(ctx, groups)
	for i, one := range all {
		all[i] = inspection{} // what it came to is in the reports
		if err := s.scan(ctx, one); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// scan examines the inputs of one case. Its error is [errUnheard] or that the
// user ended the run.
func (s *scanner) scan(ctx context.Context, one inspection) error {
	group, x := one.group, one.x
	s.hide.Begin()
	for ev, err := range x.Events() {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			about(group, err).trouble(err)
			continue
		}
		s.messages++
		s.judge.event(ev)
		s.found = s.found || s.failOn != never && atLeast(ev.Findings, s.failOn)
		ev = s.hide.Event(ev)
		if err := s.write(func(w report.Writer) error { return w.Event(ev) }); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	s.p.err.done() // the text of a case goes over the same terminal
	for i, part := range x.Parts() {
		group[i].done(part.Coverage)
	}
	for _, c := range x.Cases() {
		c = s.judge.top(c)
		c = s.hide.Case(c)
		if err := s.write(func(w report.Writer) error { return w.Case(c) }); err != nil {
			return err
		}
	}
	return nil
}

// unread notes an input that could not be read.
func (s *scanner) unread(p chat.Problem) { s.run.Unread = append(s.run.Unread, p) }

// evidence notes the bytes of an input, and says whether there are any.
func (s *scanner) evidence(in *input) bool {
	evidence, err := in.Evidence()
	if err != nil {
		s.p.unread(err, in.unread)
		return false
	}
	s.run.Evidence = append(s.run.Evidence, s.hide.Evidence(evidence)...)
	if !slices.Contains(s.sources, evidence[0]) {
		s.sources = append(s.sources, evidence[0])
	}
	return true
}

func (s *scanner) examination(group []*input) *detect.Examination {
	if len(group) == 1 {
		return s.engine.Examine(group[0].Transcript)
	}
	var all []chat.Transcript
	for _, in := range group {
		all = append(all, in.Transcript)
	}
	return s.engine.ExamineCase(all)
}

// write does something to every report. One that cannot be written is told and
// given up; the others go on. It is [errUnheard] when none is left.
func (s *scanner) write(do func(report.Writer) error) error {
	left := 0
	for _, k := range s.sinks {
		if k.failed {
			continue
		}
		if err := do(k.w); err != nil {
			k.failed = true
			s.p.fail(err)
			continue
		}
		if k.to.file != nil || !s.p.out.gone {
			left++
		}
	}
	if left == 0 {
		return errUnheard
	}
	return nil
}

// finish ends the reports and lets their files appear, unless there was
// nothing to report on.
func (s *scanner) finish() error {
	s.judge.done(slices.ContainsFunc(s.sinks, func(k *sink) bool { return k.to.form.name == "xlsx" && !k.failed }))
	s.hide.Done(s.run)
	if err := s.write(report.Writer.Close); err != nil {
		return err
	}
	if s.messages == 0 {
		return errIncomplete // why was told for each input
	}
	var reports []string
	for _, k := range s.sinks {
		if k.failed {
			continue
		}
		if s.p.commit(places{k.to}) && k.to.file != nil {
			reports = append(reports, k.to.output.file)
		}
		if n, ok := k.w.(report.Noter); ok {
			for _, note := range n.Notes() {
				s.p.tell("%s: %s", k.to.form.name, note)
			}
		}
	}
	s.keep(reports)
	return s.p.outcome(s.found)
}

// abort leaves nothing behind of reports that are not finished.
func (s *scanner) abort() {
	for _, k := range s.sinks {
		if w, ok := k.w.(interface{ Abort() }); ok {
			w.Abort()
		}
	}
}
