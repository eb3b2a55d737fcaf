package detect

import "backchannel/parser/chat"

// Severity says what acting on a message without a check could cost.
type Severity string

// The severities, rising.
const (
	Info     Severity = "info"
	Low      Severity = "low"
	Medium   Severity = "medium"
	High     Severity = "high"
	Critical Severity = "critical"
)

// Severities lists the severities, rising.
var Severities = []Severity{Info, Low, Medium, High, Critical}

// Rank is the place of s in [Severities], -1 when s is none of them.
func (s Severity) Rank() int {
	for i, x := range Severities {
		if x == s {
			return i
		}
	}
	return -1
}

// Confidence says how plainly the words show the act. Only strong and likely
// findings change a verdict.
type Confidence string

// The confidences.
const (
	Strong Confidence = "strong"
	Likely Confidence = "likely"
	Weak   Confidence = "weak"
)

// Protective is the one label that weighs against fraud; all others are acts
// that a careful buyer looks at.
const Protective = "protective"

// Labels are the fourteen labels in the order of reports.
var Labels = []string{
	"channel-switch", "payment-redirect", "bank-change",
	"platform-avoidance", "pressure", "upfront-payment", "verification-refusal",
	"price-lure", "logistics-risk", "unverified-claim", "terms-off-platform",
	"account-takeover", "identity-mismatch",
	Protective,
}

// Finding is one act found in one message. The field order is the order of
// keys in JSONL.
type Finding struct {
	Source   string    `json:"source"`
	Platform string    `json:"platform"`
	Index    int       `json:"index"` // of the message in its conversation, 1-based
	Line     int       `json:"line"`
	Time     string    `json:"time"`
	Sender   string    `json:"sender"`
	Role     chat.Role `json:"role"`

	Detector   string     `json:"detector"` // the label
	Rule       string     `json:"rule"`     // label/act
	Severity   Severity   `json:"severity"`
	Confidence Confidence `json:"confidence"`

	Quote string `json:"quote"` // exactly Text[Start:End] of the message
	Start int    `json:"start"` // byte offsets on rune boundaries
	End   int    `json:"end"`
	Gloss string `json:"gloss"` // the matched words in the report's language; "" when the message is in it

	Title  string `json:"title"`
	Why    string `json:"why"`
	Action string `json:"action"`

	Identifiers []Identifier `json:"identifiers"`
	// Related are the indexes of messages of the same source and conversation that
	// raised or explain it, rising. Those of other sources stand in Elsewhere.
	Related   []int   `json:"related"`
	Elsewhere []Place `json:"elsewhere,omitempty"` // in the order of the case
	// ID is stable over runs and over added messages.
	ID string `json:"id"`

	Conversation string `json:"conversation,omitempty"`
	// Review is what people decided on the finding, nil when nobody was asked.
	Review *Review `json:"review,omitempty"`
	// Innocent is the reading of the words in which nothing is wrong, for
	// reports; it is text of the rule and not in JSONL.
	Innocent string `json:"-"`
}

// Place names a message of a case that joins several sources.
type Place struct {
	Source       string `json:"source"`
	Conversation string `json:"conversation,omitempty"`
	Index        int    `json:"index"` // of the message in its conversation, 1-based
}

// Identifier is a number or name that money or messages can be sent to.
type Identifier struct {
	Type       string `json:"type"` // iban, account, card, bic, phone, email, wechat, qq, crypto …
	Value      string `json:"value"`
	Normalised string `json:"normalised"`
	Valid      bool   `json:"valid"`
}
