package report

import "fmt"

// A Noter is a writer that tells, after Close, what its form could not hold.
type Noter interface {
	// Notes are sentences without capital or full stop.
	Notes() []string
}

// losses counts what a form cannot hold.
type losses struct {
	escaped int // texts with characters that hide or repaint
	untimed int // messages without a time, where they are left out
	padded  int // clocks that were filled up with zeros
	guarded int // values in quotation marks, so that no reader takes them for another
	unclear int // times that the clock showed twice or never
}

// text gives s with everything that could hide or repaint words as an escape
// that can be seen.
func (l *losses) text(s string) string {
	v := visible(s)
	if v != s {
		l.escaped++
	}
	return v
}

// time counts what was done to a clock.
func (l *losses) time(t instant) {
	if t.padded != "" {
		l.padded++
	}
	if t.twice || t.never {
		l.unclear++
	}
}

// Notes names what was counted.
func (l *losses) Notes() []string {
	var all []string
	for _, n := range []struct {
		count int
		what  string
	}{
		{l.untimed, "messages have no time, which this format needs, and are left out; the other formats have them"},
		{l.padded, "times without seconds are written with :00"},
		{l.unclear, "times fall into a change of the clock and take the offset before it"},
		{l.guarded, "values such as NA, or with zeros in front, stand in quotation marks"},
		{l.escaped, "texts hold invisible characters, written as escapes; the exact texts are in JSONL"},
	} {
		if n.count > 0 {
			all = append(all, fmt.Sprintf("%d %s", n.count, n.what))
		}
	}
	return all
}
