package report

import (
	"slices"
	"time"

	"backchannel/detect"
)

// weights are the kinds of findings that are counted apart, the gravest first.
var weights = []string{"critical", "high", "medium", "low", "info", detect.Protective}

// tally counts findings by the order of [weights].
type tally [6]int

// calendar counts findings by day.
type calendar struct {
	days        map[string]*tally
	first, last string // days of messages with a date
	undated     int    // findings without
}

func newCalendar() calendar { return calendar{days: map[string]*tally{}} }

// add counts the findings of a message on its day.
func (c *calendar) add(e detect.Event) {
	day := e.Message.Time
	if len(day) < len(time.DateOnly) {
		c.undated += len(e.Findings)
		return
	}
	day = day[:len(time.DateOnly)]
	if c.first == "" || day < c.first {
		c.first = day
	}
	c.last = max(c.last, day)
	for _, f := range e.Findings {
		if c.days[day] == nil {
			c.days[day] = new(tally)
		}
		if i := slices.Index(weights, weight(f)); i >= 0 {
			c.days[day][i]++
		}
	}
}

// spell is a stretch of time with its findings.
type spell struct {
	name string
	tally
}

// maxSpans is about how many columns a chart shows well.
const maxSpans = 31

// spans gives the findings over the time from the first to the last message:
// by days, weeks, months or years, whichever makes a readable number of
// columns, named by a key. What has no findings is there too, so that the scale is true.
func (c *calendar) spans() (all []spell, by string) {
	first, err1 := time.Parse(time.DateOnly, c.first)
	last, err2 := time.Parse(time.DateOnly, c.last)
	if err1 != nil || err2 != nil || len(c.days) == 0 {
		return nil, ""
	}
	for _, unit := range units {
		all = nil
		for at := unit.begin(first); !at.After(last) && len(all) <= maxSpans; at = unit.next(at) {
			all = append(all, spell{name: unit.name(at)})
		}
		if len(all) > maxSpans {
			continue
		}
		for day, n := range c.days {
			t, err := time.Parse(time.DateOnly, day)
			i := slices.IndexFunc(all, func(s spell) bool { return s.name == unit.name(unit.begin(t)) })
			if err != nil || i < 0 {
				continue
			}
			for k := range n {
				all[i].tally[k] += n[k]
			}
		}
		return all, unit.key
	}
	return nil, "" // centuries: a clock that cannot be right
}

// unit is how time is divided.
type unit struct {
	key   string                    // of its heading
	begin func(time.Time) time.Time // of the stretch that holds a time
	next  func(time.Time) time.Time
	name  func(time.Time) string
}

var units = []unit{
	{
		key:   "day",
		begin: func(t time.Time) time.Time { return t },
		next:  func(t time.Time) time.Time { return t.AddDate(0, 0, 1) },
		name:  func(t time.Time) string { return t.Format(time.DateOnly) },
	},
	{
		key:   "week",
		begin: func(t time.Time) time.Time { return t.AddDate(0, 0, -(int(t.Weekday())+6)%7) }, // weeks begin on Monday
		next:  func(t time.Time) time.Time { return t.AddDate(0, 0, 7) },
		name:  func(t time.Time) string { return t.Format(time.DateOnly) },
	},
	{
		key:   "month",
		begin: func(t time.Time) time.Time { return t.AddDate(0, 0, 1-t.Day()) },
		next:  func(t time.Time) time.Time { return t.AddDate(0, 1, 0) },
		name:  func(t time.Time) string { return t.Format("2006-01") },
	},
	{
		key:   "year",
		begin: func(t time.Time) time.Time { return time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC) },
		next:  func(t time.Time) time.Time { return t.AddDate(1, 0, 0) },
		name:  func(t time.Time) string { return t.Format("2006") },
	},
}
