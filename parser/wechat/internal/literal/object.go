package literal

import (
	"bytes"
	"iter"
)

// Object is the members of one object in order. Its values point into the
// bytes it was read from.
type Object struct {
	members []member
}

type member struct {
	key   []byte
	value Value
}

// Get gives the value of the first of keys that the object has with a value
// other than null, "" and missing; the nil Value when it has none.
func (o *Object) Get(keys ...string) Value {
	for _, k := range keys {
		for i := range o.members {
			m := &o.members[i]
			if string(m.key) == k && m.value.Present() && !m.value.blank() {
				return m.value
			}
		}
	}
	return nil
}

// Has reports that the object has a member of that name, whatever its value.
func (o *Object) Has(key string) bool {
	for i := range o.members {
		if string(o.members[i].key) == key {
			return true
		}
	}
	return false
}

// Text is the decoded text of [Object.Get].
func (o *Object) Text(keys ...string) string { return o.Get(keys...).Text() }

// Int is the number of [Object.Get], 0 when there is none.
func (o *Object) Int(keys ...string) int64 {
	n, _ := o.Get(keys...).Int()
	return n
}

// Len is the number of members.
func (o *Object) Len() int { return len(o.members) }

// First is the name of the first member.
func (o *Object) First() string {
	if len(o.members) == 0 {
		return ""
	}
	return string(o.members[0].key)
}

// Parse reads the object that raw starts with, after blanks. It reports
// whether the whole object is there and well formed; what was read before a
// defect stays.
func Parse(raw []byte) (Object, bool) {
	var o Object
	_, st := o.parse(raw[skipBlank(raw, 0, false):])
	return o, st == complete
}

// parse reads the object at the start of b into o, which keeps its memory,
// and gives how far it looked.
func (o *Object) parse(b []byte) (int, state) {
	o.members = o.members[:0]
	if len(b) == 0 || b[0] != '{' {
		return 0, damaged
	}
	for i := 1; ; {
		i = skipBlank(b, i, true)
		if i < len(b) && b[i] == '}' {
			return i + 1, complete
		}
		key, at, st := readKey(b, i)
		if st != complete {
			return at, st
		}
		end, st := skipValue(b, at)
		if st != complete {
			return end, st
		}
		o.members = append(o.members, member{key, b[at:end]})
		i = skipBlank(b, end, false)
		if i >= len(b) {
			return i, partial
		}
		if b[i] != ',' && b[i] != '}' {
			return i, damaged
		}
	}
}

// readKey reads the key at b[i] with its colon and gives where its value
// starts, or how far it looked.
func readKey(b []byte, i int) (key []byte, at int, st state) {
	if i < len(b) && (b[i] == '{' || b[i] == '[') {
		return nil, i, damaged
	}
	end, st := skipValue(b, i)
	if st != complete {
		return nil, end, st
	}
	key = b[i:end]
	if key[0] == '"' || key[0] == '\'' {
		key = key[1 : len(key)-1]
		if bytes.IndexByte(key, '\\') >= 0 {
			key = []byte(unquote(b[i:end]))
		}
	}
	at = skipBlank(b, end, false)
	if at >= len(b) {
		return nil, at, partial
	}
	if b[at] != ':' {
		return nil, at, damaged
	}
	return key, skipBlank(b, at+1, false), complete
}

// state is how far a value could be read.
type state byte

const (
	complete state = iota
	partial        // the bytes end before the value does
	damaged        // no value is written like that
)

// skipBlank gives the first place from i on that is no white space, and no
// comma where commas is set.
func skipBlank(b []byte, i int, commas bool) int {
	for ; i < len(b); i++ {
		switch c := b[i]; {
		case c == ' ' || c == '\n' || c == '\r' || c == '\t':
		case c == ',' && commas:
		default:
			return i
		}
	}
	return i
}

// skipValue gives the end of the value at b[i]. Inside objects and arrays only
// strings and brackets are looked at.
func skipValue(b []byte, i int) (int, state) {
	if i >= len(b) {
		return i, partial
	}
	switch b[i] {
	case '"', '\'', '`':
		return skipString(b, i)
	case '{', '[':
		return skipNested(b, i)
	}
	end := i
	for end < len(b) && wordByte[b[end]] {
		end++
	}
	switch end {
	case i:
		return i, damaged
	case len(b):
		return end, partial
	}
	return end, complete
}

func skipNested(b []byte, i int) (int, state) {
	depth := 0
	for i < len(b) {
		switch b[i] {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1, complete
			}
		case '"', '\'', '`':
			end, st := skipString(b, i)
			if st != complete {
				return end, st
			}
			i = end - 1
		}
		i++
	}
	return i, partial
}

// skipString gives the end of the string at b[i]. A bare line end inside it is
// damage: every exporter escapes it, and without this rule one lost quote
// would swallow the messages behind it.
func skipString(b []byte, i int) (int, state) {
	q := b[i]
	from := i + 1
	for at := from; ; {
		n := bytes.IndexByte(b[at:], q)
		if n < 0 {
			if q != '`' && bytes.IndexByte(b[from:], '\n') >= 0 {
				return len(b), damaged
			}
			return len(b), partial
		}
		end := at + n
		back := 0
		for end-back > from && b[end-back-1] == '\\' {
			back++
		}
		if back%2 == 1 {
			at = end + 1
			continue
		}
		if q != '`' && bytes.IndexByte(b[from:end], '\n') >= 0 {
			return end + 1, damaged
		}
		return end + 1, complete
	}
}

// wordByte marks the bytes of numbers, true, null, and unquoted keys.
var wordByte = func() (w [256]bool) {
	for c := range w {
		w[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '$' ||
			c == '-' || c == '+' || c == '.'
	}
	return w
}()

// blank reports an empty string.
func (v Value) blank() bool {
	return len(v) == 2 && v[0] == v[1] && (v[0] == '"' || v[0] == '\'')
}

// Clone copies an object out of the bytes it was read from.
func (o *Object) Clone() Object {
	c := Object{members: make([]member, len(o.members))}
	for i, m := range o.members {
		c.members[i] = member{bytes.Clone(m.key), bytes.Clone(m.value)}
	}
	return c
}

// All yields the members in order.
func (o *Object) All() iter.Seq2[string, Value] {
	return func(yield func(string, Value) bool) {
		for _, m := range o.members {
			if !yield(string(m.key), m.value) {
				return
			}
		}
	}
}
