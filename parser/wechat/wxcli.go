package wechat

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// WxCLI reads the text of wx-cli: === name (N 条) ===, then [time] sender: text.
// In a conversation of two only the owner's lines name their sender.
func WxCLI() Format {
	return Format{
		name: "wechat-wxcli-txt",
		unit: unitLines,
		sniff: func(_ string, head []byte) int {
			if wxTitle.MatchString(firstLine(strings.TrimPrefix(string(head), "\ufeff"))) {
				return 97
			}
			return 0
		},
		read: func(s *sink, text io.Reader) error {
			w, err := newWxCLI(s)
			if err != nil {
				return err
			}
			if w.owner != "" && !w.group {
				s.cov.Reader = fmt.Sprintf("lines with the sender %q, the most frequent one, are the owner's; lines without a sender are from %q", w.owner, w.peer)
			}
			b := blocks{s: s, header: w.header, build: w.build, stray: func(line string) string {
				if wxTitle.MatchString(line) {
					return "title of the export"
				}
				return ""
			}}
			return b.read(text)
		},
	}
}

var wxTitle = regexp.MustCompile(`^=== (.+?)(\[群\])? \((\d+) 条\) ===\s*$`)

// wxCLI is the state of one reading.
type wxCLI struct {
	peer  string
	group bool
	owner string
}

// newWxCLI looks through the source once for the owner: the most frequent
// sender of a line.
func newWxCLI(s *sink) (*wxCLI, error) {
	text, err := s.src.Text()
	if err != nil {
		return nil, err
	}
	defer text.Close()
	w := &wxCLI{}
	counts := map[string]int{}
	for l, err := range source.Lines(text) {
		if err != nil {
			continue
		}
		line := string(l.Text)
		if m := wxTitle.FindStringSubmatch(line); m != nil && l.Number <= 3 {
			w.peer, w.group = m[1], m[2] != ""
			s.cov.Counterpart = w.peer
			continue
		}
		_, rest, ok := cutWxTime(line)
		if name, _, named := cutWxName(rest); ok && named && len(counts) < maxNames {
			if counts[name]++; counts[name] > counts[w.owner] {
				w.owner = name
			}
		}
	}
	return w, nil
}

// cutWxTime splits [time] and the rest.
func cutWxTime(line string) (t, rest string, ok bool) {
	line = strings.TrimPrefix(line, "\ufeff")
	if !strings.HasPrefix(line, "[") {
		return "", "", false
	}
	t, n := stampAt(line[1:])
	if n == 0 || !strings.HasPrefix(line[1+n:], "]") {
		return "", "", false
	}
	return t, strings.TrimPrefix(line[1+n+1:], " "), true
}

// cutWxName splits name: text.
func cutWxName(s string) (name, text string, ok bool) {
	name, text, ok = strings.Cut(s, ": ")
	if !ok {
		name, ok = strings.CutSuffix(s, ":")
	}
	return name, text, ok && name != "" && name[0] != '[' && utf8.RuneCountInString(name) <= 2*maxCopiedName
}

func (w *wxCLI) header(line string, _ before) (head, bool) {
	t, rest, ok := cutWxTime(line)
	if !ok {
		return head{}, false
	}
	h := head{time: t, body: rest, sender: w.peer}
	if strings.HasPrefix(rest, "[系统]") || strings.HasPrefix(rest, "[撤回]") {
		h.sender = ""
		return h, true
	}
	if name, text, named := cutWxName(rest); named && (w.group || name == w.owner) {
		h.sender, h.body = name, text
	}
	return h, true
}

func (w *wxCLI) build(h head, body string) chat.Message {
	m := chat.Message{Time: h.time, Sender: h.sender, Text: body}
	markText(&m, "wxcli")
	if m.Kind == chat.Notice {
		m.Text = systemText(body)
		if strings.Contains(m.Text, "撤回了一条消息") {
			m.Kind = chat.Deleted
		}
	}
	return m
}
