package whatsapp

import (
	"bytes"
	"strings"
)

// maxQuirks is the number of different phrases that a file is searched for.
const maxQuirks = 64

// quirks counts the phrases in which the app of this file, in a language that
// may not be known, says that a file is attached or was left out.
type quirks struct {
	omitted map[string]int  // <…> that is a whole line
	sure    map[string]bool // (…) behind names that only the app gives, or in known words
}

// add notes the first line of a text that ends in > or ).
func (q *quirks) add(line []byte) {
	clean, marked := line, speaks(line)
	if markIndex(line) >= 0 {
		clean, _ = appendUnmarked(nil, line)
	}
	if n := len(clean); clean[n-1] == '>' {
		if clean[0] == '<' && n <= 100 {
			q.omitted = count(q.omitted, clean)
		}
		return
	}
	i := bytes.LastIndexByte(clean, '(')
	if i < 0 || q.sure[string(clean[i:])] || len(q.sure) >= maxQuirks {
		return
	}
	file, words, ok := cutSuffix(string(clean))
	if !ok || !marked && !isMediaName(file) && !attachWords().android[folded(words)] {
		return
	}
	if q.sure == nil {
		q.sure = map[string]bool{}
	}
	q.sure[words] = true
}

// count counts a key in a map of limited size.
func count(m map[string]int, key []byte) map[string]int {
	if m == nil {
		m = map[string]int{}
	}
	if n, known := m[string(key)]; known || len(m) < maxQuirks {
		m[string(key)] = n + 1
	}
	return m
}

// wholeAngle says whether text is one <…> of one to five words without digits
// or signs, as <Media omitted> is in every language.
func wholeAngle(text string) bool {
	inner, ok := strings.CutPrefix(text, "<")
	if !ok {
		return false
	}
	inner, ok = strings.CutSuffix(inner, ">")
	return ok && len(inner) >= 6 && len(inner) <= 100 && len(strings.Fields(inner)) <= 5 &&
		!strings.ContainsAny(inner, "<>0123456789/:@=._")
}

// cutSuffix splits FILE (words) into the name and the words with their
// brackets, when FILE looks like the name of a file.
func cutSuffix(line string) (file, words string, ok bool) {
	i := strings.LastIndexByte(line, '(')
	if i < 2 || !strings.HasSuffix(line, ")") {
		return "", "", false
	}
	file, words = strings.TrimRight(line[:i], " \u00A0"), line[i:]
	if len(words) < 6 || len(words) > 100 || len(strings.Fields(words)) > 6 {
		return "", "", false
	}
	return file, words, isMediaName(file) || hasExtension(file)
}

// isMediaName says whether a file has the name that Android gives to media,
// such as IMG-20240305-WA0003.jpg. Audio can lose its extension:
// AUD-20190101-WA0000. (seen in exports of 2019).
func isMediaName(file string) bool {
	prefix, rest, _ := strings.Cut(file, "-")
	switch prefix {
	case "IMG", "VID", "AUD", "PTT", "STK", "DOC", "GIF":
	default:
		return false
	}
	day, rest, _ := strings.Cut(rest, "-")
	return len(day) == 8 && allDigits(day) && strings.HasPrefix(rest, "WA") &&
		len(rest) > 2 && rest[2] >= '0' && rest[2] <= '9'
}

// allDigits says whether s is nothing but ASCII digits.
func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// hasExtension says whether a name ends in an extension that people send each
// other.
func hasExtension(file string) bool {
	i := strings.LastIndexByte(file, '.')
	if i < 0 || len(file)-i > 6 {
		return false
	}
	var room [8]byte
	return extensions[string(bytes.ToLower(append(room[:0], file[i+1:]...)))]
}

// extensions are the file name extensions that mark a name as that of an
// attachment where no words of the app are known.
var extensions = func() map[string]bool {
	m := map[string]bool{}
	for _, x := range strings.Fields(`jpg jpeg png gif webp heic bmp tif tiff svg
		mp4 3gp mov avi mkv opus ogg m4a mp3 aac amr wav flac
		pdf doc docx xls xlsx ppt pptx csv txt rtf odt ods odp pages numbers key
		zip rar 7z gz tar apk exe dwg dxf step stp stl ai psd cdr eps
		vcf html htm xml json eml msg ics kml`) {
		m[x] = true
	}
	return m
}()
