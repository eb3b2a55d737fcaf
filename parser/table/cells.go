package table

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"backchannel/parser/source"
)

// Row is one row of a table.
type Row struct {
	Line  int      // 1-based line where the row starts, row number in a workbook
	Lines int      // lines of the source that it takes, with the blank lines behind it
	Sheet string   // the sheet of a workbook, "" for text
	Cells []string // as printed; overwritten by the next row
	// Raw are the cells of a workbook as stored, where a date is a count of
	// days; nil for text.
	Raw   []string
	Delim string // what divides the cells in the source, "" for a workbook
	Bad   string // what is wrong with a row that could not be cut into cells
	base  time.Time
}

// Empty says whether no cell holds anything.
func (r *Row) Empty() bool {
	for _, c := range r.Cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// textRows cuts a CSV, TSV or semicolon table into rows. A row whose quotes do
// not fit comes with Bad set and covers one line: reading goes on with the next
// one. A Row is overwritten by the next. The only errors are those of reading.
func textRows(src *source.Source, words vocabulary) iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		r, err := src.Text()
		if err != nil {
			yield(nil, err)
			return
		}
		defer r.Close()
		c := newCutter(r, words)
		for {
			row, err := c.next()
			if err == io.EOF || !yield(row, err) || err != nil {
				return
			}
		}
	}
}

// cutter cuts text into rows of cells. It follows RFC 4180 but lets quotes
// stand inside a cell that does not start with one (a 5" pipe), in rows of one
// line, and blanks before an opening quote.
type cutter struct {
	lines *feed
	delim byte
	name  string // delim as a string
	lead  int    // lines in front of the heading that hold nothing
	row   Row
	spans []span
}

// span is a cell as offsets into the record.
type span struct {
	start, end int
	doubled    bool // holds "" for "
	broken     bool // holds a line end
}

func newCutter(r io.Reader, words vocabulary) *cutter {
	c := &cutter{lines: newFeed(r)}
	c.lead = c.lines.skipBlank()
	n, _ := c.lines.line(0)
	// Excel reads the delimiter from such a first line and writes it too.
	if rest, ok := bytes.CutPrefix(c.lines.window()[:n], []byte("sep=")); ok && len(bytes.TrimRight(rest, "\r\n")) == 1 && strings.IndexByte(",;\t|", rest[0]) >= 0 {
		c.setDelim(rest[0])
		c.lines.release(n, 1)
		c.lead += 1 + c.lines.skipBlank()
		return c
	}
	c.setDelim(delimiter(string(c.lines.window()[:n]), words))
	return c
}

func (c *cutter) setDelim(d byte) { c.delim, c.name = d, string(rune(d)) }

// delimiter finds the delimiter of a heading: the one that gives the most
// columns we know; a comma when none gives any.
func delimiter(head string, words vocabulary) byte {
	best, most := byte(','), 0
	for _, d := range []byte(",\t;") {
		known := 0
		for cell := range strings.SplitSeq(head, string(d)) {
			if _, ok := words(strings.Trim(strings.TrimSpace(cell), `"`)); ok {
				known++
			}
		}
		if n := strings.Count(head, string(d)); known > most || known == most && n > strings.Count(head, string(best)) {
			best, most = d, known
		}
	}
	return best
}

// next cuts the next row; io.EOF behind the last.
func (c *cutter) next() (*Row, error) {
	c.row = Row{Line: c.lines.n + 1, Cells: c.row.Cells[:0], Delim: c.name}
	if c.lead > 0 {
		c.row.Line, c.row.Lines, c.lead = 1, c.lead, 0
		return &c.row, nil
	}
	end, count, bad, err := c.scan()
	switch {
	case err == errLong:
		c.lines.skipLine()
		c.row.Lines, c.row.Bad = 1, "a line of more than 16 MiB is not read; split it"
		return &c.row, nil
	case err != nil:
		return nil, err
	case bad != "":
		c.row.Lines, c.row.Bad = 1, bad
	default:
		c.cut(string(c.lines.window()[:end]))
		c.row.Lines = count
	}
	c.lines.release(end, c.row.Lines)
	c.row.Lines += c.lines.skipBlank()
	return &c.row, nil
}

// cut makes cells of the spans of a record.
func (c *cutter) cut(rec string) {
	for _, s := range c.spans {
		cell := rec[s.start:s.end]
		if s.doubled {
			cell = strings.ReplaceAll(cell, `""`, `"`)
		}
		if s.broken {
			cell = strings.ReplaceAll(cell, "\r\n", "\n")
		}
		c.row.Cells = append(c.row.Cells, cell)
	}
}

// scan finds the cells of the record at the front of the window. A record
// whose quotes do not fit is told in bad; end is then the end of its first line.
func (c *cutter) scan() (end, count int, bad string, err error) {
	c.spans = c.spans[:0]
	first, err := c.lines.line(0)
	if err != nil {
		return 0, 0, "", err
	}
	end, count = first, 1
	w := c.lines.window()
	stop := content(w, 0, end)
	if bytes.IndexByte(w[:stop], '"') < 0 {
		c.plain(w[:stop])
		return end, count, "", nil
	}
	bare := false
	for pos := 0; ; pos++ {
		open := c.quote(w, pos, stop)
		if open < 0 {
			next := stop
			if i := bytes.IndexByte(w[pos:stop], c.delim); i >= 0 {
				next = pos + i
			}
			bare = bare || bytes.IndexByte(w[pos:next], '"') >= 0
			c.spans = append(c.spans, span{start: pos, end: next})
			pos = next
		} else {
			s := span{start: open + 1}
			for s.end = closing(w[:end], s.start, &s.doubled); s.end < 0; {
				n, err := c.lines.line(end)
				if err != nil {
					return first, 1, c.unclosed(count, err), nil
				}
				w = c.lines.window()
				s.end = closing(w[:end+n], end, &s.doubled)
				end, count, s.broken = end+n, count+1, true
			}
			stop = content(w, s.end, end)
			c.spans = append(c.spans, s)
			pos = s.end + 1
			for pos < stop && w[pos] == ' ' {
				pos++
			}
		}
		switch {
		case bare && count > 1:
			return first, 1, c.unclosed(count, nil), nil
		case pos >= stop:
			return end, count, "", nil
		case w[pos] != c.delim:
			return first, 1, fmt.Sprintf("the quotes of cell %d do not fit; write \"\" for a quote inside a quoted text", len(c.spans)), nil
		}
	}
}

func (c *cutter) unclosed(count int, err error) string {
	where := "before the end"
	if err == errLong {
		where = "within 16 MiB"
	} else if err == nil {
		where = fmt.Sprintf("before line %d", c.lines.n+count)
	}
	return fmt.Sprintf("the quote that opens cell %d is not closed %s; write \"\" for a quote inside a quoted text", len(c.spans)+1, where)
}

// plain cuts a line without quotes.
func (c *cutter) plain(line []byte) {
	pos := 0
	for {
		i := bytes.IndexByte(line[pos:], c.delim)
		if i < 0 {
			c.spans = append(c.spans, span{start: pos, end: len(line)})
			return
		}
		c.spans = append(c.spans, span{start: pos, end: pos + i})
		pos += i + 1
	}
}

// quote gives the place of the quote that opens the cell at pos, -1 when none does.
func (c *cutter) quote(w []byte, pos, stop int) int {
	for pos < stop && w[pos] == ' ' {
		pos++
	}
	if pos < stop && w[pos] == '"' {
		return pos
	}
	return -1
}

// closing gives the place of the quote that closes a cell, -1 when it is not in w.
func closing(w []byte, pos int, doubled *bool) int {
	for {
		i := bytes.IndexByte(w[pos:], '"')
		if i < 0 {
			return -1
		}
		if pos += i; pos+1 == len(w) || w[pos+1] != '"' {
			return pos
		}
		*doubled = true
		pos += 2
	}
}

// content gives the end of a line without its line end, but not before from.
func content(w []byte, from, end int) int {
	if end > from && w[end-1] == '\n' {
		end--
	}
	if end > from && w[end-1] == '\r' {
		end--
	}
	return end
}
