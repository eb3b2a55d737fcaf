package table

import (
	"bytes"
	"iter"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// Dialect is a table, as text or workbook, whose columns another program names
// in its own words. Everything else is as in the interchange.
type Dialect struct {
	Name     string // of the format, for the coverage
	Platform string // of its messages
	// Rename gives the name that the interchange has for a column, "" for a
	// column that does not belong to the dialect.
	Rename func(heading string) string
	// Columns are the columns, by our names, that tell the dialect from others.
	Columns []string
}

// Sniff gives 90 when all columns of the dialect are in the heading, which in a
// workbook is looked for among the first texts; 0 otherwise.
func (d Dialect) Sniff(head []byte) int {
	texts := FirstTexts(head)
	if texts == nil {
		c := newCutter(bytes.NewReader(head), d.field)
		row, err := c.next()
		for err == nil && row.Bad == "" && row.Empty() {
			row, err = c.next()
		}
		if err != nil || row.Bad != "" {
			return 0
		}
		texts = row.Cells
	}
	found := map[string]bool{}
	for _, t := range texts {
		found[d.Rename(t)] = true
	}
	for _, c := range d.Columns {
		if !found[c] {
			return 0
		}
	}
	return 90
}

// field is [lookup] in the words of the dialect.
func (d Dialect) field(heading string) (named, bool) {
	name := d.Rename(heading)
	if name == "" {
		return named{}, false
	}
	return lookup(name)
}

// Read yields the messages of a source in the dialect.
func (d Dialect) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	if opts.Platform == "" {
		opts.Platform = d.Platform
	}
	in := reading{src: src, opts: opts, cov: cov, words: d.field}
	if isZip(src) {
		return in.book(d.Name)
	}
	return in.text(d.Name)
}

// isZip says whether a source starts like a workbook.
func isZip(src *source.Source) bool {
	r, err := src.Open()
	if err != nil {
		return false // whoever reads it will tell
	}
	defer r.Close()
	var head [4]byte
	n, _ := r.Read(head[:])
	return bytes.Equal(head[:n], zipEntry)
}
