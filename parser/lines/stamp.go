package lines

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// date and clock are the printed forms that leave no doubt about the order of
// day and month.
const (
	date  = `(\d{4})(?:[-/.]|年) ?(\d{1,2})(?:[-/.]|月) ?(\d{1,2})日?`
	words = `(?:([A-Za-z]{3,9})\.? (\d{1,2})|(\d{1,2})\.? ([A-Za-z]{3,9})\.?),? (\d{4})`
	clock = `(\d{1,2})[:：](\d{2})(?:[:：](\d{2})(?:[.,]\d{1,9})?)?(?: ?([AaPp])\.?[Mm]\b\.?)?`
)

var (
	dateStamp = regexp.MustCompile(date + `(?:T|[ ,，]{1,3}| ?at )` + clock + `(Z|[+-]\d{2}:?\d{2})?`)
	wordStamp = regexp.MustCompile(words + `(?:,? (?:at )?)` + clock)
	dateOnly  = regexp.MustCompile(`^(?:` + date + `|` + words + `)$`)
	clockOnly = regexp.MustCompile(`^(?:(上午|下午|凌晨|早上|中午|晚上) ?)?` + clock + `$`)
)

// FindStamp gives the place, in bytes of [Blanks] of s, of the first printed
// date with a clock and what it says: 2024-03-05T15:22, with seconds or an offset where
// they are printed. The year comes first, or the month is a word; other orders
// are left to formats that know them.
func FindStamp(s string) (start, end int, at string, ok bool) {
	if strings.IndexByte(s, ':') < 0 && !strings.Contains(s, "：") {
		return 0, 0, "", false
	}
	s = Blanks(s)
	if m := dateStamp.FindStringSubmatchIndex(s); m != nil {
		g := groups(s, m)
		if at, ok := stampOf(g[1], g[2], g[3], g[4:8], g[8]); ok && standsAlone(s, m[0], m[1]) {
			return m[0], m[1], at, true
		}
	}
	if m := wordStamp.FindStringSubmatchIndex(s); m != nil {
		g := groups(s, m)
		month := monthOf(g[1] + g[4])
		if at, ok := stampOf(g[5], month, g[2]+g[3], g[6:10], ""); ok {
			return m[0], m[1], at, true
		}
	}
	return 0, 0, "", false
}

// standsAlone says that no digit goes on where a stamp begins or ends.
func standsAlone(s string, start, end int) bool {
	digit := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
	return !digit(start-1) && !digit(end)
}

// ParseStamp reads s when all of it is a date with a clock.
func ParseStamp(s string) (at string, ok bool) {
	s = strings.TrimSpace(s)
	start, end, at, ok := FindStamp(s)
	return at, ok && start == 0 && end == len(Blanks(s))
}

// ParseDate reads s when all of it is a date without a clock, perhaps with a
// day of the week behind it, and gives it as 2024-03-05.
func ParseDate(s string) (day string, ok bool) {
	s = strings.TrimSpace(Blanks(s))
	if head, tail, cut := strings.Cut(s, " "); cut && isWeekday(tail) {
		s = head
	}
	m := dateOnly.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	if m[1] != "" {
		return dayOf(m[1], m[2], m[3])
	}
	return dayOf(m[8], monthOf(m[4]+m[7]), m[5]+m[6])
}

// ParseClock reads s when all of it is a clock without a date and gives it as
// 15:22 or 15:22:10.
func ParseClock(s string) (at string, ok bool) {
	m := clockOnly.FindStringSubmatch(strings.TrimSpace(Blanks(s)))
	if m == nil {
		return "", false
	}
	half := m[5]
	switch m[1] {
	case "下午", "晚上":
		half = "p"
	case "上午", "凌晨", "早上":
		half = "a"
	case "中午": // 12:10 and 1:10 alike
		half = "p"
	}
	return clockOf([]string{m[2], m[3], m[4], half})
}

// groups gives the submatches of s by their places.
func groups(s string, m []int) []string {
	g := make([]string, len(m)/2)
	for i := range g {
		if m[2*i] >= 0 {
			g[i] = s[m[2*i]:m[2*i+1]]
		}
	}
	return g
}

// stampOf joins the printed parts; clock is hour, minute, second and the
// letter of a.m. or p.m.
func stampOf(year, month, day string, clock []string, offset string) (string, bool) {
	d, ok := dayOf(year, month, day)
	c, fits := clockOf(clock)
	if !ok || !fits {
		return "", false
	}
	if len(offset) == len("+0800") {
		offset = offset[:3] + ":" + offset[3:]
	}
	if offset != "" && len(c) == len("15:22") {
		c += ":00" // RFC 3339 has seconds
	}
	return d + "T" + c + offset, true
}

func dayOf(year, month, day string) (string, bool) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if m < 1 || m > 12 || d < 1 || t.Day() != d || y < 1990 || y > 2100 {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

func clockOf(c []string) (string, bool) {
	h, _ := strconv.Atoi(c[0])
	m, _ := strconv.Atoi(c[1])
	switch strings.ToLower(c[3]) {
	case "p":
		if h < 12 {
			h += 12
		}
	case "a":
		if h == 12 {
			h = 0
		}
	}
	if h > 23 || m > 59 || c[2] > "60" {
		return "", false
	}
	at := two(h) + ":" + c[1]
	if c[2] != "" {
		at += ":" + c[2]
	}
	return at, true
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// monthOf gives the number of an English month, "" for another word.
func monthOf(word string) string {
	if len(word) < 3 {
		return ""
	}
	word = strings.ToLower(word)
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), word) || word == "sept" && m == time.September {
			return strconv.Itoa(int(m))
		}
	}
	return ""
}
