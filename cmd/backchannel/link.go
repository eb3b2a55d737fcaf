package main

import (
	"context"
	"slices"

	"backchannel/detect"
)

// inspection is a case to be scanned, with its inputs.
type inspection struct {
	group []*input
	x     *detect.Examination
}

// inspections prepares the cases of a run. What links conversations is known
// only when all have been read, and a finding belongs into its message and its
// verdict: so several cases are read twice, the first time for identifiers
// alone.
func (s *scanner) inspections(ctx context.Context, groups [][]*input) []inspection {
	var all []inspection
	var xs []*detect.Examination
	for _, g := range groups {
		g = slices.DeleteFunc(g, func(in *input) bool { return !s.evidence(in) })
		if len(g) == 0 {
			continue
		}
		x := s.examination(g)
		all, xs = append(all, inspection{g, x}), append(xs, x)
	}
	if ctx.Err() == nil && (len(xs) > 1 || len(xs) == 1 && xs[0].Several()) {
		s.run.Links = s.engine.Survey(xs).List()
	}
	return all
}
