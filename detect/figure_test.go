package detect

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/detect/identifier"
)

func TestFigures(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // kind:text
	}{
		{"price and pieces", "300 pcs 0.92, with card 0.97", []string{"quantity:300", "figure:0.92", "figure:0.97"}},
		{"Chinese counters", "500个，单价2.35", []string{"quantity:500", "figure:2.35"}},
		{"ten thousands of pieces", "1万只 0.18", []string{"quantity:1", "figure:0.18"}},
		{"thousands", "30k 0.073", []string{"figure:30", "figure:0.073"}},
		{"parts of a hundred", "terms 30/70, as always", []string{"split:30/70"}},
		{"a date is no split", "ETD 30/7", nil},
		{"days and lengths", "20 days, 35cm, 0.5 mm, 12 months", nil},
		{"a day of a month", "Apr 15, 4月15", nil},
		{"a year", "since 2012", nil},
		{"a price like a year", "19.9一副", []string{"figure:19.9"}},
		{"size of a carton", "58x22x24", nil},
		{"model", "YKK5 and M12", nil},
		{"a deal is no part", "就2.15成交", []string{"figure:2.15"}},
		{"tenths", "先付5成", nil},
		{"per cent", "20% off", nil},
		{"name of a platform", "1688", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, m := range figures(nil, c.text, nil) {
				got = append(got, m.Kind+":"+c.text[m.Start:m.End])
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("figures(%q) (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

func TestFiguresLeaveIdentifiersAlone(t *testing.T) {
	text := "card 6299 5690, 40 pcs"
	found := []identifier.Found{{Kind: identifier.Card, Start: 5, End: 14, Grade: identifier.Valid}}
	var got []string
	for _, m := range figures(nil, text, found) {
		got = append(got, text[m.Start:m.End])
	}
	if diff := cmp.Diff([]string{"40"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzFigures(f *testing.F) {
	for _, s := range []string{"300 pcs 0.92", "1,234,567.89", "30/70", "5成交", "９.9", "1.", "x1x2x3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, m := range figures(nil, s, nil) {
			if m.Start < end || m.End <= m.Start || m.End > len(s) || !digit(s[m.Start]) {
				t.Fatalf("mark %+v of %q", m, s)
			}
			end = m.End
		}
	})
}
