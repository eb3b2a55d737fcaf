package whatsapp

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// seed adds the fixtures whose names match.
func seed(f *testing.F, patterns ...string) {
	for _, p := range patterns {
		files, err := filepath.Glob("testdata/" + p)
		if err != nil || len(files) == 0 {
			f.Fatalf("no seeds %s: %v", p, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
}

// physical counts lines.
func physical(b []byte) int {
	n := bytes.Count(b, []byte{'\n'})
	if len(b) > 0 && b[len(b)-1] != '\n' {
		n++
	}
	return n
}

// Every physical line is in a message or in a problem, and messages rise.
func FuzzTextLines(f *testing.F) {
	seed(f, "*.txt")
	for _, tt := range []string{
		"1/1/24, 1:00 - A: b\r\n[1/1/24, 1:00:00] A: b\n\n\n", "x\n\ufeff1.1.24 1.00 - a:b\n", "\n\n", "\r\r\n",
		"1/1/24, 1:00 - A: " + string(bytes.Repeat([]byte("x"), 300)),
	} {
		f.Add([]byte(tt))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		// As UTF-8 whatever it is, so that lines can be counted here.
		src := source.Bytes("fuzz.txt", data)
		src.Encoding = "utf-8"
		for _, x := range []readFormat{Text{}, WebCopy{}, ExporterText{}} {
			var cov chat.Coverage
			seen, last, index := 0, 0, 0
			for m, err := range x.Read(src, chat.Options{}, &cov) {
				var p *chat.Problem
				switch {
				case errors.As(err, &p):
					seen += p.Lines
					continue
				case err != nil:
					t.Fatal(err)
				}
				seen += m.Lines
				index++
				if m.Line <= last || m.Index != index || m.Lines < 1 || m.Attachments == nil {
					t.Fatalf("%s: message %+v behind line %d", x.Name(), m, last)
				}
				if !utf8.ValidString(m.Text + m.Sender + m.Time) {
					t.Fatalf("%s: broken text in %+v", x.Name(), m)
				}
				last = m.Line
			}
			if want := physical(data); seen != want || cov.Found != want {
				t.Fatalf("%s: accounted for %d of %d lines, found %d", x.Name(), seen, want, cov.Found)
			}
			if skipped(&cov)+cov.Read != cov.Found || cov.Messages != index {
				t.Fatalf("%s: coverage %+v of %d messages", x.Name(), cov, index)
			}
		}
	})
}

// skipped adds up what a coverage counts as skipped.
func skipped(cov *chat.Coverage) (n int) {
	for _, s := range cov.Skipped {
		n += s.Count
	}
	return n
}

// Any bytes give messages or an error, and the coverage adds up.
func fuzzBlocks(t *testing.T, x readFormat, data []byte) {
	src := source.Bytes("fuzz", data)
	x.Sniff("fuzz", data)
	var cov chat.Coverage
	n := 0
	for m, err := range x.Read(src, chat.Options{}, &cov) {
		if err != nil {
			continue
		}
		n++
		if m.Index < 1 || m.Kind == "" || m.Attachments == nil || m.Platform != chat.WhatsApp {
			t.Fatalf("message %+v", m)
		}
	}
	if cov.Messages != n || cov.Read+skipped(&cov) != cov.Found {
		t.Fatalf("coverage %+v of %d messages", cov, n)
	}
}

func FuzzExporterJSON(f *testing.F) {
	seed(f, "*.json")
	f.Add([]byte(`{"a@g.us":{"name":null,"messages":{"1":{"timestamp":1.7e12,"data":5},"2":[],"3":{"from_me":1}}},"b":3}`))
	f.Fuzz(func(t *testing.T, data []byte) { fuzzBlocks(t, ExporterJSON{}, data) })
}

func FuzzTelegramJSON(f *testing.F) {
	f.Add([]byte(`{"name":"A","id":1,"messages":[{"date":"2024-03-05T15:22:10","date_unixtime":1709652130,"from":"1","from_id":"user1","text":["a",{"text":"b"},null]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) { fuzzBlocks(t, TelegramJSON{}, data) })
}

func FuzzExporterHTML(f *testing.F) {
	seed(f, "*.html")
	f.Fuzz(func(t *testing.T, data []byte) { fuzzBlocks(t, ExporterHTML{}, data) })
}
