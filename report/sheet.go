package report

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// maxRows is the number of rows of a sheet.
const maxRows = 1 << 20

// column is a column of a grid: the key of its heading, and its width in
// characters.
type column struct {
	key   string
	width float64
}

// sheet is one streamed sheet of a workbook.
type sheet struct {
	book *Workbook
	name string
	out  *excelize.StreamWriter
	rows int

	widths []float64 // of the columns, in characters
	pages  int       // in width, when printed
}

// newSheet adds an empty sheet behind the others. The order of calls matters:
// what excelize hears too late it drops without an error.
func (b *Workbook) newSheet(name string, widths []float64, panes *excelize.Panes) (*sheet, error) {
	fit := true
	_, err := b.file.NewSheet(name)
	err = errors.Join(err,
		b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}),
		b.file.SetSheetDimension(name, "")) // unknown while streaming; a wrong one misleads readers
	if err != nil {
		return nil, err
	}
	out, err := b.file.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	for i, width := range widths {
		err = errors.Join(err, out.SetColWidth(i+1, i+1, width))
	}
	if panes != nil {
		err = errors.Join(err, out.SetPanes(panes))
	}
	return &sheet{book: b, name: name, out: out, widths: widths, pages: 1}, err
}

// write adds one row of cells that fit.
func (s *sheet) write(cells []cell) error {
	values := make([]any, len(cells))
	for i, c := range cells {
		if c.value == nil {
			continue
		}
		style, err := s.book.style(c)
		if err != nil {
			return err
		}
		values[i] = excelize.Cell{StyleID: style, Value: c.value}
		if c.value == "" {
			values[i] = excelize.Cell{StyleID: style} // empty to a filter as well
		}
	}
	s.rows++
	return s.out.SetRow("A"+strconv.Itoa(s.rows), values, excelize.RowOpts{Height: s.height(cells)})
}

// Heights of rows, in points.
const (
	lineHeight = 13 // of a line of the usual size
	maxHeight  = 409
)

// height estimates the height that a row needs to show its cells, 0 for the
// usual one. Not every program works it out when it opens a file: LibreOffice
// 7.4 does not, and wrapped lines lie on top of each other.
func (s *sheet) height(cells []cell) float64 {
	rows := 1.0
	for i, c := range cells {
		if c.look.free {
			rows = max(rows, c.look.size/fontSize)
			continue
		}
		if i < len(s.widths) {
			rows = max(rows, c.lines(s.widths[i]-0.5)*max(c.look.size, fontSize)/fontSize)
		}
	}
	if rows == 1 {
		return 0
	}
	return min(rows*lineHeight+2, maxHeight)
}

// add adds a record, in several rows where a text is too long for one.
func (s *sheet) add(cells ...cell) error {
	for _, row := range s.book.records(cells) {
		if err := s.write(row); err != nil {
			return err
		}
	}
	return nil
}

// finish sets up printing and ends the sheet. titles are the rows or columns
// that every page repeats, such as "$1:$1".
func (s *sheet) finish(titles string) error {
	f := s.book.file
	var err error
	if titles != "" {
		err = f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: titles, Scope: s.name})
	}
	landscape, a4, asMany := "landscape", 9, 0
	side, edge, foot := 0.4, 0.6, 0.3
	return errors.Join(err,
		f.SetPageLayout(s.name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &s.pages, FitToHeight: &asMany}),
		f.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &edge, Bottom: &edge, Header: &foot, Footer: &foot}),
		f.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{
			OddFooter: fmt.Sprintf("&L&8&F&C&8&A&R&8%s &P %s &N", s.book.words.say("page"), s.book.words.say("of"))}),
		s.out.Flush())
}

// grid is a table with one heading row, on as many sheets as its rows take.
type grid struct {
	book    *Workbook
	name    string
	columns []column
	frozen  int // columns that stay in sight
	sheets  []*sheet
	next    string // the sheet that stands behind it; "" for none
	pages   int    // in width, when printed; 0 is one
}

// newGrid adds a table to the workbook.
func (b *Workbook) newGrid(name string, frozen int, columns ...column) (*grid, error) {
	g := &grid{book: b, name: name, columns: columns, frozen: frozen}
	return g, g.open()
}

// open adds the next sheet of the table.
func (g *grid) open() error {
	name := g.name
	if n := len(g.sheets); n > 0 {
		name = fmt.Sprintf("%s %d", g.name, n+1)
	}
	widths := make([]float64, len(g.columns))
	head := make([]cell, len(g.columns))
	for i, c := range g.columns {
		widths[i] = c.width
		head[i] = cell{look{heading: true}, known(g.book.words.Column, c.key)}
	}
	corner, err := excelize.CoordinatesToCellName(g.frozen+1, 2)
	if err != nil {
		return err
	}
	pane := "bottomLeft"
	if g.frozen > 0 {
		pane = "bottomRight"
	}
	s, err := g.book.newSheet(name, widths, &excelize.Panes{
		Freeze: true, XSplit: g.frozen, YSplit: 1, TopLeftCell: corner, ActivePane: pane})
	if err != nil {
		return err
	}
	if len(g.sheets) > 0 && g.next != "" {
		err = g.book.file.MoveSheet(name, g.next)
	}
	g.sheets = append(g.sheets, s)
	return errors.Join(err, s.write(head))
}

// add adds a record and tells where its first row stands.
func (g *grid) add(cells ...cell) (place, error) {
	var at place
	for i, row := range g.book.records(cells) {
		s := g.sheets[len(g.sheets)-1]
		if s.rows == g.book.maxRows {
			if err := g.open(); err != nil {
				return at, err
			}
			s = g.sheets[len(g.sheets)-1]
		}
		if err := s.write(row); err != nil {
			return at, err
		}
		if i == 0 {
			at = place{s.name, s.rows}
		}
	}
	return at, nil
}

// finish ends all sheets of the table.
func (g *grid) finish() error {
	var err error
	for _, s := range g.sheets {
		end, e := excelize.CoordinatesToCellName(len(g.columns), s.rows)
		s.pages = max(1, g.pages)
		titles := "'" + s.name + "'!$1:$1"
		if g.frozen > 0 {
			last, _ := excelize.ColumnNumberToName(g.frozen)
			titles = "'" + s.name + "'!$A:$" + last + "," + titles
		}
		err = errors.Join(err, e, g.book.file.AutoFilter(s.name, "A1:"+end, nil), s.finish(titles))
	}
	return err
}

// place is a row of a sheet.
type place struct {
	sheet string
	row   int
}

// ref gives the place as a cell in the given column, for a link inside the
// workbook.
func (p place) ref(column string) string {
	return "'" + p.sheet + "'!" + column + strconv.Itoa(p.row)
}
