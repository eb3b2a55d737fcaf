package whatsapp

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"iter"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// ExporterHTML reads the pages that WhatsApp-Chat-Exporter writes, in the
// theme of before December 2025 and in the one since.
type ExporterHTML struct{}

// maxPage is the length in bytes of a page up to which it is read; its tree
// takes about ten times as much memory.
const maxPage = 64 << 20

// Name is whatsapp-exporter-html.
func (ExporterHTML) Name() string { return "whatsapp-exporter-html" }

// Platform is WhatsApp.
func (ExporterHTML) Platform() string { return chat.WhatsApp }

// Sniff looks for the title of the pages and the frame of either theme.
func (ExporterHTML) Sniff(_ string, head []byte) int {
	titled := hasAny(head, "<title>Whatsapp - ", "<title>WhatsApp - ")
	frame := hasAny(head, "message-list", "w3-container", "whatsapp-chat-light")
	switch {
	case titled && frame:
		return 97
	case titled || hasAll(head, "bg-whatsapp-chat-light", "message-list"):
		return 80
	}
	return 0
}

// Read yields the messages of a page in its order.
func (f ExporterHTML) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return func(yield func(chat.Message, error) bool) {
		if cov == nil {
			cov = &chat.Coverage{}
		}
		cov.Format, cov.Encoding, cov.Unit = f.Name(), src.Encoding, "blocks"
		doc, err := withText(src.Text, parsePage)
		if err != nil {
			yield(chat.Message{}, fmt.Errorf("reading %s: %w", src.Name, err))
			return
		}
		p := &exporterPage{
			src: src, cov: cov, yield: yield,
			platform: cmp.Or(opts.Platform, chat.WhatsApp), self: cmp.Or(opts.Self, chat.Self),
		}
		_, title, _ := strings.Cut(doc.Find("title").First().Text(), " - ")
		p.name = cleanName([]byte(title))
		cov.Counterpart = p.name
		p.read(doc)
	}
}

// parsePage parses a page of limited size.
func parsePage(text io.Reader) (*goquery.Document, error) {
	data, err := io.ReadAll(io.LimitReader(text, maxPage+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxPage {
		return nil, fmt.Errorf("the page is longer than %d MiB; let the exporter split it with --size", maxPage>>20)
	}
	return goquery.NewDocumentFromReader(bytes.NewReader(data))
}

// exporterPage is a page while it is read.
type exporterPage struct {
	src            *source.Source
	cov            *chat.Coverage
	yield          func(chat.Message, error) bool
	platform, self string
	name           string // of the chat
	day            string // the last date on the page, "" before the first
	undated        int
}

// Selectors of the two themes. Both mark a message by an id, the new one in a
// flex row on either side, the old one in a W3.CSS row.
const (
	newMessages = ".message-list div[id].justify-end, .message-list div[id].justify-start"
	newDays     = ".message-list div.justify-center:not([id])"
	oldMessages = "div.w3-row[id]"
)

var (
	dayPattern   = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	clockPattern = regexp.MustCompile(`\b(\d{1,2}):(\d{2})(:\d{2})?\b`)
)

// read yields the messages of a page.
func (p *exporterPage) read(doc *goquery.Document) {
	rows, message := doc.Find(newMessages+", "+newDays), p.newMessage
	if doc.Find(newMessages).Length() == 0 {
		rows, message = doc.Find(oldMessages), p.oldMessage
	}
	for _, row := range rows.EachIter() {
		if _, ok := row.Attr("id"); !ok {
			p.separator(row)
			continue
		}
		m := message(row)
		p.cov.Found++
		p.cov.Read++
		p.cov.Messages++
		if !p.yield(p.complete(m), nil) {
			return
		}
	}
	switch {
	case p.cov.Found == 0:
		p.yield(chat.Message{}, &chat.Problem{Source: p.src.Name, Text: "the page holds no message of either theme of WhatsApp-Chat-Exporter"})
	case p.undated > 0:
		p.cov.Clock = plural(p.undated, "message has", "messages have") + " no time, because the page before holds their date"
		p.yield(chat.Message{}, &chat.Problem{Source: p.src.Name, Text: fmt.Sprintf(
			"the first %s no date on this page; it stands at the end of the page before", plural(p.undated, "message has", "messages have"))})
	}
}

// separator notes the date that stands between messages. The boxes of notices
// look the same and hold no date.
func (p *exporterPage) separator(row *goquery.Selection) {
	if day := strings.TrimSpace(row.Text()); dayPattern.MatchString(day) {
		p.day = day
	}
}

// complete fills in what all messages of a page share.
func (p *exporterPage) complete(m chat.Message) chat.Message {
	m.Source, m.Platform, m.Index = p.src.Name, p.platform, p.cov.Messages
	if m.Attachments == nil {
		m.Attachments = noFiles
	}
	if m.Kind == chat.Notice {
		m.Sender, m.Role = "", chat.System
	}
	if m.Time == "" {
		p.undated++
	} else {
		p.cov.Last = m.Time
		p.cov.First = cmp.Or(p.cov.First, m.Time)
	}
	return m
}

// time joins the date on the page with the clock in a text.
func (p *exporterPage) time(text string) string {
	c := clockPattern.FindStringSubmatch(text)
	if p.day == "" || c == nil {
		return ""
	}
	return p.day + "T" + strings.Repeat("0", 2-len(c[1])) + c[1] + ":" + c[2] + c[3]
}

// newMessage reads a message of the new theme.
func (p *exporterPage) newMessage(row *goquery.Selection) chat.Message {
	bubble := row.Find("p.text-sm").First().Parent()
	if bubble.Length() == 0 {
		bubble = row.Children().Last()
	}
	foot := bubble.Children().Last()
	m := chat.Message{Sender: p.name}
	if row.HasClass("justify-end") {
		m.Sender, m.Time = p.self, p.time(foot.Text())
	} else {
		spans := foot.Find("span") // the sender, in groups only, a filler, the clock
		m.Time = p.time(spans.Last().Text())
		if name := cleanName([]byte(spans.First().Text())); name != "" && spans.Length() > 1 {
			m.Sender = name
		}
	}
	reply := bubble.Find(`.reply-box`)
	m.Quote = quoted(reply.Find("p").Last().Text())
	notice := bubble.Find(`div[class*="FFF3C5"]`)
	p.body(&m, bubble, notice, foot, reply)
	return m
}

// oldMessage reads a message of the old theme, which holds the date of its day
// when it is the first.
func (p *exporterPage) oldMessage(row *goquery.Selection) chat.Message {
	if day := strings.TrimSpace(row.ChildrenFiltered("div.w3-center").First().Text()); dayPattern.MatchString(day) {
		p.day = day
	}
	head := row.Find("div.name").First().Parent()
	content := row.Find("div.w3-col.m10, div.w3-col.m12").Last()
	if content.Length() == 0 {
		content = row.ChildrenFiltered("div.w3-row").Last()
	}
	m := chat.Message{
		Time:   p.time(head.Find("div.blue").Text()),
		Sender: cleanName([]byte(head.Find("div.name").Text())),
	}
	reply := content.Find("div.reply")
	m.Quote = quoted(reply.Find("a").Text())
	notice := content.Find("div.w3-pale-blue")
	p.body(&m, content, notice, reply)
	return m
}

// quoted gives the words of a reply box, "" for the stand-in of the exporter.
func quoted(text string) string {
	text = strings.Trim(strings.TrimSpace(text), `"`)
	if text == "this message" {
		return ""
	}
	return unmarked(strings.TrimSpace(text))
}

// The words in front of the link to a file that a page cannot show.
const exporterElsewhere = "The file cannot be displayed here, however it should be located at"

// body fills in text, kind and attachments by what a bubble shows beside what
// is to be passed over.
func (p *exporterPage) body(m *chat.Message, bubble, notice *goquery.Selection, pass ...*goquery.Selection) {
	skip := map[*html.Node]bool{}
	for _, s := range pass {
		for _, n := range s.Nodes {
			skip[n] = true
		}
	}
	m.Kind = chat.Text
	if file := mediaFile(bubble, skip); file != "" {
		m.Attachments = []string{baseName(file)}
		m.Kind = fileKind(m.Attachments[0])
		if bubble.Find("img.sticker").Length() > 0 {
			m.Kind = chat.Sticker
		}
	}
	text := shown(bubble, skip)
	if rest, ok := strings.CutPrefix(text, exporterElsewhere); ok {
		text = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(rest), "here"))
	} else if notice.Length() > 0 {
		words := shown(notice.First(), skip)
		m.Kind = exporterNotice(words, "")
		if m.Kind == chat.Contact {
			for _, a := range notice.Find("a[href]").EachIter() {
				m.Attachments = append(m.Attachments, baseName(a.AttrOr("href", "")))
			}
		}
	}
	m.Text = text
	if text == "" && m.Kind == chat.Text {
		m.Kind = chat.Other
	}
}

// mediaFile gives the path of the file that a bubble shows or links to.
func mediaFile(bubble *goquery.Selection, skip map[*html.Node]bool) string {
	for _, s := range bubble.Find("a > img, audio source, audio[src], video source, video[src], a[href]").EachIter() {
		if passed(s.Nodes[0], skip) {
			continue
		}
		var file string
		switch goquery.NodeName(s) {
		case "img":
			file = s.Parent().AttrOr("href", "")
		case "a":
			if before := s.Nodes[0].PrevSibling; before == nil || !strings.HasSuffix(strings.TrimSpace(before.Data), exporterElsewhere) {
				continue
			}
			file = s.AttrOr("href", "")
		default:
			file = cmp.Or(s.AttrOr("src", ""), s.AttrOr("data-src", ""))
		}
		if file != "" && !strings.HasPrefix(file, "data:") {
			return file
		}
	}
	return ""
}

// passed says whether a node lies in one that is to be passed over.
func passed(n *html.Node, skip map[*html.Node]bool) bool {
	for ; n != nil; n = n.Parent {
		if skip[n] {
			return true
		}
	}
	return false
}

// shown gives the text that a selection shows, line breaks for br.
func shown(s *goquery.Selection, skip map[*html.Node]bool) string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case skip[n]:
		case n.Type == html.TextNode:
			b.WriteString(indented(n.Data))
		case n.Type == html.ElementNode && n.Data == "br":
			b.WriteByte('\n')
		case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style"):
		default:
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				walk(c)
			}
		}
	}
	for _, n := range s.Nodes {
		walk(n)
	}
	return unmarked(strings.TrimSpace(b.String()))
}

// indented takes the line breaks of the template, with their indentation, off
// the ends of a text.
func indented(text string) string {
	if i := strings.IndexByte(text, '\n'); i >= 0 && strings.TrimSpace(text[:i]) == "" {
		text = strings.TrimLeft(text, " \t\r\n")
	}
	if i := strings.LastIndexByte(text, '\n'); i >= 0 && strings.TrimSpace(text[i:]) == "" {
		text = strings.TrimRight(text, " \t\r\n")
	}
	return text
}
