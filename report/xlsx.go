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

	summary      *sheet
	findings     *grid
	timeline     *grid
	participants *grid
	accounts     *grid
	contacts     *grid
	linked       *grid
	evidence     *grid
	rules        *grid
	earlier      *grid // nil without an earlier report
	about        *sheet
	grids        []*grid // all of these, in the order in which they stand

	near     window
	cases    []detect.Case
	people   people
	calendar calendar
	seen     whereabouts
	judged   judged
	styles   map[look]int
	quoted   map[look]int // the same, for a text that could be taken for a formula
	maxRows  int
	overlong int // records with a text too long for a cell
}

// XLSX starts a workbook that is written to w on Close. Without Close, Abort
// must be called, or temporary files stay behind.
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
		seen: newWhereabouts(), people: people{}, calendar: newCalendar(), judged: newJudged(),
	}
	if err := b.layOut(); err != nil {
		b.Abort()
		return nil, err
	}
	return b, nil
}

// layOut makes the sheets, in the order in which they stand.
func (b *Workbook) layOut() error {
	if err := b.file.SetSheetName("Sheet1", b.words.Sheet["summary"]); err != nil {
		return err
	}
	var errs [11]error
	b.summary, errs[0] = b.newSheet(b.words.Sheet["summary"], 0, summaryWidths, nil)
	b.findings, errs[1] = b.newGrid("findings", 4, 3, findingGrid(b.run)...)
	b.timeline, errs[2] = b.newGrid("timeline", 0, 1, timelineColumns...)
	b.accounts, errs[7] = b.newGrid("accounts", 2, 2, accountColumns...)
	b.contacts, errs[8] = b.newGrid("contacts", 2, 2, contactColumns...)
	b.linked, errs[10] = b.newGrid("links", 3, 1, linkColumns...)
	b.participants, errs[3] = b.newGrid("participants", 0, 1, participantColumns...)
	b.evidence, errs[4] = b.newGrid("evidence", 1, 1, evidenceColumns...)
	b.rules, errs[5] = b.newGrid("rules", 1, 1, ruleColumns...)
	if b.run.Earlier != nil {
		b.earlier, errs[6] = b.newGrid("earlier", 1, 1, earlierColumns...)
	}
	b.about, errs[9] = b.newSheet(b.words.Sheet["about"], 0, aboutWidths, nil)
	return errors.Join(errs[:]...)
}

// Case ends a conversation and keeps its summary.
func (b *Workbook) Case(c detect.Case) error {
	b.near = window{gap: true}
	err := errors.Join(b.writeParticipants(c), b.writeAccounts(c))
	c.Accounts, c.Contacts = nil, nil
	b.cases = append(b.cases, c)
	return err
}

// Close writes what is known only at the end, and then the whole workbook.
func (b *Workbook) Close() error {
	defer b.Abort()
	err := errors.Join(b.writeLinks(), b.writeEvidence(), b.writeRules(), b.writeEarlier(), b.writeSummary(), b.writeAbout(), b.review(), b.properties())
	if err != nil {
		return err
	}
	for _, g := range b.grids {
		err = errors.Join(err, g.finish())
	}
	if err = errors.Join(err, b.summary.finish(""), b.about.finish("")); err != nil {
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
