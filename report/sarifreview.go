package report

import (
	"strings"

	"backchannel/detect"
)

// sarifSuppression says why a result needs nothing more.
type sarifSuppression struct {
	Kind          string `json:"kind"`
	Status        string `json:"status,omitempty"`
	Justification string `json:"justification,omitempty"`
}

// sarifBaseline are the words of SARIF for what became of a finding.
var sarifBaseline = map[detect.Status]string{
	detect.StatusNew: "new", detect.StatusUnchanged: "unchanged", detect.StatusChanged: "updated",
}

// review adds what people decided on a finding.
func (s *sarif) review(r *sarifResult, f detect.Finding) {
	if f.Review == nil {
		return
	}
	r.Baseline = sarifBaseline[f.Review.Status]
	if i := f.Review.Ignored; i != nil {
		r.Suppressions = append(r.Suppressions, s.suppression("accepted", i.Reason, i.Who, i.Until))
	}
	switch f.Review.Disposition {
	case detect.Dismissed:
		r.Suppressions = append(r.Suppressions, s.suppression("accepted", f.Review.Note, f.Review.Reviewer, f.Review.Date))
	case detect.Needs:
		r.Suppressions = append(r.Suppressions, s.suppression("underReview", f.Review.Note, f.Review.Reviewer, f.Review.Date))
	}
}

// suppression joins what is known of a decision.
func (s *sarif) suppression(status string, parts ...string) sarifSuppression {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, s.text(p))
		}
	}
	return sarifSuppression{"external", status, strings.Join(said, "; ")}
}
