package whatsapp

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

func TestNothingToRead(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", "chat.txt: the file has no lines"},
		{"a letter", "Dear\x1b Sir\nhow are you\n", `chat.txt:1: no line looks like the start of a WhatsApp message; the first one is "Dear\x1b Sir"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ms, ps, cov := read(t, tt.text, chat.Options{})
			if len(ms) != 0 || len(ps) != 1 || !strings.HasPrefix(ps[0].Error(), tt.want) {
				t.Fatalf("%d messages, %v", len(ms), ps)
			}
			if n := strings.Count(tt.text, "\n"); ps[0].Lines != n || skipped(&cov) != n {
				t.Errorf("lines %d, coverage %+v", ps[0].Lines, cov)
			}
		})
	}
}

func TestJunkIsOneProblem(t *testing.T) {
	ms, ps, cov := read(t, "a\nb\n\n05/03/2024, 15:22 - A: hi\n", chat.Options{})
	if len(ms) != 1 || len(ps) != 1 || ps[0].Line != 1 || ps[0].Lines != 3 || cov.Read != 1 || skipped(&cov) != 3 {
		t.Errorf("%v %v %+v", ms, ps, cov)
	}
}

// endless gives a start and then n times the same byte.
func endless(start string, n int) *source.Source {
	return &source.Source{Name: "big.txt", Encoding: "utf-8", Size: -1, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(strings.NewReader(start), io.LimitReader(repeat('x'), int64(n)), strings.NewReader("\n05/03/2024, 15:23 - B: bye\n"))), nil
	}}
}

// repeat is a reader of one byte for ever.
type repeat byte

func (r repeat) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(r)
	}
	return len(p), nil
}

// A line of 200 MB is cut and told, and does not fill the memory.
func TestHugeLine(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 400 MB")
	}
	var cov chat.Coverage
	ms, ps := collect(t, Text{}.Read(endless("05/03/2024, 15:22 - A: ", 200<<20), chat.Options{}, &cov))
	if len(ms) != 2 || len(ms[0].Text) != maxText || ms[0].Lines != 1 || ms[1].Line != 2 || ms[1].Text != "bye" {
		t.Fatalf("%d messages", len(ms))
	}
	if len(ps) != 1 || ps[0].Line != 1 || ps[0].Lines != 0 || !strings.Contains(ps[0].Text, "longer than 1024 KiB") {
		t.Errorf("problems %v", ps)
	}
	var mem runtime.MemStats
	if runtime.ReadMemStats(&mem); mem.Sys > 300<<20 {
		t.Errorf("%d MiB from the system", mem.Sys>>20)
	}
}

// A message of too many lines is cut, and the lines left out are counted.
func TestHugeMessage(t *testing.T) {
	text := "05/03/2024, 15:22 - A: x\n" + strings.Repeat(strings.Repeat("你", 100)+"\n", 5000) + "05/03/2024, 15:23 - B: bye\n"
	ms, ps, cov := read(t, text, chat.Options{})
	if len(ms) != 2 || len(ps) != 1 || ms[0].Lines+ps[0].Lines != 5001 || ps[0].Lines == 0 || cov.Read != ms[0].Lines+1 {
		t.Fatalf("%d messages, %v", len(ms), ps)
	}
	if n := len(ms[0].Text); n > maxText || n < maxText-4 {
		t.Errorf("text of %d bytes", n)
	}
}

// What fails in the middle ends the sequence with the cause, after the
// messages before it.
func TestBrokenSource(t *testing.T) {
	cause := errors.New("disk on fire")
	opens := 0
	src := &source.Source{Name: "chat.txt", Encoding: "utf-8", Open: func() (io.ReadCloser, error) {
		if opens++; opens == 1 {
			return io.NopCloser(strings.NewReader("05/03/2024, 15:22 - A: hi\n05/03/2024, 15:23 - B: ho\n")), nil
		}
		return nil, cause
	}}
	var got error
	for _, err := range (Text{}).Read(src, chat.Options{}, nil) {
		got = err
	}
	if !errors.Is(got, cause) || !strings.Contains(got.Error(), "chat.txt") {
		t.Errorf("got %v", got)
	}
}

// A caller that stops is not called again.
func TestStop(t *testing.T) {
	texts := map[string]readFormat{
		"a\n05/03/2024, 15:22 - A: hi\n05/03/2024, 15:23 - B: ho\n":          Text{},
		`{"1@g.us":{"messages":{"1":{"data":"x"},"2":{"data":"y"},"3":[]}}}`: ExporterJSON{},
		`{"messages":[{"text":"x"},{"text":"y"}]}`:                           TelegramJSON{},
		newPage(newDay + theirs("", "one") + theirs("", "two")):              ExporterHTML{},
	}
	for text, f := range texts {
		for limit := 1; limit < 4; limit++ {
			n := 0
			for range f.Read(source.Bytes("x", []byte(text)), chat.Options{}, nil) {
				if n++; n == limit {
					break
				}
			}
		}
	}
}

func TestIntegrityNotes(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"time runs back", "05/03/2024, 15:22 - A: a\n13/03/2024, 15:22 - A: b\n01/03/2024, 15:22 - A: c\n14/03/2024, 15:22 - A: d\n02/03/2024, 15:22 - A: e\n",
			"time runs back by more than a day 2 times, first where line 3 is of 2024-03-01T15:22, behind 2024-03-13T15:22"},
		{"less than a day", "14/03/2024, 01:00 - A: a\n13/03/2024, 02:00 - A: b\n", ""},
		{"the notice at the start", "21/03/2024, 01:00 - Messages and calls are end-to-end encrypted.\n05/03/2024, 02:00 - A: b\n", ""},
		{"gap", "05/03/2024, 15:22 - A: a\n20/05/2024, 15:22 - A: b\n", "no message for 76 days between 2024-03-05T15:22 and 2024-05-20T15:22 (line 2)"},
		{"60 days are none", "13/03/2024, 15:22 - A: a\n12/05/2024, 15:22 - A: b\n", ""},
		{"mixed line ends", "05/03/2024, 15:22 - A: a\r\nb\r\n05/03/2024, 15:23 - A: c\r\n05/03/2024, 15:24 - A: d\n05/03/2024, 15:25 - A: d\nx\n05/03/2024, 15:26 - A: e\r\n05/03/2024, 15:27 - A: e\r\n",
			"line ends are mixed: 3 LF and 5 CRLF"},
		{"natural line ends of iOS", "[13/03/2024, 15:22:10] A: \u200ea\r\n[13/03/2024, 15:22:10] A: b\nc\r\n[13/03/2024, 15:22:10] A: b\r\n", ""},
		{"marks are gone", "[13/03/2024, 15:22:10] A: a\r\n", "the direction marks that iOS writes are missing"},
		{"edited", "13/03/2024, 15:22 - A: a <This message was edited>\n13/03/2024, 15:22 - A: b <Mensagem editada>\n", "2 messages bear the app's mark of an edited text, first line 1"},
		{"look-alikes", "13/03/2024, 15:22 - A: a\n2024-03-05 10:00 - B: c\n13/03/2024, 15:22 - A: d\n", "1 line looks like headers"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, cov := read(t, tt.text, chat.Options{})
			got := strings.Join(cov.Integrity, "\n")
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestGapsAreBounded(t *testing.T) {
	var b strings.Builder
	for y := range 30 {
		fmt.Fprintf(&b, "13/03/20%02d, 15:22 - A: a\n", y)
	}
	_, _, cov := read(t, b.String(), chat.Options{})
	if n := len(cov.Integrity); n != maxGaps+1 || cov.Integrity[maxGaps] != "24 more gaps of over 60 days without a message" {
		t.Errorf("%q", cov.Integrity)
	}
}

func TestCoverage(t *testing.T) {
	src := source.Bytes("x.zip/_chat.txt", []byte("13/03/2024, 15:22 - A: IMG-20240305-WA0001.jpg (file attached)\n13/03/2024, 15:23 - A: IMG-20240305-WA0002.jpg (file attached)\n"))
	src.Siblings = []string{"media/img-20240305-wa0002.JPG"}
	var cov chat.Coverage
	collect(t, Text{}.Read(src, chat.Options{Platform: "other"}, &cov))
	if cov.Format != "whatsapp-text" || cov.Encoding != "utf-8" || cov.Unit != "lines" || cov.Found != 2 || cov.Read != 2 ||
		cov.Messages != 2 || cov.First != "2024-03-13T15:22" || cov.Last != "2024-03-13T15:23" {
		t.Errorf("%+v", cov)
	}
	if got := strings.Join(cov.Missing, "\n"); !strings.Contains(got, "1 of 2 files named in the chat are not in the archive") {
		t.Errorf("missing %q", got)
	}
}

func TestSniff(t *testing.T) {
	const hi = "05/03/2024, 15:22 - A: hi\n"
	tests := []struct {
		name, file, head string
		want             map[string]bool // formats that score 50 or more
		low, high        int             // of whatsapp-text
	}{
		{"an export", "chat.txt", hi + hi, map[string]bool{"whatsapp-text": true}, 90, 100},
		{"one message", "chat.txt", hi, map[string]bool{"whatsapp-text": true}, 75, 90},
		{"with its name", "WhatsApp Chat with Lily.txt", hi, map[string]bool{"whatsapp-text": true}, 80, 90},
		{"behind junk", "chat.txt", "junk\n" + hi + hi + hi, map[string]bool{"whatsapp-text": true}, 70, 90},
		{"browser", "chat.txt", "[15:22, 5/3/2024] A: hi\n", map[string]bool{"whatsapp-web-copy": true}, 0, 0},
		{"Vietnamese phone", "chat.txt", "[15:22:10, 5/3/2024] A: hi\n", map[string]bool{"whatsapp-text": true}, 75, 90},
		{"exporter", "chat.txt", "[2024-03-05 15:22] A: hi\n", map[string]bool{"whatsapp-exporter-text": true}, 0, 0},
		{"seller's extension", "chat.txt", "[2024-03-05 15:22] 客户 A：\n原文：hi\n[2024-03-05 15:23] 我：\n原文：hi\n", nil, 0, 0},
		{"prose", "chat.txt", "On 05/03/2024, 15:22 I wrote - see\n", nil, 0, 0},
		{"another viewer", "chat.txt", "01.04.2015 - 16:00:27; ME: hi\n", nil, 0, 0},
		{"nothing", "chat.txt", "", nil, 0, 0},
		{"other JSON", "x.json", `{"messages":[{"role":"user","content":"hi"}]}`, nil, 0, 0},
		{"other page", "x.html", `<html><title>News</title><p>hi</p></html>`, nil, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, f := range all {
				score := f.Sniff(tt.file, []byte(tt.head))
				if (score >= 50) != tt.want[f.Name()] {
					t.Errorf("%s scores %d", f.Name(), score)
				}
				if f.Name() == "whatsapp-text" && (score < tt.low || score > tt.high) {
					t.Errorf("%s scores %d, want %d to %d", f.Name(), score, tt.low, tt.high)
				}
			}
		})
	}
}

// The second reading gives the same as the first, and so does another run.
func TestSameAgain(t *testing.T) {
	src := source.Bytes("chat.txt", mixed(3000))
	var first string
	for i := range 20 {
		var cov chat.Coverage
		ms, _ := collect(t, Text{}.Read(src, chat.Options{}, &cov))
		got := fmt.Sprintf("%+v %+v", ms, cov)
		if i == 0 {
			first = got
		} else if got != first {
			t.Fatal("another result")
		}
	}
}
