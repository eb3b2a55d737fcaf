package source

import (
	"bytes"
	"fmt"
	"io"
	"iter"

	"backchannel/parser/chat"
)

// MaxLine is the number of bytes up to which a line is kept in one piece.
// WhatsApp takes messages of up to 65,536 characters; what is longer comes
// from a file that is no chat, or was made to fill the memory.
const MaxLine = 4 << 20

// firstBuffer is the room a line reader starts with; it grows up to MaxLine.
const firstBuffer = 64 << 10

// End says what stands at the end of a line.
type End int8

// The ends of a line.
const (
	None End = iota // the end of the input
	LF
	CRLF
	Cut // nothing: the line is longer than MaxLine and goes on in the next piece
)

// String gives the bytes of the line end.
func (e End) String() string {
	switch e {
	case LF:
		return "\n"
	case CRLF:
		return "\r\n"
	default:
		return ""
	}
}

// Line is one physical line. The texts and ends of all lines, joined, are the
// input.
type Line struct {
	Number int    // 1-based; pieces of one line share it
	Text   []byte // without the end; valid only until the next line is taken
	End    End
}

// Lines yields the lines of r, which should be decoded ([Source.Text]). A line
// longer than [MaxLine] comes in pieces, cut between runes, and the first of
// them is followed by a [*chat.Problem] that has no Source; any other error ends the
// sequence, after what had been read before it. An end of input behind a line
// end makes no further line.
func Lines(r io.Reader) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		s := splitter{r: r, buf: make([]byte, firstBuffer), number: 1}
		for {
			line, err := s.next()
			if err != nil {
				if err != io.EOF {
					yield(Line{Number: s.number}, err)
				}
				return
			}
			if !yield(line, nil) {
				return
			}
			if s.tell {
				s.tell = false
				p := &chat.Problem{Line: line.Number, Text: fmt.Sprintf(
					"the line is longer than %d MiB and is read in pieces; check that this file is a chat export", MaxLine>>20)}
				if !yield(Line{}, p) {
					return
				}
			}
		}
	}
}

// splitter finds the lines of a reader in a buffer that it uses again.
type splitter struct {
	r          io.Reader
	buf        []byte
	start, end int // of what is read and not yet handed out
	seen       int // bytes behind start that hold no line feed
	number     int // of the next line
	inside     bool
	tell       bool // the line just cut has not been told
	err        error
}

// next gives the next line or piece; io.EOF when there is none.
func (s *splitter) next() (Line, error) {
	for {
		rest := s.buf[s.start:s.end]
		if i := bytes.IndexByte(rest[s.seen:], '\n'); i >= 0 {
			return s.line(rest[:s.seen+i]), nil
		}
		s.seen = len(rest)
		if s.err != nil {
			if len(rest) == 0 {
				return Line{}, s.err
			}
			s.start, s.seen, s.inside = s.end, 0, false
			return Line{s.number, rest, None}, nil
		}
		if len(rest) >= MaxLine {
			return s.piece(rest), nil
		}
		s.fill()
	}
}

// line hands out text, which a line feed follows.
func (s *splitter) line(text []byte) Line {
	l := Line{s.number, text, LF}
	s.start += len(text) + 1
	s.seen, s.inside = 0, false
	s.number++
	if n := len(text); n > 0 && text[n-1] == '\r' {
		l.Text, l.End = text[:n-1], CRLF
	}
	return l
}

// piece hands out the start of a line that does not fit the buffer. A carriage
// return at its end stays behind, for it may belong to the line end.
func (s *splitter) piece(rest []byte) Line {
	n := len(rest)
	if rest[n-1] == '\r' {
		n--
	}
	n -= cutRune(rest[:n])
	s.start += n
	s.seen = 0
	s.tell = !s.inside
	s.inside = true
	return Line{s.number, rest[:n], Cut}
}

// fill reads more behind what is there.
func (s *splitter) fill() {
	if s.start > 0 {
		copy(s.buf, s.buf[s.start:s.end])
		s.end -= s.start
		s.start = 0
	}
	if s.end == len(s.buf) {
		grown := make([]byte, min(2*len(s.buf), MaxLine))
		copy(grown, s.buf[:s.end])
		s.buf = grown
	}
	for range 100 {
		n, err := s.r.Read(s.buf[s.end:])
		s.end += n
		s.err = err
		if n > 0 || err != nil {
			return
		}
	}
	s.err = io.ErrNoProgress
}
