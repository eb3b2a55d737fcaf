package whatsapp

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"iter"
	"strings"
	"time"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// TelegramJSON reads the JSON that WhatsApp-Chat-Exporter writes in the manner
// of Telegram's own export.
type TelegramJSON struct{}

// Name is whatsapp-telegram-json.
func (TelegramJSON) Name() string { return "whatsapp-telegram-json" }

// Platform is WhatsApp.
func (TelegramJSON) Platform() string { return chat.WhatsApp }

// Sniff looks for the keys of the form. Telegram itself writes the seconds as
// a string, the exporter as a number.
func (TelegramJSON) Sniff(_ string, head []byte) int {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte(bom)), " \t\r\n")
	if !bytes.HasPrefix(head, []byte("{")) || !hasAll(head, `"messages"`, `"date_unixtime"`, `"from_id"`, `"text"`) {
		return 0
	}
	_, value, _ := bytes.Cut(head, []byte(`"date_unixtime"`))
	value = bytes.TrimLeft(value, " \t\r\n:")
	switch {
	case hasAny(head, `"user00000"`):
		return 95
	case len(value) > 0 && value[0] >= '0' && value[0] <= '9':
		return 90
	}
	return 30
}

// Read yields the messages in order of appearance.
func (f TelegramJSON) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return func(yield func(chat.Message, error) bool) {
		j := newJSONReader(src, opts, cov, f.Name(), yield)
		t := telegramReader{jsonReader: j}
		_, err := withText(src.Text, t.chat)
		j.end(err)
	}
}

// telegramReader reads a chat in Telegram's manner.
type telegramReader struct {
	*jsonReader
	number string // of the chat, which stands for a sender without a name
}

// chat reads the object of a chat.
func (t *telegramReader) chat(text io.Reader) (struct{}, error) {
	t.open(text)
	return struct{}{}, t.each(t.field)
}

// field reads one field of a chat.
func (t *telegramReader) field(key string) error {
	switch key {
	case "id":
		var id any
		err := t.decode(&id)
		t.number = word(id)
		return err
	case "messages":
		return t.messages()
	}
	return t.jsonReader.field(key)
}

// messages reads the list of messages.
func (t *telegramReader) messages() error {
	start, err := t.token()
	if err != nil || start != json.Delim('[') {
		return err
	}
	for t.dec.More() {
		var m telegramMessage
		switch err := t.decode(&m); {
		case t.mistyped(err):
			continue
		case err != nil:
			return err
		}
		if !t.message(m.message(t)) {
			return errStopped
		}
	}
	_, err = t.token()
	return err
}

// telegramMessage is a message in Telegram's manner.
type telegramMessage struct {
	Type    any `json:"type"`
	Date    any `json:"date"`
	Seconds any `json:"date_unixtime"`
	From    any `json:"from"`
	FromID  any `json:"from_id"`
	Text    any `json:"text"`
	File    any `json:"file"`
}

// telegramText gives a text, which may be a list of texts and of objects that
// hold one.
func telegramText(v any) string {
	switch v := v.(type) {
	case []any:
		var s strings.Builder
		for _, piece := range v {
			s.WriteString(telegramText(piece))
		}
		return s.String()
	case map[string]any:
		return word(v["text"])
	}
	return word(v)
}

// localTime gives a printed date and clock, "" when it is none.
func localTime(s string) string {
	if _, err := time.Parse("2006-01-02T15:04:05", s); err != nil {
		return ""
	}
	return s
}

// message gives the record of a message.
func (x *telegramMessage) message(t *telegramReader) chat.Message {
	m := chat.Message{
		Time:   cmp.Or(epoch(number(x.Seconds)), localTime(word(x.Date))),
		Sender: cleanName([]byte(word(x.From))),
		Kind:   chat.Text,
		Text:   unmarked(breaks(telegramText(x.Text))),
	}
	switch id := word(x.FromID); {
	case id == "user00000" || m.Sender == "Me" && id == "":
		m.Sender = t.self
	case m.Sender == "" || m.Sender == t.number:
		m.Sender = t.name
	}
	switch kind := exporterNotice(m.Text, ""); {
	case kind != chat.Notice:
		m.Kind = kind
	case x.Type == "service":
		m.Kind = chat.Notice
	case word(x.File) != "":
		m.Attachments = []string{baseName(word(x.File))}
		m.Kind = fileKind(m.Attachments[0])
	case m.Text == "":
		m.Kind = chat.Other
	case !strings.ContainsAny(m.Text, "\n") && strings.ContainsAny(m.Text, `/\`) && isMediaName(baseName(m.Text)):
		// The form has no field for media; the text is then the path.
		m.Attachments = []string{baseName(m.Text)}
		m.Kind = fileKind(m.Attachments[0])
	}
	return m
}
