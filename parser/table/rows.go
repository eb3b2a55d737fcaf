package table

import (
	"iter"

	"github.com/xuri/excelize/v2"

	"backchannel/parser/source"
)

// TextRows cuts a CSV, TSV or semicolon table into rows, for importers of
// tables with headings of their own; known says whether such a table has a
// column of that name. A row whose quotes do not fit comes with Bad set and
// covers one line: reading goes on with the next one. A Row is overwritten by
// the next. The only errors are those of reading.
func TextRows(src *source.Source, known func(column string) bool) iter.Seq2[*Row, error] {
	return textRows(src, func(column string) (named, bool) { return named{}, known(column) })
}

// Link gives the address that a cell of a workbook links to, by the number of
// its row and column, both 1-based; "" when it links to nothing. Every call
// looks through all links of the sheet.
func (b *Book) Link(sheet string, row, column int) (address string) {
	var err error
	defer func() {
		if rescue(recover(), sheet, &err); err != nil {
			address = ""
		}
	}()
	cell, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return ""
	}
	_, address, err = b.file.GetCellHyperLink(sheet, cell)
	return address
}
