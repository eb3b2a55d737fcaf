package lexicon

import (
	"slices"
	"strings"
)

// Gloss gives the matched words of an act in another language: what their
// concepts mean, in the order of the text.
func (b *Book) Gloss(a *Act, lang string) string {
	hits := slices.Clone(a.Hits)
	slices.SortStableFunc(hits, func(x, y Hit) int { return int(x.Start - y.Start) })
	var out []string
	for _, h := range hits {
		g := b.concepts[h.Concept].Gloss.In(lang)
		if h.Negated && g != "" {
			g = map[string]string{"zh": "不"}[lang] + g
			if lang != "zh" {
				g = "not: " + g
			}
		}
		if g != "" && !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	return strings.Join(out, " · ")
}
