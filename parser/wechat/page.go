package wechat

import (
	"bytes"
	"io"
	"strings"

	"backchannel/parser/chat"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// readPage parses a page, which is held in memory.
func readPage(s *sink, text io.Reader) (*goquery.Document, error) {
	data, err := io.ReadAll(io.LimitReader(text, maxPage+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxPage {
		return nil, s.refuse("the page is larger than 256 MiB; export the chat in parts")
	}
	s.pageEnd(data)
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(data))
	if err != nil {
		return nil, s.refuse("the page cannot be read as HTML; save it again as a complete page")
	}
	return doc, nil
}

// pageEnd tells of a page that has a start and no end.
func (s *sink) pageEnd(data []byte) {
	tail := bytes.ToLower(data[max(0, len(data)-4096):])
	if bytes.Contains(tail, []byte("</html>")) || !bytes.Contains(data[:min(len(data), 4096)], []byte("<html")) {
		return
	}
	s.told(0, "the page has no end: it was cut, and the last message is incomplete or messages are missing; ask for the whole file")
}

// fragment parses a piece of a page.
func fragment(markup string) *goquery.Selection {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(markup))
	if err != nil {
		return &goquery.Selection{}
	}
	return doc.Find("body")
}

// firstText gives the words of the first element of a selector that has any.
func firstText(sel *goquery.Selection, selectors ...string) string {
	for _, css := range selectors {
		found := ""
		sel.Find(css).EachWithBreak(func(_ int, hit *goquery.Selection) bool {
			found = clean(emojiText(hit))
			return found == ""
		})
		if found != "" {
			return found
		}
	}
	return ""
}

// without gives a selection after the elements of a selector are taken out of
// it, and the words of the first of them.
func without(sel *goquery.Selection, css string) string {
	hit := sel.Find(css)
	text := ""
	if hit.Length() > 0 {
		text = blockText(hit.First())
	}
	hit.Remove()
	return text
}

// blockText gives the words of a part of a page with a line for each block.
func blockText(sel *goquery.Selection) string {
	var b strings.Builder
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
			return
		case n.Type == html.ElementNode && n.Data == "img":
			b.WriteString(emojiCode(n))
			return
		case n.Type == html.ElementNode && n.Data == "br":
			b.WriteByte('\n')
			return
		case depth > maxDepth || n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style"):
			return
		}
		block := n.Type == html.ElementNode && blockElement[n.Data]
		if block && b.Len() > 0 && !strings.HasSuffix(b.String(), "\n") {
			b.WriteByte('\n')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, depth+1)
		}
		if block && !strings.HasSuffix(b.String(), "\n") {
			b.WriteByte('\n')
		}
	}
	for _, n := range sel.Nodes {
		walk(n, 0)
	}
	return clean(b.String())
}

// maxDepth bounds nested elements; the parser of pages has a bound of its own.
const maxDepth = 512

var blockElement = map[string]bool{"div": true, "p": true, "li": true, "section": true, "h1": true, "h2": true, "h3": true, "h4": true, "blockquote": true, "tr": true}

// rich makes text, kind, files and quote of a message whose content is markup:
// the pages of WeFlow, echotrace and WeChatDataAnalysis.
func rich(m *chat.Message, content *goquery.Selection, family string) {
	if q := without(content, ".quoted-message, .quote-message, .wce-quote, blockquote"); q != "" {
		m.Quote = q
	}
	card := content.Find("a.message-link-card, a.link-card, a.wce-link-card").First()
	file := content.Find("a.message-media.file, a.file, a[download]").First()
	player := content.Find("video, audio").First()
	image := content.Find("img.message-media.image, img.image, a.image img, img.message-image").First()
	sticker := content.Find("img.emoji, .emoji img, .message-media.emoji, img.sticker").First()
	src := func(sel *goquery.Selection) string {
		return urlName(orElse(sel.AttrOr("src", ""), orElse(sel.AttrOr("data-src", ""), sel.Find("source").AttrOr("src", ""))))
	}
	switch {
	case card.Length() > 0:
		m.Kind = chat.Link
		m.Text = linesOf(append(strings.Split(blockText(card), "\n"), card.AttrOr("href", ""))...)
	case file.Length() > 0:
		m.Kind = chat.Media
		m.Attachments = files(orElse(baseName(firstLine(blockText(file))), urlName(file.AttrOr("href", ""))))
	case player.Length() > 0:
		m.Kind = chat.Media
		m.Attachments = files(src(player))
		player.Remove()
		m.Text = blockText(content)
	case sticker.Length() > 0:
		m.Kind = chat.Sticker
		m.Attachments = files(src(sticker))
	case image.Length() > 0:
		m.Kind = chat.Media
		m.Attachments = files(src(image))
	default:
		m.Text = blockText(content)
		m.Kind = kindOfText(family, m.Text)
		if m.Kind == chat.Media {
			m.Attachments = files(fileIn(m.Text))
		}
		if m.Quote == "" && m.Kind == chat.Text {
			m.Quote = quoteIn(m.Text)
		}
	}
	if m.Kind == chat.Notice || m.Kind == chat.Deleted {
		m.Sender = ""
	}
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
