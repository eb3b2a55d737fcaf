package wechat

import (
	"io"
	"regexp"
	"strconv"
	"strings"

	"backchannel/parser/chat"
)

// DumpTXT reads the text of wechat-dump (Android): type|name:time:text, own
// messages under the name me.
func DumpTXT() Format {
	return Format{
		name:    "wechat-dump-txt",
		unit:    unitLines,
		missing: []string{"lines of the application, such as notices about recalled messages: wechat-dump drops them"},
		sniff: func(_ string, head []byte) int {
			n, other := 0, 0
			for line := range strings.Lines(string(head)) {
				if _, ok := dumpHeader(strings.TrimRight(line, "\r\n"), before{}); ok {
					n++
				} else {
					other++
				}
			}
			if n == 0 || n*20 < other {
				return 0
			}
			return 75 + min(n, 20)
		},
		read: func(s *sink, text io.Reader) error {
			b := blocks{s: s, stray: unexpected, header: dumpHeader, build: dumpMessage}
			return b.read(text)
		},
	}
}

// dumpHeader reads type|name:time:text. Names may contain both | and :.
func dumpHeader(line string, _ before) (head, bool) {
	typ, rest, ok := strings.Cut(line, "|")
	if _, err := strconv.ParseInt(typ, 10, 64); err != nil || !ok {
		return head{}, false
	}
	for from := 0; ; {
		i := strings.IndexByte(rest[from:], ':')
		if i < 0 {
			return head{}, false
		}
		i += from
		t, n := stampAt(rest[i+1:])
		if end := i + 1 + n; n > 0 && i > 0 && end < len(rest) && rest[end] == ':' {
			return head{time: t, sender: rest[:i], body: rest[end+1:], tag: typ}, true
		}
		from = i + 1
	}
}

var (
	dumpImage  = regexp.MustCompile(`\|img:(\S[^\n|]*)$`)
	dumpPrefix = []struct {
		text string
		kind chat.Kind
	}{
		{"URL:", chat.Link}, {"FILE:", chat.Media}, {"LOCATION:", chat.Location}, {"NAMECARD:", chat.Contact},
		{"[RED ENVELOPE]", chat.Transfer}, {"[Money Transfer]", chat.Transfer}, {"REQUEST VIDEO CHAT", chat.Call},
		{"VIDEO FILE", chat.Media},
	}
)

func dumpMessage(h head, body string) chat.Message {
	typ, _ := strconv.ParseInt(h.tag, 10, 64)
	m := chat.Message{Time: h.time, Sender: h.sender, Kind: kindOf(typ, 0), Text: body}
	if typ == 49 {
		m.Kind = chat.Link
	}
	for _, p := range dumpPrefix {
		if typ != 1 && strings.HasPrefix(body, p.text) {
			m.Kind = p.kind
		}
	}
	if img := dumpImage.FindStringSubmatchIndex(body); img != nil {
		m.Attachments = files(baseName(body[img[2]:img[3]]))
		m.Text = clean(body[:img[0]])
	}
	switch m.Kind {
	case chat.Notice, chat.Deleted:
		m.Text = systemText(m.Text)
		m.Kind, m.Sender = noticeOr(m.Text), ""
	case chat.Media:
		if name := fileIn(m.Text); name != "" {
			m.Attachments = files(name)
		}
	case chat.Contact:
		if raw := strings.TrimSpace(strings.TrimPrefix(m.Text, "NAMECARD:")); looksXML(raw) {
			m.Text = cardText(raw)
		}
	case chat.Text:
		m.Quote = quoteIn(m.Text)
	}
	return m
}
