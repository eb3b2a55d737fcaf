package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fullDevice is a device on which every write fails for want of room.
const fullDevice = "/dev/full"

// writtenForms are all forms of a report, each with a suffix.
func writtenForms() []form { return reportForms.forms }

func TestFullDiskIsToldInEveryForm(t *testing.T) {
	if _, err := os.Stat(fullDevice); err != nil {
		t.Skip("no device that is always full")
	}
	for _, f := range writtenForms() {
		t.Run(f.name, func(t *testing.T) {
			code, _, told := call(t, "scan", "--tz", "Asia/Shanghai", "--format", f.name, "-o", fullDevice, filepath.Join(samples, "2-whatsapp-lily-chen.txt"))
			if code != exitFailure || !strings.Contains(told, "the disk is full; make room, or choose another place") {
				t.Errorf("exit code %d: %s", code, told)
			}
		})
	}
}

// A folder that cannot be written to is told for every form, and nothing is
// left in it.
func TestReadOnlyFolderIsTold(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	if f, err := os.Create(filepath.Join(dir, "probe")); err == nil { // root may write anywhere but here
		f.Close()
		dir = "/sys/kernel"
		if _, err := os.Create(filepath.Join(dir, "probe")); !errors.Is(err, os.ErrPermission) {
			t.Skip("no folder that cannot be written to")
		}
	}
	for _, f := range writtenForms() {
		code, _, told := call(t, "scan", "--tz", "Asia/Shanghai", "--format", f.name, "-o", filepath.Join(dir, "report"+f.suffix),
			filepath.Join(samples, "2-whatsapp-lily-chen.txt"))
		if code != exitFailure || !strings.Contains(told, "no permission to write there; choose another place with -o") {
			t.Errorf("%s: exit code %d: %s", f.name, code, told)
		}
	}
}

// broken is a standard output that fails after some bytes.
type broken struct{ left int }

func (b *broken) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, errors.New("input/output error")
	}
	return len(p), nil
}

// One report that cannot be written does not spoil another.
func TestOneBrokenReportLeavesTheOthersWhole(t *testing.T) {
	dir := t.TempDir()
	var told strings.Builder
	code := run([]string{"scan", "--format", "text", "--format", "xlsx", "-o", filepath.Join(dir, "a.xlsx"), samples},
		streams{strings.NewReader(""), &broken{left: 100}, &told})
	if code != exitFailure || !strings.Contains(told.String(), "input/output error") {
		t.Errorf("exit code %d: %s", code, told.String())
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 || entries[0].Name() != "a.xlsx" {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
}
