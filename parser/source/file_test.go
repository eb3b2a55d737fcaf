package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
)

// write makes a file below dir, with its folders.
func write(t testing.TB, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func readRaw(t testing.TB, src *Source) string {
	t.Helper()
	r, err := src.Open()
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err := errors.Join(err, r.Close()); err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestFileOpensAnyNumberOfTimes(t *testing.T) {
	path := write(t, t.TempDir(), "聊天 chat.txt", simplified)
	src, err := File(path)
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if got := readRaw(t, src); got != simplified {
			t.Errorf("got %q", got)
		}
	}
	if src.Name != path || src.Size != int64(len(simplified)) || src.Siblings != nil {
		t.Errorf("got %+v", src)
	}
}

func TestFileRefuses(t *testing.T) {
	dir := t.TempDir()
	link := func(name, to string) string {
		path := filepath.Join(dir, name)
		if err := os.Symlink(to, path); err != nil {
			t.Skip(err)
		}
		return path
	}
	pipe := filepath.Join(dir, "pipe")
	if err := mkfifo(pipe); err != nil {
		t.Skip(err)
	}
	tests := []struct{ name, path, want string }{
		{"no such file", filepath.Join(dir, "chta.txt"), "check the spelling"},
		{"folder", dir, "is a folder"},
		{"device", os.DevNull, "is a device"},
		{"pipe", pipe, "with - for the path"},
		{"link to itself", link("loop", "loop"), "leads in a circle"},
		{"link to nothing", link("dead", "nowhere"), "is not there"},
		{"name too long", filepath.Join(dir, strings.Repeat("长", 2000)), "too long"},
		{"no permission", locked(t, dir), "may not be read"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.path == "" {
				t.Skip("this user may read everything")
			}
			src, err := File(tt.path)
			if err == nil {
				_, err = src.Head()
			}
			r := Refuse(tt.path, err)
			if err == nil || r.Source != tt.path || !strings.Contains(r.Text, tt.want) {
				t.Errorf("got %v, want %q", r, tt.want)
			}
		})
	}
}

// locked is a file that may not be read; "" when the user may read all.
func locked(t *testing.T, dir string) string {
	path := write(t, dir, "locked.txt", english)
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	if f, err := os.Open(path); err == nil {
		f.Close()
		return ""
	}
	return path
}

func TestRefuse(t *testing.T) {
	own := &chat.Refusal{Source: "a.zip", Text: "is odd"}
	if got := Refuse("b", own); got != own {
		t.Errorf("a refusal became %v", got)
	}
	for err, want := range map[error]string{
		&fs.PathError{Op: "open", Path: "/x", Err: syscall.EACCES}: "may not be read by this user",
		&fs.PathError{Op: "read", Path: "/x", Err: syscall.EIO}:    "cannot be read (input/output error)",
		io.ErrUnexpectedEOF: "cut off",
		fmt.Errorf("reading x: %w", errors.New("odd value")): "cannot be read to its end (odd value); export the chat again",
	} {
		if got := Refuse("x", err).Text; !strings.Contains(got, want) || strings.Contains(got, "/x") {
			t.Errorf("%v: got %q, want %q", err, got, want)
		}
	}
}

func TestFileThatVanishes(t *testing.T) {
	path := write(t, t.TempDir(), "chat.txt", english)
	src, err := File(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	_, err = src.Head()
	if got := Refuse(path, err).Text; !strings.Contains(got, "deleted meanwhile") {
		t.Errorf("got %q", got)
	}
}

func TestStdin(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for name, size := range map[string]int{"empty": 0, "in memory": 1000, "on the edge": MaxMemory, "in a file": MaxMemory + 1, "large": 3 * MaxMemory} {
		t.Run(name, func(t *testing.T) {
			want := strings.Repeat("0123456789abcdef\n", size/17+1)[:size]
			// One read gives part only, as pipes do.
			src, err := Stdin(io.MultiReader(strings.NewReader(want[:size/3]), strings.NewReader(want[size/3:])))
			if err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if got := readRaw(t, src); got != want {
					t.Fatalf("got %d bytes, want %d", len(got), size)
				}
			}
			if src.Name != "-" || src.Size != int64(size) {
				t.Errorf("got %s, %d bytes", src.Name, src.Size)
			}
			left, err := os.ReadDir(os.TempDir())
			if err != nil || len(left) > 0 {
				t.Errorf("left behind: %v %v", left, err)
			}
		})
	}
}

func TestStdinFails(t *testing.T) {
	_, err := Stdin(io.MultiReader(strings.NewReader("x"), brokenReader{}))
	if err == nil || !strings.Contains(err.Error(), "-: standard input cannot be read (broken)") {
		t.Errorf("got %v", err)
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("broken") }

func TestSpoolHasALimit(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for _, limit := range []int64{10, MaxMemory + 10} {
		if _, err := newSpool(bytes.NewReader(make([]byte, limit+1)), limit); !errors.Is(err, errTooLarge) {
			t.Errorf("limit %d: got %v", limit, err)
		}
		if s, err := newSpool(bytes.NewReader(make([]byte, limit)), limit); err != nil || s.size != limit {
			t.Errorf("limit %d: got %v", limit, err)
		}
	}
}

func TestHead(t *testing.T) {
	ascii := strings.Repeat(english, HeadSize/len(english)*3) // no evidence in the head
	tests := []struct{ name, raw, enc string }{
		{"ascii to the end", ascii, "utf-8"},
		{"utf-8 far behind", ascii + simplified, "utf-8"},
		{"gb18030 far behind", ascii + encode(t, simplified, "gb18030"), "gb18030"},
		{"windows-1252 far behind", ascii + encode(t, french, "windows-1252"), "windows-1252"},
		{"utf-8 in the head, damage behind", simplified + ascii + "\xE9 ", "utf-8"},
		{"gb18030 cut by the head", encode(t, strings.Repeat(simplified, 2000), "gb18030"), "gb18030"},
		{"utf-8 cut by the head", "x" + strings.Repeat(simplified, 2000), "utf-8"},
		{"utf-16le", encode(t, ascii, "utf-16le"), "utf-16le"},
		{"short", "hi", "utf-8"},
		{"no text", strings.Repeat("\x00\x01\xFF", 100), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := Bytes("x", []byte(tt.raw))
			src.Encoding = "wrong"
			head, err := src.Head()
			if err != nil || src.Encoding != tt.enc || len(head) > HeadSize {
				t.Fatalf("got %q, %d bytes, %v; want %q", src.Encoding, len(head), err, tt.enc)
			}
			if want := readText(t, src); !strings.HasPrefix(want, string(head)) {
				t.Error("the head is not the start of the text")
			}
		})
	}
}

func TestEvidence(t *testing.T) {
	src := Bytes("chat.txt", []byte("[2024-03-05 15:19:00] Buyer: Is the old account still ok?\n"+
		"[2024-03-05 15:22:10] Lily Chen: Our account is under audit.\nPlease don't use the old account\n"+
		"[2024-03-05 15:24:41] Lily Chen: 请付到我个人账户, 今天付款便宜 3%\n[2024-03-05 15:30:02] Buyer: We only pay through Trade Assurance.\n"))
	got, err := src.Evidence()
	want := []chat.Evidence{{Name: "chat.txt", Size: 299, SHA256: "e6c7cb5a09fba15bac9af135422aaaa50e2af5ddccdc4c2ede6a7cf5f4244429"}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
