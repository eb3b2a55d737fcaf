package parser

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"unicode"

	"backchannel/parser/chat"
)

// Limits of the search for successive exports.
const (
	leastSame  = 3       // texts that two exports have in common, or all of two
	sameShare  = 60      // percent of the texts of the smaller one that both have
	sameSender = 90      // percent of those in which a name here stands for the same name there
	allSketch  = 1 << 18 // hashes kept of all transcripts together
	leastKept  = 32      // hashes kept of one transcript, however many there are
	mostTexts  = 1 << 21 // texts of the smaller export that are compared; a longer one counts as a chat of its own
	mostNames  = 1 << 10 // names of one export that are compared
	mostApart  = 500     // texts of the fuller export that are kept to look for edited ones
	shownApart = 3       // places of one kind that a note names
)

// Groups finds successive exports of one chat among transcripts, such as one
// of March and one of May, or a text and a page. Each group is one chat: its
// fullest export, followed by the others without the texts that it holds too,
// so that every message counts once and none is lost. What differs between
// them stands in the integrity notes of their coverage, and note, when not nil,
// is told of every export that was found to be another one. Groups come in
// the order of their fullest exports in ts. Mails of one folder from the same
// senders are one group too.
//
// Exports are the same chat when they share most texts of the smaller one, to
// the minute of the printed clock, by senders that can be told to be the same.
// A clock in another time zone hides that.
//
// With several transcripts each is read once more, and two exports of one chat
// a few times. Memory is 16 bytes for a text of the smaller one of two exports,
// beside a sketch of each transcript.
func Groups(ts []chat.Transcript, note func(Note)) [][]chat.Transcript {
	if note == nil {
		note = func(Note) {}
	}
	groups := make([][]chat.Transcript, len(ts))
	for i, t := range ts {
		groups[i] = []chat.Transcript{t}
	}
	if len(ts) > 1 {
		for _, p := range pairs(ts) {
			s, full := p.similar, p.full
			groups[full][0] = noted(groups[full][0], s.ofFull())
			groups[full] = append(groups[full], noted(s.only(ts[p.other]), s.ofOther()))
			groups[p.other] = nil
			note(Note{Source: ts[p.other].Source, Text: s.ofOther()[0]})
		}
	}
	return joinLetters(slices.DeleteFunc(groups, func(g []chat.Transcript) bool { return len(g) == 0 }))
}

// pair is two exports of one chat, by their places.
type pair struct {
	full, other int
	similar     *similar
}

// pairs finds for each export whether a fuller one holds it, in the order of ts.
func pairs(ts []chat.Transcript) []pair {
	keep := max(leastKept, allSketch/len(ts))
	sketches := make([]sketch, len(ts))
	order := make([]int, len(ts))
	for i, t := range ts {
		sketches[i], order[i] = sketchOf(t, keep), i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(sketches[b].texts, sketches[a].texts), cmp.Compare(sketches[b].last, sketches[a].last))
	})
	holder := map[uint64]int{} // of each hash the first chat that has it
	var out []pair
	for _, i := range order {
		if full, ok := sketches[i].within(holder, sketches); ok {
			if s, ok := compare(ts[full], ts[i]); ok {
				out = append(out, pair{full, i, s})
				continue
			}
		}
		for _, h := range sketches[i].hashes {
			if _, taken := holder[h]; !taken {
				holder[h] = i
			}
		}
	}
	slices.SortFunc(out, func(a, b pair) int { return cmp.Compare(a.other, b.other) })
	return out
}

// sketch is the lowest hashes of the texts of a transcript: what two chats
// share shows in what their sketches share.
type sketch struct {
	keep   int
	hashes []uint64 // rising
	whole  bool     // all hashes are kept
	texts  int
	last   string // time of the last text
}

func sketchOf(t chat.Transcript, keep int) sketch {
	s := sketch{keep: keep, whole: true}
	for m := range spoken(t) {
		s.texts++
		s.last = cmp.Or(m.Time, s.last)
		h := hashOf(&m)
		if !s.whole && h > s.hashes[keep-1] {
			continue
		}
		if s.hashes = append(s.hashes, h); len(s.hashes) == 2*keep {
			s.trim()
		}
	}
	s.trim()
	s.hashes = slices.Clip(s.hashes)
	return s
}

func (s *sketch) trim() {
	slices.Sort(s.hashes)
	s.hashes = slices.Compact(s.hashes)
	if len(s.hashes) > s.keep {
		s.hashes, s.whole = s.hashes[:s.keep], false
	}
}

// within finds the chat that may hold the sketched one.
func (s *sketch) within(holder map[uint64]int, all []sketch) (int, bool) {
	hits := map[int]int{}
	for _, h := range s.hashes {
		if i, ok := holder[h]; ok {
			hits[i]++
		}
	}
	best := -1
	for _, i := range slices.Sorted(maps.Keys(hits)) {
		if best < 0 || hits[i] > hits[best] {
			best = i
		}
	}
	if best < 0 {
		return 0, false
	}
	// Of a sketch that is not whole, only lower hashes could have been hit. Half
	// the share is enough here; all texts are compared afterwards.
	able := len(s.hashes)
	if full := &all[best]; !full.whole {
		able, _ = slices.BinarySearch(s.hashes, full.hashes[len(full.hashes)-1]+1)
	}
	return best, hits[best]*200 >= able*sameShare
}

// spoken gives the messages of a transcript that can be compared. Exports tell
// of media and deleted messages in too many ways.
func spoken(t chat.Transcript) iter.Seq[chat.Message] {
	return func(yield func(chat.Message) bool) {
		for m, err := range t.Messages(nil) {
			if err == nil && compared(&m) && !yield(m) {
				return
			}
		}
	}
}

func compared(m *chat.Message) bool {
	return m.Text != "" && m.Kind != chat.Media && m.Kind != chat.Sticker && m.Kind != chat.Deleted
}

// minute is the printed clock to the minute.
func minute(m *chat.Message) string { return m.Time[:min(len(m.Time), len("2006-01-02T15:04"))] }

// hashOf is a hash of the minute and the text of a message. White space is
// left out, since pages fold it. The sender is left out too, since exports name
// their owner differently and the others by the address book of the day; it is
// compared apart.
func hashOf(m *chat.Message) uint64 {
	// FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/
	const prime = 1099511628211
	h := uint64(14695981039346656037)
	for _, c := range []byte(minute(m)) {
		h = (h ^ uint64(c)) * prime
	}
	h = (h ^ 0xFF) * prime
	for _, r := range m.Text {
		if !unicode.IsSpace(r) {
			h = (h ^ uint64(r)) * prime
		}
	}
	// Sketches go by the high bits, which FNV leaves uneven on short texts.
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	return h ^ h>>33
}

// noted gives a transcript whose coverage bears integrity notes.
func noted(t chat.Transcript, notes []string) chat.Transcript {
	read := t.Messages
	t.Messages = func(cov *chat.Coverage) iter.Seq2[chat.Message, error] {
		return func(yield func(chat.Message, error) bool) {
			for m, err := range read(cov) {
				if !yield(m, err) {
					return
				}
			}
			if cov != nil {
				cov.Integrity = append(cov.Integrity, notes...)
			}
		}
	}
	return t
}

// place names a message for a note.
func place(m *chat.Message) string {
	if m.Line == 0 {
		return fmt.Sprintf("message %d", m.Index)
	}
	return fmt.Sprintf("line %d", m.Line)
}
