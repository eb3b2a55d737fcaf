package detect

import (
	"regexp"
	"testing"

	"backchannel/lexicon"
)

func book(t testing.TB) *lexicon.Book {
	t.Helper()
	b, err := lexicon.Load(lexicon.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Every rule is described in all languages of reports, catches its own
// examples and leaves its own near misses alone.
func TestRulesKeepTheirWord(t *testing.T) {
	for _, err := range TestRules(book(t)) {
		t.Error(err)
	}
}

// overclaim are words that say more than words of a message can show.
var overclaim = regexp.MustCompile(`(?i)\b(proves?|definitely|certainly|always|scammer|fraudster|guilty)\b|骗子|诈骗犯|肯定是|证明了|一定是`)

func TestRulesClaimNoMoreThanTheyShow(t *testing.T) {
	b := book(t)
	for _, r := range b.Rules() {
		for _, texts := range []lexicon.Texts{r.Title, r.Why, b.ActionText(r), b.InnocentText(r)} {
			for lang, s := range texts {
				if w := overclaim.FindString(s); w != "" {
					t.Errorf("%s (%s): %q claims too much: %s", r.ID, lang, w, s)
				}
			}
		}
	}
}

func TestRulesNameKnownLabels(t *testing.T) {
	known := map[string]bool{"context": true, "role": true, "practice": true}
	for _, l := range Labels {
		known[l] = true
	}
	for _, r := range book(t).Rules() {
		if !known[r.Label] {
			t.Errorf("%s: no label %q", r.ID, r.Label)
		}
		if !r.Silent && Severity(r.Severity).Rank() < 0 {
			t.Errorf("%s: no severity %q", r.ID, r.Severity)
		}
	}
}
