package wechat

import (
	"bytes"
	"html"
	"io"
	"regexp"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/wechat/internal/literal"
)

// MemoTrace2HTML reads the pages of MemoTrace 2. Their messages are script
// literals; the bubbles in the page are those of the template.
func MemoTrace2HTML() Format {
	return Format{
		name: "wechat-memotrace2-html",
		unit: unitBlocks,
		sniff: func(_ string, head []byte) int {
			if n := scriptList(head, "chatMessages", unquotedKey); n > 0 {
				return n
			}
			if templatePage.Match(head) && !bytes.Contains(head, []byte("chatMessages")) {
				return 45 // the style sheet fills the head
			}
			return 0
		},
		read: func(s *sink, text io.Reader) error {
			return readScript(s, text, "chatMessages", memoTraceObject)
		},
	}
}

// templatePage is a page of the template that MemoTrace 2 and 3 share.
var templatePage = regexp.MustCompile(`(?s)<html.*(?:\.bubble-left|id="chat-container")`)

// memoTraceObject reads an object of either version: where a page could not be
// told apart by its head, the keys tell.
func memoTraceObject(o *literal.Object) chat.Message {
	if o.Has("display_name") || o.Has("server_id") {
		return memoTrace3Object(o, fromPageOrLink)
	}
	return memoTrace2Object(o)
}

// readScript reads the list that a script assigns to a name.
func readScript(s *sink, text io.Reader, name string, build func(*literal.Object) chat.Message) error {
	st := literal.NewStream(text)
	if _, ok := st.Find(name, 0); !ok {
		if st.Err() != nil {
			return st.Err()
		}
		return s.refuse("the page has no list of messages (" + name + "); it may have been saved before the export was finished: export it again")
	}
	return readObjects(s, st, build)
}

// How the objects of a list may begin.
var (
	unquotedKey = regexp.MustCompile(`^\s*\{\s*[A-Za-z_]`)
	quotedKey   = regexp.MustCompile(`^\s*\{\s*"`)
	emptyList   = regexp.MustCompile(`^\s*(?:\]|$)`)
)

// scriptList says how well a page fits that assigns a list to name whose first
// object begins like first. The style sheet of a template may fill the head of
// the file, so a page is looked at up to its end.
func scriptList(head []byte, name string, first *regexp.Regexp) int {
	for {
		i := bytes.Index(head, []byte(name))
		if i < 0 {
			return 0
		}
		head = bytes.TrimLeft(head[i+len(name):], " \t\r\n")
		list, ok := bytes.CutPrefix(head, []byte("="))
		if !ok {
			continue
		}
		if list, ok = bytes.CutPrefix(bytes.TrimLeft(list, " \t\r\n"), []byte("[")); !ok {
			continue
		}
		switch {
		case first.Match(list):
			return 97
		case emptyList.Match(list):
			return 40
		}
	}
}

// fromPage undoes the escapes of a page that stand inside those of the script.
func fromPage(s string) string {
	if strings.Contains(s, "&") {
		return html.UnescapeString(s)
	}
	return s
}

func memoTrace2Object(o *literal.Object) chat.Message {
	typ, sub := o.Int("type"), o.Int("sub_type")
	text := clean(fromPage(o.Text("text")))
	m := chat.Message{
		Time:   timeOf(o.Get("timestamp"), ""),
		Sender: fromPage(o.Text("displayname", "display_name")),
		Text:   text,
	}
	if m.Sender == "" && o.Get("is_send").Bool() {
		m.Sender = chat.Self
	}
	switch {
	case typ == 0:
		m.Kind, m.Sender, m.Text = noticeOr(systemText(text)), "", systemText(text)
		return m
	case typ == 1 && text == "视频丢失":
		m.Kind = chat.Media
		return m
	default:
		m.Kind = kindOf(typ, sub)
	}
	// Titles, addresses, file names and memos are not escaped for the page.
	switch m.Kind {
	case chat.Notice, chat.Deleted:
		m.Text, m.Sender = systemText(text), ""
		m.Kind = noticeOr(m.Text)
	case chat.Media:
		if typ == 49 {
			m.Attachments, m.Text = files(baseName(orElse(o.Text("file_name"), text))), ""
			break
		}
		m.Attachments, m.Text = mediaText(text)
		m.Text = orElse(clean(fromPage(o.Text("voice_to_text"))), m.Text)
	case chat.Sticker:
		m.Attachments, m.Text = mediaText(text)
	case chat.Link:
		m.Text = linesOf(unlessPath(text), o.Text("title"), o.Text("description"), o.Text("url"))
	case chat.Transfer:
		m.Text = linesOf(text, o.Text("feedesc"), o.Text("pay_memo"))
	case chat.Text:
		m.Quote = clean(fromPage(o.Text("refer_text")))
	}
	return m
}

// mediaText splits the text of a media message into the file it names and
// what is left.
func mediaText(text string) (attachments []string, rest string) {
	if remote(text) {
		return nil, ""
	}
	if name := localPath(text); name != "" || strings.HasPrefix(text, "./") {
		return files(orElse(name, baseName(text))), ""
	}
	return nil, text
}

func unlessPath(text string) string {
	if localPath(text) != "" {
		return ""
	}
	return text
}
