package detect

import (
	"strings"
	"time"

	"backchannel/detect/identifier"
	"backchannel/lexicon"
	"backchannel/parser/chat"
)

// Bounds of a bank block that is sent in pieces.
const (
	spreadMessages = 12
	spreadBytes    = 1500
	spreadPiece    = 300 // bytes of one piece
	spreadPause    = 5 * time.Minute
)

// spread is a bank block that one person sends in several messages: the payee,
// then the bank, then the number. It keeps the latest messages of one sender
// that follow one another within minutes.
type spread struct {
	sender string
	at     string // clock of the last one
	text   strings.Builder
	pieces int
	begun  bool // one of them is a field of a bank block
	given  int  // the fields that they hold, as bits
	label  bool // the last one is a label that waits for its value
}

// join reads a message together with those that its sender wrote just before,
// where they begin a bank block, and puts what they come to in r.all. Its acts
// are read again by a book that is given.
func (s *spread) join(book *lexicon.Book, r *reading) {
	m := &r.message
	if m.Role == chat.System || m.Role == chat.Buyer || m.Text == "" {
		return // an "ok" between the pieces
	}
	if len(m.Text) > spreadPiece {
		s.reset()
		return
	}
	if s.sender != m.Sender || !soon(s.at, m.Time) || s.pieces == spreadMessages || s.text.Len()+len(m.Text) > spreadBytes {
		s.reset()
	}
	if r.paid != nil && s.given&fieldsOf(r.paid) != 0 {
		s.reset() // the next block
	}
	s.sender, s.at = m.Sender, m.Time
	if s.begun && s.pieces > 0 {
		s.read(book, r)
	}
	s.label = r.label
	if len(r.all) > 0 {
		s.given |= fieldsOf(&r.all[0])
	}
	s.begun = s.begun || r.paid != nil || r.label || r.company()
	if s.begun || r.company() {
		s.text.WriteString(m.Text + "\n")
		s.pieces++
	}
}

func (s *spread) reset() { *s = spread{} }

// The fields of a bank block that are given once.
const (
	accountField = 1 << iota
	payeeField
	bankField
)

func fieldsOf(in *identifier.Instruction) int {
	given := 0
	if in.Account.Kind != "" {
		given |= accountField
	}
	if in.Beneficiary.Value != "" {
		given |= payeeField
	}
	if in.Bank.Value != "" {
		given |= bankField
	}
	return given
}

// company says whether a message is hardly more than the name of a company.
func (r *reading) company() bool {
	for _, f := range r.found {
		if f.Kind == identifier.Company && len(f.Value)*3 > len(r.message.Text)*2 {
			return true
		}
	}
	return false
}

// read reads the pieces with this message behind them.
func (s *spread) read(book *lexicon.Book, r *reading) {
	m := &r.message
	from := s.text.Len()
	text := s.text.String() + m.Text
	found := identifier.Find(text)
	added := false
	for _, f := range found {
		if f.Start < from || f.Grade == identifier.Shape || !(f.PaidTo() || isBlock(f.Kind)) {
			continue
		}
		if f.PaidTo() && s.given&accountField != 0 && !s.label {
			return // a number of something else behind a block that has its account
		}
		f.Start, f.End = f.Start-from, f.End-from
		if !r.has(f) {
			r.insert(f)
			added = true
		}
	}
	all := identifier.Payments(text, found)
	if len(all) == 0 {
		return
	}
	in := all[len(all)-1]
	if n := within(&in, from); in.Account.Kind == "" || n == 0 || r.paid == nil && n*2 < len(m.Text) {
		return // the message is more than a field
	}
	if len(all) > 1 && r.gives() {
		return // a list of accounts, each a message of its own
	}
	place(&in, from)
	r.all = []identifier.Instruction{in}
	if in.Account.Start >= 0 {
		r.paid = &r.all[0]
	}
	if added && book != nil {
		again := reader{book: book}
		again.act(r, true, hasDigit(m.Text))
	}
}

// has says whether something was found already where f stands.
func (r *reading) has(f identifier.Found) bool {
	for _, o := range r.found {
		if o.Start < f.End && f.Start < o.End && o.Grade > identifier.Shape {
			return true
		}
	}
	return false
}

// insert adds f in its place, instead of what only looked like something.
func (r *reading) insert(f identifier.Found) {
	i := 0
	for i < len(r.found) && r.found[i].End <= f.Start {
		i++
	}
	j := i
	for j < len(r.found) && r.found[j].Start < f.End {
		j++
	}
	rest := append([]identifier.Found{f}, r.found[j:]...)
	r.found = append(r.found[:i:i], rest...)
}

// isBlock says whether an identifier is a field of a bank block.
func isBlock(k identifier.Kind) bool {
	switch k {
	case identifier.Beneficiary, identifier.Bank, identifier.BIC, identifier.CNAPS, identifier.ABA, identifier.SortCode:
		return true
	}
	return false
}

// within gives how many bytes behind place from are fields of an instruction.
func within(in *identifier.Instruction, from int) int {
	n := 0
	for _, f := range [...]identifier.Field{
		in.Beneficiary, in.Bank, in.BankAddress,
		{Start: in.Account.Start, End: in.Account.End}, {Start: in.BIC.Start, End: in.BIC.End}, {Start: in.Branch.Start, End: in.Branch.End},
	} {
		if f.Start >= from {
			n += f.End - f.Start
		}
	}
	return n
}

// place gives the fields of an instruction their offsets behind place from;
// those before it get negative ones.
func place(in *identifier.Instruction, from int) {
	for _, f := range []*identifier.Field{&in.Beneficiary, &in.Bank, &in.BankAddress} {
		f.Start, f.End = f.Start-from, f.End-from
	}
	for _, f := range []*identifier.Found{&in.Account, &in.BIC, &in.Branch} {
		f.Start, f.End = f.Start-from, f.End-from
	}
}

// soon says whether a message follows another within minutes, as far as their
// clocks tell.
func soon(a, b string) bool {
	if a == "" || b == "" {
		return a == b
	}
	x, y := clockOf(a), clockOf(b)
	d := y.Sub(x)
	return !x.IsZero() && !y.IsZero() && d >= 0 && d <= spreadPause
}

// clockOf reads the printed clock of a message to the minute, the zero time
// when it cannot.
func clockOf(s string) time.Time {
	const minutes = "2006-01-02T15:04"
	if len(s) < len(minutes) {
		return time.Time{}
	}
	t, err := time.Parse(minutes, s[:len(minutes)])
	if err != nil {
		return time.Time{}
	}
	return t
}

// labelAlone says whether a message is nothing but the label of a field of a
// bank block.
func labelAlone(text string) bool {
	return len(text) <= maxLabel && identifier.IsLabel(text)
}

// maxLabel is the length of the longest such message in bytes.
const maxLabel = 40
