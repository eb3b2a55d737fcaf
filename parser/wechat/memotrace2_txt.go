package wechat

import (
	"html"
	"io"
	"strings"

	"backchannel/parser/chat"
)

// MemoTrace2TXT reads the TXT of MemoTrace 2: a line with time and name, the
// text below, a blank line; lines of the application in one line behind the
// time.
func MemoTrace2TXT() Format {
	return Format{
		name:    "wechat-memotrace2-txt",
		unit:    unitLines,
		missing: []string{"transfers, red packets, calls, locations and contact cards: MemoTrace 2 leaves them out of its TXT without a trace"},
		sniff: func(_ string, head []byte) int {
			if v := stampedHeaders(head); v.named > 0 && v.three == 0 && v.quoted == 0 {
				return 60 + min(v.named, 20)
			}
			return 0
		},
		read: func(s *sink, text io.Reader) error {
			names := map[string]bool{}
			b := blocks{s: s, stray: unexpected,
				header: func(line string, at before) (head, bool) { return memoTrace2Header(line, at, names) },
				build:  func(h head, body string) chat.Message { return memoTrace2Text(h, body, names) },
			}
			return b.read(text)
		},
	}
}

// unexpected is for forms in which every line before the first message is a
// problem.
func unexpected(string) string { return "" }

// maxNames bounds what is remembered of names.
const maxNames = 10_000

// memoTrace2Header reads time and name behind a blank line.
func memoTrace2Header(line string, at before, names map[string]bool) (head, bool) {
	if !at.blank {
		return head{}, false
	}
	t, n := stampAt(line)
	if n == 0 || n+1 >= len(line) || line[n] != ' ' {
		return head{}, false
	}
	name := unescapeName(strings.TrimSpace(line[n:]))
	return head{time: t, sender: name, alone: !names[name] && noticeKind(name) != ""}, name != ""
}

// unescapeName undoes what MemoTrace 2 does to names: escapes for a script
// outside, for a page inside.
func unescapeName(s string) string {
	if strings.Contains(s, `\`) {
		s = strings.NewReplacer(`\\`, `\`, `\'`, `'`, `\"`, `"`).Replace(s)
	}
	return html.UnescapeString(s)
}

// memoTrace2Text makes the message of a header and what stands below it. A
// header without anything below is a line of the application.
func memoTrace2Text(h head, body string, names map[string]bool) chat.Message {
	if body == "" && !names[h.sender] {
		text := systemText(h.sender)
		return chat.Message{Time: h.time, Kind: noticeOr(text), Text: text}
	}
	if len(names) < maxNames {
		names[h.sender] = true
	}
	m := chat.Message{Time: h.time, Sender: h.sender, Text: unindent(body)}
	markText(&m, "memotrace2")
	return m
}

// markText gives kind, file and quote of a message by its text, in the forms
// without a column for the type.
func markText(m *chat.Message, family string) {
	m.Kind = kindOfText(family, m.Text)
	switch m.Kind {
	case chat.Notice, chat.Deleted:
		m.Sender = ""
	case chat.Media:
		m.Attachments = files(fileIn(m.Text))
	case chat.Text:
		m.Quote = quoteIn(m.Text)
	}
}

// indent stands before the lines of a link card, as in the source of the tool.
const indent = "            "

// unindent takes the indent of link cards away.
func unindent(text string) string {
	if !strings.HasPrefix(text, "[链接]") {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimPrefix(l, indent)
	}
	return clean(strings.Join(lines, "\n"))
}

// headers counts the header lines of the forms that begin with a full time.
type headers struct {
	named  int // time name
	quoted int // time 'name', of WeFlow
	three  int // time alone, or placeholders 【…】, of MemoTrace 3
}

// stampedHeaders looks through the head of a file for lines with a time in
// front that follow a blank line.
func stampedHeaders(data []byte) headers {
	var v headers
	blank := true
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		was := blank
		blank = line == ""
		if strings.HasPrefix(line, "【") && memoTrace3Kind(line) != chat.Text {
			v.three++
		}
		t, n := stampAt(line)
		switch {
		case n == 0 || !was || len(t) != len("2006-01-02T15:04:05"):
		case n == len(line):
			v.three++
		case quotedName(line[n:]) != "":
			v.quoted++
		case line[n] == ' ':
			v.named++
		}
	}
	return v
}
