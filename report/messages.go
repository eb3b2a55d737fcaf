package report

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"unicode/utf8"

	"backchannel/parser/chat"
)

// messagesJSONL is the writer of messages as JSONL.
type messagesJSONL struct {
	lines
	line []byte // the message that is being written
}

// MessagesJSONL writes every message as one JSON object a line, in the form
// of [chat.Message]. Reading it as an export gives the same messages again.
func MessagesJSONL(w io.Writer) MessageWriter { return &messagesJSONL{lines: newLines(w)} }

// Message writes one message, as encoding/json would write it. That package
// takes longer for it than all the rest of parse (0.4 of 0.7 s for 500,000
// messages), so the keys are written here.
func (j *messagesJSONL) Message(m chat.Message) error {
	if m.Role == "" {
		m.Role = chat.Unknown
	}
	j.string(`{"source":`, m.Source)
	j.string(`,"platform":`, m.Platform)
	j.number(`,"index":`, m.Index)
	j.number(`,"line":`, m.Line)
	j.string(`,"time":`, m.Time)
	j.string(`,"sender":`, m.Sender)
	j.string(`,"role":`, string(m.Role))
	j.string(`,"kind":`, string(m.Kind))
	j.string(`,"text":`, m.Text)
	j.strings(`,"attachments":`, m.Attachments)
	j.optional(`,"quote":`, m.Quote)
	j.optional(`,"translation":`, m.Translation)
	j.flag(`,"edited":true`, m.Edited)
	j.flag(`,"auto":true`, m.Auto)
	j.optional(`,"conversation":`, m.Conversation)
	j.line = append(j.line, "}\n"...)
	_, err := j.buf.Write(j.line)
	j.line = j.line[:0]
	return err
}

// Close writes what is left.
func (j *messagesJSONL) Close() error { return j.buf.Flush() }

func (j *messagesJSONL) string(key, s string) {
	j.line = append(j.line, key...)
	if !harmless(s) {
		j.line = append(j.line, quoted(s)...)
		return
	}
	j.line = append(j.line, '"')
	j.line = append(j.line, s...)
	j.line = append(j.line, '"')
}

func (j *messagesJSONL) strings(key string, all []string) {
	j.line = append(append(j.line, key...), '[')
	comma := ""
	for _, s := range all {
		j.string(comma, s)
		comma = ","
	}
	j.line = append(j.line, ']')
}

func (j *messagesJSONL) number(key string, n int) {
	j.line = append(j.line, key...)
	j.line = strconv.AppendInt(j.line, int64(n), 10)
}

func (j *messagesJSONL) optional(key, s string) {
	if s != "" {
		j.string(key, s)
	}
}

func (j *messagesJSONL) flag(key string, set bool) {
	if set {
		j.line = append(j.line, key...)
	}
}

// harmless says whether s stands in JSON as it is. U+2028 and U+2029, which end a
// line in JavaScript, do not, nor does what is no UTF-8.
func harmless(s string) bool {
	for _, r := range s {
		if r < ' ' || r == '"' || r == '\\' || r == '\u2028' || r == '\u2029' || r == utf8.RuneError {
			return false
		}
	}
	return true
}

// quoted gives s as a JSON string.
func quoted(s string) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(err) // a string can be encoded, and a buffer takes everything
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
