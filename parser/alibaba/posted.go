package alibaba

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/page"
)

// message reads an object of a list; ok is false when it has no known content.
func (p *payload) message(o map[string]any) (m posted, ok bool) {
	m.Attachments = []string{}
	m.Time = utc(str(o, "sendTime", "createAt", "gmtCreate", "createTime"))
	m.Sender, m.with = p.parties(o)
	if !p.content(&m, o) {
		return m, false
	}
	typed(&m, str(o, "messageType", "msgType", "contentType"))
	return m, true
}

// parties gives who sent a message and in which conversation it stands.
func (p *payload) parties(o map[string]any) (sender, with string) {
	account, contact := p.named(o, "owner"), p.named(o, "contact")
	by := object(o["sender"])
	sender = str(by, "name", "nick", "nickName", "displayName")
	if sender == "" {
		sender = str(o, "senderName", "fromName")
	}
	id := str(o, "senderAliId", "fromId", "senderId", "senderUid")
	if id == "" {
		id = str(by, "uid", "id", "aliId")
	}
	switch strings.ToLower(str(o, "messageType")) {
	case "send", "sent":
		sender = first(sender, account, id, owner(p.opts))
	case "receive", "received":
		sender = first(sender, contact, id)
	}
	with = first(str(o, "cid", "conversationId", "conversationCode"), contact)
	return first(sender, id), with
}

// content reads the words or the picture of a message.
func (p *payload) content(m *posted, o map[string]any) bool {
	for _, key := range []string{"content", "messageContent"} {
		switch c := o[key].(type) {
		case string:
			var pictures []string
			if m.Text = strings.TrimSpace(c); strings.ContainsAny(c, "<&\u00a0\n") {
				m.Text, pictures = page.Fragment(strings.ReplaceAll(c, "\n", "<br>"))
			}
			m.Attachments = attach(pictures...)
			if m.Text != "" || len(pictures) > 0 {
				return true
			}
		case map[string]any:
			m.Text = str(object(c["text"]), "content")
			for _, kind := range []string{"image", "video", "file", "audio"} {
				part := object(c[kind])
				if name := first(str(part, "fileName", "name", "filename"), page.FileName(str(part, "url", "src", "picUrl", "mediaId"))); name != "" {
					m.Attachments = attach(append(m.Attachments, name)...)
				}
			}
			if m.Text != "" || len(m.Attachments) > 0 {
				return true
			}
		}
	}
	m.Text = str(object(o["searchableContent"]), "summary")
	return m.Text != ""
}

// typed gives a message its kind by its content and by the types seen on the
// page (2026): 57 business card, 60 picture, 61 file, 54, 2000 and 100010
// product, 9410 payment prompt, 9999 address notice.
func typed(m *posted, messageType string) {
	m.Kind = textKind(m.Text)
	if m.Text == "" {
		m.Kind = chat.Media
	}
	switch messageType {
	case "57":
		m.Kind = chat.Contact
	case "60", "61":
		m.Kind = chat.Media
	case "54", "2000", "100010":
		m.Kind = chat.Link
	case "9410", "9999":
		m.Kind, m.Sender = chat.Notice, ""
	}
}

// object gives v as an object, nil when it is none.
func object(v any) map[string]any {
	o, _ := v.(map[string]any)
	return o
}

// str gives the first of the keys that holds a string or number.
func str(o map[string]any, keys ...string) string {
	for _, k := range keys {
		switch v := o[k].(type) {
		case string:
			if v != "" {
				return v
			}
		case json.Number:
			return v.String()
		}
	}
	return ""
}

// first gives the first string that is not empty.
func first(ss ...string) string {
	for _, s := range ss {
		if s != "" {
			return s
		}
	}
	return ""
}

func sorted(o map[string]any) []string { return slices.Sorted(maps.Keys(o)) }

// decoded undoes the encoding that a HAR gives the content of an answer.
func decoded(text, encoding string) string {
	if encoding != "base64" {
		return text
	}
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return ""
	}
	return string(b)
}

// named gives the name of a party as a message says it, or the object around
// its list.
func (p *payload) named(o map[string]any, party string) string {
	return first(str(object(o[party]), "name"), str(object(p.names[party]), "name"))
}
