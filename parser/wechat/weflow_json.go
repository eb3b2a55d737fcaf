package wechat

import (
	"backchannel/parser/chat"
	"backchannel/parser/wechat/internal/literal"
)

// WeFlowJSON reads the JSON of WeFlow, also its compact variant, which keeps
// the senders in a list of their own.
func WeFlowJSON() Format {
	f := weFlowDocument().format("wechat-weflow-json", func(sh shape) int {
		if sh.has("weflow") {
			return 98
		}
		return 0
	})
	f.missing = weFlowMissing
	return f
}

// EchotraceJSON reads the JSON of echotrace, of which WeFlow is a descendant.
func EchotraceJSON() Format {
	return weFlowDocument().format("wechat-echotrace-json", func(sh shape) int {
		if sh.has("session") && !sh.has("weflow") && !sh.has("exportInfo") && sh.elementHas("localType") {
			return 94
		}
		return 0
	})
}

// CipherTalkJSON reads the JSON of CipherTalk.
func CipherTalkJSON() Format {
	return weFlowDocument().format("wechat-ciphertalk-json", func(sh shape) int {
		info := sh.facts["exportInfo"].Object()
		switch {
		case info.Text("generator") == "CipherTalk":
			return 98
		case sh.has("exportInfo", "session") && sh.elementHas("rawContent"):
			return 90
		}
		return 0
	})
}

// weFlowDocument is the layout that the three tools share.
func weFlowDocument() document {
	return document{
		list:  []string{"messages"},
		facts: []string{"session", "senders", "groupMembers"},
		begin: func(s *sink, facts map[string]literal.Value) func(*literal.Object) chat.Message {
			w := weFlow{names: map[string]string{}}
			session := facts["session"].Object()
			w.peer = session.Text("remark", "displayName", "nickname")
			w.group = session.Text("type") == "群聊" || session.Get("isGroup").Bool()
			s.cov.Counterpart = w.peer
			w.learn(facts["senders"])
			w.learn(facts["groupMembers"])
			return w.message
		},
	}
}

// weFlow is what messages need to know of their document.
type weFlow struct {
	peer  string
	group bool
	names map[string]string // by id
}

// learn takes names from a list of people.
func (w *weFlow) learn(list literal.Value) {
	for v := range list.Elements() {
		o := v.Object()
		name := o.Text("remark", "groupNickname", "displayName", "nickname", "name")
		for _, key := range []string{"senderID", "id", "wxid", "username"} {
			if id := o.Text(key); id != "" && name != "" && len(w.names) < maxNames {
				w.names[id] = name
			}
		}
	}
}

// sender names the sender of a message.
func (w *weFlow) sender(o *literal.Object) string {
	if name := o.Text("senderRemark", "groupNickname", "senderDisplayName", "senderName"); name != "" {
		return name
	}
	own := o.Get("isSend").Bool()
	id := o.Text("senderID", "senderUsername")
	if name := w.names[id]; name != "" {
		return name
	}
	switch {
	case id != "" && (own || w.group || w.peer == ""):
		return id
	case own:
		return chat.Self
	}
	return orElse(w.peer, id)
}

func (w *weFlow) message(o *literal.Object) chat.Message {
	m := chat.Message{
		Time:   timeOf(o.Get("createTime", "timestamp"), o.Text("formattedTime", "time")),
		Sender: w.sender(o),
		Text:   clean(o.Text("content", "parsedContent", "rawContent")),
		Kind:   weFlowKind(o),
		Quote:  said(o.Text("quotedSender"), clean(o.Text("quotedContent"))),
	}
	if o.Text("quotedContent") == "" {
		m.Quote = ""
	}
	switch m.Kind {
	case chat.Notice, chat.Deleted:
		m.Text = systemText(m.Text)
		m.Kind = noticeOr(m.Text)
		m.Sender = ""
	case chat.Media, chat.Sticker:
		if name := localPath(m.Text); name != "" {
			m.Text, m.Attachments = "", files(name)
		} else {
			m.Attachments = files(fileIn(m.Text), baseName(o.Text("mediaPath", "localPath")))
		}
		m.Text = detailIfBare(m.Text, o.Text("voiceTranscript", "transcript"))
	case chat.Link:
		m.Text = detailIfBare(m.Text, o.Text("linkTitle", "title"), o.Text("appMsgDesc", "description"), o.Text("linkUrl", "url"))
	case chat.Location:
		m.Text = detailIfBare(m.Text, o.Text("locationPoiname"), o.Text("locationLabel"))
	case chat.Contact:
		m.Text = detailIfBare(m.Text, o.Text("cardNickname", "contactNickname"))
	}
	weFlowMarkup(&m)
	return m
}

// detailIfBare puts details in place of a text that says nothing; a text that
// the tool has composed stays as it is.
func detailIfBare(text string, parts ...string) string {
	if text == "" || bare(text) {
		return orElse(linesOf(parts...), text)
	}
	return text
}

// weFlowMarkup reads the raw markup that CipherTalk leaves in some texts.
func weFlowMarkup(m *chat.Message) {
	if !looksXML(m.Text) || m.Kind == chat.Text {
		return
	}
	switch m.Kind {
	case chat.Contact:
		m.Text = cardText(m.Text)
	case chat.Location:
		m.Text = locationText(m.Text)
	default:
		m.Text = ""
	}
}

// weFlowKind decides by the type code, then by the name of the type, which
// differs between the tools.
func weFlowKind(o *literal.Object) chat.Kind {
	code, hasCode := o.Get("localType").Int()
	kind := chat.Other
	if hasCode {
		kind = kindOf(code, 0)
	}
	if named, ok := kindOfName(o.Text("type", "typeName")); ok && (kind == chat.Other || code == 49) {
		return named
	}
	return kind
}
