package wechat

import (
	"io"
	"regexp"
	"strings"

	"backchannel/parser/chat"
)

// DataAnalysisTXT reads the TXT of WeChatDataAnalysis: a heading, then
// [time] name(id): text.
func DataAnalysisTXT() Format {
	return Format{
		name: "wechat-dataanalysis-txt",
		unit: unitLines,
		sniff: func(_ string, head []byte) int {
			text := strings.TrimPrefix(string(head), "\ufeff")
			switch lines := dataAnalysisLine.MatchString(text); {
			case strings.HasPrefix(text, "会话:") && (lines || strings.Contains(text, "\n账号:")):
				return 96
			case lines && strings.Contains(text, "] [系统] "), lines && strings.Contains(text, "): "):
				return 70
			}
			return 0
		},
		read: func(s *sink, text io.Reader) error {
			d := dataAnalysisText{s: s, ids: map[string]bool{}}
			b := blocks{s: s, header: d.header, build: d.build, stray: func(line string) string {
				d.heading(line)
				return "heading of the export"
			}}
			return b.read(text)
		},
	}
}

var dataAnalysisLine = regexp.MustCompile(`(?m)^\[\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\] `)

// dataAnalysisText is the state of one reading: the ids that are known.
type dataAnalysisText struct {
	s       *sink
	ids     map[string]bool
	flagged bool
}

// heading learns the name and id of 会话: name (id) and 账号: id.
func (d *dataAnalysisText) heading(line string) {
	rest, isChat := strings.CutPrefix(line, "会话:")
	if !isChat {
		if id, ok := strings.CutPrefix(line, "账号:"); ok {
			d.ids[strings.TrimSpace(id)] = true
		}
		return
	}
	name, id, ok := lastBracket(strings.TrimSpace(rest))
	if ok {
		d.ids[id] = true
	}
	d.s.cov.Counterpart = name
}

// lastBracket splits name (id).
func lastBracket(s string) (name, id string, ok bool) {
	i := strings.LastIndexByte(s, '(')
	if i < 0 || !strings.HasSuffix(s, ")") {
		return s, "", false
	}
	return strings.TrimSpace(s[:i]), s[i+1 : len(s)-1], true
}

func (d *dataAnalysisText) header(line string, _ before) (head, bool) {
	if !strings.HasPrefix(line, "[") {
		return head{}, false
	}
	t, n := stampAt(line[1:])
	if n == 0 || !strings.HasPrefix(line[1+n:], "] ") {
		return head{}, false
	}
	rest := line[1+n+2:]
	if text, ok := strings.CutPrefix(rest, "[系统]"); ok {
		return head{time: t, notice: true, body: text}, true
	}
	name, text := d.split(rest)
	return head{time: t, sender: name, body: text}, true
}

// split finds the end of name(id): among the places that could be it, for
// names contain colons and brackets: first one with an id that is known.
func (d *dataAnalysisText) split(s string) (name, text string) {
	first, firstID := -1, ""
	for from := 0; ; {
		i := strings.Index(s[from:], "): ")
		if i < 0 && strings.HasSuffix(s[from:], "):") {
			i = len(s) - from - 2
		}
		if i < 0 {
			break
		}
		i += from
		open := strings.LastIndexByte(s[:i], '(')
		if open >= 0 {
			id := s[open+1 : i]
			if d.ids[id] || accountID(id) {
				if len(d.ids) < maxNames {
					d.ids[id] = true
				}
				return strings.TrimSpace(s[:open]), s[i+2:]
			}
			if first < 0 && plainID.MatchString(id) {
				first, firstID = i, id
			}
		}
		from = i + 2
	}
	if first >= 0 {
		return strings.TrimSpace(s[:first-len(firstID)-1]), s[first+2:]
	}
	name, text, ok := strings.Cut(s, ": ")
	if !ok {
		return "", s
	}
	return name, text
}

// What the tool glues to the end of texts.
var (
	gluedTransfer = regexp.MustCompile(`金额=\S+`)
	gluedVoice    = regexp.MustCompile(` 转写=`)
	gluedPlace    = regexp.MustCompile(` (?:地点|地址|坐标)=`)
	gluedSize     = regexp.MustCompile(` size=\d+`)
)

func (d *dataAnalysisText) build(h head, body string) chat.Message {
	m := chat.Message{Time: h.time, Sender: h.sender, Text: body}
	if h.notice {
		m.Text = systemText(body)
		m.Kind = noticeOr(m.Text)
		return m
	}
	m.Kind = kindOfText("dataanalysis", body)
	switch {
	case m.Kind != chat.Text:
	case gluedTransfer.MatchString(body) && (strings.Contains(body, "￥") || strings.Contains(body, "¥") || strings.Contains(body, "状态=")):
		m.Kind = chat.Transfer
	case gluedPlace.MatchString(body) && strings.Contains(body, " 坐标="):
		m.Kind = chat.Location
	case gluedVoice.MatchString(body):
		m.Kind = chat.Media
	}
	switch m.Kind {
	case chat.Media:
		m.Attachments = files(gluedFile(body))
	case chat.Notice, chat.Deleted:
		m.Sender = ""
	case chat.Text:
		m.Quote = quoteIn(body)
		flagPrivacy(d.s, &m, &d.flagged)
	}
	return m
}

// gluedFile gives the name of [文件] aa.pdfaa.pdf size=n, where it stands twice,
// or the base name of the path at the end of a text.
func gluedFile(body string) string {
	line := firstLine(body)
	if rest, ok := strings.CutPrefix(line, "[文件]"); ok {
		if i := gluedSize.FindStringIndex(rest); i != nil {
			rest = rest[:i[0]]
		}
		rest = strings.TrimSpace(rest)
		if half := len(rest) / 2; len(rest)%2 == 0 && rest[:half] == rest[half:] {
			rest = rest[:half]
		}
		return baseName(rest)
	}
	if i := strings.LastIndexByte(line, ' '); i >= 0 {
		return localPath(line[i+1:])
	}
	return localPath(line)
}
