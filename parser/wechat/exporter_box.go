package wechat

import (
	"strconv"
	"strings"

	"backchannel/parser/chat"

	"github.com/PuerkitoBio/goquery"
)

// exporterBox reads what stands below the name of a message: one of pictures,
// voice, video, sticker, card, link, file, transfer, quote or words.
func exporterBox(m *chat.Message, box *goquery.Selection, msgType string) {
	texts := boxTexts(box)
	link := box.Find("a[href]").First()
	switch {
	case box.Find(".voicebox").Length() > 0:
		m.Kind = chat.Media
		m.Attachments = files(urlName(box.Find(".voicebox").AttrOr("audio", "")))
		m.Text = texts.all()
	case box.Find("video").Length() > 0:
		v := box.Find("video").First()
		m.Kind = chat.Media
		m.Attachments = files(urlName(orElse(v.Find("source").AttrOr("src", ""), v.AttrOr("src", ""))))
	case box.Find("img[rawsrc]").Length() > 0:
		m.Kind = chat.Sticker
		m.Attachments = files(urlName(box.Find("img[rawsrc]").First().AttrOr("src", "")))
	case box.Find("img.image, img[rawurl]").Length() > 0:
		img := box.Find("img.image, img[rawurl]").First()
		m.Kind = chat.Media
		name := urlName(img.AttrOr("rawurl", ""))
		m.Attachments = files(orElse(name, urlName(orElse(img.AttrOr("data-src", ""), img.AttrOr("src", "")))))
	case box.Find(".card-name").Length() > 0:
		m.Kind = chat.Contact
		m.Text = clean(emojiText(box.Find(".card-name").First()))
	case box.Find("img.transfer-icon").Length() > 0:
		m.Kind = chat.Transfer
		m.Text = texts.all()
	case msgType == "file" || link.Length() > 0 && !remote(link.AttrOr("href", "")) && link.Find("b").Length() > 0:
		m.Kind = chat.Media
		m.Attachments = files(orElse(baseName(clean(emojiText(link))), urlName(link.AttrOr("href", ""))))
	case link.Length() > 0 && link.Find("b").Length() > 0:
		m.Kind = chat.Link
		m.Text = linesOf(clean(emojiText(link)), texts.all(), link.AttrOr("href", ""))
	default:
		m.Text = texts.all()
		m.Quote = texts.quote
		m.Kind = exporterKind(m.Text, msgType)
	}
	if m.Kind == chat.Notice || m.Kind == chat.Deleted {
		m.Sender = ""
	}
}

// exporterKind decides about words, which also stand for calls, places and red
// packets.
func exporterKind(text, msgType string) chat.Kind {
	if k := kindOfText("exporter", text); k != chat.Text {
		return k
	}
	n, err := strconv.ParseInt(msgType, 10, 64)
	if err != nil || n == 49 || n == 1 {
		return chat.Text
	}
	return kindOf(n, 0)
}

// boxed is the words of a message box, the quoted message apart.
type boxed struct {
	parts []string
	quote string
}

func boxTexts(box *goquery.Selection) boxed {
	var b boxed
	found := box.Find(".msg-text")
	found.Each(func(_ int, sel *goquery.Selection) {
		if sel.ParentsFiltered("a, .card-name").Length() > 0 {
			return
		}
		text := clean(emojiText(sel))
		switch {
		case sel.HasClass("refermsg"):
			b.quote = strings.TrimSuffix(strings.TrimPrefix(text, "「"), "」")
		case text != "":
			b.parts = append(b.parts, text)
		}
	})
	if found.Length() == 0 {
		if text := clean(emojiText(box.Find("pre"))); text != "" {
			b.parts = append(b.parts, text)
		}
	}
	return b
}

func (b boxed) all() string { return strings.Join(b.parts, "\n") }
