package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"backchannel/detect"
	"backchannel/lexicon"
)

func (p *program) rules() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "Show what is looked for and why, and test it",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return usagef("rules needs a command: list, show or test")
		},
	}
	cmd.AddCommand(p.rulesList(), p.rulesShow(), p.rulesTest())
	return cmd
}

func (p *program) rulesList() *cobra.Command {
	f := new(ruleFlags)
	var lang *choice
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the rules with their severity",
		Example: `  backchannel rules list
  backchannel rules list --only bank-change --lang zh`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			book, err := f.load()
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "RULE\tSEVERITY\tTITLE")
			for _, r := range shownRules(book) {
				fmt.Fprintf(w, "%s\t%s\t%s\n", r.ID, r.Severity, r.Title[lang.value])
			}
			return w.Flush()
		},
	}
	f.define(cmd)
	lang = language(cmd)
	return cmd
}

// shownRules are the rules that make findings.
func shownRules(book *lexicon.Book) []*lexicon.Rule {
	return slices.DeleteFunc(slices.Clone(book.Rules()), func(r *lexicon.Rule) bool { return r.Silent })
}

func (p *program) rulesShow() *cobra.Command {
	f := new(ruleFlags)
	var lang *choice
	cmd := &cobra.Command{
		Use:     "show RULE...",
		Short:   "Explain rules: why, what to do, what else the words may mean, examples",
		Example: `  backchannel rules show bank-change/do-not-use-old`,
		Args:    needs("the name of a rule; \"backchannel rules list\" has them"),
		RunE: func(_ *cobra.Command, ids []string) error {
			book, err := f.load()
			if err != nil {
				return err
			}
			if err := book.LoadExamples(); err != nil {
				return err
			}
			for i, id := range ids {
				r, err := rule(book, id)
				if err != nil {
					return err
				}
				if i > 0 {
					fmt.Fprintln(p.out)
				}
				show(p.out, book, r, lang.value)
			}
			return nil
		},
	}
	f.define(cmd)
	lang = language(cmd)
	return cmd
}

// rule finds a rule by its id.
func rule(book *lexicon.Book, id string) (*lexicon.Rule, error) {
	if r := book.Rule(id); r != nil {
		return r, nil
	}
	label, _, _ := strings.Cut(id, "/")
	var near []string
	for _, r := range book.Rules() {
		if r.Label == label {
			near = append(near, r.ID)
		}
	}
	if len(near) == 0 {
		return nil, usagef("no rule is called %q; see backchannel rules list", id)
	}
	return nil, usagef("no rule is called %q; rules of %s are %s", id, label, strings.Join(near, ", "))
}

// show prints all that a rule says of itself.
func show(w io.Writer, book *lexicon.Book, r *lexicon.Rule, lang string) {
	fmt.Fprintf(w, "%s (%s)\n%s\n", r.ID, r.Severity, r.Title[lang])
	for _, part := range []struct{ head, text string }{
		{"why", r.Why[lang]},
		{"what to do", book.ActionText(r)[lang]},
		{"innocent when", book.InnocentText(r)[lang]},
	} {
		if part.text != "" {
			fmt.Fprintf(w, "\n%s\n  %s\n", part.head, part.text)
		}
	}
	patterns(w, book, r)
	examples(w, "found in", r.Hits)
	examples(w, "not found in", r.Misses)
}

func examples(w io.Writer, head string, all []lexicon.Example) {
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", head)
	for _, e := range all {
		text, _ := e.Text()
		fmt.Fprintf(w, "  - %s\n", strings.ReplaceAll(text, "\n", "\n    "))
	}
}

func (p *program) rulesTest() *cobra.Command {
	f := new(ruleFlags)
	cmd := &cobra.Command{
		Use:   "test [DIR...]",
		Short: "Run the examples of every rule, also of your own",
		Long: `test runs the examples that every rule carries: each of its hits must be found under
its own id, none of its misses may be. It ends with exit code 1 when one fails.`,
		Example: `  backchannel rules test
  backchannel rules test my-rules/ --words my-words/`,
		RunE: func(_ *cobra.Command, dirs []string) error {
			f.rules = append(f.rules, dirs...)
			book, err := f.load()
			if err != nil {
				return err
			}
			failed := detect.TestRules(book)
			for _, err := range failed {
				fmt.Fprintln(p.out, err)
			}
			examples := 0
			for _, r := range book.Rules() {
				examples += len(r.Hits) + len(r.Misses)
			}
			fmt.Fprintf(p.out, "%d rules, %d examples, %d failed\n", len(book.Rules()), examples, len(failed))
			if len(failed) > 0 {
				return errFindings
			}
			return nil
		},
	}
	f.define(cmd)
	return cmd
}
