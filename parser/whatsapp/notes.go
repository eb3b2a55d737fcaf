package whatsapp

import (
	"fmt"
	"math"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// gapDays is the number of days without a message from which a gap is told.
const gapDays = 60

// maxGaps is the number of gaps that are told one by one.
const maxGaps = 5

// notes gathers what makes an export look touched, and what it lacks.
type notes struct {
	survey *survey

	last, first  string // times as printed
	lastDay      int
	lastMinute   int
	notice       bool // the record before was the first, and a line of the app
	back         int
	backNote     string
	gaps         int
	gapNotes     []string
	edited       int
	editedAt     int
	alike        int
	alikeAt      int
	files, found int
	noYear       int
	oddClock     int
}

// lookalike notes a line that looks like a header and is text.
func (n *notes) lookalike(line int) {
	if n.alike++; n.alike == 1 {
		n.alikeAt = line
	}
}

// message notes a message.
func (n *notes) message(m *chat.Message, rec *record, g *grammar) {
	if m.Edited {
		if n.edited++; n.edited == 1 {
			n.editedAt = m.Line
		}
	}
	for _, f := range m.Attachments {
		n.files++
		if g.has(f) {
			n.found++
		}
	}
	if m.Time == "" {
		n.noYear++
		return
	}
	if len(m.Time) == len("2024-03-05") {
		n.oddClock++
	}
	if n.first == "" {
		n.first = m.Time
	}
	// The encryption notice at the start often bears a later time than what
	// follows it: the app writes it anew.
	if n.lastDay != 0 && !n.notice {
		n.step(m, rec.day-n.lastDay, rec.minute-n.lastMinute)
	}
	n.notice = m.Index == 1 && m.Kind == chat.Notice
	n.last, n.lastDay, n.lastMinute = m.Time, rec.day, rec.minute
}

// step notes the days and the minutes of the day by which a message is later
// than the one before.
func (n *notes) step(m *chat.Message, days, minutes int) {
	switch {
	case days < -1 || days == -1 && minutes < 0:
		if n.back++; n.back == 1 {
			n.backNote = fmt.Sprintf("line %d is of %s, behind %s", m.Line, m.Time, n.last)
		}
	case days > gapDays:
		if n.gaps++; n.gaps <= maxGaps {
			n.gapNotes = append(n.gapNotes, fmt.Sprintf("no message for %d days between %s and %s (line %d)",
				days, n.last, m.Time, m.Line))
		}
	}
}

// finish writes the notes into the coverage.
func (n *notes) finish(cov *chat.Coverage, g *grammar) {
	cov.First, cov.Last = n.first, n.last
	add := func(format string, args ...any) {
		cov.Integrity = append(cov.Integrity, fmt.Sprintf(format, args...))
	}
	if n.back > 0 {
		add("time runs back by more than a day %s, first where %s", plural(n.back, "time", "times"), n.backNote)
	}
	cov.Integrity = append(cov.Integrity, n.gapNotes...)
	if n.gaps > maxGaps {
		add("%s of over %d days without a message", plural(n.gaps-maxGaps, "more gap", "more gaps"), gapDays)
	}
	n.forms(add, g)
	n.lineEnds(add, g)
	if n.alike > 0 {
		add("%s like headers of another form or with another line end and count as text, first line %d",
			plural(n.alike, "line looks", "lines look"), n.alikeAt)
	}
	if n.edited > 0 {
		add("%s the app's mark of an edited text, first line %d; what it said before is not in the export",
			plural(n.edited, "message bears", "messages bear"), n.editedAt)
	}
	if n.noYear > 0 {
		cov.Clock = plural(n.noYear, "message has", "messages have") + " no time, because no year that can be read is printed"
	} else if n.oddClock > 0 {
		cov.Clock = plural(n.oddClock, "message has", "messages have") + " a date only, because the word at the clock is not known"
	}
	n.lacking(cov, g)
}

// forms notes mixed headers and contradicting dates.
func (n *notes) forms(add func(string, ...any), g *grammar) {
	main := g.forms[0]
	for _, f := range g.forms[1:] {
		where := "start"
		if f.to == math.MaxInt {
			where = "end"
		}
		add("two forms of header: %s and, at the %s of the file, %s %s; two exports may have been joined",
			main.shape, where, plural(f.tally.all.n, "message", "messages"), f.shape)
	}
	if k := main.verdict.against; k > 0 {
		add("%s not fit the order of the others (%s)", plural(k, "date does", "dates do"), main.verdict.reason)
	}
	if main.shape.ios() && main.shape.has(seconds) && !g.trusted {
		add("the direction marks that iOS writes are missing: the text went through an editor or was copied")
	}
}

// lineEnds notes line ends that neither phone writes.
func (n *notes) lineEnds(add func(string, ...any), g *grammar) {
	t := g.forms[0].tally
	if g.forms[0].behind == source.None && t.lf.n > 1 && t.crlf.n > 1 {
		add("line ends are mixed: %d LF and %d CRLF, which no phone writes so", n.survey.ends[source.LF], n.survey.ends[source.CRLF])
	}
}

// The numbers of messages at which the app is said to cut an export.
const (
	fullPlain = 40_000
	fullMedia = 10_000
)

// lacking notes what the export cannot hold or does not.
func (n *notes) lacking(cov *chat.Coverage, g *grammar) {
	cov.Missing = append(cov.Missing, "reactions, replies and earlier versions of edited messages, which no export of the app holds")
	if n.files > n.found && g.along != nil {
		cov.Missing = append(cov.Missing, fmt.Sprintf("%d of %d files named in the chat are not in the archive", n.files-n.found, n.files))
	}
	if cov.Messages == fullPlain || cov.Messages == fullMedia {
		cov.Missing = append(cov.Missing, fmt.Sprintf("perhaps older messages: the app exports %d at most, and so many are here", cov.Messages))
	}
}

// has says whether a file came along in the archive.
func (g *grammar) has(file string) bool { return g.along[lowerName(file)] }
