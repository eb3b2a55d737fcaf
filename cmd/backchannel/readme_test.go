package main

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the program prints into README.md")

// The excerpt in the README is what make demo prints.
func TestReadmeShowsWhatTheDemoPrints(t *testing.T) {
	t.Chdir("../..")
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- demo: begin -->\n", "<!-- demo: end -->"
	before, rest, ok := bytes.Cut(readme, []byte(begin))
	shown, after, ok2 := bytes.Cut(rest, []byte(end))
	if !ok || !ok2 {
		t.Fatalf("README.md has no place for the demo between %q and %q", begin, end)
	}
	want := "```text\n" + strings.TrimSpace(demo(t, "2-whatsapp-lily-chen.txt")) + "\n```\n"
	if string(shown) == want {
		return
	}
	if !*update {
		t.Fatalf("README.md does not show what make demo prints; go test ./cmd/backchannel -run Readme -update writes it:\n%s", want)
	}
	all := bytes.Join([][]byte{before, []byte(begin + want + end), after}, nil)
	if err := os.WriteFile("README.md", all, 0o644); err != nil {
		t.Fatal(err)
	}
}

// demo gives the screen of one sample chat, as make demo prints it.
func demo(t *testing.T, name string) string {
	t.Helper()
	makefile, err := os.ReadFile("Makefile")
	if err != nil {
		t.Fatal(err)
	}
	const company = "Ningbo Lumoqi Lighting Co., Ltd."
	if !strings.Contains(string(makefile), `--company "`+company+`"`) {
		t.Fatal("make demo names another company")
	}
	code, out, told := call(t, "scan", "--company", company, "--format", "text", "testdata/sample")
	if code != exitOK {
		t.Fatalf("exit code %d: %s", code, told)
	}
	_, out, ok := strings.Cut(out, "testdata/sample/"+name)
	if !ok {
		t.Fatalf("%s is not in what the demo prints", name)
	}
	out, _, _ = strings.Cut(out, "────")
	return "testdata/sample/" + name + out
}

// The story ends with a payment to hold; the ordinary chat is left in peace.
func TestDemoTellsTheStoryFromTheOrdinary(t *testing.T) {
	t.Chdir("../..")
	for name, verdict := range map[string]string{
		"1-alibaba-lily-chen.csv":     "[VERIFY FIRST]",
		"2-whatsapp-lily-chen.txt":    "[HOLD PAYMENT]",
		"3-whatsapp-chen-jianguo.txt": "[HOLD PAYMENT]",
		"4-whatsapp-ordinary.txt":     "[NO SIGNAL FOUND]",
	} {
		if screen := demo(t, name); !strings.Contains(screen, verdict) {
			t.Errorf("%s is not judged %s:\n%s", name, verdict, screen)
		}
	}
}
