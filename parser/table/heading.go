package table

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// scoreHeading says how much a heading looks like the interchange, from 0 to
// 90. Columns we do not know pull it down, so that an exporter with a heading
// of its own can outbid us.
func scoreHeading(cells []string) int {
	for _, cell := range cells {
		// A clock or "Name: text" stands in a chat, not in a heading.
		if st := ParseTime(cell, ""); st.Time != "" || st.Order != "" || strings.Contains(cell, ": ") {
			return 0
		}
	}
	h := newHeading(cells, lookup)
	known := 0
	for _, f := range h.fields {
		if f >= 0 {
			known++
		}
	}
	switch {
	case h.text < 0:
		return 0
	case known == len(cells):
		return min(90, 60+10*known)
	case known > 1:
		return 60
	}
	return 25
}

// heading says which column holds which field.
type heading struct {
	fields  []field // by column, -1 for a column that is ignored
	text    int     // the text column, -1 when there is none
	own     bool    // the columns of a table that this program wrote
	ignored []string
}

func newHeading(cells []string, words vocabulary) heading {
	h := heading{fields: make([]field, len(cells)), text: -1}
	var column [fieldCount]int
	var rank [fieldCount]int
	for i, cell := range cells {
		h.fields[i] = -1
		n, ok := words(cell)
		if !ok {
			if cell = strings.TrimSpace(cell); cell != "" {
				h.ignored = append(h.ignored, cell)
			}
			continue
		}
		if at := column[n.field] - 1; at >= 0 {
			if rank[n.field] <= n.rank {
				h.ignored = append(h.ignored, strings.TrimSpace(cell))
				continue
			}
			h.fields[at] = -1
			h.ignored = append(h.ignored, strings.TrimSpace(cells[at]))
		}
		column[n.field], rank[n.field] = i+1, n.rank
		h.fields[i] = n.field
	}
	h.text = column[fText] - 1
	h.own = column[fSource] > 0 && column[fIndex] > 0 && column[fLine] > 0 && column[fKind] > 0
	return h
}

// noText is why a table without a text column is not read.
const noText = "no heading row with a column named text was found; name the columns time, sender and text in the first row"

// tableReader makes records of the rows of a table. The heading is the first
// row that holds anything; in a workbook a title may stand above it.
type tableReader struct {
	src          *source.Source
	cov          *chat.Coverage
	words        vocabulary
	heading      int    // the row of the heading in a workbook, 0 when it has none
	conversation string // of records that name none
}

// records gives the records of rows. Rows of a sheet without a text column
// are counted; a whole source without one is refused.
func (t *tableReader) records(rows iter.Seq2[*Row, error]) iter.Seq2[*record, error] {
	return func(yield func(*record, error) bool) {
		var h heading
		var r record
		refusal := &chat.Refusal{Source: t.src.Name, Text: noText}
		sheet := false
		for row, err := range rows {
			if err != nil {
				yield(nil, err)
				return
			}
			r = record{line: row.Line, lines: row.Lines, bad: row.Bad}
			sheet = row.Sheet != ""
			switch {
			case row.Bad != "":
			case row.Empty():
				r.skip = "empty rows"
			case sheet && t.heading == 0:
				r.skip = "rows of sheets without a text column"
			case sheet && row.Line < t.heading:
				r.skip = "rows above the heading"
			case h.fields == nil:
				if h = newHeading(row.Cells, t.words); h.text < 0 {
					yield(nil, refusal)
					return
				}
				r.skip = "heading row"
				for _, name := range h.ignored {
					t.cov.Ignored = ignore(t.cov.Ignored, name)
				}
			default:
				h.fill(&r, row)
				r.values[fConversation] = orElse(r.values[fConversation], t.conversation)
			}
			if !yield(&r, nil) {
				return
			}
		}
		if h.fields == nil && !sheet {
			yield(nil, refusal)
		}
	}
}

// fill puts the cells of a row where the heading says.
func (h *heading) fill(r *record, row *Row) {
	cells := row.Cells
	over := len(cells) - len(h.fields)
	for over > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells, over = cells[:len(cells)-1], over-1
	}
	switch {
	case row.Delim == "":
		// A workbook does not store empty cells at the end of a row, and cells
		// beyond the heading belong to columns without a name.
		if over > 0 {
			r.note = fmt.Sprintf("the row has %d cells to the right of the heading, which are not read", over)
		}
	case len(cells) <= h.text:
		r.bad = fmt.Sprintf("the row ends after %d of %d cells, before its text", len(cells), len(h.fields))
		return
	case over > 0:
		// A text with a comma and no quotes around it, the usual slip of tables
		// written by hand: only a text is likely to hold a comma.
		r.note = fmt.Sprintf("the row has %d cells but the heading %d; what is over was read as part of the text, which needs quotes around it", len(cells), len(h.fields))
		text := strings.Join(cells[h.text:h.text+over+1], row.Delim)
		cells = slices.Concat(cells[:h.text], []string{text}, cells[h.text+over+1:])
	}
	for i, f := range h.fields[:min(len(h.fields), len(cells))] {
		switch f {
		case -1:
		case fTime, fDate:
			if row.Raw != nil {
				r.values[f] = row.Time(i)
				break
			}
			fallthrough
		default:
			r.values[f] = cells[i]
		}
	}
	r.own = h.own
}
