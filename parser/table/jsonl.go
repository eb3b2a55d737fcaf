package table

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// JSONL reads one JSON object a line, with the keys of the interchange.
type JSONL struct{}

// Name is table-jsonl.
func (JSONL) Name() string { return "table-jsonl" }

// Platform is that of records which do not name one.
func (JSONL) Platform() string { return chat.Alibaba }

// Sniff goes by the keys of the first line: 0 without a text, most for the
// records that this program writes.
func (JSONL) Sniff(_ string, head []byte) int {
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff")))
	line, _, _ := bytes.Cut(head, []byte("\n"))
	keys := topKeys(line)
	var has [fieldCount]bool
	known := 0
	for _, k := range keys {
		if n, ok := lookup(k); ok {
			known++
			has[n.field] = true
		}
	}
	switch {
	case !has[fText]:
		return 0
	case has[fSource] && has[fIndex] && has[fLine] && has[fKind]:
		return 95
	case known == len(keys):
		return min(90, 60+10*known)
	case known > 1:
		return 60
	}
	return 25
}

// topKeys gives the keys of the object that starts a line, as far as the line
// goes: a head may end inside the first record.
func topKeys(line []byte) []string {
	d := json.NewDecoder(bytes.NewReader(line))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil
	}
	var keys []string
	for d.More() {
		t, err := d.Token()
		key, ok := t.(string)
		if err != nil || !ok {
			break
		}
		keys = append(keys, key)
		var skip json.RawMessage
		if d.Decode(&skip) != nil {
			break
		}
	}
	return keys
}

// Read yields a message for every line that holds an object with a text.
func (JSONL) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	in := reading{src: src, opts: opts, cov: cov}
	return in.lines(JSONL{}.Name())
}

// lineRecords makes a record of every line.
func lineRecords(src *source.Source, cov *chat.Coverage) iter.Seq2[*record, error] {
	return func(yield func(*record, error) bool) {
		text, err := src.Text()
		if err != nil {
			yield(nil, err)
			return
		}
		defer text.Close()
		l := newFeed(text)
		o := objects{cov: cov, walk: walker{names: map[string]string{}}}
		for {
			r := record{line: l.n + 1}
			if r.lines = l.skipBlank(); r.lines > 0 {
				r.skip = "blank lines"
				if !yield(&r, nil) {
					return
				}
				continue
			}
			n, err := l.line(0)
			switch err {
			case io.EOF:
				return
			case nil:
				o.read(l.window()[:n], &r)
				l.release(n, 1)
			case errLong:
				r.bad = "a line of more than 16 MiB is not read; split it"
				l.skipLine()
			default:
				yield(nil, err)
				return
			}
			r.lines = 1 + l.skipBlank()
			if !yield(&r, nil) {
				return
			}
		}
	}
}

// objects reads JSON objects into records.
type objects struct {
	cov  *chat.Coverage
	walk walker
}

// read reads one line. The quick walk takes plain objects, which nearly all
// lines are; encoding/json has the last word on everything else.
func (o *objects) read(line []byte, r *record) {
	if o.walk.object(line, r) {
		for _, key := range o.walk.unknown {
			o.cov.Ignored = ignore(o.cov.Ignored, key)
		}
	} else {
		*r = record{line: r.line}
		o.slow(line, r)
	}
	if r.bad != "" {
		return
	}
	v := &r.values
	r.own = v[fSource] != "" && v[fIndex] != "" && v[fLine] != "" && v[fKind] != ""
	if v[fText] == "" && v[fKind] == "" && v[fFiles] == "" && len(r.files) == 0 {
		r.bad = "the object has no text; name its key text"
	}
}

// slow reads an object by encoding/json.
func (o *objects) slow(line []byte, r *record) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(line, &members); err != nil {
		r.bad = notObject(line, err)
		return
	}
	var rank [fieldCount]int
	for _, key := range slices.Sorted(maps.Keys(members)) {
		n, ok := lookup(key)
		if !ok {
			o.cov.Ignored = ignore(o.cov.Ignored, key)
			continue
		}
		if before := rank[n.field] - 1; before >= 0 && before <= n.rank {
			continue
		}
		rank[n.field] = n.rank + 1
		r.values[n.field] = ""
		if n.field == fFiles {
			r.files = nil
		}
		o.member(r, n.field, members[key])
	}
}

// member takes the value of one key.
func (o *objects) member(r *record, f field, raw json.RawMessage) {
	switch raw[0] {
	case '"':
		if json.Unmarshal(raw, &r.values[f]) != nil {
			r.values[f] = ""
		}
	case '[':
		var list []string
		if f == fFiles && json.Unmarshal(raw, &list) == nil {
			r.files = list
			return
		}
		o.cov.Ignored = ignore(o.cov.Ignored, names[f][0]+" (a list)")
	case '{':
		o.cov.Ignored = ignore(o.cov.Ignored, names[f][0]+" (an object)")
	case 'n':
	default:
		r.values[f] = string(raw)
	}
}

// ignore adds a name to those that mean nothing to us; a few are enough to
// show what kind of file it is.
func ignore(list []string, name string) []string {
	const most = 40
	if len(list) >= most || slices.Contains(list, name) {
		return list
	}
	return append(list, name)
}

// notObject says what is wrong with a line, for people.
func notObject(line []byte, err error) string {
	line = bytes.TrimSpace(line)
	var syntax *json.SyntaxError
	switch {
	case line[0] != '{':
		return "the line is no JSON object; write one {…} a line"
	case errors.As(err, &syntax) && strings.Contains(err.Error(), "unexpected end"):
		return "the JSON object does not end on its line; write one whole {…} a line"
	case errors.As(err, &syntax):
		return fmt.Sprintf("the line is no valid JSON at byte %d; check quotes and commas there", syntax.Offset)
	}
	return "the line is no valid JSON object"
}
