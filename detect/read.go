package detect

import (
	"slices"
	"strings"

	"backchannel/detect/identifier"
	"backchannel/lexicon"
	"backchannel/parser/chat"
)

// reading is what one message says when nothing around it is known. Making it
// is most of the work, and it depends on nothing else, so that messages are
// read side by side.
type reading struct {
	message chat.Message
	acts    []lexicon.Act
	found   []identifier.Found
	paid    identifier.Instruction // the payment instruction in it
	pays    bool                   // there is one
}

// silent kinds carry no words of a person.
func wordless(m *chat.Message) bool { return m.Text == "" || m.Kind == chat.Deleted }

// read reads one message.
func (e *Engine) read(m chat.Message) reading {
	r := reading{message: m}
	if wordless(&m) {
		return r
	}
	var marks []lexicon.Mark
	if identifier.Candidate(m.Text) {
		r.found = identifier.Find(m.Text)
		r.paid, r.pays = identifier.Instructions(m.Text, r.found)
		marks = e.marks(&r)
	}
	r.acts = e.book.Read(m.Text, marks)
	return r
}

// Kinds of marks that are no identifiers by themselves.
const (
	markHidden = "hidden-contact" // a contact written so that a filter does not see it
	markPiece  = "digit-piece"    // a message that is little more than part of a number
	markPerson = "personal-payee" // the payee named is a person
)

// marks tells the lexicon where the identifiers stand, by their kinds, and
// what else they show.
func (e *Engine) marks(r *reading) []lexicon.Mark {
	marks := make([]lexicon.Mark, 0, len(r.found)+2)
	for _, f := range r.found {
		if f.Grade == identifier.Shape {
			continue
		}
		marks = append(marks, lexicon.Mark{Kind: string(f.Kind), Start: f.Start, End: f.End, Code: f.Disguised, Whole: whole(f.Kind)})
		if f.Disguised && isContact(f.Kind) {
			marks = append(marks, lexicon.Mark{Kind: markHidden, Start: f.Start, End: f.End, Code: true})
		}
	}
	if r.pays && r.paid.Personal {
		marks = append(marks, lexicon.Mark{Kind: markPerson, Start: r.paid.Beneficiary.Start, End: r.paid.Beneficiary.End})
	}
	if from, to, ok := piece(r.message.Text); ok && len(marks) == 0 {
		marks = append(marks, lexicon.Mark{Kind: markPiece, Start: from, End: to})
	}
	slices.SortStableFunc(marks, func(a, b lexicon.Mark) int { return a.Start - b.Start })
	return marks
}

// maxPiece is how many digits a part of a number has at most.
const maxPiece = 8

// piece finds a message that is nothing but three to eight digits.
func piece(text string) (from, to int, ok bool) {
	s := strings.TrimSpace(text)
	if len(s) < 3 || len(s) > maxPiece || strings.Trim(s, "0123456789") != "" {
		return 0, 0, false
	}
	from = strings.Index(text, s)
	return from, from + len(s), true
}
