// Package source is where bytes come from: files, folders, archives and
// standard input, with the decoding of text to UTF-8.
package source

import (
	"io"
)

// Source is one thing to read: a file, a member of an archive, or what came
// on standard input. It can be opened any number of times.
type Source struct {
	Name string // the path as given; archive.zip/member for a member; "-" for standard input
	Size int64  // bytes, -1 when unknown
	// Siblings are the names of the other members of the same archive, sorted;
	// nil for a plain file. They tell which attachments came along.
	Siblings []string
	// Encoding is the text encoding found by evidence (see [Detect]): utf-8,
	// utf-8-bom, utf-16le, utf-16be, gb18030, windows-1252; "" for bytes that
	// are no text.
	Encoding string
	// Open gives the raw bytes from the start.
	Open func() (io.ReadCloser, error)

	damage *Damage // told by Text; see Watch
}
