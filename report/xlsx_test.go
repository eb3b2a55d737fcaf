package report

import (
	"archive/zip"
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"html"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// part gives a file of the workbook's archive.
func part(t *testing.T, data []byte, name string) string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := r.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(all)
}

// columnOf gives the cells under a heading.
func columnOf(t testing.TB, f *excelize.File, sheet, heading string) []string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(rows[0], heading)
	if at < 0 {
		t.Fatalf("no column %q in %q", heading, rows[0])
	}
	var all []string
	for _, row := range rows[1:] {
		if at < len(row) {
			all = append(all, row[at])
		} else {
			all = append(all, "")
		}
	}
	return all
}

func TestWorkbookStructure(t *testing.T) {
	run := sampleRun("en")
	run.Messages = true
	data := workbook(t, run, sample)
	f := readBack(t, data)
	if got := strings.Join(f.GetSheetList(), " "); got != "Summary Findings Timeline Accounts Contacts Links Participants Evidence Rules About" {
		t.Errorf("sheets %s", got)
	}
	if f.GetActiveSheetIndex() != 0 {
		t.Errorf("sheet %d is open", f.GetActiveSheetIndex())
	}
	for i, name := range f.GetSheetList() {
		xml := part(t, data, fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1))
		wants := []string{`orientation="landscape"`, `paperSize="9"`, `&amp;A`, `<sheetProtection sheet="true"`, ` autoFilter="false"`}
		if name == "Summary" || name == "About" {
			wants = append(wants, ` scale="`)
		} else {
			wants = append(wants, `<pageSetUpPr fitToPage="true"`, `fitToHeight="0"`, `state="frozen"`, `ySplit="1"`, `<autoFilter ref="$A$1:`)
		}
		for _, want := range wants {
			if !strings.Contains(xml, want) {
				t.Errorf("%s lacks %s", name, want)
			}
		}
		for _, never := range []string{`<dimension`, `<f>`, `hidden=`} {
			if strings.Contains(xml, never) {
				t.Errorf("%s has %s", name, never)
			}
		}
	}
	for _, want := range []string{`'Timeline'!$1:$1`, `'Findings'!$A:$D,'Findings'!$1:$1`} {
		if !strings.Contains(html.UnescapeString(part(t, data, "xl/workbook.xml")), want) {
			t.Errorf("no print title %s", want)
		}
	}
	list := part(t, data, "xl/worksheets/sheet2.xml")
	for _, want := range []string{
		`sqref="U2:U9"`, "open,confirmed,dismissed,needs information", `errorStyle="stop"`,
		`sqref="A2:T9"`, `<formula1>FALSE</formula1>`, ` sort="false"`,
	} {
		if !strings.Contains(list, want) {
			t.Errorf("Findings lacks %s", want)
		}
	}
	if s := part(t, data, "xl/charts/chart1.xml"); !strings.Contains(s, `<barChart>`) || !strings.Contains(s, `&#39;Summary&#39;!$C$`) {
		t.Errorf("no chart of the findings over time")
	}
	if got := columnOf(t, f, "Findings", "Disposition"); len(got) != 8 || got[0] != "open" {
		t.Errorf("dispositions %q", got)
	}
}

func TestWorkbookLinksOnlyInside(t *testing.T) {
	data := workbook(t, sampleRun("en"), hostileConversation(hostile["formula"]), sample)
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.File {
		if strings.Contains(part(t, data, f.Name), `TargetMode="External"`) {
			t.Errorf("%s links outside", f.Name)
		}
	}
	f := readBack(t, data)
	index := columnOf(t, f, "Timeline", "Findings row")
	for i, row := range columnOf(t, f, "Findings", "Timeline row") {
		ok, target, err := f.GetCellHyperLink("Findings", fmt.Sprintf("K%d", i+2))
		if err != nil || !ok || target != "'Timeline'!A"+row {
			t.Errorf("finding %d links to %q (%v, %v), want row %s", i, target, ok, err, row)
		}
		var n int
		fmt.Sscan(row, &n)
		first, last, _ := strings.Cut(index[n-2], "–")
		var from, to int
		fmt.Sscan(first, &from)
		fmt.Sscan(cmp.Or(last, first), &to)
		if i+2 < from || i+2 > to {
			t.Errorf("row %d of the timeline has its findings in the rows %s, want %d among them", n, index[n-2], i+2)
		}
		_, back, err := f.GetCellHyperLink("Timeline", "M"+row)
		if want := "'Findings'!A" + first; err != nil || back != want {
			t.Errorf("M%s of the timeline links to %q (%v), want %s", row, back, err, want)
		}
	}
}

func TestWorkbookProperties(t *testing.T) {
	run := sampleRun("en")
	core := part(t, workbook(t, run, sample), "docProps/core.xml")
	if strings.Contains(core, "xuri") || strings.Contains(core, "created") || !strings.Contains(core, "backchannel 0.1.0") {
		t.Errorf("got %s", core)
	}
	run.Time = time.Unix(1709623330, 0)
	data := workbook(t, run, sample)
	if core := part(t, data, "docProps/core.xml"); !strings.Contains(core, "2024-03-05T07:22:10Z") {
		t.Errorf("got %s", core)
	}
	if app := part(t, data, "docProps/app.xml"); strings.Contains(app, "Excelize") {
		t.Errorf("got %s", app)
	}
}

func TestWorkbookIsTheSameEveryTime(t *testing.T) {
	run := sampleRun("en")
	run.Messages = true
	var first [32]byte
	for i := range 20 {
		sum := sha256.Sum256(workbook(t, run, sample, quiet))
		if i == 0 {
			first = sum
		} else if sum != first {
			t.Fatalf("run %d gives other bytes", i+1)
		}
	}
	r, err := zip.NewReader(bytes.NewReader(workbook(t, run, sample)), int64(len(workbook(t, run, sample))))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(r.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) }) || r.File[0].Name != "[Content_Types].xml" {
		t.Errorf("the archive is not sorted")
	}
}

func TestWorkbookHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("writes a lot, in one goroutine: left out with -short")
	}
	for name, s := range hostile {
		t.Run(name, func(t *testing.T) {
			run := sampleRun("en")
			run.Messages = true
			run.Unread = append(run.Unread, chat.Problem{Source: s, Text: s})
			run.Ignores = true
			said := &detect.Review{Disposition: detect.Open, Reviewer: s, Date: s, Note: s, Ignored: &detect.Ignored{Reason: s, Who: s, Until: s}}
			run.Earlier = &Earlier{Name: s, Rows: []Record{{What: WhatGone, Place: s, Finding: detect.Finding{ID: s, Sender: s, Quote: s, Review: said}}}}
			judged := func() ([]detect.Event, detect.Case) {
				events, c := hostileConversation(s)()
				events[0].Findings[0].Review = said
				return events, c
			}
			data := workbook(t, run, judged)
			f := readBack(t, data)
			if got, want := whole(columnOf(t, f, "Timeline", "Text")), visible(s); got != want {
				t.Errorf("message %.80q, want %.80q", got, want)
			}
			for i, sheet := range f.GetSheetList() {
				if strings.Contains(part(t, data, fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)), "<f>") {
					t.Errorf("%s has a formula", sheet)
				}
				rows, err := f.GetRows(sheet)
				if err != nil {
					t.Fatal(err)
				}
				for _, row := range rows {
					for _, c := range row {
						shows(t, c)
						if n := len(utf16.Encode([]rune(c))); n > maxUnits || strings.Count(c, "\n") > maxBreaks {
							t.Errorf("a cell of %s has %d units and %d line breaks", sheet, n, strings.Count(c, "\n"))
						}
					}
				}
			}
		})
	}
}

func TestFormulasStayText(t *testing.T) {
	data := workbook(t, sampleRun("en"), hostileConversation("=1+1"))
	f := readBack(t, data)
	kind, err := f.GetCellType("Findings", "H2")
	if err != nil || kind != excelize.CellTypeInlineString {
		t.Errorf("the quote is of type %v, %v", kind, err)
	}
	style := regexp.MustCompile(`<c r="H2" s="(\d+)"`).FindStringSubmatch(part(t, data, "xl/worksheets/sheet2.xml"))
	if style == nil {
		t.Fatal("no cell H2")
	}
	formats := regexp.MustCompile(`<xf [^>]*>`).FindAllString(strings.SplitN(part(t, data, "xl/styles.xml"), "<cellXfs", 2)[1], -1)
	var n int
	fmt.Sscan(style[1], &n)
	if !strings.Contains(formats[n], `quotePrefix="true"`) {
		t.Errorf("the quote would become a formula when edited: %s", formats[n])
	}
}

// talk makes a conversation of n messages, of which some bear a finding.
func talk(n int, found ...int) conversation {
	return func() ([]detect.Event, detect.Case) {
		events := make([]detect.Event, n)
		for i := range events {
			m := chat.Message{Source: "x", Index: i + 1, Line: i + 1, Kind: chat.Text, Text: fmt.Sprint("text ", i+1)}
			events[i].Message = m
			for range count(found, i+1) {
				events[i].Findings = append(events[i].Findings, detect.Finding{Index: i + 1, Detector: "pressure", Severity: detect.Low, Quote: "text", End: 4})
			}
		}
		return events, detect.Case{Source: "x"}
	}
}

func count(ns []int, n int) int {
	k := 0
	for _, x := range ns {
		if x == n {
			k++
		}
	}
	return k
}

func TestContext(t *testing.T) {
	for _, tt := range []struct {
		name string
		of   []conversation
		want string // numbers of messages, those with a finding starred
	}{
		{"none", []conversation{talk(5)}, ""},
		{"in the middle", []conversation{talk(9, 5)}, "3 4 5* 6 7"},
		{"first and last", []conversation{talk(6, 1, 6)}, "1* 2 3 4 5 6*"},
		{"near each other", []conversation{talk(9, 3, 5)}, "1 2 3* 4 5* 6 7"},
		{"next to each other", []conversation{talk(9, 4, 5)}, "2 3 4* 5* 6 7"},
		{"sharing context", []conversation{talk(12, 3, 7)}, "1 2 3* 4 5 6 7* 8 9"},
		{"far apart", []conversation{talk(14, 3, 11)}, "1 2 3* 4 5 9 10 11* 12 13"},
		{"two in one message", []conversation{talk(5, 3, 3)}, "1 2 3* 4 5"},
		{"two conversations", []conversation{talk(3, 3), talk(3, 1)}, "1 2 3* 1* 2 3"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := readBack(t, workbook(t, sampleRun("en"), tt.of...))
			labels := columnOf(t, f, "Timeline", "Label")
			var got []string
			for i, n := range columnOf(t, f, "Timeline", "#") {
				if labels[i] != "context" {
					n += "*"
				}
				got = append(got, n)
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("got %s, want %s", s, tt.want)
			}
		})
	}
}

func TestFullSheetsGoOnInTheNext(t *testing.T) {
	run := sampleRun("en")
	run.Messages = true
	var out bytes.Buffer
	b, err := XLSX(&out, run)
	if err != nil {
		t.Fatal(err)
	}
	b.maxRows = 10
	feed(t, b, talk(25, 2, 8, 14, 20))
	f := readBack(t, out.Bytes())
	want := "Summary|Findings|Timeline|Timeline 2|Timeline 3|Accounts|Contacts|Links|Participants|Evidence|Rules|About"
	if got := strings.Join(f.GetSheetList(), "|"); got != want {
		t.Errorf("sheets %s, want %s", got, want)
	}
	var all []string
	for _, sheet := range []string{"Timeline", "Timeline 2", "Timeline 3"} {
		all = append(all, columnOf(t, f, sheet, "#")...)
	}
	if len(all) != 25 || all[8] != "9" || all[24] != "25" {
		t.Errorf("messages %q", all)
	}
	if got := columnOf(t, f, "Findings", "Timeline row"); got[3] != "'Timeline 3'!A3" {
		t.Errorf("the findings stand in the rows %q", got)
	}
	for _, d := range f.GetDefinedName() {
		if strings.HasPrefix(d.Name, "_xlnm") && !strings.Contains(d.RefersTo, "'"+d.Scope+"'!") {
			t.Errorf("%s of %s refers to %s", d.Name, d.Scope, d.RefersTo)
		}
	}
}

func TestLongTextsOfSeveralFindingsStandOnce(t *testing.T) {
	s := strings.Repeat("付", 40000)
	f := readBack(t, workbook(t, sampleRun("en"), hostileConversation(s)))
	if got := whole(columnOf(t, f, "Timeline", "Text")); got != s {
		t.Errorf("the timeline has %d characters of the message, want %d", len(got)/3, len(s)/3)
	}
	if all := columnOf(t, f, "Findings", "Whole message"); !strings.Contains(all[0], "on the sheet Timeline") {
		t.Errorf("the finding says %.40q", all[0])
	}
}

// broken is an output that fails.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("broken") }

func TestTemporaryFilesGo(t *testing.T) {
	if testing.Short() {
		t.Skip("writes a lot, in one goroutine: left out with -short")
	}
	for name, use := range map[string]func(*Workbook) error{
		"close": (*Workbook).Close,
		"abort": func(b *Workbook) error { b.Abort(); return errors.New("broken") },
	} {
		t.Run(name, func(t *testing.T) {
			run := sampleRun("en")
			run.TempDir = t.TempDir()
			b, err := XLSX(broken{}, run)
			if err != nil {
				t.Fatal(err)
			}
			events, _ := sample()
			for range 2000 {
				for _, e := range events {
					if err := b.Event(e); err != nil {
						t.Fatal(err)
					}
				}
			}
			if names(t, run.TempDir) == "" {
				t.Error("nothing waits in the temporary folder")
			}
			if err := use(b); err == nil {
				t.Error("a failed write goes unnoticed")
			}
			if left, _ := os.ReadDir(run.TempDir); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

func FuzzWorkbook(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s, 0, 3)
	}
	f.Fuzz(func(t *testing.T, s string, start, end int) {
		run := sampleRun("en")
		run.Messages = true
		conversation := func() ([]detect.Event, detect.Case) {
			events, c := hostileConversation(s)()
			for i := range events[0].Findings {
				events[0].Findings[i].Start, events[0].Findings[i].End = start, end
			}
			return events, c
		}
		book := readBack(t, workbook(t, run, conversation))
		if got, want := whole(columnOf(t, book, "Timeline", "Text")), visible(s); got != want {
			t.Errorf("read back %q, want %q", got, want)
		}
	})
}
