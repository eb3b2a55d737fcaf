package detect

import (
	"slices"

	"backchannel/parser/chat"
)

// place notes where the message that was just counted stands, unless its
// number here is its index.
func (c *conversation) place(m *chat.Message) {
	if !c.joined && m.Index == c.messages {
		return
	}
	if c.places == nil {
		c.places = map[int]Place{}
	}
	c.places[c.messages] = Place{m.Source, m.Conversation, m.Index}
}

// at gives the place of the message with a number here.
func (c *conversation) at(n int) Place {
	if p, ok := c.places[n]; ok {
		return p
	}
	return Place{c.source, c.id, n}
}

// own gives findings with the indexes of their own sources for the numbers of
// messages here.
func (c *conversation) own(fs []Finding) []Finding {
	if c.places == nil {
		return fs
	}
	fs = slices.Clone(fs)
	for i := range fs {
		f := &fs[i]
		f.Index = c.at(f.Index).Index
		related := f.Related
		f.Related, f.Elsewhere = []int{}, slices.Clone(f.Elsewhere)
		for _, n := range related {
			if p := c.at(n); p.Source == f.Source && p.Conversation == f.Conversation {
				f.Related = append(f.Related, p.Index)
			} else {
				f.Elsewhere = append(f.Elsewhere, p)
			}
		}
		slices.Sort(f.Related)
	}
	return fs
}

// finish ends the conversation, with the indexes of the sources throughout.
func (c *conversation) finish() Case {
	done := c.close()
	if c.places == nil {
		return done
	}
	done.Top = c.own(done.Top)
	done.Reasons = reasons(done.Top, c.eng.opts.Lang)
	for i := range done.Counts {
		n := &done.Counts[i]
		first, last := c.at(n.First), c.at(n.Last)
		n.First, n.Last = first.Index, last.Index
		if c.joined {
			n.FirstIn, n.LastIn = first.Source, last.Source
		}
	}
	for i := range done.Checklist {
		c.ownPractice(&done.Checklist[i])
	}
	return done
}

func (c *conversation) ownPractice(p *Practice) {
	numbers := p.Messages
	p.Messages = nil
	for _, n := range numbers {
		if at := c.at(n); c.joined {
			p.Places = append(p.Places, at)
		} else {
			p.Messages = append(p.Messages, at.Index)
		}
	}
}
