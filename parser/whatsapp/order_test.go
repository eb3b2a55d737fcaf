package whatsapp

import (
	"strings"
	"testing"

	"backchannel/parser/chat"
)

// dated makes an Android or, with brackets, an iOS export with these dates.
func dated(form string, dates ...string) string {
	var b strings.Builder
	for _, d := range dates {
		b.WriteString(strings.Replace(form, "DATE", d, 1) + "\n")
	}
	return b.String()
}

const (
	android = "DATE, 15:22 - Lily: hi"
	iphone  = "[DATE, 15:22:10] Lily: hi"
)

func TestDateOrder(t *testing.T) {
	tests := []struct {
		name, text, forced string
		first, last        string // dates
		order              string // the start of what the report says
		told               bool   // the order is told to be open
	}{
		{"four digits in front", dated(android, "2024/03/05", "2024/03/06"), "", "2024-03-05", "2024-03-06", "year first", false},
		{"a first part above 12", dated(android, "05/03/2024", "13/03/2024"), "", "2024-03-05", "2024-03-13", "day first: 13/03/2024 at line 2", false},
		{"a second part above 12", dated(android, "03/05/2024", "03/13/2024"), "", "2024-03-05", "2024-03-13", "month first: 03/13/2024 at line 2", false},
		{"proof in the first line", dated(iphone, "28.02.24", "01.03.24"), "", "2024-02-28", "2024-03-01", "day first", false},
		{"shortest path, day first", dated(iphone, "1/3/24", "2/3/24", "4/3/24"), "", "2024-03-01", "2024-03-04", "day first: the dates then span 3 days", false},
		{"shortest path, month first", dated(iphone, "03/01/24", "03/02/24", "03/04/24"), "", "2024-03-01", "2024-03-04", "month first: the dates then span 3 days", false},
		{"looks: points", dated(android, "05.03.24"), "", "2024-03-05", "2024-03-05", "day first: by the look", false},
		{"looks: hyphens", dated(android, "05-03-2024"), "", "2024-03-05", "2024-03-05", "day first: by the look", false},
		{"looks: leading zeros", dated(android, "05/03/24"), "", "2024-03-05", "2024-03-05", "day first: by the leading zeros", false},
		{"looks: no zeros, two-digit year", dated(android, "3/5/24"), "", "2024-03-05", "2024-03-05", "month first: by the look", false},
		{"looks: a. m.", "5/3/2024, 3:22 p. m. - Lily: hi\n", "", "2024-03-05", "2024-03-05", "day first: by the look", false},
		{"both paths as long", dated(android, "10/11/24", "11/10/24"), "", "2024-11-10", "2024-10-11", "day first: not decided", true},
		{"nothing left", dated(android, "5/3/2024"), "", "2024-03-05", "2024-03-05", "day first: not decided", true},
		{"no padding to be seen", dated(android, "10/11/24"), "", "2024-11-10", "2024-11-10", "day first: not decided", true},
		{"same number for day and month", dated(android, "3/3/2024"), "", "2024-03-03", "2024-03-03", "day and month are the same", false},
		{"forced", dated(android, "5/3/2024"), "mdy", "2024-05-03", "2024-05-03", "month first: as given", false},
		{"forced against the look", dated(android, "05.03.2024"), "mdy", "2024-05-03", "2024-05-03", "month first: as given", false},
		{"forced ymd", dated(android, "24/03/05"), "ymd", "2024-03-05", "2024-03-05", "year first: as given", false},
		{"two-digit year in front", dated(android, "24/03/05", "24/03/06", "24/04/01"), "", "2024-03-05", "2024-04-01", "year first", false},
		{"two-digit year above 31", dated(android, "32/03/14", "32/04/01"), "", "2032-03-14", "2032-04-01", "year first", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ms, ps, cov := read(t, tt.text, chat.Options{DateOrder: tt.forced})
			if len(ms) != strings.Count(tt.text, "\n") {
				t.Fatalf("%d messages, %v", len(ms), ps)
			}
			first, last := ms[0].Time[:10], ms[len(ms)-1].Time[:10]
			if first != tt.first || last != tt.last {
				t.Errorf("from %s to %s, want %s to %s (%s)", first, last, tt.first, tt.last, cov.Order)
			}
			if !strings.HasPrefix(cov.Order, tt.order) {
				t.Errorf("order told as %q, want %q", cov.Order, tt.order)
			}
			if told := len(ps) > 0; told != tt.told {
				t.Errorf("problems %v", ps)
			}
		})
	}
}

// What cannot be decided is told with both readings of the first and the last
// date, and with what to do.
func TestDateOrderIsTold(t *testing.T) {
	_, ps, cov := read(t, dated(android, "5/3/2024", "5/3/2024"), chat.Options{})
	const want = "chat.txt:1: the dates fit two orders: the first, 5/3/2024 is read as 2024-03-05 and could be 2024-05-03, " +
		"the last, 5/3/2024 is read as 2024-03-05 and could be 2024-05-03; say --date-order dmy or mdy"
	if len(ps) != 1 || ps[0].Error() != want || ps[0].Lines != 0 {
		t.Errorf("got %v\nwant %s", ps, want)
	}
	if !strings.Contains(cov.Order, "could be 2024-05-03") {
		t.Errorf("order %q", cov.Order)
	}
}

// A date that does not exist in the order of the file is no header, and dates
// that contradict the others are told.
func TestDatesAgainstTheOrder(t *testing.T) {
	ms, _, cov := read(t, dated(android, "13/03/2024", "14/03/2024", "03/15/2024", "16/03/2024"), chat.Options{})
	if len(ms) != 3 || ms[1].Lines != 2 {
		t.Fatalf("%+v", ms)
	}
	if got := strings.Join(cov.Integrity, "\n"); !strings.Contains(got, "1 date does not fit") {
		t.Errorf("integrity %q", got)
	}
}

func TestDayNumber(t *testing.T) {
	tests := []struct{ y, m, d, days int }{
		{2024, 3, 1, 1}, {2024, 2, 29, 0}, {2024, 2, 28, -1}, {2023, 3, 1, -365}, {2025, 3, 1, 366}, {2024, 12, 31, 306},
	}
	zero := dayNumber(2024, 2, 29)
	for _, tt := range tests {
		if got := dayNumber(tt.y, tt.m, tt.d) - zero; got != tt.days {
			t.Errorf("%d-%d-%d is %d days behind 2024-02-29, want %d", tt.y, tt.m, tt.d, got, tt.days)
		}
	}
}
