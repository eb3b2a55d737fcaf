package parser

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
)

const (
	fakeChat = "FAKE: a chat\n09:14 Lily: 请付到我个人账户\n09:20 Sam: No, thank you\n"
	photo    = "\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xFF\xDB\x00\x43\x00\x08"
	pdf      = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj"
)

// files maps names to contents.
type files map[string]string

// lay writes files below a new folder and gives it.
func lay(t testing.TB, fs files) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range fs {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// zipped packs pairs of name and content.
func zipped(t testing.TB, pairs ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		f, err := w.Create(pairs[i])
		if err == nil {
			_, err = io.WriteString(f, pairs[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// locked packs a member that needs a password.
func locked(t testing.TB) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.CreateRaw(&zip.FileHeader{Name: "_chat.txt", Flags: 1, CompressedSize64: 3, UncompressedSize64: 3})
	if err == nil {
		_, err = io.WriteString(f, "xyz")
	}
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// outcome opens paths below dir and gives a line for each chat, refusal and
// note, in their order.
func outcome(t testing.TB, dir string, stdin io.Reader, opts Options, paths ...string) []string {
	t.Helper()
	var lines []string
	short := func(s string) string {
		return strings.ReplaceAll(filepath.ToSlash(s), filepath.ToSlash(dir)+"/", "")
	}
	opts.Note = func(n Note) { lines = append(lines, "note "+short(n.String())) }
	full := make([]string, len(paths))
	for i, p := range paths {
		if full[i] = p; p != "-" {
			full[i] = filepath.Join(dir, filepath.FromSlash(p))
		}
	}
	for tr, err := range open(fakes, full, stdin, opts) {
		if err != nil {
			lines = append(lines, "refused "+short(err.Error()))
			continue
		}
		lines = append(lines, "chat "+short(tr.Source)+" "+tr.Format)
	}
	return lines
}

func TestOpen(t *testing.T) {
	nested := zipped(t, "_chat.txt", fakeChat)
	dir := lay(t, files{
		"a.txt":       fakeChat,
		"chats/b.txt": fakeChat, "chats/a/x.zip": zipped(t, "_chat.txt", fakeChat, "IMG-1.jpg", photo, "IMG-2.jpg", photo, "sent.pdf", pdf, "notes.txt", "hello"),
		"chats/photo.JPG": photo, "chats/.hidden.txt": fakeChat, "chats/x-timeline.xlsx": "whatever",
		"chats/report.xlsx": zipped(t, "xl/workbook.xml", `<sheet name="Summary"/><sheet name="Timeline"/>`),
		"two.zip":           zipped(t, "b/_chat.txt", fakeChat, "a/_chat.txt", fakeChat),
		"outer.zip":         zipped(t, "inner.zip", nested, "list.xlsx", zipped(t, "xl/workbook.xml", "")),
		"sheet.xlsx":        zipped(t, "xl/workbook.xml", "", "xl/chat", "x"),
		"sheets/a.xlsx":     zipped(t, "xl/workbook.xml", "", "xl/chat", "x"),
		"sheets/price.xlsx": zipped(t, "xl/workbook.xml", ""),
		"near.txt":          "near enough: x\n",
		"weak/a.txt":        fakeChat, "weak/b.txt": "weak Lily: hello\n", "weak/c.txt": "weak stuff\n",
		"cut.zip":        zipped(t, "_chat.txt", fakeChat)[:150],
		"mixed/good.txt": fakeChat, "mixed/cut.zip": nested[:38], "mixed/docs.zip": zipped(t, "a.pdf", pdf),
		"sent.zip": zipped(t, "_chat.txt", fakeChat, "sent.zip", locked(t), "other.zip", zipped(t, "x.bin", "\x00\x01\x02")),
	})
	tests := []struct {
		name  string
		paths []string
		want  []string
	}{
		{"a file", []string{"a.txt"}, []string{"chat a.txt fake-text"}},
		{"paths stay in their order", []string{"near.txt", "a.txt"}, []string{"chat near.txt near-a", "chat a.txt fake-text"}},
		{"a folder, sorted, with what lies beside", []string{"chats"}, []string{
			"chat chats/a/x.zip/_chat.txt fake-text",
			"note chats/a/x.zip: left out: pictures (2, such as IMG-1.jpg)",
			"note chats/a/x.zip: left out: PDF documents (sent.pdf)",
			"note chats/a/x.zip: left out: texts without a known chat (notes.txt)",
			"chat chats/b.txt fake-text",
			"note chats: left out: reports of this program (2, such as report.xlsx)",
			"note chats: left out: pictures (photo.JPG)",
		}},
		{"several chats in an archive", []string{"two.zip"}, []string{
			"chat two.zip/a/_chat.txt fake-text", "chat two.zip/b/_chat.txt fake-text",
			"note two.zip: holds 2 chats, and each is read on its own",
		}},
		{"an archive in an archive", []string{"outer.zip"}, []string{
			"chat outer.zip/inner.zip/_chat.txt fake-text",
			"note outer.zip: left out: workbooks without messages (list.xlsx)",
		}},
		{"a workbook is one file", []string{"sheet.xlsx"}, []string{"chat sheet.xlsx fake-table"}},
		{"workbooks beside each other", []string{"sheets"}, []string{
			"chat sheets/a.xlsx fake-table",
			"note sheets: left out: workbooks without messages (price.xlsx)",
		}},
		{"texts that only look a little like a chat", []string{"weak"}, []string{
			"chat weak/a.txt fake-text", "chat weak/b.txt fake-weak",
			"note weak: left out: texts without a known chat (c.txt)",
		}},
		{"damage beside a chat is told", []string{"mixed"}, []string{
			"refused mixed/cut.zip: is cut off or damaged; copy it again from the phone or export again",
			"chat mixed/good.txt fake-text",
			"note mixed: left out: archives without a chat (docs.zip)",
		}},
		{"what stands before a cut is read", []string{"cut.zip"}, []string{
			"refused cut.zip: is cut off or damaged, and only what stands before that place is read; copy it again from the phone or export again",
			"chat cut.zip/_chat.txt fake-text",
		}},
		{"archives that were sent in a chat", []string{"sent.zip"}, []string{
			"chat sent.zip/_chat.txt fake-text",
			"note sent.zip/sent.zip: is protected by a password; unpack it with the password and give the folder",
			"note sent.zip: left out: archives that cannot be opened (sent.zip)",
			"note sent.zip: left out: archives without a chat (other.zip)",
		}},
		{"the same file twice", []string{"a.txt", "./a.txt", "weak", "weak/a.txt", "weak"}, []string{
			"chat a.txt fake-text",
			"note a.txt: is given twice and read once",
			"chat weak/a.txt fake-text", "chat weak/b.txt fake-weak",
			"note weak: left out: texts without a known chat (c.txt)",
			"note weak/a.txt: is given twice and read once",
			"note weak: left out: files that were read before (3, such as a.txt)",
		}},
		{"one bad path among good ones", []string{"nowhere.txt", "a.txt"}, []string{
			"refused nowhere.txt: is not there; check the spelling, or whether it was moved or deleted meanwhile",
			"chat a.txt fake-text",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, outcome(t, dir, nil, Options{}, tt.paths...)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestOpenStandardInput(t *testing.T) {
	for name, tt := range map[string]struct{ in, want string }{
		"a chat":     {fakeChat, "chat - fake-text"},
		"an archive": {zipped(t, "_chat.txt", fakeChat), "chat -/_chat.txt fake-text"},
		"nothing":    {"", "refused -: is empty; export the chat again and check that the file has a size"},
	} {
		got := outcome(t, t.TempDir(), strings.NewReader(tt.in), Options{}, "-")
		if diff := cmp.Diff([]string{tt.want}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// Whatever a file holds, something is said of it, in one of two types.
func FuzzOpen(f *testing.F) {
	f.Add([]byte(fakeChat))
	f.Add([]byte(zipped(f, "_chat.txt", fakeChat, "a.zip", zipped(f, "b.txt", "time,sender,text\n,Lily,hello\n"))))
	f.Add([]byte(`{"text":"hello","sender":"Lily"}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		said := 0
		for tr, err := range open(append(Formats(), fakes...), []string{"-"}, bytes.NewReader(in), Options{}) {
			said++
			if err == nil {
				for m, err := range tr.Messages(nil) {
					var p *chat.Problem
					var r *chat.Refusal
					if err != nil && !errors.As(err, &p) && !errors.As(err, &r) || err == nil && (m.Index == 0 || m.Source == "" || m.Platform == "") {
						t.Fatalf("%+v, %T %v", m, err, err)
					}
				}
				continue
			}
			var r *chat.Refusal
			if !errors.As(err, &r) || r.Source == "" || r.Text == "" {
				t.Fatalf("%T %v", err, err)
			}
		}
		if said == 0 {
			t.Fatal("nothing was said")
		}
	})
}

func TestOpenFrom(t *testing.T) {
	dir := lay(t, files{
		"a.txt": fakeChat, "odd.txt": "Lily: hello\n",
		"odd.zip": zipped(t, "_chat.txt", "Lily: hello\n", "a.jpg", photo),
		"two.zip": zipped(t, "_chat.txt", fakeChat, "odd.txt", "Lily: hello\n"),
	})
	tests := []struct {
		name, from, path string
		want             []string
	}{
		{"forces a file", "near-b", "a.txt", []string{"chat a.txt near-b"}},
		{"reads what is not recognised", "fake-text", "odd.txt", []string{"chat odd.txt fake-text"}},
		{"reads all texts of an archive in which nothing fits", "fake-text", "odd.zip", []string{"chat odd.zip/_chat.txt fake-text"}},
		{"reads what fits where something does", "fake-text", "two.zip", []string{
			"chat two.zip/_chat.txt fake-text", "note two.zip: left out: texts without a known chat (odd.txt)",
		}},
		{"unknown name", "whatsap", "a.txt", []string{
			`refused no format is called "whatsap"; there are fake-table, fake-text, fake-weak, near-a, near-b`,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, outcome(t, dir, nil, Options{From: tt.from}, tt.path)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestOpenMayBeLeft(t *testing.T) {
	dir := lay(t, files{"a.txt": fakeChat, "b.txt": fakeChat, "c.zip": zipped(t, "x.txt", fakeChat, "y.txt", fakeChat)})
	for stop := 1; stop <= 4; stop++ {
		n := 0
		for range open(fakes, []string{dir, dir}, nil, Options{}) {
			if n++; n == stop {
				break
			}
		}
		if n != stop {
			t.Errorf("left after %d, want %d", n, stop)
		}
	}
}

func TestSiblings(t *testing.T) {
	dir := lay(t, files{"a.zip": zipped(t, "_chat.txt", fakeChat, "b.jpg", photo, "__MACOSX/x", "x")})
	seen := false
	probe := sniffer{fakes[0], func(siblings []string) {
		seen = true
		if diff := cmp.Diff([]string{"b.jpg"}, siblings); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}}
	for tr, err := range open([]Format{probe}, []string{filepath.Join(dir, "a.zip")}, nil, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		for range tr.Messages(nil) {
			break
		}
	}
	if !seen {
		t.Error("nothing was read")
	}
}

func TestTranscriptsOutliveTheSequence(t *testing.T) {
	dir := lay(t, files{"a.zip": zipped(t, "_chat.txt", fakeChat, "in.zip", zipped(t, "b.txt", fakeChat))})
	var all []chat.Transcript
	for tr, err := range open(fakes, []string{filepath.Join(dir, "a.zip"), "-"}, strings.NewReader(fakeChat), Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, tr)
	}
	if len(all) != 3 {
		t.Fatalf("got %d chats", len(all))
	}
	for _, tr := range all {
		for range 2 {
			if got := len(texts(t, tr)); got != 3 {
				t.Errorf("%s: %d messages, want 3", tr.Source, got)
			}
		}
	}
}

func TestNotesNameWhatWasLeftOut(t *testing.T) {
	dir := lay(t, files{"chats/a.txt": fakeChat, "chats/x/b.jpg": photo, "chats/c.zip": zipped(t, "_chat.txt", fakeChat, "m/d.jpg", photo)})
	var notes []Note
	for _, err := range open(fakes, []string{filepath.Join(dir, "chats")}, nil, Options{Note: func(n Note) { notes = append(notes, n) }}) {
		if err != nil {
			t.Fatal(err)
		}
	}
	want := []Note{
		{filepath.Join(dir, "chats", "c.zip"), "left out: pictures (d.jpg)", 1, []string{"m/d.jpg"}},
		{filepath.Join(dir, "chats"), "left out: pictures (b.jpg)", 1, []string{filepath.Join("x", "b.jpg")}},
	}
	if diff := cmp.Diff(want, notes); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A link beside the file that it leads to adds no second chat.
func TestOpenReadsALinkedFileOnce(t *testing.T) {
	dir := lay(t, files{"a/b.txt": fakeChat})
	if err := os.Symlink("b.txt", filepath.Join(dir, "a", "c.txt")); err != nil {
		t.Skip(err)
	}
	want := []string{"chat a/b.txt fake-text", "note a: left out: files that were read before (c.txt)"}
	if diff := cmp.Diff(want, outcome(t, dir, nil, Options{}, "a")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
