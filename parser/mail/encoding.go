package mail

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// words undoes the encoding of a field (RFC 2047).
func words(s string) string {
	if text, err := decoder().DecodeHeader(s); err == nil {
		s = text
	}
	if !utf8.ValidString(s) {
		s, _ = Decode([]byte(s), "") // Chinese mail programs write the bare bytes
	}
	return s
}

func decoder() *mime.WordDecoder {
	return &mime.WordDecoder{CharsetReader: func(charset string, r io.Reader) (io.Reader, error) {
		b, err := io.ReadAll(r)
		text, _ := Decode(b, charset)
		return strings.NewReader(text), err
	}}
}

// transfer undoes the encoding of a part. What does not fit it stays as it is,
// since a page that was edited or cut must still be read.
func transfer(raw []byte, encoding string) []byte {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		return unquote(raw)
	case "base64":
		digits := bytes.Map(func(r rune) rune {
			if r == '\r' || r == '\n' || r == ' ' || r == '\t' || r == '=' {
				return -1
			}
			return r
		}, raw)
		out := make([]byte, base64.RawStdEncoding.DecodedLen(len(digits)))
		n, _ := base64.RawStdEncoding.Decode(out, digits)
		return out[:n]
	}
	return raw
}

// unquote decodes quoted-printable. The decoder of the standard library ends at
// the first escape that is none.
func unquote(raw []byte) []byte {
	out := make([]byte, 0, len(raw))
	for len(raw) > 0 {
		i := bytes.IndexByte(raw, '=')
		if i < 0 {
			return append(out, raw...)
		}
		out = append(out, raw[:i]...)
		raw = raw[i:]
		rest := bytes.TrimLeft(raw[1:], " \t")
		switch {
		case bytes.HasPrefix(rest, []byte("\n")):
			raw = rest[1:]
		case bytes.HasPrefix(rest, []byte("\r\n")):
			raw = rest[2:]
		case len(raw) > 2 && hex(raw[1]) < 16 && hex(raw[2]) < 16:
			out = append(out, hex(raw[1])<<4|hex(raw[2]))
			raw = raw[3:]
		default:
			out = append(out, '=')
			raw = raw[1:]
		}
	}
	return out
}

// hex gives the value of a hexadecimal digit, 16 for anything else.
func hex(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	}
	return 16
}

// Decode gives text of a mail or page as UTF-8 and the name of its encoding. A
// byte order mark comes first, then UTF-8 where the bytes leave no doubt, then
// the charset that label names, "" for none, then UTF-8 if it is valid, then
// GB18030. gb2312 and gbk mean GB18030.
func Decode(b []byte, label string) (text, name string) {
	switch {
	case bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")):
		return strings.ToValidUTF8(string(b[3:]), "\uFFFD"), "utf-8-bom"
	case bytes.HasPrefix(b, []byte("\xFF\xFE")):
		return with(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), b), "utf-16le"
	case bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return with(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), b), "utf-16be"
	case mostlyUTF8(b):
		return strings.ToValidUTF8(string(b), "\uFFFD"), "utf-8"
	}
	enc, err := htmlindex.Get(label)
	if err == nil {
		name, _ = htmlindex.Name(enc)
	}
	switch name {
	case "", "utf-8":
		if utf8.Valid(b) {
			return string(b), "utf-8"
		}
		fallthrough
	case "gbk", "gb18030", "utf-16le", "utf-16be":
		// A page whose meta says UTF-16 is read as what its bytes are, as browsers
		// do.
		return with(simplifiedchinese.GB18030, b), "gb18030"
	}
	return with(enc, b), name
}

// enough is the number of characters of several bytes that settles UTF-8 against
// what a label says: text in GB18030 has the form of UTF-8 by chance for a word
// or two.
const enough = 8

// mostlyUTF8 says whether bytes are UTF-8: all of them, or, in a page that was
// cut or damaged, all but one in a hundred of the characters above ASCII. A page
// saved anew as UTF-8 often keeps a meta that says otherwise.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return bad == 0 && (good == 0 || good >= enough) || bad*100 < good
}

func with(enc encoding.Encoding, b []byte) string {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(out)
}
