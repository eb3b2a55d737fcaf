package report

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"backchannel/detect"
)

// kept writes bytes to a file of the test.
func kept(t testing.TB, name string, data []byte) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// brief is what of a finding every form tells.
func brief(f detect.Finding) string {
	return strings.Join([]string{f.ID, f.Detector, f.Rule, string(f.Severity), string(f.Confidence), f.Quote, f.Time, f.Sender, string(f.Role)}, "|")
}

func TestReadGivesWhatWasWritten(t *testing.T) {
	events, _ := sample()
	var want []string
	for _, e := range events {
		for _, f := range e.Findings {
			want = append(want, brief(f))
		}
	}
	for name, data := range map[string][]byte{
		"en.xlsx": workbook(t, sampleRun("en"), sample),
		"zh.xlsx": workbook(t, sampleRun("zh"), sample),
		"a.jsonl": []byte(written(t, func(b *bytes.Buffer) Writer { return JSONL(b) }, sample)),
	} {
		t.Run(name, func(t *testing.T) {
			r, err := Read(kept(t, name, data))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range r.Findings {
				got = append(got, brief(f.Finding))
				if f.Place == "" || f.Touched() {
					t.Errorf("%s stands at %q with the review %+v", f.Finding.ID, f.Place, f.Finding.Review)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" || len(r.Rest) > 0 {
				t.Errorf("read back (-want +got), with %d more:\n%s", len(r.Rest), diff)
			}
		})
	}
}

// reviewed gives a workbook after a reviewer had it.
func reviewed(t *testing.T, data []byte, edit func(*excelize.File)) string {
	t.Helper()
	f := readBack(t, data)
	edit(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return kept(t, "reviewed.xlsx", out.Bytes())
}

// fill writes cells of a sheet.
func fill(t *testing.T, f *excelize.File, sheet string, cells map[string]any) {
	t.Helper()
	for cell, v := range cells {
		if err := f.SetCellValue(sheet, cell, v); err != nil {
			t.Fatal(err)
		}
	}
}

func TestReadKeepsWhatAReviewerWrote(t *testing.T) {
	name := reviewed(t, workbook(t, sampleRun("en"), sample), func(f *excelize.File) {
		fill(t, f, "Findings", map[string]any{
			"U2": "dismissed", "V2": "A. Auditor", "W2": 45356.0, "X2": "- 30% is usual here\nasked by phone",
			"U3": "Confirmed", "W3": "last week",
			"U4": "rejected", "X5": "付款前再看", "Z6": "a column of my own",
		})
		if err := f.AddComment("Findings", excelize.Comment{Cell: "C7", Author: "B. Boss", Text: "see the mail"}); err != nil {
			t.Fatal(err)
		}
		if err := f.AddComment("Summary", excelize.Comment{Cell: "A1", Author: "B. Boss", Text: "well done"}); err != nil {
			t.Fatal(err)
		}
	})
	r, err := Read(name)
	if err != nil {
		t.Fatal(err)
	}
	want := []detect.Review{
		{Disposition: detect.Dismissed, Reviewer: "A. Auditor", Date: "2024-03-05", Note: "- 30% is usual here\nasked by phone"},
		{Disposition: detect.Confirmed, Date: "last week"},
		{Disposition: detect.Open},
		{Disposition: detect.Open, Note: "付款前再看"},
	}
	for i, w := range want {
		if diff := cmp.Diff(&w, r.Findings[i].Finding.Review); diff != "" {
			t.Errorf("finding %d (-want +got):\n%s", i, diff)
		}
	}
	var rest []string
	for _, x := range r.Rest {
		rest = append(rest, strings.Join([]string{x.What, x.Finding.ID, x.Finding.Review.Reviewer, x.Finding.Review.Note}, "|"))
	}
	wantRest := []string{
		"comment||B. Boss|well done", "word|cccccccccccccccc||rejected", "column|eeeeeeeeeeeeeeee||a column of my own", "comment|ffffffffffffffff|B. Boss|see the mail",
	}
	if diff := cmp.Diff(wantRest, rest); diff != "" {
		t.Errorf("beside the findings (-want +got):\n%s", diff)
	}
}

// What was left over once is read, written and read again.
func TestTheSheetOfLeftoversComesBack(t *testing.T) {
	want := []Record{
		{What: WhatGone, Place: "a.txt:3", Finding: detect.Finding{ID: "1", Detector: "pressure", Severity: detect.Low, Quote: "today",
			Review: &detect.Review{Disposition: detect.Confirmed, Reviewer: "A", Date: "2024-03-05", Note: "=1+1"}}},
		{What: WhatComment, Place: "Findings!C7", Finding: detect.Finding{Review: &detect.Review{Disposition: detect.Open, Note: "see the mail"}}},
	}
	for _, language := range Languages() {
		run := sampleRun(language)
		run.Earlier = &Earlier{Name: "old.xlsx", Rows: want}
		r, err := Read(kept(t, "a.xlsx", workbook(t, run, sample)))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, r.Rest); diff != "" {
			t.Errorf("%s (-want +got):\n%s", language, diff)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	good := workbook(t, sampleRun("en"), sample)
	other := excelize.NewFile()
	var foreign bytes.Buffer
	if err := other.Write(&foreign); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		data []byte
		want string
	}{
		"empty.xlsx":   {nil, ""},
		"chat.txt":     {[]byte("[2024-03-05 15:19:00] Buyer: hello\n"), "this is no report with findings"},
		"picture.xlsx": {[]byte("\xff\xd8\xff\xe0JFIF"), "this is no report with findings"},
		"cut.xlsx":     {good[:len(good)/2], "the workbook is damaged"},
		"foreign.xlsx": {foreign.Bytes(), "this is no report with findings"},
		"zip.xlsx":     {zipped(t, "a.txt"), "the workbook cannot be opened"},
		"lie.xlsx":     {claiming(t, "xl/worksheets/sheet1.xml", 0xff000000), "cannot be"},
		"bomb.xlsx":    {claiming(t, "xl/media/image1.png", 0xff000000), "unpacks to more than any report needs"},
		"cut.jsonl":    {[]byte(`{"id":"1","rule":"a/b"}` + "\n" + `{"id":"2","ru`), "line 2 is damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(kept(t, name, tt.data))
			if tt.want == "" {
				if err != nil {
					t.Errorf("an empty JSONL is a report without findings, got %v", err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), name+": ") {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
	renamed := reviewed(t, good, func(f *excelize.File) { fill(t, f, "Findings", map[string]any{"T1": "Number"}) })
	if _, err := Read(renamed); err == nil || !strings.Contains(err.Error(), "no columns ID and Disposition") {
		t.Errorf("a renamed column gives %v", err)
	}
	if _, err := Read(filepath.Join(t.TempDir(), "none.xlsx")); err == nil || !strings.Contains(err.Error(), "there is no such file") {
		t.Errorf("a missing file gives %v", err)
	}
	if _, err := Read(t.TempDir()); err == nil || !strings.Contains(err.Error(), "this is no report") {
		t.Errorf("a folder gives %v", err)
	}
}

// zipped is an archive of one empty file.
func zipped(t *testing.T, name string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	if _, err := z.Create(name); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// claiming is an archive that claims to unpack to a size: it stands in the
// directory at its end.
func claiming(t *testing.T, name string, size uint32) []byte {
	t.Helper()
	data := zipped(t, name)
	at := bytes.LastIndex(data, []byte("PK\x01\x02"))
	if at < 0 {
		t.Fatal("no directory")
	}
	binary.LittleEndian.PutUint32(data[at+24:], size)
	return data
}

func FuzzReadJSONL(f *testing.F) {
	f.Add(`{"id":"1","rule":"a/b","severity":"low"}`)
	f.Add("{}\n\n{\"id\":1}")
	f.Fuzz(func(t *testing.T, s string) {
		r, err := readJSONL(strings.NewReader(s))
		if err != nil {
			return
		}
		for _, x := range r.Findings {
			if x.Finding.ID == "" {
				t.Errorf("%q gives a finding without an id", s)
			}
		}
	})
}

// Whatever a reviewer types comes back, and whatever a chat holds does not
// keep it from doing so.
func TestHostileWordsComeBack(t *testing.T) {
	for name, s := range hostile {
		t.Run(name, func(t *testing.T) {
			said := detect.Review{Disposition: detect.Dismissed, Reviewer: "A. Auditor", Date: "2024-03-05", Note: s}
			judged := func() ([]detect.Event, detect.Case) {
				events, c := hostileConversation(s)()
				events[0].Findings[0].Review = &said
				return events, c
			}
			r, err := Read(kept(t, "a.xlsx", workbook(t, sampleRun("en"), judged)))
			if err != nil {
				t.Fatal(err)
			}
			var notes []string
			for _, x := range append(r.Findings[:1], r.Rest...) {
				if v := x.Finding.Review; v.Disposition != detect.Dismissed || v.Reviewer != said.Reviewer || v.Date != said.Date {
					t.Errorf("%s: the review is %+v", x.What, v)
				}
				notes = append(notes, x.Finding.Review.Note)
			}
			if got, want := whole(notes), visible(s); got != want {
				t.Errorf("the note is %.80q, want %.80q", got, want)
			}
		})
	}
}
