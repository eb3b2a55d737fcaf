package table

import (
	"iter"
	"path"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// XLSX reads workbooks whose sheets have a heading row with a text column.
// Several such sheets are several conversations, named by their sheet.
type XLSX struct{}

// Name is table-xlsx.
func (XLSX) Name() string { return "table-xlsx" }

// Platform is that of tables which do not name one.
func (XLSX) Platform() string { return chat.Alibaba }

// Sniff goes by the first texts of the workbook, as far as the head reaches.
func (XLSX) Sniff(name string, head []byte) int {
	texts := FirstTexts(head)
	if texts == nil {
		return 0
	}
	known, words := map[field]bool{}, 0
	for _, t := range texts[:min(len(texts), int(fieldCount))] {
		if n, ok := lookup(t); ok {
			known[n.field] = true
			words++
		}
	}
	ext := strings.ToLower(path.Ext(name))
	switch {
	case known[fText] && len(known) > 2:
		return 80
	case known[fText] && len(known) > 1:
		return 60
	case known[fText] || len(texts) == 0 && (ext == ".xlsx" || ext == ".xlsm"):
		return 25
	}
	return 0
}

// Read yields a message for every row below a heading.
func (XLSX) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	in := reading{src: src, opts: opts, cov: cov, words: lookup}
	return in.book(XLSX{}.Name())
}
