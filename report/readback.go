package report

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"backchannel/detect"
)

// Reading is a report as it is read back.
type Reading struct {
	Findings []Record
	// Rest is what reviewers wrote in a workbook outside the columns of a
	// finding, or against the list of a column, and what an earlier reading left.
	Rest []Record
}

// Limits of a report that is read back. What unpacks to more is refused before
// it is unpacked.
const (
	maxUnpacked = 4 << 30
	maxPart     = 64 << 20 // of a part that is no sheet
	maxRatio    = 1100     // of unpacked to packed; deflate reaches 1032
	maxRecord   = 64 << 20 // of JSONL
)

// Read reads the findings of a workbook or of JSONL back. The error names the
// file and says what to try.
func Read(name string) (*Reading, error) {
	r, err := read(name)
	switch {
	case err == nil:
		return r, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: there is no such file; check the spelling", name)
	case errors.Is(err, fs.ErrPermission):
		return nil, fmt.Errorf("%s: no permission to read it", name)
	}
	return nil, fmt.Errorf("%s: %w", name, err)
}

// errForeign is the error of a file that scan did not write.
var errForeign = errors.New("this is no report with findings; give a workbook (.xlsx) or JSONL that backchannel scan wrote")

func read(name string) (*Reading, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, errForeign
	}
	magic := make([]byte, 4)
	n, err := io.ReadFull(f, magic)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	if string(magic[:n]) == "PK\x03\x04" {
		if err := unpacked(f, info.Size()); err != nil {
			return nil, err
		}
		return readWorkbook(f)
	}
	return readJSONL(f)
}

// unpacked refuses an archive that is broken or would fill the disk.
func unpacked(f *os.File, size int64) error {
	z, err := zip.NewReader(f, size)
	if err != nil {
		return fmt.Errorf("the workbook is damaged (%w); open it in a spreadsheet program and save it anew", err)
	}
	sum := uint64(0)
	for _, e := range z.File {
		sum += e.UncompressedSize64
		if sum > maxUnpacked || e.UncompressedSize64 > maxUnpacked || !sheetPart(e.Name) && e.UncompressedSize64 > maxPart {
			return fmt.Errorf("%s unpacks to more than any report needs; is it the right file?", e.Name)
		}
		if e.UncompressedSize64 > maxRatio*(e.CompressedSize64+1) {
			return fmt.Errorf("the size that it gives for %s cannot be; the file is damaged or made to do damage", e.Name)
		}
	}
	_, err = f.Seek(0, io.SeekStart)
	return err
}

// sheetPart says whether a part of a workbook grows with its rows. The library
// unpacks large ones to files, all others to memory, as much as they say.
func sheetPart(name string) bool {
	return strings.HasPrefix(name, "xl/worksheets/") || name == "xl/sharedStrings.xml"
}

// readJSONL reads findings of JSONL. Lines that are other records are left
// out.
func readJSONL(f io.Reader) (*Reading, error) {
	r := new(Reading)
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, maxRecord)
	words, err := wordsFor("en")
	if err != nil {
		return nil, err
	}
	known := false
	for n := 1; lines.Scan(); n++ {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		var found detect.Finding
		if err := json.Unmarshal(line, &found); err != nil {
			if !known {
				return nil, errForeign
			}
			return nil, fmt.Errorf("line %d is damaged (%w)", n, err)
		}
		known = true
		if found.ID == "" || found.Rule == "" {
			continue
		}
		r.Findings = append(r.Findings, Record{Finding: found, Place: words.place(found.Source, found.Line, found.Index, found.Conversation)})
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return nil, errForeign
	}
	return r, lines.Err()
}
