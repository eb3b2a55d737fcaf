package page

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

var metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,30})`)

// metaWindow is the number of bytes in which a page names its charset; browsers
// look at 1024, SingleFile puts a comment and more before it.
const metaWindow = 16 << 10

// decode gives a page as UTF-8 and the name of its encoding. A byte order mark
// comes first, then the charset told by a MIME header, then the page's own, then
// UTF-8 if it is valid, then GB18030. gb2312 and gbk mean GB18030.
func decode(b []byte, mimeCharset string) (text, name string) {
	switch {
	case bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")):
		return strings.ToValidUTF8(string(b[3:]), "\uFFFD"), "utf-8-bom"
	case bytes.HasPrefix(b, []byte("\xFF\xFE")):
		return with(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), b), "utf-16le"
	case bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return with(unicode.UTF16(unicode.BigEndian, unicode.UseBOM), b), "utf-16be"
	}
	label := mimeCharset
	if label == "" {
		if m := metaCharset.FindSubmatch(b[:min(len(b), metaWindow)]); m != nil {
			label = string(m[1])
		}
	}
	if mostlyUTF8(b) {
		return strings.ToValidUTF8(string(b), "\uFFFD"), "utf-8"
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		return with(simplifiedchinese.GB18030, b), "gb18030"
	}
	name, _ = htmlindex.Name(enc)
	switch name {
	case "gbk", "gb18030", "utf-8", "utf-16le", "utf-16be":
		// No UTF-8 after all; and a page whose meta says UTF-16 is read as what
		// its bytes are, as browsers do.
		return with(simplifiedchinese.GB18030, b), "gb18030"
	}
	return with(enc, b), name
}

// enough is the number of characters of several bytes that settles UTF-8. Text
// in GB18030 has the form of UTF-8 by chance for a word or two.
const enough = 8

// mostlyUTF8 says whether bytes are UTF-8: all of them, or, in a page that was
// cut or damaged, all but one in a hundred of the characters above ASCII. A page
// saved anew as UTF-8 often keeps a meta that says otherwise.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return bad == 0 && (good == 0 || good >= enough) || bad*100 < good
}

func with(enc encoding.Encoding, b []byte) string {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(out)
}
