package wechat

import (
	"bytes"
	_ "embed"
	"io"
	"strconv"
	"strings"
	"sync"

	"backchannel/parser/chat"
	"backchannel/parser/wechat/internal/literal"
)

//go:embed data/chatlab.tsv
var chatlabTSV string

var chatlabKinds = sync.OnceValue(func() map[int64]chat.Kind {
	m := map[int64]chat.Kind{}
	for r := range rows(chatlabTSV) {
		n, _ := strconv.ParseInt(r[0], 10, 64)
		m[n] = chat.Kind(r[1])
	}
	return m
})

// ChatLabJSON reads the JSON of the ChatLab interchange.
func ChatLabJSON() Format {
	return document{
		list:  []string{"messages"},
		facts: []string{"meta", "members"},
		begin: func(s *sink, facts map[string]literal.Value) func(*literal.Object) chat.Message {
			c := chatLab{names: map[string]string{}}
			meta := facts["meta"].Object()
			c.platform = meta.Text("platform")
			s.cov.Counterpart = meta.Text("name")
			for v := range facts["members"].Elements() {
				o := v.Object()
				c.learn(&o)
			}
			return c.message
		},
	}.format("wechat-chatlab-json", func(sh shape) int {
		switch {
		case sh.has("_type"): // lines
		case sh.has("chatlab"):
			return 97
		case sh.elementHas("sender", "timestamp", "type") && sh.has("meta"):
			return 70
		}
		return 0
	})
}

// ChatLabJSONL reads the JSON Lines of the ChatLab interchange.
func ChatLabJSONL() Format {
	return Format{
		name: "wechat-chatlab-jsonl",
		unit: unitLines,
		sniff: func(_ string, head []byte) int {
			first, _, _ := bytes.Cut(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff"))), []byte("\n"))
			o, _ := literal.Parse(first)
			switch o.Text("_type") {
			case "header":
				return 97
			case "member", "message":
				return 90
			}
			return 0
		},
		read: func(s *sink, text io.Reader) error {
			c := chatLab{names: map[string]string{}}
			return readJSONL(s, text, func(o *literal.Object) (chat.Message, string) {
				switch o.Text("_type") {
				case "header":
					meta := o.Get("meta").Object()
					c.platform = meta.Text("platform")
					s.cov.Counterpart = meta.Text("name")
					return chat.Message{}, "lines about the export and its members"
				case "member":
					c.learn(o)
					return chat.Message{}, "lines about the export and its members"
				}
				return c.message(o), ""
			})
		},
	}
}

// chatLab is what messages need to know of their file.
type chatLab struct {
	platform string
	names    map[string]string // by id
}

func (c *chatLab) learn(o *literal.Object) {
	id, name := o.Text("platformId", "id", "sender"), o.Text("groupNickname", "accountName", "nickname", "name")
	if id != "" && name != "" && len(c.names) < maxNames {
		c.names[id] = name
	}
}

func (c *chatLab) message(o *literal.Object) chat.Message {
	id := o.Text("sender")
	m := chat.Message{
		Platform: strings.ToLower(c.platform),
		Time:     timeOf(o.Get("timestamp"), ""),
		Sender:   orElse(o.Text("groupNickname", "accountName"), orElse(c.names[id], id)),
		Text:     clean(o.Text("content")),
		Kind:     chat.Other,
	}
	if n, ok := o.Get("type").Int(); ok {
		if k, ok := chatlabKinds()[n]; ok {
			m.Kind = k
		}
	}
	switch m.Kind {
	case chat.Notice:
		m.Text = systemText(m.Text)
		m.Kind, m.Sender = noticeOr(m.Text), ""
	case chat.Deleted:
		m.Text, m.Sender = systemText(m.Text), ""
	case chat.Media, chat.Sticker:
		if name := localPath(m.Text); name != "" {
			m.Text, m.Attachments = "", files(name)
		} else {
			m.Attachments = files(fileIn(m.Text))
		}
	case chat.Text:
		m.Quote = quoteIn(m.Text)
	}
	return m
}
