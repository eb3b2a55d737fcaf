package main

import (
	"bytes"
	"crypto/sha256"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"backchannel/lexicon"
)

// samples are the chats of the demo.
const samples = "../../testdata/sample"

// call runs the program in this process.
func call(t *testing.T, args ...string) (code int, out, told string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(args, streams{strings.NewReader(""), &stdout, &stderr})
	return code, stdout.String(), stderr.String()
}

func TestSameInputSameBytes(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	dir := t.TempDir()
	args := []string{"scan", "--force", "--messages", samples}
	var names []string
	for _, suffix := range []string{".txt", ".jsonl", ".csv", ".xlsx"} {
		names = append(names, filepath.Join(dir, "report"+suffix))
		args = append(args, "-o", filepath.Join(dir, "report"+suffix))
	}
	first := map[string][32]byte{}
	for i := range 20 {
		runtime.GOMAXPROCS([]int{1, 2, 4}[i%3])
		if code, _, told := call(t, args...); code != exitOK {
			t.Fatalf("exit code %d: %s", code, told)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil || len(data) == 0 {
				t.Fatalf("%s: %d bytes, %v", name, len(data), err)
			}
			sum := sha256.Sum256(data)
			if want, ok := first[name]; ok && sum != want {
				t.Fatalf("%s: run %d, on %d processors, gave other bytes", name, i+1, runtime.GOMAXPROCS(0))
			}
			first[name] = sum
		}
	}
}

// A line of 200 MB is a problem with a place, not a reason to stop or to fill
// the memory.
func TestHugeLine(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 200 MB")
	}
	name := filepath.Join(t.TempDir(), "huge.txt")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	before := "13/03/2024, 15:22 - Lily Chen: Please don't use the old account\n13/03/2024, 15:23 - Lily Chen: "
	after := "\n13/03/2024, 15:25 - Martin Vogel: I will call first\n"
	part := bytes.Repeat([]byte("all work and no play "), 50_000)
	_, err = f.WriteString(before)
	for range 200 {
		if err == nil {
			_, err = f.Write(part)
		}
	}
	if err == nil {
		_, err = f.WriteString(after)
	}
	if err != nil {
		t.Fatal(err)
	}
	code, out, told := call(t, "scan", "--format", "jsonl", name)
	if !strings.Contains(out, `"detector":"bank-change"`) {
		t.Errorf("the message before the long line is lost: %.300s", out)
	}
	if !strings.Contains(told, "huge.txt:2: ") {
		t.Errorf("told %q, want the place of the long line", told)
	}
	if code != exitOK && code != exitFailure {
		t.Errorf("exit code %d", code)
	}
}

// Every command that the documentation names exists, with every flag.
func TestDocumentedCommandsExist(t *testing.T) {
	seen := 0
	for _, name := range []string{"../../README.md", "../../CONTRIBUTING.md", "../../docs/exports.md", "../../docs/reports.md"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if command, ok := strings.CutPrefix(strings.TrimPrefix(strings.TrimSpace(line), "bin/"), "backchannel "); ok {
				seen++
				tryCommand(t, name, command)
			}
		}
	}
	if seen < 5 {
		t.Errorf("only %d commands found in the documentation", seen)
	}
}

// The examples of the help are commands, too, and every command has some.
func TestExamplesOfHelpExist(t *testing.T) {
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		for _, c := range cmd.Commands() {
			walk(c)
		}
		if cmd.Runnable() && !cmd.HasSubCommands() && cmd.Example == "" {
			t.Errorf("%s has no example", cmd.CommandPath())
		}
		for line := range strings.Lines(cmd.Example) {
			tryCommand(t, cmd.CommandPath(), strings.TrimPrefix(strings.TrimSpace(line), "backchannel "))
		}
	}
	walk(newProgram(streams{}).root())
}

var words = regexp.MustCompile(`"[^"]*"|\S+`)

// tryCommand says whether a command line, without the program's name, names a
// command and flags that exist. What a shell adds is cut off.
func tryCommand(t *testing.T, where, line string) {
	t.Helper()
	line, _, _ = strings.Cut(line, " > ")
	line, _, _ = strings.Cut(line, " < ")
	args := words.FindAllString(line, -1)
	for i := range args {
		args[i] = strings.Trim(args[i], `"`)
	}
	cmd, rest, err := newProgram(streams{}).root().Find(args)
	if err != nil {
		t.Errorf("%s: %s: %v", where, line, err)
		return
	}
	if err := cmd.ParseFlags(rest); err != nil {
		t.Errorf("%s: %s: %v", where, line, err)
		return
	}
	if err := cmd.ValidateArgs(cmd.Flags().Args()); err != nil {
		t.Errorf("%s: %s: %v", where, line, err)
	}
	if cmd.Name() == "show" {
		book, err := lexicon.Load(lexicon.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := rule(book, cmd.Flags().Arg(0)); err != nil {
			t.Errorf("%s: %v", where, err)
		}
	}
}

// Every flag says what it is for, and its text is no sentence.
func TestFlagsAreDocumented(t *testing.T) {
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		for _, c := range cmd.Commands() {
			walk(c)
		}
		usage := cmd.LocalFlags().FlagUsages()
		for line := range strings.Lines(usage) {
			if f := strings.Fields(line); len(f) < 3 || strings.HasSuffix(strings.TrimSpace(line), ".") {
				t.Errorf("%s: %q", cmd.CommandPath(), line)
			}
		}
	}
	walk(newProgram(streams{}).root())
}

func TestChangelogKnowsTheVersion(t *testing.T) {
	data, err := os.ReadFile("../../CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), "\n## ["+version+"]") {
		t.Errorf("CHANGELOG.md has no heading for version %s", version)
	}
}
