package parser

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"backchannel/parser/source"
)

// kind is a sort of file that holds no chat for us.
type kind struct {
	many string // what to count it as beside a chat: "pictures"
	text string // what is said when it is all there is
}

// Advice that several kinds share.
const (
	asText   = "in the application use its own export (WhatsApp: Export chat) or copy the messages as text"
	unpack   = "unpack it and give the folder"
	asXLSX   = "open it and save it as .xlsx or .csv"
	noScreen = "is a picture, and words in pictures are not read; " + asText
)

// magics are the first bytes by which files that are no text are known.
var magics = []struct {
	at    int
	bytes string
	kind  kind
}{
	{0, "%PDF-", kind{"PDF documents", "is a PDF, from which words cannot be taken reliably; " + asText}},
	{0, "\xFF\xD8\xFF", kind{"pictures", noScreen}},
	{0, "\x89PNG", kind{"pictures", noScreen}},
	{0, "GIF8", kind{"pictures", noScreen}},
	{8, "WEBP", kind{"pictures", noScreen}},
	{0, "II*\x00", kind{"pictures", noScreen}},
	{0, "MM\x00*", kind{"pictures", noScreen}},
	{4, "ftyphei", kind{"pictures", noScreen}},
	{4, "ftypmif1", kind{"pictures", noScreen}},
	{4, "ftyp", kind{"video and sound", "is a video or sound, which is not read; " + asText}},
	{0, "OggS", kind{"video and sound", "is sound, which is not read; " + asText}},
	{0, "ID3", kind{"video and sound", "is sound, which is not read; " + asText}},
	{8, "WAVE", kind{"video and sound", "is sound, which is not read; " + asText}},
	{0, "SQLite format 3\x00", kind{"databases", "is a database of an application and no export; " + asText}},
	{0, "7z\xBC\xAF\x27\x1C", kind{"other archives", "is a 7z archive; " + unpack}},
	{0, "Rar!\x1A\x07", kind{"other archives", "is a RAR archive; " + unpack}},
	{0, "\x1F\x8B", kind{"other archives", "is packed with gzip; " + unpack}},
	{0, "BZh", kind{"other archives", "is packed with bzip2; " + unpack}},
	{0, "\xFD7zXZ\x00", kind{"other archives", "is packed with xz; " + unpack}},
	{0, "\x28\xB5\x2F\xFD", kind{"other archives", "is packed with zstd; " + unpack}},
	{257, "ustar", kind{"other archives", "is a tar archive; " + unpack}},
	{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", kind{"older or locked office files",
		"is an office file of the older kind, or one with a password; open it and save it as .xlsx, .csv or plain text"}},
	{0, "bplist", kind{"web archives", "is a web archive of Safari; open the page and save it as HTML, or copy the messages as text"}},
	{0, `{\rtf`, kind{"documents", "is a rich text document; open it and save it as plain text (.txt, UTF-8)"}},
}

// encryptedBackup is the name of WhatsApp's own backups (msgstore.db.crypt15).
var encryptedBackup = regexp.MustCompile(`(?i)\.crypt\d*$`)

// sort of a source that no format reads, by its name and its head.
func sortOf(src *source.Source, head []byte) kind {
	for _, m := range magics {
		if len(head) > m.at && bytes.HasPrefix(head[m.at:], []byte(m.bytes)) {
			return m.kind
		}
	}
	switch {
	case encryptedBackup.MatchString(src.Name):
		return kind{"encrypted backups", "is an encrypted backup of WhatsApp and cannot be opened without its key; " +
			"in WhatsApp open the chat and use Export chat"}
	case len(bytes.TrimSpace(head)) == 0 && src.Size <= source.HeadSize:
		return kind{"empty files", "is empty; export the chat again and check that the file has a size"}
	case src.Encoding == "":
		return kind{"other files", "is no text but binary data of an unknown kind; " + asText}
	case bytes.HasPrefix(bytes.TrimSpace(head), []byte("<")):
		return kind{"pages without a known chat", "is a page in which no chat is recognised; open the conversation, scroll through all of it " +
			"and save the complete page, or copy the messages as text; --from NAME reads it as one of the forms that backchannel formats lists"}
	}
	return kind{"texts without a known chat", fmt.Sprintf("is text, but in no form of chat that is known; it begins with %s; "+
		"--from NAME reads it as one of the forms that backchannel formats lists", opening(head))}
}

// maxOpening is how many characters of an unknown text are shown.
const maxOpening = 60

// opening gives the first line of a text that says something, escaped.
func opening(head []byte) string {
	line, _, _ := bytes.Cut(bytes.TrimSpace(head), []byte("\n"))
	line = bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\ufeff")))
	r := []rune(string(line))
	if len(r) > maxOpening {
		r = append(r[:maxOpening], '…')
	}
	return strconv.Quote(string(r))
}

// Members that tell what a zip file is when it is not an archive of files.
var packages = []struct {
	member string
	kind   kind
}{
	{"word/document.xml", kind{"documents", "is a Word document; open it and save it as plain text (.txt, UTF-8)"}},
	{"ppt/presentation.xml", kind{"documents", "is a presentation; copy the messages as text"}},
	{"xl/workbook.bin", kind{"binary workbooks", "is a binary workbook; " + asXLSX}},
	{"content.xml", kind{"documents", "is an OpenDocument file; open it and save it as .xlsx, .csv or plain text"}},
	{"AndroidManifest.xml", kind{"applications", "is an application for phones and no chat; " + asText}},
	{"META-INF/container.xml", kind{"documents", "is an electronic book and no chat; " + asText}},
	{"Index/Document.iwa", kind{"documents", "is a document of Numbers or Pages; export it from there as .xlsx, .csv or plain text"}},
}

// packageKind says what other than an archive of files z is.
func packageKind(z *source.Zip) (kind, bool) {
	for _, p := range packages {
		if z.Member(p.member) != nil {
			return p.kind, true
		}
	}
	return kind{}, false
}

// attachments are the endings of names that, beside a chat, are taken for
// what they say without opening the file. WhatsApp exports hold thousands.
var attachments = map[string]string{
	".jpg": "pictures", ".jpeg": "pictures", ".png": "pictures", ".gif": "pictures", ".webp": "pictures", ".heic": "pictures",
	".bmp": "pictures", ".tif": "pictures", ".tiff": "pictures", ".avif": "pictures", ".svg": "pictures", ".ico": "pictures",
	".mp4": "video and sound", ".3gp": "video and sound", ".mov": "video and sound", ".avi": "video and sound", ".mkv": "video and sound",
	".webm": "video and sound", ".opus": "video and sound", ".ogg": "video and sound", ".m4a": "video and sound", ".mp3": "video and sound",
	".aac": "video and sound", ".amr": "video and sound", ".wav": "video and sound", ".silk": "video and sound", ".wma": "video and sound",
	".vcf": "contact cards", ".pdf": "PDF documents", ".doc": "documents", ".docx": "documents", ".ppt": "documents", ".pptx": "documents",
	".css": "parts of pages", ".woff": "parts of pages", ".woff2": "parts of pages", ".ttf": "parts of pages",
}

// attachment says as what a file beside a chat is left out by its name alone;
// "" when it must be opened.
func attachment(name string) string { return attachments[strings.ToLower(path.Ext(name))] }
