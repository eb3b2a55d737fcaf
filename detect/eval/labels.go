// Package eval measures what is found against labelled conversations.
package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// Kinds of labelled conversations, in the order of reports: fraud; honest
// parties doing what a careful buyer should still notice; ordinary talk;
// ordinary talk full of trigger words.
const (
	Scam       = "scam"
	Risky      = "risky"
	Benign     = "benign"
	HardBenign = "hard-benign"
)

// Kinds lists the kinds.
var Kinds = []string{Scam, Risky, Benign, HardBenign}

// Conversation is one labelled conversation, one line of a label file.
type Conversation struct {
	ID       string    `json:"id"`
	Platform string    `json:"platform"`
	Lang     string    `json:"lang"`
	Kind     string    `json:"kind"`
	Supplier string    `json:"supplier"`         // the contact's name
	Company  string    `json:"supplier_company"` // the contracting company
	Buyer    string    `json:"buyer"`
	Messages []Message `json:"messages"`
}

// Message is one labelled message.
type Message struct {
	Time   string    `json:"t"`
	Sender string    `json:"s"`
	Role   chat.Role `json:"r"`
	Text   string    `json:"x"`
	Must   []string  `json:"y"` // labels that must be found on it
	May    []string  `json:"i"` // labels that are neither rewarded nor punished
}

// Read gives the conversations of a label file, JSON lines. An error names the
// line; one that is not about the labels is the reader's.
func Read(name string, r io.Reader) ([]Conversation, error) {
	var all []Conversation
	br := bufio.NewReader(r)
	for line := 1; ; line++ {
		data, err := br.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("reading %s: %w", name, err)
		}
		if text := bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff"))); len(text) > 0 {
			c, cerr := parse(text)
			if cerr != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, line, cerr)
			}
			all = append(all, c)
		}
		if err == io.EOF {
			return all, nil
		}
	}
}

// parse decodes one line and checks what scoring relies on.
func parse(text []byte) (Conversation, error) {
	var c Conversation
	if err := json.Unmarshal(text, &c); err != nil {
		return c, fmt.Errorf("not a labelled conversation: %w", err)
	}
	if c.ID == "" || len(c.Messages) == 0 {
		return c, fmt.Errorf("not a labelled conversation: id or messages missing")
	}
	if !slices.Contains(Kinds, c.Kind) {
		return c, fmt.Errorf("conversation %s: unknown kind %q", c.ID, c.Kind)
	}
	for i, m := range c.Messages {
		for _, l := range slices.Concat(m.Must, m.May) {
			if !slices.Contains(detect.Labels, l) {
				return c, fmt.Errorf("conversation %s, message %d: unknown label %q", c.ID, i+1, l)
			}
			if slices.Contains(m.Must, l) && slices.Contains(m.May, l) {
				return c, fmt.Errorf("conversation %s, message %d: label %q is both certain and arguable", c.ID, i+1, l)
			}
		}
	}
	return c, nil
}

// Transcript is c as a parser would have read it: source is its id, roles are
// those of the labels, and one message stands on one line.
func (c Conversation) Transcript() chat.Transcript {
	return chat.Transcript{
		Source:   c.ID,
		Platform: c.Platform,
		Format:   "labels",
		Messages: func(cov *chat.Coverage) iter.Seq2[chat.Message, error] {
			return func(yield func(chat.Message, error) bool) {
				for i := range c.Messages {
					if !yield(c.message(i), nil) {
						return
					}
				}
				if cov != nil {
					*cov = c.coverage()
				}
			}
		},
		Evidence: func() ([]chat.Evidence, error) { return nil, nil },
	}
}

func (c Conversation) message(i int) chat.Message {
	m := c.Messages[i]
	kind := chat.Text
	if m.Role == chat.System {
		kind = chat.Notice
	}
	return chat.Message{
		Source: c.ID, Platform: c.Platform, Index: i + 1, Line: i + 1, Lines: 1,
		Time: m.Time, Sender: m.Sender, Role: m.Role, Kind: kind, Text: m.Text,
		Attachments: []string{},
	}
}

func (c Conversation) coverage() chat.Coverage {
	n := len(c.Messages)
	return chat.Coverage{
		Format: "labels", Encoding: "utf-8", Unit: "lines", Found: n, Read: n, Messages: n,
		First: c.Messages[0].Time, Last: c.Messages[n-1].Time,
	}
}
