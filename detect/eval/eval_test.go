package eval

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/detect"
	"backchannel/parser/chat"
)

func labels(t *testing.T) []Conversation {
	t.Helper()
	f, err := os.Open("testdata/labels.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cs, err := Read("labels.jsonl", f)
	if err != nil {
		t.Fatal(err)
	}
	return cs
}

func found(index int, label string, s detect.Severity) detect.Finding {
	return detect.Finding{Index: index, Detector: label, Severity: s}
}

// The findings and, counted by hand from testdata/labels.jsonl, what they come to:
//
//	t001: channel-switch right, bank-change right (twice on one message, counts once),
//	      pressure missed, payment-redirect arguable, protective missed,
//	      pressure on message 1 is a false alarm on an unlabelled message
//	t002: nothing found
//	t003: bank-change false and high, protective false (never a false alarm of the base rate)
//	t004: channel-switch missed
func score(t *testing.T) *Score {
	cs := labels(t)
	var s Score
	s.Add(cs[0], []detect.Finding{
		found(1, "pressure", detect.Low),
		found(2, "channel-switch", detect.Medium),
		found(3, "bank-change", detect.Critical),
		found(3, "bank-change", detect.High),
		found(3, "payment-redirect", detect.High),
	})
	s.Add(cs[1], nil)
	s.Add(cs[2], []detect.Finding{
		found(1, "bank-change", detect.High),
		found(2, "protective", detect.Info),
	})
	s.Add(cs[3], nil)
	return &s
}

func TestScoreAgainstHandCount(t *testing.T) {
	f := score(t).Figures()

	wantTally := map[string]Tally{
		"channel-switch":   {TP: 1, FN: 1},
		"payment-redirect": {Neutral: 1},
		"bank-change":      {TP: 1, FP: 1},
		"pressure":         {FP: 1, FN: 1},
		"protective":       {FP: 1, FN: 1},
	}
	for _, r := range f.Labels {
		if diff := cmp.Diff(wantTally[r.Label], r.Tally); diff != "" {
			t.Errorf("%s (-want +got):\n%s", r.Label, diff)
		}
	}

	for _, c := range []struct {
		name string
		got  Ratio
		want string
	}{
		{"core precision: 2 of 3", f.Core.Precision, "66.7"},
		{"core recall: 2 of 3", f.Core.Recall, "66.7"},
		{"fraud precision: 2 of 4", f.Fraud.Precision, "50.0"},
		{"fraud recall: 2 of 4", f.Fraud.Recall, "50.0"},
		{"all precision: 2 of 5", f.All.Precision, "40.0"},
		{"all F1: 2 of 5 both", f.All.F1, "40.0"},
		{"macro over channel-switch, bank-change, pressure: (1+1/2+0)/3", f.Macro.Precision, "50.0"},
		{"macro recall: (1/2+1+0)/3", f.Macro.Recall, "50.0"},
		{"macro F1: (2/3+2/3+0)/3", f.Macro.F1, "44.4"},
		{"found nowhere, wanted nowhere", f.Labels[1].F1, "-"},
		{"2 of 3 judged conversations right", f.Accuracy, "66.7"},
	} {
		if got := c.got.Percent(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}

	if want := (Plain{Messages: 6, Findings: 2, Flagged: 2}); f.Plain != want {
		t.Errorf("messages without label: got %+v, want %+v", f.Plain, want)
	}
	if got := f.Per1000.Value; got < 333.3 || got > 333.4 {
		t.Errorf("false findings per 1,000: got %v, want a third", got)
	}
	if diff := cmp.Diff([]string{"t003"}, f.Wrong); diff != "" {
		t.Errorf("wrong verdicts (-want +got):\n%s", diff)
	}
	wantKinds := []Kind{
		{Name: Scam, Conversations: 1, Judged: 1, Right: 1, Hot: 1, Plain: Plain{1, 1, 1}},
		{Name: Risky, Conversations: 1, Silent: 1},
		{Name: Benign, Conversations: 1, Judged: 1, Right: 1, Silent: 1, Plain: Plain{3, 0, 0}},
		{Name: HardBenign, Conversations: 1, Judged: 1, Hot: 1, Plain: Plain{2, 1, 1}},
	}
	if diff := cmp.Diff(wantKinds, f.Kinds); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
}

func TestErrorsComeInOrder(t *testing.T) {
	type short struct {
		Missed bool
		Label  string
		ID     string
		Index  int
	}
	want := []short{
		{false, "pressure", "t001", 1},
		{true, "pressure", "t001", 3},
		{true, "protective", "t001", 4},
		{false, "bank-change", "t003", 1},
		{false, "protective", "t003", 2},
		{true, "channel-switch", "t004", 1},
	}
	var got []short
	for _, e := range score(t).Errors {
		got = append(got, short{e.Missed, e.Label, e.ID, e.Index})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("errors (-want +got):\n%s", diff)
	}
}

func TestFindingOfNoMessageCountsForTheVerdictOnly(t *testing.T) {
	cs := labels(t)
	var s Score
	s.Add(cs[0], []detect.Finding{found(99, "bank-change", detect.Critical)})
	f := s.Figures()
	if f.All.TP+f.All.FP != 0 || f.Kinds[0].Right != 1 {
		t.Errorf("got %+v and %+v, want no finding counted and the verdict right", f.All, f.Kinds[0])
	}
}

func TestNothingScored(t *testing.T) {
	f := (&Score{}).Figures()
	if f.Accuracy.Defined || f.All.F1.Defined || len(f.Labels) != len(detect.Labels) {
		t.Errorf("got %+v, want figures without values", f)
	}
}

func TestReadNamesTheLine(t *testing.T) {
	const ok = `{"id":"a","kind":"scam","messages":[{"r":"buyer","s":"B","x":"hi"}]}`
	for _, c := range []struct{ name, in, want string }{
		{"no JSON", ok + "\n{", "f:2: not a labelled conversation"},
		{"no messages", `{"id":"a","kind":"scam","messages":[]}`, "f:1: not a labelled conversation: id or messages missing"},
		{"kind", `{"id":"a","kind":"odd","messages":[{"x":"hi"}]}`, `f:1: conversation a: unknown kind "odd"`},
		{"label", `{"id":"a","kind":"scam","messages":[{"x":"hi","y":["greed"]}]}`, `f:1: conversation a, message 1: unknown label "greed"`},
		{"both", `{"id":"a","kind":"scam","messages":[{"x":"hi","y":["pressure"],"i":["pressure"]}]}`, `message 1: label "pressure" is both certain and arguable`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Read("f", strings.NewReader(c.in)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
	if cs, err := Read("f", strings.NewReader("\ufeff"+ok+"\n\n"+ok)); err != nil || len(cs) != 2 {
		t.Errorf("BOM and blank line: got %d conversations and %v, want 2", len(cs), err)
	}
	if _, err := Read("f", failing{}); !errors.Is(err, errBroken) {
		t.Errorf("got %v, want the reader's error", err)
	}
}

var errBroken = errors.New("broken")

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errBroken }

func TestTranscript(t *testing.T) {
	tr := labels(t)[1].Transcript()
	var cov chat.Coverage
	var got []chat.Message
	for m, err := range tr.Messages(&cov) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, m)
	}
	want := chat.Message{
		Source: "t002", Platform: "wechat", Index: 3, Line: 3, Lines: 1, Time: "2024-01-03T10:02:00",
		Role: chat.System, Kind: chat.Notice, Text: "以上是打招呼的内容", Attachments: []string{},
	}
	if diff := cmp.Diff(want, got[2]); diff != "" {
		t.Errorf("third message (-want +got):\n%s", diff)
	}
	if cov.Messages != 3 || cov.Found != 3 || cov.Last != "2024-01-03T10:02:00" {
		t.Errorf("coverage %+v, want 3 messages", cov)
	}
}
