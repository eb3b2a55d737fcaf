package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// scanned runs a scan of a small chat in a folder of its own, and gives the
// exit code and what was told.
func scanned(t *testing.T, args ...string) (code int, told string) {
	t.Helper()
	line := "[2024-03-05 15:22:10] Lily Chen: Our account is under audit, please don't use the old account\n"
	if err := os.WriteFile("chat.txt", []byte(strings.Repeat(line, 20)), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	code = run(append([]string{"scan", "--tz", "Asia/Shanghai"}, append(args, "chat.txt")...), streams{strings.NewReader(""), io.Discard, &out})
	return code, out.String()
}

// A full disk and a place that is none end in a clear error, and leave no half
// file and nothing temporary.
func TestFormsThatCannotBeWritten(t *testing.T) {
	for _, f := range reportForms.forms {
		t.Run(f.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			t.Setenv("TMPDIR", t.TempDir())
			if _, err := os.Stat("/dev/full"); err == nil {
				if code, told := scanned(t, "--format", f.name, "-o", "/dev/full"); code != exitFailure || !strings.Contains(told, "/dev/full: the disk is full") {
					t.Errorf("code %d, told %q", code, told)
				}
			}
			if code, told := scanned(t, "--format", f.name, "-o", filepath.Join("chat.txt", "x"+f.suffix)); code != exitFailure || !strings.Contains(told, "part of the path is a file") {
				t.Errorf("code %d, told %q", code, told)
			}
			if code, told := scanned(t, "--format", f.name, "-o", filepath.Join("none", "x"+f.suffix)); code != exitFailure || !strings.Contains(told, "the folder does not exist") {
				t.Errorf("code %d, told %q", code, told)
			}
			for _, dir := range []string{".", os.Getenv("TMPDIR")} {
				if left, err := os.ReadDir(dir); err != nil || dir != "." && len(left) > 0 || dir == "." && len(left) > 1 {
					t.Errorf("left in %s: %v %v", dir, left, err)
				}
			}
		})
	}
}

// The same goes for what is kept beside the reports.
func TestKeptFilesThatCannotBeWritten(t *testing.T) {
	for _, flag := range []string{"--manifest", "--bundle", "--redact-key"} {
		t.Run(flag, func(t *testing.T) {
			t.Chdir(t.TempDir())
			args := []string{"--format", "jsonl", "-o", "out.jsonl", flag, filepath.Join("none", "file.zip")}
			if flag == "--redact-key" {
				args = append(args, "--redact")
			}
			if code, told := scanned(t, args...); code != exitFailure || !strings.Contains(told, "the folder does not exist") {
				t.Errorf("code %d, told %q", code, told)
			}
			if _, err := os.Stat("out.jsonl"); err != nil {
				t.Error("the report itself is gone")
			}
		})
	}
}

// Every form comes out with the same bytes each time.
func TestEveryFormIsReproducible(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, f := range reportForms.forms {
		var first []byte
		for range 3 {
			if code, told := scanned(t, "--force", "--format", f.name, "-o", "out"+f.suffix); code != exitOK {
				t.Fatalf("%s: code %d, told %q", f.name, code, told)
			}
			data, err := os.ReadFile("out" + f.suffix)
			if err != nil || len(data) == 0 {
				t.Fatalf("%s: %v", f.name, err)
			}
			if first == nil {
				first = data
			} else if !bytes.Equal(first, data) {
				t.Errorf("%s: two runs gave different bytes", f.name)
			}
		}
	}
}

func TestEveryFormIsDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/reports.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range reportForms.forms {
		if !bytes.Contains(page, []byte("`"+f.name+"`")) || !bytes.Contains(page, []byte("`"+f.suffix+"`")) {
			t.Errorf("docs/reports.md does not name %s and %s", f.name, f.suffix)
		}
	}
}
