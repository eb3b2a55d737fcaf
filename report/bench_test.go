package report

import (
	"bytes"
	"io"
	"testing"

	"backchannel/detect"
)

// many feeds a writer with the sample's messages n times over, of which every
// k-th bears a finding.
func many(tb testing.TB, w Writer, n, k int) {
	tb.Helper()
	events, c := sample()
	var found detect.Event
	for _, e := range events {
		if len(e.Findings) == 1 && e.Findings[0].Detector == "bank-change" {
			found = e
		}
	}
	for i := range n {
		e := events[i%len(events)]
		e.Findings = nil
		if i%k == 0 {
			e = found
		}
		e.Message.Index = i + 1
		if err := w.Event(e); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Case(c); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
}

func BenchmarkXLSX(b *testing.B) {
	for _, size := range []struct {
		name     string
		messages int
		every    int
		all      bool
	}{
		{"500k messages, 100k findings", 500_000, 5, false},
		{"1M messages, 1k findings, all messages", 1_000_000, 1000, true},
		{"1k messages, 10 findings", 1000, 100, false},
	} {
		b.Run(size.name, func(b *testing.B) {
			for b.Loop() {
				run := sampleRun("en")
				run.Messages = size.all
				w, err := XLSX(io.Discard, run)
				if err != nil {
					b.Fatal(err)
				}
				many(b, w, size.messages, size.every)
			}
		})
	}
}

func BenchmarkJSONL(b *testing.B) {
	for b.Loop() {
		many(b, JSONL(io.Discard), 100_000, 5)
	}
}

func BenchmarkRead(b *testing.B) {
	var out bytes.Buffer
	w, err := XLSX(&out, sampleRun("en"))
	if err != nil {
		b.Fatal(err)
	}
	many(b, w, 20_000, 1)
	name := kept(b, "old.xlsx", out.Bytes())
	for b.Loop() {
		r, err := Read(name)
		if err != nil || len(r.Findings) != 20_000 {
			b.Fatal(err)
		}
	}
}
