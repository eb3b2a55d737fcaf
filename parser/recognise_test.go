package parser

import (
	"regexp"
	"slices"
	"testing"
)

func TestRecognise(t *testing.T) {
	tests := []struct {
		name, head string
		best, next string
		doubt      string
	}{
		{"one fits", "FAKE: x", "fake-text", "", ""},
		{"none fits", "hello", "", "", ""},
		{"a close runner-up is told", "near", "near-a", "near-b", "read as near-a (score 70), could also be near-b (65); --from near-b reads it so"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, fs := range [][]Format{fakes, reversed(fakes)} {
				m := Recognise(fs, "a.txt", []byte(tt.head))
				if nameOf(m.Format) != tt.best || nameOf(m.Next) != tt.next || m.Doubt() != tt.doubt {
					t.Errorf("got %s, %s, %q", nameOf(m.Format), nameOf(m.Next), m.Doubt())
				}
			}
		})
	}
}

func TestRecogniseTiesGoByName(t *testing.T) {
	fs := []Format{fake{"c", "x", 50}, fake{"a", "x", 50}, fake{"b", "x", 50}, fake{"far", "x", 39}}
	for range fs {
		fs = append(fs[1:], fs[0])
		if m := Recognise(fs, "", []byte("x")); nameOf(m.Format) != "a" || nameOf(m.Next) != "b" {
			t.Errorf("got %s and %s", nameOf(m.Format), nameOf(m.Next))
		}
	}
	if m := Recognise(fs[:1], "", []byte("x")); m.Doubt() != "" {
		t.Errorf("doubt without a runner-up: %q", m.Doubt())
	}
	if m := (Match{Format: fs[0], Score: 50, Next: fs[1], NextScore: 39}); m.Doubt() != "" {
		t.Errorf("doubt about a far runner-up: %q", m.Doubt())
	}
}

func nameOf(f Format) string {
	if f == nil {
		return ""
	}
	return f.Name()
}

func reversed(fs []Format) []Format {
	fs = slices.Clone(fs)
	slices.Reverse(fs)
	return fs
}

func TestFormatNamesAreUnique(t *testing.T) {
	wellFormed := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	seen := map[string]bool{}
	for _, f := range Formats() {
		if seen[f.Name()] || !wellFormed.MatchString(f.Name()) {
			t.Errorf("%q is taken or ill formed", f.Name())
		}
		seen[f.Name()] = true
		if got, err := ByName(Formats(), f.Name()); err != nil || got.Name() != f.Name() {
			t.Errorf("%s is not found by its name: %v", f.Name(), err)
		}
	}
}

// What is no chat must not look like one to any format.
func TestNoFormatTakesWhatIsNoChat(t *testing.T) {
	for name, head := range map[string]string{
		"chat.txt": "Dear all,\nthe meeting is on Monday at 10:30.\nBest: Sam\n", "empty.txt": "", "photo.txt": photo, "chat.pdf": pdf,
		"msgstore.db.crypt15": "\x8a\x01\x0b\x00\xff\x9c\x02\x07", "list.csv": "item,price,weight\nlamp,3.20,1\n", "a.json": `{"a":1}`,
	} {
		if m := Recognise(Formats(), name, []byte(head)); m.Format != nil && m.Score >= Sure {
			t.Errorf("%s: %s takes %q with score %d", name, m.Format.Name(), head, m.Score)
		}
	}
}
