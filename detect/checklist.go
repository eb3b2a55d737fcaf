package detect

import (
	"slices"

	"backchannel/lexicon"
)

// practices is the checklist of safe practices with what was seen of each.
type practices struct {
	all  []lexicon.Practice
	seen map[string]*Practice
}

// maxShown is how many messages are listed for one practice.
const maxShown = 20

// note adds what the findings of one message show. The last word decides the
// state; all messages stay visible.
func (p *practices) note(fs []Finding) {
	for _, f := range fs {
		if f.Confidence == Weak {
			continue
		}
		for i := range p.all {
			switch pr := &p.all[i]; {
			case lexicon.Shows(pr.Broken, f.Rule, string(f.Role)):
				p.show(pr, Broken, f.Index)
			case lexicon.Shows(pr.Kept, f.Rule, string(f.Role)):
				p.show(pr, Kept, f.Index)
			}
		}
	}
}

func (p *practices) show(pr *lexicon.Practice, s State, index int) {
	if p.seen == nil {
		p.seen = map[string]*Practice{}
	}
	got := p.seen[pr.ID]
	if got == nil {
		got = &Practice{ID: pr.ID}
		p.seen[pr.ID] = got
	}
	got.State = s
	if len(got.Messages) < maxShown && !slices.Contains(got.Messages, index) {
		got.Messages = append(got.Messages, index)
	}
}

// list gives the whole checklist in its order.
func (p *practices) list(lang string) []Practice {
	var out []Practice
	for _, pr := range p.all {
		line := Practice{ID: pr.ID, Text: pr.Text.In(lang), State: NoEvidence}
		if got := p.seen[pr.ID]; got != nil {
			line.State, line.Messages = got.State, got.Messages
		}
		out = append(out, line)
	}
	return out
}
