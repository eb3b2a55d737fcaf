package detect

// Fact is something that the supplier's side said of its company.
type Fact struct {
	Kind    string  `json:"kind"` // company, company-code, founded, years, badge, address, city
	Value   string  `json:"value"`
	Mention Mention `json:"at"`
	// Against is what was said before and does not agree, at Before.
	Against string   `json:"against,omitempty"`
	Before  *Mention `json:"before,omitempty"`

	number int // of the message
}

// Term is a sum, a share or a date of payment.
type Term struct {
	Kind     string  `json:"kind"` // amount, unit-price, percent, due
	Value    string  `json:"value"`
	Minor    int64   `json:"minor,omitempty"` // in hundredths of the currency
	Currency string  `json:"currency,omitempty"`
	Percent  int     `json:"percent,omitempty"`
	Mention  Mention `json:"at"`
}
