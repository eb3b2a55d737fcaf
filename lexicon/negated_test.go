package lexicon

import "testing"

func TestQuoteHoldsItsNegator(t *testing.T) {
	b, err := Load(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ rule, text, want string }{
		{"bank-change/do-not-use-old", "Hello, please don't use the old account.", "don't use the old account"},
		{"pressure/secrecy", "One thing: do not tell my boss.", "not tell my boss"},
		{"verification-refusal/no-inspection", "抱歉，我们不接受第三方验货。", "不接受第三方"},
	} {
		acts, _ := b.Read(c.text, nil)
		got := ""
		for _, a := range acts {
			if a.Rule.ID == c.rule {
				got = c.text[a.Start:a.End]
			}
		}
		if got != c.want {
			t.Errorf("%s quotes %q, want %q", c.rule, got, c.want)
		}
	}
}
