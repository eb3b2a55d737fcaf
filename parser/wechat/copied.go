package wechat

import (
	"io"
	"strings"
	"unicode/utf8"

	"backchannel/parser/chat"
	"backchannel/parser/lines"
	"backchannel/parser/source"
)

// maxCopiedName is the number of characters of a name in copied text: WeChat
// allows 32 for remarks.
const maxCopiedName = 32

// CopiedMac reads text copied from WeChat for Mac: name, date and minute on a
// line, the text below.
func CopiedMac() Format {
	return copiedFormat("wechat-copied-mac", 50, macHeader)
}

// CopiedPhone reads text copied from the iPhone, and probably from desktop 4.x:
// the name, a line with date and minute, the text below.
func CopiedPhone() Format {
	return copiedFormat("wechat-copied-phone", 52, phoneHeader)
}

// CopiedWindows reads text copied from WeChat for Windows 3.x: Name: and the
// text below, without any time.
func CopiedWindows() Format {
	return Format{
		name:    "wechat-copied-windows",
		unit:    unitLines,
		missing: []string{"all times: WeChat for Windows copies none"},
		sniff: func(_ string, head []byte) int {
			first, names := copiedNames(strings.SplitSeq(string(head), "\n"))
			n := 0
			for _, c := range names {
				if c > 1 {
					n += c
				}
			}
			switch {
			case first == "":
				return 0
			case n > 1:
				return 20 + min(n, 15)
			}
			return 6
		},
		read: func(s *sink, text io.Reader) error {
			first, names, err := copiedNamesOf(s.src)
			if err != nil {
				return err
			}
			s.cov.Reader = "a name is a line that ends in a colon, stands first or behind a blank line, and occurs again"
			b := blocks{s: s, stray: unexpected, build: copiedBlock,
				header: func(line string, at before) (head, bool) {
					name, ok := windowsName(line)
					ok = ok && at.blank && (at.first || name == first || names[name] > 1)
					return head{sender: name}, ok
				}}
			return b.read(text)
		},
	}
}

// copiedFormat makes the format of copied text whose headers have a time.
func copiedFormat(name string, score int, header func(string, before) (head, bool)) Format {
	return Format{
		name: name,
		unit: unitLines,
		sniff: func(_ string, head []byte) int {
			n, blank := 0, true
			rows := strings.Split(strings.TrimPrefix(string(head), "\ufeff"), "\n")
			for i, line := range rows {
				at := before{blank: blank, first: n == 0}
				if i+1 < len(rows) {
					at.next = strings.TrimRight(rows[i+1], "\r")
				}
				line = strings.TrimRight(line, "\r")
				blank = strings.TrimSpace(line) == ""
				if blank {
					continue
				}
				if _, ok := header(line, at); ok {
					n++
				}
			}
			if n == 0 {
				return 0
			}
			return score + min(n, 10)
		},
		read: func(s *sink, text io.Reader) error {
			b := blocks{s: s, stray: unexpected, header: header, build: copiedBlock}
			return b.read(text)
		},
	}
}

func copiedBlock(h head, body string) chat.Message {
	m := chat.Message{Time: h.time, Sender: h.sender, Text: body}
	markText(&m, "copied")
	return m
}

// macHeader reads Name 2022/11/17 21:07 or Name 2023/9/16 2:51 PM.
func macHeader(line string, at before) (head, bool) {
	if !at.blank {
		return head{}, false
	}
	line = strings.TrimRight(line, " \u00a0")
	end := len(line)
	for range 3 { // the time has two words, or three with PM
		end = strings.LastIndexAny(line[:end], " \u00a0")
		if end <= 0 {
			return head{}, false
		}
		t, ok := stamp(line[end:])
		if !ok {
			continue
		}
		name := strings.TrimSpace(line[:end])
		return head{time: t, sender: name}, plainName(name)
	}
	return wordHeader(line)
}

// wordHeader reads a name before a date with the month as a word, as a computer
// set to English prints it.
func wordHeader(line string) (head, bool) {
	start, end, t, ok := lines.FindStamp(line)
	line = lines.Blanks(line)
	if !ok || end != len(line) {
		return head{}, false
	}
	name := strings.TrimSpace(line[:start])
	return head{time: t, sender: name}, plainName(name)
}

// phoneHeader reads a name above a line that is a date with a clock.
func phoneHeader(line string, at before) (head, bool) {
	if !at.blank {
		return head{}, false
	}
	t, ok := stamp(at.next)
	if !ok {
		t, ok = lines.ParseStamp(at.next) // May 6, 2024 9:03 AM
	}
	name := strings.TrimSpace(line)
	return head{time: t, sender: name, two: true}, ok && plainName(name)
}

// plainName says that a line can be a name: not too long, no sentence.
func plainName(s string) bool {
	return s != "" && utf8.RuneCountInString(s) <= 2*maxCopiedName && !strings.HasSuffix(s, ",") && !strings.HasSuffix(s, "，")
}

// windowsName reads Name: with at most one blank behind the colon.
func windowsName(line string) (string, bool) {
	line = strings.TrimRight(line, "\r")
	name, ok := strings.CutSuffix(strings.TrimSuffix(line, " "), ":")
	if !ok || strings.TrimSpace(name) == "" || utf8.RuneCountInString(name) > maxCopiedName || strings.HasPrefix(name, " ") {
		return "", false
	}
	return name, true
}

// copiedNames counts what may be names in text copied from Windows, and gives
// the one in the first line that holds anything.
func copiedNames(rows func(func(string) bool)) (first string, names map[string]int) {
	names = map[string]int{}
	blank, begun := true, false
	for line := range rows {
		line = strings.TrimPrefix(line, "\ufeff")
		if strings.TrimSpace(line) == "" {
			blank = true
			continue
		}
		if name, ok := windowsName(line); ok && blank && len(names) < maxNames {
			names[name]++
			if !begun {
				first = name
			}
		}
		begun, blank = true, false
	}
	return first, names
}

func copiedNamesOf(src *source.Source) (first string, names map[string]int, err error) {
	text, err := src.Text()
	if err != nil {
		return "", nil, err
	}
	defer text.Close()
	first, names = copiedNames(func(yield func(string) bool) {
		for l, err := range source.Lines(text) {
			if err == nil && !yield(string(l.Text)) {
				return
			}
		}
	})
	return first, names, nil
}
