package source

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestLocate(t *testing.T) {
	dir := t.TempDir()
	inner := pack(t, packed{"a/_chat.txt", simplified, nil})
	write(t, dir, "x/chat.txt", english)
	write(t, dir, "x/out.zip", string(pack(t, packed{"in/in.zip", string(inner), nil}, packed{"_chat.txt", russian, nil})))
	tests := []struct{ name, path, want string }{
		{"file", "x/chat.txt", english},
		{"member", "x/out.zip/_chat.txt", russian},
		{"member of an archive within an archive", "x/out.zip/in/in.zip/a/_chat.txt", simplified},
		{"no such file", "x/y.txt", "is not there"},
		{"no such folder", "y/z/chat.txt", "is not there"},
		{"no such member", "x/out.zip/b.txt", "is not in the archive any more"},
		{"below a file that is no archive", "x/chat.txt/b.txt", "is cut off or damaged"},
		{"folder", "x", "is a folder"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			name := filepath.ToSlash(dir) + "/" + tt.path
			src, err := Locate(name)
			if err != nil {
				if !strings.Contains(err.Error(), tt.want) {
					t.Errorf("got %v, want %q", err, tt.want)
				}
				return
			}
			if got := readRaw(t, src); got != tt.want || src.Name != name {
				t.Errorf("%s: got %q", src.Name, got)
			}
		})
	}
}
