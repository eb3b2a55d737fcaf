package eval

import (
	"slices"

	"backchannel/detect"
)

// core are the labels the program exists for.
var core = detect.Labels[:3]

// Error is one finding that is missing or too many.
type Error struct {
	Missed  bool             `json:"missed"` // otherwise a false alarm
	Label   string           `json:"label"`
	ID      string           `json:"id"` // of the conversation
	Index   int              `json:"index"`
	Message Message          `json:"-"`
	Found   []detect.Finding `json:"-"` // what raised a false alarm
}

// Score adds up conversations. The zero value is ready; add each conversation
// once.
type Score struct {
	// Errors lists every miss and false alarm, in the order of Add, of
	// messages and of [detect.Labels].
	Errors []Error

	conversations, messages int

	labels map[string]*Tally
	kinds  map[string]*Kind
	plain  Plain
	wrong  []string
}

// Add scores one conversation by the findings in it: one label on one message
// counts once, however many rules found it. A finding with an index outside
// the conversation counts for the conversation only.
func (s *Score) Add(c Conversation, findings []detect.Finding) {
	if s.labels == nil {
		s.labels, s.kinds = map[string]*Tally{}, map[string]*Kind{}
		for _, l := range detect.Labels {
			s.labels[l] = &Tally{}
		}
	}
	if s.kinds[c.Kind] == nil {
		s.kinds[c.Kind] = &Kind{Name: c.Kind}
	}
	s.conversations++
	s.messages += len(c.Messages)
	s.judge(c, findings)

	byIndex := map[int][]detect.Finding{}
	for _, f := range findings {
		byIndex[f.Index] = append(byIndex[f.Index], f)
	}
	for i, m := range c.Messages {
		s.message(c, i, m, byIndex[i+1])
	}
}

// message scores the labels of one message.
func (s *Score) message(c Conversation, i int, m Message, found []detect.Finding) {
	wrong := 0
	for _, label := range detect.Labels {
		of := ofLabel(found, label)
		must, may, got := slices.Contains(m.Must, label), slices.Contains(m.May, label), len(of) > 0
		t := s.labels[label]
		switch {
		case must && got:
			t.TP++
		case must:
			t.FN++
			s.Errors = append(s.Errors, Error{true, label, c.ID, i + 1, m, nil})
		case got && may:
			t.Neutral++
		case got:
			t.FP++
			s.Errors = append(s.Errors, Error{false, label, c.ID, i + 1, m, of})
			if label != detect.Protective {
				wrong++
			}
		}
	}
	if len(m.Must) == 0 {
		s.plain.add(wrong)
		s.kinds[c.Kind].Plain.add(wrong)
	}
}

func ofLabel(found []detect.Finding, label string) []detect.Finding {
	var of []detect.Finding
	for _, f := range found {
		if f.Detector == label {
			of = append(of, f)
		}
	}
	return of
}

// judge says whether the conversation as a whole was judged right: a scam with
// a fraud finding of severity high or above, an ordinary talk without. Risky
// ones are counted but not judged.
func (s *Score) judge(c Conversation, findings []detect.Finding) {
	k := s.kinds[c.Kind]
	k.Conversations++
	fraud, hot := false, false
	for _, f := range findings {
		if f.Detector != detect.Protective {
			fraud = true
			hot = hot || f.Severity.Rank() >= detect.High.Rank()
		}
	}
	if hot {
		k.Hot++
	}
	if !fraud {
		k.Silent++
	}
	if c.Kind == Risky {
		return
	}
	k.Judged++
	if hot == (c.Kind == Scam) {
		k.Right++
	} else {
		s.wrong = append(s.wrong, c.ID)
	}
}
