package report

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// sheet is one streamed sheet of a workbook.
type sheet struct {
	book *Workbook
	name string
	out  *excelize.StreamWriter
	rows int

	widths []float64 // of the columns, in characters
	pages  int       // in width, when printed; 0 is one, with page breaks of its own
	breaks []int     // rows that begin a page
}

// newSheet adds an empty sheet behind the others, of so many printed pages in
// width. The order of calls matters: what excelize hears too late it drops
// without an error.
func (b *Workbook) newSheet(name string, pages int, widths []float64, panes *excelize.Panes) (*sheet, error) {
	fit := pages > 0 // which makes programs forget page breaks
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
	return &sheet{book: b, name: name, out: out, widths: widths, pages: pages}, err
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
			rows = max(rows, c.lines(s.widths[i]-padding)*max(c.look.size, fontSize)/fontSize)
		}
	}
	if rows == 1 {
		return 0
	}
	return min(rows*lineHeight+2, maxHeight)
}

// padding is how many characters of a column's width the edges of a cell take.
const padding = 1

// add adds a record, in several rows where a text is too long for one.
func (s *sheet) add(cells ...cell) error {
	for _, row := range s.book.records(cells) {
		if err := s.write(row); err != nil {
			return err
		}
	}
	return nil
}

// link makes a cell of the sheet lead to another place of the workbook.
func (s *sheet) link(column int, row int, to place) error {
	from, err := excelize.CoordinatesToCellName(column, row)
	return errors.Join(err, s.book.file.SetCellHyperLink(s.name, from, to.ref("A"), "Location"))
}

// finish sets up printing and protection, and ends the sheet. titles are the
// rows or columns that every page repeats, such as "$1:$1".
func (s *sheet) finish(titles string) error {
	f := s.book.file
	var err error
	if titles != "" {
		err = f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: titles, Scope: s.name})
	}
	for _, row := range s.breaks {
		err = errors.Join(err, f.InsertPageBreak(s.name, "A"+strconv.Itoa(row)))
	}
	side, edge, foot := pageSide, 0.6, 0.3
	w := s.book.words
	return errors.Join(err,
		f.SetPageLayout(s.name, s.layout()),
		f.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &edge, Bottom: &edge, Header: &foot, Footer: &foot}),
		f.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{
			OddFooter: fmt.Sprintf("&L&8&F&C&8&A&R&8%s &P %s &N", w.say("page"), w.say("of"))}),
		f.ProtectSheet(s.name, &excelize.SheetProtectionOptions{
			AutoFilter: true, Sort: true, FormatColumns: true, FormatRows: true, SelectLockedCells: true, SelectUnlockedCells: true}),
		s.out.Flush())
}

// A4 in landscape, in inches.
const (
	pageWidth = 11.69
	pageSide  = 0.4 // the margin on either side
)

// layout says how the sheet is printed: fitted to its pages in width, or
// scaled to one.
func (s *sheet) layout() *excelize.PageLayoutOptions {
	landscape, a4, asMany := "landscape", 9, 0
	o := &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape}
	if s.pages > 0 {
		o.FitToWidth, o.FitToHeight = &s.pages, &asMany
		return o
	}
	pixels := 0.0 // of 1/96 inch, as wide as the usual font makes them
	for _, w := range s.widths {
		pixels += 7*w + 5
	}
	scale := uint(min(100, 0.96*100*96*(pageWidth-2*pageSide)/pixels)) // programs differ by some percent
	o.AdjustTo = &scale
	return o
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

// number gives the row for reading, with its sheet where that is not the first
// of its grid.
func (p place) number(g *grid) any {
	if p.sheet == g.sheets[0].name {
		return p.row
	}
	return p.ref("A")
}
