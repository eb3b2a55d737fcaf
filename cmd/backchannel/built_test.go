package main

import (
	"bufio"
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"
)

var talks = regexp.MustCompile(`(?m) (net\.(Dial|DialTimeout|Listen|ListenPacket|LookupHost|LookupIP)|` +
	`net/http\.\(\*(Client\)\.do|Transport\)\.roundTrip|Server\)\.Serve)|os/exec\.\(\*Cmd\)\.Start)$`)

// TestBuiltProgram looks at the program as it is built and started.
func TestBuiltProgram(t *testing.T) {
	bin := built(t)
	t.Run("opens no socket", func(t *testing.T) { opensNoSocket(t, bin) })
	t.Run("holds no dead code", func(t *testing.T) { holdsNoDeadCode(t, bin) })
	t.Run("tells when its reader goes", func(t *testing.T) { tellsOfClosedPipe(t, bin) })
	t.Run("leaves nothing when interrupted", func(t *testing.T) { cleanOnInterrupt(t, bin) })
}

// opensNoSocket looks for functions that start to talk or to run
// something in the program itself: an import list cannot tell, since libraries
// import net/http without using it.
func opensNoSocket(t *testing.T, bin string) {
	syms, err := exec.Command("go", "tool", "nm", bin).Output()
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`(?m) main\.main$`).Match(syms) {
		t.Fatal("the list of symbols does not even hold main.main")
	}
	for _, s := range talks.FindAllString(string(syms), -1) {
		t.Errorf("the program contains%s", s)
	}
}

// holdsNoDeadCode: as soon as anything in the program looks up a method by a
// name that it reads from data, the linker must keep every exported method of
// every type, and the program grows by a quarter. Templates do (text/template,
// html/template, and cobra where it is given one), and so do copiers by
// reflection. The calculation of formulas stands for what nothing calls.
func holdsNoDeadCode(t *testing.T, bin string) {
	syms, err := exec.Command("go", "tool", "nm", bin).Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range regexp.MustCompile(`(?m) (text/template\.\(\*state\)\.evalField|\S*excelize/v2\.\(\*File\)\.CalcCellValue)$`).FindAllString(string(syms), -1) {
		t.Errorf("the program contains%s", s)
	}
}

// built gives the built program. Flags are of go build.
func built(tb testing.TB, flags ...string) string {
	tb.Helper()
	bin := filepath.Join(tb.TempDir(), "backchannel")
	if runtime.GOOS == "windows" {
		bin += ".exe"
	}
	cmd := exec.Command("go", append(append([]string{"build", "-o", bin}, flags...), ".")...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		tb.Fatalf("%v\n%s", err, out)
	}
	return bin
}

// tellsOfClosedPipe: a report whose reader went in the middle is no success, and
// one sentence says so.
func tellsOfClosedPipe(t *testing.T, bin string) {
	chat := filepath.Join(t.TempDir(), "chat.txt")
	line := "13/03/2024, 15:22 - Lily Chen: Please don't use the old account, it is under audit\n"
	if err := os.WriteFile(chat, []byte(strings.Repeat(line, 50_000)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"parse", chat}, {"scan", "--format", "jsonl", chat}, {"scan", "--format", "sarif", chat},
		{"scan", "--format", "timesketch", "--tz", "UTC", chat}, {"scan", "--format", "l2tcsv", "--tz", "UTC", chat}} {
		cmd := exec.Command(bin, args...)
		var told bytes.Buffer
		cmd.Stderr = &told
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
			t.Fatal(err)
		}
		out.Close()
		_ = cmd.Wait()
		if code := cmd.ProcessState.ExitCode(); code != exitFailure || strings.Count(told.String(), "\n") != 1 || !strings.Contains(told.String(), "its reader has gone") {
			t.Errorf("%s: ended with %d and told %q; want %d and one sentence about the reader", args[0], code, told.String(), exitFailure)
		}
	}
}

// cleanOnInterrupt: Ctrl-C ends a run that waits for its input, and no file is
// left behind.
func cleanOnInterrupt(t *testing.T, bin string) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot be interrupted there from outside")
	}
	dir := t.TempDir()
	cmd := exec.Command(bin, "scan", "-o", "out.xlsx", "-")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TMPDIR="+dir)
	var told bytes.Buffer
	cmd.Stderr = &told
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	// The temporary file says that the run has begun.
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if files, err := os.ReadDir(dir); err == nil && len(files) > 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("the run did not begin")
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	err = cmd.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitFailure || !strings.Contains(told.String(), "interrupted") {
		t.Errorf("got %v and told %q, want exit code %d", err, told.String(), exitFailure)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) > 0 {
		t.Errorf("left behind: %v %v", files, err)
	}
}
