package wechat

import (
	"bytes"
	"io"

	"backchannel/parser/chat"
	"backchannel/parser/wechat/internal/literal"

	"github.com/PuerkitoBio/goquery"
)

// DataAnalysisHTML reads the pages of WeChatDataAnalysis.
func DataAnalysisHTML() Format {
	return Format{
		name: "wechat-dataanalysis-html",
		unit: unitBlocks,
		sniff: func(_ string, head []byte) int {
			switch {
			case bytes.Contains(head, []byte("data-wce-create-time")):
				return 97
			case bytes.Contains(head, []byte("wce-msg-row")), bytes.Contains(head, []byte("wce-chat")):
				return 80
			}
			return 0
		},
		read: readDataAnalysisPage,
	}
}

func readDataAnalysisPage(s *sink, text io.Reader) error {
	doc, err := readPage(s, text)
	if err != nil {
		return err
	}
	peer := firstText(doc.Selection, ".wce-conversation-name, .wce-title", "h1", "title")
	s.cov.Counterpart = peer
	flagged := false
	var list []chat.Message
	doc.Find("[data-wce-create-time]").Each(func(_ int, row *goquery.Selection) {
		m := dataAnalysisBubble(row, peer)
		list = append(list, m)
	})
	s.oldestFirst(list)
	for _, m := range list {
		flagPrivacy(s, &m, &flagged)
		if !s.message(m) {
			return nil
		}
	}
	return nil
}

func dataAnalysisBubble(row *goquery.Selection, peer string) chat.Message {
	at := row.AttrOr("data-wce-create-time", "")
	m := chat.Message{Time: timeOf(literal.Value(at), orElse(row.AttrOr("data-wce-create-time-text", ""), firstText(row, ".wce-time, .msg-time")))}
	if m.Time == "" {
		m.Time, _ = stamp(at)
	}
	render := row.AttrOr("data-render-type", "")
	if render == "" {
		render = row.Find("[data-render-type]").AttrOr("data-render-type", "")
	}
	if render == "system" || row.HasClass("wce-system") || row.Find(".wce-system").Length() > 0 {
		m.Text = systemText(orElse(firstText(row, ".wce-system"), blockText(row)))
		m.Kind = noticeOr(m.Text)
		return m
	}
	m.Sender = orElse(row.AttrOr("data-sender-name", ""), firstText(row, ".wce-sender-name, .wce-sender, .msg-sender, .sender-name, .wce-name"))
	sent := row.HasClass("wce-msg-row-sent") || row.Find(".wce-msg-row-sent").Length() > 0
	switch {
	case m.Sender != "":
	case sent:
		m.Sender = chat.Self
	default:
		m.Sender = peer
	}
	content := row.Find(".msg-bubble").First()
	if content.Length() == 0 {
		row.Find(".wce-sender-name, .wce-sender, .msg-sender, .sender-name, .wce-name, .wce-time, .msg-time, .wce-avatar").Remove()
		content = row
	}
	rich(&m, content, "dataanalysis")
	if k, ok := kindOfName(render); ok && (m.Kind == chat.Text || m.Kind == chat.Other || k == chat.Transfer) {
		m.Kind = k
	}
	if m.Kind == chat.Media && m.Attachments == nil {
		if img := content.Find("img").First(); img.Length() > 0 {
			m.Attachments = files(urlName(img.AttrOr("src", "")))
		} else {
			m.Attachments = files(fileIn(m.Text))
		}
	}
	return m
}
