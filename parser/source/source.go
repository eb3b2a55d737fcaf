// Package source is where bytes come from: files, folders, archives and
// standard input, with the decoding of text to UTF-8.
package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
	"unicode/utf8"

	"backchannel/parser/chat"
)

// Source is one thing to read: a file, a member of an archive, or what came
// on standard input. It can be opened any number of times, and stays readable
// as long as it is held.
type Source struct {
	Name string // the path as given; archive.zip/member for a member; "-" for standard input
	Size int64  // bytes, -1 when unknown
	// Siblings are the names of the other members of the same archive, sorted;
	// nil for a plain file. They tell which attachments came along.
	Siblings []string
	// Encoding is the text encoding found by evidence (see [Detect]): utf-8,
	// utf-8-bom, utf-16le, utf-16be, gb18030, big5, windows-1252; "" for bytes
	// that are no text.
	Encoding string
	// Archive is the archive that the source is a member of; nil for others.
	Archive *Source
	// Open gives the raw bytes from the start.
	Open func() (io.ReadCloser, error)

	damage *Damage                       // told by Text; see Watch
	random func() (randomAccess, error)  // for archives; nil reads Open into a spool
	sum    func() (chat.Evidence, error) // hash, kept
}

// Bytes is a source over data held in memory, with its encoding detected.
func Bytes(name string, data []byte) *Source {
	head := data[:min(len(data), HeadSize)]
	return &Source{
		Name:     name,
		Size:     int64(len(data)),
		Encoding: Detect(head, len(head) < len(data)),
		Open:     func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil },
		random:   func() (randomAccess, error) { return &spool{memory: data, size: int64(len(data))}, nil },
	}
}

// searchSize is the number of bytes in which the first that is not ASCII is
// looked for.
const searchSize = 64 << 20

// Head reads the start of the source and sets Encoding by it. It gives at
// most [HeadSize] bytes: decoded and cut between runes where the source is text, raw
// where it is not. A source that begins with ASCII alone is read on up to the
// first byte that tells an encoding.
func (s *Source) Head() ([]byte, error) {
	r, err := s.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	raw := make([]byte, HeadSize)
	n, err := io.ReadFull(r, raw)
	raw = raw[:n]
	more := err == nil
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	s.Encoding = Detect(raw, more)
	if more && s.Encoding == "utf-8" && high(raw) < 0 {
		if s.Encoding, err = detectOn(io.LimitReader(r, searchSize)); err != nil {
			return nil, err
		}
	}
	if s.Encoding == "" {
		return raw, nil
	}
	return decodeHead(raw, s.Encoding)
}

// detectOn reads r behind an ASCII start, up to the first stretch that holds
// anything else, and detects the encoding by that.
func detectOn(r io.Reader) (string, error) {
	buf := make([]byte, HeadSize)
	for {
		n, err := io.ReadFull(r, buf)
		more := err == nil
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return "", err
		}
		if i := high(buf[:n]); i >= 0 {
			// The stretch before decides how much a few strange bytes weigh, and
			// there was no other; so what no encoding explains is still text.
			if enc := Detect(buf[i:n], more); enc != "" {
				return enc, nil
			}
			return "windows-1252", nil
		}
		if !more {
			return "utf-8", nil
		}
	}
}

// high is the place of the first byte that is not ASCII, -1 when there is none.
func high(b []byte) int {
	i := 0
	for ; i+8 <= len(b) && binary.LittleEndian.Uint64(b[i:])&0x8080808080808080 == 0; i += 8 {
	}
	for ; i < len(b); i++ {
		if b[i] >= utf8.RuneSelf {
			return i
		}
	}
	return -1
}

// decodeHead decodes raw and cuts it between runes.
func decodeHead(raw []byte, enc string) ([]byte, error) {
	t := Source{Encoding: enc, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(raw)), nil }}
	r, err := t.Text()
	if err != nil {
		return nil, err
	}
	head := make([]byte, HeadSize)
	n, err := io.ReadFull(r, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	head = head[:n]
	// The last character of raw may have been cut; then it reads as damage.
	if len(raw) == HeadSize || n == HeadSize {
		head = bytes.TrimRight(head[:n-cutRune(head)], "\uFFFD")
	}
	return head, nil
}

// Evidence hashes the source, for a member of an archive first the archive.
func (s *Source) Evidence() ([]chat.Evidence, error) {
	var all []chat.Evidence
	if s.Archive != nil {
		above, err := s.Archive.Evidence()
		if err != nil {
			return nil, err
		}
		all = above
	}
	sum := s.sum
	if sum == nil {
		sum = s.hash
	}
	own, err := sum()
	if err != nil {
		return nil, err
	}
	return append(all, own), nil
}

// hash reads the whole source.
func (s *Source) hash() (chat.Evidence, error) {
	r, err := s.Open()
	if err != nil {
		return chat.Evidence{}, Refuse(s.Name, err)
	}
	defer r.Close()
	h := sha256.New()
	n, err := io.Copy(h, r)
	if err != nil {
		return chat.Evidence{}, Refuse(s.Name, err)
	}
	return chat.Evidence{Name: s.Name, Size: n, SHA256: hex.EncodeToString(h.Sum(nil))}, nil
}
