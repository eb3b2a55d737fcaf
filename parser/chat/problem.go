package chat

import "fmt"

// Problem is a defect at a known place of a source. Reading goes on after it:
// importers yield problems among the messages.
type Problem struct {
	Source string
	Line   int    // 1-based; 0 where lines mean nothing
	Lines  int    // physical lines that the problem covers and that are in no message
	Text   string // what was seen and what to try, without capital or full stop
}

// Error gives source:line: text, the form that editors and terminals jump to.
func (p *Problem) Error() string {
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s", p.Source, p.Text)
	}
	return fmt.Sprintf("%s:%d: %s", p.Source, p.Line, p.Text)
}

// Refusal says that a source holds no conversation that can be read, and why.
// It ends the sequence of an importer.
type Refusal struct {
	Source string
	Text   string // what was seen and what to do about it, without capital or full stop
}

// Error gives source: text.
func (r *Refusal) Error() string { return fmt.Sprintf("%s: %s", r.Source, r.Text) }
