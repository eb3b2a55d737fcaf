package wechat

import (
	"fmt"
	"io"
	"iter"
	"regexp"
	"slices"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/table"
)

// maxHeading is the number of rows in which the heading must stand: workbooks
// begin with a few rows about the export.
const maxHeading = 12

// record is a row of a table by the names of its columns.
type record struct {
	columns map[string]int
	cells   []string
	line    int
	// link gives the address that a cell links to, by row and column, both
	// 1-based; nil for text.
	link func(row, column int) string
}

// linked gives the address that the cell of a column links to.
func (r *record) linked(column string) string {
	i, ok := r.columns[column]
	if !ok || r.link == nil {
		return ""
	}
	return r.link(r.line, i+1)
}

// get gives the cell of the first of the columns that has one with anything in
// it.
func (r *record) get(columns ...string) string {
	for _, c := range columns {
		if i, ok := r.columns[c]; ok && i < len(r.cells) {
			if cell := strings.TrimSpace(r.cells[i]); cell != "" {
				return r.cells[i]
			}
		}
	}
	return ""
}

// tableForm is how a form lays out its tables.
type tableForm struct {
	// columns must all be in the heading, in any order.
	columns []string
	not     string   // a column that tells another form, "" for none
	text    []string // columns for the text; a row that ends before it is no message
	// begin gives what makes a message of a row, with the state of one reading.
	begin func(s *sink) func(r *record) chat.Message
	link  func(row, column int) string // see [record]
}

// has says that the table has a column of that name.
func (t *tableForm) has(column string) bool { return slices.Contains(t.columns, column) }

// heading maps the cells of a row to their places when it has all columns.
func (t *tableForm) heading(cells []string) map[string]int {
	m := make(map[string]int, len(cells))
	for i, c := range cells {
		c = strings.TrimPrefix(strings.TrimSpace(c), "\ufeff")
		if _, ok := m[c]; !ok && c != "" {
			m[c] = i
		}
	}
	for _, c := range t.columns {
		if _, ok := m[c]; !ok {
			return nil
		}
	}
	if _, other := m[t.not]; other && t.not != "" {
		return nil
	}
	return m
}

// read makes messages of the rows of a table.
func (t *tableForm) read(s *sink, rows iter.Seq2[*table.Row, error]) error {
	r := record{link: t.link}
	build := t.begin(s)
	n := 0
	for row, err := range rows {
		if err != nil {
			return err
		}
		n++
		size := row.Lines
		if s.form.unit == unitBlocks {
			size = 1
		}
		switch {
		case row.Bad != "":
			if !s.problem(row.Line, size, "broken rows", row.Bad) {
				return nil
			}
		case row.Empty():
			s.aside("empty rows", size)
		case r.columns == nil:
			if r.columns = t.heading(row.Cells); r.columns == nil && n > maxHeading {
				return s.refuse(t.noHeading())
			}
			s.aside("rows above the messages", size)
		default:
			r.cells, r.line = row.Cells, row.Line
			if !t.row(s, &r, row, size, build) {
				return nil
			}
		}
	}
	if r.columns == nil {
		return s.refuse(t.noHeading())
	}
	return nil
}

func (t *tableForm) noHeading() string {
	return fmt.Sprintf("no heading row with the columns %s was found; export the chat again, or name the form with --from", strings.Join(t.columns, ", "))
}

// row hands on one message.
func (t *tableForm) row(s *sink, r *record, row *table.Row, size int, build func(*record) chat.Message) bool {
	if len(r.cells) <= t.textColumn(r.columns) {
		return s.problem(row.Line, size, "broken rows",
			fmt.Sprintf("the row ends after %d of %d cells, before its text; the file may have been cut", len(r.cells), len(r.columns)))
	}
	m := build(r)
	m.Line, m.Lines = row.Line, row.Lines
	if s.form.unit == unitBlocks {
		m.Lines = 0
	}
	if spoilt.MatchString(m.Text) {
		s.integrity("%d message(s) are a number such as 6.22848E+18: a spreadsheet program has cut the digits of an account or order number; ask for the file as the exporter wrote it")
	}
	if !s.message(m) {
		return false
	}
	if len(r.cells) < len(t.columns) {
		return s.told(row.Line, fmt.Sprintf("the row ends after %d of %d cells; the file may have been cut", len(r.cells), len(r.columns)))
	}
	return true
}

func (t *tableForm) textColumn(columns map[string]int) int {
	for _, c := range t.text {
		if i, ok := columns[c]; ok {
			return i
		}
	}
	return 0
}

// spoilt is a number that a spreadsheet program wrote with an exponent.
var spoilt = regexp.MustCompile(`^\d(?:[.,]\d+)?E\+\d{1,2}$`)

// csvFormat makes the format of a table in text.
func csvFormat(name string, score int, t tableForm) Format {
	return Format{
		name: name,
		unit: unitLines,
		sniff: func(_ string, head []byte) int {
			if t.heading(firstCells(head)) != nil {
				return score
			}
			return 0
		},
		read: func(s *sink, _ io.Reader) error { return t.read(s, table.TextRows(s.src, t.has)) },
	}
}

// firstCells cuts the first line of a file that holds anything into cells.
func firstCells(head []byte) []string {
	for line := range strings.Lines(string(head[:min(len(head), 4096)])) {
		line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
		if line == "" || strings.HasPrefix(line, "sep=") {
			continue
		}
		d := ","
		for _, other := range []string{"\t", ";"} {
			if strings.Count(line, other) > strings.Count(line, d) {
				d = other
			}
		}
		cells := strings.Split(line, d)
		for i := range cells {
			cells[i] = strings.Trim(strings.TrimSpace(cells[i]), `"`)
		}
		return cells
	}
	return nil
}
