package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"backchannel/detect"
	"backchannel/lexicon"
	"backchannel/parser"
	"backchannel/parser/alibaba"
	"backchannel/parser/chat"
	"backchannel/parser/source"
	"backchannel/report"
)

// choice is a flag whose value is one of a few words.
type choice struct {
	value   string
	allowed []string
	named   string // stands for the words where they are too many to list
}

// list tells what is allowed.
func (c *choice) list() string { return cmp.Or(c.named, strings.Join(c.allowed, ", ")) }

// String, Set and Type implement [pflag.Value].
func (c *choice) String() string { return c.value }

// Set takes one of the words.
func (c *choice) Set(s string) error {
	if !slices.Contains(c.allowed, s) {
		return fmt.Errorf("%q is none of %s", s, c.list())
	}
	c.value = s
	return nil
}

// Type names the kind of value in the help.
func (c *choice) Type() string { return "WORD" }

// choices is a [choice] that may be given several times or with commas.
type choices struct {
	values  []string
	allowed []string
}

// String gives the words with commas.
func (c *choices) String() string { return strings.Join(c.values, ",") }

// Set adds one or more of the words.
func (c *choices) Set(s string) error {
	for word := range strings.SplitSeq(s, ",") {
		one := choice{allowed: c.allowed}
		if err := one.Set(word); err != nil {
			return err
		}
		c.values = append(c.values, word)
	}
	return nil
}

// Type names the kind of value in the help.
func (c *choices) Type() string { return "WORD" }

// oneOf defines a flag that takes one of the words, with completion.
func oneOf(cmd *cobra.Command, name, value string, allowed []string, usage string) *choice {
	c := &choice{value: value, allowed: allowed}
	wordFlag(cmd, c, name, usage+": "+c.list(), allowed)
	return c
}

// someOf defines a flag that takes any of the words, with completion.
func someOf(cmd *cobra.Command, name string, allowed []string, usage string) *choices {
	c := &choices{allowed: allowed}
	wordFlag(cmd, c, name, usage+": "+strings.Join(allowed, ", "), allowed)
	return c
}

func wordFlag(cmd *cobra.Command, v pflag.Value, name, usage string, allowed []string) {
	cmd.Flags().Var(v, name, usage)
	complete := cobra.FixedCompletions(allowed, cobra.ShellCompDirectiveNoFileComp)
	if err := cmd.RegisterFlagCompletionFunc(name, complete); err != nil {
		panic(err) // the flag has just been defined
	}
}

var (
	platforms  = []string{chat.WhatsApp, chat.WeChat, chat.Alibaba, chat.Wangwang, chat.QQ}
	dateOrders = []string{"dmy", "mdy", "ymd"}
)

func severities() []string {
	var words []string
	for _, s := range detect.Severities {
		words = append(words, string(s))
	}
	return words
}

func formatNames() []string {
	var names []string
	for _, f := range parser.Formats() {
		names = append(names, f.Name())
	}
	slices.Sort(names)
	return names
}

// readFlags is what the user knows of an export and the export does not say.
type readFlags struct {
	platform, from, dateOrder *choice
	self, asOf                string
	profiles                  []string
	verbose                   bool
}

func (f *readFlags) define(cmd *cobra.Command) {
	f.platform = oneOf(cmd, "platform", "", platforms, "where the chat took place, if the file does not say")
	f.from = &choice{allowed: formatNames(), named: `the names that "backchannel formats" lists`}
	wordFlag(cmd, f.from, "from", `read every input as this format, one of those that "backchannel formats" lists`, f.from.allowed)
	f.dateOrder = oneOf(cmd, "date-order", "", dateOrders, "order of day, month and year, if the file leaves it open")
	cmd.Flags().StringVar(&f.self, "self", "", "`NAME` of the person who exported the chat")
	cmd.Flags().StringVar(&f.asOf, "as-of", "", "`DATE` of the export (2024-03-05 or 2024-03-05T15:22), for clocks such as \"Yesterday\"")
	cmd.Flags().StringArrayVar(&f.profiles, "profile", nil, "`FILE` that says where the messages of a saved page are, tried before the built-in ones; repeatable")
	cmd.Flags().BoolVarP(&f.verbose, "verbose", "v", false, "tell how each input was read, and every place that could not be")
}

// parser gives the options for opening inputs.
func (f *readFlags) parser(p *program) (parser.Options, error) {
	o := parser.Options{
		From:     f.from.value,
		Note:     func(n parser.Note) { p.tell("%s", n) },
		Progress: p.err.progress,
	}
	o.Platform, o.Self, o.DateOrder = f.platform.value, f.self, f.dateOrder.value
	for _, name := range f.profiles {
		data, err := os.ReadFile(name)
		if err != nil {
			return o, usageError{source.Refuse(name, err)}
		}
		if _, err := alibaba.LoadProfile(name, data); err != nil {
			return o, usageError{err}
		}
		o.Profiles = append(o.Profiles, string(data))
	}
	if f.asOf == "" {
		return o, nil
	}
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04", "2006-01-02T15:04:05", time.RFC3339} {
		if t, err := time.Parse(layout, f.asOf); err == nil {
			o.AsOf = t
			return o, nil
		}
	}
	return o, usagef("--as-of %q is no date; write it like 2024-03-05", f.asOf)
}

// ruleFlags choose the rules.
type ruleFlags struct {
	rules, words []string
	disable      []string
	only         *choices
}

func (f *ruleFlags) define(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringArrayVar(&f.rules, "rules", nil, "`DIR` with rules of your own, beside the built-in ones; repeatable")
	fs.StringArrayVar(&f.words, "words", nil, "`DIR` with words of your own; repeatable")
	fs.StringSliceVar(&f.disable, "disable", nil, "leave out a rule (`ID`) or all of a label (LABEL/*); repeatable")
	f.only = someOf(cmd, "only", detect.Labels, "use only the rules of these labels")
}

// language defines the flag for the language of what is explained.
func language(cmd *cobra.Command) *choice {
	return oneOf(cmd, "lang", "en", report.Languages(), "language of the explanations")
}

// partyFlags say who is who.
type partyFlags struct {
	suppliers, buyers []string
	company           string
	minSeverity       *choice
}

func (f *partyFlags) define(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringArrayVar(&f.suppliers, "supplier", nil, "`NAME` of a sender on the seller's side; repeatable")
	fs.StringArrayVar(&f.buyers, "buyer", nil, "`NAME` of a sender on the buyer's side; repeatable")
	fs.StringVar(&f.company, "company", "", "`NAME` of the company the contract is with")
	f.minSeverity = oneOf(cmd, "min-severity", string(detect.Info), severities(), "leave out findings below")
}

// atLeast says whether any of the findings is an act of at least severity s;
// protective ones are none, nor those that people settled.
func atLeast(findings []detect.Finding, s detect.Severity) bool {
	return slices.ContainsFunc(findings, func(f detect.Finding) bool {
		return f.Detector != detect.Protective && !f.Settled() && f.Severity.Rank() >= s.Rank()
	})
}

// load reads the words and rules that the user wants.
func (f *ruleFlags) load() (*lexicon.Book, error) {
	for _, dir := range slices.Concat(f.rules, f.words) {
		if found, err := filepath.Glob(filepath.Join(dir, "*.yaml")); err != nil || len(found) == 0 {
			return nil, usagef("%s: no folder with files named *.yaml; check the spelling", dir)
		}
	}
	book, err := lexicon.Load(lexicon.Options{Rules: f.rules, Words: f.words, Disable: f.disable, Only: f.only.values})
	if err != nil {
		return nil, usageError{err} // the built-in data is tested, so what is wrong is the user's
	}
	return book, nil
}
