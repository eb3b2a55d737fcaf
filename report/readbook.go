package report

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// bookReader reads the findings of a workbook back, in whichever language it
// was written.
type bookReader struct {
	file *excelize.File
	all  []*words
	Reading
}

// readWorkbook reads a workbook back, also after a spreadsheet program saved
// it.
func readWorkbook(f io.Reader) (*Reading, error) {
	dir := excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: 8 << 20}
	file, err := excelize.OpenReader(f, dir)
	if err != nil {
		return nil, fmt.Errorf("the workbook cannot be opened (%w); open it in a spreadsheet program and save it anew", err)
	}
	defer file.Close()
	b := &bookReader{file: file}
	for _, language := range Languages() {
		w, err := wordsFor(language)
		if err != nil {
			return nil, err
		}
		b.all = append(b.all, w)
	}
	found := false
	for _, sheet := range file.GetSheetList() {
		kind := b.kind(sheet)
		notes, err := b.comments(sheet)
		if err != nil {
			return nil, err
		}
		if kind != "" {
			if err := b.sheet(sheet, kind, notes); err != nil {
				return nil, err
			}
		}
		found = found || kind == "findings"
		b.Rest = append(b.Rest, notes...)
	}
	if !found {
		return nil, errForeign
	}
	return &b.Reading, nil
}

// kind says which sheet a name stands for: findings or earlier, else "".
func (b *bookReader) kind(sheet string) string {
	for _, w := range b.all {
		for _, key := range []string{"findings", "earlier"} {
			rest, ok := strings.CutPrefix(sheet, w.Sheet[key])
			if ok && strings.Trim(rest, " 0123456789") == "" {
				return key
			}
		}
	}
	return ""
}

// table is a sheet that is being read.
type table struct {
	words   *words // of its language
	columns map[string]int
	head    []string
}

// errColumns is the error of a sheet that lost what findings are known by.
var errColumns = errors.New("the sheet has no columns ID and Disposition any more; undo the renaming, or give an older copy")

// head finds the columns of a sheet by their headings.
func (b *bookReader) head(row []string) (table, error) {
	var best table
	for _, w := range b.all {
		t := table{words: w, columns: map[string]int{}, head: row}
		for key, name := range w.Column {
			if i := slices.Index(row, name); i >= 0 {
				t.columns[key] = i
			}
		}
		if len(t.columns) > len(best.columns) {
			best = t
		}
	}
	_, id := best.columns["id"]
	_, disposition := best.columns["disposition"]
	if !id || !disposition {
		return best, errColumns
	}
	return best, nil
}

// sheet reads one sheet, and tells comments what they are about.
func (b *bookReader) sheet(name, kind string, notes []Record) error {
	rows, err := b.file.Rows(name)
	if err != nil {
		return err
	}
	defer rows.Close()
	var t table
	var before *Record // of a finding that goes on in the next row
	beforeRow := ""
	for n := 1; rows.Next(); n++ {
		row, err := rows.Columns()
		if err != nil {
			return fmt.Errorf("sheet %s, row %d: %w", name, n, err)
		}
		if n == 1 {
			if t, err = b.head(row); err != nil {
				return fmt.Errorf("sheet %s: %w", name, err)
			}
			continue
		}
		r, odd := t.record(row, b.all)
		if r.Finding.ID == "" && !r.Touched() {
			continue
		}
		b.Rest = append(b.Rest, odd...)
		aboutRow(notes, n, r)
		at := t.cell(row, "row")
		switch {
		case kind == "earlier":
			r.What = cmp.Or(code(b.all, func(w *words) map[string]string { return w.What }, t.cell(row, "what")), WhatGone)
			b.Rest = append(b.Rest, r)
		case before != nil && at == beforeRow && before.Finding.ID == r.Finding.ID:
			if r.Touched() && *r.Finding.Review != *before.Finding.Review {
				r.What = WhatSecond
				b.Rest = append(b.Rest, r)
			}
		default:
			b.Findings = append(b.Findings, r)
			before, beforeRow = &b.Findings[len(b.Findings)-1], at
		}
	}
	return rows.Error()
}

// cell gives a cell of a row by the key of its column.
func (t table) cell(row []string, key string) string {
	if i, ok := t.columns[key]; ok && i < len(row) {
		return row[i]
	}
	return ""
}

// record reads a row. odd is what stands in it beside the columns that scan
// writes.
func (t table) record(row []string, all []*words) (r Record, odd []Record) {
	get := func(key string) string { return t.cell(row, key) }
	judged := &detect.Review{Reviewer: get("reviewer"), Date: get("reviewed"), Note: get("note")}
	r = Record{Place: get("place"), Finding: detect.Finding{
		ID: get("id"), Detector: get("label"), Rule: get("rule"), Quote: get("quote"), Gloss: get("gloss"), Sender: get("sender"),
		Platform: get("platform"), Time: strings.Replace(get("time"), " ", "T", 1),
		Severity:   detect.Severity(code(all, func(w *words) map[string]string { return w.Severity }, get("severity"))),
		Role:       code(all, func(w *words) map[chat.Role]string { return w.Role }, get("role")),
		Confidence: code(all, func(w *words) map[detect.Confidence]string { return w.Confidence }, get("confidence")),
		Review:     judged,
	}}
	if r.Finding.Severity == detect.Protective {
		r.Finding.Severity = detect.Info
	}
	if why := get("ignored"); why != "" {
		judged.Ignored = &detect.Ignored{Reason: why}
	}
	about := func(what, note string) {
		f := r.Finding
		f.Review = &detect.Review{Note: note}
		odd = append(odd, Record{What: what, Place: r.Place, Finding: f})
	}
	word := strings.TrimSpace(get("disposition"))
	if d, ok := disposition(all, word); ok {
		judged.Disposition = d
	} else {
		judged.Disposition = detect.Open
		about(WhatWord, word)
	}
	known := map[int]bool{}
	for _, i := range t.columns {
		known[i] = true
	}
	for i, s := range row {
		if known[i] || strings.TrimSpace(s) == "" {
			continue
		}
		if i < len(t.head) && t.head[i] != "" {
			s = t.head[i] + ": " + s
		}
		about(WhatColumn, s)
	}
	return r, odd
}

// Touched says whether a reviewer wrote anything about a finding.
func (r Record) Touched() bool {
	v := r.Finding.Review
	return v != nil && (v.Disposition != "" && v.Disposition != detect.Open || v.Reviewer != "" || v.Date != "" || v.Note != "")
}

// disposition finds the disposition of a word in any language; an empty one is
// open.
func disposition(all []*words, word string) (detect.Disposition, bool) {
	if word == "" {
		return detect.Open, true
	}
	for _, w := range all {
		for i, s := range w.Disposition {
			if strings.EqualFold(s, word) && i < len(detect.Dispositions) {
				return detect.Dispositions[i], true
			}
		}
	}
	return "", false
}

// code finds the key of a word in any language, the word itself when there is
// none.
func code[K ~string](all []*words, table func(*words) map[K]string, word string) K {
	for _, w := range all {
		for _, k := range sorted(table(w)) {
			if table(w)[k] == word {
				return k
			}
		}
	}
	return K(word)
}

// aboutRow gives the comments on a row the finding that stands there.
func aboutRow(notes []Record, row int, r Record) {
	for i := range notes {
		_, cell, _ := strings.Cut(notes[i].Place, "!")
		if _, n, err := excelize.CellNameToCoordinates(cell); err == nil && n == row {
			judged := notes[i].Finding.Review
			notes[i].Finding = r.Finding
			notes[i].Finding.Review = judged
		}
	}
}

// comments gives what reviewers wrote as comments on cells.
func (b *bookReader) comments(sheet string) ([]Record, error) {
	all, err := b.file.GetComments(sheet)
	if err != nil {
		return nil, fmt.Errorf("sheet %s: %w", sheet, err)
	}
	var notes []Record
	for _, c := range all {
		text := c.Text
		for _, p := range c.Paragraph {
			text += p.Text
		}
		if strings.TrimSpace(text) == "" {
			continue
		}
		notes = append(notes, Record{What: WhatComment, Place: sheet + "!" + c.Cell,
			Finding: detect.Finding{Review: &detect.Review{Reviewer: c.Author, Note: text}}})
	}
	return notes, nil
}
