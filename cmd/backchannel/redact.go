package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"backchannel/parser/chat"
	"backchannel/report"
	"backchannel/report/redact"
)

// redactFlags say what the reports must not show.
type redactFlags struct {
	on  bool
	key string
}

func (f *redactFlags) define(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.BoolVar(&f.on, "redact", false, "hide names, numbers and accounts in all reports, the same value under the same mark")
	fs.StringVar(&f.key, "redact-key", "", "`FILE` for what the marks stand for, to be kept apart from the reports")
}

// check refuses what would show what is hidden.
func (f *redactFlags) check(keep keepFlags) error {
	switch {
	case f.key != "" && !f.on:
		return usagef("--redact-key is the key to --redact; give that too")
	case f.on && keep.bundle != "":
		return usagef("--bundle holds the chats themselves, which --redact hides; make the bundle in a run without --redact")
	case f.on && keep.manifest != "":
		return usagef("--manifest names the files themselves, which --redact hides; make the manifest in a run without --redact")
	}
	return nil
}

// redactor learns what all inputs hold, and hides what the run tells of
// itself; nil when nothing is to be hidden.
func (f *redactFlags) redactor(ctx context.Context, all []*input, scan *scanFlags, run *report.Run) *redact.Redactor {
	if !f.on {
		return nil
	}
	r := redact.New()
	for _, name := range slices.Concat(scan.parties.suppliers, scan.parties.buyers, []string{scan.read.self, scan.parties.company}) {
		r.Name(name)
	}
	for _, in := range all {
		var cov chat.Coverage
		for m, err := range in.Messages(&cov) {
			if ctx.Err() != nil {
				return r
			}
			if err == nil {
				r.Learn(m)
			}
		}
		r.LearnCoverage(cov)
	}
	r.Run(run)
	return r
}

// hidden tells what was hidden, and writes the key where it is asked for.
func (f *redactFlags) hidden(p *program, r *redact.Redactor, force bool) {
	if r == nil {
		return
	}
	counts := map[string]int{}
	var classes []string
	for _, h := range r.Hidden() {
		class, _, _ := strings.Cut(strings.Trim(h.Mark, "[]"), "-")
		if counts[class]++; counts[class] == 1 {
			classes = append(classes, class)
		}
	}
	slices.Sort(classes)
	for i, c := range classes {
		classes[i] = fmt.Sprintf("%s %d", strings.ToLower(c), counts[c])
	}
	if len(classes) == 0 {
		classes = []string{"nothing"}
	}
	p.tell("hidden: %s; nicknames, places and what pictures show are not known to it: read the report before you pass it on", strings.Join(classes, ", "))
	if f.key != "" {
		p.put(f.key, force, func(w io.Writer) error { return r.WriteKey(w) })
	}
}
