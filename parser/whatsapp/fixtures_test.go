package whatsapp

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// fixture opens a test export; of a zip the chat text, named as design.md
// says: archive.zip/member.
func fixture(t testing.TB, file string) *source.Source {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if path.Ext(file) != ".zip" {
		return source.Bytes(file, data)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var src *source.Source
	var names []string
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, ".txt") {
			names = append(names, f.Name)
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		src = source.Bytes(file+"/"+f.Name, text)
	}
	src.Siblings = names
	return src
}

// collect reads everything and sets problems apart.
func collect(t testing.TB, seq iter.Seq2[chat.Message, error]) (ms []chat.Message, ps []*chat.Problem) {
	t.Helper()
	for m, err := range seq {
		var p *chat.Problem
		switch {
		case errors.As(err, &p):
			ps = append(ps, p)
		case err != nil:
			t.Fatal(err)
		default:
			ms = append(ms, m)
		}
	}
	return ms, ps
}

// expected reads the records of a fixture. The fixtures were written before
// roles were, and name an archive where the record names its member.
func expected(t *testing.T, file, source string) []chat.Message {
	t.Helper()
	data, err := os.ReadFile(file + ".expected.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var ms []chat.Message
	for line := range strings.Lines(string(data)) {
		d := json.NewDecoder(strings.NewReader(line))
		d.DisallowUnknownFields()
		var m chat.Message
		if err := d.Decode(&m); err != nil {
			t.Fatal(err)
		}
		if m.Source != path.Base(file) {
			t.Fatalf("%s: source %q", file, m.Source)
		}
		m.Source = source
		if m.Kind == chat.Notice {
			m.Role = chat.System
		}
		ms = append(ms, m)
	}
	return ms
}

// fixtureFormats names the format that has to recognise and read each fixture.
var fixtureFormats = map[string]string{
	"exporter-android.json":   "whatsapp-exporter-json",
	"exporter-new-theme.html": "whatsapp-exporter-html",
	"exporter-text.txt":       "whatsapp-exporter-text",
	"web-copy.txt":            "whatsapp-web-copy",
}

func TestFixtures(t *testing.T) {
	files, err := filepath.Glob("testdata/*.expected.jsonl")
	if err != nil || len(files) < 17 {
		t.Fatalf("%d fixtures, %v", len(files), err)
	}
	for _, file := range files {
		file = strings.TrimSuffix(file, ".expected.jsonl")
		t.Run(path.Base(file), func(t *testing.T) {
			src := fixture(t, file)
			f := best(t, src)
			want := fixtureFormats[path.Base(file)]
			if want == "" {
				want = "whatsapp-text"
			}
			if f.Name() != want {
				t.Fatalf("recognised as %s, want %s", f.Name(), want)
			}
			var cov chat.Coverage
			got, problems := collect(t, f.Read(src, chat.Options{}, &cov))
			for _, p := range problems {
				t.Error(p)
			}
			opt := cmp.FilterPath(func(p cmp.Path) bool {
				switch p.Last().String() {
				case ".Lines", ".Edited", ".Quote":
					return true // not in the records of the fixtures
				}
				return false
			}, cmp.Ignore())
			if diff := cmp.Diff(expected(t, file, src.Name), got, opt); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if cov.Messages != len(got) || cov.Read != cov.Found || len(cov.Skipped) > 0 {
				t.Errorf("coverage %+v", cov)
			}
		})
	}
}
