// Package mail takes mails apart, and the pages that browsers save in the form
// of a mail (MHTML). It forgives what mail programs and cut files do wrong.
package mail

import (
	"bufio"
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"net/textproto"
	"strings"
	"time"
)

// Mail is a mail as its reader sees it.
type Mail struct {
	Header Header
	Text   string   // the parts in plain text, a line break between two
	HTML   string   // the parts that are pages, likewise
	Files  []string // names of the attachments that have one, in their order
	Cut    bool     // the mail ends within a part that was read
}

// Read takes a mail apart. What cannot be understood is left out; a mail that
// was passed on as an attachment is an attachment.
func Read(data []byte) Mail {
	var m Mail
	var text, web []string
	m.Header = Walk(data, func(p *Part) {
		switch {
		case p.File != "" || p.attached:
			if p.File != "" {
				m.Files = append(m.Files, p.File)
			}
		case p.Type == "text/plain":
			text = append(text, p.text())
		case p.IsPage():
			web = append(web, p.text())
		}
		m.Cut = m.Cut || p.Cut
	})
	m.Text, m.HTML = strings.Join(text, "\n"), strings.Join(web, "\n")
	return m
}

// Header holds the fields of a header by their canonical names. The nil Header
// is empty.
type Header textproto.MIMEHeader

// Raw gives the first field of a name as it stands there, "" for none.
func (h Header) Raw(name string) string { return textproto.MIMEHeader(h).Get(name) }

// Text gives the first field of a name in UTF-8, with encoded words
// (RFC 2047) decoded; one that cannot be decoded stays as it is.
func (h Header) Text(name string) string { return words(h.Raw(name)) }

// Sender gives the name and the address of the first sender; ok is false when
// the field From has no address in the form of RFC 5322.
func (h Header) Sender() (name, address string, ok bool) {
	parser := mail.AddressParser{WordDecoder: decoder()}
	list, err := parser.ParseList(h.Raw("From"))
	if err != nil || len(list) == 0 {
		return "", "", false
	}
	return list[0].Name, list[0].Address, true
}

// Date gives the moment in the field Date, with the offset that stands there.
func (h Header) Date() (time.Time, bool) {
	t, err := mail.ParseDate(h.Raw("Date"))
	return t, err == nil
}

// ReadHeader reads the header at the start of data, as far as it goes; nil
// when data does not begin with a field.
func ReadHeader(data []byte) Header { return readHeader(begin(data)) }

func begin(data []byte) *bufio.Reader {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), "\r\n\t ")
	return bufio.NewReader(bytes.NewReader(data))
}

// readHeader reads up to the blank line. A line that is no field is left out:
// mailboxes and mail programs that pass a mail on put such lines on top.
func readHeader(r *bufio.Reader) Header {
	var fields bytes.Buffer
	for first := true; ; first = false {
		line, err := r.ReadBytes('\n')
		bare := bytes.TrimRight(line, "\r\n")
		if len(bare) == 0 {
			break
		}
		key, _, field := bytes.Cut(bare, []byte(":"))
		field = field && len(key) > 0 && !bytes.ContainsFunc(key, notInName)
		switch {
		case field:
		case first && fields.Len() == 0 && !bytes.HasPrefix(bytes.TrimLeft(bare, ">"), []byte("From ")):
			return nil
		case fields.Len() == 0 || bare[0] != ' ' && bare[0] != '\t':
			continue
		}
		fields.Write(bare)
		fields.WriteString("\r\n")
		if err != nil {
			break
		}
	}
	fields.WriteString("\r\n")
	h, _ := textproto.NewReader(bufio.NewReader(&fields)).ReadMIMEHeader()
	if len(h) == 0 {
		return nil
	}
	return Header(h)
}

// notInName says that a character cannot stand in the name of a field
// (RFC 9110, token).
func notInName(r rune) bool {
	return r <= ' ' || r > '~' || strings.ContainsRune(`()<>@,;:\"/[]?={}`, r)
}

// Part is a part of a mail that has no parts below it.
type Part struct {
	Header  Header
	Type    string // media type in small letters
	Charset string // as it is named, "" when it is not
	File    string // name of the file, "" for none
	Cut     bool   // the mail ends within it; known when its data were read

	attached bool // to be kept as a file, not to be shown
	body     io.Reader
}

// maxParts and maxNesting bound what is looked at.
const (
	maxParts   = 10_000
	maxNesting = 10
)

// Walk shows every part of a mail in its order, and gives the header of the
// mail, nil for what is no mail. A damaged or cut mail gives what can be read
// of it.
func Walk(data []byte, show func(*Part)) Header {
	r := begin(data)
	h := readHeader(r)
	if h != nil {
		w := walker{show: show, left: maxParts}
		w.walk(h, r, 0)
	}
	return h
}

type walker struct {
	show func(*Part)
	left int // parts that may still come
}

func (w *walker) walk(h Header, body io.Reader, depth int) {
	kind, params := media(h.Raw("Content-Type"), "text/plain")
	if boundary := params["boundary"]; strings.HasPrefix(kind, "multipart/") && boundary != "" {
		if depth == maxNesting {
			return
		}
		mr := multipart.NewReader(body, boundary)
		for ; w.left > 0; w.left-- {
			p, err := mr.NextRawPart()
			if err != nil {
				return
			}
			w.walk(Header(p.Header), p, depth+1)
		}
		return
	}
	how, more := media(h.Raw("Content-Disposition"), "")
	p := Part{Header: h, Type: kind, Charset: params["charset"], body: body, attached: how == "attachment"}
	if p.File = words(more["filename"]); p.File == "" {
		p.File = words(params["name"])
	}
	w.show(&p)
}

// media reads a field such as Content-Type; usual is what holds without it.
// Parameters that mail programs spoil cost only themselves.
func media(field, usual string) (kind string, params map[string]string) {
	kind, params, err := mime.ParseMediaType(field)
	if err != nil && kind == "" {
		kind, _, _ = strings.Cut(field, ";")
		kind = strings.ToLower(strings.TrimSpace(kind))
	}
	if kind == "" {
		kind = usual
	}
	return kind, params
}

// Data gives the bytes of the part. It can be read only while the part is shown.
func (p *Part) Data() []byte {
	raw, err := io.ReadAll(p.body) // a cut file ends early; what came is kept
	p.Cut = err != nil
	return transfer(raw, p.Header.Raw("Content-Transfer-Encoding"))
}

func (p *Part) text() string {
	text, _ := Decode(p.Data(), p.Charset)
	return strings.ReplaceAll(text, "\r\n", "\n")
}

// IsPage says that the part is a page.
func (p *Part) IsPage() bool { return p.Type == "text/html" || p.Type == "application/xhtml+xml" }
