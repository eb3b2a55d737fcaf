package report

import (
	"archive/zip"
	"cmp"
	"compress/flate"
	"io"
	"os"
	"slices"
)

// sortedZip is an archive whose entries end up sorted by name, whatever the
// order in which they were made: excelize 2.11 writes its streamed sheets in
// the random order of a map. The entries wait in a temporary file, so that a
// large workbook does not stand in memory.
type sortedZip struct {
	*zip.Writer
	spool *os.File
	dest  io.Writer
}

// newSortedZip makes an archive that is written to dest on Close and spooled
// to a file in the folder dir, which the caller removes.
func newSortedZip(dest io.Writer, dir string) (*sortedZip, error) {
	spool, err := os.CreateTemp(dir, "zip-")
	if err != nil {
		return nil, err
	}
	z := &sortedZip{zip.NewWriter(spool), spool, dest}
	z.RegisterCompressor(zip.Deflate, oneAtATime())
	return z, nil
}

// oneAtATime gives one compressor to all entries, of which each is closed before
// the next begins: it needs a megabyte, and most entries are small. Sheets repeat
// themselves, so the fastest shrinks them to a tenth all the same.
func oneAtATime() zip.Compressor {
	var deflate *flate.Writer
	return func(w io.Writer) (_ io.WriteCloser, err error) {
		if deflate != nil {
			deflate.Reset(w)
			return deflate, nil
		}
		deflate, err = flate.NewWriter(w, flate.BestSpeed)
		return deflate, err
	}
}

// Close copies the entries, sorted, to the destination.
func (z *sortedZip) Close() error {
	defer z.spool.Close()
	if err := z.Writer.Close(); err != nil {
		return err
	}
	size, err := z.spool.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	r, err := zip.NewReader(z.spool, size)
	if err != nil {
		return err
	}
	slices.SortFunc(r.File, func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	out := zip.NewWriter(z.dest)
	for _, f := range r.File {
		if err := out.Copy(f); err != nil {
			return err
		}
	}
	return out.Close()
}
