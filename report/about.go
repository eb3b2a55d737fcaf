package report

import (
	"cmp"
	"strings"
	"time"
)

var aboutWidths = []float64{22, 24, 100}

// writeAbout explains the workbook, and how it was made.
func (b *Workbook) writeAbout() error {
	f := &form{sheet: b.about}
	w := b.words
	f.title(program(b.run))
	for _, s := range w.About {
		f.line(plainCell("•"), cell{}, plainCell(s))
	}
	if b.overlong > 0 {
		f.line(plainCell("•"), cell{}, plainCell(w.say("split", b.overlong)))
	}
	b.aboutRun(f)
	f.section(w.Column["severity"])
	for _, s := range weights {
		f.line(cell{}, cell{look{fill: fills[s], bold: true}, w.Severity[s]})
	}
	f.section(w.Column["column"])
	f.heading(w.Column["sheet"], w.Column["column"], w.Column["meaning"])
	told := map[string]bool{}
	for _, g := range b.grids {
		name := g.name
		for _, c := range g.columns {
			if w.Meaning[c.key] == "" || told[c.key] {
				continue
			}
			told[c.key] = true
			f.line(cell{look{bold: true}, name}, plainCell(known(w.Column, c.key)), plainCell(w.Meaning[c.key]))
			name = ""
		}
	}
	f.section(w.Column["label"])
	for _, label := range sorted(w.Label) {
		f.line(cell{}, plainCell(label), plainCell(w.Label[label]))
	}
	return f.err
}

// aboutRun says how the report was made.
func (b *Workbook) aboutRun(f *form) {
	w := b.words
	f.section(w.say("run"))
	rules := b.run.RuleSet
	if b.run.Rules > 0 {
		rules = w.say("rulecount", rules, b.run.Rules)
	}
	facts := [][2]string{
		{w.say("program"), program(b.run)},
		{w.say("rules"), rules},
		{w.say("options"), cmp.Or(strings.Join(b.run.Options, "\n"), w.say("nooptions"))},
		{w.say("language"), cmp.Or(b.run.Language, "en")},
	}
	if hidden := w.hidden(b.run); hidden != "" {
		facts = append(facts, [2]string{w.say("hidden"), hidden})
	}
	if b.run.Earlier != nil {
		facts = append(facts, [2]string{w.say("earlierreport"), b.run.Earlier.Name})
	}
	if !b.run.Time.IsZero() {
		facts = append(facts, [2]string{w.say("made"), b.run.Time.UTC().Format(time.RFC3339)})
	}
	for _, fact := range facts {
		f.line(cell{look{bold: true}, fact[0]}, cell{}, plainCell(fact[1]))
	}
}
