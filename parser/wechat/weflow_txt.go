package wechat

import (
	"io"
	"strings"

	"backchannel/parser/chat"
)

// WeFlowTXT reads the TXT of WeFlow: time and 'name', the text below, a blank
// line. Lines of the application carry the peer's name.
func WeFlowTXT() Format {
	return Format{
		name:    "wechat-weflow-txt",
		unit:    unitLines,
		missing: weFlowMissing,
		sniff: func(_ string, head []byte) int {
			if v := stampedHeaders(head); v.quoted > 0 && v.quoted >= v.named {
				return 75 + min(v.quoted, 20)
			}
			return 0
		},
		read: func(s *sink, text io.Reader) error {
			b := blocks{s: s, stray: unexpected, header: weFlowHeader, build: func(h head, body string) chat.Message {
				m := weFlowBlock(h, body)
				if m.Kind == chat.Other && body == "[其他消息]" {
					s.missing("what %d message(s) were: WeFlow writes voice messages and others only as [其他消息]; ask for the JSON")
				}
				return m
			}}
			return b.read(text)
		},
	}
}

// weFlowMissing tells the damage that the tool does to texts.
var weFlowMissing = []string{"a first word with a colon, such as “Bank:” or “Name:”: WeFlow takes it for a sender and removes it, so a missing label is not a missing fact"}

func weFlowHeader(line string, at before) (head, bool) {
	if !at.blank {
		return head{}, false
	}
	t, n := stampAt(line)
	if n == 0 {
		return head{}, false
	}
	name := quotedName(line[n:])
	return head{time: t, sender: name}, name != ""
}

// quotedName gives the name in 'name', "" when s is none.
func quotedName(s string) string {
	s = strings.TrimSpace(s)
	if len(s) < 3 || s[0] != '\'' || s[len(s)-1] != '\'' {
		return ""
	}
	return s[1 : len(s)-1]
}

func weFlowBlock(h head, body string) chat.Message {
	m := chat.Message{Time: h.time, Sender: h.sender, Text: body}
	markText(&m, "weflow")
	if name := localPath(body); name != "" && m.Kind == chat.Text {
		m.Kind, m.Text, m.Attachments = chat.Media, "", files(name)
	}
	return m
}
