package source

import (
	"archive/zip"
	"bufio"
	"cmp"
	"compress/flate"
	"encoding/binary"
	"io"
	"math"
	"slices"
	"strings"

	"backchannel/parser/chat"
)

// Sizes of the header before each member (APPNOTE.TXT 4.3.7).
const (
	localSize  = 30
	localMagic = "PK\x03\x04"
	listMagic  = "PK\x01\x02"
)

// salvage lists the members of an archive whose own list, at its end, is
// missing, as after a copy that broke off. A chat export has its text first, so
// that most often the whole chat is there. Only the last member may be cut.
func (z *Zip) salvage(at randomAccess, size int64) {
	budget := max(ratioFree, size*MaxRatio) // bytes to unpack for finding ends
	for off := int64(0); len(z.Members) < MaxMembers; {
		h, start, ok := localHeader(at, off, size)
		if !ok {
			break
		}
		var end int64
		if end, ok = h.end(at, start, size, &budget); !ok {
			break
		}
		z.keep(h, at, start, end)
		if off = h.next(at, end, size); h.cut {
			break
		}
	}
	slices.SortStableFunc(z.Members, func(a, b *Source) int { return cmp.Compare(a.Name, b.Name) })
	z.Members = slices.CompactFunc(z.Members, func(a, b *Source) bool { return a.Name == b.Name })
	slices.Sort(z.names)
	z.Refused = append([]*chat.Refusal{{Source: z.src.Name, Text: "is cut off or damaged, and only what stands before that place is read; " +
		"copy it again from the phone or export again"}}, z.Refused...)
}

// keep adds a member that stands between start and end.
func (z *Zip) keep(h *local, at randomAccess, start, end int64) {
	name := memberName(&h.FileHeader)
	if Junk(name) || name == "" || strings.HasSuffix(name, "/") {
		return
	}
	z.names = append(z.names, name)
	full := z.src.Name + "/" + name
	if why := unfit(name, &h.FileHeader); why != "" {
		z.Refused = append(z.Refused, &chat.Refusal{Source: full, Text: why})
		return
	}
	claimed := int64(min(h.UncompressedSize64, math.MaxInt64))
	size := claimed
	if h.cut {
		size = -1
	}
	z.Members = append(z.Members, &Source{
		Name: full, Size: size, Archive: z.src,
		Open: func() (io.ReadCloser, error) {
			if err := at.take(); err != nil {
				return nil, err
			}
			var r io.Reader = io.NewSectionReader(at, start, end-start)
			if h.Method == zip.Deflate {
				r = flate.NewReader(r)
			}
			return &memberReader{ReadCloser: io.NopCloser(&exact{r, claimed, h.cut}), at: at}, nil
		},
	})
}

// local is the header before a member.
type local struct {
	zip.FileHeader
	open bool // the sizes stand behind the member
	cut  bool // the end of the data is missing
}

// localHeader reads the header at off and gives the place of the data.
func localHeader(at io.ReaderAt, off, size int64) (h *local, start int64, ok bool) {
	fixed := make([]byte, localSize)
	if _, err := at.ReadAt(fixed, off); err != nil || string(fixed[:4]) != localMagic {
		return nil, 0, false
	}
	le := binary.LittleEndian
	h = &local{}
	h.Flags, h.Method = le.Uint16(fixed[6:]), le.Uint16(fixed[8:])
	h.open = h.Flags&8 != 0
	h.CompressedSize64, h.UncompressedSize64 = uint64(le.Uint32(fixed[18:])), uint64(le.Uint32(fixed[22:]))
	name := make([]byte, le.Uint16(fixed[26:]))
	h.Extra = make([]byte, le.Uint16(fixed[28:]))
	start = off + localSize + int64(len(name)+len(h.Extra))
	if start > size {
		return nil, 0, false
	}
	// What cannot be read here cannot be read behind it either.
	if _, err := at.ReadAt(name, off+localSize); err != nil && len(name) > 0 {
		return nil, 0, false
	}
	if _, err := at.ReadAt(h.Extra, off+localSize+int64(len(name))); err != nil && len(h.Extra) > 0 {
		return nil, 0, false
	}
	h.Name = string(name)
	return h, start, true
}

// end finds the end of the data that begins at start, and whether it is cut.
// What holds no data, or takes more than the budget to unpack, is not ok.
func (h *local) end(at io.ReaderAt, start, size int64, budget *int64) (end int64, ok bool) {
	if !h.open {
		left := uint64(size - start)
		h.cut = h.CompressedSize64 > left
		return start + int64(min(h.CompressedSize64, left)), left > 0 || !h.cut
	}
	if h.Method != zip.Deflate {
		return 0, false
	}
	counted := &byteCounter{r: bufio.NewReader(io.NewSectionReader(at, start, size-start))}
	n, err := io.Copy(io.Discard, io.LimitReader(flate.NewReader(counted), *budget))
	*budget -= n
	if *budget <= 0 || n == 0 && err != nil {
		return 0, false
	}
	h.UncompressedSize64, h.CompressedSize64 = uint64(n), uint64(counted.n)
	h.cut = err != nil
	return start + counted.n, true
}

// exact gives as many bytes as a header claims, and an error behind them when
// they are fewer or the member is cut.
type exact struct {
	r    io.Reader
	left int64
	cut  bool
}

func (e *exact) Read(p []byte) (n int, err error) {
	if err = io.EOF; e.left > 0 {
		n, err = e.r.Read(p[:min(int64(len(p)), e.left)])
		e.left -= int64(n)
	}
	if err == io.EOF && (e.cut || e.left > 0) {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// next is the place of the header behind a member that ends at end. The sizes
// that may stand between take 12 to 24 bytes (4.3.9).
func (h *local) next(at io.ReaderAt, end, size int64) int64 {
	if !h.open {
		return end
	}
	buf := make([]byte, 4)
	for _, skip := range []int64{16, 12, 24, 20} {
		if _, err := at.ReadAt(buf, end+skip); err == nil && (string(buf) == localMagic || string(buf) == listMagic) {
			return end + skip
		}
	}
	return size
}

// byteCounter counts what is taken from it. It gives single bytes, so that
// unpacking takes none too many.
type byteCounter struct {
	r *bufio.Reader
	n int64
}

func (c *byteCounter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *byteCounter) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}
