package wechat

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// ExporterTXT reads the TXT of WechatExporter: Name (time):text. Lines of the
// application stand bare, quotes have neither name nor time, and a message may
// begin inside the line of a transfer, which has no line end.
func ExporterTXT() Format {
	return Format{
		name: "wechat-exporter-txt",
		unit: unitLines,
		sniff: func(_ string, head []byte) int {
			text := strings.TrimSpace(strings.TrimPrefix(string(head), "\ufeff"))
			if exporterHeading(strings.TrimSpace(firstLine(text))) != "" {
				return 96
			}
			n, other := 0, 0
			for line := range strings.Lines(text) {
				if name, _, _, ok := cutExporterHeader(line); ok && utf8.RuneCountInString(name) <= 2*maxCopiedName {
					n++
				} else {
					other++
				}
			}
			if n < 2 || n*4 < other || strings.HasPrefix(text, "<") {
				return 0
			}
			return 50 + min(n, 10)
		},
		read: func(s *sink, text io.Reader) error {
			e := exporterText{s: s, names: map[string]bool{}}
			return e.read(text)
		},
	}
}

// exporterHeading gives the name in the first line, "" when it is another line.
func exporterHeading(line string) string {
	for _, tail := range []string{" - 微信聊天记录", " - WeChat Chat History", " - Weixin Chat History"} {
		if name, ok := strings.CutSuffix(line, tail); ok {
			return name
		}
	}
	return ""
}

// systemMessage stands before pats.
const systemMessage = "System Message: "

// cutExporterHeader splits Name (time):text.
func cutExporterHeader(line string) (name, at, text string, ok bool) {
	for from := 0; ; {
		i := strings.Index(line[from:], " (")
		if i < 0 {
			return "", "", "", false
		}
		i += from
		t, n := stampAt(line[i+2:])
		if n > 0 && strings.HasPrefix(line[i+2+n:], "):") && i > 0 {
			return line[:i], t, line[i+2+n+2:], true
		}
		from = i + 2
	}
}

// exporterText is the state of one reading.
type exporterText struct {
	s     *sink
	names map[string]bool
	open  bool
	m     chat.Message // the open message, without its text
	body  []string
	bare  bool // the open message is a quote with its reply, without name and time
	size  int
	over  int
	crlf  [2]int
}

func (e *exporterText) read(text io.Reader) error {
	last := 0
	for l, err := range source.Lines(text) {
		var p *chat.Problem
		switch {
		case errors.As(err, &p):
			e.s.told(p.Line, p.Text)
			continue
		case err != nil:
			e.flush()
			return err
		}
		line, again := string(l.Text), l.Number == last
		last = l.Number
		switch l.End {
		case source.LF:
			e.crlf[0]++
		case source.CRLF:
			e.crlf[1]++
		}
		if again {
			e.add(line, 0)
		} else if !e.line(line, l.Number) {
			return nil
		}
	}
	e.flush()
	if e.crlf[0] > 0 && e.crlf[1] > 0 && !e.s.stopped {
		e.s.cov.Integrity = append(e.s.cov.Integrity, mixedEnds(e.crlf))
	}
	return nil
}

// line takes one line and reports whether to go on.
func (e *exporterText) line(line string, number int) bool {
	if name := exporterHeading(strings.TrimSpace(line)); name != "" && number == 1 {
		e.names[name] = true
		e.s.cov.Counterpart = name
		e.s.aside("title of the export", 1)
		return true
	}
	kind := noticeKind(line)
	if pat, ok := strings.CutPrefix(line, systemMessage); ok && kind == "" {
		kind, line = noticeOr(pat), pat
	}
	if kind != "" {
		if !e.flush() {
			return false
		}
		return e.s.message(chat.Message{Line: number, Lines: 1, Kind: kind, Text: systemText(line)})
	}
	begun := false
	for {
		name, at, text, ok := cutExporterHeader(line)
		if !ok {
			break
		}
		if begun || e.open && e.transfer() {
			known := e.knownEnd(name)
			if known == "" && begun {
				break // a time inside a text, and no name that has been seen
			}
			if known != "" {
				e.add(strings.TrimSuffix(name, known), 0)
				name = known
			}
		}
		if !e.flush() {
			return false
		}
		e.begin(chat.Message{Time: at, Sender: name, Line: number, Lines: 1}, false)
		if begun { // the line is counted already
			e.m.Lines = 0
		}
		begun, line = true, text
		if !strings.HasPrefix(text, "微信转账 ") && !strings.HasPrefix(text, "Weixin Transfer") {
			break
		}
	}
	if begun {
		e.add(line, 0)
		return true
	}
	return e.more(line, number)
}

// more takes a line on which no message begins.
func (e *exporterText) more(line string, number int) bool {
	switch {
	case e.open:
		e.add(line, 1)
		if dashes.MatchString(strings.TrimSpace(line)) {
			return e.splitQuote(number)
		}
		return true
	case strings.TrimSpace(line) == "":
		e.s.aside("blank lines outside messages", 1)
		return true
	case strings.HasPrefix(line, "「"):
		e.begin(chat.Message{Line: number}, true)
		e.add(line, 1)
		return true
	}
	return e.s.problem(number, 1, "lines that belong to no message", "no message begins here: "+excerpt(line))
}

// knownEnd gives the longest name seen so far that s ends with.
func (e *exporterText) knownEnd(s string) string {
	best := ""
	for name := range e.names {
		if len(name) > len(best) && strings.HasSuffix(s, name) {
			best = name
		}
	}
	return best
}

// transfer says that the open message is a transfer.
func (e *exporterText) transfer() bool {
	return len(e.body) > 0 && kindOfText("exporter", clean(e.body[0])) == chat.Transfer
}

// splitQuote ends the open message before the quote that stands above the line
// of dashes just added, for quotes are messages of their own without a header.
func (e *exporterText) splitQuote(number int) bool {
	n := len(e.body) - 1 // the dashes
	first := 1           // the header line cannot begin a quote
	if e.bare {
		return true
	}
	if n < 1 || !strings.HasSuffix(strings.TrimSpace(e.body[n-1]), "」") {
		return true
	}
	i := n - 1
	for i > first && !strings.HasPrefix(e.body[i], "「") {
		i--
	}
	if i < first || !strings.HasPrefix(e.body[i], "「") {
		return true
	}
	quote := append([]string(nil), e.body[i:]...)
	e.body = e.body[:i]
	e.m.Lines -= len(quote)
	if !e.flush() {
		return false
	}
	e.begin(chat.Message{Line: number - len(quote) + 1}, true)
	for _, l := range quote {
		e.add(l, 1)
	}
	return true
}

func (e *exporterText) begin(m chat.Message, bare bool) {
	e.open, e.m, e.body, e.bare, e.size, e.over = true, m, e.body[:0], bare, 0, 0
	if m.Sender != "" && len(e.names) < maxNames {
		e.names[m.Sender] = true
	}
}

// add appends text to the open message; n is 1 for a line of its own.
func (e *exporterText) add(text string, n int) {
	if !e.open {
		return
	}
	if e.size += len(text) + 1; e.size > maxBody {
		e.over += n
		return
	}
	e.m.Lines += n
	e.body = append(e.body, text)
}

// flush hands the open message on.
func (e *exporterText) flush() bool {
	if !e.open {
		return !e.s.stopped
	}
	e.open = false
	m := e.m
	m.Text = clean(strings.Join(e.body, "\n"))
	if e.bare {
		m.Kind, m.Quote = chat.Text, quoteIn(m.Text)
	} else {
		markText(&m, "exporter")
	}
	if !e.s.message(m) {
		return false
	}
	if e.over > 0 {
		return e.s.problem(m.Line+m.Lines, e.over, "lines of a message that is too long",
			"the message is longer than 4 MiB and the rest of it was not read; check that this file is a chat export")
	}
	return true
}
