package alibaba

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"unicode/utf8"

	"backchannel/parser/chat"
	"backchannel/parser/lines"
	"backchannel/parser/source"
	"backchannel/parser/table"
)

// MaxJSON is the most that is read of a JSON file, in bytes.
const MaxJSON = 256 << 20

// loose is a JSON value that some writers put as a string and others as a
// number. Anything else in its place is "".
type loose string

func (l *loose) UnmarshalJSON(b []byte) error {
	switch b[0] {
	case '"':
		if bytes.IndexByte(b, '\\') >= 0 || !utf8.Valid(b) {
			return json.Unmarshal(b, (*string)(l))
		}
		*l = loose(b[1 : len(b)-1])
	case '{', '[', 'n':
		*l = ""
	default:
		*l = loose(b)
	}
	return nil
}

// brokenOff is why the rest of a JSON file is not read.
const brokenOff = "the JSON breaks off or is damaged here; what stands before it was read; export the conversation again"

// openJSON gives a decoder over the text of a source.
func openJSON(src *source.Source) (*json.Decoder, io.Closer, error) {
	r, err := src.Text()
	if err != nil {
		return nil, nil, err
	}
	d := json.NewDecoder(io.LimitReader(r, MaxJSON))
	d.UseNumber()
	return d, r, nil
}

// startsJSON says whether a head starts with one of the given bytes, behind blanks.
func startsJSON(head []byte, with string) bool {
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff")))
	return len(head) > 0 && strings.IndexByte(with, head[0]) >= 0
}

// hasKeys says whether all the keys stand in a head, as JSON writes them.
func hasKeys(head []byte, keys ...string) bool {
	for _, k := range keys {
		if !bytes.Contains(head, []byte(`"`+k+`"`)) {
			return false
		}
	}
	return true
}

// utc gives the time of an epoch or a printed clock, "" for anything else.
func utc(stamp string) string { return table.ParseTime(stamp, "ymd").Time }

// attach gives the names that are not empty, never nil.
func attach(names ...string) []string {
	out := []string{}
	for _, n := range names {
		if n != "" {
			out = append(out, n)
		}
	}
	return out
}

// said joins a quoted text with the name of who wrote it.
func said(name, text string) string {
	if name == "" || text == "" {
		return text
	}
	return name + ": " + text
}

// textKind tells a text from the stand-in for a picture or file.
func textKind(text string) chat.Kind {
	if lines.Placeholder(text) {
		return chat.Media
	}
	return chat.Text
}

// owner gives the name of the export's owner.
func owner(opts chat.Options) string {
	if opts.Self != "" {
		return opts.Self
	}
	return chat.Self
}
