package report

import (
	"errors"
	"fmt"

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

// grid is a table with one heading row, on as many sheets as its rows take.
type grid struct {
	book    *Workbook
	name    string
	columns []column
	frozen  int // columns that stay in sight
	sheets  []*sheet
	pages   int // in width, when printed
}

// newGrid adds a table to the workbook, behind those before. Its heading rows
// and its name are those of the words.
func (b *Workbook) newGrid(key string, frozen, pages int, columns ...column) (*grid, error) {
	g := &grid{book: b, name: known(b.words.Sheet, key), columns: columns, frozen: frozen, pages: pages}
	b.grids = append(b.grids, g)
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
	s, err := g.book.newSheet(name, g.pages, widths, &excelize.Panes{
		Freeze: true, XSplit: g.frozen, YSplit: 1, TopLeftCell: corner, ActivePane: pane})
	if err != nil {
		return err
	}
	if len(g.sheets) > 0 {
		err = g.book.file.MoveSheet(name, g.follower())
	}
	g.sheets = append(g.sheets, s)
	return errors.Join(err, s.write(head))
}

// follower is the sheet that stands behind the table.
func (g *grid) follower() string {
	for i, other := range g.book.grids[:len(g.book.grids)-1] {
		if other == g {
			return g.book.grids[i+1].name
		}
	}
	return g.book.about.name
}

// next gives the place of the record that is added next.
func (g *grid) next() (place, error) {
	s := g.sheets[len(g.sheets)-1]
	if s.rows == g.book.maxRows {
		if err := g.open(); err != nil {
			return place{}, err
		}
		s = g.sheets[len(g.sheets)-1]
	}
	return place{s.name, s.rows + 1}, nil
}

// add adds a record and tells where its first row stands.
func (g *grid) add(cells ...cell) (place, error) {
	var first place
	for i, row := range g.book.records(cells) {
		at, err := g.next()
		if err != nil {
			return first, err
		}
		if i == 0 {
			first = at
		}
		if err := g.sheets[len(g.sheets)-1].write(row); err != nil {
			return first, err
		}
	}
	return first, nil
}

// at gives the sheet of a place.
func (g *grid) at(p place) *sheet {
	for _, s := range g.sheets {
		if s.name == p.sheet {
			return s
		}
	}
	return g.sheets[0]
}

// finish ends all sheets of the table.
func (g *grid) finish() error {
	var err error
	for _, s := range g.sheets {
		if s.rows == 1 {
			s.pages = 1 // a heading without rows needs no more
		}
		end, e := excelize.CoordinatesToCellName(len(g.columns), s.rows)
		titles := "'" + s.name + "'!$1:$1"
		if g.frozen > 0 && s.pages > 1 {
			last, _ := excelize.ColumnNumberToName(g.frozen)
			titles = "'" + s.name + "'!$A:$" + last + "," + titles
		}
		err = errors.Join(err, e,
			g.book.file.AutoFilter(s.name, "A1:"+end, nil),
			// Account numbers are texts; Excel would mark each as a mistake.
			g.book.file.AddIgnoredErrors(s.name, "A1:"+end, excelize.IgnoredErrorsNumberStoredAsText),
			s.finish(titles))
	}
	return err
}
