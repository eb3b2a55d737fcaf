package lines

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Relative clocks as lists and the 1688 chat print them.
const relativeClock = `\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?: ?[AaPp][Mm])?`

// relativeForm is every relative clock without groups, for header patterns.
const relativeForm = `(?:(?:Yesterday|Today|昨天|今天|前天|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?|(?:星期|周|礼拜)[一二三四五六日天]|\d{1,2}-\d{1,2}|\d{1,2}月\d{1,2}日)[ ,，]*` +
	relativeClock + `|` + relativeClock + `|\d{1,2} ?(?:minutes?|mins?) ago|\d{1,2} ?分钟前|[Jj]ust now|现在|刚刚)`

// relativeEnds are the ends of relative clocks that do not end with a digit.
var relativeEnds = []string{"M", "m", "ago", "now", "前", "现在", "刚刚"}

var (
	relativeDay = regexp.MustCompile(`^(\S+?)[ ,，]*(` + relativeClock + `)$`)
	monthDay    = regexp.MustCompile(`^(\d{1,2})(?:-|月)(\d{1,2})日?$`)
	minutesAgo  = regexp.MustCompile(`^(\d{1,2}) ?(?:(?:minutes?|mins?) ago|分钟前)$`)
)

// weekdays are days of the week by the end of their Chinese names; English
// ones are matched by their first three letters.
const weekdays = "日一二三四五六"

// Resolve gives the moment that a relative clock printed at the moment anchor
// means, in the local clock of anchor and at its own precision. A bare clock
// is that day, a weekday the latest before it, a month and day the latest not
// after it. It is "" when s is no relative clock or anchor is zero.
func Resolve(s string, anchor time.Time) string {
	if anchor.IsZero() {
		return ""
	}
	s = strings.TrimSpace(Blanks(s))
	switch strings.ToLower(s) {
	case "just now", "现在", "刚刚":
		return anchor.Format("2006-01-02T15:04")
	}
	if m := minutesAgo.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1])
		return anchor.Add(-time.Duration(n) * time.Minute).Format("2006-01-02T15:04")
	}
	if at, ok := ParseClock(s); ok {
		return anchor.Format(time.DateOnly) + "T" + at
	}
	m := relativeDay.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	day, ok := relativeDate(strings.ToLower(m[1]), anchor)
	at, fits := ParseClock(m[2])
	if !ok || !fits {
		return ""
	}
	return day.Format(time.DateOnly) + "T" + at
}

// relativeDate gives the day that a word means on the day of anchor.
func relativeDate(word string, anchor time.Time) (time.Time, bool) {
	switch strings.TrimSuffix(word, ",") {
	case "today", "今天":
		return anchor, true
	case "yesterday", "昨天":
		return anchor.AddDate(0, 0, -1), true
	case "前天":
		return anchor.AddDate(0, 0, -2), true
	}
	if m := monthDay.FindStringSubmatch(word); m != nil {
		for _, year := range []int{anchor.Year(), anchor.Year() - 1} {
			day, ok := dayOf(strconv.Itoa(year), m[1], m[2])
			if ok && day <= anchor.Format(time.DateOnly) {
				t, err := time.Parse(time.DateOnly, day)
				return t, err == nil
			}
		}
		return time.Time{}, false
	}
	want, ok := weekday(word)
	if !ok {
		return time.Time{}, false
	}
	back := (int(anchor.Weekday()) - int(want) + 7) % 7
	if back == 0 {
		back = 7
	}
	return anchor.AddDate(0, 0, -back), true
}

// weekday reads a day of the week in English or Chinese.
func weekday(word string) (time.Weekday, bool) {
	for _, prefix := range []string{"星期", "礼拜", "周"} {
		if last, ok := strings.CutPrefix(word, prefix); ok {
			if last == "天" {
				last = "日"
			}
			i := strings.Index(weekdays, last)
			return time.Weekday(i / len("日")), i >= 0 && len(last) == len("日")
		}
	}
	word = strings.ToLower(word)
	for d := time.Sunday; d <= time.Saturday; d++ {
		if len(word) >= 3 && strings.HasPrefix(strings.ToLower(d.String()), word) {
			return d, true
		}
	}
	return 0, false
}

func isWeekday(s string) bool {
	_, ok := weekday(s)
	return ok
}
