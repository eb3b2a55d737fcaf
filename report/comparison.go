package report

import (
	"fmt"
	"io"
	"strings"

	"backchannel/detect"
)

// Comparison is the difference between two reports.
type Comparison struct {
	Old, New  int // findings
	Unchanged int
	Changes   []Change // new ones, then changed, then gone, the gravest of each first
}

// Change is a finding that is not the same in two reports.
type Change struct {
	Status detect.Status
	What   []Difference // of a changed one
	Before *Record      // nil for a new one
	Now    *Record      // nil for one that is gone
}

// Difference is one thing that differs.
type Difference struct {
	What   string `json:"what"` // severity, confidence, disposition, ignored
	Before string `json:"before"`
	After  string `json:"after"`
}

// Finding is what the change is about, as the newer report has it, if it does.
func (c Change) Finding() *detect.Finding {
	if c.Now != nil {
		return &c.Now.Finding
	}
	return &c.Before.Finding
}

// place is where the finding stands.
func (c Change) place() string {
	if c.Now != nil {
		return c.Now.Place
	}
	return c.Before.Place
}

// count gives how many changes have a status.
func (c Comparison) count(s detect.Status) int {
	n := 0
	for _, x := range c.Changes {
		if x.Status == s {
			n++
		}
	}
	return n
}

// WriteText writes the comparison of two reports for a terminal.
func (c Comparison) WriteText(to io.Writer, run *Run, old, now string) error {
	t, err := newText(to, run)
	if err != nil {
		return err
	}
	w := t.words
	t.put("", 2, w.say("older", old, c.Old))
	t.put("", 2, w.say("newer", now, c.New))
	var counts []string
	for _, s := range []detect.Status{detect.StatusNew, detect.StatusChanged, detect.StatusGone} {
		counts = append(counts, fmt.Sprintf("%s %d", known(w.Status, s), c.count(s)))
	}
	counts = append(counts, fmt.Sprintf("%s %d", known(w.Status, detect.StatusUnchanged), c.Unchanged))
	fmt.Fprintln(t.out)
	t.put("", 2, strings.Join(counts, " · "))
	var before detect.Status
	for _, x := range c.Changes {
		if x.Status != before {
			t.heading(strings.ToUpper(known(w.Status, x.Status)))
		}
		before = x.Status
		t.change(x)
	}
	return t.flush()
}

// change prints one finding that differs.
func (t *text) change(x Change) {
	w, f := t.words, x.Finding()
	what := f.Detector
	if f.Rule != "" {
		what = f.Rule
	}
	t.put("  ", 2, strings.ToUpper(w.severity(*f))+"  "+what+"  "+f.ID)
	for _, d := range x.What {
		t.put("    ", 2, fmt.Sprintf("%s: %s → %s", known(w.Column, d.What), w.value(d.What, d.Before), w.value(d.What, d.After)))
	}
	if f.Quote != "" {
		t.put("    ", 2, w.say("quote", f.Quote))
	}
	where := []string{x.place()}
	for _, s := range []string{clock(f.Time), f.Sender} {
		if s != "" {
			where = append(where, s)
		}
	}
	t.put("    ", 2, strings.Join(where, " · "))
}

// value gives a value that differs in words.
func (w *words) value(what, v string) string {
	switch what {
	case "severity":
		return known(w.Severity, v)
	case "confidence":
		return known(w.Confidence, detect.Confidence(v))
	case "disposition":
		return w.disposition(detect.Disposition(v))
	}
	return known(w.What, v)
}

// changeLine is a change as JSONL.
type changeLine struct {
	Status  detect.Status   `json:"status"`
	ID      string          `json:"id"`
	Changes []Difference    `json:"changes,omitempty"`
	Place   string          `json:"place"`
	Finding *detect.Finding `json:"finding"`
}

// WriteJSONL writes the changes as one JSON object a line.
func (c Comparison) WriteJSONL(to io.Writer) error {
	l := newLines(to)
	for _, x := range c.Changes {
		f := *x.Finding()
		if f.Identifiers == nil {
			f.Identifiers = []detect.Identifier{}
		}
		if f.Related == nil {
			f.Related = []int{}
		}
		if err := l.enc.Encode(changeLine{x.Status, f.ID, x.What, x.place(), &f}); err != nil {
			return err
		}
	}
	return l.buf.Flush()
}
