package wechat

import (
	"strings"

	"backchannel/parser/chat"
)

// ChatlogCSV reads the CSV answers of the chatlog service.
func ChatlogCSV() Format {
	f := csvFormat("wechat-chatlog-csv", 96, tableForm{
		columns: []string{"Time", "SenderName", "Sender", "Talker", "Content"},
		text:    []string{"Content"},
		begin: func(s *sink) func(*record) chat.Message {
			var t talkers
			return func(r *record) chat.Message {
				at, _ := stamp(r.get("Time"))
				m := chat.Message{Time: at, Sender: strings.TrimSpace(r.get("SenderName", "Sender"))}
				if m.Sender == "" {
					m.Sender = chat.Self // version 3 leaves the owner out
				}
				chatlogText(&m, clean(r.get("Content")))
				m.Conversation = t.name(r.get("Talker"))
				return m
			}
		},
	})
	f.missing = chatlogMissing
	return f
}

// chatlogSystem is the sender that chatlog gives to lines of the application.
const chatlogSystem = "系统消息"

var chatlogMissing = []string{"pictures, voices and files: the links point to the machine that exported"}

// chatlogText gives text, kind, file and quote of a message by its printed
// content.
func chatlogText(m *chat.Message, text string) {
	m.Text = text
	if m.Sender == chatlogSystem {
		m.Text = systemText(text)
		m.Kind = noticeOr(m.Text)
		m.Sender = ""
		return
	}
	m.Kind = kindOfText("chatlog", text)
	switch m.Kind {
	case chat.Notice, chat.Deleted:
		m.Sender = ""
	case chat.Media:
		m.Attachments = files(fileIn(text))
	case chat.Text:
		m.Quote = quoteIn(text)
	}
}
