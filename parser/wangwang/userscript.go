package wangwang

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/lines"
	"backchannel/parser/page"
	"backchannel/parser/source"
	"backchannel/parser/table"
)

// QianniuUserscript reads the JSON that a userscript writes on Qianniu's page
// of chat records, one file for each customer.
type QianniuUserscript struct{}

// Name implements parser.Format.
func (QianniuUserscript) Name() string { return "qianniu-userscript" }

// Platform implements parser.Format.
func (QianniuUserscript) Platform() string { return chat.Wangwang }

// Sniff implements parser.Format.
func (QianniuUserscript) Sniff(_ string, head []byte) int {
	s := strings.TrimSpace(strings.TrimPrefix(string(head), "\ufeff"))
	has := func(key string) bool { return strings.Contains(s, `"`+key+`"`) }
	switch {
	case !strings.HasPrefix(s, "{") || !has("chats"):
		return 0
	case has("user") && has("exportTime"):
		return 95
	case has("imgUrl"):
		return 70
	}
	return 0
}

// MaxJSON is the most that is read of a JSON file, in bytes.
const MaxJSON = 256 << 20

// record is a message as the userscript writes it.
type record struct {
	Date   string `json:"date"`
	Time   string `json:"time"`
	Sender string `json:"sender"`
	Text   string `json:"text"`
	ImgURL string `json:"imgUrl"`
}

// notShown is what the page prints instead of messages that it cannot show.
const notShown = "请在客户端查看原始聊天记录"

// Read implements parser.Format.
func (f QianniuUserscript) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return func(yield func(chat.Message, error) bool) {
		if cov == nil {
			cov = &chat.Coverage{}
		}
		cov.Format, cov.Encoding, cov.Unit = f.Name(), src.Encoding, "blocks"
		r, err := src.Text()
		if err != nil {
			yield(chat.Message{}, err)
			return
		}
		defer r.Close()
		s := script{src: src, cov: cov, d: json.NewDecoder(io.LimitReader(r, MaxJSON))}
		if s.document() != nil {
			s.problem("the JSON breaks off or is damaged here; what stands before it was read; export the conversation again")
		}
		if !s.chats {
			yield(chat.Message{}, &chat.Refusal{Source: src.Name, Text: "no list named chats is in it, which the userscript for Qianniu writes"})
			return
		}
		s.finish()
		for _, p := range s.problems {
			if !yield(chat.Message{}, p) {
				return
			}
		}
		for _, m := range s.messages {
			if opts.Platform != "" {
				m.Platform = opts.Platform
			}
			cov.Read++
			if !yield(m, nil) {
				return
			}
		}
		lines.Sum(cov, s.messages)
	}
}

// script collects the messages of a file.
type script struct {
	src      *source.Source
	cov      *chat.Coverage
	d        *json.Decoder
	chats    bool // a list of them was met
	count    int  // messages that the script says it wrote, 0 when it does not
	hidden   int
	messages []chat.Message
	problems []*chat.Problem
}

func (s *script) problem(text string) {
	s.problems = append(s.problems, &chat.Problem{Source: s.src.Name, Text: text})
}

// document reads the object of the file; an error says that it breaks off.
func (s *script) document() error {
	if t, err := s.d.Token(); err != nil || t != json.Delim('{') {
		return err
	}
	for s.d.More() {
		key, err := s.d.Token()
		if err != nil {
			return err
		}
		if key == "chats" {
			if err := s.list(); err != nil {
				return err
			}
			continue
		}
		var v any
		if err := s.d.Decode(&v); err != nil {
			return err
		}
		switch name, n := v.(string); {
		case key == "user" && n:
			s.cov.Counterpart = name
		case key == "count":
			if n, ok := v.(float64); ok && n > 0 && n < 1e9 {
				s.count = int(n)
			}
		}
	}
	_, err := s.d.Token()
	return err
}

// list reads the messages.
func (s *script) list() error {
	t, err := s.d.Token()
	if err != nil || t != json.Delim('[') {
		return err
	}
	s.chats = true
	for s.d.More() {
		var raw json.RawMessage
		if err := s.d.Decode(&raw); err != nil {
			return err
		}
		s.cov.Found++
		var r record
		if raw[0] != '{' || json.Unmarshal(raw, &r) != nil || r == (record{}) {
			s.cov.Skip("not understood", 1)
			s.problem(fmt.Sprintf("element %d of chats is no message", s.cov.Found))
			continue
		}
		s.messages = append(s.messages, s.message(r))
	}
	_, err = s.d.Token()
	return err
}

func (s *script) message(r record) chat.Message {
	m := chat.Message{Source: s.src.Name, Platform: chat.Wangwang, Sender: r.Sender, Text: r.Text, Kind: chat.Text, Attachments: []string{},
		Time: table.ParseTime(strings.TrimSpace(r.Date+" "+r.Time), "ymd").Time}
	if name := page.FileName(r.ImgURL); name != "" {
		m.Attachments = append(m.Attachments, name)
	}
	switch {
	case r.Text == "" && len(m.Attachments) > 0, lines.Placeholder(r.Text):
		m.Kind = chat.Media
	case strings.HasPrefix(r.Text, notShown):
		m.Kind = chat.Other
		s.hidden++
	}
	return m
}

// finish brings the messages in order and tells what is not in the file.
func (s *script) finish() {
	if lines.Reverse(s.messages) {
		s.cov.Order = "the file is newest first and was turned round"
	}
	for i := range s.messages {
		s.messages[i].Index = i + 1
	}
	if s.hidden > 0 {
		s.cov.Missing = append(s.cov.Missing, fmt.Sprintf("the content of %d messages, which the page shows in the desktop program only", s.hidden))
	}
	if s.count > s.cov.Found {
		s.cov.Missing = append(s.cov.Missing, fmt.Sprintf("%d messages: the script says that it wrote %d", s.count-s.cov.Found, s.count))
	}
	if s.count > 0 && s.count < s.cov.Found {
		s.cov.Integrity = append(s.cov.Integrity, fmt.Sprintf("the script says that it wrote %d messages, the file holds %d", s.count, s.cov.Found))
	}
}
