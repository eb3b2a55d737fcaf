package whatsapp

import (
	"fmt"
	"io"
	"path"
	"strings"
	"time"
	"unicode"

	"golang.org/x/net/html"

	"backchannel/parser/chat"
)

// The words by which WhatsApp-Chat-Exporter stands for what has no text.
const (
	exporterMissing  = "The media is missing"
	exporterDeleted  = "Message deleted"
	exporterLocation = "Location shared: "
	exporterCards    = "This media include the following vCard file(s):"
)

// exporterNotice gives the kind of what the exporter shows as a notice.
func exporterNotice(text, mime string) chat.Kind {
	switch {
	case text == exporterDeleted:
		return chat.Deleted
	case text == exporterMissing:
		return chat.Media
	case strings.HasPrefix(text, exporterLocation):
		return chat.Location
	case mime == "text/x-vcard", strings.HasPrefix(text, exporterCards):
		return chat.Contact
	case strings.HasPrefix(text, "A voice call "), strings.HasPrefix(text, "A video call "):
		return chat.Call
	}
	return chat.Notice
}

// exporterClass classifies a record of the exporter's text.
func exporterClass(b *body) class {
	line := b.line
	if file, ok := strings.CutPrefix(line, "<media file in "); ok && strings.HasSuffix(file, ">") {
		file = baseName(strings.TrimSuffix(file, ">"))
		return class{kind: fileKind(file), attachments: []string{file}}
	}
	switch line {
	case "<" + exporterMissing + ">":
		return class{kind: chat.Media}
	case "", "None":
		if b.text == line {
			return class{kind: chat.Other}
		}
	}
	return class{kind: chat.Text}
}

// baseName gives the last part of a path of any system.
func baseName(file string) string { return path.Base(strings.ReplaceAll(file, `\`, "/")) }

// breaks turns the line breaks that the exporter writes into its data back.
func breaks(s string) string {
	if strings.Contains(s, "<br") {
		s = breakTags.Replace(s)
	}
	return s
}

var breakTags = strings.NewReplacer("<br>", "\n", "<br/>", "\n", "<br />", "\n")

// unmarked gives s without marks and without blanks at its end.
func unmarked(s string) string {
	if markIndex([]byte(s)) >= 0 {
		b, _ := appendUnmarked(nil, []byte(s))
		s = string(b)
	}
	return strings.TrimRightFunc(s, unicode.IsSpace)
}

// visible gives the text of a piece of HTML and the targets of its links.
func visible(source string) (text string, links []string) {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.TrimSpace(b.String()), links
		case html.TextToken:
			b.Write(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			if string(name) == "br" {
				b.WriteByte('\n')
			}
			for more {
				var key, value []byte
				if key, value, more = z.TagAttr(); string(name) == "a" && string(key) == "href" {
					links = append(links, string(value))
				}
			}
		}
	}
}

// epoch gives a time in seconds or, above 10^10, milliseconds since 1970 as
// UTC, fractions cut; "" for times that no phone can have.
func epoch(seconds float64) string {
	if seconds > 1e10 {
		seconds /= 1000
	}
	if !(seconds >= 1 && seconds < 7e9) { // also false for what is no number
		return ""
	}
	return time.Unix(int64(seconds), 0).UTC().Format(time.RFC3339)
}

// maxRecord is the length in bytes of a single JSON value up to which it is
// read; the pictures inside an exporter's JSON are small.
const maxRecord = 64 << 20

// gauge is a reader that stops a single record from filling the memory.
type gauge struct {
	r    io.Reader
	left int
}

// Read reads from the reader below.
func (g *gauge) Read(p []byte) (int, error) {
	if g.left <= 0 {
		return 0, fmt.Errorf("a value is longer than %d MiB", maxRecord>>20)
	}
	n, err := g.r.Read(p)
	g.left -= n
	return n, err
}
