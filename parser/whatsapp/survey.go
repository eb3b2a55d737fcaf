package whatsapp

import (
	"bytes"
	"errors"
	"io"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// survey is what the first pass over a text learns.
type survey struct {
	shapes map[shape]*tally
	recent *tally // the shape seen last
	lines  int    // physical lines
	ends   [4]int // lines by what ends them (source.End)
	follow [4]int // lines by what ends the line before them; behind CRLF only those that are not blank
	opener shape  // the shape of the first line that is not blank
	opened bool   // that line has been seen
	opens  bool   // and is a header
	first  string // the start of that line
	names  names
	marked int // headers with a speaking mark before them
	spoken int // iOS headers with one in the text
	quirks quirks
}

// tally is what is known of the headers of one shape.
type tally struct {
	shape  shape
	all    evidence
	lf     evidence // of those behind a bare line feed; the first line counts in both
	crlf   evidence
	before [4]int // survey.follow when the shape was first seen
}

// survey reads the text of a source once.
func surveyText(r io.Reader) (*survey, error) {
	s := &survey{shapes: map[shape]*tally{}}
	prev := source.None
	var h scanner
	for line, err := range source.Lines(r) {
		if err != nil {
			if told(err) {
				continue
			}
			return s, err
		}
		if prev != source.Cut {
			s.line(&h, line, prev)
		}
		prev = line.End
	}
	return s, nil
}

// told says whether err is a problem that reading goes on after. Those of
// overlong lines are told with the message that is cut.
func told(err error) bool {
	var p *chat.Problem
	return errors.As(err, &p)
}

// line notes a physical line.
func (s *survey) line(h *scanner, line source.Line, prev source.End) {
	s.lines = line.Number
	s.ends[line.End]++
	b := line.Text
	if len(b) > 0 && b[len(b)-1] == '\r' {
		b = bytes.TrimRight(b, "\r")
	}
	if len(b) > 0 || prev == source.LF {
		s.follow[prev]++
	}
	found := h.scan(b)
	if !s.opened && !empty(b) {
		s.opened, s.opens, s.opener = true, found, h.shape
		s.first = string(b[:min(len(b), 120)])
	}
	if !found {
		return
	}
	t := s.recent
	if t == nil || t.shape != h.shape {
		if t = s.shapes[h.shape]; t == nil {
			t = &tally{shape: h.shape, before: s.follow}
			t.before[prev]-- // this line is of the shape
			s.shapes[h.shape] = t
		}
		s.recent = t
	}
	t.all.add(&h.header, line.Number)
	switch prev {
	case source.LF:
		t.lf.add(&h.header, line.Number)
	case source.CRLF:
		t.crlf.add(&h.header, line.Number)
	default:
		t.lf.add(&h.header, line.Number)
		t.crlf.add(&h.header, line.Number)
	}
	s.rest(&h.header, b[h.rest:])
}

// rest notes sender and text of a header.
func (s *survey) rest(h *header, rest []byte) {
	if h.marked {
		s.marked++
	}
	text := s.names.add(rest)
	if text < 0 {
		return
	}
	rest = rest[text:]
	if h.shape.ios() {
		if i := markIndex(rest); i >= 0 && speaks(rest[i:]) {
			s.spoken++
		}
	}
	if n := len(rest); n > 0 && (rest[n-1] == ')' || rest[n-1] == '>') {
		s.quirks.add(rest)
	}
}

// main gives the tally of the file's own grammar: the shape that most headers
// have. A file starts with a header of its own, so a shape that opens it and
// goes on between the lines of a more frequent one is the true one, and the
// others are pasted.
func (s *survey) main() *tally {
	var best *tally
	for _, t := range s.shapes {
		if best == nil || t.all.n > best.all.n ||
			t.all.n == best.all.n && t.all.first.line < best.all.first.line {
			best = t
		}
	}
	if best == nil || !s.opens || s.opener == best.shape {
		return best
	}
	o := s.shapes[s.opener]
	if o.all.n > 1 && o.all.last.line > best.all.first.line && o.all.n*20 >= best.all.n {
		return o
	}
	return best
}

// phone says which kind of phone wrote the line ends, as far as they tell. iOS
// ends records with CRLF and breaks lines inside them with LF; Android ends
// records with LF, and CRLF inside one is text that somebody pasted. None means
// that line ends say nothing. taken holds the shapes that count as headers.
func (s *survey) phone(t *tally, taken ...*tally) source.End {
	lf, crlf := s.follow[source.LF]-t.before[source.LF], s.follow[source.CRLF]-t.before[source.CRLF]
	for _, x := range taken {
		lf -= x.lf.n
		crlf -= x.crlf.n
		if x.all.first.line == 1 { // counted in both and behind neither
			lf, crlf = lf+1, crlf+1
		}
	}
	switch {
	case t.crlf.n > t.lf.n && t.lf.n > 0 && lf > 0 && crlf <= 0:
		return source.CRLF
	case t.lf.n > t.crlf.n && t.crlf.n > 0:
		return source.LF
	}
	return source.None
}
