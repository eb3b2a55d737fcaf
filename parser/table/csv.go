package table

import (
	"bytes"
	"iter"
	"path"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// CSV reads tables with a heading row whose cells are divided by commas, tabs
// or semicolons.
type CSV struct{}

// Name is table-csv.
func (CSV) Name() string { return "table-csv" }

// Platform is that of tables which do not name one.
func (CSV) Platform() string { return chat.Alibaba }

// Sniff goes by the heading: 0 without a text column, more for every column
// that we know and for rows of the same width.
func (CSV) Sniff(name string, head []byte) int {
	c := newCutter(bytes.NewReader(head), lookup)
	row, err := c.next()
	for err == nil && row.Bad == "" && row.Empty() {
		row, err = c.next()
	}
	if err != nil || row.Bad != "" {
		return 0
	}
	score := scoreHeading(row.Cells)
	if score > 0 && len(row.Cells) == 1 {
		// One word on a line is a heading only where the name says so.
		if ext := strings.ToLower(path.Ext(name)); ext != ".csv" && ext != ".tsv" {
			return 0
		}
	}
	width, same, other := len(row.Cells), 0, 0
	for row, err = c.next(); err == nil; row, err = c.next() {
		if row.Bad == "" && len(row.Cells) == width {
			same++
		} else {
			other++
		}
	}
	if other > same+1 {
		score /= 2
	}
	return score
}

// Read yields a message for every row; see [chat.Problem] for those it cannot use.
func (CSV) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	in := reading{src: src, opts: opts, cov: cov, words: lookup}
	return in.text(CSV{}.Name())
}
