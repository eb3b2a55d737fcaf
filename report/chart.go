package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// inks are the colours of severities in a chart: those of the cells, strong
// enough for a white ground, and apart in lightness.
var inks = []string{"A61C1C", "E2703A", "F2B84B", "8DBBE0", "C4C4C4", "4F9E86"}

// Size of the chart, and of the rows that it stands on.
const (
	chartRows   = 15
	rowPoints   = 15
	rowPixels   = 18  // what excelize takes a row for whose height it has forgotten
	chartPixels = 900 // in width
)

// summariseTime draws the findings over time, above the numbers that the chart
// shows.
func (b *Workbook) summariseTime(f *form) {
	w := b.words
	all, by := b.calendar.spans()
	if len(all) == 0 {
		return
	}
	f.section(w.say("overtime"))
	top := f.rows + 1
	for range chartRows {
		f.blank()
	}
	used := b.calendar.used()
	head := []string{known(w.Column, by), w.say("count")}
	for _, i := range used {
		head = append(head, w.Severity[weights[i]])
	}
	f.heading(head...)
	row := f.rows
	for _, s := range all {
		sum := 0
		cells := []cell{plainCell(s.name), {}}
		for _, i := range used {
			cells = append(cells, plainCell(s.tally[i]))
			sum += s.tally[i]
		}
		cells[1] = plainCell(sum)
		f.line(cells...)
	}
	if f.err == nil {
		f.err = b.chart(top, row, f.rows, used)
	}
	if b.calendar.undated > 0 {
		f.list("", w.say("undated", b.calendar.undated))
	}
}

// blank adds an empty row of a height that is known.
func (f *form) blank() {
	if f.err == nil {
		f.rows++
		f.err = f.out.SetRow("A"+strconv.Itoa(f.rows), nil, excelize.RowOpts{Height: rowPoints})
	}
}

// used gives the kinds of findings that there are.
func (c *calendar) used() []int {
	var all []int
	for i := range weights {
		for _, n := range c.days {
			if n[i] > 0 {
				all = append(all, i)
				break
			}
		}
	}
	return all
}

// chart puts the chart at row top, of a table with its heading in row head and
// its numbers below, up to row last, from the third column on.
func (b *Workbook) chart(top, head, last int, used []int) error {
	sheet := b.summary.name
	gap, full, no := uint(40), 100, false
	c := &excelize.Chart{
		Type:       excelize.ColStacked,
		GapWidth:   &gap,
		Overlap:    &full,
		VaryColors: &no,
		Format:     excelize.GraphicOptions{AltText: b.words.say("overtime")},
		Dimension:  excelize.ChartDimension{Width: chartPixels, Height: chartRows*rowPixels - rowPixels/2},
		Legend:     excelize.ChartLegend{Position: "top"},
		XAxis:      excelize.ChartAxis{Font: excelize.Font{Size: 8, Color: "404040"}},
		YAxis: excelize.ChartAxis{MajorGridLines: true, Font: excelize.Font{Size: 8, Color: "404040"},
			NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0"}},
	}
	if last-head > 12 {
		c.XAxis.Alignment.TextRotation = -45 // else the names stand on each other
	}
	for n, i := range used {
		column, err := excelize.ColumnNumberToName(3 + n)
		if err != nil {
			return err
		}
		c.Series = append(c.Series, excelize.ChartSeries{
			Name:       fmt.Sprintf("'%s'!$%s$%d", sheet, column, head),
			Categories: fmt.Sprintf("'%s'!$A$%d:$A$%d", sheet, head+1, last),
			Values:     fmt.Sprintf("'%s'!$%s$%d:$%s$%d", sheet, column, head+1, column, last),
			Fill:       excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{inks[i]}},
		})
	}
	err := b.file.AddChart(sheet, fmt.Sprintf("A%d", top), c)
	// With the chart come the types of all pictures there could be, in the random
	// order of a map. There are none.
	types := b.file.ContentTypes
	kept := types.Defaults[:0]
	for _, d := range types.Defaults {
		if !strings.HasPrefix(d.ContentType, "image/") {
			kept = append(kept, d)
		}
	}
	types.Defaults = kept
	return err
}
