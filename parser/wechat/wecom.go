package wechat

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/wechat/internal/literal"
)

// WeCom reads the JSON Lines of the paid conversation archive of WeCom. It
// holds many conversations: of a room, or of two people.
func WeCom() Format {
	return Format{
		name: "wechat-wecom-jsonl",
		unit: unitLines,
		sniff: func(_ string, head []byte) int {
			first, _, _ := bytes.Cut(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff"))), []byte("\n"))
			o, _ := literal.Parse(first)
			switch {
			case o.Has("msgid") && o.Has("msgtype") && o.Has("tolist"):
				return 97
			case o.Has("msgid") && o.Has("action"):
				return 80
			}
			return 0
		},
		read: func(s *sink, text io.Reader) error {
			return readJSONL(s, text, func(o *literal.Object) (chat.Message, string) {
				if o.Text("action") == "switch" {
					return chat.Message{}, "changes of the company that somebody works in"
				}
				return weComMessage(o), ""
			})
		},
	}
}

func weComMessage(o *literal.Object) chat.Message {
	typ := o.Text("msgtype")
	m := chat.Message{Time: timeOf(o.Get("msgtime"), ""), Sender: o.Text("from"), Conversation: weComRoom(o)}
	// external_redpacket keeps its content under redpacket, and others may too.
	c := o.Get(typ, strings.TrimPrefix(typ, "external_"), "info").Object()
	switch typ {
	case "text", "markdown":
		m.Kind, m.Text = chat.Text, c.Text("content")
	case "image", "voice", "video":
		m.Kind = chat.Media
	case "file":
		m.Kind, m.Attachments = chat.Media, files(baseName(c.Text("filename")))
	case "emotion":
		m.Kind = chat.Sticker
	case "link", "weapp", "news", "docmsg", "sphfeed":
		m.Kind = chat.Link
		m.Text = linesOf(c.Text("title", "feed_desc"), c.Text("description"), c.Text("link_url", "url"))
	case "location":
		m.Kind, m.Text = chat.Location, linesOf(c.Text("title"), c.Text("address"))
	case "card":
		m.Kind, m.Text = chat.Contact, linesOf(c.Text("corpname"), c.Text("userid"))
	case "redpacket", "external_redpacket":
		m.Kind, m.Text = chat.Transfer, c.Text("wish")
	case "voip", "meeting_voice_call", "voip_doc_share", "voiptext":
		m.Kind = chat.Call
	case "revoke":
		m.Kind = chat.Deleted
	case "agree", "disagree":
		m.Kind, m.Text = chat.Notice, typ
	case "chatrecord":
		m.Kind, m.Text = chat.Other, weComItems(c, true)
	case "mixed":
		m.Kind, m.Text = chat.Text, weComItems(c, false)
	default:
		m.Kind, m.Text = chat.Other, linesOf(c.Text("title", "topic"), c.Text("content", "remarks"))
	}
	if o.Text("action") == "recall" {
		m.Kind, m.Text = chat.Deleted, ""
	}
	if m.Kind == chat.Deleted || m.Kind == chat.Notice {
		m.Sender = ""
	}
	m.Text = clean(m.Text)
	return m
}

// weComItems gives the words of the parts of a forward or a mixed message.
// The content of each is JSON in a string.
func weComItems(c literal.Object, all bool) string {
	parts := []string{c.Text("title")}
	for v := range c.Get("item").Elements() {
		o := v.Object()
		content := o.Text("content")
		inner, ok := literal.Parse([]byte(content))
		if ok {
			content = linesOf(inner.Text("content", "title"), inner.Text("filename"))
		}
		if typ := strings.ToLower(o.Text("type")); all || strings.Contains(typ, "text") {
			parts = append(parts, content)
		}
	}
	if parts[0] == "" {
		parts = parts[1:]
	}
	return strings.TrimSpace(strings.Join(parts, "\n"))
}

// weComRoom names the conversation of a message: the room, or the people.
func weComRoom(o *literal.Object) string {
	if room := o.Text("roomid"); room != "" {
		return room
	}
	people := []string{o.Text("from")}
	for v := range o.Get("tolist").Elements() {
		if len(people) < 64 {
			people = append(people, v.Text())
		}
	}
	slices.Sort(people)
	return strings.Join(slices.Compact(people), ", ")
}
