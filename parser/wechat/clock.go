package wechat

import (
	"strconv"
	"strings"
	"time"

	"backchannel/parser/wechat/internal/literal"
)

// maxOffset is the largest difference between local time and UTC.
const maxOffset = 14 * 3600

// stamp reads s when all of it is a date with a clock, and gives it as
// 2024-05-06T09:03, with seconds and offset where they are printed.
func stamp(s string) (string, bool) {
	s = strings.TrimSpace(s)
	t, n := stampAt(s)
	return t, n > 0 && n == len(s)
}

// stampAt reads the date with a clock that s starts with and gives its length
// in s, 0 when there is none. Years come first; hyphens, slashes, dots and 年月日
// divide; fractions of a second are cut.
func stampAt(s string) (t string, n int) {
	if t, ok := plainStamp(s); ok {
		return t, len(t)
	}
	c := cursor{s: s}
	y, ok := c.digits(4, 4)
	if !ok || y < 1970 {
		return "", 0
	}
	mo, ok1 := c.after("-/.年").digits(1, 2)
	d, ok2 := c.after("-/.月").digits(1, 2)
	if c.failed || !ok1 || !ok2 || mo < 1 || mo > 12 || d < 1 || d > monthDays(y, mo) {
		return "", 0
	}
	c.skip("日")
	if !c.skip("T") && !c.blanks() {
		return "", 0
	}
	clock, ok := c.clock()
	if !ok {
		return "", 0
	}
	b := make([]byte, 0, len("2006-01-02T15:04:05+08:00"))
	b = append(strconv.AppendInt(b, int64(y), 10), '-')
	b = append(append2(b, mo), '-')
	b = append(append2(b, d), 'T')
	b = clock.append(b)
	if !clock.dayWord {
		b = append(b, c.offset()...)
	}
	return string(b), c.i
}

// plainStamp reads the form that nearly all exporters write,
// 2024-05-06 09:03:11, where no fraction, offset or day word can follow.
func plainStamp(s string) (string, bool) {
	const form = "0000-00-00 00:00:00"
	if len(s) < len(form) {
		return "", false
	}
	for i := range len(form) {
		if c := s[i]; form[i] == '0' && (c < '0' || c > '9') || form[i] != '0' && c != form[i] {
			return "", false
		}
	}
	if rest := s[len(form):]; rest != "" && !strings.HasPrefix(rest, "]") {
		if len(rest) < 2 || rest[0] != ' ' || rest[1] >= 0x80 || strings.IndexByte("APap ", rest[1]) >= 0 {
			return "", false
		}
	}
	n := func(i int) int { return int(s[i]-'0')*10 + int(s[i+1]-'0') }
	y, mo, d := n(0)*100+n(2), n(5), n(8)
	if y < 1970 || mo < 1 || mo > 12 || d < 1 || d > monthDays(y, mo) || n(11) > 23 || n(14) > 59 || n(17) > 59 {
		return "", false
	}
	return s[:10] + "T" + s[11:len(form)], true
}

// clockTime reads s when all of it is a clock such as 09:15, 下午3:05 or
// 3:05 PM, and gives it as 15:05, with seconds where they are printed.
func clockTime(s string) (string, bool) {
	c := cursor{s: strings.TrimSpace(s)}
	t, ok := c.clock()
	if !ok || c.i != len(c.s) {
		return "", false
	}
	return string(t.append(nil)), true
}

// monthDays is the number of days of a month.
func monthDays(y, m int) int {
	return int(days(y+m/12, m%12+1, 1) - days(y, m, 1))
}

func append2(b []byte, n int) []byte {
	return append(b, byte('0'+n/10), byte('0'+n%10))
}

// hms is a clock of 24 hours.
type hms struct {
	h, m, s int  // s is -1 when not printed
	dayWord bool // printed with 上午, PM and the like
}

func (t hms) append(b []byte) []byte {
	b = append2(append(append2(b, t.h), ':'), t.m)
	if t.s >= 0 {
		b = append2(append(b, ':'), t.s)
	}
	return b
}

// cursor reads a printed time from left to right.
type cursor struct {
	s      string
	i      int
	failed bool
}

func (c *cursor) digits(least, most int) (int, bool) {
	n, start := 0, c.i
	for c.i < len(c.s) && c.i-start < most && c.s[c.i] >= '0' && c.s[c.i] <= '9' {
		n = n*10 + int(c.s[c.i]-'0')
		c.i++
	}
	return n, c.i-start >= least
}

// after passes over one of the given characters.
func (c *cursor) after(chars string) *cursor {
	for _, r := range chars {
		if c.skip(string(r)) {
			return c
		}
	}
	c.failed = true
	return c
}

func (c *cursor) skip(s string) bool {
	if !strings.HasPrefix(c.s[c.i:], s) {
		return false
	}
	c.i += len(s)
	return true
}

// blanks passes over blanks, which phones also print as U+00A0 and U+202F.
func (c *cursor) blanks() bool {
	start := c.i
	for c.skip(" ") || c.skip("\t") || c.skip("\u00a0") || c.skip("\u202f") {
	}
	return c.i > start
}

// dayWords are the words for a part of the day that phones print with the
// hour: the hours of the clock face to which twelve are added, and whether
// twelve is midnight.
var dayWords = []struct {
	word     string
	from, to int // hours of the clock face
	midnight bool
}{
	{"上午", 0, 0, true}, {"凌晨", 0, 0, true}, {"早上", 0, 0, true},
	{"AM", 0, 0, true}, {"am", 0, 0, true},
	{"下午", 1, 11, false}, {"傍晚", 1, 11, false}, {"PM", 1, 11, false}, {"pm", 1, 11, false},
	{"中午", 1, 3, false},
	{"晚上", 1, 11, true},
}

// dayWord passes over a day word and gives its place in dayWords, -1 when
// there is none.
func (c *cursor) dayWord() int {
	for i := range dayWords {
		if c.skip(dayWords[i].word) {
			return i
		}
	}
	return -1
}

// clock reads H:MM or H:MM:SS with a day word on either side.
func (c *cursor) clock() (t hms, ok bool) {
	word := c.dayWord()
	if word >= 0 {
		c.blanks()
	}
	t.s = -1
	var ok1, ok2 bool
	t.h, ok1 = c.digits(1, 2)
	t.m, ok2 = c.after(":：").digits(2, 2)
	if c.failed || !ok1 || !ok2 || t.h > 24 || t.m > 59 {
		return t, false
	}
	if c.skip(":") || c.skip("：") {
		sec, ok := c.digits(2, 2)
		if !ok || sec > 60 {
			return t, false
		}
		t.s = min(sec, 59)
		if c.i+1 < len(c.s) && c.s[c.i] == '.' && c.s[c.i+1] >= '0' && c.s[c.i+1] <= '9' {
			c.i++
			c.digits(1, 9)
		}
	}
	if word < 0 {
		back := c.i
		c.blanks()
		if word = c.dayWord(); word < 0 {
			c.i = back
		}
	}
	if word >= 0 && t.h <= 12 {
		switch w := dayWords[word]; {
		case t.h >= w.from && t.h <= w.to:
			t.h += 12
		case t.h == 12 && w.midnight:
			t.h = 0
		}
	}
	t.dayWord = word >= 0
	return t, t.h < 24
}

// offset reads Z, +08:00 or +0800 and gives it in the form of RFC 3339.
func (c *cursor) offset() string {
	rest := c.s[c.i:]
	if strings.HasPrefix(rest, "Z") {
		c.i++
		return "Z"
	}
	if len(rest) < 5 || rest[0] != '+' && rest[0] != '-' {
		return ""
	}
	t := cursor{s: rest, i: 1}
	h, ok1 := t.digits(2, 2)
	t.skip(":")
	m, ok2 := t.digits(2, 2)
	if !ok1 || !ok2 || h*3600 > maxOffset || m > 59 {
		return ""
	}
	c.i += t.i
	b := append2([]byte{rest[0]}, h)
	return string(append2(append(b, ':'), m))
}

// epoch reads seconds, or milliseconds when there are 13 digits. Times outside
// 2000 to 2100 are no message times.
func epoch(v literal.Value) (int64, bool) {
	n, ok := v.Int()
	if !ok {
		return 0, false
	}
	if n > 1e12 {
		n /= 1000
	}
	return n, n > 946684800 && n < 4102444800
}

// utc writes seconds since 1970 as a time in UTC.
func utc(sec int64) string { return time.Unix(sec, 0).UTC().Format(time.RFC3339) }

// bothClocks joins the epoch of a message with its wall clock: the wall clock
// with the offset that the two give. It is derived for each message, for
// daylight saving changes it within a file. An impossible offset leaves UTC.
func bothClocks(sec int64, wall string) string {
	local, kind := instant(wall)
	switch kind {
	case withZone:
		return wall
	case noClock:
		return utc(sec)
	}
	base := sec
	if kind == toMinute { // a spreadsheet program cut the seconds
		base = sec - sec%60
	}
	off := local - base
	if off%900 != 0 || off > maxOffset || off < -maxOffset {
		return utc(sec)
	}
	b := append(make([]byte, 0, len("2006-01-02T15:04:05+08:00")), wall...)
	if kind == toMinute {
		b = append2(append(b, ':'), int(sec%60))
	}
	sign := byte('+')
	if off < 0 {
		sign, off = '-', -off
	}
	b = append2(append(b, sign), int(off/3600))
	return string(append2(append(b, ':'), int(off%3600/60)))
}

// timeOf applies the time rules to what a record holds: both clocks, the epoch
// alone, the wall clock alone, or nothing.
func timeOf(sec literal.Value, wall string) string {
	local, hasWall := stamp(wall)
	e, hasEpoch := epoch(sec)
	switch {
	case hasEpoch && hasWall:
		return bothClocks(e, local)
	case hasEpoch:
		return utc(e)
	case hasWall:
		return local
	}
	return ""
}
