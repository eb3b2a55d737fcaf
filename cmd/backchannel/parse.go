package main

import (
	"context"

	"github.com/spf13/cobra"

	"backchannel/parser/chat"
	"backchannel/report"
)

// messageForms are the forms that parse writes.
var messageForms = menu{
	forms: []form{{"jsonl", ".jsonl", true}, {"csv", ".csv", true}},
	usual: "jsonl",
}

// parseFlags are the flags of parse.
type parseFlags struct {
	read    readFlags
	formats *choices
	out     []string
	force   bool
	csv     report.CSVOptions
}

func (p *program) parse() *cobra.Command {
	f := new(parseFlags)
	cmd := &cobra.Command{
		Use:   "parse PATH...",
		Short: "Give the messages of exports, without judging them",
		Long: `parse reads exports and gives their messages, one JSON object a line, or as CSV.
A PATH is a file, a folder, a zip, or - for standard input.`,
		Example: `  backchannel parse chat.txt
  backchannel parse --format csv -o messages.csv export.zip
  backchannel parse - < chat.txt`,
		Args: needs("a file, folder or zip to read, such as chat.txt"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			return p.runParse(cmd.Context(), f, paths)
		},
	}
	f.read.define(cmd)
	f.formats = someOf(cmd, "format", messageForms.names(), "what to write")
	cmd.Flags().StringArrayVarP(&f.out, "output", "o", nil, "`FILE` to write, - for standard output")
	cmd.Flags().BoolVar(&f.force, "force", false, "replace a file that is there already")
	cmd.Flags().BoolVar(&f.csv.Exact, "csv-exact", false, "write CSV for programs: no apostrophe before what a spreadsheet would run")
	cmd.Flags().BoolVar(&f.csv.BOM, "csv-bom", false, "begin CSV with the mark that Excel needs for Chinese")
	return cmd
}

func (p *program) runParse(ctx context.Context, f *parseFlags, paths []string) error {
	options, err := f.read.parser(p)
	if err != nil {
		return err
	}
	outs, err := messageForms.plan(f.formats.values, f.out, base(paths))
	if err != nil {
		return err
	}
	all, err := p.open(outs, f.force)
	if err != nil {
		return err
	}
	defer all.abort()
	var ws []report.MessageWriter
	for _, to := range all {
		ws = append(ws, f.writer(to))
	}

	p.err.quiet = p.err.quiet || p.busy(all)
	defer p.err.done()
	messages := 0
	for in := range p.inputs(ctx, paths, options, f.read.verbose, func(chat.Problem) {}) {
		var cov chat.Coverage
		for m, err := range in.Messages(&cov) {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil {
				in.trouble(err)
				continue
			}
			messages++
			if err := write(ws, m); err != nil {
				return err
			}
			if p.out.gone && len(all) == 1 {
				return errUnheard
			}
		}
		in.done(cov)
	}
	p.err.done()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if messages == 0 {
		return errIncomplete // why was told for each input
	}
	for _, w := range ws {
		if err := w.Close(); err != nil {
			return err
		}
	}
	p.commit(all)
	return p.outcome(false)
}

func write(ws []report.MessageWriter, m chat.Message) error {
	for _, w := range ws {
		if err := w.Message(m); err != nil {
			return err
		}
	}
	return nil
}

func (f *parseFlags) writer(to place) report.MessageWriter {
	if to.form.name == "csv" {
		return report.MessagesCSV(to, f.csv)
	}
	return report.MessagesJSONL(to)
}
