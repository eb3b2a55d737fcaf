package wechat

import (
	"strconv"
	"strings"

	"backchannel/parser/chat"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
)

// inBox are the parts of a message box that say what it is.
var inBox = struct{ voice, video, source, sticker, image, card, transfer, link, bold goquery.Matcher }{
	voice:    goquery.Single(".voicebox"),
	video:    goquery.Single("video"),
	source:   goquery.Single("source"),
	sticker:  goquery.Single("img[rawsrc]"),
	image:    goquery.Single("img.image, img[rawurl]"),
	card:     goquery.Single(".card-name"),
	transfer: goquery.Single("img.transfer-icon"),
	link:     goquery.Single("a[href]"),
	bold:     goquery.Single("b"),
}

// boxWords and inAnchor find the words in a box.
var (
	boxWords = cascadia.MustCompile(".msg-text")
	inAnchor = cascadia.MustCompile("a, .card-name")
)

// exporterBox reads what stands below the name of a message: one of pictures,
// voice, video, sticker, card, link, file, transfer, quote or words.
func exporterBox(m *chat.Message, box *goquery.Selection, msgType string) {
	texts := boxTexts(box)
	if !exporterMedia(m, box, texts) && !exporterLink(m, box, texts, msgType) {
		m.Text = texts.all()
		m.Quote = texts.quote
		m.Kind = exporterKind(m.Text, msgType)
	}
	if m.Kind == chat.Notice || m.Kind == chat.Deleted {
		m.Sender = ""
	}
}

// exporterMedia reads what comes with a file or an icon.
func exporterMedia(m *chat.Message, box *goquery.Selection, texts boxed) bool {
	has := func(part goquery.Matcher) (*goquery.Selection, bool) {
		hit := box.FindMatcher(part)
		return hit, hit.Length() > 0
	}
	if voice, ok := has(inBox.voice); ok {
		m.Kind, m.Text = chat.Media, texts.all()
		m.Attachments = files(urlName(voice.AttrOr("audio", "")))
		return true
	}
	if video, ok := has(inBox.video); ok {
		m.Kind = chat.Media
		m.Attachments = files(urlName(orElse(video.FindMatcher(inBox.source).AttrOr("src", ""), video.AttrOr("src", ""))))
		return true
	}
	if img, ok := has(inBox.sticker); ok {
		m.Kind = chat.Sticker
		m.Attachments = files(urlName(img.AttrOr("src", "")))
		return true
	}
	if img, ok := has(inBox.image); ok {
		m.Kind = chat.Media
		shown := orElse(img.AttrOr("data-src", ""), img.AttrOr("src", ""))
		m.Attachments = files(orElse(urlName(img.AttrOr("rawurl", "")), urlName(shown)))
		return true
	}
	if card, ok := has(inBox.card); ok {
		m.Kind, m.Text = chat.Contact, clean(emojiText(card))
		return true
	}
	if _, ok := has(inBox.transfer); ok {
		m.Kind, m.Text = chat.Transfer, texts.all()
		return true
	}
	return false
}

// exporterLink reads link cards and files, which look alike: the link of a
// file is local.
func exporterLink(m *chat.Message, box *goquery.Selection, texts boxed, msgType string) bool {
	link := box.FindMatcher(inBox.link)
	card := link.FindMatcher(inBox.bold).Length() > 0
	address := link.AttrOr("href", "")
	switch {
	case msgType == "file" || card && !remote(address):
		m.Kind = chat.Media
		m.Attachments = files(orElse(baseName(clean(emojiText(link))), urlName(address)))
	case card:
		m.Kind = chat.Link
		m.Text = linesOf(clean(emojiText(link)), texts.all(), address)
	default:
		return false
	}
	return true
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
	found := box.FindMatcher(boxWords)
	found.Each(func(_ int, sel *goquery.Selection) {
		if sel.ParentsMatcher(inAnchor).Length() > 0 {
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
