package table

import (
	"iter"

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
