package parser_test

import (
	"testing"

	"backchannel/parser"
)

// Every format stands in one guide, and every guide tells of formats only.
func TestGuides(t *testing.T) {
	guides, err := parser.Guides()
	if err != nil {
		t.Fatal(err)
	}
	signs := map[string]string{}
	for _, g := range guides {
		if g.What == "" || g.Get == "" {
			t.Errorf("%+v: what and get must be told", g)
		}
		for name, sign := range g.Signs {
			if signs[name] != "" {
				t.Errorf("%s: stands twice", name)
			}
			signs[name] = sign
		}
	}
	for _, f := range parser.Formats() {
		if signs[f.Name()] == "" {
			t.Errorf("%s: no guide in parser/data/formats.yaml", f.Name())
		}
		delete(signs, f.Name())
	}
	for name := range signs {
		t.Errorf("%s: in parser/data/formats.yaml, but no format has this name", name)
	}
}
