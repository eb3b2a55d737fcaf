package page

import (
	"regexp"

	"backchannel/parser/lines"
)

// dayMonth is a date with the year last: 15/03/2024, 3:22 PM. Which number is
// the month only the whole page can tell.
var dayMonth = regexp.MustCompile(`(?:^|[^\d/.])((\d{1,2})[/.](\d{1,2})[/.](\d{4}),? (\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?))(?:$|[^\d:])`)

// printed is a date with the year last and its clock, as they stand there.
type printed struct {
	first, second, year, clock string
	dots                       bool // between the numbers, where the day is first
}

// findDayMonth gives the place of the first such date in s.
func findDayMonth(s string) (start, end int, p printed, ok bool) {
	m := dayMonth.FindStringSubmatchIndex(s)
	if m == nil {
		return 0, 0, p, false
	}
	g := func(i int) string { return s[m[2*i]:m[2*i+1]] }
	return m[2], m[3], printed{g(2), g(3), g(4), g(5), s[m[5]] == '.'}, true
}

// settle gives the stamps whose year is last a time, when some date of the page
// tells the order of day and month, or dots stand in it; otherwise they keep none.
func settle(stamps []stamp) {
	day, month := false, false
	for _, s := range stamps {
		if s.open != nil {
			_, dmy := s.open.at(true)
			_, mdy := s.open.at(false)
			day, month = day || dmy && (!mdy || s.open.dots), month || mdy && !dmy
		}
	}
	if day == month {
		return
	}
	for i := range stamps {
		if p := stamps[i].open; p != nil {
			stamps[i].at, _ = p.at(day)
		}
	}
}

// at reads the date in one of the orders; ok is false when there is no such day.
func (p *printed) at(dayFirst bool) (string, bool) {
	day, month := p.first, p.second
	if !dayFirst {
		day, month = month, day
	}
	return lines.ParseStamp(p.year + "-" + month + "-" + day + " " + p.clock)
}
