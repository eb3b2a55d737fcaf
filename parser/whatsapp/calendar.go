package whatsapp

// order is the order of the parts of a date.
type order uint8

// The orders. Dates with a named month are always in dmy, whatever was printed.
const (
	dmy order = iota
	mdy
	ymd
)

// orderNames are the names that the user gives with --date-order.
var orderNames = [...]string{dmy: "dmy", mdy: "mdy", ymd: "ymd"}

// orderWords are the orders as reports name them.
var orderWords = [...]string{dmy: "day first", mdy: "month first", ymd: "year first"}

// in gives year, month and day of the date read in order o. ok is false when
// there is no such day. A year of two digits is one of 2000 to 2099, a year
// above 2400 one of the Buddhist calendar. The year is 0 when none is printed.
func (h *header) in(o order) (y, m, d int, ok bool) {
	switch p := h.part; o {
	case dmy:
		y, m, d = p[2], p[1], p[0]
	case mdy:
		y, m, d = p[2], p[0], p[1]
	default:
		y, m, d = p[0], p[1], p[2]
	}
	switch {
	case h.shape.has(yearNone):
		return 0, m, d, d >= 1 && d <= daysIn(0, m)
	case y < 100:
		y += 2000
	case y > 2400:
		y -= 543
	}
	return y, m, d, d >= 1 && d <= daysIn(y, m)
}

// exists says whether some order that the form allows makes it a date.
func (h *header) exists() bool {
	for _, o := range h.shape.orders() {
		if _, _, _, ok := h.in(o); ok {
			return true
		}
	}
	return false
}

// orders are the orders that a form allows.
func (s shape) orders() []order {
	switch {
	case s.has(monthName):
		return allOrders[dmy : dmy+1]
	case s.has(yearFirst):
		return allOrders[ymd : ymd+1]
	case s.has(yearFour):
		return allOrders[dmy : mdy+1]
	default:
		return allOrders[:]
	}
}

var allOrders = [...]order{dmy, mdy, ymd}

// daysIn gives the number of days of a month, 0 for a month that is none. Year
// 0 stands for an unknown year and has a 29 February.
func daysIn(y, m int) int {
	switch m {
	case 1, 3, 5, 7, 8, 10, 12:
		return 31
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 0
}

// dayNumber counts days, so that two dates can be subtracted.
func dayNumber(y, m, d int) int {
	if m < 3 {
		y, m = y-1, m+12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*m-457)/5 + d
}

// halfDay is what the marker at a clock says.
type halfDay uint8

// The meanings of markers.
const (
	wholeDay halfDay = iota // none, or one that is not known
	morning
	afternoon
	noon
	night
)

// hour gives the hour of the day for the hour on the dial. Above 12 the marker
// is noise: 23:59 PM and 00:04 AM occur in edited files.
func (p halfDay) hour(h int) int {
	switch {
	case h == 24:
		return 0
	case h > 12 || h == 0 || p == wholeDay:
		return h
	case h == 12:
		if p == morning || p == night {
			return 0
		}
		return 12
	case p == afternoon, p == noon && h < 6, p == night && h >= 6:
		return h + 12
	}
	return h
}

// appendStamp appends the date and the clock in the precision of the header:
// the clock without seconds where it has none, and left out where its marker
// is not known. Nothing is appended when the year is not known.
func (h *header) appendStamp(dst []byte, y, m, d int) []byte {
	if y < 1970 || y > 2199 {
		return dst
	}
	dst = append(dst, byte('0'+y/1000), byte('0'+y/100%10), byte('0'+y/10%10), byte('0'+y%10))
	dst = append(append(dst, '-'), two(m)...)
	dst = append(append(dst, '-'), two(d)...)
	if h.shape.has(oddPeriod) {
		return dst
	}
	dst = append(append(dst, 'T'), two(h.hour)...)
	dst = append(append(dst, ':'), two(h.minute)...)
	if h.shape.has(seconds) {
		dst = append(append(dst, ':'), two(h.second)...)
	}
	return dst
}

// two gives n, at most 99, in two digits.
func two(n int) string {
	const digits = "00010203040506070809101112131415161718192021222324252627282930313233343536373839" +
		"404142434445464748495051525354555657585960"
	return digits[2*n : 2*n+2]
}
