package detect

import "backchannel/parser/chat"

// Verdict is the advice for a conversation.
type Verdict string

// The verdicts, rising.
const (
	Clear  Verdict = "clear"  // no signal found; this is not proof of safety
	Verify Verdict = "verify" // check these points first
	Hold   Verdict = "hold"   // do not pay before you have verified
)

// Case is what one conversation came to, complete after its last message.
type Case struct {
	Source       string `json:"source"`
	Conversation string `json:"conversation,omitempty"`
	Platform     string `json:"platform"`

	Verdict Verdict `json:"verdict"`
	// Reasons are up to three lines, the strongest first, and one more when too
	// little of the source was understood.
	Reasons []string `json:"reasons"`
	// Top are the up to three strongest findings, one a rule.
	Top []Finding `json:"top"`
	// Counts has one entry for each label that occurs, in the order of [Labels].
	Counts []Count `json:"counts"`
	// Findings is the number of findings, all labels.
	Findings int `json:"findings"`

	// Accounts are those that were named to be paid on, in order of first mention.
	Accounts []Account `json:"accounts,omitempty"`
	// Contacts are the ways to reach somebody that were named, in the same order.
	Contacts []Contact `json:"contacts,omitempty"`
	Facts    []Fact    `json:"facts,omitempty"` // of the company, as the supplier's side said
	Terms    []Term    `json:"terms,omitempty"` // sums, shares and dates, in the same order
	// Unlisted counts accounts and contacts that were too many to keep.
	Unlisted int `json:"unlisted,omitempty"`

	Participants []Participant `json:"participants"` // in order of first message
	Checklist    []Practice    `json:"checklist"`
	Messages     int           `json:"messages"`
	Coverage     chat.Coverage `json:"coverage"`
	// Problems are the places that could not be read, in file order, at most
	// MaxProblems of them; ProblemCount counts all.
	Problems     []chat.Problem `json:"problems,omitempty"`
	ProblemCount int            `json:"problem_count"`

	// Parts are the transcripts of a case that joins several, in the order given;
	// nil for any other. Source, Platform and Coverage above then tell of all.
	Parts []Part `json:"parts,omitempty"`
}

// Part is what one transcript brought to a case.
type Part struct {
	Source       string         `json:"source"`
	Platform     string         `json:"platform"`
	Messages     int            `json:"messages"`
	Coverage     chat.Coverage  `json:"coverage"`
	Problems     []chat.Problem `json:"problems,omitempty"`
	ProblemCount int            `json:"problem_count"`
}

// Sources gives the parts of a case, or the case as its own only part.
func (c *Case) Sources() []Part {
	if c.Parts != nil {
		return c.Parts
	}
	return []Part{{c.Source, c.Platform, c.Messages, c.Coverage, c.Problems, c.ProblemCount}}
}

// Count summarises one label of a conversation.
type Count struct {
	Label    string   `json:"label"`
	Count    int      `json:"count"` // findings
	Highest  Severity `json:"highest"`
	First    int      `json:"first"` // index of the first and the last message
	Last     int      `json:"last"`
	FirstAt  string   `json:"first_at,omitempty"` // their times
	LastAt   string   `json:"last_at,omitempty"`
	Distinct int      `json:"distinct"` // findings when the same act repeated counts once

	FirstIn string `json:"first_in,omitempty"` // the sources of the first and the last, where several are joined
	LastIn  string `json:"last_in,omitempty"`
}

// Participant is one sender.
type Participant struct {
	Name     string    `json:"name"`
	Role     chat.Role `json:"role"`
	Basis    string    `json:"basis"` // how the role is known: given, stated in the file, inferred, unknown
	Messages int       `json:"messages"`
	First    string    `json:"first"` // times as printed
	Last     string    `json:"last"`

	Platform string `json:"platform,omitempty"` // where several transcripts are joined
}

// State of a safe practice.
type State string

// The states of a practice. Silence is never a violation.
const (
	Kept       State = "kept"
	Broken     State = "broken"
	NoEvidence State = "no evidence"
)

// Practice is one line of the checklist of safe practices.
type Practice struct {
	ID       string `json:"id"`
	Text     string `json:"text"`
	State    State  `json:"state"`
	Messages []int  `json:"messages,omitempty"` // indexes that show it, rising
	// Places stand for Messages where several transcripts are joined.
	Places []Place `json:"places,omitempty"`
}

// Event is one message with what was found in it, in the order of the rules.
type Event struct {
	Message  chat.Message
	Findings []Finding
}
