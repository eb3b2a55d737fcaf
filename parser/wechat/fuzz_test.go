package wechat

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// fuzzForms reads a file as each of the forms and checks what holds for any
// bytes: nothing is lost, messages stand in order, texts are text.
func fuzzForms(f *testing.F, forms []Format, seeds ...string) {
	for _, pattern := range seeds {
		paths, err := filepath.Glob(filepath.Join("testdata", pattern))
		if err != nil || len(paths) == 0 {
			f.Fatalf("no seeds for %s: %v", pattern, err)
		}
		for _, p := range paths {
			data, err := os.ReadFile(p)
			if err != nil {
				f.Fatal(err)
			}
			for i := range forms {
				f.Add(uint8(i), data[:min(len(data), 3000)])
			}
		}
	}
	f.Fuzz(func(t *testing.T, n uint8, data []byte) {
		form := forms[int(n)%len(forms)]
		src := source.Bytes("fuzz", data)
		form.Sniff("fuzz", headText(t, src))
		checkLines(t, form, src)
		r := readAll(form, src, chat.Options{})
		for i, m := range r.messages {
			if m.Index != i+1 {
				t.Fatalf("message %d has index %d", i+1, m.Index)
			}
			if src.Encoding != "" && (!utf8.ValidString(m.Text) || !utf8.ValidString(m.Sender)) {
				t.Fatalf("message %d is no text: %q %q", m.Index, m.Sender, m.Text)
			}
			if m.Text != strings.TrimSpace(m.Text) && m.Text == clean(m.Text) {
				t.Fatalf("message %d is not trimmed: %q", m.Index, m.Text)
			}
			if m.Kind == chat.Notice && m.Sender != "" {
				t.Fatalf("message %d is a line of the application from %q", m.Index, m.Sender)
			}
			if m.Time != "" {
				if again, ok := stamp(m.Time); !ok || again != m.Time {
					t.Fatalf("message %d has the time %q", m.Index, m.Time)
				}
			}
			if slices.Contains(m.Attachments, "") {
				t.Fatalf("message %d has an attachment without a name", m.Index)
			}
		}
	})
}

func FuzzTables(f *testing.F) {
	fuzzForms(f, []Format{MemoTrace2CSV(), MemoTrace3CSV(), PyWxDumpCSV(), ChatlogCSV(), WeCloneCSV()}, "*.csv")
}

func FuzzTexts(f *testing.F) {
	fuzzForms(f, []Format{MemoTrace2TXT(), MemoTrace3TXT(), MemoTrace3MD(), ChatlogTXT(), WeFlowTXT(), WeFlowMD(), DataAnalysisTXT(),
		ExporterTXT(), DumpTXT(), WxCLI(), MailTXT(), CopiedMac(), CopiedPhone(), CopiedWindows(), QQManager(), QQCopied()}, "0[278]*.txt", "1*.txt")
}

func FuzzDocuments(f *testing.F) {
	fuzzForms(f, []Format{ChatlogJSON(), ChatlogJSONL(), WeFlowJSON(), EchotraceJSON(), DataAnalysisJSON(), MemoTrace3JSON(), PyWxDumpJSON(), ChatLabJSON(),
		ChatLabJSONL(), WeCom(), Training(), Contacts(), KeyList()}, "*.json")
}

func FuzzPages(f *testing.F) {
	fuzzForms(f, []Format{MemoTrace2HTML(), MemoTrace3HTML(), PyWxDumpScript(), WeFlowHTML(), EchotraceHTML(), DataAnalysisHTML(),
		ExporterHTML(), ExporterScript(), DumpHTML()}, "*.html")
}

func FuzzStamp(f *testing.F) {
	for _, s := range []string{"2024-05-06 09:03:11", "2024/5/6 9:03", "2026年07月16日 下午5:08", "2023/9/16 2:51 PM", "2025-03-10T16:00:42.5+08:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at, n := stampAt(s)
		if n == 0 {
			return
		}
		again, m := stampAt(at)
		if m != len(at) || again != at {
			t.Fatalf("%q reads as %q, which reads as %q", s, at, again)
		}
		if _, kind := instant(at); kind == noClock {
			t.Fatalf("%q reads as %q, which has no clock", s, at)
		}
	})
}
