package table

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Stamp is what a cell says about a time.
type Stamp struct {
	Time string // in the form of chat.Message.Time; "" when the cell does not tell
	// Order is dmy or mdy where day and month of the cell can stand in that
	// order only, "?" where they fit both and no order was given.
	Order string
}

// ParseTime reads a time cell: RFC 3339; year, month and day with dashes,
// slashes, dots or 年月日 and a clock behind them; day and month before the year
// as order (dmy, mdy, ymd) says or, when order is "", as the numbers tell; a
// 12-hour clock with AM/PM or 上午/下午; seconds or milliseconds since 1970,
// which give UTC in whole seconds. A time keeps the precision and the offset
// it was printed with.
func ParseTime(cell, order string) Stamp {
	if canonical(cell) {
		return Stamp{Time: cell}
	}
	s := strings.TrimSpace(blanks.Replace(cell))
	if t, ok := epoch(s); ok {
		return Stamp{Time: t}
	}
	p := clockParser{rest: s, order: order}
	return p.parse()
}

// blanks are the characters that stand for a blank in locale strings: U+202F
// before PM since Chrome 110 and Node 20.
var blanks = strings.NewReplacer("\u202f", " ", "\u00a0", " ", "\u200e", "", "\u200f", "")

// canonical says whether s has the form of chat.Message.Time with a clock
// (2024-03-05T15:22[:10[.5]][Z|+08:00]) and is a real moment. It is the fast path.
func canonical(s string) bool {
	const form = "0000-00-00T00:00"
	if len(s) < len(form) {
		return false
	}
	for i := range len(form) {
		if digit := s[i]-'0' <= 9; form[i] == '0' && !digit || form[i] != '0' && s[i] != form[i] {
			return false
		}
	}
	two := func(i int) int { return int(s[i]-'0')*10 + int(s[i+1]-'0') }
	if !isDay(two(0)*100+two(2), two(5), two(8)) || two(11) > 23 || two(14) > 59 {
		return false
	}
	rest := s[len(form):]
	if len(rest) >= 3 && rest[0] == ':' && isDigits(rest[1:3]) && rest[1] < '6' {
		if rest = rest[3:]; rest != "" && rest[0] == '.' {
			n := len(rest) - len(strings.TrimLeft(rest[1:], "0123456789"))
			if n == 1 {
				return false
			}
			rest = rest[n:]
		}
	}
	return rest == "" || rest == "Z" || isOffset(rest)
}

func isOffset(s string) bool {
	return len(s) == 6 && (s[0] == '+' || s[0] == '-') && isDigits(s[1:3]) && s[3] == ':' && isDigits(s[4:]) &&
		s[1:3] <= "23" && s[4:] <= "59"
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func isDay(year, month, day int) bool {
	return month >= 1 && month <= 12 && day >= 1 &&
		(day <= 28 || day <= time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day())
}

// epoch reads seconds or milliseconds since 1970; a fraction is cut. The range
// is 1973 to 5138 in seconds, so that a year or a spreadsheet's day count is
// never taken for one.
func epoch(s string) (string, bool) {
	whole, fraction, ok := strings.Cut(s, ".")
	if ok && !isDigits(fraction) || len(whole) < 9 || len(whole) > 14 || !isDigits(whole) {
		return "", false
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	switch {
	case err != nil || n < 1e8:
		return "", false
	case n >= 1e11:
		n /= 1000
	}
	return time.Unix(n, 0).UTC().Format(time.RFC3339), true
}

// clockParser walks over a printed date and clock.
type clockParser struct {
	rest  string
	order string
	half  string // AM, PM or ""
	bad   bool
}

func (p *clockParser) parse() Stamp {
	var n [3]int
	var width [3]int
	n[0], width[0] = p.number()
	sep := p.eat("-", "/", ".", "年")
	n[1], width[1] = p.number()
	if sep == "年" {
		p.need(p.eat("月") != "")
	} else {
		p.need(sep != "" && p.eat(sep) != "")
	}
	n[2], width[2] = p.number()
	if sep == "年" {
		p.eat("日", "号", "號")
	}
	clock, offset := p.clock()
	if p.bad {
		return Stamp{}
	}
	year, month, day, order := p.date(n, width, sep)
	switch {
	case order == "?":
		return Stamp{Order: order}
	case !isDay(year, month, day):
		return Stamp{}
	}
	t := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
	if clock != "" {
		t += "T" + clock + offset
	}
	return Stamp{Time: t, Order: order}
}

// date puts the three numbers of a date in their places.
func (p *clockParser) date(n, width [3]int, sep string) (year, month, day int, order string) {
	if width[0] == 4 || p.order == "ymd" && width[0] == 2 && width[2] <= 2 {
		return century(n[0], width[0]), n[1], n[2], ""
	}
	if width[0] > 2 || width[2] != 4 && width[2] != 2 || sep == "年" {
		return 0, 0, 0, ""
	}
	year = century(n[2], width[2])
	switch {
	case n[0] > 12:
		return year, n[1], n[0], "dmy"
	case n[1] > 12:
		return year, n[0], n[1], "mdy"
	case p.order == "dmy", p.order != "mdy" && sep == ".":
		// Dots stand between day, month and year wherever they are in use.
		return year, n[1], n[0], ""
	case p.order == "mdy", p.half != "":
		// Browsers that print AM and PM print the month first: en-US.
		return year, n[0], n[1], ""
	}
	return 0, 0, 0, "?"
}

func century(n, width int) int {
	if width == 2 {
		return 2000 + n
	}
	return n
}

// clock reads what follows the date: nothing, or a clock with its offset.
func (p *clockParser) clock() (clock, offset string) {
	p.eat(",", "，", "T", "t")
	p.blank()
	if strings.HasPrefix(p.rest, "星期") || strings.HasPrefix(p.rest, "周") {
		_, p.rest, _ = strings.Cut(p.rest, " ")
	}
	if p.rest == "" {
		return "", ""
	}
	p.meridiem()
	hour, width := p.number()
	p.need(width <= 2 && p.eat(":", "：", "点", "时") != "")
	minute, width := p.number()
	p.need(width == 2 && minute < 60)
	clock = fmt.Sprintf(":%02d", minute)
	if p.eat(":", "：") != "" {
		second, width := p.number()
		p.need(width == 2 && second < 60)
		clock += fmt.Sprintf(":%02d", second)
		if p.eat(".") != "" {
			fraction := p.rest
			_, width = p.number()
			clock += "." + fraction[:width]
		}
	}
	p.blank()
	p.meridiem()
	offset = p.offset()
	p.need(p.rest == "")
	switch {
	case p.half != "" && (hour < 1 || hour > 12), hour > 23:
		p.bad = true
	case p.half == "PM" && hour < 12:
		hour += 12
	case p.half == "AM" && hour == 12:
		hour = 0
	}
	return fmt.Sprintf("%02d", hour) + clock, offset
}

// meridiem takes the half of the day, before the clock (下午3:22) or behind it (3:22 pm).
func (p *clockParser) meridiem() {
	for _, m := range [...][2]string{{"上午", "AM"}, {"下午", "PM"}, {"a.m.", "AM"}, {"p.m.", "PM"}, {"am", "AM"}, {"pm", "PM"}} {
		if len(p.rest) >= len(m[0]) && strings.EqualFold(p.rest[:len(m[0])], m[0]) {
			p.half, p.rest = m[1], p.rest[len(m[0]):]
			p.blank()
			return
		}
	}
}

// offset takes Z, UTC, GMT, +08:00 or +0800 at the end.
func (p *clockParser) offset() string {
	s := p.rest
	switch {
	case s == "Z", s == "z", s == "UTC", s == "GMT":
		p.rest = ""
		return "Z"
	case len(s) == 5 && isOffset(s[:3]+":"+s[3:]):
		p.rest = ""
		return s[:3] + ":" + s[3:]
	case isOffset(s):
		p.rest = ""
		return s
	}
	return ""
}

// number takes at most nine digits and gives their value and count.
func (p *clockParser) number() (n, width int) {
	for width < len(p.rest) && width < 9 && p.rest[width]-'0' <= 9 {
		n = n*10 + int(p.rest[width]-'0')
		width++
	}
	p.need(width > 0)
	p.rest = p.rest[width:]
	return n, width
}

// eat takes the first of the marks that comes next and gives it, "" when none does.
func (p *clockParser) eat(marks ...string) string {
	for _, m := range marks {
		if rest, ok := strings.CutPrefix(p.rest, m); ok {
			p.rest = rest
			return m
		}
	}
	return ""
}

func (p *clockParser) blank() { p.rest = strings.TrimLeft(p.rest, " ") }

func (p *clockParser) need(ok bool) { p.bad = p.bad || !ok }
