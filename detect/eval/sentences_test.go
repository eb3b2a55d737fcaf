package eval

import (
	"os"
	"slices"
	"testing"

	"backchannel/detect"
	"backchannel/lexicon"
)

// sentences are the labels that testdata/sentences is about.
var sentences = []string{"channel-switch", "payment-redirect", "bank-change", "account-takeover", "identity-mismatch", "upfront-payment"}

// judged gives the conversations of a file of testdata/sentences with what is
// found in each.
func judged(t *testing.T, file string) ([]Conversation, [][]detect.Finding) {
	t.Helper()
	book, err := lexicon.Load(lexicon.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open("../../testdata/sentences/" + file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cs, err := Read(file, f)
	if err != nil {
		t.Fatal(err)
	}
	found := make([][]detect.Finding, len(cs))
	for i, c := range cs {
		eng := detect.New(book, detect.Options{Supplier: []string{c.Supplier}, Buyer: []string{c.Buyer}, Company: c.Company, Workers: 1})
		for ev, err := range eng.Examine(c.Transcript()).Events() {
			if err != nil {
				t.Fatal(err)
			}
			found[i] = append(found[i], ev.Findings...)
		}
	}
	return cs, found
}

func TestOrdinarySentencesShowNoAct(t *testing.T) {
	cs, found := judged(t, "ordinary.jsonl")
	for i, c := range cs {
		for _, f := range found[i] {
			if slices.Contains(sentences, f.Detector) && f.Severity != detect.Info {
				t.Errorf("%s: %s in %q", c.ID, f.Rule, c.Messages[len(c.Messages)-1].Text)
			}
		}
	}
}

// leastFound is the share of the acts, in percent, that must be found whatever
// their words.
const leastFound = 75

func TestActsAreFoundInOtherWords(t *testing.T) {
	cs, found := judged(t, "acts.jsonl")
	all, right := map[string]int{}, map[string]int{}
	for i, c := range cs {
		m := len(c.Messages)
		label := c.Messages[m-1].Must[0]
		all[label]++
		if slices.ContainsFunc(found[i], func(f detect.Finding) bool { return f.Index == m && f.Detector == label }) {
			right[label]++
		}
	}
	for _, label := range sentences {
		if all[label] == 0 || right[label]*100 < all[label]*leastFound {
			t.Errorf("%s: %d of %d found, want %d %%", label, right[label], all[label], leastFound)
		}
	}
}
