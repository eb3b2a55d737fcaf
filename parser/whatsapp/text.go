package whatsapp

import (
	"bytes"
	"iter"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// Text reads the text that the phone apps export: Android, iOS and the iOS
// form without brackets of before 2017, in all languages and date forms.
type Text struct{}

// Name is whatsapp-text.
func (Text) Name() string { return "whatsapp-text" }

// Platform is WhatsApp.
func (Text) Platform() string { return chat.WhatsApp }

// Sniff looks for headers in the head.
func (Text) Sniff(name string, head []byte) int {
	return sniff(name, head, func(s shape) bool { return !s.webCopy() && !s.exporterText() })
}

// Read reads a text twice: once to find its grammar, once for the messages.
func (Text) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return readText(src, opts, cov, variant{format: Text{}.Name()})
}

// WebCopy reads text that was copied out of WhatsApp Web or Desktop, which has
// the clock before the date.
type WebCopy struct{}

// Name is whatsapp-web-copy.
func (WebCopy) Name() string { return "whatsapp-web-copy" }

// Platform is WhatsApp.
func (WebCopy) Platform() string { return chat.WhatsApp }

// Sniff looks for headers in the head.
func (WebCopy) Sniff(name string, head []byte) int { return sniff(name, head, shape.webCopy) }

// Read reads a text twice, as [Text.Read].
func (WebCopy) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return readText(src, opts, cov, variant{format: WebCopy{}.Name(), copied: true, missing: []string{
		"only what had been selected in the browser: no lines of the app, mostly no media",
	}})
}

// ExporterText reads the text that WhatsApp-Chat-Exporter writes with --txt.
type ExporterText struct{}

// Name is whatsapp-exporter-text.
func (ExporterText) Name() string { return "whatsapp-exporter-text" }

// Platform is WhatsApp.
func (ExporterText) Platform() string { return chat.WhatsApp }

// Sniff looks for headers in the head.
func (ExporterText) Sniff(name string, head []byte) int {
	// It writes no line without a name; other programs write such clocks too.
	if !named(head) {
		return 0
	}
	return sniff(name, head, shape.exporterText)
}

// named says whether some line with a bracket in front has a name behind it.
func named(head []byte) bool {
	for line := range bytes.Lines(head) {
		_, rest, found := bytes.Cut(line, []byte("] "))
		if found && (bytes.Contains(rest, []byte(": ")) || bytes.HasSuffix(bytes.TrimSpace(rest), []byte(":"))) {
			return true
		}
	}
	return false
}

// Read reads a text twice, as [Text.Read].
func (ExporterText) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return readText(src, opts, cov, variant{format: ExporterText{}.Name(), indented: true, missing: []string{
		"lines of the app (security code, number changes), which this exporter leaves out of its text",
	}})
}

// variant is what differs between the text forms.
type variant struct {
	format   string
	copied   bool     // no record without a sender
	indented bool     // lines inside a message are indented by the length of the header
	missing  []string // what the form does not hold
}

// sniff scores a head by the headers of the wanted shapes in it.
func sniff(name string, head []byte, want func(shape) bool) int {
	s, err := surveyText(newHead(head))
	if err != nil {
		return 0
	}
	t := s.main()
	if t == nil || !want(t.shape) {
		return 0
	}
	score := 40
	switch n := t.all.n; {
	case s.opens && s.opener == t.shape && n > 1:
		score = 94
	case s.opens && s.opener == t.shape:
		score = 80
	case n >= 3:
		score = 75
	}
	if chatName(name) != "" {
		score += 4
	}
	return score
}
