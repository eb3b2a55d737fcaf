package wechat

import (
	"bytes"
	"io"
	"regexp"

	"backchannel/parser/chat"

	"github.com/PuerkitoBio/goquery"
)

// DumpHTML reads the pages of wechat-dump (Android).
func DumpHTML() Format {
	return Format{
		name:    "wechat-dump-html",
		unit:    unitBlocks,
		missing: []string{"lines of the application, such as notices about recalled messages: wechat-dump drops them"},
		sniff: func(_ string, head []byte) int {
			switch {
			case chatItem.Match(head):
				return 92
			case bytes.Contains(head, []byte("cloudPanel")):
				return 70
			}
			return 0
		},
		read: readDumpPage,
	}
}

var chatItem = regexp.MustCompile(`class=["']chatItem\b`)

func readDumpPage(s *sink, text io.Reader) error {
	doc, err := readPage(s, text)
	if err != nil {
		return err
	}
	peer := firstText(doc.Selection, "h1", ".title", "title")
	s.cov.Counterpart = peer
	doc.Find("div.chatItem").EachWithBreak(func(_ int, item *goquery.Selection) bool {
		return s.message(dumpBubble(item, peer))
	})
	return nil
}

func dumpBubble(item *goquery.Selection, peer string) chat.Message {
	panel := item.Find(".cloudPanel").First()
	if panel.Length() == 0 {
		panel = item
	}
	m := chat.Message{}
	m.Time, _ = stamp(orElse(panel.AttrOr("title", ""), firstText(item, ".time")))
	m.Sender = firstText(item, ".nickname", ".name", ".sender")
	switch {
	case m.Sender != "":
	case item.HasClass("me"):
		m.Sender = chat.Self
	default:
		m.Sender = peer
	}
	item.Find(".time, .nickname, .name, .sender, .avatar, .triangle").Remove()
	content := panel.Find(".cloudContent, .content").First()
	if content.Length() == 0 {
		content = panel
	}
	player, img := content.Find("audio, video").First(), content.Find("img").First()
	m.Text = blockText(content)
	switch {
	case player.Length() > 0:
		m.Kind = chat.Media
		m.Attachments = files(urlName(orElse(player.AttrOr("src", ""), player.Find("source").AttrOr("src", ""))))
	case img.Length() > 0 && (m.Text == "" || m.Text == emojiCode(img.Get(0))):
		m.Kind = chat.Media
		if img.HasClass("emoji") || img.HasClass("emoji_img") {
			m.Kind = chat.Sticker
		}
		m.Text = ""
		m.Attachments = files(urlName(img.AttrOr("src", "")))
	default:
		dump := dumpMessage(head{tag: "1"}, m.Text)
		m.Kind, m.Text, m.Attachments, m.Quote = dump.Kind, dump.Text, dump.Attachments, dump.Quote
		if k := dumpKind(m.Text); k != "" {
			m.Kind = k
		}
	}
	return m
}

// dumpKind gives the kind that a placeholder of wechat-dump stands for, "" for
// words.
func dumpKind(text string) chat.Kind {
	for _, p := range dumpPrefix {
		if len(text) >= len(p.text) && text[:len(p.text)] == p.text {
			return p.kind
		}
	}
	return ""
}
