package whatsapp

import (
	"fmt"
	"strings"
)

// place is a date and where it stands.
type place struct {
	line  int // 1-based, 0 for none
	shape shape
	part  [3]int
	width [3]int
}

// String gives the date as printed.
func (p place) String() string {
	sep := "/"
	switch {
	case p.shape.has(sepDot):
		sep = "."
	case p.shape.has(sepDash):
		sep = "-"
	}
	var s []string
	for k := range p.part {
		s = append(s, fmt.Sprintf("%0*d", p.width[k], p.part[k]))
	}
	return strings.Join(s, sep)
}

// header gives the date as a header, to read it in some order.
func (p place) header() *header { return &header{shape: p.shape, part: p.part, width: p.width} }

// evidence gathers, in constant memory, what a run of headers of one shape
// tells about the order of day and month.
type evidence struct {
	n           int
	first, last place
	only        [3]place // the first date that exists in this order and not in the other of dmy and mdy
	bad         [3]int   // dates that do not exist in this order
	path        [3]int   // days between neighbours, summed
	back        [3]int   // steps back by more than a day
	day         [3]int   // number of the last day in this order
	differ      bool     // some date means another day in another order
	padded      bool     // a day or month has a leading zero
	bare        bool     // a day or month is a single digit
	spaced      bool     // "p. m."
}

// add notes a header at a line.
func (e *evidence) add(h *header, line int) {
	e.n++
	e.spaced = e.spaced || h.spaced
	if e.n > 1 && h.part == e.last.part {
		e.last.line = line
		return
	}
	at := place{line, h.shape, h.part, h.width}
	if e.n == 1 {
		e.first = at
	}
	for k := range 3 {
		if h.width[k] <= 2 && !(k == 2 && !h.shape.has(yearFirst)) {
			e.padded = e.padded || h.width[k] == 2 && h.part[k] < 10
			e.bare = e.bare || h.width[k] == 1
		}
	}
	var day [3]int
	var ok [3]bool
	for _, o := range h.shape.orders() {
		var y, m, d int
		if y, m, d, ok[o] = h.in(o); !ok[o] {
			e.bad[o]++
			continue
		}
		day[o] = dayNumber(y, m, d)
		if e.day[o] != 0 {
			step := day[o] - e.day[o]
			e.path[o] += max(step, -step)
			if step < -1 {
				e.back[o]++
			}
		}
		e.day[o] = day[o]
	}
	for _, o := range [...]order{dmy, mdy} {
		if other := mdy - o; ok[o] && !ok[other] && e.only[o].line == 0 {
			e.only[o] = at
		}
	}
	e.differ = e.differ || day[dmy] != day[mdy]
	e.last = at
}

// verdict is the order of a form's dates and how it was found.
type verdict struct {
	order     order
	reason    string // for reports
	undecided bool   // nothing but custom spoke for the order
	against   int    // dates that exist only in another order
}

// decide finds the order of the dates of a shape. forced is the user's word,
// nil when there is none.
func (e *evidence) decide(s shape, forced *order) verdict {
	orders := s.orders()
	if len(orders) == 1 {
		if s.has(monthName) {
			return verdict{order: orders[0], reason: "the month is printed as a word"}
		}
		return verdict{order: orders[0], reason: "year first: " + e.first.String()}
	}
	if forced != nil && (*forced != ymd || len(orders) == 3) {
		return verdict{order: *forced, reason: orderWords[*forced] + ": as given", against: e.bad[*forced]}
	}
	if len(orders) == 3 && e.yearInFront() {
		return verdict{order: ymd, reason: "year first: the dates follow each other only so, from " + e.first.String()}
	}
	switch d, m := e.bad[dmy], e.bad[mdy]; {
	case d < m:
		return e.proved(dmy)
	case m < d:
		return e.proved(mdy)
	case !e.differ:
		return verdict{order: dmy, reason: "day and month are the same number in all dates"}
	}
	return e.likely(s)
}

// yearInFront says whether dates of three two-digit parts start with the year.
// Read otherwise, every new day would be in another year.
func (e *evidence) yearInFront() bool {
	if e.bad[ymd] > 0 {
		return false
	}
	if e.bad[dmy] > 0 && e.bad[mdy] > 0 {
		return true
	}
	least := e.path[dmy]
	if e.bad[mdy] < e.bad[dmy] || e.bad[mdy] == e.bad[dmy] && e.path[mdy] < least {
		least = e.path[mdy]
	}
	return least >= 300 && e.path[ymd]*50 < least
}

// proved is the verdict when dates exist in order o only.
func (e *evidence) proved(o order) verdict {
	return verdict{
		order:   o,
		reason:  fmt.Sprintf("%s: %s at line %d", orderWords[o], e.only[o], e.only[o].line),
		against: e.bad[o],
	}
}

// likely is the verdict when all dates exist both ways: the shorter way
// through the days, else the look of the dates, else the custom of most
// countries.
func (e *evidence) likely(s shape) verdict {
	switch d, m := e.path[dmy], e.path[mdy]; {
	case d < m:
		return verdict{order: dmy, reason: fmt.Sprintf("day first: the dates then span %d days from line to line, else %d", d, m)}
	case m < d:
		return verdict{order: mdy, reason: fmt.Sprintf("month first: the dates then span %d days from line to line, else %d", m, d)}
	case s&(sepDot|sepDash) != 0:
		return verdict{order: dmy, reason: "day first: by the look of the dates, " + e.first.String()}
	case e.padded:
		return verdict{order: dmy, reason: "day first: by the leading zeros of the dates, " + e.first.String()}
	case e.bare && !s.has(yearFour):
		return verdict{order: mdy, reason: "month first: by the look of the dates, " + e.first.String()}
	case e.bare && e.spaced:
		return verdict{order: dmy, reason: `day first: by the look of dates and clocks ("p. m.")`}
	}
	return verdict{order: dmy, reason: "day first: not decided by anything in the file", undecided: true}
}

// readings says what a date means in both orders.
func (p place) readings(o order) string {
	other := mdy
	if o == mdy {
		other = dmy
	}
	return fmt.Sprintf("%s is read as %s and could be %s", p, p.iso(o), p.iso(other))
}

// iso gives the date in order o as 2024-03-05.
func (p place) iso(o order) string {
	y, m, d, _ := p.header().in(o)
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}
