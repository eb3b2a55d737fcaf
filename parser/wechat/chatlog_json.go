package wechat

import (
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/wechat/internal/literal"
)

// ChatlogJSON reads the JSON answers of the chatlog service: an array with a
// contents object for what is no text.
func ChatlogJSON() Format {
	f := document{list: []string{"items", "data", "messages"}, begin: func(s *sink, _ map[string]literal.Value) func(*literal.Object) chat.Message {
		var t talkers
		return func(o *literal.Object) chat.Message {
			m := chatlogMessage(o)
			m.Conversation = t.name(o.Text("talker"))
			return m
		}
	}}.format("wechat-chatlog-json", func(sh shape) int {
		if !sh.has("weflow") && sh.elementHas("isSelf", "subType", "content") {
			return 96
		}
		return 0
	})
	f.missing = chatlogMissing
	return f
}

func chatlogMessage(o *literal.Object) chat.Message {
	m := chat.Message{
		Time:   timeOf(o.Get("time"), o.Text("time")),
		Sender: o.Text("senderName", "sender"),
		Kind:   kindOf(o.Int("type"), o.Int("subType")),
		Text:   clean(o.Text("content")),
	}
	if m.Time == "" {
		m.Time = timeOf(o.Get("seq", "createTime"), "")
	}
	switch {
	case m.Kind == chat.Notice, m.Kind == chat.Deleted, m.Sender == chatlogSystem:
		// isSelf means nothing here: version 4 guesses it, for system lines too.
		m.Text = systemText(m.Text)
		m.Kind = noticeOr(m.Text)
		m.Sender = ""
		return m
	case m.Sender == "" && o.Get("isSelf").Bool():
		m.Sender = chat.Self // version 3 leaves the owner out
	}
	c := o.Get("contents").Object()
	if ref := c.Get("refer").Object(); ref.Len() > 0 {
		m.Quote = chatlogQuote(&ref)
	}
	chatlogContents(&m, &c)
	return m
}

// chatlogContents fills in what the contents object holds.
func chatlogContents(m *chat.Message, c *literal.Object) {
	title, desc, url := c.Text("title"), c.Text("desc"), c.Text("url")
	switch {
	case m.Kind == chat.Media:
		m.Attachments = files(baseName(title))
		if name := baseName(c.Text("path", "localPath")); name != "" {
			m.Attachments = files(baseName(title), name)
		}
		if bare(m.Text) || fileIn(m.Text) != "" {
			m.Text = ""
		}
	case m.Kind == chat.Location && c.Len() > 0:
		m.Text = detail(m.Text, c.Text("poiname"), c.Text("label"))
	case m.Kind == chat.Link && c.Len() > 0:
		m.Text = detail(m.Text, title, desc, url)
	case m.Kind == chat.Other && c.Len() > 0:
		if desc == "" {
			record := c.Get("recordInfo").Object()
			title, desc = orElse(title, record.Text("Title")), record.Text("Desc")
		}
		m.Text = detail(m.Text, title, desc)
	}
	if looksXML(m.Text) && m.Kind != chat.Text {
		m.Text = ""
	}
}

// detail puts the parts of a structured message in place of a bare
// placeholder, or below the text.
func detail(text string, parts ...string) string {
	all := linesOf(parts...)
	switch {
	case all == "" || strings.Contains(text, "\n") && strings.Contains(text, all):
		return text
	case text == "" || bare(text):
		return all
	}
	return linesOf(append([]string{text}, parts...)...)
}

// chatlogQuote writes the quoted message as name: text.
func chatlogQuote(o *literal.Object) string {
	text := clean(o.Text("content"))
	if text == "" {
		c := o.Get("contents").Object()
		text = linesOf(c.Text("title"), c.Text("desc"), c.Text("label"))
	}
	return said(o.Text("senderName", "sender"), text)
}

// said joins a name with what it said.
func said(name, text string) string {
	if name == "" || text == "" {
		return orElse(text, name)
	}
	return name + ": " + text
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
