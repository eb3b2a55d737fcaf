package wechat

import (
	"io"
	"regexp"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// MailTXT reads the history that the phone sends by mail: a line with the date
// between dashes, then name and clock on a line, the text below.
func MailTXT() Format {
	return Format{
		name:    "wechat-mail-txt",
		unit:    unitLines,
		missing: mailMissing,
		sniff: func(_ string, head []byte) int {
			if mailTitle.Match(head) {
				return 92
			}
			for line := range strings.Lines(string(head)) {
				if _, ok := mailDate(line); ok {
					return 85
				}
			}
			return 0
		},
		read: func(s *sink, text io.Reader) error {
			m, err := newMailHistory(s.src)
			if err != nil {
				return err
			}
			b := blocks{s: s, stray: m.stray, header: m.header, build: m.build}
			return b.read(text)
		},
	}
}

var mailMissing = []string{"all but 100 messages: the phone mails at most 100 at a time"}

var (
	mailTitle = regexp.MustCompile(`聊天(?:记录|記錄)如下`)
	dateLine  = regexp.MustCompile(`^[—–―─-]{3,} *(\d{4})([-/.年])(\d{1,2})[-/.月](\d{1,2})日? *[—–―─-]{3,}$`)
	signature = regexp.MustCompile(`^(?:发自我的|從我的|发送自我的|Sent from my) ?\S.{0,30}$`)
)

// mailDate reads the line that begins a day.
func mailDate(line string) (day string, ok bool) {
	m := dateLine.FindStringSubmatch(strings.TrimSpace(line))
	if m == nil {
		return "", false
	}
	t, ok := stamp(m[1] + "-" + m[3] + "-" + m[4] + " 00:00")
	day, _, _ = strings.Cut(t, "T")
	return day, ok
}

// mailHistory is the state of one reading.
type mailHistory struct {
	title  string         // the line that names the two people
	wide   bool           // two blanks stand before the clock, as on Android
	counts map[string]int // lines that end in a clock, by name
	sure   map[string]bool
	day    string
	begun  bool // a date has been seen
	fresh  bool // the last line that is not blank was a date
}

// newMailHistory looks through the source once: what stands before a clock is a
// name when it does so right below a date, in the title, or again and again.
func newMailHistory(src *source.Source) (*mailHistory, error) {
	text, err := src.Text()
	if err != nil {
		return nil, err
	}
	defer text.Close()
	m := &mailHistory{counts: map[string]int{}, sure: map[string]bool{}}
	fresh := false
	for l, err := range source.Lines(text) {
		if err != nil {
			continue
		}
		line := strings.TrimSpace(string(l.Text))
		if _, ok := mailDate(line); ok {
			fresh = true
			continue
		}
		if line == "" {
			continue
		}
		if m.title == "" && mailTitle.MatchString(line) {
			m.title = line
		}
		if name, _, wide, ok := cutMailHeader(line); ok && len(m.counts) < maxNames {
			if fresh {
				m.sure[name] = true
				m.wide = m.wide || wide
			}
			m.counts[name]++
		}
		fresh = false
	}
	return m, nil
}

// cutMailHeader splits name and clock.
func cutMailHeader(line string) (name, clock string, wide, ok bool) {
	line = strings.TrimRight(line, " \t\u00a0")
	for i := len(line) - 1; i > 0 && len(line)-i < 24; i-- {
		if line[i] != ' ' {
			continue
		}
		t, ok := clockTime(line[i+1:])
		if !ok || strings.HasPrefix(line[i+1:], " ") {
			continue
		}
		name := strings.TrimSpace(line[:i])
		for _, w := range dayWords { // 下午 3:05 with a blank between
			if rest, cut := strings.CutSuffix(name, " "+w.word); cut {
				if t2, ok := clockTime(line[len(strings.TrimSpace(rest))+1:]); ok {
					name, t = strings.TrimSpace(rest), t2
				}
			}
		}
		return name, t, strings.HasPrefix(line[len(name):], "  "), name != ""
	}
	return "", "", false, false
}

// named says that the title names somebody.
func (m *mailHistory) named(name string) bool {
	return strings.HasPrefix(m.title, name+" 和 ") || strings.Contains(m.title, " 和 "+name+" ") ||
		strings.Contains(m.title, `"`+name+`"`) || strings.Contains(m.title, "“"+name+"”")
}

func (m *mailHistory) header(line string, at before) (head, bool) {
	if day, ok := mailDate(line); ok {
		m.day, m.begun, m.fresh = day, true, true
		return head{skip: "lines with a date"}, true
	}
	if !m.begun {
		return head{}, false
	}
	fresh := m.fresh
	m.fresh = false
	if at.blank && signature.MatchString(strings.TrimSpace(line)) {
		return head{skip: "signature of the mail program"}, true
	}
	name, clock, wide, ok := cutMailHeader(line)
	switch {
	case !ok || m.wide && !wide:
		return head{}, false
	case fresh, m.named(name), m.sure[name], m.counts[name] > 1, m.wide && at.blank:
		return head{time: m.day + "T" + clock, sender: name}, true
	}
	return head{}, false
}

func (m *mailHistory) stray(string) string {
	if m.begun {
		return ""
	}
	return "heading of the mail"
}

func (m *mailHistory) build(h head, body string) chat.Message {
	msg := chat.Message{Time: h.time, Sender: h.sender, Text: body}
	markText(&msg, "mail")
	if picture.MatchString(body) {
		msg.Kind = chat.Media
	}
	if msg.Kind == chat.Media {
		msg.Attachments = mailedIn(body)
	}
	return msg
}

// picture is what an iPhone prints for a picture: 图片1（可在附件中查看）.
var picture = regexp.MustCompile(`^(?:图片|圖片|视频|影片)\d*[（(][^）)\n]*附件[^）)\n]*[）)]$`)
