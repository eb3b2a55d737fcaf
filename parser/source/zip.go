package source

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"slices"
	"strings"
	"sync"

	"backchannel/parser/chat"
)

// Limits on archives. A WhatsApp export has up to 10,000 members, and text
// packs to a twentieth, a chat of repeated stickers and notices to a fiftieth.
const (
	MaxMembers   = 100_000  // members of an archive
	maxDirectory = 16 << 20 // bytes of the list of members
	MaxRatio     = 250      // unpacked to packed size
	ratioFree    = 16 << 20 // bytes up to which the ratio does not matter
	maxDepth     = 2        // archives within each other
	MaxNested    = 1 << 30  // bytes of an archive within an archive
)

// Zip is an opened archive.
type Zip struct {
	// Members can be read; they are sorted by name, and folders and what
	// systems leave about ([Junk]) are not among them.
	Members []*Source
	// Refused are the members that are not read, in the order of Members.
	Refused []*chat.Refusal

	src   *Source
	names []string // of all files, sorted, for siblings
}

// IsZip says whether a head begins as a zip file does.
func IsZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) ||
		bytes.HasPrefix(head, []byte("PK\x07\x08"))
}

// Unzip lists a source that is a zip file. Nothing is unpacked to a disk under
// a name of the archive. Of an archive whose end is missing the members before
// the cut are listed, and it is the first of Refused itself. The error is a
// [*chat.Refusal].
func Unzip(src *Source) (*Zip, error) {
	refuse := func(format string, args ...any) (*Zip, error) {
		return nil, &chat.Refusal{Source: src.Name, Text: fmt.Sprintf(format, args...)}
	}
	if src.depth() > maxDepth {
		return refuse("is an archive within an archive within an archive, which is not opened; unpack it and give the folder")
	}
	at, size, err := src.access()
	if err != nil {
		if errors.Is(err, errTooLarge) {
			return refuse("is an archive of more than %d MiB within an archive; unpack the outer one and give the folder", MaxNested>>20)
		}
		return nil, Refuse(src.Name, err)
	}
	if err := at.take(); err != nil {
		return nil, Refuse(src.Name, err)
	}
	defer at.release()
	budget := &budgetAt{randomAccess: at, left: maxDirectory}
	r, err := zip.NewReader(budget, size)
	switch {
	case budget.left < 0 || err == nil && len(r.File) > MaxMembers:
		return refuse("lists more than %d members, more than any chat export; unpack it and give the folder", MaxMembers)
	}
	if src.sum == nil {
		src.sum = sync.OnceValues(src.hash) // for all members
	}
	z := &Zip{src: src}
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		if z.salvage(at, size); len(z.Members) == 0 {
			return nil, Refuse(src.Name, err)
		}
		return z, nil
	}
	budget.free = true
	if err := z.list(r, at, size); err != nil {
		return nil, err
	}
	return z, nil
}

// depth is the number of archives that s would be if it were one.
func (s *Source) depth() int {
	n := 0
	for ; s != nil; s = s.Archive {
		n++
	}
	return n
}

// access gives random access to s, through a spool where there is none.
func (s *Source) access() (randomAccess, int64, error) {
	if s.random != nil {
		at, err := s.random()
		return at, s.Size, err
	}
	if s.Size > MaxNested {
		return nil, 0, errTooLarge
	}
	r, err := s.Open()
	if err != nil {
		return nil, 0, err
	}
	defer r.Close()
	sp, err := newSpool(r, MaxNested)
	if err != nil {
		return nil, 0, err
	}
	return sp, sp.size, nil
}

// budgetAt limits how much is read for the list of members, whose length
// nothing else limits.
type budgetAt struct {
	randomAccess
	left int
	free bool // the list has been read
}

func (b *budgetAt) ReadAt(p []byte, off int64) (int, error) {
	if !b.free {
		if b.left -= len(p); b.left < 0 {
			return 0, errTooLarge
		}
	}
	return b.randomAccess.ReadAt(p, off)
}

// list sorts the members into those that are read and those that are refused.
func (z *Zip) list(r *zip.Reader, at randomAccess, size int64) error {
	type member struct {
		name string
		f    *zip.File
	}
	var all []member
	var unpacked uint64
	locked := 0
	for _, f := range r.File {
		name := memberName(&f.FileHeader)
		if Junk(name) || name == "" || f.Mode().IsDir() || strings.HasSuffix(name, "/") {
			continue
		}
		all = append(all, member{name, f})
		unpacked = min(unpacked, math.MaxInt64) + min(f.UncompressedSize64, math.MaxInt64)
		if encrypted(&f.FileHeader) {
			locked++
		}
	}
	switch {
	case locked > 0 && locked == len(all):
		return &chat.Refusal{Source: z.src.Name, Text: "is protected by a password; unpack it with the password and give the folder"}
	case unpacked > ratioFree && unpacked/MaxRatio > uint64(size):
		return &chat.Refusal{Source: z.src.Name, Text: fmt.Sprintf(
			"claims to unpack to more than %d times its size, as only an archive made to do harm does; get the export again from its source", MaxRatio)}
	}
	slices.SortStableFunc(all, func(a, b member) int { return cmp.Compare(a.name, b.name) })
	for i, m := range all {
		z.names = append(z.names, m.name)
		full := z.src.Name + "/" + m.name
		if why := unfit(m.name, &m.f.FileHeader); why != "" {
			z.Refused = append(z.Refused, &chat.Refusal{Source: full, Text: why})
			continue
		}
		if i > 0 && all[i-1].name == m.name {
			z.Refused = append(z.Refused, &chat.Refusal{Source: full, Text: "is in the archive twice, and the first one is read; unpack it and compare the two"})
			continue
		}
		z.Members = append(z.Members, z.member(full, m.f, at))
	}
	return nil
}

// encrypted says whether a member needs a password. Bit 0 is encryption, and
// method 99 the one with AES (APPNOTE.TXT 4.4.4 and WinZip's AE-1).
func encrypted(f *zip.FileHeader) bool { return f.Flags&1 != 0 || f.Method == 99 }

// unfit says why a member is not read; "" when it is.
func unfit(name string, f *zip.FileHeader) string {
	switch {
	case strings.HasPrefix(name, "/") || len(name) > 2 && name[1:3] == ":/":
		return "has an absolute path for a name and is not read; get the export again from its source"
	case slices.Contains(strings.Split(name, "/"), ".."):
		return "has a name that leads out of the archive and is not read; get the export again from its source"
	case f.Mode()&fs.ModeType != 0:
		return "is a link or device and not a file, and is not read; get the export again from its source"
	case encrypted(f):
		return "is protected by a password; unpack the archive with the password and give the folder"
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return fmt.Sprintf("is packed by a method that is not read here (%d); unpack the archive and give the folder", f.Method)
	case f.UncompressedSize64 > ratioFree && f.UncompressedSize64/MaxRatio > f.CompressedSize64:
		return fmt.Sprintf("claims to unpack to more than %d times its size and is not read; get the export again from its source", MaxRatio)
	}
	return ""
}

// member is the source of one member.
func (z *Zip) member(name string, f *zip.File, at randomAccess) *Source {
	return &Source{
		Name:    name,
		Size:    int64(min(f.UncompressedSize64, math.MaxInt64)),
		Archive: z.src,
		Open: func() (io.ReadCloser, error) {
			if err := at.take(); err != nil {
				return nil, err
			}
			r, err := f.Open()
			if err != nil {
				at.release()
				return nil, err
			}
			return &memberReader{ReadCloser: r, at: at}, nil
		},
	}
}

// memberReader releases the archive when it is closed.
type memberReader struct {
	io.ReadCloser
	at randomAccess
}

func (m *memberReader) Close() error {
	if m.at == nil {
		return nil
	}
	m.at.release()
	m.at = nil
	return m.ReadCloser.Close()
}

// Others gives the names of the files of the archive but that of member,
// sorted, as [Source.Siblings] takes them.
func (z *Zip) Others(member *Source) []string {
	own := strings.TrimPrefix(member.Name, z.src.Name+"/")
	others := make([]string, 0, len(z.names))
	for _, n := range z.names {
		if n != own {
			others = append(others, n)
		}
	}
	return others
}

// Member gives the member of that name in the archive, nil when there is none.
func (z *Zip) Member(name string) *Source {
	i, ok := slices.BinarySearchFunc(z.Members, z.src.Name+"/"+name, func(s *Source, n string) int { return cmp.Compare(s.Name, n) })
	if !ok {
		return nil
	}
	return z.Members[i]
}

// damaged puts an error of unpacking in words; "" for other errors.
func damaged(err error) string {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, zip.ErrFormat), errors.Is(err, io.ErrUnexpectedEOF):
		return "is cut off or damaged; copy it again from the phone or export again"
	case errors.Is(err, zip.ErrChecksum), errors.As(err, &corrupt):
		return "is damaged in the archive; copy the archive again or export again"
	case errors.Is(err, zip.ErrAlgorithm):
		return "is packed by a method that is not read here; unpack the archive and give the folder"
	}
	return ""
}
