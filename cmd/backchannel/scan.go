package main

import (
	"cmp"
	"context"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"backchannel/detect"
	"backchannel/lexicon"
	"backchannel/report"
)

// reportForms are the forms that scan writes.
var reportForms = menu{
	forms: []form{
		{"text", ".txt", true},
		{"xlsx", ".xlsx", false},
		{"html", ".html", false},
		{"jsonl", ".jsonl", true},
		{"csv", ".csv", true},
		{"sarif", ".sarif", true},
		{"timesketch", ".timesketch.jsonl", true},
		{"timesketch-csv", ".timesketch.csv", true},
		{"l2tcsv", ".l2t.csv", true},
		{"rsmf", ".rsmf", false},
		{"case", ".jsonld", false},
	},
	always: "text",
	usual:  "xlsx",
}

// never is the word of --fail-on that stands for no severity.
const never = "never"

// scanFlags are the flags of scan.
type scanFlags struct {
	read     readFlags
	rules    ruleFlags
	review   reviewFlags
	lang     *choice
	parties  partyFlags
	formats  *choices
	out      []string
	force    bool
	messages bool
	sameCase bool
	csv      report.CSVOptions
	failOn   *choice
	zone     string
	keep     keepFlags
	redact   redactFlags
	known    knownFlags
}

func (p *program) scan() *cobra.Command {
	f := new(scanFlags)
	cmd := &cobra.Command{
		Use:   "scan PATH...",
		Short: "Read chats, print the verdict, write the workbook",
		Long: `scan reads exported chats, prints for each conversation what to do before paying and
why, and writes a spreadsheet with every finding, its exact words and its place.

A PATH is a file, a folder, a zip, or - for standard input. The workbook is
NAME-timeline.xlsx in the current folder; -o and --format say otherwise.

The chats of one run are compared: an account, payee, phone or user name that comes
up under different suppliers is a finding in each of them.

Several exports of one chat, such as one of March and one of May, count once.
With --same-case all chats are one story, in the order of time: a talk that went
on in another app gets one verdict.`,
		Example: `  backchannel scan chat.txt
  backchannel scan --supplier "Lily Chen" --company "Ningbo Lumoqi Lighting Co., Ltd." export.zip
  backchannel scan --same-case -o case.xlsx platform-chat.csv whatsapp-chat.txt
  backchannel scan --review march.xlsx -o may.xlsx chat.zip
  backchannel scan --format jsonl --fail-on high --ignore known.yaml chats/ > findings.jsonl`,
		Args: needs("a file, folder or zip to read, such as chat.txt"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			return p.runScan(cmd.Context(), f, paths, given(cmd.Flags()))
		},
	}
	f.read.define(cmd)
	f.rules.define(cmd)
	f.lang = language(cmd)
	f.parties.define(cmd)
	f.keep.define(cmd)
	f.review.define(cmd)
	f.redact.define(cmd)
	f.known.define(cmd)
	f.formats = someOf(cmd, "format", reportForms.names(), "what to write, and nothing else")
	fs := cmd.Flags()
	fs.StringArrayVarP(&f.out, "output", "o", nil, "`FILE` to write, - for standard output")
	fs.BoolVar(&f.force, "force", false, "replace a file that is there already")
	fs.BoolVar(&f.messages, "messages", false, "put every message in the workbook's timeline, not only those around a finding")
	fs.BoolVar(&f.sameCase, "same-case", false, "join all chats in the order of time, as one case with one verdict")
	fs.BoolVar(&f.csv.Exact, "csv-exact", false, "write CSV for programs: no apostrophe before what a spreadsheet would run")
	fs.BoolVar(&f.csv.BOM, "csv-bom", false, "begin CSV with the mark that Excel needs for Chinese")
	fs.StringVar(&f.zone, "tz", "", "time `ZONE` of the clocks in the export, such as Asia/Shanghai or +08:00, for formats that need one")
	f.failOn = oneOf(cmd, "fail-on", never, append(severities(), never), "end with exit code 1 when there is a finding of this severity or above")
	return cmd
}

// given lists the flags that the user set and that change what a report says,
// each as it can be typed again.
func given(fs *pflag.FlagSet) []string {
	var all []string
	fs.Visit(func(f *pflag.Flag) {
		if slices.Contains([]string{"output", "format", "force", "fail-on", "verbose", "manifest", "bundle", "redact-key"}, f.Name) {
			return
		}
		all = append(all, "--"+f.Name+"="+f.Value.String())
	})
	return all
}

func (p *program) runScan(ctx context.Context, f *scanFlags, paths, given []string) error {
	options, err := f.read.parser(p)
	if err != nil {
		return err
	}
	if err := cmp.Or(f.keep.check(paths), f.redact.check(f.keep)); err != nil {
		return err
	}
	outs, err := reportForms.plan(f.formats.values, f.out, f.base(paths))
	if err != nil {
		return err
	}
	book, err := f.rules.load()
	if err != nil {
		return err
	}
	run, err := f.run(p, book, given)
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

	s := &scanner{p: p, run: run, judge: judge, engine: detect.New(book, engine), failOn: detect.Severity(f.failOn.value)}
	defer s.abort()
	for _, to := range all {
		w, err := f.writer(to, run)
		if err != nil {
			return err
		}
		s.sinks = append(s.sinks, &sink{w, to, false})
	}
	inputs := slices.Collect(p.inputs(ctx, paths, options, f.read.verbose, s.unread))
	s.hide = f.redact.redactor(ctx, inputs, f, run)
	if err := s.scanAll(ctx, cases(ctx, inputs, options, f.sameCase)); err != nil {
		return err
	}
	s.keep = func(reports []string) {
		f.redact.hidden(p, s.hide, f.force)
		f.keep.keep(p, s.sources, reports, f.force)
	}
	return s.finish()
}

// base is the name of reports that the user does not name.
func (f *scanFlags) base(paths []string) string {
	if f.redact.on {
		return base(nil) // the name of an input is often that of a person
	}
	return base(paths)
}

// run is what the reports tell of this run.
func (f *scanFlags) run(p *program, book *lexicon.Book, given []string) (*report.Run, error) {
	width, _ := terminal(p.std.out)
	r := &report.Run{
		Version:  version,
		RuleSet:  book.Hash(),
		Rules:    len(book.Rules()),
		Book:     book,
		Options:  given,
		Language: f.lang.value,
		Messages: f.messages,
		Self:     f.read.self,
		Width:    width,
		Colour:   colour(p.std.out),
	}
	if t, ok := epoch(); ok {
		r.Time = t
	}
	if f.zone != "" {
		var err error
		if r.Zone, err = report.Zone(f.zone); err != nil {
			return nil, usagef("--tz: %w", err)
		}
	}
	return r, nil
}

func (f *scanFlags) engine() (detect.Options, error) {
	o := detect.Options{
		Lang:        f.lang.value,
		Supplier:    f.parties.suppliers,
		Buyer:       f.parties.buyers,
		Self:        f.read.self,
		Company:     f.parties.company,
		MinSeverity: detect.Severity(f.parties.minSeverity.value),
	}
	return o, f.known.load(&o)
}

func (f *scanFlags) writer(to place, run *report.Run) (report.Writer, error) {
	switch to.form.name {
	case "jsonl":
		if f.keep.jsonl {
			return report.EvidencedJSONL(to, run), nil
		}
		return report.JSONL(to), nil
	case "csv":
		return report.CSV(to, f.csv), nil
	case "xlsx":
		return report.XLSX(to, run)
	case "html":
		return report.HTML(to, run)
	case "sarif":
		return report.SARIF(to, run), nil
	case "timesketch":
		return report.TimesketchJSONL(to, run), nil
	case "timesketch-csv":
		return report.TimesketchCSV(to, run), nil
	case "l2tcsv":
		return report.L2TCSV(to, run)
	case "rsmf":
		return report.RSMF(to, run)
	case "case":
		return report.UCO(to, run), nil
	}
	return report.Text(to, run)
}
