package whatsapp

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// maxNames is the number of names that are counted. A group holds 1,024
// people; past the limit those seen least often are forgotten.
const maxNames = 4096

// maxName is the longest name in bytes; names and group subjects have at most
// 100 characters.
const maxName = 400

// name is what stands before a colon at the start of a record.
type name struct {
	raw    string // as in the file
	clean  string // as in the record
	n      int    // records that start with it
	spoken int    // of these, those whose text starts with a speaking mark
	quoted bool   // opens a quotation that it does not close
	about  int    // records that start with it and are no message of it
	best   *name  // the longer form seen most often
	longer *name  // the same name up to a later colon; nil when it ends here
}

// nameTable counts names. It keeps at most maxNames of them.
type nameTable struct {
	byRaw  map[string]*name
	recent [4]*name // two people write most of a chat
	next   int
}

// add counts a name.
func (t *nameTable) add(raw []byte, spoken bool) *name {
	n := t.find(raw)
	if n == nil {
		if t.byRaw == nil {
			t.byRaw = map[string]*name{}
		}
		if len(t.byRaw) >= maxNames {
			t.forget()
		}
		n = &name{raw: string(raw)}
		t.byRaw[n.raw] = n
	}
	n.n++
	if spoken {
		n.spoken++
	}
	return n
}

// find gives the entry of a name, nil when there is none.
func (t *nameTable) find(raw []byte) *name {
	for _, n := range t.recent {
		if n != nil && n.raw == string(raw) {
			return n
		}
	}
	n := t.byRaw[string(raw)]
	if n != nil {
		t.recent[t.next] = n
		t.next = (t.next + 1) % len(t.recent)
	}
	return n
}

// forget drops the names that were seen least often, at least half of them so
// that it is seldom called.
func (t *nameTable) forget() {
	for least := 1; len(t.byRaw) > maxNames/2; least *= 2 {
		for raw, n := range t.byRaw {
			if n.n <= least {
				delete(t.byRaw, raw)
			}
		}
	}
	t.recent = [4]*name{}
}

// colon finds the first sender separator in rest at or behind from: a colon
// that a blank or the end of the line follows, with marks in between. It gives
// the place of the colon and that of the text, -1 when there is none within
// the length of a name.
func colon(rest []byte, from int) (at, text int) {
	limit := min(len(rest), maxName)
	for i := from; i < limit; i++ {
		n := bytes.IndexByte(rest[i:limit], ':')
		if n < 0 {
			break
		}
		i += n
		j := i + 1
		if j < len(rest) && rest[j] == ' ' {
			return i, j + 1
		}
		for n := leadingMark(rest[j:]); n > 0; n = leadingMark(rest[j:]) {
			j += n
		}
		if j < len(rest) && rest[j] == ' ' {
			return i, j + 1
		}
		if j == len(rest) {
			return i, j
		}
	}
	return -1, -1
}

// names counts the names that occur before the first and the second colon of
// records.
type names struct {
	short, long nameTable
}

// add counts the names of one record and gives where its text starts, -1 when
// it has no sender.
func (t *names) add(rest []byte) int {
	at, text := colon(rest, 0)
	if at <= 0 {
		return -1
	}
	s := t.short.add(rest[:at], speaks(rest[text:]))
	if b := s.best; b != nil && len(rest) > len(b.raw) && rest[len(b.raw)] == ' ' && string(rest[:len(b.raw)]) == b.raw {
		b.about++
	}
	for end, depth := at, 0; depth < 2; depth++ {
		next, after := colon(rest[:min(len(rest), maxName)], end+1)
		if next < 0 {
			break
		}
		spoken := speaks(rest[after:]) && !bytes.HasPrefix(rest[after+3:], []byte("<"))
		if l := t.long.add(rest[:next], spoken); s.best == nil || l.n > s.best.n {
			s.best = l
		}
		end = next
	}
	return text
}

// link finds the names that hold a colon themselves: the longer form covers
// nearly all records of the shorter one and occurs three times, or only in
// front of words of the app. (Seen: Orders: Hengli Tools; groups named PO: 1.)
func (t *names) link(chat string) {
	for _, l := range t.long.byRaw {
		s := t.shorter(l.raw)
		if s == nil {
			continue
		}
		covers := (s.n-l.n-l.about)*10 <= s.n && (l.n >= 3 || l.spoken == l.n)
		if !covers && !sameChat(cleanName([]byte(l.raw)), chat) {
			continue
		}
		// The longest wins, and of two as long the one seen more often, so that
		// the result does not depend on the order of a map.
		if o := s.longer; o == nil || len(l.raw) > len(o.raw) ||
			len(l.raw) == len(o.raw) && (l.n > o.n || l.n == o.n && l.raw < o.raw) {
			s.longer = l
		}
	}
	for _, table := range []*nameTable{&t.short, &t.long} {
		for _, n := range table.byRaw {
			n.clean, n.quoted = cleanName([]byte(n.raw)), openQuote([]byte(n.raw))
		}
	}
}

// shorter gives the name up to the first colon of a longer one.
func (t *names) shorter(raw string) *name {
	if at, _ := colon([]byte(raw+" "), 0); at > 0 {
		return t.short.byRaw[raw[:at]]
	}
	return nil
}

// known says whether raw, in its clean form or as printed, wrote or is named
// at the start of at least least records.
func (t *names) known(raw []byte, least int) bool {
	n := t.short.find(raw)
	return n != nil && n.n >= least
}

// maxWords is the number of words of a name up to which a line is searched for
// one at its start.
const maxWords = 12

// startsWithKnown gives the length of the longest known name that b starts
// with and a blank, an apostrophe or the end follows, 0 when there is none.
func (t *names) startsWithKnown(b []byte) (length int) {
	b = b[:min(len(b), maxName)]
	words := 0
	for i := 1; i <= len(b) && words < maxWords; i++ {
		if i == len(b) || b[i] == ' ' || b[i] == '\'' || b[i] == 0xE2 {
			words++
			if t.known(b[:i], 1) {
				length = i
			}
		}
	}
	return length
}

// plausible says whether a name that occurs once can be one: it is not too
// long, does not open a quotation without closing it, and is no sentence.
func plausible(raw []byte) bool {
	if utf8.RuneCount(raw) > 100 || openQuote(raw) {
		return false
	}
	if bytes.ContainsAny(raw, "。！？") {
		return false
	}
	words := bytes.Count(raw, []byte(" ")) + 1
	return words < 6 || !bytes.Contains(raw, []byte(". ")) &&
		!bytes.Contains(raw, []byte("? ")) && !bytes.Contains(raw, []byte("! "))
}

// openQuote says whether b opens a quotation that it does not close, as the
// start of: Lily changed the subject from "A: B" to "C".
func openQuote(b []byte) bool {
	if bytes.Count(b, []byte{'"'})%2 == 1 {
		return true
	}
	for _, q := range [...][2]string{{"“", "”"}, {"«", "»"}, {"「", "」"}, {"『", "』"}} {
		if bytes.Count(b, []byte(q[0])) > bytes.Count(b, []byte(q[1])) {
			return true
		}
	}
	// German opens low and closes with the sign that English opens with.
	return bytes.Count(b, []byte("„")) > bytes.Count(b, []byte("“"))+bytes.Count(b, []byte("”"))
}

// sameChat says whether a name in a chat is the one in its file name, where
// characters that no file name can hold were replaced.
func sameChat(name, chat string) bool {
	return chat != "" && name != "" && fileName.Replace(name) == fileName.Replace(chat)
}

var fileName = strings.NewReplacer(":", "_", "/", "_", "\\", "_", "?", "_", "*", "_", `"`, "_", "<", "_", ">", "_", "|", "_", "\u00A0", " ")
