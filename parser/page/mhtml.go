package page

import (
	"bytes"
	"time"

	"backchannel/parser/mail"
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
	cut   bool      // it ends within a page
}

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
func readMHTML(data []byte) (a archive) {
	h := mail.Walk(data, func(p *mail.Part) {
		if p.IsPage() {
			a.parts = append(a.parts, part{p.Data(), p.Charset, p.Header.Raw("Content-Location")})
			a.cut = a.cut || p.Cut
		}
	})
	a.url = h.Raw("Snapshot-Content-Location")
	a.saved, _ = h.Date()
	return a
}
