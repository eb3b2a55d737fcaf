package source

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// HeadSize is the number of bytes by which encoding and format of a source
// are recognised.
const HeadSize = 64 << 10

// Damage counts what stands for bytes that their encoding does not allow.
type Damage struct {
	Count int // U+FFFD put in, one for each byte of UTF-8
	Line  int // 1-based line of the first
}

// Watch gives a copy of s whose Text tells d what it could not decode. Of
// several passes over the text the one that met the most counts.
func (s *Source) Watch(d *Damage) *Source {
	w := *s
	w.damage = d
	return &w
}

// decoder gives the decoder to UTF-8 for a name that [Source.Encoding] uses,
// nil for UTF-8 itself and for bytes that are no text.
func decoder(name string) *encoding.Decoder {
	switch name {
	case "utf-16le":
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
	case "utf-16be":
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder()
	case "gb18030":
		return simplifiedchinese.GB18030.NewDecoder()
	case "big5":
		return traditionalchinese.Big5.NewDecoder()
	case "windows-1252":
		return charmap.Windows1252.NewDecoder()
	}
	return nil
}

// Text gives the content decoded to UTF-8 by [Source.Encoding], without a BOM
// at its start. What the encoding does not allow becomes U+FFFD (see
// [Source.Watch]), so that the text is valid UTF-8. With no encoding the
// bytes come as they are.
func (s *Source) Text() (io.ReadCloser, error) {
	r, err := s.Open()
	if err != nil {
		return nil, err
	}
	t := tally{into: s.damage}
	var text io.Reader
	switch dec := decoder(s.Encoding); {
	case dec != nil:
		text = &marked{r: dec.Reader(r), tally: t}
	case s.Encoding == "":
		return r, nil
	default:
		text = &repaired{r: r, tally: t, bom: s.Encoding == "utf-8-bom"}
	}
	return struct {
		io.Reader
		io.Closer
	}{text, r}, nil
}

// tally counts the damage of one pass.
type tally struct {
	into  *Damage // nil when nobody asks
	found Damage
	lines int // line feeds before the first damage
}

// clean notes a stretch without damage.
func (t *tally) clean(b []byte) {
	if t.into != nil && t.found.Count == 0 {
		t.lines += bytes.Count(b, []byte{'\n'})
	}
}

// damaged notes n replacements behind what clean was given so far.
func (t *tally) damaged(n int) {
	if t.found.Count == 0 {
		t.found.Line = t.lines + 1
	}
	t.found.Count += n
	if t.into != nil && t.found.Count > t.into.Count {
		*t.into = t.found
	}
}

// repaired passes UTF-8 on and puts U+FFFD for each byte that is none. Valid
// text goes into the caller's buffer without a copy.
type repaired struct {
	tally
	r     io.Reader
	bom   bool   // a byte order mark is still to be dropped
	held  []byte // the start of a rune whose rest has not been read
	fixed []byte // repaired text that waits for the caller
	own   []byte // for callers with little room
	err   error
}

// leastRead is the room in which a read always gets on.
const leastRead = 16

func (u *repaired) Read(p []byte) (int, error) {
	for {
		if len(u.fixed) > 0 {
			n := copy(p, u.fixed)
			u.fixed = u.fixed[n:]
			return n, nil
		}
		if u.err != nil || len(p) == 0 {
			return 0, u.err
		}
		into := p
		if len(p) < leastRead {
			if u.own == nil {
				u.own = make([]byte, 4096)
			}
			into = u.own
		}
		b := u.fill(into)
		if len(p) < leastRead || !utf8.Valid(b) {
			u.fixed = u.repair(b)
			continue
		}
		u.clean(b)
		if len(b) > 0 {
			return len(b), nil
		}
	}
}

// fill reads into p behind what was held back and holds back a cut rune.
func (u *repaired) fill(p []byte) []byte {
	n := copy(p, u.held)
	m, err := u.r.Read(p[n:])
	b := p[:n+m]
	u.held = u.held[:0]
	if u.err = err; err == nil {
		if u.bom && len(b) < len(bomUTF8) {
			u.held = append(u.held, b...)
			return nil
		}
		cut := cutRune(b)
		u.held = append(u.held, b[len(b)-cut:]...)
		b = b[:len(b)-cut]
	}
	if u.bom {
		u.bom = false
		if bytes.HasPrefix(b, []byte(bomUTF8)) {
			b = b[:copy(b, b[len(bomUTF8):])]
		}
	}
	return b
}

// repair gives a copy of b with U+FFFD for each byte that is no UTF-8.
func (u *repaired) repair(b []byte) []byte {
	out := make([]byte, 0, len(b)+len(b)/8+utf8.UTFMax)
	for len(b) > 0 {
		n := 0
		for n < len(b) {
			r, size := utf8.DecodeRune(b[n:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			n += size
		}
		u.clean(b[:n])
		out = append(out, b[:n]...)
		if b = b[n:]; len(b) > 0 {
			u.damaged(1)
			out = utf8.AppendRune(out, utf8.RuneError)
			b = b[1:]
		}
	}
	return out
}

// marked counts the U+FFFD that a decoder put in. The character itself may
// stand in the source too; then somebody else's damage is counted.
type marked struct {
	tally
	r    io.Reader
	tail [2]byte // the last bytes of the read before
}

var replacement = []byte("\uFFFD")

func (m *marked) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	b := p[:n]
	if m.into == nil {
		return n, err
	}
	// A replacement may be split between two reads; it counts in the one that
	// ends it.
	for k := 1; k < len(replacement); k++ {
		if bytes.Equal(m.tail[2-k:], replacement[:k]) && bytes.HasPrefix(b, replacement[k:]) {
			m.damaged(1)
		}
	}
	first := bytes.Index(b, replacement)
	if first < 0 {
		m.clean(b)
	} else {
		m.clean(b[:first])
		m.damaged(bytes.Count(b, replacement))
	}
	for _, c := range b[max(0, n-2):] {
		m.tail[0], m.tail[1] = m.tail[1], c
	}
	return n, err
}
