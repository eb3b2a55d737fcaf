package parser

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"backchannel/parser/source"
)

// endless gives the same text over and over up to a size, so that the input
// of a test takes no memory itself.
type endless struct {
	text string
	left int
	at   int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n := 0
	for n < len(p) && e.left > 0 {
		k := copy(p[n:min(len(p), n+e.left)], e.text[e.at:])
		n, e.left, e.at = n+k, e.left-k, (e.at+k)%len(e.text)
	}
	return n, nil
}

// heap is the memory in use while a text of the given size is read.
func heap(t *testing.T, text string, size int) (peak uint64, messages int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.txt")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(f, io.MultiReader(strings.NewReader("FAKE: x\n"), &endless{text: text, left: size})); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	var m runtime.MemStats
	for tr, err := range open(fakes, []string{path}, nil, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		for range tr.Messages(nil) {
			if messages++; messages%25_000 == 5 {
				runtime.GC()
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapAlloc)
			}
		}
	}
	return peak, messages
}

// Memory is the same for ten times the input, and a huge line takes a few
// times the longest piece.
func TestMemoryIsFlat(t *testing.T) {
	const line = "09:14 Lily: 请付到我个人账户, please\n"
	small, n := heap(t, line, 1<<20)
	large, m := heap(t, line, 10<<20)
	if m < 9*n || large > small+1<<20 {
		t.Errorf("%d messages in %d KiB, %d in %d KiB", n, small>>10, m, large>>10)
	}
	if huge, pieces := heap(t, strings.Repeat("a", 1000), 40<<20); huge > small+8*source.MaxLine {
		t.Errorf("a line of 40 MiB in %d pieces takes %d MiB", pieces, huge>>20)
	}
}

func BenchmarkMessages(b *testing.B) {
	text := []byte("FAKE: x\n" + strings.Repeat("09:14 Lily: 请付到我个人账户, please pay today\n", 200_000))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	tr := transcript(source.Bytes("a.txt", text), fakes[0], "", Options{})
	for b.Loop() {
		for range tr.Messages(nil) {
		}
	}
}
