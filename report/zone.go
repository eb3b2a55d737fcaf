package report

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"backchannel/parser/chat"
)

// Zone gives a time zone by its name in the IANA database, such as
// Asia/Shanghai, or by its distance from UTC, such as +08:00. The zone of the
// machine is none: a report must not depend on it.
func Zone(name string) (*time.Location, error) {
	if t, err := time.Parse("-07:00", name); err == nil {
		_, seconds := t.Zone()
		return time.FixedZone(name, seconds), nil
	}
	if name == "" || strings.EqualFold(name, "local") {
		return nil, fmt.Errorf("%q is no time zone; write it like Asia/Shanghai, UTC or +08:00", name)
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("%q is no time zone; write it like Asia/Shanghai, UTC or +08:00", name)
	}
	return loc, nil
}

// errZone is the error of a form that cannot do without a time zone.
var errZone = errors.New("its clock has no time zone, which this format needs; name the zone of the phone or computer that made the export, such as --tz Asia/Shanghai")

// errNoTime is the error of a message without a time.
var errNoTime = errors.New("no time")

// instant is the time of a message on the time line of the world.
type instant struct {
	time.Time
	assumed string // the zone that the user named, "" where the export has an offset
	padded  string // what was filled up with zeros: seconds, or clock
	twice   bool   // the clock showed this time twice, and the first is taken
	never   bool   // the clock never showed this time
}

// layouts are the precisions of printed clocks, each with what it lacks.
var layouts = []struct{ layout, padded string }{
	{"2006-01-02T15:04:05.999999999", ""},
	{"2006-01-02T15:04", "seconds"},
	{"2006-01-02", "clock"},
}

// place gives the instant of a message. Its error says that the message has no
// time that can be read, or that a zone is needed and the user named none.
func placed(m *chat.Message, zone *time.Location) (instant, error) {
	for _, l := range layouts {
		if t, err := time.Parse(l.layout+"Z07:00", m.Time); err == nil {
			return instant{Time: t, padded: l.padded}, nil
		}
		t, err := time.Parse(l.layout, m.Time)
		if err != nil {
			continue
		}
		if zone == nil {
			return instant{}, fmt.Errorf("%w", &chat.Problem{Source: m.Source, Line: m.Line, Text: errZone.Error()})
		}
		at := instant{assumed: zone.String(), padded: l.padded}
		at.Time, at.twice, at.never = local(t, zone)
		return at, nil
	}
	return instant{}, errNoTime
}

// local gives the instant at which clocks of a zone show a wall clock. Where
// they show it twice or never, because they are put back or forward, the
// offset before the change counts.
func local(wall time.Time, zone *time.Location) (at time.Time, twice, never bool) {
	offset := func(t time.Time) time.Duration {
		_, seconds := t.In(zone).Zone()
		return time.Duration(seconds) * time.Second
	}
	const day = 24 * time.Hour // no zone changes twice in two days
	before, after := offset(wall.Add(-day)), offset(wall.Add(day))
	first, second := wall.Add(-before), wall.Add(-after)
	fits, fitsToo := offset(first) == before, offset(second) == after
	switch {
	case before == after:
	case fits && fitsToo:
		twice = true
	case fitsToo:
		first = second
	case !fits:
		return first.In(time.FixedZone("", int(before/time.Second))), false, true
	}
	return first.In(zone), twice, never
}

// stamp writes a instant with offset and seconds (RFC 3339), and with parts of
// a second only where the export has them.
func (t instant) stamp() string { return t.Format(time.RFC3339Nano) }

// precision says how far a clock was filled up with zeros, for a field of its
// own.
func (t instant) note() string {
	var all []string
	if t.padded != "" {
		all = append(all, t.padded+" not in the export, written as 00")
	}
	if t.twice {
		all = append(all, "the clock showed this time twice that day; the first is taken")
	}
	if t.never {
		all = append(all, "the clock skipped this time that day; the offset before the change is taken")
	}
	return strings.Join(all, "; ")
}
