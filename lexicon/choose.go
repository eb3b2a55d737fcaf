package lexicon

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// choose applies Disable and Only. Silent rules stay: others refer to them.
func (b *Book) choose(o Options) error {
	if err := b.known(o); err != nil {
		return err
	}
	b.rules = slices.DeleteFunc(b.rules, func(r *Rule) bool {
		if slices.ContainsFunc(o.Disable, func(p string) bool { return actMatches(p, r.ID) }) {
			return true
		}
		return len(o.Only) > 0 && !r.Silent && !slices.Contains(o.Only, r.Label)
	})
	clear(b.ruleAt)
	for i, r := range b.rules {
		b.ruleAt[r.ID] = i
	}
	return nil
}

// known says which rule or label of o there is not, and the nearest that there
// is.
func (b *Book) known(o Options) error {
	var labels, acts []string
	for id := range b.labels {
		labels = append(labels, id)
	}
	for _, r := range b.rules {
		labels = append(labels, r.Label)
		acts = append(acts, r.ID)
	}
	for _, l := range labels {
		acts = append(acts, l+"/*")
	}
	for _, id := range o.Disable {
		if !slices.Contains(acts, id) {
			return fmt.Errorf("no rule is called %q; the nearest is %q", id, nearest(id, acts))
		}
	}
	for _, id := range o.Only {
		if !slices.Contains(labels, id) {
			return fmt.Errorf("no label is called %q; the nearest is %q", id, nearest(id, labels))
		}
	}
	return nil
}

// nearest gives the one of all that s was most likely meant to be; of equals,
// the first in the alphabet.
func nearest(s string, all []string) string {
	slices.Sort(all)
	return slices.MinFunc(all, func(a, b string) int {
		return levenshtein.ComputeDistance(s, a) - levenshtein.ComputeDistance(s, b)
	})
}

// actMatches says whether an act falls under label/act or label/*.
func actMatches(pattern, act string) bool {
	if label, ok := strings.CutSuffix(pattern, "/*"); ok {
		got, _, _ := strings.Cut(act, "/")
		return got == label
	}
	return pattern == act
}
