package page

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// FuzzRead holds for any bytes: no panic, every block or line found is in a
// message or counted as skipped, indexes count from 1, and a page without
// messages is refused.
func FuzzRead(f *testing.F) {
	pages, err := filepath.Glob("../*/testdata/0[12348]_*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range pages {
		if strings.HasSuffix(name, ".jsonl") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("<ul>" + rows([4]string{named, "2024-03-05 15:22", "Bo", "Hi"}, [4]string{mineRow, "2024-03-05 15:23", "", "Hello"}, [4]string{named, "2024-03-05 15:24", "Bo", "ok"}) + "</ul>"))
	f.Add([]byte("<div class=message-list-right><div><div>2024-03-05</div><div><div>15:22:01</div><div><span title=x>x</span><span>Bo</span></div></div></div></div>"))
	f.Add([]byte("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPGI+\n--B--"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var cov chat.Coverage
		n := 0
		var end error
		opts := chat.Options{AsOf: time.Date(2025, 9, 3, 10, 40, 0, 0, time.UTC)}
		for m, err := range (Plan{Format: "page-unknown", Platform: chat.Alibaba, Grammar: ""}).Read(source.Bytes("f.html", data), opts, &cov) {
			var p *chat.Problem
			switch {
			case errors.As(err, &p):
			case err != nil:
				end = err
			default:
				n++
				if m.Index != n || m.Kind == "" || m.Attachments == nil || m.Line != 0 {
					t.Fatalf("message %d: %+v", n, m)
				}
			}
		}
		if (n == 0) != (end != nil) {
			t.Fatalf("%d messages and %v", n, end)
		}
		skipped := 0
		for _, s := range cov.Skipped {
			skipped += s.Count
		}
		if end == nil && (cov.Found != cov.Read+skipped || cov.Messages != n) {
			t.Fatalf("found %d, read %d, skipped %d; %d messages, counted %d", cov.Found, cov.Read, skipped, n, cov.Messages)
		}
	})
}

// large gives a page of the Messenger of about the given size in bytes.
func large(size int) string {
	data, err := os.ReadFile("../alibaba/testdata/01_messenger_buyer.html")
	if err != nil {
		panic(err)
	}
	page := string(data)
	start := strings.Index(page, `<div class="message-item-wrapper`)
	end := strings.Index(page, "\n</div></div>\n<div class=\"send-box")
	var b strings.Builder
	b.WriteString(page[:start])
	for i := 0; b.Len() < size; i++ {
		b.WriteString(strings.ReplaceAll(page[start:end], "2741005501", fmt.Sprintf("%010d", i)))
	}
	b.WriteString(page[end:])
	return b.String()
}

func TestTenMegabytes(t *testing.T) {
	o := read(t, large(10<<20), chat.Options{})
	if o.err != nil || len(o.msgs) < 10000 || len(o.problems) > 0 || o.cov.Read != o.cov.Found {
		t.Errorf("got %d messages of %d blocks, %v, %v", len(o.msgs), o.cov.Found, o.problems, o.err)
	}
}

// Pages made to take time or memory are read to their end, and their blocks
// are counted.
func TestHostilePages(t *testing.T) {
	const n = 6000
	for name, in := range map[string]string{
		"open elements":     strings.Repeat("<div>", n),
		"open formatting":   strings.Repeat("<b><i class=x>", n) + "x",
		"open tables":       strings.Repeat("<table><tr><td>", n),
		"open messages":     strings.Repeat("<div class=message-item-wrapper>", n),
		"scopes":            strings.Repeat("<div class=message-list><div class=message-item>", n),
		"frames in frames":  strings.Repeat("<iframe srcdoc='<iframe srcdoc=x></iframe>'></iframe>", n),
		"quotes in an item": "<ul>" + strings.Repeat("<li><i>2024-03-05 15:22</i><b>Bo</b>"+strings.Repeat("<q class=quote>x</q>", n/30)+"</li>", 30) + "</ul>",
		"clocks":            strings.Repeat("<p>2024-03-05 15:22</p>", n),
		"one long line":     "<p>" + strings.Repeat("2024-03-05 15:22 ", n) + "</p>",
		"attributes":        "<div class='" + strings.Repeat("a__3xKq9 ", n) + "'>",
		"broken MHTML":      "Content-Type: multipart/related; boundary=B\n\n" + strings.Repeat("--B\n\n", n),
	} {
		t.Run(name, func(t *testing.T) {
			if o := read(t, in, chat.Options{}); (o.err == nil) != (len(o.msgs) > 0) {
				t.Errorf("%d messages and %v", len(o.msgs), o.err)
			}
		})
	}
}

func BenchmarkRead(b *testing.B) {
	for _, bb := range []struct{ name, in string }{
		{"profile", large(4 << 20)},
		{"structure", strings.NewReplacer("message-item-wrapper", "x", "item-base-info", "y", "session-rich-content", "z").Replace(large(4 << 20))},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.SetBytes(int64(len(bb.in)))
			b.ReportAllocs()
			for b.Loop() {
				if o := read(b, bb.in, chat.Options{}); o.err != nil {
					b.Fatal(o.err)
				}
			}
		})
	}
}
