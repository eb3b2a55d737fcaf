package report

import (
	"slices"

	"backchannel/detect"
)

var participantColumns = []column{
	{"conversation", 34}, {"sender", 20}, {"role", 10}, {"basis", 24}, {"platform", 10}, {"messages", 10}, {"first", 17}, {"last", 17},
	{"count", 10}, {"payment", 40},
}

// person is what the findings tell of one sender.
type person struct {
	findings int // protective ones aside
	payment  detect.Finding
}

// people are the senders of the conversation that is being written, by name.
type people map[string]*person

// payments are the labels that tell of where money is to go.
var payments = []string{"payment-redirect", "bank-change"}

// add counts the findings of a message for its sender.
func (p people) add(e detect.Event) {
	for _, f := range e.Findings {
		if f.Detector == detect.Protective {
			continue
		}
		one := p[f.Sender]
		if one == nil {
			one = new(person)
			p[f.Sender] = one
		}
		one.findings++
		if one.payment.Rule == "" && slices.Contains(payments, f.Detector) {
			one.payment = detect.Finding{Rule: f.Rule, Detector: f.Detector, Time: f.Time, Source: f.Source, Index: f.Index, Title: f.Title}
		}
	}
}

// writeParticipants writes the senders of a conversation that is done.
func (b *Workbook) writeParticipants(c detect.Case) error {
	w := b.words
	defer clear(b.people)
	for _, p := range c.Participants {
		one := b.people[p.Name]
		if one == nil {
			one = new(person)
		}
		first := ""
		if f := one.payment; f.Rule != "" {
			first = moment("", f.Index, f.Time) + "\n" + f.Detector
			if f.Title != "" {
				first += ": " + f.Title
			}
		}
		platform := p.Platform
		if platform == "" {
			platform = c.Platform
		}
		_, err := b.participants.add(plainCell(named(c)), cell{look{bold: true}, p.Name}, plainCell(w.role(p.Role)), plainCell(known(w.Basis, p.Basis)),
			plainCell(platform), plainCell(p.Messages), plainCell(clock(p.First)), plainCell(clock(p.Last)), plainCell(one.findings), plainCell(first))
		if err != nil {
			return err
		}
	}
	return nil
}

// named gives the name of a conversation: its source, and what tells it apart
// there.
func named(c detect.Case) string {
	if c.Conversation == "" {
		return c.Source
	}
	return c.Source + " (" + c.Conversation + ")"
}
