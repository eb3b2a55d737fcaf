package eval

import (
	"encoding/json"
	"fmt"
	"strconv"

	"backchannel/detect"
)

// Ratio is a share or a mean, or nothing where nothing was there to divide by.
// In JSON it has four decimals or is null.
type Ratio struct {
	Value   float64
	Defined bool
}

func ratio(a, b float64) Ratio {
	if b == 0 {
		return Ratio{}
	}
	return Ratio{a / b, true}
}

// MarshalJSON writes four decimals or null.
func (r Ratio) MarshalJSON() ([]byte, error) {
	if !r.Defined {
		return []byte("null"), nil
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(r.Value, 'f', 4, 64), 64)
	if err != nil {
		return nil, err
	}
	return json.Marshal(short)
}

// Percent is r in percent with one decimal, "-" where r is nothing.
func (r Ratio) Percent() string {
	if !r.Defined {
		return "-"
	}
	return fmt.Sprintf("%.1f", 100*r.Value)
}

// Tally counts the outcomes of one label or of several.
type Tally struct {
	TP      int `json:"tp"`      // found where it must be
	FP      int `json:"fp"`      // found where it must not be
	FN      int `json:"fn"`      // not found where it must be
	Neutral int `json:"neutral"` // found where it is arguable
}

// Support is the number of messages that bear the label.
func (t Tally) Support() int { return t.TP + t.FN }

// Precision is the part of what was found that is right.
func (t Tally) Precision() Ratio { return ratio(float64(t.TP), float64(t.TP+t.FP)) }

// Recall is the part of what is there that was found.
func (t Tally) Recall() Ratio { return ratio(float64(t.TP), float64(t.TP+t.FN)) }

// F1 is the harmonic mean of both, nothing where one of them is.
func (t Tally) F1() Ratio {
	p, r := t.Precision(), t.Recall()
	if !p.Defined || !r.Defined {
		return Ratio{}
	}
	if p.Value+r.Value == 0 {
		return Ratio{0, true}
	}
	return ratio(2*p.Value*r.Value, p.Value+r.Value)
}

func (t Tally) plus(u Tally) Tally {
	return Tally{t.TP + u.TP, t.FP + u.FP, t.FN + u.FN, t.Neutral + u.Neutral}
}

// Row is one line of figures.
type Row struct {
	Label   string `json:"label"`
	Support int    `json:"support"`
	Tally
	Precision Ratio `json:"precision"`
	Recall    Ratio `json:"recall"`
	F1        Ratio `json:"f1"`
}

func row(label string, t Tally) Row {
	return Row{label, t.Support(), t, t.Precision(), t.Recall(), t.F1()}
}

// Plain counts messages that bear no label, and what was found on them all the
// same; protective findings and arguable ones do not count.
type Plain struct {
	Messages int `json:"messages"`
	Findings int `json:"findings"`
	Flagged  int `json:"flagged"` // messages with at least one finding
}

func (p *Plain) add(findings int) {
	p.Messages++
	p.Findings += findings
	if findings > 0 {
		p.Flagged++
	}
}

// FindingsPer1000 is the number of false findings in a thousand such messages.
func (p Plain) FindingsPer1000() Ratio {
	return ratio(1000*float64(p.Findings), float64(p.Messages))
}

// FlaggedPer1000 is the number of those messages with a false finding in a
// thousand.
func (p Plain) FlaggedPer1000() Ratio {
	return ratio(1000*float64(p.Flagged), float64(p.Messages))
}

// Kind counts conversations of one kind.
type Kind struct {
	Name          string `json:"kind"`
	Conversations int    `json:"conversations"`
	Judged        int    `json:"judged"` // 0 for risky ones
	Right         int    `json:"right"`
	Hot           int    `json:"high_or_critical"`
	Silent        int    `json:"without_finding"` // no fraud finding of any severity
	Plain         Plain  `json:"unlabelled"`
}

// Figures is what a [Score] comes to.
type Figures struct {
	Conversations int   `json:"conversations"`
	Messages      int   `json:"messages"`
	Labels        []Row `json:"labels"` // in the order of [detect.Labels]
	// Core, Fraud and All are sums over the three core labels, over all but
	// protective, and over all.
	Core     Row      `json:"core"`
	Fraud    Row      `json:"fraud"`
	All      Row      `json:"all"`
	Macro    Macro    `json:"macro"`
	Plain    Plain    `json:"unlabelled"`
	Per1000  Ratio    `json:"false_findings_per_1000_unlabelled"`
	Flagged  Ratio    `json:"flagged_per_1000_unlabelled"`
	Kinds    []Kind   `json:"kinds"` // those that occur, in the order of [Kinds]
	Accuracy Ratio    `json:"verdict_accuracy"`
	Wrong    []string `json:"wrong_verdicts"` // ids, in the order of Add
}

// Macro is the mean over the fraud labels that occur, in which a label without
// a value counts as 0.
type Macro struct {
	Precision Ratio `json:"precision"`
	Recall    Ratio `json:"recall"`
	F1        Ratio `json:"f1"`
}

// Figures gives the figures of what was added so far.
func (s *Score) Figures() Figures {
	f := Figures{
		Conversations: s.conversations, Messages: s.messages,
		Plain: s.plain, Per1000: s.plain.FindingsPer1000(), Flagged: s.plain.FlaggedPer1000(),
		Wrong: append([]string{}, s.wrong...),
	}
	var coreSum, fraud, all Tally
	for i, label := range detect.Labels {
		t := Tally{}
		if s.labels != nil {
			t = *s.labels[label]
		}
		f.Labels = append(f.Labels, row(label, t))
		all = all.plus(t)
		if label != detect.Protective {
			fraud = fraud.plus(t)
		}
		if i < len(core) {
			coreSum = coreSum.plus(t)
		}
	}
	f.Core, f.Fraud, f.All = row("core", coreSum), row("fraud labels", fraud), row("all labels", all)
	f.Macro = macro(f.Labels)

	judged, right := 0, 0
	for _, name := range Kinds {
		if k := s.kinds[name]; k != nil {
			f.Kinds = append(f.Kinds, *k)
			judged += k.Judged
			right += k.Right
		}
	}
	f.Accuracy = ratio(float64(right), float64(judged))
	return f
}

func macro(rows []Row) Macro {
	var p, r, f1, n float64
	for _, x := range rows {
		if x.Label == detect.Protective || x.Support == 0 {
			continue
		}
		p, r, f1, n = p+x.Precision.Value, r+x.Recall.Value, f1+x.F1.Value, n+1
	}
	return Macro{ratio(p, n), ratio(r, n), ratio(f1, n)}
}
