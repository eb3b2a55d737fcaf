package report

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// worksheetParts are the parts of a sheet in the order that the Office format
// demands (ECMA-376, CT_Worksheet). Excel offers to repair a file with another.
var worksheetParts = []string{
	"sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges",
	"scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
	"dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
	"customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "tableParts", "extLst",
}

func TestPartsOfASheetStandInOrder(t *testing.T) {
	run := sampleRun("en")
	run.Messages, run.Ignores, run.Earlier = true, true, &Earlier{Name: "old.xlsx"}
	data := workbook(t, run, sample, quiet)
	f := readBack(t, data)
	for i, name := range f.GetSheetList() {
		last, depth := "", 0
		dec := xml.NewDecoder(strings.NewReader(part(t, data, fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1))))
		for {
			token, err := dec.Token()
			if err != nil {
				break
			}
			switch token := token.(type) {
			case xml.StartElement:
				if depth++; depth != 2 {
					continue
				}
				now := token.Name.Local
				at := slices.Index(worksheetParts, now)
				if at < 0 || at <= slices.Index(worksheetParts, last) {
					t.Errorf("%s: %s stands behind %s", name, now, last)
				}
				last = now
			case xml.EndElement:
				depth--
			}
		}
		if last == "" || depth != 0 {
			t.Errorf("%s is no whole sheet", name)
		}
	}
}
