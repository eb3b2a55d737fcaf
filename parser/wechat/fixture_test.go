package wechat

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backchannel/parser/chat"
	"backchannel/parser/source"

	"github.com/google/go-cmp/cmp"
)

// expected is a record of the contract as fixtures give it.
type expected struct {
	Source      string    `json:"source"`
	Platform    string    `json:"platform"`
	Index       int       `json:"index"`
	Line        int       `json:"line"`
	Time        string    `json:"time"`
	Sender      string    `json:"sender"`
	Kind        chat.Kind `json:"kind"`
	Text        string    `json:"text"`
	Attachments []string  `json:"attachments"`
}

// headText gives the head of a source as Sniff gets it.
func headText(t testing.TB, src *source.Source) []byte {
	t.Helper()
	r, err := src.Text()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	head, err := io.ReadAll(io.LimitReader(r, source.HeadSize))
	if err != nil {
		t.Fatal(err)
	}
	return head
}

// best gives the format that fits best, and fails when two fit alike.
func best(t testing.TB, src *source.Source) Format {
	t.Helper()
	head := headText(t, src)
	all := formats()
	score := func(f Format) int { return f.Sniff(src.Name, head) }
	slices.SortStableFunc(all, func(a, b Format) int { return score(b) - score(a) })
	if score(all[0]) == 0 {
		t.Fatalf("%s: no format fits", src.Name)
	}
	if score(all[0]) == score(all[1]) {
		t.Fatalf("%s: %s and %s fit alike (%d)", src.Name, all[0].Name(), all[1].Name(), score(all[0]))
	}
	return all[0]
}

// result is what reading a source gave.
type result struct {
	messages []chat.Message
	problems []*chat.Problem
	err      error
	cov      chat.Coverage
}

func readAll(f Format, src *source.Source, opts chat.Options) (r result) {
	for m, err := range f.Read(src, opts, &r.cov) {
		var p *chat.Problem
		switch {
		case errors.As(err, &p):
			r.problems = append(r.problems, p)
		case err != nil:
			r.err = err
		default:
			r.messages = append(r.messages, m)
		}
	}
	return r
}

// sameTime compares instants where both sides carry an offset.
func sameTime(got, want string) bool {
	g, gk := instant(got)
	w, wk := instant(want)
	if gk == withZone && wk == withZone {
		return g == w
	}
	return got == want
}

func TestFixtures(t *testing.T) {
	want := map[string]string{
		"01_memotrace2_utf8.csv":            "wechat-memotrace2-csv",
		"02_memotrace2.txt":                 "wechat-memotrace2-txt",
		"03_memotrace2.html":                "wechat-memotrace2-html",
		"04_memotrace3_resaved_gb18030.csv": "wechat-memotrace3-csv",
		"05_pywxdump_wxid_q7k2_0_5000.csv":  "wechat-pywxdump-csv",
		"06_chatlog.json":                   "wechat-chatlog-json",
		"07_chatlog.txt":                    "wechat-chatlog-txt",
		"08_weflow.txt":                     "wechat-weflow-txt",
		"09_weflow.json":                    "wechat-weflow-json",
		"10_wechatexporter.html":            "wechat-exporter-html",
		"11_wechatexporter.txt":             "wechat-exporter-txt",
		"12_mail_android.txt":               "wechat-mail-txt",
		"13_copied_windows.txt":             "wechat-copied-windows",
		"14_copied_mac.txt":                 "wechat-copied-mac",
		"15_wechatdataanalysis.json":        "wechat-dataanalysis-json",
		"17_qq_manager.txt":                 "qq-manager-txt",
	}
	paths, err := filepath.Glob("testdata/*.expected.jsonl")
	if err != nil || len(paths) < len(want) {
		t.Fatalf("%d fixtures, %v", len(paths), err)
	}
	for _, p := range paths {
		name := strings.TrimSuffix(filepath.Base(p), ".expected.jsonl")
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			src := source.Bytes(name, data)
			f := best(t, src)
			if want[name] != "" && f.Name() != want[name] {
				t.Errorf("recognised as %s, want %s", f.Name(), want[name])
			}
			compare(t, p, readAll(f, src, chat.Options{}))
			checkLines(t, f, src)
		})
	}
}

// compare checks every field of every record.
func compare(t *testing.T, path string, got result) {
	t.Helper()
	want := readExpected(t, path)
	if len(want) == 0 {
		var refusal *chat.Refusal
		if !errors.As(got.err, &refusal) {
			t.Fatalf("got error %v, want a refusal", got.err)
		}
		return
	}
	if got.err != nil {
		t.Fatal(got.err)
	}
	for _, p := range got.problems {
		t.Errorf("problem: %v", p)
	}
	for i, m := range got.messages {
		if i >= len(want) {
			t.Errorf("message %d is too much: %+v", i+1, m)
			continue
		}
		w := want[i]
		g := expected{m.Source, m.Platform, m.Index, m.Line, m.Time, m.Sender, m.Kind, m.Text, m.Attachments}
		if w.Line == 0 {
			g.Line = 0
		}
		if sameTime(g.Time, w.Time) {
			g.Time = w.Time
		}
		if diff := cmp.Diff(w, g); diff != "" {
			t.Errorf("record %d (-want +got):\n%s", i+1, diff)
		}
	}
	if len(got.messages) < len(want) {
		t.Errorf("got %d records, want %d", len(got.messages), len(want))
	}
}

func readExpected(t *testing.T, path string) (list []expected) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	for d.More() {
		var e expected
		if err := d.Decode(&e); err != nil {
			t.Fatal(err)
		}
		list = append(list, e)
	}
	return list
}

// checkLines checks that nothing of a source is lost: every line is in a
// message, in a problem or counted as furniture, and coverage agrees.
func checkLines(t *testing.T, f Format, src *source.Source) {
	t.Helper()
	r := readAll(f, src, chat.Options{})
	skipped := 0
	for _, s := range r.cov.Skipped {
		skipped += s.Count
	}
	if r.cov.Found != r.cov.Read+skipped {
		t.Errorf("found %d, read %d, skipped %d", r.cov.Found, r.cov.Read, skipped)
	}
	if r.cov.Messages != len(r.messages) {
		t.Errorf("coverage has %d messages, there are %d", r.cov.Messages, len(r.messages))
	}
	var refusal *chat.Refusal
	if f.unit != unitLines || errors.As(r.err, &refusal) {
		return
	}
	n := 0
	text, err := src.Text()
	if err != nil {
		t.Fatal(err)
	}
	defer text.Close()
	last := 0
	for l := range source.Lines(text) {
		if l.Number > last {
			n++
			last = l.Number
		}
	}
	if r.cov.Found != n {
		t.Errorf("accounted for %d of %d lines", r.cov.Found, n)
	}
	sum, lastLine := 0, 0
	for _, m := range r.messages {
		sum += m.Lines
		if m.Line < lastLine {
			t.Errorf("message %d starts at line %d, before %d", m.Index, m.Line, lastLine)
		}
		lastLine = m.Line
	}
	if sum != r.cov.Read {
		t.Errorf("messages take %d lines, coverage read %d", sum, r.cov.Read)
	}
}

// formats gives every form of this package, family by family.
func formats() []Format {
	return []Format{
		MemoTrace2CSV(), MemoTrace2TXT(), MemoTrace2HTML(),
		MemoTrace3CSV(), MemoTrace3TXT(), MemoTrace3HTML(), MemoTrace3JSON(), MemoTrace3MD(),
		PyWxDumpCSV(), PyWxDumpJSON(), PyWxDumpScript(),
		ChatlogJSON(), ChatlogJSONL(), ChatlogTXT(), ChatlogCSV(),
		WeFlowTXT(), WeFlowJSON(), WeFlowHTML(), WeFlowMD(), WeCloneCSV(),
		EchotraceJSON(), EchotraceHTML(), CipherTalkJSON(),
		DataAnalysisJSON(), DataAnalysisTXT(), DataAnalysisHTML(),
		Workbook(),
		ExporterHTML(), ExporterScript(), ExporterTXT(),
		DumpTXT(), DumpHTML(),
		ChatLabJSON(), ChatLabJSONL(),
		WxCLI(),
		MailTXT(), MailEML(),
		CopiedMac(), CopiedPhone(), CopiedWindows(),
		WeCom(),
		QQManager(), QQCopied(),
		Training(), Contacts(), Database(), KeyList(),
	}
}
