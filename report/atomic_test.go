package report

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// names lists a folder.
func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return strings.Join(all, " ")
}

func content(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// create opens an output and writes to it.
func create(t *testing.T, name string, force bool, text string) *File {
	t.Helper()
	f, err := Create(name, force)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(f, text); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFileAppearsWhole(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "out.xlsx")
	f := create(t, name, false, "half")
	if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file is there before it is whole: %v", err)
	}
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	f.Abort()
	if got := content(t, name); got != "half" || names(t, dir) != "out.xlsx" {
		t.Errorf("%q in %s", got, names(t, dir))
	}
	if info, _ := os.Stat(name); info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others can read it: %v", info.Mode())
	}
	if err := f.Commit(); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("a second commit gives %v", err)
	}
}

func TestAbortLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	f := create(t, filepath.Join(dir, "out"), false, "half")
	f.Abort()
	f.Abort()
	if got := names(t, dir); got != "" {
		t.Errorf("left behind: %s", got)
	}
	if _, err := f.Write(nil); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("writing after the abort gives %v", err)
	}
}

func TestExistingFilesAreKept(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "out")
	f := create(t, name, false, "late")
	if err := os.WriteFile(name, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := f.Commit(); !errors.Is(err, ErrExists) || !strings.Contains(err.Error(), "--force") {
		t.Errorf("a file that came up meanwhile: %v", err)
	}
	if _, err := Create(name, false); !errors.Is(err, ErrExists) {
		t.Errorf("a file that was there: %v", err)
	}
	if got := content(t, name); got != "mine" || names(t, dir) != "out" {
		t.Errorf("%q in %s", got, names(t, dir))
	}
	if err := create(t, name, true, "new").Commit(); err != nil || content(t, name) != "new" {
		t.Errorf("with force: %v, %q", err, content(t, name))
	}
}

func TestPlacesThatCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, path, want string }{
		{"folder", dir, "is a folder"},
		{"no such folder", filepath.Join(dir, "none", "out"), "the folder does not exist"},
		{"below a file", filepath.Join(dir, "file", "out"), "is a file, not a folder"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Create(tt.path, true); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	for cause, want := range map[error]string{
		syscall.EACCES: "no permission", syscall.EROFS: "no permission", syscall.ENOSPC: "the disk is full", syscall.EPIPE: "the reader has gone",
		syscall.EIO: "writing out: ",
	} {
		err := WriteError("out", fmt.Errorf("write: %w", cause))
		if !strings.Contains(err.Error(), want) || !errors.Is(err, cause) {
			t.Errorf("%v gives %q, want %q", cause, err, want)
		}
	}
}

func TestFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no device that is always full")
	}
	f, err := Create("/dev/full", false)
	if err != nil {
		t.Skip(err)
	}
	defer f.Abort()
	if _, err := f.Write([]byte("x")); err == nil || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("got %v", err)
	}
}

func TestClosedPipe(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	defer w.Close()
	out := JSONL(w)
	events, c := sample()
	for _, e := range events {
		if err := out.Event(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Case(c); !IsClosedPipe(err) {
		t.Errorf("got %v", err)
	}
}
