package alibaba

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/lines"
	"backchannel/parser/source"
)

// Payload reads what the Messenger page loads: saved answers of its endpoint
// (data.list[]), frames of its socket (userMessageModels[]), and recordings of
// a browser's network traffic (HAR) that hold either. Of a HAR nothing but the
// messages is kept: it is a bundle of credentials.
type Payload struct{}

// Name implements parser.Format.
func (Payload) Name() string { return "alibaba-payload" }

// Platform implements parser.Format.
func (Payload) Platform() string { return chat.Alibaba }

// Sniff implements parser.Format.
func (Payload) Sniff(_ string, head []byte) int {
	if !startsJSON(head, "{[") {
		return 0
	}
	switch {
	case hasKeys(head, "userMessageModels"):
		return 90
	case hasKeys(head, "data", "list", "messageId"):
		return 85
	case hasKeys(head, "log", "entries"), hasKeys(head, "log", "creator", "pages"):
		for _, host := range []string{"alibaba.com", "dingtalk.com", "alicdn.com"} {
			if strings.Contains(string(head), host) {
				return 85
			}
		}
		return 30
	}
	return 0
}

// keepPrivate is said of every HAR.
const keepPrivate = "the file is a recording of network traffic and may hold cookies and tokens of the account; keep it private, nothing of them was read or kept"

// Read implements parser.Format.
func (f Payload) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return func(yield func(chat.Message, error) bool) {
		if cov == nil {
			cov = &chat.Coverage{}
		}
		cov.Format, cov.Encoding, cov.Unit = f.Name(), src.Encoding, "blocks"
		d, closer, err := openJSON(src)
		if err != nil {
			yield(chat.Message{}, err)
			return
		}
		defer closer.Close()
		p := payload{batch: batch{src: src, opts: opts, cov: cov, platform: f.Platform()}, ids: map[string]string{}}
		p.documents(d)
		if p.cut {
			p.salvage()
		}
		if len(p.lists) == 0 && len(p.problems) == 0 {
			yield(chat.Message{}, &chat.Refusal{Source: src.Name, Text: "no list of messages is in it; save the answer that holds data.list or userMessageModels, or the HAR with content"})
			return
		}
		p.yield(yield)
	}
}

// payload collects messages out of nested JSON.
type payload struct {
	batch
	ids   map[string]string // the text of every message by its messageId
	lists [][]posted
	names map[string]any // the nearest object around a list that names its parties
	cut   bool           // the JSON breaks off inside a value
}

// posted is a message with the conversation that the payload names.
type posted struct {
	chat.Message
	with string
}

// documents reads one JSON document after the other.
func (p *payload) documents(d *json.Decoder) {
	for {
		open, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			p.broken()
			return
		}
		if open != json.Delim('{') {
			p.rest(d, open)
			continue
		}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				p.broken()
				return
			}
			if key == "log" {
				err = p.recording(d)
			} else {
				err = p.member(d, key)
			}
			if err != nil {
				p.broken()
				return
			}
		}
		if _, err := d.Token(); err != nil {
			p.broken()
			return
		}
	}
}

// rest reads a document that is no object: an array of answers or frames.
func (p *payload) rest(d *json.Decoder, open json.Token) {
	if open != json.Delim('[') {
		return
	}
	for d.More() {
		var v any
		if err := d.Decode(&v); err != nil {
			p.cut = err == io.ErrUnexpectedEOF
			break
		}
		p.search("", v, 0)
	}
	if _, err := d.Token(); err != nil {
		p.broken()
	}
}

func (p *payload) member(d *json.Decoder, key json.Token) error {
	var v any
	err := d.Decode(&v)
	if err == nil {
		name, _ := key.(string)
		p.search(name, v, 0)
	}
	p.cut = err == io.ErrUnexpectedEOF
	return err
}

// entry is all that is looked at of a request in a HAR. What is not named here,
// such as headers and cookies, is not even decoded.
type entry struct {
	Frames []struct {
		Data loose `json:"data"`
	} `json:"_webSocketMessages"`
	Response struct {
		Content struct {
			Text     loose `json:"text"`
			Encoding loose `json:"encoding"`
		} `json:"content"`
	} `json:"response"`
}

// recording reads the log of a HAR entry by entry.
func (p *payload) recording(d *json.Decoder) error {
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return err
	}
	p.cov.Integrity = append(p.cov.Integrity, keepPrivate)
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		if key != "entries" {
			var skip json.RawMessage
			if err := d.Decode(&skip); err != nil {
				return err
			}
			continue
		}
		if t, err := d.Token(); err != nil || t != json.Delim('[') {
			return err
		}
		for d.More() {
			var raw json.RawMessage
			if err := d.Decode(&raw); err != nil {
				return err
			}
			var e entry
			if json.Unmarshal(raw, &e) == nil {
				p.entry(&e)
			}
		}
		if _, err := d.Token(); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

func (p *payload) entry(e *entry) {
	p.embedded(decoded(string(e.Response.Content.Text), string(e.Response.Content.Encoding)))
	for _, f := range e.Frames {
		p.embedded(string(f.Data))
	}
}

// embedded looks into JSON that stands in a string. Most answers of a page are
// scripts and pictures, so the words of a list of messages are asked for first.
func (p *payload) embedded(s string) {
	if !strings.Contains(s, "messageId") {
		return
	}
	// A JSONP answer wraps the object into a call.
	if i := strings.IndexByte(s, '{'); i >= 0 {
		d := json.NewDecoder(strings.NewReader(s[i:]))
		d.UseNumber()
		var v any
		if d.Decode(&v) == nil {
			p.search("", v, 0)
		}
	}
}

// maxNesting is how deep lists of messages are looked for.
const maxNesting = 12

// search finds the lists of messages below v.
func (p *payload) search(key string, v any, depth int) {
	if depth > maxNesting {
		return
	}
	switch v := v.(type) {
	case map[string]any:
		if object(v["owner"]) != nil || object(v["contact"]) != nil {
			around := p.names
			p.names = v
			defer func() { p.names = around }()
		}
		for _, k := range sorted(v) {
			p.search(k, v[k], depth+1)
		}
	case []any:
		if list := models(v); list != nil {
			p.list(list)
			return
		}
		for _, e := range v {
			p.search("", e, depth+1)
		}
	case string:
		if key == "body" || key == "data" {
			p.embedded(v)
		}
	}
}

// models gives the elements of a list of messages, nil for any other list.
func models(v []any) []any {
	for _, e := range v {
		o := object(e)
		if in := object(o["message"]); in != nil {
			o = in
		}
		if str(o, "messageId", "msgId") != "" {
			return v
		}
	}
	return nil
}

// list reads a list of messages.
func (p *payload) list(elements []any) {
	var out []posted
	for _, e := range elements {
		p.cov.Found++
		o := object(e)
		if in := object(o["message"]); in != nil {
			o = in
		}
		m, ok := p.message(o)
		if !ok {
			p.cov.Skip("not understood", 1)
			p.problems = append(p.problems, &chat.Problem{Source: p.src.Name, Text: fmt.Sprintf("message %s has no content that is known; look it up on the page", orNone(str(o, "messageId", "msgId")))})
			continue
		}
		if id := str(o, "messageId", "msgId"); id != "" {
			if before, seen := p.ids[id]; seen {
				p.cov.Skip("repeated messages", 1)
				if before != m.Text {
					p.note(fmt.Sprintf("message %s stands in the file with two different texts; the first one was read", id))
				}
				continue
			}
			p.ids[id] = m.Text
		}
		out = append(out, m)
	}
	if len(out) > 0 {
		p.lists = append(p.lists, out)
	}
}

func (p *payload) note(s string) { p.cov.Integrity = append(p.cov.Integrity, s) }

func orNone(id string) string {
	if id == "" {
		return "without an id"
	}
	return id
}

// yield puts the lists, of which each is one answer or frame, in order and
// hands their messages out.
func (p *payload) yield(yield func(chat.Message, error) bool) {
	turned := 0
	for _, list := range p.lists {
		if newestFirst(list) {
			slices.Reverse(list)
			turned++
		}
	}
	if turned > 0 {
		p.cov.Order = fmt.Sprintf("%d of %d lists are newest first and were turned round", turned, len(p.lists))
	}
	// Answers come in the order in which the page was scrolled. Every time here
	// is UTC or of one clock, so that the texts compare.
	slices.SortStableFunc(p.lists, func(a, b []posted) int { return strings.Compare(firstTime(a), firstTime(b)) })
	all := slices.Concat(p.lists...)
	several := slices.ContainsFunc(all, func(m posted) bool { return m.with != all[0].with })
	count := map[string]int{}
	for _, problem := range p.problems {
		if !yield(chat.Message{}, problem) {
			return
		}
	}
	var messages []chat.Message
	for _, m := range all {
		if several {
			m.Conversation = m.with
		}
		count[m.Conversation]++
		m.Index = count[m.Conversation]
		m.Source, m.Platform = p.src.Name, p.platform
		if p.opts.Platform != "" {
			m.Platform = p.opts.Platform
		}
		p.cov.Read++
		if !yield(m.Message, nil) {
			return
		}
		messages = append(messages, m.Message)
	}
	lines.Sum(p.cov, messages)
}

func newestFirst(list []posted) bool {
	times := make([]string, len(list))
	for i, m := range list {
		times[i] = m.Time
	}
	return lines.NewestFirst(times)
}

func firstTime(list []posted) string {
	for _, m := range list {
		if m.Time != "" {
			return m.Time
		}
	}
	return ""
}
