package table

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// sheet is a sheet of a workbook in a test.
type sheet struct {
	name string
	rows [][]any
}

// date is a cell with a number format.
type date struct {
	at     time.Time
	format string
}

// workbook writes a workbook as a spreadsheet program would.
func workbook(t testing.TB, sheets ...sheet) *source.Source {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, s := range sheets {
		if i == 0 {
			must(f.SetSheetName("Sheet1", s.name))
		} else {
			_, err := f.NewSheet(s.name)
			must(err)
		}
		for y, row := range s.rows {
			for x, v := range row {
				cell, err := excelize.CoordinatesToCellName(x+1, y+1)
				must(err)
				d, ok := v.(date)
				if !ok {
					must(f.SetCellValue(s.name, cell, v))
					continue
				}
				must(f.SetCellValue(s.name, cell, d.at))
				style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &d.format})
				must(err)
				must(f.SetCellStyle(s.name, cell, cell, style))
			}
		}
	}
	var b bytes.Buffer
	must(f.Write(&b))
	return source.Bytes("t.xlsx", b.Bytes())
}

func TestXLSX(t *testing.T) {
	at := time.Date(2024, 3, 5, 15, 22, 10, 0, time.UTC)
	day := at.Truncate(24 * time.Hour)
	src := workbook(t,
		sheet{"Chat", [][]any{
			{},
			{"Our chat with Lily"},
			{"Time", "Sender", "Text", "mood"},
			{date{at, "m/d/yyyy h:mm"}, "Lily", "你好\nhi"},
			{date{at.Truncate(time.Hour), "dd/mm/yyyy hh:mm"}, "Tom", date{day, "yyyy-mm-dd"}},
			{},
			{date{day, "m/d/yy"}, "Tom", 0.5},
			{"2024-03-06 9:05", "Tom", "", "", "stray"},
			{1725240120, "Tom", "=1+1"},
		}},
		sheet{"Notes", [][]any{{"nothing here"}, {"text"}}},
		sheet{"Other", [][]any{{"text"}, {"second chat"}}},
	)
	got := collect(t, XLSX{}.Read, src, chat.Options{})
	if got.err != nil {
		t.Fatal(got.err)
	}
	want := []short{
		{4, 1, "2024-03-05T15:22:10", "Lily", "你好\nhi"},
		{5, 1, "2024-03-05T15:00", "Tom", "2024-03-05"},
		{7, 1, "2024-03-05", "Tom", "0.5"},
		{8, 1, "2024-03-06T09:05", "Tom", ""},
		{9, 1, "2024-09-02T01:22:00Z", "Tom", "=1+1"},
		{2, 1, "", "", "second chat"},
	}
	if diff := cmp.Diff(want, shorten(got.messages)); diff != "" {
		t.Errorf("messages differ (-want +got):\n%s", diff)
	}
	checkProblems(t, []string{"8: to the right"}, got.problems)
	if m := got.messages[5]; m.Conversation != "Other" || m.Index != 1 || got.messages[4].Conversation != "Chat" {
		t.Errorf("sheets are not told apart: %+v", m)
	}
	if got.cov.Found != 13 || got.cov.Read != 6 || skipped(&got.cov) != 7 || got.cov.Unit != "rows" {
		t.Errorf("13 rows are not accounted for: %+v", got.cov)
	}
}

func TestXLSXDates1904(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	yes := true
	if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
		t.Fatal(err)
	}
	for cell, v := range map[string]any{"A1": "date", "B1": "time", "C1": "text", "A2": 43894, "B2": 0.5, "C2": "x"} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	got := collect(t, XLSX{}.Read, source.Bytes("t.xlsx", b.Bytes()), chat.Options{})
	if len(got.messages) != 1 || got.messages[0].Time != "2024-03-05T12:00:00" {
		t.Errorf("got %+v %v", got.messages, got.err)
	}
}

func TestXLSXSniff(t *testing.T) {
	chatBook := workbook(t, sheet{"S", [][]any{{"时间", "发送人", "内容"}, {"2024-03-05 15:22", "Tom", "hi"}}})
	other := workbook(t, sheet{"S", [][]any{{"sku", "price"}, {"a", 5}}})
	read := func(src *source.Source) []byte {
		r, err := src.Open()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		var b bytes.Buffer
		if _, err := b.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	if got := (XLSX{}).Sniff("t.xlsx", read(chatBook)); got < 60 {
		t.Errorf("a chat scores %d", got)
	}
	if got := (XLSX{}).Sniff("t.xlsx", read(other)); got != 0 {
		t.Errorf("a price list scores %d", got)
	}
	if got := (XLSX{}).Sniff("chat.zip", []byte("PK\x03\x04 _chat.txt")); got != 0 {
		t.Errorf("another zip scores %d", got)
	}
}

func TestXLSXRefused(t *testing.T) {
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		// What the entry says that it holds is enough to refuse it.
		if _, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, UncompressedSize64: MaxWorkbook / 2}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, src := range map[string]*source.Source{
		"no zip":         source.Bytes("t.xlsx", []byte("time,text")),
		"cut zip":        source.Bytes("t.xlsx", []byte("PK\x03\x04\x14\x00")),
		"bomb":           source.Bytes("t.xlsx", bomb.Bytes()),
		"no text column": workbook(t, sheet{"S", [][]any{{"sku", "price"}, {"a", 5}}}),
		"nothing":        workbook(t, sheet{"S", nil}),
	} {
		t.Run(name, func(t *testing.T) {
			got := collect(t, XLSX{}.Read, src, chat.Options{})
			var refusal *chat.Refusal
			if !errors.As(got.err, &refusal) || len(got.messages) > 0 {
				t.Errorf("got %v and %d messages", got.err, len(got.messages))
			}
		})
	}
}

// FuzzXLSX writes messages to a workbook and reads them: they are the same.
func FuzzXLSX(f *testing.F) {
	f.Add("hi \"you\"\nbye", "Lily", "=1+1")
	f.Add("0.5", " ", "2024-03-05")
	f.Add("_", "1", "'")
	f.Fuzz(func(t *testing.T, a, b, sender string) {
		for _, s := range []*string{&a, &b, &sender} {
			*s = strings.Map(func(r rune) rune {
				if r < ' ' && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff {
					return -1 // not in XML
				}
				return r
			}, strings.ToValidUTF8(*s, ""))
		}
		if a == "" || b == "" || len(a+b+sender) > 30_000 || strings.Contains(a+b+sender, "_x") {
			t.Skip("the writing library does not store empty cells and does not escape _x0041_")
		}
		src := workbook(t, sheet{"S", [][]any{{"sender", "kind", "text", "platform"}, {sender, "text", a, "qq"}, {sender, "link", b, "qq"}}})
		want := []chat.Message{
			{Source: "t.xlsx", Platform: "qq", Index: 1, Line: 2, Lines: 1, Sender: sender, Kind: chat.Text, Text: a, Attachments: []string{}},
			{Source: "t.xlsx", Platform: "qq", Index: 2, Line: 3, Lines: 1, Sender: sender, Kind: chat.Link, Text: b, Attachments: []string{}},
		}
		got := collect(t, XLSX{}.Read, src, chat.Options{})
		if diff := cmp.Diff(want, got.messages, cmpopts.EquateEmpty()); diff != "" || got.err != nil {
			t.Fatalf("%v (-want +got):\n%s", got.err, diff)
		}
	})
}

// FuzzXLSXBytes breaks a workbook: no panic, and rows that are read are accounted for.
func FuzzXLSXBytes(f *testing.F) {
	src := workbook(f, sheet{"S", [][]any{{"time", "text"}, {"2024-03-05 15:22", "hi"}}})
	r, err := src.Open()
	if err != nil {
		f.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := b.ReadFrom(r); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		(XLSX{}).Sniff("t.xlsx", data)
		got := collect(t, XLSX{}.Read, source.Bytes("t.xlsx", data), chat.Options{})
		if got.err == nil && got.cov.Found != got.cov.Read+skipped(&got.cov) {
			t.Fatalf("rows are not accounted for: %+v", got.cov)
		}
	})
}

func BenchmarkXLSX(b *testing.B) {
	rows := [][]any{{"time", "sender", "text"}}
	for range 2000 {
		for _, m := range mixed {
			rows = append(rows, []any{m.Time, m.Sender, m.Text})
		}
	}
	src := workbook(b, sheet{"S", rows})
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, err := range (XLSX{}).Read(src, chat.Options{}, nil) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
	}
	b.ReportMetric(float64(b.N*6000)/b.Elapsed().Seconds(), "rows/s")
}
