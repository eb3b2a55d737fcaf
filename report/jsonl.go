package report

import (
	"bufio"
	"encoding/json"
	"io"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// lines writes records as JSON, one a line.
type lines struct {
	buf *bufio.Writer
	enc *json.Encoder
}

func newLines(w io.Writer) lines {
	buf := bufio.NewWriterSize(w, 1<<16)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	return lines{buf, enc}
}

// jsonl is the writer of findings as JSONL.
type jsonl struct{ lines }

// JSONL writes every finding as one JSON object a line, with the exact text:
// UTF-8, LF, keys in the order of [detect.Finding]. It is the one form that
// loses nothing; bytes that are no UTF-8 become U+FFFD.
func JSONL(w io.Writer) Writer { return jsonl{newLines(w)} }

// Event writes the findings of one message.
func (j jsonl) Event(e detect.Event) error {
	for _, f := range e.Findings {
		if f.Role == "" {
			f.Role = chat.Unknown
		}
		if f.Identifiers == nil {
			f.Identifiers = []detect.Identifier{}
		}
		if f.Related == nil {
			f.Related = []int{}
		}
		if err := j.enc.Encode(f); err != nil {
			return err
		}
	}
	return nil
}

// Case hands on what is written so far, so that a reader at the other end of
// a pipe sees a conversation as soon as it is done.
func (j jsonl) Case(detect.Case) error { return j.buf.Flush() }

// Close writes what is left.
func (j jsonl) Close() error { return j.buf.Flush() }
