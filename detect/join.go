package detect

import (
	"iter"
	"slices"
	"strings"
	"time"

	"backchannel/parser/chat"
)

// ExamineCase prepares the reading of several transcripts as one story with
// one verdict: their messages come in the order of time, and what one says
// weighs on what comes later in another. Where two messages both carry a UTC
// offset their instants are compared, otherwise the printed clocks. The order
// within a transcript stays, and a message without time stays behind the one
// before it. Transcripts that overlap in time are open side by side.
func (e *Engine) ExamineCase(ts []chat.Transcript) *Examination {
	x := &Examination{eng: e, joined: true}
	for _, t := range ts {
		x.parts = append(x.parts, &part{transcript: t})
	}
	return x
}

// moment is the clock of a message.
type moment struct {
	printed string // without offset
	instant time.Time
	offset  bool // the clock carries an offset, so instant is known
}

// momentOf reads a clock in the form of [chat.Message].
func momentOf(clock string) moment {
	at := offsetAt(clock)
	if at == len(clock) {
		return moment{printed: clock}
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, clock); err == nil {
			return moment{clock[:at], t, true}
		}
	}
	return moment{printed: clock[:at]}
}

// offsetAt is where the UTC offset of a clock begins, its length when it has
// none.
func offsetAt(clock string) int {
	n := len(clock)
	switch {
	case strings.HasSuffix(clock, "Z"):
		return n - 1
	case n > len("2006-01-02T+07:00") && clock[n-3] == ':' && (clock[n-6] == '+' || clock[n-6] == '-'):
		return n - len("+07:00")
	}
	return n
}

// before says whether m is earlier than o.
func (m moment) before(o moment) bool {
	if m.offset && o.offset {
		return m.instant.Before(o.instant)
	}
	return m.printed < o.printed
}

// head is the next message of a part, or the error that comes next.
type head struct {
	part  *part
	next  func() (chat.Message, error, bool) // nil before the part is opened
	stop  func()
	m     chat.Message
	err   error
	at    moment // of m; of the message before it when m has no time
	ended bool
}

func (h *head) advance() {
	if h.next == nil {
		h.next, h.stop = iter.Pull2(h.part.read())
	}
	more := false
	if h.m, h.err, more = h.next(); !more {
		h.ended = true
		h.stop()
	} else if h.err == nil && h.m.Time != "" {
		h.at = momentOf(h.m.Time)
	}
}

// merge gives the messages of parts in the order of time, and of equal times
// in the order of the parts. It holds one message of each.
func merge(parts []*part) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		heads := make([]*head, len(parts))
		for i, p := range parts {
			heads[i] = &head{part: p, at: p.begin()}
		}
		defer func() {
			for _, h := range heads {
				if h.stop != nil {
					h.stop()
				}
			}
		}()
		for h := earliest(heads); h != nil; h = earliest(heads) {
			// A part is opened when its first message is due, so that chats that
			// follow one another are not all open.
			if h.next != nil && !yield(line{h.m, h.part}, h.err) {
				return
			}
			h.advance()
		}
	}
}

// earliest gives the head to take next: one with an error at once, since
// nothing is known of its time.
func earliest(heads []*head) *head {
	var first *head
	for _, h := range heads {
		switch {
		case h.ended:
		case h.err != nil:
			return h
		case first == nil || h.at.before(first.at):
			first = h
		}
	}
	return first
}

// begin gives the first time near the start of a part. Messages before it,
// such as a notice of encryption, wait for it.
func (p *part) begin() moment {
	n := 0
	for m, err := range p.transcript.Messages(nil) {
		if err == nil && m.Time != "" {
			return momentOf(m.Time)
		}
		if n++; n == headMessages {
			break
		}
	}
	return moment{}
}

// shareRoles lets a sender whose role one export does not show have the one
// that another export of the same platform shows. Names on two platforms are
// two people until somebody says otherwise.
func shareRoles(parts []*part) {
	inferred := make([]roles, len(parts))
	for i, p := range parts {
		inferred[i] = p.roles
		p.roles = roles{}
		for name, k := range inferred[i] {
			p.roles[name] = k
		}
	}
	for i, p := range parts {
		for j, other := range parts {
			if i == j || p.transcript.Platform != other.transcript.Platform {
				continue
			}
			for name, k := range inferred[j] {
				if _, known := p.roles[name]; !known && name != chat.Self {
					p.roles[name] = k
				}
			}
		}
	}
}

// joinedCase is what the only conversation of a case came to, with all that is
// known of its parts.
func (x *Examination) joinedCase(c *conversation) Case {
	done := c.finish()
	done.Coverage = chat.Coverage{}
	var names, platforms, formats, encodings, units []string
	add := func(to *[]string, s string) {
		if s != "" && !slices.Contains(*to, s) {
			*to = append(*to, s)
		}
	}
	offset, printed := false, false
	for _, p := range x.parts {
		part := p.done(true)
		done.Parts = append(done.Parts, part)
		done.ProblemCount += part.ProblemCount
		done.Problems = append(done.Problems, part.Problems[:min(len(part.Problems), MaxProblems-len(done.Problems))]...)
		add(&names, part.Source)
		add(&platforms, part.Platform)
		add(&formats, part.Coverage.Format)
		add(&encodings, part.Coverage.Encoding)
		add(&units, part.Coverage.Unit)
		sum(&done.Coverage, &part)
		offset, printed = offset || p.offset, printed || p.printed
	}
	done.Source, done.Platform, done.Conversation = strings.Join(names, " + "), strings.Join(platforms, " + "), ""
	cov := &done.Coverage
	cov.Format, cov.Encoding, cov.Unit = strings.Join(formats, " + "), strings.Join(encodings, " + "), strings.Join(units, " + ")
	if offset && printed {
		cov.Integrity = append(cov.Integrity, "some times carry a UTC offset and some do not; those are joined by the printed clock, "+
			"so that messages of different sources within hours of each other may stand in another order than they were written")
	}
	return done
}

// about adds a note of a source to notes, once for all sources that have it.
func about(notes []string, source, note string) []string {
	for i, n := range notes {
		if names, ok := strings.CutSuffix(n, ": "+note); ok {
			notes[i] = names + ", " + source + ": " + note
			return notes
		}
	}
	return append(notes, source+": "+note)
}

// sum adds the coverage of a part to that of its case. Each note then says
// which source it is about.
func sum(all *chat.Coverage, p *Part) {
	cov := &p.Coverage
	all.Found, all.Read, all.Lost = all.Found+cov.Found, all.Read+cov.Read, all.Lost+cov.Lost
	all.Messages, all.Problems = all.Messages+cov.Messages, all.Problems+cov.Problems
	for _, s := range cov.Skipped {
		all.Skip(p.Source+": "+s.Reason, s.Count)
	}
	for _, m := range cov.Missing {
		all.Missing = about(all.Missing, p.Source, m)
	}
	for _, n := range cov.Integrity {
		all.Integrity = about(all.Integrity, p.Source, n)
	}
	if cov.First != "" && (all.First == "" || momentOf(cov.First).before(momentOf(all.First))) {
		all.First = cov.First
	}
	if cov.Last != "" && (all.Last == "" || momentOf(all.Last).before(momentOf(cov.Last))) {
		all.Last = cov.Last
	}
}
