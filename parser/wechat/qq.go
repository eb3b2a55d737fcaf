package wechat

import (
	"io"
	"strings"

	"backchannel/parser/chat"
)

// qqTitle is the first line of what the message manager of QQ writes.
const qqTitle = "消息记录（此消息记录为文本格式，不支持重新导入）"

// QQManager reads the TXT of the message manager of QQ, which may hold several
// conversations.
func QQManager() Format {
	return Format{
		name:     "qq-manager-txt",
		platform: chat.QQ,
		unit:     unitLines,
		sniff: func(_ string, head []byte) int {
			text := strings.TrimSpace(strings.TrimPrefix(string(head), "\ufeff"))
			switch {
			case strings.HasPrefix(text, qqTitle):
				return 97
			case strings.Contains(text, "\n消息对象:") && strings.Contains(text, qqRule):
				return 85
			}
			return 0
		},
		read: func(s *sink, text io.Reader) error {
			q := qqManager{s: s, names: map[string]bool{}}
			b := blocks{s: s, stray: q.stray, header: q.header, build: qqBlock}
			return b.read(text)
		},
	}
}

// qqRule divides the headings of conversations.
var qqRule = strings.Repeat("=", 64)

// qqManager is the state of one reading.
type qqManager struct {
	s     *sink
	chat  string // the conversation
	chats int
	names map[string]bool
}

// qqSystem are the numbers that lines of QQ itself come from.
var qqSystem = []string{"10000", "1000000"}

func (q *qqManager) header(line string, at before) (head, bool) {
	switch rest, isChat := strings.CutPrefix(line, "消息对象:"); {
	case isChat:
		q.chat = strings.TrimSpace(rest)
		if q.chats++; q.chats == 1 {
			q.s.cov.Counterpart = q.chat
		} else {
			q.s.cov.Counterpart = ""
		}
		return head{skip: qqHeading}, true
	case strings.HasPrefix(line, "消息分组:"), strings.TrimSpace(line) == qqRule:
		return head{skip: qqHeading}, true
	}
	t, n := stampAt(line)
	if n == 0 || n >= len(line) || line[n] != ' ' || len(t) < len("2006-01-02T15:04:05") {
		return head{}, false
	}
	name, number := qqName(strings.TrimSpace(line[n:]))
	if !at.blank && number == "" && !q.names[name] {
		return head{}, false
	}
	if len(q.names) < maxNames {
		q.names[name] = true
	}
	h := head{time: t, sender: name, conversation: q.chat}
	for _, n := range qqSystem {
		h.notice = h.notice || n == number
	}
	return h, name != "" || number != ""
}

const qqHeading = "headings of conversations"

func (q *qqManager) stray(line string) string {
	if strings.TrimSpace(line) == qqTitle {
		return "title of the export"
	}
	return ""
}

// qqName splits 【title】name(number) or name<mail>. The number is in the last
// bracket; names have brackets too.
func qqName(s string) (name, number string) {
	if rest, ok := strings.CutPrefix(s, "【"); ok {
		if _, after, ok := strings.Cut(rest, "】"); ok && after != "" {
			s = after
		}
	}
	for _, pair := range []string{"()", "<>"} {
		i := strings.LastIndexByte(s, pair[0])
		if i < 0 || s[len(s)-1] != pair[1] {
			continue
		}
		id := s[i+1 : len(s)-1]
		if pair == "()" && strings.Trim(id, "0123456789") == "" && len(id) >= 5 || pair == "<>" && strings.Contains(id, "@") {
			return orElse(strings.TrimSpace(s[:i]), id), id
		}
	}
	return s, ""
}

func qqBlock(h head, body string) chat.Message {
	m := chat.Message{Time: h.time, Sender: h.sender, Text: body}
	markText(&m, "qq")
	if h.notice {
		m.Text = systemText(body)
		m.Kind, m.Sender = noticeOr(m.Text), ""
	}
	return m
}

// QQCopied reads text copied from QQ: name and clock on a line, the text below.
func QQCopied() Format {
	f := copiedFormat("qq-copied", 22, qqCopiedHeader)
	f.platform = chat.QQ
	f.missing = []string{"the year, and often the date, of every message: QQ copies none"}
	return f
}

// qqCopiedHeader reads name 1:19:33 or name: 02-23 18:05:27, which have no
// year: the time stays empty.
func qqCopiedHeader(line string, at before) (head, bool) {
	if !at.blank && !at.first {
		return head{}, false
	}
	line = strings.TrimRight(line, " ")
	i := strings.LastIndexByte(line, ' ')
	if i <= 0 {
		return head{}, false
	}
	if t, ok := clockTime(line[i+1:]); !ok || len(t) < len("15:04:05") {
		return head{}, false
	}
	name := line[:i]
	if j := strings.LastIndexByte(name, ' '); j > 0 && monthDay(name[j+1:]) {
		name = name[:j]
	}
	if _, ok := stamp(line[strings.LastIndexByte(name, ' ')+1:]); ok {
		return head{}, false // a full date: another form
	}
	name = strings.TrimSuffix(strings.TrimSpace(name), ":")
	return head{sender: name}, plainName(name)
}
