package wechat

import (
	"fmt"
	"strings"
	"time"

	"backchannel/parser/chat"
)

// longGap is the silence between two messages that is worth a note. Shorter
// ones are holidays.
const longGap = 30 * 24 * time.Hour

// maxConversations bounds the memory for sources that mix conversations.
const maxConversations = 100_000

// watch looks at the times of a source for what does not fit together.
type watch struct {
	last     map[string]seen // by conversation
	timeless int
	kinds    [4]int // messages by precision and zone of their time

	back      int
	firstBack chat.Message
	before    string // the time that firstBack runs back from
	gap       time.Duration
	gapFrom   string
	gapTo     string
}

// seen is the latest message of a conversation.
type seen struct {
	at   int64
	text string
}

// The kinds of a printed time.
const (
	toMinute = iota
	toSecond
	withZone
	noClock
)

func (w *watch) see(m *chat.Message) {
	at, kind := instant(m.Time)
	if m.Time == "" {
		if m.Kind != chat.Notice && m.Kind != chat.Deleted {
			w.timeless++
		}
		return
	}
	w.kinds[kind]++
	if w.last == nil {
		w.last = map[string]seen{}
	}
	prev, ok := w.last[m.Conversation]
	if !ok && len(w.last) >= maxConversations {
		return
	}
	w.last[m.Conversation] = seen{at, m.Time}
	if !ok {
		return
	}
	if at < prev.at {
		if w.back == 0 {
			w.firstBack, w.before = *m, prev.text
		}
		w.back++
	}
	if d := time.Duration(at-prev.at) * time.Second; d > w.gap {
		w.gap, w.gapFrom, w.gapTo = d, prev.text, m.Time
	}
}

// notes tells what was odd.
func (w *watch) notes() []string {
	var notes []string
	if w.back > 0 {
		where := fmt.Sprintf("message %d", w.firstBack.Index)
		if w.firstBack.Line > 0 {
			where += fmt.Sprintf(", line %d", w.firstBack.Line)
		}
		notes = append(notes, fmt.Sprintf("the time runs back in %d place(s), first from %s to %s at %s", w.back, w.before, w.firstBack.Time, where))
	}
	if w.gap >= longGap {
		notes = append(notes, fmt.Sprintf("the longest silence is %d days, from %s to %s", int(w.gap.Hours()/24), w.gapFrom, w.gapTo))
	}
	if mixed := w.mixed(); mixed != "" {
		notes = append(notes, mixed)
	}
	return notes
}

// mixed tells that times are written in several ways: parts of the file may
// come from different exports or from a hand.
func (w *watch) mixed() string {
	var parts []string
	for kind, label := range []string{"to the minute", "to the second", "with a time zone", "as a date alone"} {
		if n := w.kinds[kind]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, label))
		}
	}
	if len(parts) < 2 {
		return ""
	}
	return "times are written in different ways: " + strings.Join(parts, ", ")
}

// clock says what the times of the source are.
func (w *watch) clock() string {
	var s string
	switch local := w.kinds[toMinute] + w.kinds[toSecond] + w.kinds[noClock]; {
	case local > 0 && w.kinds[withZone] == 0:
		s = "wall clock of the machine that exported, time zone unknown"
	case local == 0 && w.kinds[withZone] > 0:
		s = "with time zone"
	case local > 0:
		s = "partly with time zone"
	}
	if w.timeless == 0 {
		return s
	}
	if s != "" {
		s += "; "
	}
	return s + fmt.Sprintf("%d message(s) without a time", w.timeless)
}

// instant gives a time as seconds to compare with others, and how it is
// written. A time without a zone counts as UTC: only the order matters.
func instant(s string) (at int64, kind int) {
	n := func(i int) int { return int(s[i]-'0')*10 + int(s[i+1]-'0') }
	if len(s) < len("2006-01-02") {
		return 0, noClock
	}
	y, mo, d := n(0)*100+n(2), n(5), n(8)
	at = days(y, mo, d) * 86400
	if len(s) < len("2006-01-02T15:04") {
		return at, noClock
	}
	at += int64(n(11))*3600 + int64(n(14))*60
	kind = toMinute
	rest := s[16:]
	if len(rest) >= 3 && rest[0] == ':' {
		at += int64(n(17))
		kind, rest = toSecond, rest[3:]
	}
	switch {
	case rest == "Z":
		kind = withZone
	case len(rest) == len("+08:00"):
		kind = withZone
		i := len(s) - 5
		off := int64(n(i))*3600 + int64(n(i+3))*60
		if rest[0] == '-' {
			off = -off
		}
		at -= off
	}
	return at, kind
}

// days counts the days from 1970-01-01 to a date of the Gregorian calendar.
func days(y, m, d int) int64 {
	if m <= 2 {
		y, m = y-1, m+12
	}
	return int64(365*y+y/4-y/100+y/400+(153*(m-3)+2)/5+d) - 719469
}

// mixedEnds tells that lines end in two ways, counted as LF and CR LF.
func mixedEnds(n [2]int) string {
	return fmt.Sprintf("%d lines end in LF and %d in CR LF: parts may have been added in an editor", n[0], n[1])
}
