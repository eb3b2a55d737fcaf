package table

import (
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// walker reads a flat JSON object without reflection. It gives up on
// whatever is not plain (nested values, keys that come twice or mean the same),
// which is then read by encoding/json; what it accepts it reads the same way.
type walker struct {
	b       []byte
	pos     int
	names   map[string]string // values that come again and again, such as senders
	unknown []string          // keys of the object at hand that mean nothing to us
	buf     []byte            // a string whose escapes are undone
}

// object reads the whole line into r and says whether it could.
func (w *walker) object(line []byte, r *record) bool {
	w.b, w.pos, w.unknown = line, 0, w.unknown[:0]
	if w.blank() != '{' {
		return false
	}
	w.pos++
	if w.blank() == '}' {
		w.pos++
		return w.blank() == 0 && w.pos == len(w.b)
	}
	var seen [fieldCount]bool
	for {
		if w.blank() != '"' {
			return false
		}
		key, ok := w.str()
		if !ok || w.blank() != ':' {
			return false
		}
		w.pos++
		n, known := byName[string(key)]
		if !known {
			if n, known = lookup(string(key)); !known {
				name := w.name(key)
				if slices.Contains(w.unknown, name) || !w.skip() {
					return false
				}
				w.unknown = append(w.unknown, name)
			}
		}
		if known {
			if seen[n.field] || !w.value(r, n.field) {
				return false
			}
			seen[n.field] = true
		}
		switch w.blank() {
		case ',':
			w.pos++
		case '}':
			w.pos++
			w.blank()
			return w.pos == len(w.b)
		default:
			return false
		}
	}
}

// value reads the value of a key into its field.
func (w *walker) value(r *record, f field) bool {
	switch w.blank() {
	case '"':
		s, ok := w.str()
		if !ok {
			return false
		}
		switch f {
		case fText, fTime, fQuote, fTranslation:
			r.values[f] = string(s)
		default:
			r.values[f] = w.name(s)
		}
		return true
	case '[':
		return f == fFiles && w.list(r)
	}
	start := w.pos
	if !w.skip() {
		return false
	}
	if s := w.b[start:w.pos]; s[0] != 'n' {
		r.values[f] = w.name(s)
	}
	return true
}

// list reads an array of strings.
func (w *walker) list(r *record) bool {
	w.pos++
	if r.files = none; w.blank() == ']' {
		w.pos++
		return true
	}
	r.files = nil
	for {
		if w.blank() != '"' {
			return false
		}
		s, ok := w.str()
		if !ok {
			return false
		}
		r.files = append(r.files, string(s))
		switch w.blank() {
		case ',':
			w.pos++
		case ']':
			w.pos++
			return true
		default:
			return false
		}
	}
}

// name gives a string for a value that is likely to come again.
func (w *walker) name(b []byte) string {
	const most, longest = 4096, 64
	if s, ok := w.names[string(b)]; ok {
		return s
	}
	s := string(b)
	if len(w.names) < most && len(s) <= longest {
		w.names[s] = s
	}
	return s
}

// blank goes over blanks and gives the byte behind them, 0 at the end.
func (w *walker) blank() byte {
	for ; w.pos < len(w.b); w.pos++ {
		switch c := w.b[w.pos]; c {
		case ' ', '\t', '\r', '\n':
		default:
			return c
		}
	}
	return 0
}

// skip goes over a string, number, true, false or null.
func (w *walker) skip() bool {
	switch c := w.blank(); {
	case c == '"':
		_, ok := w.str()
		return ok
	case c == '-' || c-'0' <= 9:
		return w.number()
	}
	for _, word := range [...]string{"true", "false", "null"} {
		if strings.HasPrefix(string(w.b[w.pos:min(len(w.b), w.pos+len(word))]), word) {
			w.pos += len(word)
			return true
		}
	}
	return false
}

// number goes over a number as RFC 8259 spells it.
func (w *walker) number() bool {
	if w.b[w.pos] == '-' {
		w.pos++
	}
	zero := w.pos < len(w.b) && w.b[w.pos] == '0'
	if n := w.digits(); n == 0 || zero && n > 1 {
		return false
	}
	if w.pos < len(w.b) && w.b[w.pos] == '.' {
		w.pos++
		if w.digits() == 0 {
			return false
		}
	}
	if w.pos < len(w.b) && w.b[w.pos]|0x20 == 'e' {
		w.pos++
		if w.pos < len(w.b) && (w.b[w.pos] == '+' || w.b[w.pos] == '-') {
			w.pos++
		}
		return w.digits() > 0
	}
	return true
}

func (w *walker) digits() int {
	start := w.pos
	for w.pos < len(w.b) && w.b[w.pos]-'0' <= 9 {
		w.pos++
	}
	return w.pos - start
}

// str reads the string that starts here. The bytes are good until the next call.
func (w *walker) str() ([]byte, bool) {
	w.pos++
	start, plain := w.pos, true
	for w.pos < len(w.b) {
		switch c := w.b[w.pos]; {
		case c == '"':
			s := w.b[start:w.pos]
			w.pos++
			if plain {
				return s, true
			}
			return w.unescape(s)
		case c == '\\':
			plain = false
			w.pos += 2
		case c < ' ':
			return nil, false
		default:
			w.pos++
		}
	}
	return nil, false
}

// unescape undoes the escapes of a string.
func (w *walker) unescape(s []byte) ([]byte, bool) {
	out := w.buf[:0]
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			out = append(out, s[i])
			continue
		}
		i++
		switch c := s[i]; c {
		case '"', '\\', '/':
			out = append(out, c)
		case 'n':
			out = append(out, '\n')
		case 't':
			out = append(out, '\t')
		case 'r':
			out = append(out, '\r')
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'u':
			r := hex(s[i+1:])
			if r < 0 {
				return nil, false
			}
			i += 4
			if utf16.IsSurrogate(r) {
				var second rune = -1
				if i+2 < len(s) && s[i+1] == '\\' && s[i+2] == 'u' {
					second = hex(s[i+3:])
				}
				if r = utf16.DecodeRune(r, second); r != utf8.RuneError {
					i += 6
				}
			}
			out = utf8.AppendRune(out, r)
		default:
			return nil, false
		}
	}
	w.buf = out
	return out, true
}

// hex reads four hexadecimal digits, -1 when they are none.
func hex(s []byte) rune {
	if len(s) < 4 {
		return -1
	}
	var r rune
	for _, c := range s[:4] {
		switch {
		case c-'0' <= 9:
			r = r<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return -1
		}
	}
	return r
}
