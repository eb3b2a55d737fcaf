package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

var update = flag.Bool("update", false, "write the golden files anew; read them before you commit them")

// golden compares what a writer wrote with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", name, diff)
	}
}

// readBack opens a workbook that was just written.
func readBack(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// dump gives the cells of a workbook for reading: a line a row, cells parted
// by bars, line feeds as ⏎.
func dump(t *testing.T, data []byte) string {
	t.Helper()
	f := readBack(t, data)
	var b strings.Builder
	for _, name := range f.GetSheetList() {
		b.WriteString("== " + name + "\n")
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			b.WriteString(strings.ReplaceAll(strings.TrimRight(strings.Join(row, " | "), " |"), "\n", " ⏎ ") + "\n")
		}
	}
	return b.String()
}

// written gives what a writer made by open writes of conversations.
func written(t *testing.T, open func(*bytes.Buffer) Writer, conversations ...conversation) string {
	t.Helper()
	var out bytes.Buffer
	feed(t, open(&out), conversations...)
	return out.String()
}

// screen gives what the terminal shows.
func screen(t *testing.T, run *Run, conversations ...conversation) string {
	t.Helper()
	return written(t, func(out *bytes.Buffer) Writer {
		w, err := Text(out, run)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}, conversations...)
}

func TestGolden(t *testing.T) {
	all := sampleRun("en")
	all.Messages = true
	unread := sampleRun("en")
	unread.Unread = append(unread.Unread, unreadable)
	for name, got := range map[string]string{
		"findings.jsonl":   written(t, func(b *bytes.Buffer) Writer { return JSONL(b) }, sample),
		"findings.csv":     written(t, func(b *bytes.Buffer) Writer { return CSV(b, CSVOptions{}) }, sample),
		"hold-en.txt":      screen(t, sampleRun("en"), sample),
		"hold-zh.txt":      screen(t, sampleRun("zh"), sample),
		"several-en.txt":   screen(t, unread, quiet, sample),
		"nothing-en.txt":   screen(t, unread),
		"book-en.txt":      dump(t, workbook(t, all, sample)),
		"book-zh.txt":      dump(t, workbook(t, sampleRun("zh"), sample)),
		"several-book.txt": dump(t, workbook(t, unread, quiet, sample)),
		"nothing-book.txt": dump(t, workbook(t, unread)),
		"hold-en.html":     unstyled(webpage(t, sampleRun("en"), sample)),
		"hold-zh.html":     unstyled(webpage(t, sampleRun("zh"), sample)),
		"several-en.html":  unstyled(webpage(t, unread, quiet, joined)),
		"nothing-en.html":  unstyled(webpage(t, unread)),
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, got) })
	}
}

// unstyled gives a page without its style, which is read for itself.
func unstyled(page string) string { return strings.Replace(page, pageStyle, "…\n", 1) }
