package wechat

import (
	"html"
	"net/url"
	"path"
	"regexp"
	"strings"
)

// clean trims a text at both ends and writes its line ends as \n.
func clean(s string) string {
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(s, "\r\n", "\n")
	}
	return strings.TrimSpace(s)
}

// unmark removes byte order marks and the marks of writing direction, which
// can hide or turn words around. The joiners of Persian and emoji stay.
func unmark(s string) string {
	from := 0
	for from < len(s) {
		i := strings.IndexByte(s[from:], 0xE2)
		if j := strings.IndexByte(s[from:], 0xEF); i < 0 || j >= 0 && j < i {
			i = j
		}
		if i < 0 {
			return s
		}
		if from += i; isMark(s[from:]) {
			return strings.Map(func(r rune) rune {
				if isMark(string(r)) {
					return -1
				}
				return r
			}, s)
		}
		from++
	}
	return s
}

// isMark says that s starts with U+200E, U+200F, U+202A to U+202E, U+2066 to
// U+2069 or U+FEFF.
func isMark(s string) bool {
	if len(s) < 3 {
		return false
	}
	c := s[2]
	switch s[:2] {
	case "\xe2\x80":
		return c == 0x8e || c == 0x8f || c >= 0xaa && c <= 0xae
	case "\xe2\x81":
		return c >= 0xa6 && c <= 0xa9
	}
	return s[:3] == "\ufeff"
}

var (
	editAgain = regexp.MustCompile(`(?s)<a [^>]*revoke_edit_click[^>]*>.*?</a>`)
	cdata     = strings.NewReplacer("<![CDATA[", "", "]]>", "")
	anyTag    = regexp.MustCompile(`</?[A-Za-z_][^<>]*>`)
	blankRun  = regexp.MustCompile(`[ \t\x{a0}]{2,}`)
)

// systemText takes the tags out of a line that the application wrote, with the
// words of the link that edits a recalled message.
func systemText(s string) string {
	if strings.ContainsAny(s, "<>") {
		s = editAgain.ReplaceAllString(s, "")
		s = anyTag.ReplaceAllString(cdata.Replace(s), "")
	}
	s = html.UnescapeString(s)
	return strings.TrimSpace(blankRun.ReplaceAllString(clean(s), " "))
}

// looksXML says that a text is the markup of a message and not its words.
func looksXML(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasPrefix(s, "<?xml") || strings.HasPrefix(s, "<msg") || strings.HasPrefix(s, "<msglist")
}

var attribute = map[string]*regexp.Regexp{
	"nickname": regexp.MustCompile(`\snickname\s*=\s*"([^"]*)"`),
	"poiname":  regexp.MustCompile(`\spoiname\s*=\s*"([^"]*)"`),
	"label":    regexp.MustCompile(`\slabel\s*=\s*"([^"]*)"`),
}

// xmlAttr gives an attribute of raw message markup, "" when it has none.
func xmlAttr(raw, name string) string {
	m := attribute[name].FindStringSubmatch(raw)
	if m == nil {
		return ""
	}
	return strings.TrimSpace(html.UnescapeString(m[1]))
}

// cardText gives the name of a contact card in raw markup, locationText the
// place of a location: what a reader needs of them.
func cardText(raw string) string { return xmlAttr(raw, "nickname") }

func locationText(raw string) string {
	return linesOf(xmlAttr(raw, "poiname"), xmlAttr(raw, "label"))
}

// linesOf puts parts on a line each, without empty ones and repetitions.
func linesOf(parts ...string) string {
	kept := make([]string, 0, len(parts))
next:
	for _, p := range parts {
		p = clean(p)
		if p == "" {
			continue
		}
		for _, k := range kept {
			if k == p {
				continue next
			}
		}
		kept = append(kept, p)
	}
	return strings.Join(kept, "\n")
}

// bare says that a text is a placeholder and nothing else, such as [链接] or
// [语音 6000秒]: details take its place.
func bare(s string) bool {
	return len(s) <= 60 && !strings.Contains(s, "\n") &&
		(strings.HasPrefix(s, "[") && strings.IndexByte(s, ']') == len(s)-1 ||
			strings.HasPrefix(s, "【") && strings.Index(s, "】") == len(s)-len("】"))
}

// baseName gives the file name of a local path; "" for an address on the net
// and for the address of the exporter's own service.
func baseName(p string) string {
	p = strings.TrimSpace(p)
	if p == "" || remote(p) {
		return ""
	}
	p = strings.ReplaceAll(p, `\`, "/")
	if b := path.Base(p); b != "." && b != "/" && b != ".." {
		return b
	}
	return ""
}

// urlName is baseName for a path in a page, where it is percent-encoded.
func urlName(p string) string {
	if remote(p) {
		return ""
	}
	if i := strings.IndexAny(p, "?#"); i >= 0 && strings.Contains(p, "%") {
		p = p[:i]
	}
	if dec, err := url.PathUnescape(p); err == nil {
		p = dec
	}
	return baseName(p)
}

func remote(p string) bool {
	scheme, _, ok := strings.Cut(p, ":")
	return strings.HasPrefix(p, "//") || ok && len(scheme) > 1 && !strings.ContainsAny(scheme, `/\. `)
}

// files makes a list of the names that are not empty.
func files(names ...string) []string {
	var list []string
	for _, n := range names {
		if n != "" && (len(list) == 0 || list[len(list)-1] != n) {
			list = append(list, n)
		}
	}
	return list
}

var mediaPath = regexp.MustCompile(`^(?:\./)?(?:[^\s/\\:]+[/\\])+[^/\\\n]+\.[A-Za-z0-9]{2,5}$`)

// localPath gives the file name when a text is nothing but the path of a file
// that was exported beside it, "" else.
func localPath(s string) string {
	if len(s) > 1024 || !mediaPath.MatchString(s) || remote(s) {
		return ""
	}
	return baseName(s)
}
