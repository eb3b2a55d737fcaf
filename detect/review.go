package detect

// Disposition is what a reviewer decided on a finding.
type Disposition string

// The dispositions.
const (
	Open      Disposition = "open"
	Confirmed Disposition = "confirmed"
	Dismissed Disposition = "dismissed"
	Needs     Disposition = "needs information"
)

// Dispositions lists the dispositions in the order in which they are offered.
var Dispositions = []Disposition{Open, Confirmed, Dismissed, Needs}

// Status is what became of a finding since an earlier report.
type Status string

// The statuses.
const (
	StatusNew       Status = "new"
	StatusUnchanged Status = "unchanged"
	StatusChanged   Status = "changed"
	StatusGone      Status = "gone"
)

// Review is what became of a finding since an earlier report, and what people
// decided on it. What is not known is empty.
type Review struct {
	Status      Status      `json:"status,omitempty"`
	Disposition Disposition `json:"disposition,omitempty"`
	Reviewer    string      `json:"reviewer,omitempty"`
	Date        string      `json:"date,omitempty"`
	Note        string      `json:"note,omitempty"`
	Ignored     *Ignored    `json:"ignored,omitempty"`
}

// Ignored says why a finding is left out of account.
type Ignored struct {
	Reason string `json:"reason"`
	Who    string `json:"who,omitempty"`
	Until  string `json:"until,omitempty"` // the last day on which it holds; "" for ever
}

// Settled says whether people decided that nothing is to be done about the
// finding: it was dismissed, or is ignored. It is reported all the same.
func (f *Finding) Settled() bool {
	return f.Review != nil && (f.Review.Disposition == Dismissed || f.Review.Ignored != nil)
}
