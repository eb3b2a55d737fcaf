package wechat

import (
	"bytes"
	"io"

	"backchannel/parser/chat"
	"backchannel/parser/wechat/internal/literal"

	"github.com/PuerkitoBio/goquery"
)

// keepPage is how much of a page in front of its data is searched for the
// title.
const keepPage = 512 << 10

// WeFlowHTML reads the pages of WeFlow: the messages are objects of a script,
// each with its markup.
func WeFlowHTML() Format {
	return Format{
		name:    "wechat-weflow-html",
		unit:    unitBlocks,
		missing: weFlowMissing,
		sniff: func(_ string, head []byte) int {
			switch page := bytes.Contains(head, []byte("<html")); {
			case bytes.Contains(head, []byte("WEFLOW_DATA")):
				return 97
			case page && bytes.Contains(head, []byte("WeFlow")) && bytes.Contains(head, []byte("message-content")):
				return 60 // the style sheet fills the head
			}
			return 0
		},
		read: func(s *sink, text io.Reader) error {
			return readTitledScript(s, text, "WEFLOW_DATA", func(peer string) func(*literal.Object) chat.Message {
				return func(o *literal.Object) chat.Message { return weFlowBubble(o, peer) }
			})
		},
	}
}

// readTitledScript reads the list that a script assigns to name, with the
// title of the page.
func readTitledScript(s *sink, text io.Reader, name string, begin func(title string) func(*literal.Object) chat.Message) error {
	st := literal.NewStream(text)
	before, ok := st.Find(name, keepPage)
	if !ok {
		if st.Err() != nil {
			return st.Err()
		}
		return s.refuse("the page has no list of messages (" + name + "); it may have been saved before the export was finished: export it again")
	}
	title := ""
	if doc, err := goquery.NewDocumentFromReader(bytes.NewReader(before)); err == nil {
		title = firstText(doc.Selection, "h1.title", "h1", "title")
	}
	s.cov.Counterpart = title
	return readObjects(s, st, begin(title))
}

// weFlowBubble reads {t, s, b}: epoch, own, markup.
func weFlowBubble(o *literal.Object, peer string) chat.Message {
	body := fragment(o.Text("b"))
	m := chat.Message{Time: timeOf(o.Get("t"), firstText(body, ".message-time"))}
	m.Sender = firstText(body, ".sender-name")
	switch {
	case m.Sender != "":
	case o.Get("s").Bool():
		m.Sender = chat.Self
	default:
		m.Sender = peer
	}
	content := body.Find(".message-content").First()
	if content.Length() == 0 {
		body.Find(".message-time, .sender-name, .avatar").Remove()
		content = body
	}
	rich(&m, content, "weflow")
	return m
}

// EchotraceHTML reads the pages of echotrace.
func EchotraceHTML() Format {
	return Format{
		name: "wechat-echotrace-html",
		unit: unitBlocks,
		sniff: func(_ string, head []byte) int {
			return max(scriptList(head, "messagesData", quotedKey), scriptList(head, "messagesData", unquotedKey))
		},
		read: func(s *sink, text io.Reader) error {
			return readTitledScript(s, text, "messagesData", func(peer string) func(*literal.Object) chat.Message {
				return func(o *literal.Object) chat.Message { return echotraceBubble(o, peer) }
			})
		},
	}
}

func echotraceBubble(o *literal.Object, peer string) chat.Message {
	m := chat.Message{
		Time:   timeOf(o.Get("timestamp", "createTime"), o.Text("formattedTime", "time")),
		Sender: o.Text("senderName", "senderDisplayName"),
	}
	switch {
	case m.Sender != "":
	case o.Get("isSend").Bool():
		m.Sender = chat.Self
	default:
		m.Sender = peer
	}
	rich(&m, fragment(o.Text("content")), "weflow")
	if o.Has("localType") || o.Has("type") {
		if k := weFlowKind(o); k == chat.Notice || k == chat.Deleted || m.Kind == chat.Text && k != chat.Other {
			m.Kind = k
		}
	}
	if m.Kind == chat.Notice || m.Kind == chat.Deleted {
		m.Text = systemText(m.Text)
		m.Kind, m.Sender = noticeOr(m.Text), ""
	}
	return m
}
