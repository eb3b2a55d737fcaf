package wechat

import (
	"io"
	"regexp"
	"strings"

	"backchannel/parser/chat"
)

// MemoTrace3MD reads the Markdown of MemoTrace 3: headings for year, month and
// day, then **HH:MM:SS name**: text.
func MemoTrace3MD() Format {
	return Format{
		name: "wechat-memotrace3-md",
		unit: unitLines,
		sniff: func(_ string, head []byte) int {
			if mdMessage.Match(head) && mdDay.Match(head) {
				return 90
			}
			return 0
		},
		read: func(s *sink, text io.Reader) error {
			var d mdDate
			b := blocks{s: s, header: d.header, build: memoTrace3Markdown, stray: func(line string) string {
				if strings.HasPrefix(line, "# ") {
					return "title of the export"
				}
				return ""
			}}
			return b.read(text)
		},
	}
}

var (
	mdMessage = regexp.MustCompile(`(?m)^\*\*(\d{1,2}:\d{2}(?::\d{2})?) (.+?)\*\*[:：] ?(.*)$`)
	mdNotice  = regexp.MustCompile(`^> ((?:\d{4}-\d{1,2}-\d{1,2} )?\d{1,2}:\d{2}(?::\d{2})?) (.+)$`)
	mdDay     = regexp.MustCompile(`(?m)^(#{2,4}) (?:(\d{4})[-/.年]?)?(?:(\d{1,2})[-/.月]?)?(?:(\d{1,2})日?)?\s*$`)
)

// mdDate is the date that the headings above a message give.
type mdDate struct{ year, month, day string }

// heading reads ## year, ### month or #### day, each alone or with those above.
func (d *mdDate) heading(line string) bool {
	m := mdDay.FindStringSubmatch(strings.TrimSpace(line))
	if m == nil {
		return false
	}
	numbers := regexpDigits.FindAllString(line, -1)
	if len(numbers) == 0 {
		return false
	}
	last := numbers[len(numbers)-1]
	if len(numbers[0]) == 4 {
		d.year = numbers[0]
	}
	switch len(m[1]) {
	case 3:
		d.month, d.day = last, ""
	case 4:
		if len(numbers) > 1 {
			d.month = numbers[len(numbers)-2]
		}
		d.day = last
	}
	return true
}

var regexpDigits = regexp.MustCompile(`\d+`)

// at joins the date with a clock; "" without a date.
func (d *mdDate) at(clock string) string {
	if t, ok := stamp(clock); ok {
		return t
	}
	t, _ := stamp(d.year + "-" + d.month + "-" + d.day + " " + clock)
	return t
}

func (d *mdDate) header(line string, _ before) (head, bool) {
	if d.heading(line) {
		return head{skip: "headings with dates"}, true
	}
	if m := mdMessage.FindStringSubmatch(line); m != nil {
		return head{time: d.at(m[1]), sender: m[2], body: m[3]}, true
	}
	if m := mdNotice.FindStringSubmatch(line); m != nil {
		return head{time: d.at(m[1]), body: m[2], notice: true}, true
	}
	return head{}, false
}

func memoTrace3Markdown(h head, body string) chat.Message {
	return memoTrace3Block(h, body)
}
