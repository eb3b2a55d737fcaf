package wechat

import (
	"regexp"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/wechat/internal/literal"
)

// PyWxDumpCSV reads the CSV of PyWxDump, of nine columns, and of eight before
// spring 2024.
func PyWxDumpCSV() Format {
	f := csvFormat("wechat-pywxdump-csv", 96, tableForm{
		columns: []string{"type_name", "is_sender", "talker", "room_name", "CreateTime"},
		text:    []string{"msg", "content"},
		begin: func(s *sink) func(*record) chat.Message {
			return func(r *record) chat.Message {
				msg, src := r.get("msg"), r.get("src")
				if o, ok := literal.Parse([]byte(r.get("content"))); ok && msg == "" {
					msg, src = o.Text("msg"), o.Text("src")
				}
				return pyWxDumpMessage(pyWxDump{
					typ: r.get("type_name"), own: number(r.get("is_sender")) == 1, talker: r.get("talker"),
					msg: msg, src: src, time: r.get("CreateTime"),
				})
			}
		},
	})
	return f
}

// pyWxDump is one message as all forms of PyWxDump hold it.
type pyWxDump struct {
	typ, talker, msg, src, time string
	own                         bool
}

func pyWxDumpMessage(p pyWxDump) chat.Message {
	m := chat.Message{Time: timeOf(literal.Value(p.time), p.time), Sender: strings.TrimSpace(p.talker), Text: clean(p.msg)}
	if m.Sender == "" && p.own {
		m.Sender = chat.Self
	}
	var known bool
	if m.Kind, known = kindOfName(p.typ); !known {
		m.Kind = chat.Other
		if k := noticeKind(systemText(m.Text)); k != "" {
			m.Kind = k
		}
	}
	switch m.Kind {
	case chat.Notice, chat.Deleted:
		m.Text = systemText(m.Text)
		if m.Kind == chat.Notice {
			m.Kind = noticeOr(m.Text)
		}
		m.Sender = ""
	case chat.Media:
		m.Attachments = files(baseName(p.src))
	case chat.Link:
		m.Text = anchorText(m.Text, p.src)
	case chat.Contact:
		if looksXML(m.Text) {
			m.Text = cardText(m.Text)
		}
	case chat.Text:
		m.Quote = quoteIn(m.Text)
	}
	if looksXML(m.Text) && m.Kind != chat.Text {
		m.Text = ""
	}
	return m
}

// anchor is the link that PyWxDump puts under a card, with the words 点击查看详情.
var anchor = regexp.MustCompile(`(?s)<a\s[^>]*href="([^"]*)"[^>]*>.*?</a>`)

// anchorText writes a link card as title, description and address.
func anchorText(text, src string) string {
	m := anchor.FindStringSubmatchIndex(text)
	if m == nil {
		return text
	}
	url := text[m[2]:m[3]]
	if url == "" && remote(src) {
		url = src
	}
	parts := strings.Split(text[:m[0]]+text[m[1]:], "\n")
	return linesOf(append(parts, url)...)
}
