package wechat

import (
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/wechat/internal/literal"
)

// DataAnalysisJSON reads the messages.json of WeChatDataAnalysis (2026).
func DataAnalysisJSON() Format {
	return document{
		list:  []string{"messages"},
		facts: []string{"conversation", "account"},
		begin: func(s *sink, facts map[string]literal.Value) func(*literal.Object) chat.Message {
			c := facts["conversation"].Object()
			d := dataAnalysis{s: s, peer: c.Text("displayName", "username"), group: c.Get("isGroup").Bool()}
			s.cov.Counterpart = d.peer
			return d.message
		},
	}.format("wechat-dataanalysis-json", func(sh shape) int {
		switch {
		case sh.elementHas("renderType") && sh.has("schemaVersion", "conversation"):
			return 97
		case sh.elementHas("renderType", "createTime"):
			return 85
		}
		return 0
	})
}

// dataAnalysis is what messages need to know of their document.
type dataAnalysis struct {
	s       *sink
	peer    string
	group   bool
	flagged bool
}

func (d *dataAnalysis) message(o *literal.Object) chat.Message {
	m := chat.Message{
		Time:   timeOf(o.Get("createTime"), o.Text("createTimeText")),
		Sender: o.Text("senderDisplayName"),
		Text:   clean(o.Text("content")),
		Kind:   kindOf(o.Int("type"), 0),
	}
	if k, ok := kindOfName(o.Text("renderType")); ok && (m.Kind == chat.Other || k == chat.Notice) {
		m.Kind = k
	}
	if m.Sender == "" {
		switch own := o.Get("isSent").Bool(); {
		case own:
			m.Sender = orElse(o.Text("senderUsername"), chat.Self)
		case d.group:
			m.Sender = o.Text("senderUsername")
		default:
			m.Sender = orElse(d.peer, o.Text("senderUsername"))
		}
	}
	d.detail(&m, o)
	flagPrivacy(d.s, &m, &d.flagged)
	return m
}

// detail fills in what stands in fields of its own.
func (d *dataAnalysis) detail(m *chat.Message, o *literal.Object) {
	title := o.Text("title")
	switch m.Kind {
	case chat.Notice, chat.Deleted:
		m.Text = systemText(m.Text)
		m.Kind = noticeOr(m.Text)
		m.Sender = ""
		return
	case chat.Link:
		m.Text = linesOf(title, unlessBare(m.Text), o.Text("url"))
	case chat.Transfer:
		m.Text = orElse(linesOf(unlessBare(m.Text), o.Text("amount"), o.Text("transferStatus")), m.Text)
	case chat.Location:
		m.Text = orElse(linesOf(unlessBare(m.Text), o.Text("locationPoiname"), o.Text("locationLabel")), m.Text)
	case chat.Media:
		m.Text = orElse(clean(o.Text("voiceTranscript")), m.Text)
		if o.Text("renderType") == "file" || fileIn(m.Text) != "" {
			m.Attachments = files(baseName(orElse(title, fileIn(m.Text))))
		}
	case chat.Other:
		m.Text = detail(m.Text, title)
	case chat.Text:
		if q := clean(o.Text("quoteContent")); q != "" {
			m.Quote = said(o.Text("quoteTitle"), q)
		}
	}
	for v := range o.Get("offlineMedia").Elements() {
		f := v.Object()
		if strings.Contains(strings.ToLower(f.Text("kind")), "thumb") {
			continue
		}
		m.Attachments = files(append(m.Attachments, baseName(f.Text("path")))...)
	}
	if name := localPath(m.Text); name != "" && m.Kind != chat.Text {
		m.Text = ""
		m.Attachments = files(append(m.Attachments, name)...)
	}
}

func unlessBare(text string) string {
	if bare(text) {
		return ""
	}
	return text
}

// flagPrivacy tells, once, of an export in privacy mode: its texts are all
// [文本], so nothing found in it means nothing.
func flagPrivacy(s *sink, m *chat.Message, flagged *bool) {
	if m.Kind != chat.Text || m.Text != "[文本]" {
		return
	}
	s.missing("the words of %d message(s): the export was made in privacy mode, every text is [文本], and the file cannot be searched for anything; ask for an export without it")
	if !*flagged {
		*flagged = true
		s.told(0, "this export was made in privacy mode and cannot be searched for anything; ask for one without it")
	}
}
