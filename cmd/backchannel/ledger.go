package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"backchannel/detect"
	"backchannel/report"
)

// ledgerForms are the forms that ledger writes.
var ledgerForms = menu{
	forms: []form{{"text", ".txt", true}, {"jsonl", ".jsonl", true}, {"draft", ".yaml", true}},
	usual: "text",
}

// ledgerFlags are the flags of ledger.
type ledgerFlags struct {
	scanFlags
	draft bool
}

func (p *program) ledger() *cobra.Command {
	f := new(ledgerFlags)
	f.rules.only = new(choices) // all of them
	cmd := &cobra.Command{
		Use:   "ledger PATH...",
		Short: "List the accounts, contacts and terms that chats name, without the findings",
		Long: `ledger lists for each conversation who gave which account, phone, address and user name,
when, and what differs from the one before; what the supplier said of the company; sums,
shares and dates due; and the values that link chats with different suppliers.

With --draft it writes the beginning of a file for --known: all of it as stated in the
chat, nothing of it verified. Somebody has to confirm each entry and to write down how.`,
		Example: `  backchannel ledger chat.txt
  backchannel ledger --format jsonl chats/ > ledger.jsonl
  backchannel ledger --draft -o known.yaml chat.zip`,
		Args: needs("a file, folder or zip to read, such as chat.txt"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			return p.runLedger(cmd.Context(), f, paths)
		},
	}
	f.read.define(cmd)
	f.lang = language(cmd)
	f.parties.define(cmd)
	f.known.define(cmd)
	f.formats = someOf(cmd, "format", ledgerForms.names(), "what to write")
	fs := cmd.Flags()
	fs.StringArrayVarP(&f.out, "output", "o", nil, "`FILE` to write, - for standard output")
	fs.BoolVar(&f.force, "force", false, "replace a file that is there already")
	fs.BoolVar(&f.sameCase, "same-case", false, "join all chats in the order of time, as one case")
	fs.BoolVar(&f.draft, "draft", false, "write a draft for --known, to be checked by a person")
	return cmd
}

func (p *program) runLedger(ctx context.Context, f *ledgerFlags, paths []string) error {
	options, err := f.read.parser(p)
	if err != nil {
		return err
	}
	if f.draft {
		f.formats.values = []string{"draft"}
	}
	outs, err := ledgerForms.plan(f.formats.values, f.out, base(paths))
	if err != nil {
		return err
	}
	book, err := f.rules.load()
	if err != nil {
		return err
	}
	run, err := f.run(p, book, nil)
	if err != nil {
		return err
	}
	judge, err := f.review.judge(p, run)
	if err != nil {
		return err
	}
	engine, err := f.engine()
	if err != nil {
		return err
	}
	all, err := p.open(outs, f.force)
	if err != nil {
		return err
	}
	defer all.abort()
	p.err.quiet = p.err.quiet || p.busy(all)
	defer p.err.done()

	s := &scanner{p: p, run: run, judge: judge, engine: detect.New(book, engine), failOn: never, keep: func([]string) {}}
	for _, to := range all {
		w, err := ledgerWriter(to, run)
		if err != nil {
			return err
		}
		s.sinks = append(s.sinks, &sink{w, to, false})
	}
	inputs := slices.Collect(p.inputs(ctx, paths, options, f.read.verbose, s.unread))
	if err := s.scanAll(ctx, cases(ctx, inputs, options, f.sameCase)); err != nil {
		return err
	}
	return s.finish()
}

func ledgerWriter(to place, run *report.Run) (report.Writer, error) {
	switch to.form.name {
	case "jsonl":
		return report.LedgerJSONL(to, run), nil
	case "draft":
		return report.Draft(to, run), nil
	}
	return report.LedgerText(to, run)
}
