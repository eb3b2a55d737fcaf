package whatsapp

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// ExporterJSON reads the JSON that WhatsApp-Chat-Exporter writes, with one
// chat or all of them in a file.
type ExporterJSON struct{}

// Name is whatsapp-exporter-json.
func (ExporterJSON) Name() string { return "whatsapp-exporter-json" }

// Platform is WhatsApp.
func (ExporterJSON) Platform() string { return chat.WhatsApp }

// Sniff looks for the keys of the exporter.
func (ExporterJSON) Sniff(_ string, head []byte) int {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte(bom)), " \t\r\n")
	switch {
	case !bytes.HasPrefix(head, []byte("{")):
		return 0
	case hasAll(head, `"messages"`, `"from_me"`, `"timestamp"`, `"data"`):
		return 96
	case hasAll(head, `"messages"`) && hasAny(head, `@s.whatsapp.net"`, `@g.us"`, `status@broadcast"`, `@lid"`, `"000000000000000"`):
		return 80
	}
	return 0
}

// hasAll says whether b holds all the words.
func hasAll(b []byte, words ...string) bool {
	for _, w := range words {
		if !bytes.Contains(b, []byte(w)) {
			return false
		}
	}
	return true
}

// hasAny says whether b holds one of the words.
func hasAny(b []byte, words ...string) bool {
	for _, w := range words {
		if bytes.Contains(b, []byte(w)) {
			return true
		}
	}
	return false
}

// Read yields the messages of all chats in order of appearance. Several chats
// in a file are told apart by their ids, and each is counted from 1.
func (f ExporterJSON) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return func(yield func(chat.Message, error) bool) {
		j := newJSONReader(src, opts, cov, f.Name(), yield)
		several, err := withText(src.Text, severalKeys)
		j.several = several
		if err == nil {
			_, err = withText(src.Text, j.chats)
		}
		j.end(err)
	}
}

// jsonReader reads one of the JSON forms.
type jsonReader struct {
	src      *source.Source
	cov      *chat.Coverage
	yield    func(chat.Message, error) bool
	platform string
	self     string
	several  bool // chats in the file
	dec      *json.Decoder
	gauge    *gauge

	id, name string // of the chat
	calls    bool   // the chat is the log of calls
	index    int    // in the chat
	stopped  bool
}

func newJSONReader(src *source.Source, opts chat.Options, cov *chat.Coverage, format string, yield func(chat.Message, error) bool) *jsonReader {
	if cov == nil {
		cov = &chat.Coverage{}
	}
	cov.Format, cov.Encoding, cov.Unit = format, src.Encoding, "blocks"
	cov.Clock = "UTC, from the seconds that the phone's database holds"
	return &jsonReader{
		src: src, cov: cov, yield: yield,
		platform: cmp.Or(opts.Platform, chat.WhatsApp), self: cmp.Or(opts.Self, chat.Self),
	}
}

// errStopped says that the caller wants no more.
var errStopped = errors.New("stopped")

// end tells how the reading ended.
func (j *jsonReader) end(err error) {
	switch {
	case j.stopped || errors.Is(err, errStopped):
	case err != nil:
		j.yield(chat.Message{}, fmt.Errorf("reading %s: %w; %s before that place could be read", j.src.Name, err,
			plural(j.cov.Messages, "message", "messages")))
	case j.cov.Found == 0:
		j.yield(chat.Message{}, &chat.Problem{Source: j.src.Name, Text: "the file holds no messages"})
	}
}

// open starts decoding a text.
func (j *jsonReader) open(text io.Reader) {
	j.gauge = &gauge{text, maxRecord}
	j.dec = json.NewDecoder(bufio.NewReaderSize(j.gauge, 64<<10))
	j.dec.UseNumber()
}

// decode reads the next value.
func (j *jsonReader) decode(v any) error {
	j.gauge.left = maxRecord
	return j.dec.Decode(v)
}

// each calls f for every key of the object that comes next, and has it read
// the value. Anything but an object is read over.
func (j *jsonReader) each(f func(key string) error) error {
	t, err := j.token()
	if err != nil {
		return err
	}
	if t != json.Delim('{') {
		return j.over(t)
	}
	for j.dec.More() {
		t, err := j.token()
		if err != nil {
			return err
		}
		key, _ := t.(string)
		if err := f(key); err != nil {
			return err
		}
	}
	_, err = j.token()
	return err
}

// token reads the next token.
func (j *jsonReader) token() (json.Token, error) {
	j.gauge.left = maxRecord
	return j.dec.Token()
}

// over reads over the value that starts with token t.
func (j *jsonReader) over(t json.Token) error {
	depth := 0
	for {
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
		var err error
		if t, err = j.token(); err != nil {
			return err
		}
	}
}

// chats reads the object that holds the chats by their ids.
func (j *jsonReader) chats(text io.Reader) (struct{}, error) {
	j.open(text)
	return struct{}{}, j.each(func(id string) error {
		number, _, _ := strings.Cut(id, "@")
		j.id, j.name, j.index = id, number, 0
		j.calls = id == "000000000000000"
		return j.each(j.field)
	})
}

// field reads one field of a chat.
func (j *jsonReader) field(key string) error {
	switch key {
	case "name":
		var name any
		if err := j.decode(&name); err != nil {
			return err
		}
		if s := cleanName([]byte(word(name))); s != "" {
			j.name = s
		}
		if !j.several {
			j.cov.Counterpart = j.name
		}
		return nil
	case "messages":
		return j.messages()
	}
	t, err := j.token()
	if err != nil {
		return err
	}
	return j.over(t)
}

// messages reads the messages of a chat: an object by row numbers, in older
// versions a list.
func (j *jsonReader) messages() error {
	t, err := j.token()
	if err != nil {
		return err
	}
	if t != json.Delim('{') && t != json.Delim('[') {
		return nil
	}
	for j.dec.More() {
		if t == json.Delim('{') {
			if _, err := j.token(); err != nil {
				return err
			}
		}
		var m exporterMessage
		switch err := j.decode(&m); {
		case j.mistyped(err):
			continue
		case err != nil:
			return err
		}
		if !j.message(m.message(j)) {
			return errStopped
		}
	}
	_, err = j.token()
	return err
}

// mistyped tells of a message whose fields are of other types than the
// exporter's. Reading goes on behind it.
func (j *jsonReader) mistyped(err error) bool {
	var wrong *json.UnmarshalTypeError
	if !errors.As(err, &wrong) {
		return false
	}
	j.cov.Found++
	j.cov.Skip("fields of unknown types", 1)
	j.stopped = !j.yield(chat.Message{}, &chat.Problem{Source: j.src.Name, Text: fmt.Sprintf(
		"message %d cannot be read: %s where a %s belongs", j.cov.Found, wrong.Value, wrong.Type)})
	return true
}

// message completes and yields a message and says whether to go on.
func (j *jsonReader) message(m chat.Message) bool {
	if j.stopped {
		return false
	}
	j.index++
	m.Source, m.Platform, m.Index = j.src.Name, j.platform, j.index
	if j.several {
		m.Conversation = j.id
	}
	if m.Attachments == nil {
		m.Attachments = noFiles
	}
	if m.Kind == chat.Notice {
		m.Sender, m.Role = "", chat.System
	}
	j.cov.Found++
	j.cov.Read++
	j.cov.Messages++
	if j.cov.First == "" {
		j.cov.First = m.Time
	}
	if m.Time != "" {
		j.cov.Last = m.Time
	}
	j.stopped = !j.yield(m, nil)
	return !j.stopped
}

// severalKeys says whether the object that a JSON text holds has more than one
// key. It stops at the second.
func severalKeys(text io.Reader) (bool, error) {
	buf := make([]byte, 64<<10)
	depth, keys := 0, 0
	inside, escaped := false, false
	for {
		n, err := text.Read(buf)
		for _, c := range buf[:n] {
			switch {
			case escaped:
				escaped = false
			case inside:
				escaped = c == '\\'
				inside = c != '"'
			case c == '"':
				inside = true
			case c == '{' || c == '[':
				depth++
			case c == '}' || c == ']':
				depth--
			case c == ':' && depth == 1:
				if keys++; keys > 1 {
					return true, nil
				}
			}
		}
		if err != nil {
			if err == io.EOF {
				err = nil
			}
			return false, err
		}
	}
}
