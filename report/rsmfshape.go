package report

import "slices"

// The objects of RSMF 2.0 that are written, with the properties that are.
type (
	rsmfPerson struct {
		ID      string       `json:"id"`
		Display string       `json:"display"`
		Custom  []rsmfCustom `json:"custom,omitempty"`
	}
	rsmfTalk struct {
		ID           string       `json:"id"`
		Display      string       `json:"display"`
		Platform     string       `json:"platform"`
		Participants []string     `json:"participants"`
		Custodian    string       `json:"custodian,omitempty"`
		Custom       []rsmfCustom `json:"custom,omitempty"`
	}
	rsmfEvent struct {
		ID           string       `json:"id"`
		Type         string       `json:"type"` // message, disclaimer
		Conversation string       `json:"conversation"`
		Participant  string       `json:"participant,omitempty"`
		Timestamp    string       `json:"timestamp,omitempty"`
		Direction    string       `json:"direction,omitempty"`
		Importance   string       `json:"importance,omitempty"`
		Deleted      bool         `json:"deleted,omitempty"`
		Body         string       `json:"body"`
		Custom       []rsmfCustom `json:"custom,omitempty"`
	}
	rsmfCustom struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
)

// join notes that somebody takes part.
func (t *rsmfTalk) join(id string) {
	if !slices.Contains(t.Participants, id) {
		t.Participants = append(t.Participants, id)
	}
}
