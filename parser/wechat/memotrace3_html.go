package wechat

import (
	"io"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/wechat/internal/literal"
)

// MemoTrace3HTML reads the pages of MemoTrace 3: a list of JSON objects, whose
// strings are escaped for the page.
func MemoTrace3HTML() Format {
	return Format{
		name:  "wechat-memotrace3-html",
		unit:  unitBlocks,
		sniff: func(_ string, head []byte) int { return scriptList(head, "chatMessages", quotedKey) },
		read: func(s *sink, text io.Reader) error {
			return readScript(s, text, "chatMessages", memoTraceObject)
		},
	}
}

// MemoTrace3JSON reads the file name.html.json beside a page: the same list
// without the escapes.
func MemoTrace3JSON() Format {
	return document{begin: func(*sink, map[string]literal.Value) func(*literal.Object) chat.Message {
		return func(o *literal.Object) chat.Message {
			return memoTrace3Object(o, func(s string) string { return s })
		}
	}}.format("wechat-memotrace3-json", func(sh shape) int {
		switch {
		case !sh.array:
			return 0
		case sh.elementHas("is_send", "xml_dict"):
			return 95
		case sh.elementHas("is_send", "type", "timestamp", "display_name"):
			return 90
		}
		return 0
	})
}

// fromPageOrLink undoes the escapes of a page except in addresses, which have
// none.
func fromPageOrLink(s string) string {
	if strings.HasPrefix(s, "http") {
		return s
	}
	return fromPage(s)
}

// memoTrace3Object reads an object of either; plain undoes its escapes.
func memoTrace3Object(o *literal.Object, plain func(string) string) chat.Message {
	get := func(keys ...string) string { return clean(plain(o.Text(keys...))) }
	m := chat.Message{
		Time:   timeOf(o.Get("timestamp"), o.Text("str_time")),
		Sender: get("display_name", "displayname", "sender_name"),
		Kind:   kindOf(o.Int("type"), o.Int("sub_type")),
		Text:   get("text"),
	}
	if m.Sender == "" && o.Get("is_send").Bool() {
		m.Sender = chat.Self
	}
	title, description, url := get("title"), get("description"), get("url")
	switch m.Kind {
	case chat.Notice, chat.Deleted:
		m.Text, m.Sender = systemText(m.Text), ""
		m.Kind = noticeOr(m.Text)
	case chat.Media:
		name := orElse(baseName(get("file_name")), baseName(get("path")))
		if list, rest := mediaText(m.Text); list != nil {
			m.Text = rest
			name = orElse(name, list[0])
		}
		m.Attachments = files(name)
		m.Text = orElse(get("voice_to_text"), unlessBare(m.Text))
		if fileIn(m.Text) != "" || m.Text == get("file_name") {
			m.Text = ""
		}
	case chat.Sticker:
		m.Attachments = files(baseName(get("path")))
		m.Text = unlessPath(m.Text)
	case chat.Link:
		m.Text = linesOf(unlessBare(m.Text), title, description, url)
	case chat.Transfer:
		m.Text = linesOf(unlessBare(m.Text), get("fee_desc", "feedesc"), get("pay_memo"), title)
	case chat.Call:
		m.Text = orElse(get("display_content"), m.Text)
	case chat.Location:
		m.Text = orElse(linesOf(get("poiname"), get("label")), m.Text)
	case chat.Contact:
		m.Text = orElse(get("nickname"), unlessXML(m.Text))
	case chat.Other:
		m.Text = memoTrace3Forward(o, linesOf(unlessBare(unlessXML(m.Text)), title, description), get)
	case chat.Text:
		m.Quote = get("quote_text")
	}
	return m
}

// memoTrace3Forward adds the messages of a merged forward to its title.
func memoTrace3Forward(o *literal.Object, head string, get func(...string) string) string {
	parts := []string{head}
	for v := range o.Get("messages").Elements() {
		in := v.Object()
		said := said(in.Text("display_name", "sender_name"), clean(in.Text("text", "title")))
		parts = append(parts, said)
	}
	if head == "" && len(parts) == 1 {
		return get("text")
	}
	return linesOf(parts...)
}

func unlessXML(s string) string {
	if looksXML(s) {
		return ""
	}
	return s
}
