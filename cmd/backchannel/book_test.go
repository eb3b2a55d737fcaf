package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// cmdCells prints the cells of a sheet: cells FILE SHEET.
func cmdCells(ts *testscript.TestScript, _ bool, args []string) {
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	rows, err := f.GetRows(args[1])
	ts.Check(err)
	for _, row := range rows {
		fmt.Fprintln(ts.Stdout(), strings.ReplaceAll(strings.Join(row, " | "), "\n", " ⏎ "))
	}
}

// cmdFill does what a reviewer does: fill FILE SHEET WORDS HEADING VALUE… puts
// values below headings, in the first row that holds the words.
func cmdFill(ts *testscript.TestScript, _ bool, args []string) {
	name, sheet, words := ts.MkAbs(args[0]), args[1], args[2]
	f, err := excelize.OpenFile(name)
	ts.Check(err)
	defer f.Close()
	rows, err := f.GetRows(sheet)
	ts.Check(err)
	at := slices.IndexFunc(rows, func(row []string) bool { return strings.Contains(strings.Join(row, "|"), words) })
	if at < 0 {
		ts.Fatalf("no row with %q", words)
	}
	for i := 3; i < len(args); i += 2 {
		column := slices.Index(rows[0], args[i])
		cell, err := excelize.CoordinatesToCellName(column+1, at+1)
		ts.Check(err)
		ts.Check(f.SetCellStr(sheet, cell, args[i+1]))
	}
	ts.Check(f.Save())
}
