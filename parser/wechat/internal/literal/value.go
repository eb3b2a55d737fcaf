// Package literal reads JSON and the object literals of scripts (unquoted
// keys, single quotes, trailing commas) without running anything. Values stay
// undecoded until they are asked for, and a damaged object costs only itself.
package literal

import (
	"bytes"
	"iter"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Value is one undecoded value. The nil Value stands for a missing one.
type Value []byte

// Text gives a string decoded, a number or word as written, and "" for null,
// undefined, a missing value, an object or an array.
func (v Value) Text() string {
	if len(v) == 0 {
		return ""
	}
	switch v[0] {
	case '"', '\'', '`':
		return unquote(v)
	case '{', '[':
		return ""
	}
	if s := string(v); s != "null" && s != "undefined" && s != "None" {
		return s
	}
	return ""
}

// Int gives a number, also one that is written as a string. Fractions are cut.
func (v Value) Int() (int64, bool) {
	s := strings.TrimSpace(v.Text())
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n, true
	}
	whole, frac, found := strings.Cut(s, ".")
	if !found || strings.Trim(frac, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	return n, err == nil
}

// Bool is true for true, a number other than 0, and either as a string.
func (v Value) Bool() bool {
	switch strings.ToLower(v.Text()) {
	case "", "false", "0":
		return false
	}
	return true
}

// Present reports a value that is there and not null.
func (v Value) Present() bool {
	return len(v) > 0 && !bytes.Equal(v, []byte("null")) && !bytes.Equal(v, []byte("undefined"))
}

// IsArray reports an array, IsObject an object.
func (v Value) IsArray() bool { return len(v) > 0 && v[0] == '[' }

// IsObject reports an object.
func (v Value) IsObject() bool { return len(v) > 0 && v[0] == '{' }

// Object gives the members of an object; an empty one for any other value.
func (v Value) Object() Object {
	var o Object
	if v.IsObject() {
		o.parse(v)
	}
	return o
}

// Elements yields the elements of an array up to the first damage; nothing for
// any other value.
func (v Value) Elements() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		if !v.IsArray() {
			return
		}
		for i := 1; ; {
			i = skipBlank(v, i, true)
			if i >= len(v) || v[i] == ']' {
				return
			}
			end, st := skipValue(v, i)
			if st != complete || !yield(v[i:end]) {
				return
			}
			i = end
		}
	}
}

// unquote decodes a quoted string; an escape that is none stands for itself.
func unquote(v []byte) string {
	in := v[1:]
	if n := len(in); n > 0 && in[n-1] == v[0] {
		in = in[:n-1]
	}
	i := bytes.IndexByte(in, '\\')
	if i < 0 {
		return string(in)
	}
	out := make([]byte, 0, len(in))
	for i >= 0 {
		out = append(out, in[:i]...)
		in = in[i+1:]
		if len(in) == 0 {
			break
		}
		var n int
		out, n = unescape(out, in)
		in = in[n:]
		i = bytes.IndexByte(in, '\\')
	}
	return string(append(out, in...))
}

// plain are the one-letter escapes of JSON and of scripts.
var plain = [256]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f', 'v': '\v', '0': 0}

// unescape appends the character whose escape in starts with, the backslash
// taken off, and gives the length of the escape.
func unescape(out, in []byte) ([]byte, int) {
	c := in[0]
	switch {
	case c == 'u':
		return unicodeEscape(out, in)
	case c == 'x':
		if r, ok := hex(in[1:], 2); ok {
			return utf8.AppendRune(out, r), 3
		}
	case c == '\n':
		return out, 1
	case plain[c] != 0 || c == '0':
		return append(out, plain[c]), 1
	}
	return append(out, c), 1
}

// unicodeEscape decodes uXXXX, with its second half where it is a surrogate.
func unicodeEscape(out, in []byte) ([]byte, int) {
	r, ok := hex(in[1:], 4)
	if !ok {
		return append(out, 'u'), 1
	}
	if utf16.IsSurrogate(r) && len(in) > 6 && in[5] == '\\' && in[6] == 'u' {
		if low, ok := hex(in[7:], 4); ok {
			if full := utf16.DecodeRune(r, low); full != utf8.RuneError {
				return utf8.AppendRune(out, full), 11
			}
		}
	}
	return utf8.AppendRune(out, r), 5
}

// hex reads n hexadecimal digits.
func hex(in []byte, n int) (rune, bool) {
	if len(in) < n {
		return 0, false
	}
	var r rune
	for _, c := range in[:n] {
		d := strings.IndexByte("0123456789abcdef", c|0x20)
		if d < 0 {
			return 0, false
		}
		r = r<<4 | rune(d)
	}
	return r, true
}
