package literal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Limits of a [Stream].
const (
	MaxValue = 16 << 20 // bytes of one value that is read whole
	// MaxWaste bounds the bytes that are looked at again after damage, so that
	// a hostile file costs linear time.
	MaxWaste = 256 << 20
	chunk    = 128 << 10
)

// Errors of a [Stream].
var (
	ErrCut      = errors.New("the file ends in the middle of a value")
	ErrDamaged  = errors.New("this is not a value as scripts and JSON write it")
	ErrLarge    = fmt.Errorf("a value is larger than %d MiB", MaxValue>>20)
	ErrHopeless = errors.New("too much of the file is damaged")
)

// Stream reads one document piece by piece, holding no more of it than the
// value at hand.
type Stream struct {
	r      io.Reader
	buf    []byte
	pos    int
	eof    bool
	err    error // of r, other than io.EOF
	looked int   // bytes that the last value was looked for in
	waste  int   // bytes that were looked at in vain
	obj    Object
}

// NewStream gives a stream over r.
func NewStream(r io.Reader) *Stream { return &Stream{r: r} }

// Err is the error of the underlying reader, if any.
func (s *Stream) Err() error { return s.err }

// fill reads more bytes behind those at hand and reports whether there were
// any.
func (s *Stream) fill() bool {
	if s.eof {
		return false
	}
	if s.pos > 0 {
		s.buf = s.buf[:copy(s.buf, s.buf[s.pos:])]
		s.pos = 0
	}
	if cap(s.buf)-len(s.buf) < chunk {
		grown := make([]byte, len(s.buf), 2*cap(s.buf)+chunk)
		copy(grown, s.buf)
		s.buf = grown
	}
	for range 100 {
		n, err := s.r.Read(s.buf[len(s.buf):cap(s.buf)])
		s.buf = s.buf[:len(s.buf)+n]
		if err != nil {
			s.eof = true
			if err != io.EOF {
				s.err = err
			}
		}
		if n > 0 || s.eof {
			return n > 0
		}
	}
	s.eof, s.err = true, io.ErrNoProgress
	return false
}

// Peek gives the next byte that is neither white space nor a comma, without
// taking it; 0 at the end.
func (s *Stream) Peek() byte {
	for {
		s.pos = skipBlank(s.buf, s.pos, true)
		if s.pos < len(s.buf) {
			return s.buf[s.pos]
		}
		if !s.fill() {
			return 0
		}
	}
}

// Take takes the next byte if it is c, after blanks and commas.
func (s *Stream) Take(c byte) bool {
	if s.Peek() != c || c == 0 {
		return false
	}
	s.pos++
	return true
}

// Value takes the next value. It is valid until the next call.
func (s *Stream) Value() (Value, error) {
	s.Peek()
	for {
		end, st := skipValue(s.buf, s.pos)
		s.looked = end - s.pos
		switch {
		case st == complete, st == partial && s.eof && s.pos < len(s.buf) && wordByte[s.buf[s.pos]]:
			v := s.buf[s.pos:end]
			s.pos = end
			return v, nil
		case st == damaged:
			return nil, ErrDamaged
		case len(s.buf)-s.pos > MaxValue:
			return nil, ErrLarge
		case !s.fill():
			return nil, ErrCut
		}
	}
}

// Key takes the next key of an object with its colon; "" and false at the end
// of the object or where there is no key.
func (s *Stream) Key() (string, bool) {
	if c := s.Peek(); c == '}' || c == 0 {
		return "", false
	}
	for {
		key, at, st := readKey(s.buf, s.pos)
		if st == complete && at < len(s.buf) {
			k := string(key)
			s.pos = at
			return k, true
		}
		if st == damaged || len(s.buf)-s.pos > chunk || !s.fill() {
			return "", false
		}
	}
}

// Skip passes over the next value, of whatever size.
func (s *Stream) Skip() error {
	c := s.Peek()
	if c != '{' && c != '[' && c != '"' && c != '\'' && c != '`' {
		_, err := s.Value()
		return err
	}
	depth := 0
	var quote byte
	for {
		for ; s.pos < len(s.buf); s.pos++ {
			switch c := s.buf[s.pos]; {
			case quote != 0 && c == '\\':
				s.pos++
			case quote != 0 && c == quote:
				quote = 0
			case quote != 0:
				continue
			case c == '"' || c == '\'' || c == '`':
				quote = c
				continue
			case c == '{' || c == '[':
				depth++
			case c == '}' || c == ']':
				depth--
			}
			if quote == 0 && depth <= 0 {
				s.pos++
				return nil
			}
		}
		over := s.pos - len(s.buf) // an escape may stand across two chunks
		s.pos = len(s.buf)
		if !s.fill() {
			return ErrCut
		}
		s.pos += over
	}
}

// Find moves behind the next place where name is followed by an equals sign,
// and gives up to keep bytes of what stands before it.
func (s *Stream) Find(name string, keep int) (before []byte, ok bool) {
	for {
		i := bytes.Index(s.buf[s.pos:], []byte(name))
		if i < 0 {
			stay := min(len(s.buf)-s.pos, len(name)-1)
			before = keepUpTo(before, s.buf[s.pos:len(s.buf)-stay], keep)
			s.pos = len(s.buf) - stay
			if !s.fill() {
				return before, false
			}
			continue
		}
		before = keepUpTo(before, s.buf[s.pos:s.pos+i], keep)
		s.pos += i + len(name)
		if s.Take('=') {
			return before, true
		}
	}
}

func keepUpTo(dst, src []byte, n int) []byte {
	return append(dst, src[:max(0, min(len(src), n-len(dst)))]...)
}

// Objects yields the objects of the array that comes next. A damaged one is
// yielded with an error and the members before the defect, and reading goes on
// at the next element that begins with the same key; [ErrCut] tells that the array has no end,
// [ErrHopeless] that the rest is not looked at. The object is valid until the
// next step.
func (s *Stream) Objects(yield func(*Object, error) bool) {
	if !s.Take('[') {
		yield(&s.obj, ErrDamaged)
		return
	}
	first := ""
	for {
		switch s.Peek() {
		case ']':
			s.pos++
			return
		case 0:
			s.obj.members = s.obj.members[:0]
			yield(&s.obj, ErrCut)
			return
		}
		err := s.object()
		if err == nil {
			if first == "" {
				first = s.obj.First()
			}
			if !yield(&s.obj, nil) {
				return
			}
			continue
		}
		if !yield(&s.obj, err) {
			return
		}
		if err := s.resync(first); err != nil {
			if err != io.EOF {
				s.obj.members = s.obj.members[:0]
				yield(&s.obj, err)
			}
			return
		}
	}
}

// object takes the next value into s.obj; after an error s stands before it.
// Members are checked one by one: bracket counting alone would follow a lost
// quote to the end of the file.
func (s *Stream) object() error {
	for {
		end, st := s.obj.parse(s.buf[s.pos:])
		s.looked = end
		switch {
		case st == complete:
			s.pos += end
			return nil
		case st == damaged:
			return ErrDamaged
		case len(s.buf)-s.pos > MaxValue:
			return ErrLarge
		case !s.fill():
			return ErrCut
		}
	}
}

// resync moves to the next element whose first key is name; io.EOF tells that
// there is none. An object behind a colon is no element: chatlog keeps a whole
// quoted message inside a message.
func (s *Stream) resync(name string) error {
	if s.waste += s.looked; s.waste > MaxWaste {
		return ErrHopeless
	}
	s.pos = min(s.pos+1, len(s.buf))
	var before byte
	for {
		i := bytes.IndexByte(s.buf[s.pos:], '{')
		if i < 0 {
			before = lastSolid(s.buf[s.pos:], before)
			s.pos = len(s.buf)
			if !s.fill() {
				return io.EOF
			}
			continue
		}
		before = lastSolid(s.buf[s.pos:s.pos+i], before)
		s.pos += i
		window := len(name) + 64 // the same, however much was read
		for len(s.buf)-s.pos < window && s.fill() {
		}
		ahead := s.buf[:min(len(s.buf), s.pos+window)]
		key, _, st := readKey(ahead, skipBlank(ahead, s.pos+1, false))
		if st == complete && before != ':' && (name == "" || string(key) == name) {
			return nil
		}
		s.pos++
		before = '{'
	}
}

// lastSolid gives the last byte of b that is no white space, or else.
func lastSolid(b []byte, other byte) byte {
	b = bytes.TrimRight(b, " \t\r\n")
	if len(b) == 0 {
		return other
	}
	return b[len(b)-1]
}
