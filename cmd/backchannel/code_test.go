package main

import (
	"os"
	"path/filepath"
	"testing"
)

// Each way to end has its own code.
func TestExitCodes(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"chat.txt":          "13/03/2024, 15:22 - Lily Chen: Please don't use the old account\n",
		"broken/rules.yaml": "- id: bank-change/zebra\n  severity: huge\n",
		"broken/note.txt":   "a note\n",
		"profile.yaml":      "id: [\n",
	} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	for _, c := range []struct {
		name string
		args []string
		want int
	}{
		{"done", []string{"scan", "--format", "jsonl", "chat.txt"}, exitOK},
		{"findings below", []string{"scan", "--format", "jsonl", "--only", "protective", "--fail-on", "low", "chat.txt"}, exitOK},
		{"findings", []string{"scan", "--format", "jsonl", "--fail-on", "high", "chat.txt"}, exitFindings},
		{"no command", []string{"look"}, exitUsage},
		{"no input", []string{"scan"}, exitUsage},
		{"no such flag", []string{"scan", "--look", "chat.txt"}, exitUsage},
		{"no such word", []string{"scan", "--fail-on", "huge", "chat.txt"}, exitUsage},
		{"no such rule", []string{"scan", "--disable", "bank-change/nothing", "chat.txt"}, exitUsage},
		{"broken rules", []string{"scan", "--rules", "broken", "chat.txt"}, exitUsage},
		{"broken words", []string{"scan", "--words", "broken", "chat.txt"}, exitUsage},
		{"no rules there", []string{"rules", "test", "--rules", "nowhere"}, exitUsage},
		{"broken profile", []string{"scan", "--profile", "profile.yaml", "chat.txt"}, exitUsage},
		{"no profile there", []string{"scan", "--profile", "nowhere.yaml", "chat.txt"}, exitUsage},
		{"no input there", []string{"scan", "--format", "jsonl", "nowhere.txt"}, exitFailure},
		{"one input of two", []string{"scan", "--format", "jsonl", "--fail-on", "high", "chat.txt", "nowhere.txt"}, exitFailure},
		{"no message", []string{"parse", "broken/note.txt"}, exitFailure},
		{"no place to write to", []string{"scan", "--format", "xlsx", "-o", "nowhere/x.xlsx", "chat.txt"}, exitFailure},
		{"a place taken", []string{"parse", "--format", "jsonl", "-o", "chat.txt", "chat.txt"}, exitFailure},
		{"no labels there", []string{"eval", "nowhere.jsonl"}, exitFailure},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, _, told := call(t, c.args...)
			if code != c.want {
				t.Errorf("got exit code %d, want %d; told %q", code, c.want, told)
			}
			if (told == "") != (code <= exitFindings) {
				t.Errorf("exit code %d, told %q", code, told)
			}
		})
	}
}
