package report

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/xuri/excelize/v2"

	"backchannel/detect"
)

// Workbook writes the spreadsheet timeline. It holds no messages but the few
// around a finding; what grows with the input waits in temporary files.
type Workbook struct {
	dest  io.Writer
	run   *Run
	words *words
	file  *excelize.File
	dir   string // temporary; "" after Close and Abort

	summary  *sheet
	timeline *grid
	findings *grid
	messages *grid // nil when the user does not want every message
	evidence *grid
	about    *sheet

	near     window
	cases    []detect.Case
	styles   map[look]int
	quoted   map[look]int // the same, for a text that could be taken for a formula
	maxRows  int
	links    int // links between Timeline and Findings so far
	overlong int // records with a text too long for a cell
}

// XLSX starts a workbook that is written to w on Close: Summary, Timeline,
// Findings, Messages when the run asks for them, Evidence, About. Without
// Close, Abort must be called, or temporary files stay behind.
func XLSX(w io.Writer, run *Run) (*Workbook, error) {
	words, err := wordsFor(run.Language)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(run.TempDir, "backchannel-")
	if err != nil {
		return nil, fmt.Errorf("making room for the workbook: %w", err)
	}
	b := &Workbook{
		dest: w, run: run, words: words, dir: dir,
		file:   excelize.NewFile(excelize.Options{TmpDir: dir}),
		styles: map[look]int{}, quoted: map[look]int{}, maxRows: maxRows,
	}
	if err := b.sheets(); err != nil {
		b.Abort()
		return nil, err
	}
	return b, nil
}

// sheets lays out the workbook.
func (b *Workbook) sheets() error {
	name := b.words.Sheet
	if err := b.file.SetSheetName("Sheet1", name["summary"]); err != nil {
		return err
	}
	var errs [6]error
	b.summary, errs[0] = b.newSheet(name["summary"], summaryWidths, nil)
	b.timeline, errs[1] = b.newGrid(name["timeline"], 0, timelineColumns...)
	b.findings, errs[2] = b.newGrid(name["findings"], 3, findingGrid...)
	if b.run.Messages {
		b.messages, errs[3] = b.newGrid(name["messages"], 0, messageGrid...)
	}
	b.evidence, errs[4] = b.newGrid(name["evidence"], 1, evidenceGrid...)
	b.about, errs[5] = b.newSheet(name["about"], aboutWidths, nil)
	if err := errors.Join(errs[:]...); err != nil {
		return err
	}
	b.findings.pages = 3
	b.timeline.next, b.findings.next = name["findings"], name["evidence"]
	if b.messages != nil {
		b.findings.next, b.messages.next = name["messages"], name["evidence"]
	}
	b.evidence.next = name["about"]
	return nil
}

// Case ends a conversation and keeps its summary.
func (b *Workbook) Case(c detect.Case) error {
	b.near = window{gap: true}
	b.cases = append(b.cases, c)
	return nil
}

// Close writes what is known only at the end, and then the whole workbook.
func (b *Workbook) Close() error {
	defer b.Abort()
	err := errors.Join(b.writeEvidence(), b.writeSummary(), b.writeAbout(), b.review(), b.properties())
	if err != nil {
		return err
	}
	err = errors.Join(b.summary.finish(""), b.timeline.finish(), b.findings.finish(), b.evidence.finish(), b.about.finish(""))
	if b.messages != nil {
		err = errors.Join(err, b.messages.finish())
	}
	if err != nil {
		return err
	}
	archive, err := newSortedZip(b.dest, b.dir)
	if err != nil {
		return err
	}
	defer archive.spool.Close()
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return archive })
	return b.file.Write(io.Discard)
}

// Abort removes the temporary files. After Close it does nothing. It must not
// run at the same time as the other methods.
func (b *Workbook) Abort() {
	if b.dir == "" {
		return
	}
	b.file.Close()
	os.RemoveAll(b.dir)
	b.dir = ""
}

// style gives the number of a cell's style, each made once.
func (b *Workbook) style(c cell) (int, error) {
	if formula(c.text()) {
		return b.quotedStyle(c.look)
	}
	id, ok := b.styles[c.look]
	if ok {
		return id, nil
	}
	id, err := b.file.NewStyle(c.look.style())
	b.styles[c.look] = id
	return id, err
}

// quotedStyle gives a style that keeps a text a text even when a user edits
// the cell: what a spreadsheet stores when somebody types an apostrophe first.
// The text itself stays exact.
func (b *Workbook) quotedStyle(l look) (int, error) {
	if id, ok := b.quoted[l]; ok {
		return id, nil
	}
	base, err := b.style(cell{look: l})
	if err != nil {
		return 0, err
	}
	list := b.file.Styles.CellXfs
	xf, on := list.Xf[base], true
	xf.QuotePrefix = &on
	list.Xf = append(list.Xf, xf)
	list.Count = len(list.Xf)
	b.quoted[l] = len(list.Xf) - 1
	return b.quoted[l], nil
}

// records gives a record as rows, and counts those that take several.
func (b *Workbook) records(cells []cell) [][]cell {
	rows := b.words.rows(cells)
	if len(rows) > 1 {
		b.overlong++
	}
	return rows
}

// emptyProperties replaces those of the library, which carry its own name and
// a date of 2006.
const emptyProperties = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` +
	`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"></cp:coreProperties>`

// properties writes the document properties.
func (b *Workbook) properties() error {
	b.file.Pkg.Store("docProps/core.xml", []byte(emptyProperties))
	made := ""
	if !b.run.Time.IsZero() {
		made = b.run.Time.UTC().Format(time.RFC3339)
	}
	return errors.Join(
		b.file.SetDocProps(&excelize.DocProperties{
			Title: b.words.say("title"), Creator: program(b.run), Created: made, Modified: made, Language: b.run.Language}),
		b.file.SetAppProps(&excelize.AppProperties{Application: "backchannel"}))
}

// program names the program and its version.
func program(r *Run) string {
	if r.Version == "" {
		return "backchannel"
	}
	return "backchannel " + r.Version
}
