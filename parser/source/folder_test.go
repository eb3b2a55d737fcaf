package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// listFolder gives the names below dir, with the text of what was refused.
func listFolder(t *testing.T, dir string) (names, refused []string) {
	t.Helper()
	for src, err := range Folder(dir) {
		if err != nil {
			refused = append(refused, strings.TrimPrefix(filepath.ToSlash(err.Error()), filepath.ToSlash(dir)+"/"))
			continue
		}
		rel, err := filepath.Rel(dir, src.Name)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, filepath.ToSlash(rel))
	}
	return names, refused
}

func TestFolderIsSortedAndWithoutJunk(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{
		"b.txt", "a/z.txt", "a/2.txt", "a/deep/er/x.zip", "聊天记录/李.txt", "B.txt",
		".hidden", ".git/config", "a/.DS_Store", "Thumbs.db", "a/._2.txt", "__MACOSX/a/2.txt", "~$list.xlsx", "desktop.ini",
	} {
		write(t, dir, name, "x")
	}
	want := []string{"B.txt", "a/2.txt", "a/deep/er/x.zip", "a/z.txt", "b.txt", "聊天记录/李.txt"}
	for _, path := range []string{dir, dir + string(filepath.Separator)} {
		got, refused := listFolder(t, path)
		if diff := cmp.Diff(want, got); diff != "" || len(refused) > 0 {
			t.Errorf("refused %v (-want +got):\n%s", refused, diff)
		}
	}
}

func TestFolderDoesNotFollowLinksToFolders(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "chats/a.txt", "x")
	for name, to := range map[string]string{"chats/loop": "..", "chats/self": ".", "chats/b.txt": "a.txt", "chats/c.txt": "c.txt"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	names, refused := listFolder(t, filepath.Join(dir, "chats"))
	if diff := cmp.Diff([]string{"a.txt", "b.txt"}, names); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	want := []string{
		"c.txt: is a link that leads in a circle; give the file or folder itself",
		"loop: is a link to a folder and is not followed; give that folder itself",
		"self: is a link to a folder and is not followed; give that folder itself",
	}
	if diff := cmp.Diff(want, refused); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}

	link := filepath.Join(dir, "link")
	if err := os.Symlink("chats", link); err != nil {
		t.Fatal(err)
	}
	if names, _ := listFolder(t, link); len(names) != 2 {
		t.Errorf("a link that is given itself leads to %v", names)
	}
}

func TestFolderGoesOnBehindWhatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt", "x")
	shut := filepath.Dir(write(t, dir, "m/b.txt", "x"))
	write(t, dir, "z.txt", "x")
	if err := mkfifo(filepath.Join(dir, "pipe")); err != nil {
		t.Skip(err)
	}
	if err := os.Chmod(shut, 0); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(shut, 0o777) //nolint:errcheck // for the clean-up
	names, refused := listFolder(t, dir)
	if names[0] != "a.txt" || names[len(names)-1] != "z.txt" {
		t.Errorf("got %v", names)
	}
	if !strings.HasPrefix(refused[len(refused)-1], "pipe: is a pipe") {
		t.Errorf("got %v", refused)
	}
	if _, err := os.ReadDir(shut); err != nil && !strings.HasPrefix(refused[0], "m: may not be read") {
		t.Errorf("got %v", refused)
	}
}

func TestFolderMayBeLeft(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt", "x")
	write(t, dir, "b.txt", "x")
	n := 0
	for range Folder(dir) {
		n++
		break
	}
	if n != 1 {
		t.Errorf("got %d", n)
	}
}

func TestFolderThatVanished(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "gone")
	_, refused := listFolder(t, dir)
	if len(refused) != 1 || !strings.Contains(refused[0], "is not there") {
		t.Errorf("got %v", refused)
	}
}
