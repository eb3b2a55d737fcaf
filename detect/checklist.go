package detect

import (
	"slices"
	"strings"

	"backchannel/lexicon"
	"backchannel/parser/chat"
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
		if f.Confidence != Weak {
			p.see(f.Rule, f.Role, f.Index)
		}
	}
}

// practiceActs is how the ids of silent acts begin that show a practice alone.
const practiceActs = "practice/"

// act adds what the silent acts of one message show.
func (p *practices) act(m *chat.Message, acts []string) {
	for _, a := range acts {
		if strings.HasPrefix(a, practiceActs) {
			p.see(a, m.Role, m.Index)
		}
	}
}

func (p *practices) see(act string, role chat.Role, index int) {
	for i := range p.all {
		switch pr := &p.all[i]; {
		case lexicon.Shows(pr.Broken, act, string(role)):
			p.show(pr, Broken, index)
		case lexicon.Shows(pr.Kept, act, string(role)):
			p.show(pr, Kept, index)
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
