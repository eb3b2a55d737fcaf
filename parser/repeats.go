package parser

import (
	"encoding/binary"
	"fmt"
	"math/bits"

	"backchannel/parser/chat"
)

// Limits of the search for stretches that stand twice in a source.
const (
	stretch   = 5       // different texts in a row that must be the same, with their times and senders
	mostMarks = 1 << 16 // stretches remembered; when full, every other one is forgotten
)

// repeats looks for stretches of messages that stand twice in a source, as
// when somebody pastes part of a chat in again. Stretches are remembered by a
// hash of time, sender and text; of a long source only a sample of them, so
// that memory does not grow.
type repeats struct {
	last  [stretch]uint64 // hashes of the latest texts
	at    [stretch]chat.Message
	n     int            // texts seen
	marks map[uint64]int // by hash of a stretch: the number of its first text
	lines map[int]string // by number of the first text of a marked stretch: its place
	mask  uint64         // hashes with one of these bits are left out of the sample

	shift int // how far back the like of the stretch before is; 0 without one
	found apart
}

// see takes a message in the order of the source.
func (r *repeats) see(m *chat.Message) {
	if m.Time == "" || !compared(m) {
		return
	}
	h := digest(digest(digest(0, m.Time), m.Sender), m.Text)
	if r.n > 0 && h == r.last[(r.n-1)%stretch] {
		return // the same twice at one time is a slip of the hand
	}
	r.last[r.n%stretch] = h
	r.at[r.n%stretch] = chat.Message{Line: m.Line, Index: m.Index}
	r.n++
	if r.n >= stretch {
		r.stretch()
	}
}

// stretch looks the stretch up that ends with the latest text.
func (r *repeats) stretch() {
	first := r.n - stretch
	h := uint64(0)
	for i := first; i < r.n; i++ {
		h = mix(h ^ r.last[i%stretch])
	}
	if h&r.mask != 0 {
		return
	}
	if r.marks == nil {
		r.marks, r.lines = map[uint64]int{}, map[int]string{}
	}
	here := &r.at[first%stretch]
	before, ok := r.marks[h]
	if !ok {
		r.mark(h, first, place(here))
		r.shift = 0
		return
	}
	if first-before != r.shift {
		r.found.add(fmt.Sprintf("%s repeats %s", place(here), r.lines[before]))
	}
	r.shift = first - before
}

func (r *repeats) mark(h uint64, first int, at string) {
	r.marks[h], r.lines[first] = first, at
	if len(r.marks) < mostMarks {
		return
	}
	r.mask = r.mask<<1 | 1
	for h, first := range r.marks {
		if h&r.mask != 0 {
			delete(r.marks, h)
			delete(r.lines, first)
		}
	}
}

// notes tells what was found.
func (r *repeats) notes() []string {
	if r.found.count == 0 {
		return nil
	}
	return []string{fmt.Sprintf("stretches of messages that stand twice, with the same times: %s", &r.found)}
}

// digest adds a text to a hash, eight bytes at a time. Its values never leave
// the program, but which stretches are sampled goes by them: they must be the
// same in every run.
func digest(h uint64, s string) uint64 {
	h = mix(h ^ uint64(len(s)))
	for ; len(s) >= 8; s = s[8:] {
		h = mix(h ^ binary.LittleEndian.Uint64([]byte(s[:8])))
	}
	var rest uint64
	for i := range len(s) {
		rest |= uint64(s[i]) << (8 * i)
	}
	return mix(h ^ rest)
}

// mix spreads the bits of h.
func mix(h uint64) uint64 {
	hi, lo := bits.Mul64(h^0x9e3779b97f4a7c15, 0xd6e8feb86659fd93)
	return hi ^ lo
}
