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

// RunLine is the last line of JSONL where it is asked for: what the findings
// were made of, and by what.
type RunLine struct {
	Record   string          `json:"record"` // run; findings have no such key
	Program  string          `json:"program"`
	Version  string          `json:"version"`
	RuleSet  string          `json:"rule_set"`
	Rules    int             `json:"rules"`
	Options  []string        `json:"options"`
	Messages int             `json:"messages"`
	Findings int             `json:"findings"`
	Evidence []chat.Evidence `json:"evidence"` // an archive before its members
	Unread   []string        `json:"unread,omitempty"`
	Hidden   []Hidden        `json:"hidden,omitempty"`
}

// evidenced is the writer of findings as JSONL that ends with a [RunLine].
type evidenced struct {
	jsonl
	run                *Run
	messages, findings int
}

// EvidencedJSONL writes what [JSONL] writes, and one line more at the end that
// tells of the run and its sources.
func EvidencedJSONL(w io.Writer, run *Run) Writer {
	return &evidenced{jsonl: jsonl{newLines(w)}, run: run}
}

// Event writes the findings of one message.
func (e *evidenced) Event(ev detect.Event) error {
	e.messages++
	e.findings += len(ev.Findings)
	return e.jsonl.Event(ev)
}

// Close writes the line on the run.
func (e *evidenced) Close() error {
	r := e.run
	line := RunLine{Record: "run", Program: "backchannel", Version: r.Version, RuleSet: r.RuleSet, Rules: r.Rules, Options: r.Options,
		Messages: e.messages, Findings: e.findings, Evidence: once(r.Evidence), Hidden: r.Hidden}
	for _, u := range r.Unread {
		line.Unread = append(line.Unread, u.Error())
	}
	if err := e.enc.Encode(line); err != nil {
		return err
	}
	return e.buf.Flush()
}

// once gives the files of a run, an archive of several members once.
func once(all []chat.Evidence) []chat.Evidence {
	seen := map[chat.Evidence]bool{}
	out := []chat.Evidence{}
	for _, e := range all {
		if !seen[e] {
			seen[e] = true
			out = append(out, e)
		}
	}
	return out
}
