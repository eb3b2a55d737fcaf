package table

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// utf8Source is a source over text that is not to be examined.
func utf8Source(data []byte) *source.Source {
	s := source.Bytes("fuzz", data)
	s.Encoding = "utf-8"
	return s
}

// account fails unless every line of a source is in a message, in a problem or
// counted as skipped.
func account(t *testing.T, src *source.Source, got result) {
	t.Helper()
	if got.err != nil {
		if refusal := (*chat.Refusal)(nil); !errors.As(got.err, &refusal) {
			t.Fatal(got.err)
		}
		return
	}
	lines, broken := 0, 0
	for _, m := range got.messages {
		lines += m.Lines
	}
	for _, p := range got.problems {
		lines, broken = lines+p.Lines, broken+p.Lines
	}
	for _, s := range got.cov.Skipped {
		if s.Reason != "broken records" {
			lines += s.Count
		} else if s.Count != broken {
			t.Fatalf("%d broken lines counted, %d told", s.Count, broken)
		}
	}
	if want := lineCount(t, src); lines != want || got.cov.Found != want {
		t.Fatalf("accounted for %d of %d lines; %+v", lines, want, got.cov)
	}
}

func seeds(f *testing.F) {
	for _, name := range []string{"11_interchange.csv", "12_interchange.jsonl"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("sep=;\n\nsender;text\n\"a\nb\";\"\"\"x\"\n;\n \"q"))
	f.Add([]byte("text,time\n\"05/03/2024\",\"\n13/4/24,b\"c,d\n"))
	f.Add([]byte("{\"text\":\"\\ud83d\\ude00\",\"time\":-1.5e3,\"x\":{}}\n\n{\"attachments\":[\"a\",1]}\n{\"Text\":null,\"files\":[]}"))
}

func FuzzCSV(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		src := utf8Source(data)
		got := collect(t, CSV{}.Read, src, chat.Options{})
		account(t, src, got)
		if got.err != nil && (CSV{}).Sniff("fuzz.csv", data) > 0 {
			t.Fatalf("recognised, then refused: %v", got.err)
		}
	})
}

func FuzzJSONL(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		src := utf8Source(data)
		account(t, src, collect(t, JSONL{}.Read, src, chat.Options{}))
	})
}

// FuzzWalk holds the quick walk to encoding/json.
func FuzzWalk(f *testing.F) {
	f.Add([]byte(`{"text":"a\u00e9\ud800x","time":1e9,"attachments":["b"],"x":null, "line" : 07}`))
	f.Add([]byte(` {"Text":"a","edited":true,"sender":-0.5E+1 } `))
	f.Add([]byte(`{}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		line = bytes.ToValidUTF8(line, []byte("?"))
		if len(bytes.TrimSpace(line)) == 0 {
			return
		}
		w := walker{names: map[string]string{}}
		var quick, slow record
		if !w.object(line, &quick) {
			return
		}
		o := objects{cov: &chat.Coverage{}}
		o.slow(line, &slow)
		if diff := cmp.Diff(slow, quick, cmp.AllowUnexported(record{})); diff != "" {
			t.Fatalf("%s\n(-encoding/json +walk):\n%s", line, diff)
		}
		if len(w.unknown) <= 40 && len(w.unknown) != len(o.cov.Ignored) {
			t.Fatalf("%s: unknown keys %q, want %q", line, w.unknown, o.cov.Ignored)
		}
	})
}

// FuzzReadBack writes messages and reads them: they are the same.
func FuzzReadBack(f *testing.F) {
	f.Add("hi \"you\", ;\n\nbye", "Lily, 陈", "a.jpg", "q", "c", 1725240120)
	f.Add("\u202e\ufeff\x00\\", "(self)", "", "", "", 0)
	times := []string{"", "2024-03-05", "2024-03-05T15:22", "2024-03-05T15:22:10", "2024-03-05T15:22:10Z", "2024-03-05T15:22:10.25-03:30"}
	f.Fuzz(func(t *testing.T, text, sender, file, quote, conversation string, n int) {
		for _, s := range []*string{&text, &sender, &file, &quote, &conversation} {
			*s = strings.ToValidUTF8(strings.ReplaceAll(*s, "\r", ""), "")
		}
		n = max(n, 0)
		file = strings.TrimSpace(strings.NewReplacer(";", "", "|", "").Replace(file))
		m := chat.Message{Source: "s" + sender, Platform: "wechat", Index: 1 + n, Line: n, Time: times[n%len(times)], Sender: sender, Role: chat.Buyer,
			Kind: chat.Link, Text: text, Attachments: []string{}, Quote: quote, Conversation: conversation, Edited: n%2 == 0, Auto: n%3 == 0}
		if file != "" {
			m.Attachments = []string{file, "2"}
		}
		want := []chat.Message{m, m}
		jsonl, table := own(t, want)
		ignore := cmpopts.IgnoreFields(chat.Message{}, "Lines")
		if diff := cmp.Diff(want, collect(t, JSONL{}.Read, utf8Source(jsonl), chat.Options{}).messages, ignore); diff != "" {
			t.Fatalf("jsonl (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(want, collect(t, CSV{}.Read, utf8Source(table), chat.Options{}).messages, ignore); diff != "" {
			t.Fatalf("csv (-want +got):\n%s", diff)
		}
	})
}

func FuzzTime(f *testing.F) {
	for _, s := range []string{"2024-03-05T15:22:10Z", "2024年3月5日 下午3:22", "3/5/2024, 3:22:10\u202fPM", "1725240180123", "05.03.24 9:00"} {
		f.Add(s, "dmy")
	}
	f.Fuzz(func(t *testing.T, cell, order string) {
		// What is read has the form of a message's time, and stays as it is.
		if st := ParseTime(cell, order); st.Time != "" {
			if again := ParseTime(st.Time, order); again.Time != st.Time {
				t.Fatalf("%q reads as %q, that as %q", cell, st.Time, again.Time)
			}
		}
	})
}

// benchmark reads 20 MB again and again.
func benchmark(b *testing.B, read func(*source.Source, chat.Options, *chat.Coverage) sequence, data []byte) {
	src := utf8Source(data)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, err := range read(src, chat.Options{}, nil) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n == 0 {
			b.Fatal("no messages")
		}
	}
}

var mixed = []chat.Message{
	{Source: "chat.txt", Platform: "whatsapp", Index: 1, Line: 1, Time: "2024-03-05T15:22:10", Sender: "Lily Chen", Kind: chat.Text, Text: "Hi Tom, the new price list is ready, please check it", Attachments: []string{}},
	{Source: "chat.txt", Platform: "whatsapp", Index: 2, Line: 2, Time: "2024-03-05T15:23:10", Sender: "Tom Becker", Kind: chat.Text, Text: "ok \"thanks\"\nI look at it tomorrow", Attachments: []string{}},
	{Source: "chat.txt", Platform: "whatsapp", Index: 3, Line: 4, Time: "2024-03-05T15:24:10", Sender: "Lily Chen", Kind: chat.Text, Text: "好的，请查收附件里的形式发票", Attachments: []string{"PI-88.pdf"}},
}

func BenchmarkJSONL(b *testing.B) {
	jsonl, _ := own(b, mixed)
	benchmark(b, JSONL{}.Read, bytes.Repeat(jsonl, 20<<20/len(jsonl)))
}

func BenchmarkCSV(b *testing.B) {
	var w bytes.Buffer
	io.WriteString(&w, "time,sender,role,text\n")
	for w.Len() < 20<<20 {
		for _, m := range mixed {
			io.WriteString(&w, m.Time+","+m.Sender+",,\""+strings.ReplaceAll(m.Text, `"`, `""`)+"\"\n")
		}
	}
	benchmark(b, CSV{}.Read, w.Bytes())
}
