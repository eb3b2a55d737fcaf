package parser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A single file that holds no chat is told in one sentence.
func TestOpenRefuses(t *testing.T) {
	tests := []struct{ name, file, content, want string }{
		{"empty", "a.txt", "", "is empty"},
		{"blank", "a.txt", "\uFEFF \r\n\n", "is empty"},
		{"binary", "a.txt", strings.Repeat("\x00\x01\x02\x03", 50), "binary data of an unknown kind"},
		{"photograph named .txt", "chat.txt", photo, "is a picture"},
		{"PDF", "chat.pdf", pdf, "is a PDF"},
		{"video", "chat.mp4", "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00", "is a video or sound"},
		{"photograph of an iPhone", "chat.heic", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "is a picture"},
		{"archive with a password", "a.zip", locked(t), "protected by a password"},
		{"archive cut off", "a.zip", zipped(t, "_chat.txt", fakeChat)[:38], "is cut off or damaged"},
		{"empty archive", "a.zip", zipped(t), "is an empty archive"},
		{"archive without a chat", "a.zip", zipped(t, "a.jpg", photo, "b.jpg", photo, "c.pdf", pdf),
			"is an archive without a chat that is known (there: pictures (2), PDF documents (1)); export the chat"},
		{"backup", "msgstore.db.crypt15", "\x8a\x01\x0b\x00\xff\x9c\x02\x07\x1e\x00", "encrypted backup of WhatsApp"},
		{"database", "ChatStorage.sqlite", "SQLite format 3\x00\x10\x00\x01\x01", "is a database"},
		{"RAR", "a.rar", "Rar!\x1A\x07\x01\x00\x33\x92", "is a RAR archive; unpack it"},
		{"7z", "a.7z", "7z\xBC\xAF\x27\x1C\x00\x04", "is a 7z archive"},
		{"gzip", "a.txt.gz", "\x1F\x8B\x08\x00\x00\x00\x00\x00", "is packed with gzip"},
		{"Word", "a.docx", zipped(t, "[Content_Types].xml", "x", "word/document.xml", "x"), "is a Word document"},
		{"OpenDocument", "a.ods", zipped(t, "mimetype", "x", "content.xml", "x"), "is an OpenDocument file"},
		{"old Excel", "a.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00\x00\x00", "older kind, or one with a password"},
		{"rich text", "a.rtf", `{\rtf1\ansi hello}`, "is a rich text document"},
		{"web archive", "a.webarchive", "bplist00\xD1\x01\x02\x03", "is a web archive of Safari"},
		{"page", "a.html", "<!DOCTYPE html><p>hello</p>", "is a page in which no chat is recognised"},
		{"text", "a.txt", "Dear all,\nthe meeting is on Monday.\n", `is text, but in no form of chat that is known; it begins with "Dear all,"; --from NAME`},
		{"own report", "x.xlsx", zipped(t, "xl/workbook.xml", `<sheet name="Summary"/><sheet name="Timeline"/>`), "is a report of this program"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := lay(t, files{tt.file: tt.content})
			got := outcome(t, dir, nil, Options{}, tt.file)
			if len(got) != 1 || !strings.HasPrefix(got[0], "refused "+tt.file+": ") || !strings.Contains(got[0], tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if text := got[0]; strings.HasSuffix(text, ".") || strings.Contains(text, dir) {
				t.Errorf("%q is not in the form of errors", text)
			}
		})
	}
}

func TestOpenRefusesFoldersWithoutAChat(t *testing.T) {
	dir := lay(t, files{"docs/a.pdf": pdf, "docs/b/c.jpg": photo, "docs/b/d.txt": "hello", "locked/a.zip": locked(t)})
	if err := os.Mkdir(filepath.Join(dir, "empty"), 0o777); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"docs":   "refused docs: is a folder without a chat that is known (there: PDF documents (1), pictures (1), texts without a known chat (1)); ",
		"empty":  "refused empty: is an empty folder; ",
		"locked": "refused locked/a.zip: is protected by a password; ",
	} {
		got := outcome(t, dir, nil, Options{}, path)
		if len(got) != 1 || !strings.HasPrefix(got[0], want) {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}
