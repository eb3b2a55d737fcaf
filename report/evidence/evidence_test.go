package evidence

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
	"backchannel/report"
)

var sum = strings.Repeat("0123456789abcdef", 4)

func TestManifest(t *testing.T) {
	files := []chat.Evidence{
		{Name: "聊天 2.txt", Size: -1, SHA256: sum},
		{Name: "a\nb\\c\r.txt", Size: -1, SHA256: sum},
		{Name: " blanks ", Size: -1, SHA256: sum},
	}
	var out bytes.Buffer
	if err := WriteManifest(&out, files); err != nil {
		t.Fatal(err)
	}
	want := sum + "   blanks \n\\" + sum + `  a\nb\\c\r.txt` + "\n" + sum + "  聊天 2.txt\n"
	if got := out.String(); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	got, err := ReadManifest(strings.NewReader(strings.ReplaceAll(out.String(), "\n", "\r\n")))
	if diff := cmp.Diff([]chat.Evidence{files[2], files[1], files[0]}, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if _, err := ReadManifest(strings.NewReader(sum + "  a\nhello\n")); err == nil || !strings.HasPrefix(err.Error(), "line 2: ") {
		t.Errorf("got %v", err)
	}
}

func FuzzManifest(f *testing.F) {
	f.Add("a\n", "b\\n")
	f.Add("聊天.txt", " ")
	f.Fuzz(func(t *testing.T, a, b string) {
		files := []chat.Evidence{{Name: a, Size: -1, SHA256: sum}, {Name: b, Size: -1, SHA256: sum}}
		if a == "" || b == "" || a >= b {
			return
		}
		var out bytes.Buffer
		if err := WriteManifest(&out, files); err != nil {
			t.Fatal(err)
		}
		got, err := ReadManifest(&out)
		if diff := cmp.Diff(files, got); err != nil || diff != "" {
			t.Error(err, diff)
		}
	})
}

// Every form that tells hashes gives them back.
func TestRecorded(t *testing.T) {
	want := []chat.Evidence{
		{Name: "聊天 [1].zip", Size: 48213, SHA256: sum},
		{Name: "聊天 [1].zip/_chat.txt", Size: 1466, SHA256: strings.Repeat("fedcba9876543210", 4)},
		{Name: "/tmp/a:b%20.txt", Size: 0, SHA256: strings.Repeat("00", 32)},
	}
	for name, open := range map[string]func(io.Writer, *report.Run) (report.Writer, error){
		"r.jsonl": func(w io.Writer, run *report.Run) (report.Writer, error) { return report.EvidencedJSONL(w, run), nil },
		"r.sarif": func(w io.Writer, run *report.Run) (report.Writer, error) { return report.SARIF(w, run), nil },
		"r.html":  func(w io.Writer, run *report.Run) (report.Writer, error) { return report.HTML(w, run) },
		"r.xlsx":  func(w io.Writer, run *report.Run) (report.Writer, error) { return report.XLSX(w, run) },
	} {
		for _, lang := range report.Languages() {
			path := filepath.Join(t.TempDir(), name)
			f, err := os.Create(path)
			if err != nil {
				t.Fatal(err)
			}
			w, err := open(f, &report.Run{Language: lang, Evidence: slices.Concat(want, want[:1])})
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(w.Close(), f.Close()); err != nil {
				t.Fatal(err)
			}
			got, err := Recorded(path)
			if diff := cmp.Diff(want, got); err != nil || diff != "" {
				t.Errorf("%s: %v %s", name, err, diff)
			}
		}
	}
}

func TestRecordedRefuses(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct{ data, want string }{
		"a.jsonl": {"{}\n", "tells no hashes"},
		"b.jsonl": {`{"record":"run","evidence":7}`, "line 1: "},
		"c.sarif": {"x", "cannot be read as SARIF"},
		"d.xlsx":  {"x", "cannot be read as a workbook"},
		"e.html":  {"<p>x", "tells no hashes"},
		"f.doc":   {"x", "is no report"},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(c.data), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Recorded(path); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestPage(t *testing.T) {
	got, err := page(strings.NewReader(`<table><tr><th>File</th></tr><tr data-source="a &lt;b&gt;.txt" data-size="12" data-sha256="` + sum + `"><td>x</td></tr></table>`))
	if diff := cmp.Diff([]chat.Evidence{{Name: "a <b>.txt", Size: 12, SHA256: sum}}, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

func member(name, text string) Member {
	return Member{Name: name, Source: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
}

func TestBundle(t *testing.T) {
	var one, two bytes.Buffer
	a, b := member("sources/b.txt", "b"), member("reports/聊.xlsx", "a")
	if err := errors.Join(WriteBundle(&one, []Member{a, b}), WriteBundle(&two, []Member{b, a})); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("the order of the files shows")
	}
	z, err := zip.NewReader(bytes.NewReader(one.Bytes()), int64(one.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	if want := []string{"manifest.sha256", "reports/聊.xlsx", "sources/b.txt"}; !slices.Equal(names, want) {
		t.Errorf("got %v", names)
	}
	r, err := z.Open(ManifestName)
	if err != nil {
		t.Fatal(err)
	}
	files, err := ReadManifest(r)
	if err != nil || len(files) != 2 || files[0].Name != "reports/聊.xlsx" || files[1].Name != "sources/b.txt" {
		t.Errorf("got %v, %v", files, err)
	}
}

func TestBundleRefusesWhatChanged(t *testing.T) {
	m := member("a.txt", "a")
	m.SHA256 = sum
	if err := WriteBundle(io.Discard, []Member{m}); err == nil || !strings.HasPrefix(err.Error(), "a.txt: has changed") {
		t.Errorf("got %v", err)
	}
}

func TestInside(t *testing.T) {
	got := Inside("sources", []string{"a.txt", "../a.txt", "/etc/../x/b.txt", `C:\chats\c.txt`, "./d", "..", "A.TXT"})
	want := []string{"sources/a.txt", "sources/a~2.txt", "sources/x/b.txt", "sources/chats/c.txt", "sources/d", "sources/~2", "sources/A~3.TXT"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
