package wechat

import (
	"io"
	"strings"

	"backchannel/parser/chat"
)

// MemoTrace3TXT reads the TXT of MemoTrace 3: as that of MemoTrace 2, but lines
// of the application have a header with the time alone, and placeholders stand
// in 【…】.
func MemoTrace3TXT() Format {
	return Format{
		name: "wechat-memotrace3-txt",
		unit: unitLines,
		sniff: func(_ string, head []byte) int {
			if v := stampedHeaders(head); v.three > 0 && v.quoted == 0 && v.named+v.three > 1 {
				return 70 + min(v.named, 20)
			}
			return 0
		},
		read: func(s *sink, text io.Reader) error {
			b := blocks{s: s, stray: unexpected, header: memoTrace3Header, build: memoTrace3Block}
			return b.read(text)
		},
	}
}

// memoTrace3Header reads a time behind a blank line, with or without a name.
func memoTrace3Header(line string, at before) (head, bool) {
	if !at.blank {
		return head{}, false
	}
	t, n := stampAt(line)
	if n == 0 || n < len(line) && line[n] != ' ' {
		return head{}, false
	}
	name := strings.TrimSpace(line[n:])
	return head{time: t, sender: name, notice: name == ""}, true
}

func memoTrace3Block(h head, body string) chat.Message {
	m := chat.Message{Time: h.time, Sender: h.sender, Text: body}
	if h.notice {
		m.Kind = noticeOr(body)
	} else {
		m.Kind = memoTrace3Kind(body)
	}
	memoTrace3Text(&m)
	return m
}
