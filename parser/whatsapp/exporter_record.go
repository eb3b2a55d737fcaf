package whatsapp

import (
	"encoding/json"
	"strconv"
	"strings"

	"backchannel/parser/chat"
)

// word gives a value as a text: a string as it is, a number in digits, and
// nothing for null, truth values, lists and objects.
func word(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

// truth says whether a value is true or, as in older databases, 1.
func truth(v any) bool { return v == true || v == json.Number("1") }

// number gives a value as a number, 0 when it is none.
func number(v any) float64 {
	n, err := strconv.ParseFloat(word(v), 64)
	if err != nil {
		return 0
	}
	return n
}

// exporterMessage is a message of the exporter. Keys that older versions lack
// are nil, and the types of the others differ between versions.
type exporterMessage struct {
	FromMe    any `json:"from_me"`
	Timestamp any `json:"timestamp"`
	Media     any `json:"media"`
	Meta      any `json:"meta"`
	Data      any `json:"data"`
	Sender    any `json:"sender"`
	Safe      any `json:"safe"`
	Mime      any `json:"mime"`
	Quoted    any `json:"quoted_data"`
	Caption   any `json:"caption"`
	Sticker   any `json:"sticker"`
}

// message gives the record of a message in the chat that j reads.
func (x *exporterMessage) message(j *jsonReader) chat.Message {
	m := chat.Message{Time: epoch(number(x.Timestamp)), Sender: j.name, Kind: chat.Text, Quote: unmarked(breaks(word(x.Quoted)))}
	if truth(x.FromMe) {
		m.Sender = j.self
	} else if s := word(x.Sender); s != "" {
		m.Sender = cleanName([]byte(s))
	}
	data, links := word(x.Data), []string(nil)
	if truth(x.Safe) {
		data, links = visible(data)
	}
	caption := unmarked(breaks(word(x.Caption)))
	m.Text = unmarked(breaks(data))
	switch {
	case j.calls:
		m.Kind = chat.Call
	case truth(x.Meta):
		m.Kind = exporterNotice(m.Text, word(x.Mime))
		for _, l := range links {
			m.Attachments = append(m.Attachments, baseName(l))
		}
		if caption != "" {
			m.Text = strings.TrimSpace(m.Text + "\n" + caption)
		}
	case truth(x.Media):
		m.Text, m.Kind = caption, chat.Media
		if data != "" {
			m.Attachments = []string{baseName(data)}
			m.Kind = fileKind(m.Attachments[0])
		}
		if truth(x.Sticker) {
			m.Kind = chat.Sticker
		}
	case m.Text == "":
		m.Kind = chat.Other
	}
	return m
}
