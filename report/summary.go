package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backchannel/detect"
)

var summaryWidths = []float64{24, 66, 17, 11, 11, 19, 19, 11}

// shownPeople is how many participants the summary names; all stand on a sheet
// of their own.
const shownPeople = 10

// form fills a sheet that is read from top to bottom. It keeps the first
// error, so that its callers need not look at each line.
type form struct {
	*sheet
	err error
}

// line adds a row.
func (f *form) line(cells ...cell) {
	if f.err == nil {
		f.err = f.add(cells...)
	}
}

// title adds the line that says what the sheet is.
func (f *form) title(s string) {
	f.line(cell{look{bold: true, size: 14, free: true}, s})
}

// page begins a page with the next section.
func (f *form) page() { f.breaks = append(f.breaks, f.rows+2) }

// section adds a heading after an empty line.
func (f *form) section(s string) {
	f.line()
	f.line(cell{look{bold: true, size: 11, free: true}, s})
}

// heading adds the heading row of a table.
func (f *form) heading(names ...string) {
	cells := make([]cell, len(names))
	for i, n := range names {
		cells[i] = cell{look{heading: true}, n}
	}
	f.line(cells...)
}

// link makes the first cell of the line just added lead to a place, unless
// that is nowhere.
func (f *form) link(to place) {
	if f.err == nil && to.row > 0 {
		f.err = f.sheet.link(1, f.rows, to)
	}
}

// list adds values under one name.
func (f *form) list(name string, values ...string) {
	for _, v := range values {
		f.line(cell{look{bold: true}, name}, plainCell(v))
		name = ""
	}
}

// writeSummary writes the first sheet: what it came to, and what it rests on.
func (b *Workbook) writeSummary() error {
	f := &form{sheet: b.summary}
	switch len(b.cases) {
	case 0:
		f.title(b.words.say("titles"))
		f.line(cell{look{bold: true}, b.words.say("nothing")})
	case 1:
		f.title(b.words.say("title"))
		b.summariseOne(f, b.cases[0])
	default:
		f.title(b.words.say("titles"))
		b.summariseAll(f)
	}
	b.summariseReview(f)
	if len(b.cases) > 0 {
		f.page()
		b.summariseTime(f)
		b.summariseLabels(f, total(b.cases))
	}
	if len(b.cases) == 1 {
		b.summarisePractices(f, b.cases[0])
	}
	b.summariseCoverage(f)
	b.summariseSources(f)
	return f.err
}

// verdict gives a verdict in words.
func (w *words) verdict(v detect.Verdict) string { return known(w.Verdict, v) }

// summariseOne writes the verdict on a single conversation.
func (b *Workbook) summariseOne(f *form, c detect.Case) {
	w := b.words
	strong := look{bold: true, size: 12, fill: fills[string(c.Verdict)]}
	f.line(cell{strong, w.verdict(c.Verdict)}, cell{strong, known(w.Advice, c.Verdict)})
	f.list(w.say("why"), w.reasons(c, b.run)...)
	f.list(w.say("todo"), actions(c.Top)...)
	if len(c.Top) > 0 {
		f.section(w.say("strongest"))
	}
	for _, t := range c.Top {
		text := w.say("quote", t.Quote)
		if t.Gloss != "" {
			text += "\n" + w.say("gloss", t.Gloss)
		}
		if t.Settled() {
			text += "\n" + w.settled(t.Review)
		}
		at, linked := b.seen.id[t.ID]
		f.line(cell{look{bold: true, fill: fills[weight(t)], link: linked}, w.severity(t) + " · " + t.Detector}, plainCell(text+"\n"+w.whence(t)))
		f.link(at)
	}
	f.section(w.say("conversation"))
	f.list(w.Column["source"], c.Source)
	f.list(w.Column["conversation"], nonEmpty(c.Conversation)...)
	f.list(w.Column["platform"], c.Platform)
	f.list(w.say("period"), period(c))
	f.list(w.say("clock"), w.zones(c)...)
	f.list(w.Column["messages"], fmt.Sprint(c.Messages))
	var people []string
	for _, p := range c.Participants[:min(len(c.Participants), shownPeople)] {
		name := p.Name
		if p.Platform != "" {
			name += " (" + p.Platform + ")"
		}
		people = append(people, w.say("participant", name, w.role(p.Role), known(w.Basis, p.Basis), p.Messages, clock(p.First), clock(p.Last)))
	}
	if more := len(c.Participants) - len(people); more > 0 {
		people = append(people, w.say("moresources", more, w.Sheet["participants"]))
	}
	f.list(w.say("participants"), people...)
}

// zones says what is known of the clocks of a conversation.
func (w *words) zones(c detect.Case) []string {
	var all []string
	for _, p := range c.Sources() {
		if s := p.Coverage.Clock; s != "" && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	for i := range all {
		all[i] = w.remark(all[i])
	}
	if len(all) == 0 {
		return []string{w.say("asprinted")}
	}
	return all
}

// summarisePractices writes the checklist of safe practices.
func (b *Workbook) summarisePractices(f *form, c detect.Case) {
	w := b.words
	if len(c.Checklist) == 0 {
		return
	}
	f.page()
	f.section(w.say("practices"))
	f.heading(w.say("state"), w.say("practice"), w.say("shown"))
	for _, p := range c.Checklist {
		l := look{}
		switch p.State {
		case detect.Broken:
			l.bold, l.fill = true, fills["high"]
		case detect.Kept:
			l.fill = fills[detect.Protective]
		}
		f.line(cell{l, known(w.State, p.State)}, plainCell(p.Text), plainCell(places(p.Messages, p.Places)))
	}
}

// summariseAll writes a line for every conversation, the gravest first, and
// the labels over all of them.
func (b *Workbook) summariseAll(f *form) {
	w := b.words
	byVerdict := map[detect.Verdict]int{}
	for _, c := range b.cases {
		byVerdict[c.Verdict]++
	}
	for _, v := range verdicts {
		f.line(cell{look{bold: true, fill: fills[string(v)]}, w.verdict(v)}, cell{look{bold: true}, byVerdict[v]})
	}
	f.section(w.say("cases"))
	f.heading(w.say("verdict"), w.say("conversation"), w.Column["messages"], w.say("count"), w.say("highest"), w.say("earliest"), w.say("latest"))
	for _, c := range gravestFirst(b.cases) {
		name := named(c)
		f.line(cell{look{bold: true, fill: fills[string(c.Verdict)]}, w.verdict(c.Verdict)},
			plainCell(strings.Join(append([]string{name}, c.Reasons...), "\n")),
			plainCell(c.Messages), plainCell(c.Findings), plainCell(known(w.Severity, string(highest(c.Counts)))),
			plainCell(clock(c.Coverage.First)), plainCell(clock(c.Coverage.Last)))
	}
}

// summariseLabels writes the findings counted by label.
func (b *Workbook) summariseLabels(f *form, counts []detect.Count) {
	w := b.words
	f.section(w.say("bylabel"))
	if len(counts) == 0 {
		f.list(w.say("nofindings"), w.say("notproof"))
		return
	}
	f.heading(w.say("label"), w.say("meaning"), w.say("count"), w.say("distinct"), w.say("highest"), w.say("earliest"), w.say("latest"))
	for _, c := range counts {
		severity := weight(detect.Finding{Detector: c.Label, Severity: c.Highest})
		at, linked := b.seen.label[c.Label]
		f.line(cell{look{bold: true, fill: fills[severity], link: linked}, c.Label}, plainCell(known(w.Label, c.Label)),
			plainCell(c.Count), plainCell(c.Distinct), plainCell(known(w.Severity, severity)),
			plainCell(moment(c.FirstIn, c.First, c.FirstAt)), plainCell(moment(c.LastIn, c.Last, c.LastAt)))
		f.link(at)
	}
}

// verdicts are the verdicts, the gravest first.
var verdicts = []detect.Verdict{detect.Hold, detect.Verify, detect.Clear}

// gravestFirst gives the cases by verdict and by their gravest finding, and among
// equals in their order.
func gravestFirst(cases []detect.Case) []detect.Case {
	return slices.SortedStableFunc(slices.Values(cases), func(a, b detect.Case) int {
		return cmp.Or(
			cmp.Compare(slices.Index(verdicts, a.Verdict), slices.Index(verdicts, b.Verdict)),
			cmp.Compare(highest(b.Counts).Rank(), highest(a.Counts).Rank()))
	})
}

// highest is the highest severity of a conversation, protective acts aside.
func highest(counts []detect.Count) detect.Severity {
	var top detect.Severity
	for _, c := range counts {
		if c.Label != detect.Protective && c.Highest.Rank() > top.Rank() {
			top = c.Highest
		}
	}
	return top
}

// total gives the counts of the only case as they are. It adds up the counts of all cases, in the order of the labels. First and
// last mean nothing over several conversations and are left empty.
func total(cases []detect.Case) []detect.Count {
	if len(cases) == 1 {
		return cases[0].Counts
	}
	sums := map[string]detect.Count{}
	for _, c := range cases {
		for _, n := range c.Counts {
			s := sums[n.Label]
			s.Label, s.Count, s.Distinct = n.Label, s.Count+n.Count, s.Distinct+n.Distinct
			if n.Highest.Rank() > s.Highest.Rank() {
				s.Highest = n.Highest
			}
			sums[n.Label] = s
		}
	}
	var all []detect.Count
	for _, s := range sums {
		all = append(all, s)
	}
	rank := func(label string) int { // labels of a user's own rules come last
		if i := slices.Index(detect.Labels, label); i >= 0 {
			return i
		}
		return len(detect.Labels)
	}
	slices.SortFunc(all, func(a, b detect.Count) int {
		return cmp.Or(cmp.Compare(rank(a.Label), rank(b.Label)), cmp.Compare(a.Label, b.Label))
	})
	return all
}

// reasons gives the reasons of a verdict. That nothing was found comes with
// its numbers.
func (w *words) reasons(c detect.Case, r *Run) []string {
	switch {
	case len(c.Reasons) > 0 || c.Verdict != detect.Clear:
		return c.Reasons
	case r.Rules > 0:
		return []string{w.say("clear", c.Messages, c.ProblemCount, r.Rules)}
	}
	return []string{w.say("norule", c.Messages, c.ProblemCount)}
}

// actions gives what to do, each thing once, the strongest finding's first.
func actions(top []detect.Finding) []string {
	var out []string
	for _, f := range top {
		if f.Action != "" && !slices.Contains(out, f.Action) {
			out = append(out, f.Action)
		}
	}
	return out
}

// whence says where a finding stands, when it was written and by whom.
func (w *words) whence(f detect.Finding) string {
	parts := []string{w.place(f.Source, f.Line, f.Index, f.Conversation)}
	if f.Time != "" {
		parts = append(parts, clock(f.Time))
	}
	if f.Sender != "" {
		parts = append(parts, fmt.Sprintf("%s (%s)", f.Sender, w.role(f.Role)))
	}
	return strings.Join(parts, " · ")
}

// period is the time that a conversation covers, as printed.
func period(c detect.Case) string {
	if c.Coverage.First == "" && c.Coverage.Last == "" {
		return ""
	}
	return clock(c.Coverage.First) + " – " + clock(c.Coverage.Last)
}

// moment names a message by its number and time, "" for none, and by its
// source where there are several.
func moment(source string, index int, at string) string {
	if index == 0 {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("%s #%d %s", source, index, clock(at)))
}

// sources gives the sources of all cases.
func sources(cases []detect.Case) []detect.Part {
	var all []detect.Part
	for _, c := range cases {
		all = append(all, c.Sources()...)
	}
	return all
}

// places lists messages of the same source by their numbers, and those of
// others with the names of their sources.
func places(here []int, elsewhere []detect.Place) string {
	all := make([]string, 0, len(elsewhere)+1)
	if s := numbers(here, "#"); s != "" {
		all = append(all, s)
	}
	for _, p := range elsewhere {
		all = append(all, fmt.Sprintf("%s #%d", p.Source, p.Index))
	}
	return strings.Join(all, ", ")
}

// nonEmpty is a list of s, empty when s is.
func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}
