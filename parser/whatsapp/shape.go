package whatsapp

import "strings"

// shape is what the headers of one export have in common: everything of the
// form but the marker of the half day, padding and marks, which may differ
// from line to line.
type shape uint16

// The traits of a shape.
const (
	bracketed  shape = 1 << iota // [stamp] rest
	colonSep                     // stamp: rest, the old iOS form; else stamp - rest
	clockFirst                   // clock before date
	seconds                      // the clock has seconds
	dotClock                     // 15.22
	comma                        // between date and clock
	yearFirst                    // four-digit year before month and day
	yearFour                     // four-digit year behind them
	yearEra                      // a year of an era, R6
	monthName                    // 28 Aug 2013
	yearNone                     // 28 Aug
	oddPeriod                    // a word at the clock that is not known
	sepDot                       // 5.3.24
	sepDash                      // 5-3-24
	sepHan                       // 2024年3月5日
)

// has says whether s has all of the traits t.
func (s shape) has(t shape) bool { return s&t == t }

// webCopy says whether s is the form of text copied out of WhatsApp Web.
func (s shape) webCopy() bool { return s.has(bracketed|clockFirst) && !s.has(seconds) }

// exporterText says whether s is the form of WhatsApp-Chat-Exporter's text.
func (s shape) exporterText() bool {
	return s.has(bracketed|yearFirst|sepDash) && s&(clockFirst|seconds|comma|dotClock|sepDot|sepHan) == 0
}

// ios says whether s is a form in which the app marks its own words.
func (s shape) ios() bool { return s.has(bracketed) && !s.webCopy() || s.has(colonSep) }

// String draws the form, such as [D/M/YYYY, h:mm:ss] NAME:, for reports.
func (s shape) String() string {
	sep := "/"
	switch {
	case s.has(sepDot):
		sep = "."
	case s.has(sepDash):
		sep = "-"
	}
	var date string
	switch {
	case s.has(sepHan):
		date = "YYYY年M月D日"
	case s.has(monthName | yearNone):
		date = "D MON"
	case s.has(monthName):
		date = "D MON YYYY"
	case s.has(yearFirst):
		date = "YYYY" + sep + "M" + sep + "D"
	case s.has(yearFour):
		date = "D" + sep + "M" + sep + "YYYY"
	default:
		date = "D" + sep + "M" + sep + "YY"
	}
	clock := "h:mm"
	if s.has(seconds) {
		clock += ":ss"
	}
	if s.has(dotClock) {
		clock = strings.ReplaceAll(clock, ":", ".")
	}
	between := " "
	if s.has(comma) {
		between = ", "
	}
	if s.has(clockFirst) {
		date, clock = clock, date
	}
	switch stamp := date + between + clock; {
	case s.has(bracketed):
		return "[" + stamp + "] NAME:"
	case s.has(colonSep):
		return stamp + ": NAME:"
	default:
		return stamp + " - NAME:"
	}
}
