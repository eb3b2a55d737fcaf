package lexicon

import "testing"

func TestLoadBuiltIn(t *testing.T) {
	if _, err := Load(Options{}); err != nil {
		t.Fatal(err)
	}
}
