package parser

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Scores of [Format.Sniff] that mean something here.
const (
	// Sure is the score from which a file beside others counts as a chat
	// without a look at its messages.
	Sure = 50
	// Close is the distance of scores within which the runner-up is told.
	Close = 10
)

// Match is the outcome of a recognition.
type Match struct {
	Format Format // nil when nothing fits
	Score  int
	// Next is the runner-up, nil when no other format fits.
	Next      Format
	NextScore int
}

// Doubt says in words that another format fits nearly as well; "" when none
// does.
func (m Match) Doubt() string {
	if m.Next == nil || m.Score-m.NextScore > Close {
		return ""
	}
	return fmt.Sprintf("read as %s (score %d), could also be %s (%d); --from %s reads it so",
		m.Format.Name(), m.Score, m.Next.Name(), m.NextScore, m.Next.Name())
}

// Recognise finds the format of fs that fits a source best, by its name and
// its decoded head. A tie goes to the name that sorts first, so that the
// answer does not depend on the order of fs.
func Recognise(fs []Format, name string, head []byte) Match {
	var m Match
	for _, f := range fs {
		score := f.Sniff(name, head)
		switch {
		case score <= 0:
		case m.Format == nil || before(f, score, m.Format, m.Score):
			m.Next, m.NextScore = m.Format, m.Score
			m.Format, m.Score = f, score
		case m.Next == nil || before(f, score, m.Next, m.NextScore):
			m.Next, m.NextScore = f, score
		}
	}
	return m
}

// before says whether f with its score ranks before g with its own.
func before(f Format, score int, g Format, other int) bool {
	return cmp.Or(cmp.Compare(other, score), cmp.Compare(f.Name(), g.Name())) < 0
}

// ByName gives the format of that name. The error lists the names there are.
func ByName(fs []Format, name string) (Format, error) {
	names := make([]string, 0, len(fs))
	for _, f := range fs {
		if f.Name() == name {
			return f, nil
		}
		names = append(names, f.Name())
	}
	slices.Sort(names)
	return nil, fmt.Errorf("no format is called %q; there are %s", name, strings.Join(names, ", "))
}
