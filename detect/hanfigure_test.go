package detect

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHanFigures(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // kind:text
	}{
		{"a unit price", "就八块五吧", []string{"price:八块五"}},
		{"in Cantonese", "一口價十二蚊", []string{"price:十二蚊"}},
		{"pieces", "来三百个黑的", []string{"quantity:三百"}},
		{"a sum", "开模费一万二", []string{"figure:一万二"}},
		{"days", "二十天交货", nil},
		{"on the fingers", "一个样品两个颜色", nil},
		{"ordinary words", "一起看一下，千万别忘", nil},
		{"no Chinese", "thirty 30", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, m := range hanFigures(nil, c.text) {
				got = append(got, m.Kind+":"+c.text[m.Start:m.End])
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("hanFigures(%q) (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

func TestPricesKeepTheirFigures(t *testing.T) {
	text := "300 pcs 0.92, code 4016.99"
	var got []string
	for _, m := range prices(figures(nil, text, nil), text) {
		got = append(got, m.Kind+":"+text[m.Start:m.End])
	}
	if diff := cmp.Diff([]string{"quantity:300", "figure:0.92", "figure:4016.99", "price:0.92"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
