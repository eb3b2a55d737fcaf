package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"backchannel/detect"
	"backchannel/detect/eval"
	"backchannel/lexicon"
	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// evalFlags are the flags of eval.
type evalFlags struct {
	rules       ruleFlags
	kinds       *choices
	langs       *choices
	ids         string
	errors      bool
	onlyLabel   *choices
	minSeverity *choice
	json        bool
}

func (p *program) eval() *cobra.Command {
	f := new(evalFlags)
	cmd := &cobra.Command{
		Use:   "eval LABELS.jsonl...",
		Short: "Measure the findings against labelled conversations",
		Long: `eval runs the rules on conversations in which every message is labelled with what must
be found in it, and prints precision, recall and F1 per label, false findings per
1,000 messages, and how many conversations were judged right.`,
		Example: `  backchannel eval testdata/corpus/*.jsonl
  backchannel eval --errors --only-label bank-change --kind benign labels.jsonl`,
		Args: needs("a file with labelled conversations, such as testdata/corpus/dev-scam.jsonl"),
		RunE: func(_ *cobra.Command, paths []string) error {
			return p.runEval(f, paths)
		},
	}
	f.rules.define(cmd)
	f.kinds = someOf(cmd, "kind", eval.Kinds, "only these conversations")
	f.langs = someOf(cmd, "lang", []string{"en", "zh-Hans", "zh-Hant", "mixed"}, "only conversations in these languages")
	f.onlyLabel = someOf(cmd, "only-label", detect.Labels, "with --errors, only these labels")
	f.minSeverity = oneOf(cmd, "min-severity", string(detect.Info), severities(), "leave out findings below")
	cmd.Flags().StringVar(&f.ids, "ids", "", "only conversations whose id matches `REGEXP`")
	cmd.Flags().BoolVar(&f.errors, "errors", false, "list every miss and every false alarm with its words")
	cmd.Flags().BoolVar(&f.json, "json", false, "print the figures as one JSON object")
	return cmd
}

func (p *program) runEval(f *evalFlags, paths []string) error {
	ids, err := regexp.Compile(f.ids)
	if err != nil {
		return usagef("--ids: %w", err)
	}
	all, err := labelled(paths)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(c eval.Conversation) bool {
		return !ids.MatchString(c.ID) ||
			len(f.kinds.values) > 0 && !slices.Contains(f.kinds.values, c.Kind) ||
			len(f.langs.values) > 0 && !slices.Contains(f.langs.values, c.Lang)
	})
	if len(all) == 0 {
		return usagef("no conversation is left to look at")
	}
	book, err := f.rules.load()
	if err != nil {
		return err
	}
	found, err := f.examine(book, all)
	if err != nil {
		return err
	}
	var s eval.Score
	for i, c := range all {
		s.Add(c, found[i])
	}
	if f.json {
		enc := json.NewEncoder(p.out)
		enc.SetIndent("", " ")
		return enc.Encode(s.Figures())
	}
	printFigures(p.out, s.Figures())
	if f.errors {
		f.printErrors(p.out, s.Errors)
	}
	return nil
}

// labelled reads label files; an id stands for one conversation.
func labelled(paths []string) ([]eval.Conversation, error) {
	var all []eval.Conversation
	seen := map[string]bool{}
	for _, path := range paths {
		cs, err := labelFile(path)
		if err != nil {
			return nil, err
		}
		for _, c := range cs {
			if seen[c.ID] {
				return nil, fmt.Errorf("%s: conversation %s occurs twice", path, c.ID)
			}
			seen[c.ID] = true
		}
		all = append(all, cs...)
	}
	return all, nil
}

func labelFile(path string) ([]eval.Conversation, error) {
	r, err := os.Open(path)
	if err != nil {
		return nil, source.Refuse(path, err)
	}
	defer r.Close()
	return eval.Read(path, r)
}

// examine gives the findings of every conversation, side by side.
func (f *evalFlags) examine(book *lexicon.Book, all []eval.Conversation) ([][]detect.Finding, error) {
	found := make([][]detect.Finding, len(all))
	errs := make([]error, len(all))
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(len(all), runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				found[i], errs[i] = f.one(book, all[i])
			}
		})
	}
	for i := range all {
		next <- i
	}
	close(next)
	wg.Wait()
	return found, errors.Join(errs...)
}

// one gives the findings of one conversation. What a user knows beforehand
// comes from the labels: the contact, the company and the buyer.
func (f *evalFlags) one(book *lexicon.Book, c eval.Conversation) ([]detect.Finding, error) {
	engine := detect.New(book, detect.Options{
		Supplier:    []string{c.Supplier},
		Buyer:       []string{c.Buyer},
		Company:     c.Company,
		MinSeverity: detect.Severity(f.minSeverity.value),
		Workers:     1,
	})
	var found []detect.Finding
	for ev, err := range engine.Examine(c.Transcript()).Events() {
		if err != nil {
			return nil, fmt.Errorf("conversation %s: %w", c.ID, err)
		}
		found = append(found, ev.Findings...)
	}
	return found, nil
}

func printFigures(w io.Writer, f eval.Figures) {
	fmt.Fprintf(w, "%d conversations, %d messages\n\n", f.Conversations, f.Messages)
	fmt.Fprintf(w, "%-22s %7s %6s %6s %6s %8s %7s %7s %7s\n", "label", "support", "right", "false", "missed", "arguable", "P %", "R %", "F1 %")
	for _, r := range f.Labels {
		printRow(w, r)
	}
	fmt.Fprintln(w, strings.Repeat("-", 84))
	printRow(w, f.Core)
	printRow(w, f.Fraud)
	printRow(w, f.All)
	fmt.Fprintf(w, "%-22s %44s %7s %7s %7s\n\n", "mean of fraud labels", "",
		f.Macro.Precision.Percent(), f.Macro.Recall.Percent(), f.Macro.F1.Percent())

	fmt.Fprintln(w, "false findings on messages without a label (protective left out)")
	printPlain(w, "all", f.Plain)
	for _, k := range f.Kinds {
		printPlain(w, k.Name, k.Plain)
	}
	fmt.Fprintln(w, "\nconversations judged right (scam: a finding of severity high or above; benign: none)")
	for _, k := range f.Kinds {
		if k.Judged == 0 {
			fmt.Fprintf(w, "  %-12s %4d, %d with high or above (not judged)\n", k.Name, k.Conversations, k.Hot)
			continue
		}
		fmt.Fprintf(w, "  %-12s %4d of %d, %d without any finding\n", k.Name, k.Right, k.Judged, k.Silent)
	}
	fmt.Fprintf(w, "  %-12s %s %%\n", "right", f.Accuracy.Percent())
	if len(f.Wrong) > 0 {
		fmt.Fprintf(w, "  %-12s %s\n", "wrong", strings.Join(f.Wrong, ", "))
	}
}

func printRow(w io.Writer, r eval.Row) {
	fmt.Fprintf(w, "%-22s %7d %6d %6d %6d %8d %7s %7s %7s\n", r.Label, r.Support, r.TP, r.FP, r.FN, r.Neutral,
		r.Precision.Percent(), r.Recall.Percent(), r.F1.Percent())
}

func printPlain(w io.Writer, name string, p eval.Plain) {
	if p.Messages > 0 {
		fmt.Fprintf(w, "  %-12s %6d messages, %.1f findings and %.1f flagged messages per 1,000\n",
			name, p.Messages, p.FindingsPer1000().Value, p.FlaggedPer1000().Value)
	}
}

// printErrors lists misses and false alarms with the rule and the words that
// raised them.
func (f *evalFlags) printErrors(w io.Writer, errs []eval.Error) {
	fmt.Fprintln(w)
	for _, e := range errs {
		if len(f.onlyLabel.values) > 0 && !slices.Contains(f.onlyLabel.values, e.Label) {
			continue
		}
		what := "false"
		if e.Missed {
			what = "missed"
		}
		text := strings.ReplaceAll(e.Message.Text, "\n", " / ")
		fmt.Fprintf(w, "%-6s %-20s %s#%d %s: %s\n", what, e.Label, e.ID, e.Index, cmp.Or(e.Message.Role, chat.Unknown), visible(text))
		for _, x := range e.Found {
			fmt.Fprintf(w, "       %s, %s, %s: %q\n", x.Rule, x.Severity, x.Confidence, x.Quote)
		}
	}
}
