package report

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/detect"
)

// office converts a workbook with LibreOffice, and skips the test where there
// is none.
func office(t *testing.T, name, to string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("LibreOffice takes its time")
	}
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not installed; the workbook is not opened in it")
	}
	dir := t.TempDir()
	home := "-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "home"))
	cmd := exec.Command(soffice, home, "--headless", "--convert-to", to, "--outdir", dir, name)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	ext, _, _ := strings.Cut(to, ":")
	out := filepath.Join(dir, strings.TrimSuffix(filepath.Base(name), ".xlsx")+"."+ext)
	if info, err := os.Stat(out); err != nil || info.Size() == 0 {
		t.Fatalf("LibreOffice made nothing of the workbook: %v", err)
	}
	return out
}

// What LibreOffice opens and saves holds the same findings and words of the
// reviewer as before.
func TestOfficeKeepsTheWorkbook(t *testing.T) {
	run := sampleRun("en")
	run.Messages = true
	run.Earlier = &Earlier{Name: "old.xlsx"}
	judged := func() ([]detect.Event, detect.Case) {
		events, c := sample()
		events[5].Findings[0].Review = &detect.Review{Disposition: detect.Needs, Reviewer: "审核人", Date: "2024-03-20", Note: "- 30% is usual here\n+86 138 1234 5678"}
		return events, c
	}
	name := kept(t, "case.xlsx", workbook(t, run, judged, hostileConversation(hostile["formula"])))
	before, err := Read(name)
	if err != nil {
		t.Fatal(err)
	}
	after, err := Read(office(t, name, "xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("LibreOffice changes (-before +after):\n%s", diff)
	}
}

// It prints as well: as many pages as there are, with the Chinese in them.
func TestOfficePrintsTheWorkbook(t *testing.T) {
	run := sampleRun("zh")
	data, err := os.ReadFile(office(t, kept(t, "case.xlsx", workbook(t, run, sample)), "pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if pages := bytes.Count(data, []byte("/Type/Page")) - bytes.Count(data, []byte("/Type/Pages")); pages < 7 || pages > 20 {
		t.Errorf("%d pages printed", pages)
	}
}
