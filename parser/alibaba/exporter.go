package alibaba

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"backchannel/parser/chat"
	"backchannel/parser/lines"
	"backchannel/parser/page"
	"backchannel/parser/source"
)

// ExporterJSON reads the JSON that a userscript on the Messenger page writes:
// an array of messages with timeDisplay and direction. The script leaves
// system cards out, and the owner's name is a constant in it.
type ExporterJSON struct{}

// Name implements parser.Format.
func (ExporterJSON) Name() string { return "alibaba-exporter-json" }

// Platform implements parser.Format.
func (ExporterJSON) Platform() string { return chat.Alibaba }

// Sniff implements parser.Format.
func (ExporterJSON) Sniff(_ string, head []byte) int {
	if startsJSON(head, "[") && hasKeys(head, "timeDisplay", "direction") {
		return 95
	}
	return 0
}

// scriptLimits is what exports of the userscript do not hold.
const scriptLimits = "cards of the system, such as payment prompts and safety notices: the script leaves them out"

// exported is a message as the userscript writes it.
type exported struct {
	TS          loose `json:"ts"`
	TimeDisplay loose `json:"timeDisplay"`
	Sender      loose `json:"sender"`
	SenderID    loose `json:"senderId"`
	Direction   loose `json:"direction"`
	Type        loose `json:"type"`
	Text        loose `json:"text"`
	Quote       struct {
		Name    loose `json:"name"`
		Content loose `json:"content"`
	} `json:"quote"`
	Product struct {
		Title loose `json:"title"`
		Price loose `json:"price"`
	} `json:"product"`
	File struct {
		Name loose `json:"name"`
		URL  loose `json:"url"`
	} `json:"file"`
	Media struct {
		Src loose `json:"src"`
	} `json:"media"`
}

// Read implements parser.Format.
func (f ExporterJSON) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return func(yield func(chat.Message, error) bool) {
		if cov == nil {
			cov = &chat.Coverage{}
		}
		cov.Format, cov.Encoding, cov.Unit = f.Name(), src.Encoding, "blocks"
		cov.Missing = append(cov.Missing, scriptLimits)
		d, closer, err := openJSON(src)
		if err != nil {
			yield(chat.Message{}, err)
			return
		}
		defer closer.Close()
		if t, err := d.Token(); err != nil || t != json.Delim('[') {
			yield(chat.Message{}, &chat.Refusal{Source: src.Name, Text: "no array of messages; the exporter writes [{…}, {…}]"})
			return
		}
		b := batch{src: src, opts: opts, cov: cov, platform: f.Platform()}
		b.elements(d)
		b.yield(yield)
	}
}

// message gives the message without what the batch fills in.
func (e *exported) message(opts chat.Options) chat.Message {
	m := chat.Message{Sender: string(e.Sender), Text: string(e.Text), Kind: chat.Text, Time: utc(string(e.TS)), Attachments: attach(),
		Quote: said(string(e.Quote.Name), string(e.Quote.Content))}
	if m.Time == "" {
		m.Time = utc(string(e.TimeDisplay))
	}
	if m.Sender == "" && e.Direction == "sent" {
		m.Sender = owner(opts)
	} else if m.Sender == "" {
		m.Sender = string(e.SenderID)
	}
	switch e.Type {
	case "product_card":
		m.Kind, m.Text = chat.Link, join(string(e.Product.Title), string(e.Product.Price), m.Text)
	case "file":
		m.Kind, m.Attachments = chat.Media, attach(string(e.File.Name))
		if len(m.Attachments) == 0 {
			m.Attachments = attach(page.FileName(string(e.File.URL)))
		}
	case "image", "video":
		m.Kind, m.Attachments = chat.Media, attach(page.FileName(string(e.Media.Src)))
	case "recalled":
		m.Kind = chat.Deleted
	case "text", "":
		m.Kind = textKind(m.Text)
	default:
		m.Kind = chat.Other
	}
	return m
}

// join puts the parts that are not empty on a line each.
func join(parts ...string) (text string) {
	for _, p := range parts {
		switch {
		case p == "":
		case text == "":
			text = p
		default:
			text += "\n" + p
		}
	}
	return text
}

// batch collects the messages of a document whose order shows only at its end.
type batch struct {
	src      *source.Source
	opts     chat.Options
	cov      *chat.Coverage
	platform string
	messages []chat.Message
	problems []*chat.Problem
}

// elements reads the messages of the array that d stands in.
func (b *batch) elements(d *json.Decoder) {
	for d.More() {
		var e exported
		err := d.Decode(&e)
		odd := (*json.UnmarshalTypeError)(nil)
		if err != nil && !errors.As(err, &odd) {
			b.broken()
			return
		}
		b.cov.Found++
		if err != nil || e.Type == "" && e.Text == "" {
			b.cov.Skip("not understood", 1)
			b.problems = append(b.problems, &chat.Problem{Source: b.src.Name, Text: fmt.Sprintf("element %d is no message of the exporter", b.cov.Found)})
			continue
		}
		b.messages = append(b.messages, e.message(b.opts))
	}
	if _, err := d.Token(); err != nil {
		b.broken()
	}
}

func (b *batch) broken() {
	b.problems = append(b.problems, &chat.Problem{Source: b.src.Name, Text: brokenOff})
}

// yield hands everything out, problems first.
func (b *batch) yield(yield func(chat.Message, error) bool) {
	for _, p := range b.problems {
		if !yield(chat.Message{}, p) {
			return
		}
	}
	if lines.Reverse(b.messages) {
		b.cov.Order = "the file is newest first and was turned round"
	}
	for i := range b.messages {
		m := &b.messages[i]
		m.Source, m.Index, m.Platform = b.src.Name, i+1, b.platform
		if b.opts.Platform != "" {
			m.Platform = b.opts.Platform
		}
		if m.Sender == chat.Self {
			m.Sender = owner(b.opts)
		}
		if b.cov.Read++; b.cov.Unit == "lines" {
			b.cov.Read += m.Lines - 1
		}
		if !yield(*m, nil) {
			return
		}
	}
	lines.Sum(b.cov, b.messages)
}
