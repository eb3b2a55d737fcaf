package wechat

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"regexp"
	"slices"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/wechat/internal/literal"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// maxPage is the number of bytes of a page that is held in memory.
const maxPage = 256 << 20

// ExporterHTML reads the pages of WechatExporter (from iPhone backups).
func ExporterHTML() Format {
	return Format{
		name: "wechat-exporter-html",
		unit: unitBlocks,
		sniff: func(_ string, head []byte) int {
			page := bytes.Contains(head, []byte(`id="msgs-div"`)) || bytes.Contains(head, []byte(`id='msgs-div'`))
			name := bytes.Contains(head, []byte(`class="sname"`))
			message := bytes.Contains(head, []byte(`class="dspname`)) || bytes.Contains(head, []byte("msgid="))
			switch {
			case emptyPage.Match(head):
				return 45 // the messages lie beside it
			case page && name, page && message:
				return 95
			case exporterTitle.Match(head) && bytes.Contains(head, []byte("<html")):
				return 80
			case page, name && message:
				return 60
			}
			return 0
		},
		read: readExporterPage,
	}
}

// ExporterScript reads Files/Data/msg-1.js and the like, where WechatExporter
// puts the messages of its pages by default.
func ExporterScript() Format {
	return Format{
		name: "wechat-exporter-script",
		unit: unitBlocks,
		sniff: func(_ string, head []byte) int {
			return scriptList(head, "msgArray", regexp.MustCompile(`^\s*["']`))
		},
		read: readExporterScript,
	}
}

// emptyPage is a page whose messages are loaded from Files/Data.
var emptyPage = regexp.MustCompile(`id=["']msgs-div["'][^>]*>\s*</div>`)

var exporterTitle = regexp.MustCompile(`<title>[^<]*- (?:微信聊天记录|(?:WeChat|Weixin) Chat History)</title>`)

func readExporterPage(s *sink, text io.Reader) error {
	data, err := io.ReadAll(io.LimitReader(text, maxPage+1))
	if err != nil {
		return err
	}
	if len(data) > maxPage {
		return s.refuse("the page is larger than 256 MiB; export the chat in parts")
	}
	s.pageEnd(data)
	if i := bytes.Index(data, []byte("<body")); i >= 0 {
		data = data[i:]
	}
	var e exporter
	var list []chat.Message
	unknown := 0
	for batch := range batches(data) {
		doc, err := goquery.NewDocumentFromReader(bytes.NewReader(batch))
		if err != nil {
			continue
		}
		doc.FindMatcher(inExporter.message).Each(func(_ int, msg *goquery.Selection) {
			m := e.message(msg)
			if all := shown(msg); all != "" && m.Sender == "" && m.Time == "" && m.Text == "" && len(m.Attachments) == 0 {
				m.Text = all
				unknown++
			}
			list = append(list, m)
		})
	}
	if len(list) == 0 {
		return s.refuse("the messages are not in this page but in the folder Files/Data beside it (msg-1.js, msg-2.js …); give that folder, or export again without loading on scroll")
	}
	if unknown > 0 && !s.told(0, fmt.Sprintf("%d of %d messages are laid out in a way that is not known: their names and times were read as text; compare with the page", unknown, len(list))) {
		return nil
	}
	s.oldestFirst(list)
	for _, m := range list {
		if !s.message(m) {
			return nil
		}
	}
	return nil
}

// shown gives all words of a message, its texts a line each.
func shown(msg *goquery.Selection) string {
	var texts []string
	for _, root := range msg.Nodes {
		for n := range root.Descendants() {
			if n.Type == html.TextNode {
				texts = append(texts, strings.TrimSpace(n.Data))
			}
		}
	}
	return linesOf(texts...)
}

func readExporterScript(s *sink, text io.Reader) error {
	st := literal.NewStream(text)
	if _, ok := st.Find("msgArray", 0); !ok || !st.Take('[') {
		return s.refuse("this script holds no messages; give the page and its folder Files/Data together")
	}
	var e exporter
	n := 0
	for {
		switch st.Peek() {
		case ']':
			return nil
		case 0:
			if st.Err() == nil {
				s.damaged(n+1, literal.ErrCut)
			}
			return st.Err()
		}
		n++
		v, err := st.Value()
		if err != nil {
			s.damaged(n, err)
			return st.Err()
		}
		m, ok := e.chunk([]byte(v.Text()))
		if !ok {
			s.aside("parts of the page without a message", 1)
			continue
		}
		if !s.message(m) {
			return nil
		}
	}
}

// oldestFirst turns a list around that stands newest first: nothing in the
// page says so except the times.
func (s *sink) oldestFirst(list []chat.Message) {
	up, down := 0, 0
	last := int64(0)
	for _, m := range list {
		if m.Time == "" {
			continue
		}
		at, _ := instant(m.Time)
		switch {
		case last != 0 && at > last:
			up++
		case last != 0 && at < last:
			down++
		}
		last = at
	}
	if down > up {
		slices.Reverse(list)
		s.cov.Order = "the page shows the newest message first; it was read from its end"
	}
}

// messageStart begins a message. Texts are not escaped for the page, so a page
// is cut here and its texts are escaped first: a stray < then spoils nothing.
var messageStart = regexp.MustCompile(`<div\b[^<>]*(?:\bclass=["'](?:[^"'<>]*\s)?msg[\s"']|\bmsgid=)`)

// batchSize is the number of bytes of a page that are parsed at once.
const batchSize = 128 << 10

// batches yields the markup of some messages at a time.
func batches(data []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		start := messageStart.FindIndex(data)
		if start == nil {
			return
		}
		for data = data[start[0]:]; len(data) > batchSize; {
			next := messageStart.FindIndex(data[batchSize:])
			if next == nil {
				break
			}
			if !yield(escapeTexts(data[:batchSize+next[0]])) {
				return
			}
			data = data[batchSize+next[0]:]
		}
		yield(escapeTexts(data))
	}
}

// exporter is what is known of a page while it is read.
type exporter struct {
	forward bool // inside a forwarded conversation
}

var pre = regexp.MustCompile(`(?s)<pre\b[^<>]*>(.*?)</pre>`)

// escapeTexts escapes what is in <pre>: only the images of emoji are markup.
func escapeTexts(chunk []byte) []byte {
	return pre.ReplaceAllFunc(chunk, func(b []byte) []byte {
		begin := bytes.IndexByte(b, '>') + 1
		in := b[begin : len(b)-len("</pre>")]
		if bytes.IndexByte(in, '<') < 0 {
			return b
		}
		var out bytes.Buffer
		out.Write(b[:begin])
		for {
			i := bytes.IndexByte(in, '<')
			if i < 0 {
				break
			}
			out.Write(in[:i])
			in = in[i:]
			if markup.Match(in) {
				out.WriteByte('<')
			} else {
				out.WriteString("&lt;")
			}
			in = in[1:]
		}
		out.Write(in)
		out.WriteString("</pre>")
		return out.Bytes()
	})
}

// markup is what may stand in a text besides words.
var markup = regexp.MustCompile(`^<(?:img\s|br ?/?>|/?span|/?a[\s>])`)

// inExporter are the parts of a page that are looked for in every message.
var inExporter = struct{ message, tag, head, name, box goquery.Matcher }{
	message: goquery.Matcher(cascadia.MustCompile("div.msg, div[msgid]")),
	tag:     goquery.Single(".fmsgtag"),
	head:    goquery.Single(".nt-box"),
	name:    goquery.Single(".dspname"),
	box:     goquery.Single(".content-box"),
}

// chunk reads the one message of a piece of a page; false when it holds none.
func (e *exporter) chunk(markup []byte) (chat.Message, bool) {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(escapeTexts(markup)))
	if err != nil {
		return chat.Message{}, false
	}
	msg := doc.FindMatcher(inExporter.message).First()
	if msg.Length() == 0 {
		return chat.Message{}, false
	}
	return e.message(msg), true
}

// message reads one message.
func (e *exporter) message(msg *goquery.Selection) chat.Message {
	if msg.HasClass("fmsgtag") || msg.FindMatcher(inExporter.tag).Length() > 0 {
		return e.forwardTag(msg)
	}
	if msg.HasClass("chat-notice") || msg.HasClass("notice") {
		text := systemText(strings.TrimPrefix(boxText(msg), systemMessage))
		return chat.Message{Kind: noticeOr(text), Text: text}
	}
	m := chat.Message{}
	m.Sender, m.Time = exporterHead(msg)
	if m.Sender == "" && msg.HasClass("right") {
		m.Sender = chat.Self
	}
	box := msg.FindMatcher(inExporter.box)
	if box.Length() == 0 {
		box = msg
	}
	exporterBox(&m, box, msg.AttrOr("msgtype", ""))
	if e.forward || msg.HasClass("fmsg") {
		m.Kind = chat.Other
	}
	return m
}

// forwardTag reads the lines << title and title 结束 >> around a forwarded
// conversation.
func (e *exporter) forwardTag(msg *goquery.Selection) chat.Message {
	text := boxText(msg)
	e.forward = strings.HasPrefix(text, "<<") || !strings.HasSuffix(text, ">>") && !e.forward
	m := chat.Message{Kind: chat.Other, Text: text}
	m.Sender, m.Time = exporterHead(msg)
	return m
}

func exporterHead(msg *goquery.Selection) (sender, at string) {
	box := msg.FindMatcher(inExporter.head)
	name := box.FindMatcher(inExporter.name)
	sender = strings.TrimSpace(name.Text())
	all := strings.TrimSpace(box.Text())
	at, _ = stamp(strings.TrimPrefix(all, strings.TrimSpace(name.Text())))
	if at == "" { // name and time in another order
		for i := range all {
			if t, n := stampAt(all[i:]); n > 0 {
				return orElse(sender, strings.TrimSpace(all[:i])), t
			}
		}
	}
	return sender, at
}

func boxText(sel *goquery.Selection) string {
	if box := sel.FindMatcher(inExporter.box); box.Length() > 0 {
		sel = box
	}
	return clean(emojiText(sel))
}

// emojiText gives the words of a part of a page, with emoji images as the
// codes they stand for and line breaks as such.
func emojiText(sel *goquery.Selection) string {
	var b strings.Builder
	for _, n := range sel.Nodes {
		writeText(&b, n)
	}
	return b.String()
}

func writeText(b *strings.Builder, n *html.Node) {
	for d := range withSelf(n) {
		switch {
		case d.Type == html.TextNode:
			b.WriteString(d.Data)
		case d.Type != html.ElementNode:
		case d.Data == "br":
			b.WriteByte('\n')
		case d.Data == "img":
			b.WriteString(emojiCode(d))
		}
	}
}

// withSelf yields a node and everything below it, in order.
func withSelf(n *html.Node) func(yield func(*html.Node) bool) {
	return func(yield func(*html.Node) bool) {
		if !yield(n) {
			return
		}
		for d := range n.Descendants() {
			if !yield(d) {
				return
			}
		}
	}
}

// emojiCode gives what an image of an emoji stands for.
func emojiCode(n *html.Node) string {
	found := map[string]string{}
	for _, a := range n.Attr {
		found[a.Key] = a.Val
	}
	return orElse(found["rawemoji"], orElse(found["alt"], found["title"]))
}
