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
	if identifier.Candidate(m.Text) || hasDigit(m.Text) {
		r.found = identifier.Find(m.Text)
		r.paid, r.pays = identifier.Instructions(m.Text, r.found)
		marks = e.marks(&r)
	}
	marks = withFigures(marks, m.Text, r.found)
	r.acts = e.book.Read(m.Text, marks)
	return r
}

// Kinds of marks that are no identifiers by themselves.
const (
	markHidden = "hidden-contact" // a contact written so that a filter does not see it
	markPiece  = "digit-piece"    // a message that is little more than part of a number
	markPerson = "personal-payee" // the payee named is a person
	markName   = "user-name"      // a Latin word with digits or a low line, as user names are made
)

// marks tells the lexicon where the identifiers stand, by their kinds, and
// what else they show.
func (e *Engine) marks(r *reading) []lexicon.Mark {
	marks := make([]lexicon.Mark, 0, len(r.found)+2)
	for _, f := range r.found {
		if f.Grade == identifier.Shape {
			continue
		}
		if f.Kind == identifier.URL && payPage(f.Normalised) {
			f.Kind = identifier.PayLink
		}
		marks = append(marks, lexicon.Mark{Kind: string(f.Kind), Start: f.Start, End: f.End, Code: f.Disguised, Whole: whole(f)})
		if f.Kind == identifier.Beneficiary && f.Note == "person" && !r.pays {
			marks = append(marks, lexicon.Mark{Kind: markPerson, Start: f.Start, End: f.End})
		}
		if f.Disguised && isContact(f.Kind) {
			marks = append(marks, lexicon.Mark{Kind: markHidden, Start: f.Start, End: f.End, Code: true})
		}
	}
	if r.pays && r.paid.Personal && r.paid.Beneficiary.Value != "" {
		marks = append(marks, lexicon.Mark{Kind: markPerson, Start: r.paid.Beneficiary.Start, End: r.paid.Beneficiary.End})
	}
	marks = append(append(marks, names(r.message.Text)...), longNumbers(r.message.Text)...)
	if from, to, ok := piece(r.message.Text); ok && len(marks) == 0 {
		marks = append(marks, lexicon.Mark{Kind: markPiece, Start: from, End: to})
	}
	slices.SortStableFunc(marks, func(a, b lexicon.Mark) int { return a.Start - b.Start })
	return marks
}

// names finds words that look like user names: six to twenty letters, digits
// and low lines, beginning with a letter, with a digit or a low line in them.
func names(text string) []lexicon.Mark {
	var marks []lexicon.Mark
	for i := 0; i < len(text) && len(marks) < maxNames; {
		n, letters, others := 0, 0, 0
		for i+n < len(text) && nameByte(text[i+n]) {
			if c := text[i+n] | 0x20; 'a' <= c && c <= 'z' {
				letters++
			} else {
				others++
			}
			n++
		}
		if c := text[i] | 0x20; n >= 6 && n <= 20 && letters >= 3 && others > 0 && 'a' <= c && c <= 'z' {
			marks = append(marks, lexicon.Mark{Kind: markName, Start: i, End: i + n})
		}
		i += max(n, 1)
	}
	return marks
}

// maxNames is how many of them are looked at in one message.
const maxNames = 20

func nameByte(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_'
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
