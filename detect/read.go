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
	paid    *identifier.Instruction // the first of all; nil when there is none
	label   bool                    // it is nothing but the label of a field of a bank block
	// all are the payment instructions in it, one for each account; where a block
	// is spread over messages, what they come to with this one. The fields that
	// stand in earlier messages have negative offsets.
	all   []identifier.Instruction
	trade bool // it has a word of trade
}

// silent kinds carry no words of a person.
func wordless(m *chat.Message) bool { return m.Text == "" || m.Kind == chat.Deleted }

// reader reads messages one after the other, and keeps its buffers.
type reader struct {
	book  *lexicon.Book
	marks []lexicon.Mark
}

// read reads the message of r.
func (b *reader) read(r *reading) {
	if wordless(&r.message) {
		return
	}
	text := r.message.Text
	candidate, digits := identifier.Candidate(text), hasDigit(text)
	r.label = labelAlone(text)
	if candidate {
		r.found = identifier.Search(text)
		if r.all = identifier.Payments(text, r.found); len(r.all) > 0 {
			r.paid = &r.all[0]
		}
	}
	b.act(r, candidate || digits, digits)
}

// act reads the acts of a message whose identifiers are known.
func (b *reader) act(r *reading, marked, digits bool) {
	text := r.message.Text
	b.marks = b.marks[:0]
	if marked {
		b.mark(r)
	}
	if digits {
		b.marks = prices(figures(b.marks, text, r.found), text)
	}
	b.marks = hanFigures(b.marks, text)
	slices.SortStableFunc(b.marks, func(a, b lexicon.Mark) int { return a.Start - b.Start })
	r.acts, r.trade = b.book.Read(text, b.marks)
}

// Kinds of marks that are no identifiers by themselves.
const (
	markHidden = "hidden-contact" // a contact written so that a filter does not see it
	markPiece  = "digit-piece"    // a message that is little more than part of a number
	markPerson = "personal-payee" // the payee named is a person
	markName   = "user-name"      // a Latin word with digits or a low line, as user names are made
)

// mark tells the lexicon where the identifiers stand, by their kinds, and what
// else they show.
func (b *reader) mark(r *reading) {
	marks := b.marks
	for _, f := range r.found {
		if f.Grade == identifier.Shape {
			continue
		}
		if f.Kind == identifier.URL && payPage(f.Normalised) {
			f.Kind = identifier.PayLink
		}
		marks = append(marks, lexicon.Mark{Kind: string(f.Kind), Start: f.Start, End: f.End, Code: f.Disguised, Whole: whole(f)})
		if f.Kind == identifier.Beneficiary && f.Note == "person" && r.paid == nil {
			marks = append(marks, lexicon.Mark{Kind: markPerson, Start: f.Start, End: f.End})
		}
		if f.Disguised && isContact(f.Kind) {
			marks = append(marks, lexicon.Mark{Kind: markHidden, Start: f.Start, End: f.End, Code: true})
		}
	}
	if r.paid != nil && r.paid.Personal && r.paid.Beneficiary.Value != "" {
		marks = append(marks, lexicon.Mark{Kind: markPerson, Start: r.paid.Beneficiary.Start, End: r.paid.Beneficiary.End})
	}
	marks = shapes(marks, r.message.Text)
	if len(marks) == 0 {
		if from, to, ok := piece(r.message.Text); ok {
			marks = append(marks, lexicon.Mark{Kind: markPiece, Start: from, End: to})
		}
	}
	b.marks = marks
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
