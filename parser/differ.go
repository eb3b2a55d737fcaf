package parser

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"backchannel/parser/chat"
)

// similar is what two exports of one chat have in common and what not.
type similar struct {
	full, other string // their sources
	texts, same int    // of the other, and those that both have

	first, last string         // minutes between which the other lies
	marks       []mark         // the texts of the other, by hash
	names       []string       // its senders
	number      map[string]int // of each name
	pairs       map[[2]string]int
	candidates  []candidate // what only the full one has between first and last
	unkept      int         // and how many more

	unique                               map[uint64]int // hashes of the texts that only the other has, and how often
	onlyOther, onlyFull, edited, deleted apart
}

// mark is a text of the smaller export.
type mark struct {
	hash  uint64
	taken uint32 // of the run of equal hashes that begins here, those that the fuller export has
	who   uint16 // its sender in names
}

// candidate is a text of the fuller export without its like in the other.
type candidate struct {
	minute, sender, at string
	deleted, used      bool
}

// apart counts places of one kind, and names the first of them.
type apart struct {
	count int
	at    []string
}

func (a *apart) add(at string) {
	if a.count++; a.count <= shownApart {
		a.at = append(a.at, at)
	}
}

// String gives the count with the first places: 4 (line 3, line 9, line 12 …).
func (a *apart) String() string {
	more := ""
	if a.count > len(a.at) {
		more = " …"
	}
	return fmt.Sprintf("%d (%s%s)", a.count, strings.Join(a.at, ", "), more)
}

// compare says whether two transcripts are exports of one chat, and how they
// differ.
func compare(full, other chat.Transcript) (*similar, bool) {
	s := &similar{full: full.Source, other: other.Source,
		number: map[string]int{}, pairs: map[[2]string]int{}, unique: map[uint64]int{}}
	if !s.mark(other) {
		return nil, false
	}
	s.match(full)
	if s.same*100 < s.texts*sameShare || s.same < leastSame && (s.same < s.texts || s.same < 2) || !s.sameSpeakers() {
		return nil, false
	}
	s.differ(other)
	s.marks, s.candidates = nil, nil
	return s, true
}

// mark notes the texts of the smaller export.
func (s *similar) mark(other chat.Transcript) bool {
	for m := range spoken(other) {
		if len(s.marks) == mostTexts {
			return false
		}
		who, ok := s.number[m.Sender]
		if !ok && len(s.names) < mostNames {
			who = len(s.names)
			s.names, s.number[m.Sender] = append(s.names, m.Sender), who
		}
		at := minute(&m)
		s.first, s.last = min(cmp.Or(s.first, at), cmp.Or(at, s.first)), max(s.last, at)
		s.marks = append(s.marks, mark{hash: hashOf(&m), who: uint16(who)})
	}
	s.texts = len(s.marks)
	slices.SortStableFunc(s.marks, func(a, b mark) int { return cmp.Compare(a.hash, b.hash) })
	return true
}

// find gives the start of the run of a hash.
func (s *similar) find(hash uint64) (int, bool) {
	return slices.BinarySearchFunc(s.marks, hash, func(m mark, h uint64) int { return cmp.Compare(m.hash, h) })
}

// match counts the texts of the fuller export that the other has too, and
// keeps those of its time that it has not.
func (s *similar) match(full chat.Transcript) {
	for m, err := range full.Messages(nil) {
		if err != nil || !compared(&m) && m.Kind != chat.Deleted {
			continue
		}
		if i, ok := s.find(hashOf(&m)); ok && compared(&m) {
			run := &s.marks[i]
			if at := i + int(run.taken); at < len(s.marks) && s.marks[at].hash == run.hash {
				run.taken++
				s.same++
				if pair := [2]string{s.names[s.marks[at].who], m.Sender}; s.pairs[pair] > 0 || len(s.pairs) < mostNames {
					s.pairs[pair]++
				}
				continue
			}
		}
		at := minute(&m)
		switch {
		case at < s.first || at > s.last:
		case len(s.candidates) < mostApart:
			s.candidates = append(s.candidates, candidate{minute: at, sender: m.Sender, at: place(&m), deleted: m.Kind == chat.Deleted})
		case m.Kind != chat.Deleted:
			s.unkept++
		}
	}
}

// likely gives for each name of the smaller export the one that stands for it
// in the fuller one.
func (s *similar) likely() map[string]string {
	names := map[string]string{}
	for _, p := range slices.SortedFunc(maps.Keys(s.pairs), func(a, b [2]string) int {
		return cmp.Or(cmp.Compare(s.pairs[b], s.pairs[a]), cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	}) {
		if _, known := names[p[0]]; !known {
			names[p[0]] = p[1]
		}
	}
	return names
}

// sameSpeakers says whether each name stands for one other, and not only one
// side is the same: a question that was sent to two suppliers in the same
// minute makes two chats.
func (s *similar) sameSpeakers() bool {
	fit, matched, all := 0, 0, 0
	for a, b := range s.likely() {
		fit += s.pairs[[2]string{a, b}]
		if a != "" {
			matched++
		}
	}
	for _, name := range s.names {
		if name != "" {
			all++
		}
	}
	return fit*100 >= s.same*sameSender && (matched > 1 || all < 2)
}

// differ finds what the smaller export has and the fuller one has not, and
// whether it stands there in other words or as deleted.
func (s *similar) differ(other chat.Transcript) {
	names := s.likely()
	at := map[string][]int{} // candidates by minute
	for i, c := range s.candidates {
		at[c.minute] = append(at[c.minute], i)
	}
	for m := range spoken(other) {
		h := hashOf(&m)
		if i, ok := s.find(h); ok && s.marks[i].taken > 0 {
			s.marks[i].taken--
			continue
		}
		s.unique[h]++
		where := fmt.Sprintf("%s, %s", place(&m), cmp.Or(strings.TrimSpace(strings.Replace(m.Time, "T", " ", 1)+" "+m.Sender), "no time"))
		i := slices.IndexFunc(at[minute(&m)], func(i int) bool {
			c := &s.candidates[i]
			return !c.used && (c.sender == names[m.Sender] || c.sender == m.Sender || c.deleted && c.sender == "")
		})
		if i < 0 {
			s.onlyOther.add(where)
			continue
		}
		c := &s.candidates[at[minute(&m)][i]]
		c.used = true
		if c.deleted {
			s.deleted.add(where)
		} else {
			s.edited.add(fmt.Sprintf("%s; there %s", where, c.at))
		}
	}
	for _, c := range s.candidates {
		if !c.used && !c.deleted {
			s.onlyFull.add(c.at)
		}
	}
	s.onlyFull.count += s.unkept
}

// only gives the transcript without the texts that the fuller one has.
func (s *similar) only(t chat.Transcript) chat.Transcript {
	read := t.Messages
	t.Messages = func(cov *chat.Coverage) iter.Seq2[chat.Message, error] {
		return func(yield func(chat.Message, error) bool) {
			left := maps.Clone(s.unique)
			for m, err := range read(cov) {
				if err == nil {
					h := hashOf(&m)
					if !compared(&m) || left[h] == 0 {
						continue
					}
					left[h]--
				}
				if !yield(m, err) {
					return
				}
			}
		}
	}
	return t
}

// ofFull tells the reader of the fuller export of the other.
func (s *similar) ofFull() []string {
	return []string{fmt.Sprintf("%s is another export of this chat; %d of its %d texts are here too and count once", s.other, s.same, s.texts)}
}

// ofOther tells the reader of the smaller export what it is and what differs.
func (s *similar) ofOther() []string {
	notes := []string{fmt.Sprintf("is another export of the chat in %s; %d of its %d texts are there too and count once", s.full, s.same, s.texts)}
	for _, n := range []struct {
		apart *apart
		text  string
	}{
		{&s.edited, "texts that read differently in %s: %s"},
		{&s.deleted, "texts that stand as deleted in %s: %s"},
		{&s.onlyOther, "texts that are missing in %s: %s"},
		{&s.onlyFull, "texts of the same time that are missing here and stand in %s: %s"},
	} {
		if n.apart.count > 0 {
			notes = append(notes, fmt.Sprintf(n.text, s.full, n.apart))
		}
	}
	return notes
}
