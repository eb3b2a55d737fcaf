package source

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
)

// textLine is a Line that may be kept.
type textLine struct {
	Number int
	Text   string
	End    End
}

// readLines collects what Lines yields.
func readLines(r io.Reader) (lines []textLine, problems []int, err error) {
	for l, e := range Lines(r) {
		var p *chat.Problem
		switch {
		case errors.As(e, &p):
			problems = append(problems, p.Line)
		case e != nil:
			err = e
		default:
			lines = append(lines, textLine{l.Number, string(l.Text), l.End})
		}
	}
	return lines, problems, err
}

func TestLines(t *testing.T) {
	tests := []struct {
		name, in string
		want     []textLine
	}{
		{"nothing", "", nil},
		{"one line without an end", "a", []textLine{{1, "a", None}}},
		{"an end makes no further line", "a\n", []textLine{{1, "a", LF}}},
		{"blank lines count", "\n\na", []textLine{{1, "", LF}, {2, "", LF}, {3, "a", None}}},
		{"line ends are told apart", "a\r\nb\nc\r\n", []textLine{{1, "a", CRLF}, {2, "b", LF}, {3, "c", CRLF}}},
		{"a lone carriage return is text", "a\rb\r\r\nc\r", []textLine{{1, "a\rb\r", CRLF}, {2, "c\r", None}}},
		{"Chinese and English", "你好\r\nhello 你", []textLine{{1, "你好", CRLF}, {2, "hello 你", None}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for name, r := range map[string]io.Reader{
				"whole": strings.NewReader(tt.in), "by bytes": iotest.OneByteReader(strings.NewReader(tt.in)),
				"end with data": iotest.DataErrReader(strings.NewReader(tt.in)),
			} {
				got, problems, err := readLines(r)
				if diff := cmp.Diff(tt.want, got); diff != "" || len(problems) > 0 || err != nil {
					t.Errorf("%s: problems %v, error %v (-want +got):\n%s", name, problems, err, diff)
				}
			}
		})
	}
}

func TestLinesCutsHugeLinesBetweenRunes(t *testing.T) {
	// One byte in front puts every power of two inside a rune.
	huge := "x" + strings.Repeat("账", MaxLine) // three times MaxLine bytes
	in := "first\n" + huge + "\r\nlast"
	lines, problems, err := readLines(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{2}, problems); diff != "" {
		t.Errorf("told more or less than once a line: %s", diff)
	}
	var all strings.Builder
	for _, l := range lines {
		if !utf8.ValidString(l.Text) {
			t.Errorf("line %d is cut inside a rune", l.Number)
		}
		if len(l.Text) > MaxLine {
			t.Errorf("a piece of %d bytes", len(l.Text))
		}
		all.WriteString(l.Text + l.End.String())
	}
	if all.String() != in {
		t.Error("the pieces joined are not the input")
	}
	if last := lines[len(lines)-1]; last.Number != 3 || len(lines) != 6 {
		t.Errorf("%d pieces, the last of line %d; want 6, line 3", len(lines), last.Number)
	}
}

func TestLinesKeepsALineEndAtTheCutTogether(t *testing.T) {
	for _, pad := range []int{MaxLine - 2, MaxLine - 1, MaxLine, MaxLine + 1} {
		in := strings.Repeat("a", pad) + "\r\nb"
		lines, _, _ := readLines(strings.NewReader(in))
		var text strings.Builder
		ends := ""
		for _, l := range lines {
			text.WriteString(l.Text)
			ends += l.End.String()
		}
		if ends != "\r\n" || text.String() != strings.Repeat("a", pad)+"b" {
			t.Errorf("a line of %d bytes: ends %q, %d bytes of text", pad, ends, text.Len())
		}
	}
}

func TestLinesTellsAReadErrorAfterTheText(t *testing.T) {
	broken := errors.New("disk on fire")
	lines, _, err := readLines(io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(broken)))
	if diff := cmp.Diff([]textLine{{1, "a", LF}, {2, "b", None}}, lines); diff != "" || !errors.Is(err, broken) {
		t.Errorf("error %v (-want +got):\n%s", err, diff)
	}
}

func TestLinesMayBeLeft(t *testing.T) {
	n := 0
	for range Lines(strings.NewReader("a\nb\nc\n")) {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("took %d lines, want 2", n)
	}
}

func FuzzLines(f *testing.F) {
	f.Add([]byte("a\r\nb\n\r\r\n\nc"), uint8(3))
	f.Add([]byte("\xff\xfe你\r"), uint8(1))
	f.Fuzz(func(t *testing.T, in []byte, step uint8) {
		var got []byte
		number := 0
		for l, err := range Lines(&stepReader{in, int(step) + 1}) {
			if err != nil {
				t.Fatal(err)
			}
			if number++; l.Number != number {
				t.Fatalf("line %d after line %d", l.Number, number-1)
			}
			if bytes.IndexByte(l.Text, '\n') >= 0 {
				t.Fatalf("line %d holds a line feed", l.Number)
			}
			got = append(append(got, l.Text...), l.End.String()...)
		}
		if !bytes.Equal(got, in) {
			t.Fatalf("joined %q, want %q", got, in)
		}
	})
}

// stepReader gives at most step bytes a read.
type stepReader struct {
	rest []byte
	step int
}

func (r *stepReader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), r.step)], r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

func BenchmarkLines(b *testing.B) {
	text := []byte(strings.Repeat("12/03/2024, 15:22 - Lily Chen: Our account is under audit, 请付到我个人账户\n", 200_000))
	src := Bytes("chat.txt", text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		r, err := src.Text()
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for l, err := range Lines(r) {
			if err != nil {
				b.Fatal(err)
			}
			n = l.Number
		}
		if n != 200_000 {
			b.Fatal(n)
		}
	}
}
