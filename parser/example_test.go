package parser_test

import (
	"bytes"
	"fmt"
	"iter"
	"os"
	"strings"
	"testing"

	"backchannel/parser"
	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// begin

// Pipes reads the lines "2024-03-05 15:22|name|text" that Example Chat 2.1 writes.
type Pipes struct{}

func (Pipes) Name() string                    { return "example-pipes" } // for --from and reports
func (Pipes) Platform() string                { return chat.WeChat }
func (Pipes) Sniff(_ string, head []byte) int { return 60 * min(bytes.Count(head, []byte("|")), 1) }
func (Pipes) Read(src *source.Source, _ chat.Options, _ *chat.Coverage) iter.Seq2[chat.Message, error] {
	return func(yield func(chat.Message, error) bool) {
		r, err := src.Text() // decoded to UTF-8, whatever the file is in
		if err != nil {
			yield(chat.Message{}, err)
			return
		}
		defer r.Close()
		for l, err := range source.Lines(r) { // err: a line too long to keep, with its place
			m := chat.Message{Line: l.Number, Lines: 1, Kind: chat.Text}
			if f := strings.SplitN(string(l.Text), "|", 3); len(f) == 3 {
				m.Time, m.Sender, m.Text = strings.Replace(f[0], " ", "T", 1), f[1], f[2]
			} else if err == nil {
				err = &chat.Problem{Line: l.Number, Lines: 1, Text: "no time and name before the text"}
			}
			if !yield(m, err) {
				return
			}
		}
	}
}

// end

// A format is a value without state: name, platform, a guess by the head of a
// source, and a reading that accounts for every line.
func ExampleFormat() {
	var f parser.Format = Pipes{}
	src := source.Bytes("chat.txt", []byte("2024-03-05 15:22|Lily|你好\nwhat is this\n"))
	for m, err := range f.Read(src, chat.Options{}, nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(m.Line, m.Time, m.Sender, m.Text)
	}
	// Output:
	// 1 2024-03-05T15:22 Lily 你好
	// :2: no time and name before the text
}

// The format that CONTRIBUTING.md shows is the one above, which compiles.
func TestContributingShowsTheExample(t *testing.T) {
	own, err := os.ReadFile("example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	guide, err := os.ReadFile("../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	_, code, _ := strings.Cut(string(own), "// begin\n\n")
	code, _, ok := strings.Cut(code, "\n// end\n")
	if !ok || strings.Count(code, "\n") < 20 {
		t.Fatalf("the example is not found: %q", code)
	}
	if !strings.Contains(string(guide), "```go\n"+code+"```\n") {
		t.Error("CONTRIBUTING.md does not show the example as it is here")
	}
}
