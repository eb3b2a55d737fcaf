package page

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"net/textproto"
	"strings"
	"time"
)

// part is one HTML part of an MHTML file.
type part struct {
	body     []byte
	charset  string
	location string
}

// archive is an MHTML file: a page with its frames and pictures as parts.
type archive struct {
	parts []part
	url   string
	saved time.Time // zero when the file does not say
}

// maxParts and maxNesting bound what is looked at in an archive.
const (
	maxParts   = 10000
	maxNesting = 4
)

// isMHTML says whether data begins like a saved web archive.
func isMHTML(data []byte) bool {
	head := data[:min(len(data), 8<<10)]
	head, _, _ = bytes.Cut(head, []byte("\r\n\r\n"))
	head, _, _ = bytes.Cut(head, []byte("\n\n"))
	lower := bytes.ToLower(head)
	return !bytes.HasPrefix(bytes.TrimSpace(lower), []byte("<")) &&
		bytes.Contains(lower, []byte("content-type:")) &&
		(bytes.Contains(lower, []byte("multipart/related")) || bytes.Contains(lower, []byte("snapshot-content-location:")))
}

// readMHTML takes the HTML parts out of an archive. A damaged or cut archive
// gives what can be read of it.
func readMHTML(data []byte) archive {
	r := bufio.NewReader(bytes.NewReader(bytes.TrimLeft(data, "\r\n\t ")))
	h, _ := textproto.NewReader(r).ReadMIMEHeader()
	a := archive{url: h.Get("Snapshot-Content-Location")}
	if t, err := mail.ParseDate(h.Get("Date")); err == nil {
		a.saved = t
	}
	a.walk(h, r, 0)
	return a
}

// walk collects the HTML parts below one entity.
func (a *archive) walk(h textproto.MIMEHeader, body io.Reader, depth int) {
	kind, params, _ := mime.ParseMediaType(h.Get("Content-Type"))
	switch {
	case strings.HasPrefix(kind, "multipart/") && params["boundary"] != "" && depth < maxNesting:
		mr := multipart.NewReader(body, params["boundary"])
		for range maxParts {
			p, err := mr.NextRawPart()
			if err != nil {
				return
			}
			a.walk(p.Header, p, depth+1)
		}
	case kind == "text/html" || kind == "application/xhtml+xml":
		raw, _ := io.ReadAll(body) // a cut file ends early; what came is kept
		a.parts = append(a.parts, part{
			body:     transfer(raw, h.Get("Content-Transfer-Encoding")),
			charset:  params["charset"],
			location: h.Get("Content-Location"),
		})
	}
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
