package source

import (
	"bytes"
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// Bytes is a source over data held in memory, with its encoding detected.
func Bytes(name string, data []byte) *Source {
	return &Source{
		Name: name,
		Size: int64(len(data)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil },
	}
}

// decoders are the encodings by the name that [Source.Encoding] uses.
var decoders = map[string]encoding.Encoding{
	"utf-8-bom":    unicode.UTF8BOM,
	"utf-16le":     unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	"utf-16be":     unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"gb18030":      simplifiedchinese.GB18030,
	"windows-1252": charmap.Windows1252,
}

// Text gives the content decoded to UTF-8 by [Source.Encoding], without a BOM
// at its start.
func (s *Source) Text() (io.ReadCloser, error) {
	r, err := s.Open()
	if err != nil {
		return nil, err
	}
	enc := decoders[s.Encoding]
	if enc == nil {
		return r, nil
	}
	return struct {
		io.Reader
		io.Closer
	}{enc.NewDecoder().Reader(r), r}, nil
}
