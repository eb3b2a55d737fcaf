package wechat

import (
	"io"
	"regexp"
	"strings"

	"backchannel/parser/chat"
)

// ChatlogTXT reads the plain answers of the chatlog service: Name(id) time, the
// text below, a blank line. Without a year in the times, which depends on the
// range that was asked for, messages have none.
func ChatlogTXT() Format {
	return Format{
		name:    "wechat-chatlog-txt",
		unit:    unitLines,
		missing: chatlogMissing,
		sniff: func(_ string, head []byte) int {
			n, blank := 0, true
			c := chatlogHeaders{ids: map[string]bool{}}
			for line := range strings.Lines(string(head)) {
				line = strings.TrimRight(line, "\r\n")
				if _, ok := c.header(strings.TrimPrefix(line, "\ufeff"), before{blank: blank}); ok {
					n++
				}
				blank = strings.TrimSpace(line) == ""
			}
			if n == 0 {
				return 0
			}
			return 70 + min(n, 20)
		},
		read: func(s *sink, text io.Reader) error {
			c := chatlogHeaders{s: s, ids: map[string]bool{}}
			b := blocks{s: s, stray: unexpected, header: c.header, build: c.build}
			return b.read(text)
		},
	}
}

// chatlogHeaders is the state of one reading: the ids that headers have named.
type chatlogHeaders struct {
	s   *sink
	ids map[string]bool
}

// chatlogOwn is what chatlog calls the owner.
const chatlogOwn = "我"

// header reads Name(id) time, Name(id) [Room(roomid)] time, 我 time, or id time.
func (c *chatlogHeaders) header(line string, at before) (head, bool) {
	if !at.blank || line == "" || line[0] == ' ' || line[0] == '\t' || line[0] == '>' {
		return head{}, false
	}
	who, t, ok := cutChatlogTime(strings.TrimRight(line, " "))
	if !ok {
		return head{}, false
	}
	h := head{time: t}
	if i := strings.LastIndex(who, " ["); i > 0 && strings.HasSuffix(who, ")]") {
		room := who[i+2 : len(who)-1]
		who = who[:i]
		if j := strings.LastIndexByte(room, '('); j >= 0 {
			h.conversation = room[j+1 : len(room)-1]
		}
	}
	if who == chatlogOwn || who == chatlogSystem || accountID(who) || c.ids[who] {
		h.sender = who
		return h, true
	}
	i := strings.LastIndexByte(who, '(')
	if i <= 0 || !strings.HasSuffix(who, ")") {
		return head{}, false
	}
	id := who[i+1 : len(who)-1]
	if id != chatlogOwn && !accountID(id) && !plainID.MatchString(id) {
		return head{}, false
	}
	if len(c.ids) < maxNames {
		c.ids[id] = true
	}
	h.sender = who[:i]
	return h, true
}

// plainID is an id that people chose themselves. Shorter brackets, such as (HK),
// are part of a name or a text.
var plainID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{5,}$`)

// cutChatlogTime splits a header into what stands before its time and the
// time, "" where the year is missing.
func cutChatlogTime(line string) (who, t string, ok bool) {
	i := strings.LastIndexByte(line, ' ')
	if i <= 0 {
		return "", "", false
	}
	if _, ok := clockTime(line[i+1:]); !ok || len(line)-i-1 < len("15:04") {
		return "", "", false
	}
	if j := strings.LastIndexByte(line[:i], ' '); j > 0 {
		if t, ok := stamp(line[j+1:]); ok {
			return line[:j], t, true
		}
		if monthDay(line[j+1 : i]) {
			return line[:j], "", true
		}
	}
	return line[:i], "", true
}

// monthDay says that s is a date without a year: 01-02.
func monthDay(s string) bool {
	_, ok := stamp("2000-" + s + " 00:00")
	return ok && len(s) == len("01-02")
}

func (c *chatlogHeaders) build(h head, body string) chat.Message {
	m := chat.Message{Time: h.time, Sender: h.sender}
	if h.time == "" {
		c.s.missing("the year or the date of %d message(s): chatlog prints it only where the range that was asked for needs it; export again over a range of two years")
	}
	chatlogText(&m, body)
	return m
}
