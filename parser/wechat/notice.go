package wechat

import (
	"strings"
	"sync"

	"backchannel/parser/chat"
)

// Limits of the lines that the application writes: a longer text is somebody's.
const (
	maxNotice = 600 // bytes
	maxName   = 200 // bytes: 64 characters and their quotes
)

// notice is one row of notices.tsv: the parts between the names.
type notice struct {
	kind  chat.Kind
	parts []string
}

var notices = sync.OnceValue(func() []notice {
	var list []notice
	for r := range rows(noticesTSV) {
		list = append(list, notice{chat.Kind(r[0]), strings.Split(plainNotice(r[1]), "{}")})
	}
	return list
})

// oneQuote writes all quotes that names stand in as ".
var oneQuote = strings.NewReplacer("“", `"`, "”", `"`, "「", `"`, "」", `"`, "＂", `"`)

// plainNotice gives a line in the form in which notices are compared: quotes
// as ", no blanks beside them, no full stop at the end.
func plainNotice(s string) string {
	s = strings.TrimSpace(s)
	if hasQuote(s) {
		parts := strings.Split(oneQuote.Replace(s), `"`)
		for i := range parts {
			parts[i] = strings.Trim(parts[i], " \u00a0")
		}
		s = strings.Join(parts, `"`)
	}
	return strings.TrimSuffix(strings.TrimSuffix(s, "。"), ".")
}

func hasQuote(s string) bool {
	return strings.IndexByte(s, '"') >= 0 || strings.Contains(s, "“") || strings.Contains(s, "「") || strings.Contains(s, "＂")
}

// noticeKind gives system or deleted when the whole text is a line that the
// application writes, and "" when it is not.
func noticeKind(text string) chat.Kind {
	if len(text) == 0 || len(text) > maxNotice || strings.Contains(text, "\n") {
		return ""
	}
	text = plainNotice(text)
	for _, n := range notices() {
		if n.fits(text) {
			return n.kind
		}
	}
	return ""
}

// fits compares the parts in order; each name between them is as short as
// possible, not empty, and no longer than names are.
func (n notice) fits(s string) bool {
	first, last := n.parts[0], n.parts[len(n.parts)-1]
	if len(n.parts) == 1 {
		return s == first
	}
	if !strings.HasPrefix(s, first) || !strings.HasSuffix(s[len(first):], last) {
		return false
	}
	s = s[len(first) : len(s)-len(last)]
	for _, part := range n.parts[1 : len(n.parts)-1] {
		if s == "" {
			return false
		}
		_, size := cutRune(s)
		i := strings.Index(s[size:], part)
		if i < 0 || i+size > maxName {
			return false
		}
		s = s[size+i+len(part):]
	}
	return s != "" && len(s) <= maxName
}

// cutRune gives the first character of s and its length.
func cutRune(s string) (string, int) {
	for i := range s {
		if i > 0 {
			return s[:i], i
		}
	}
	return s, len(s)
}

// recall says that a line tells of a recalled message, whatever else the
// database calls it.
func recall(text string) bool { return noticeKind(text) == chat.Deleted }

// noticeOr gives deleted for a line about a recall, else system: what a record
// is that the database marks as a line of the application.
func noticeOr(text string) chat.Kind {
	if recall(text) || strings.Contains(text, "撤回了一条消息") && len(text) <= maxNotice {
		return chat.Deleted
	}
	return chat.Notice
}
