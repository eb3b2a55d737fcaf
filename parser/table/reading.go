package table

import (
	"iter"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// reading is one pass over a source of any form.
type reading struct {
	src   *source.Source
	opts  chat.Options
	cov   *chat.Coverage
	words vocabulary
}

// text reads a table whose cells are divided by a delimiter.
func (in reading) text(format string) iter.Seq2[chat.Message, error] {
	in.begin(format, "lines")
	return messages(in.src, in.opts, in.cov, func() iter.Seq2[*record, error] {
		t := tableReader{src: in.src, cov: in.cov, words: in.words}
		return t.records(textRows(in.src, in.words))
	})
}

// lines reads an object a line.
func (in reading) lines(format string) iter.Seq2[chat.Message, error] {
	in.begin(format, "lines")
	return messages(in.src, in.opts, in.cov, func() iter.Seq2[*record, error] { return lineRecords(in.src, in.cov) })
}

// book reads the sheets of a workbook.
func (in reading) book(format string) iter.Seq2[chat.Message, error] {
	in.begin(format, "rows")
	return messages(in.src, in.opts, in.cov, in.bookRecords)
}

func (in *reading) begin(format, unit string) {
	if in.cov == nil {
		in.cov = &chat.Coverage{}
	}
	in.cov.Format, in.cov.Unit = format, unit
	if unit == "lines" {
		in.src = asText(in.src)
	}
}

// asText gives a copy of a source of unknown encoding that is read as UTF-8.
func asText(src *source.Source) *source.Source {
	if src.Encoding != "" {
		return src
	}
	s := *src
	s.Encoding = "utf-8"
	return &s
}

// bookRecords makes records of the rows of all sheets.
func (in reading) bookRecords() iter.Seq2[*record, error] {
	return func(yield func(*record, error) bool) {
		b, err := OpenBook(in.src)
		if err != nil {
			yield(nil, err)
			return
		}
		defer b.Close()
		chats, headings := 0, map[string]int{}
		for _, sheet := range b.Sheets() {
			if headings[sheet] = b.heading(sheet, in.words); headings[sheet] > 0 {
				chats++
			}
		}
		if chats == 0 {
			yield(nil, &chat.Refusal{Source: in.src.Name, Text: noText})
			return
		}
		for _, sheet := range b.Sheets() {
			t := tableReader{src: in.src, cov: in.cov, words: in.words, heading: headings[sheet]}
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

// heading gives the number of the row that is the heading of a sheet, 0 when it
// has none. A row below a title needs two columns that we know to be one.
func (b *Book) heading(sheet string, words vocabulary) int {
	const titles = 10 // rows that may stand above it
	seen := 0
	for row, err := range b.Rows(sheet) {
		if err != nil || seen > titles {
			break
		}
		if row.Empty() {
			continue
		}
		h := newHeading(row.Cells, words)
		known := 0
		for _, f := range h.fields {
			if f >= 0 {
				known++
			}
		}
		if h.text >= 0 && (seen == 0 || known > 1) {
			return row.Line
		}
		seen++
	}
	return 0
}
