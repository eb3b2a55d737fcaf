package alibaba

import (
	"errors"
	"iter"
	"regexp"
	"slices"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/page"
	"backchannel/parser/source"
	"backchannel/parser/table"
)

// ExporterMarkdown reads the Markdown that the same userscript as that of
// [ExporterJSON] writes, to be read by people.
type ExporterMarkdown struct{}

// Name implements parser.Format.
func (ExporterMarkdown) Name() string { return "alibaba-exporter-md" }

// Platform implements parser.Format.
func (ExporterMarkdown) Platform() string { return chat.Alibaba }

// The lines of the script's Markdown.
var (
	mdTitle    = regexp.MustCompile(`^# Alibaba chat — (.*)$`)
	mdHeader   = regexp.MustCompile(`^\*\*(.+)\*\* · (.+)$`)
	mdRecalled = regexp.MustCompile(`^_((.+) recalled a message\.)_$`)
	mdQuote    = regexp.MustCompile(`^> \*\*(.*?):\*\* ?(.*)$`)
	mdProduct  = regexp.MustCompile(`^🛒 \*\*(.*)\*\*(?: — (.*?))?(?: \(product [^()]*\))?$`)
	mdFile     = regexp.MustCompile(`^📎 \*\*(.*)\*\*(?: \([^()]*\))?$`)
	mdMedia    = regexp.MustCompile(`^(?:🎬|🖼)\x{FE0F}?(?: .*)?$`)
	mdAddress  = regexp.MustCompile(`^https?://\S+$`)
)

// Sniff implements parser.Format.
func (ExporterMarkdown) Sniff(_ string, head []byte) int {
	title, headers := false, 0
	for line := range strings.Lines(string(head)) {
		line = strings.TrimRight(line, "\r\n")
		title = title || mdTitle.MatchString(line)
		if _, _, ok := mdStart(line); ok {
			headers++
		}
	}
	switch {
	case title && headers > 0:
		return 95
	case headers > 1:
		return 60 // the title may be cut off
	}
	return 0
}

// mdStart reads the header line of a message.
func mdStart(line string) (sender, at string, ok bool) {
	if !strings.HasPrefix(line, "**") {
		return "", "", false
	}
	m := mdHeader.FindStringSubmatch(line)
	if m == nil {
		return "", "", false
	}
	at = table.ParseTime(m[2], "ymd").Time
	return m[1], at, at != ""
}

// Read implements parser.Format.
func (f ExporterMarkdown) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return func(yield func(chat.Message, error) bool) {
		if cov == nil {
			cov = &chat.Coverage{}
		}
		cov.Format, cov.Encoding, cov.Unit = f.Name(), src.Encoding, "lines"
		cov.Missing = append(cov.Missing, scriptLimits)
		r, err := src.Text()
		if err != nil {
			yield(chat.Message{}, err)
			return
		}
		defer r.Close()
		b := batch{src: src, opts: opts, cov: cov, platform: f.Platform()}
		var body []string
		flush := func() {
			if n := len(b.messages); n > 0 {
				b.messages[n-1].Lines += len(body)
				mdBody(&b.messages[n-1], body)
			}
			body = body[:0]
		}
		for line, err := range source.Lines(r) {
			if err != nil {
				if p := (*chat.Problem)(nil); errors.As(err, &p) {
					p.Source = src.Name
					b.problems = append(b.problems, p)
					continue
				}
				yield(chat.Message{}, err)
				return
			}
			b.markdown(line, &body, flush)
		}
		flush()
		if len(b.messages) == 0 {
			yield(chat.Message{}, &chat.Refusal{Source: src.Name, Text: "no line looks like **name** · 2024-03-05 15:22, with which the exporter starts a message"})
			return
		}
		b.yield(yield)
	}
}

// markdown takes a line: the start of a message, or one more of its body.
func (b *batch) markdown(line source.Line, body *[]string, flush func()) {
	text := string(line.Text)
	again := line.Number == b.cov.Found // a further piece of a long line
	if !again {
		b.cov.Found++
	}
	// A message follows a blank line, so that a text may hold such lines.
	fresh := len(b.messages) == 0 || len(*body) > 0 && (*body)[len(*body)-1] == ""
	if sender, at, ok := mdStart(text); ok && fresh && !again {
		flush()
		b.messages = append(b.messages, chat.Message{Line: line.Number, Lines: 1, Time: at, Sender: sender, Attachments: attach()})
		return
	}
	if m := mdRecalled.FindStringSubmatch(text); m != nil && fresh && !again {
		flush()
		b.messages = append(b.messages, chat.Message{Line: line.Number, Lines: 1, Sender: m[2], Kind: chat.Deleted, Text: m[1], Attachments: attach()})
		return
	}
	switch {
	case again && len(*body) > 0:
		(*body)[len(*body)-1] += text
	case again:
	case len(b.messages) == 0:
		if m := mdTitle.FindStringSubmatch(text); m != nil {
			b.cov.Counterpart = m[1]
		}
		b.cov.Skip("before the first message", 1)
	default:
		*body = append(*body, text)
	}
}

// mdBody reads what stands below a header.
func mdBody(m *chat.Message, body []string) {
	for len(body) > 0 && strings.TrimSpace(body[len(body)-1]) == "" {
		body = body[:len(body)-1]
	}
	if m.Kind == chat.Deleted {
		// Nothing belongs to a recalled message; what stands there is kept with it.
		m.Text = join(append([]string{m.Text}, body...)...)
		return
	}
	body = pastBlank(body)
	if len(body) > 0 {
		if q := mdQuote.FindStringSubmatch(body[0]); q != nil {
			m.Quote = said(q[1], q[2])
			for body = body[1:]; len(body) > 0 && strings.HasPrefix(body[0], ">"); body = body[1:] {
				m.Quote += "\n" + strings.TrimPrefix(strings.TrimPrefix(body[0], ">"), " ")
			}
			body = pastBlank(body)
		}
	}
	m.Text = strings.Join(body, "\n")
	m.Kind = textKind(m.Text)
	if len(body) == 0 || len(body) > 2 || len(body) == 2 && !mdAddress.MatchString(body[1]) {
		return
	}
	first, address := body[0], slices.Concat(body, []string{""})[1]
	if p := mdProduct.FindStringSubmatch(first); p != nil {
		m.Kind, m.Text = chat.Link, join(p[1], p[2])
	} else if p := mdFile.FindStringSubmatch(first); p != nil {
		m.Kind, m.Text, m.Attachments = chat.Media, "", attach(p[1])
	} else if address != "" && mdMedia.MatchString(first) {
		m.Kind, m.Text, m.Attachments = chat.Media, "", attach(page.FileName(address))
	}
}

// pastBlank gives the lines from the first on that says something; a formatter
// of Markdown puts blank ones around a quote.
func pastBlank(body []string) []string {
	for len(body) > 0 && strings.TrimSpace(body[0]) == "" {
		body = body[1:]
	}
	return body
}
