package table

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// Limits of a workbook, which is a zip file and may be a bomb.
const (
	// MaxWorkbook is the most that a workbook may hold unpacked, in bytes.
	MaxWorkbook = 512 << 20
	// maxInMemory is the size of one part from which it is unpacked to a
	// temporary file.
	maxInMemory = 64 << 20
)

// Book is an open workbook.
type Book struct {
	file *excelize.File
	base time.Time // the day that date cells count from
}

// OpenBook opens a workbook (.xlsx, .xlsm), whose file it holds in memory. A
// source that is none is refused with a [*chat.Refusal].
func OpenBook(src *source.Source) (b *Book, err error) {
	r, err := src.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	defer func() { rescue(recover(), src.Name, &err) }()
	f, err := excelize.OpenReader(r, excelize.Options{UnzipSizeLimit: MaxWorkbook, UnzipXMLSizeLimit: maxInMemory})
	if err != nil {
		return nil, &chat.Refusal{Source: src.Name, Text: fmt.Sprintf("the workbook cannot be opened (%v); open it in a spreadsheet program and save it again, as .xlsx or .csv", err)}
	}
	// Day 60 of the count is a 29 February 1900 that never was.
	b = &Book{file: f, base: time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)}
	if p, err := f.GetWorkbookProps(); err == nil && p.Date1904 != nil && *p.Date1904 {
		b.base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return b, nil
}

// rescue turns a panic of the workbook library into a refusal: files are hostile.
func rescue(cause any, name string, err *error) {
	if cause != nil {
		*err = &chat.Refusal{Source: name, Text: "the workbook is damaged; open it in a spreadsheet program and save it again, as .xlsx or .csv"}
	}
}

// Close gives the memory and temporary files of the book back.
func (b *Book) Close() error { return b.file.Close() }

// Sheets are the names of the sheets in their order.
func (b *Book) Sheets() []string { return b.file.GetSheetList() }

// Rows gives the rows of a sheet, empty ones too. A Row is overwritten by the
// next. A sheet that is damaged ends the sequence with a [*chat.Refusal].
func (b *Book) Rows(sheet string) iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		// The library applies the number format of a cell or does not. A text is
		// wanted as shown (30%), a date as stored, so the sheet is read twice.
		shown, err1 := b.file.Rows(sheet)
		stored, err2 := b.file.Rows(sheet)
		if err := errors.Join(err1, err2); err != nil {
			yield(nil, err)
			return
		}
		defer shown.Close()
		defer stored.Close()
		row := Row{Sheet: sheet, Lines: 1, base: b.base}
		for {
			ok, err := b.next(&row, shown, stored)
			if err != nil || !ok {
				if err != nil {
					yield(nil, err)
				}
				return
			}
			if !yield(&row, nil) {
				return
			}
		}
	}
}

// next reads one row of both passes.
func (b *Book) next(row *Row, shown, stored *excelize.Rows) (ok bool, err error) {
	defer func() { rescue(recover(), row.Sheet, &err) }()
	if !shown.Next() || !stored.Next() {
		return false, errors.Join(shown.Error(), stored.Error())
	}
	row.Line++
	row.Cells, err = shown.Columns()
	if err == nil {
		row.Raw, err = stored.Columns(excelize.Options{RawCellValue: true})
	}
	return err == nil, err
}

// Time gives cell i as a time that [ParseTime] reads: a date cell of a
// workbook in the form 2024-03-05T15:22:10, at the precision it is shown with;
// any other cell as it is. It is "" for a cell that is not there.
func (r *Row) Time(i int) string {
	if i >= len(r.Cells) {
		return ""
	}
	shown := r.Cells[i]
	if i >= len(r.Raw) {
		return shown
	}
	days, err := strconv.ParseFloat(r.Raw[i], 64)
	if err != nil || days < 0 || days >= 100_000 {
		return shown // text, or an epoch
	}
	// A day holds 86,400,000 milliseconds; the last digits of the fraction are noise.
	t := r.base.Add(time.Duration(math.Round(days*86_400_000)) * time.Millisecond)
	clock := "15:04:05"
	if strings.Count(shown, ":") == 1 && t.Second() == 0 {
		clock = "15:04"
	}
	switch {
	case days < 1:
		return t.Format(clock)
	case days == math.Trunc(days) && !strings.Contains(shown, ":"):
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02T" + clock)
}

// zipEntry starts every member of a zip file.
var zipEntry = []byte("PK\x03\x04")

// FirstTexts gives the first texts of a workbook, of which the headings are
// nearly always the very first, by the first bytes of its file. It is nil when
// head is no workbook, and empty when its texts lie further back.
func FirstTexts(head []byte) []string {
	if !bytes.HasPrefix(head, zipEntry) || !bytes.Contains(head, []byte("xl/")) {
		return nil
	}
	texts := []string{}
	for at := 0; at >= 0 && at+30 < len(head); {
		h := head[at:]
		packed, n := binary.LittleEndian.Uint16(h[8:]), int(binary.LittleEndian.Uint16(h[26:]))
		data := 30 + n + int(binary.LittleEndian.Uint16(h[28:]))
		if data < len(h) {
			name := strings.ToLower(string(h[30 : 30+n]))
			if name == "xl/sharedstrings.xml" || strings.HasPrefix(name, "xl/worksheets/sheet") {
				var r io.Reader = bytes.NewReader(h[data:])
				if packed == 8 {
					r = flate.NewReader(r)
				}
				texts = appendTexts(texts, r)
			}
		}
		next := bytes.Index(h[4:], zipEntry)
		if next < 0 {
			break
		}
		at += 4 + next
	}
	return texts
}

// appendTexts reads the first strings of a part, whose end may be cut off.
func appendTexts(texts []string, r io.Reader) []string {
	const most, window = 40, 256 << 10
	d := xml.NewDecoder(io.LimitReader(r, window))
	var text strings.Builder
	in := false
	for n := 0; n < most; {
		t, err := d.RawToken()
		if err != nil {
			break
		}
		switch t := t.(type) {
		case xml.StartElement:
			in = t.Name.Local == "t"
		case xml.CharData:
			if in {
				text.Write(t)
			}
		case xml.EndElement:
			in = false
			if t.Name.Local == "si" || t.Name.Local == "is" {
				texts = append(texts, text.String())
				text.Reset()
				n++
			}
		}
	}
	return texts
}
