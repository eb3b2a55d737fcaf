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
	if cov == nil {
		cov = &chat.Coverage{}
	}
	cov.Format, cov.Unit = XLSX{}.Name(), "rows"
	return read(src, opts, cov, func() iter.Seq2[*record, error] { return bookRecords(src, cov) })
}

// bookRecords makes records of the rows of all sheets.
func bookRecords(src *source.Source, cov *chat.Coverage) iter.Seq2[*record, error] {
	return func(yield func(*record, error) bool) {
		b, err := OpenBook(src)
		if err != nil {
			yield(nil, err)
			return
		}
		defer b.Close()
		chats := 0
		for _, sheet := range b.Sheets() {
			if h := b.heading(sheet); h.text >= 0 {
				chats++
			}
		}
		if chats == 0 {
			yield(nil, &chat.Refusal{Source: src.Name, Text: noText})
			return
		}
		for _, sheet := range b.Sheets() {
			t := tableReader{src: src, cov: cov}
			if chats > 1 {
				t.conversation = sheet
			}
			for r, err := range t.records(b.Rows(sheet)) {
				if !yield(r, err) || err != nil {
					return
				}
			}
		}
	}
}

// heading gives the heading of a sheet; its text is -1 when it has none.
func (b *Book) heading(sheet string) heading {
	for row, err := range b.Rows(sheet) {
		if err != nil {
			break
		}
		if !row.Empty() {
			return newHeading(row.Cells)
		}
	}
	return heading{text: -1}
}
