package main

import (
	"slices"

	"github.com/spf13/cobra"

	"backchannel/detect"
	"backchannel/report"
	"backchannel/review"
)

// comparisonForms are the forms that compare writes.
var comparisonForms = menu{
	forms: []form{
		{"text", ".txt", true},
		{"jsonl", ".jsonl", true},
	},
	always: "text",
}

// compareFlags are the flags of compare.
type compareFlags struct {
	lang    *choice
	formats *choices
	out     []string
	force   bool
	failOn  *choice
}

func (p *program) compare() *cobra.Command {
	f := new(compareFlags)
	cmd := &cobra.Command{
		Use:   "compare OLD NEW",
		Short: "Tell what is new, gone and changed between two reports",
		Long: `compare holds the findings of two reports against each other, by their ids, and tells
which are new, which changed in weight or in what was decided on them, and which are
gone. A report is a workbook (.xlsx) or JSONL that scan wrote; the two need not be of
one form.`,
		Example: `  backchannel compare march.xlsx may.xlsx
  backchannel compare --format jsonl --fail-on high march.jsonl may.xlsx`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usagef("compare needs two reports, the older one first")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.runCompare(f, args[0], args[1]) },
	}
	f.lang = language(cmd)
	f.formats = someOf(cmd, "format", comparisonForms.names(), "what to write, and nothing else")
	fs := cmd.Flags()
	fs.StringArrayVarP(&f.out, "output", "o", nil, "`FILE` to write, - for standard output")
	fs.BoolVar(&f.force, "force", false, "replace a file that is there already")
	f.failOn = oneOf(cmd, "fail-on", never, append(severities(), never), "end with exit code 1 when there is a new finding of this severity or above")
	return cmd
}

func (p *program) runCompare(f *compareFlags, older, newer string) error {
	outs, err := comparisonForms.plan(f.formats.values, f.out, "comparison")
	if err != nil {
		return err
	}
	old, err := report.Read(older)
	if err != nil {
		return err
	}
	now, err := report.Read(newer)
	if err != nil {
		return err
	}
	all, err := p.open(outs, f.force)
	if err != nil {
		return err
	}
	defer all.abort()
	c := review.Compare(old, now)
	width, _ := terminal(p.std.out)
	run := &report.Run{Language: f.lang.value, Width: width, Colour: colour(p.std.out)}
	var written places
	for _, to := range all {
		if err := writeComparison(c, to, run, older, newer); err != nil {
			p.fail(err)
			continue
		}
		written = append(written, to)
	}
	p.commit(written)
	return p.outcome(f.failOn.value != never && slices.ContainsFunc(c.Changes, func(x report.Change) bool {
		return x.Status == detect.StatusNew && atLeast([]detect.Finding{*x.Finding()}, detect.Severity(f.failOn.value))
	}))
}

func writeComparison(c report.Comparison, to place, run *report.Run, older, newer string) error {
	if to.form.name == "jsonl" {
		return c.WriteJSONL(to)
	}
	return c.WriteText(to, run, older, newer)
}
