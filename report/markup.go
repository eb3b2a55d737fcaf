package report

import (
	"bytes"
	"strconv"
	"unicode"

	"golang.org/x/net/html"
)

// markup grows a piece of a page. What comes from a chat or a file name goes
// through text and is made harmless there; tags are written in this package
// and hold nothing but numbers and names of our own.
type markup struct{ bytes.Buffer }

// tag writes markup of our own.
func (m *markup) tag(parts ...string) {
	for _, p := range parts {
		m.WriteString(p)
	}
}

// text writes words for reading.
func (m *markup) text(s string) { m.WriteString(html.EscapeString(visible(s))) }

// element writes words inside a tag. The class may be empty.
func (m *markup) element(name, class, s string) {
	m.open(name, class)
	m.text(s)
	m.tag("</", name, ">")
}

// open writes a start tag.
func (m *markup) open(name, class string) {
	m.tag("<", name)
	if class != "" {
		m.tag(` class="`, class, `"`)
	}
	m.tag(">")
}

// quoted writes words of the evidence inside a tag, in their own direction
// and language, and cut when they are as long as no name or remark should be.
func (m *markup) quoted(name, class, language, s string) {
	s = clipped(s)
	m.tag("<", name)
	if class != "" {
		m.tag(` class="`, class, `"`)
	}
	m.tag(` dir="auto"`, tongue(language, s), ">")
	m.text(s)
	m.tag("</", name, ">")
}

// attribute writes an attribute whose value are words for reading.
func (m *markup) attribute(name, s string) {
	m.tag(" ", name, `="`)
	m.text(s)
	m.tag(`"`)
}

// tongue gives the attribute for words that are in another language than the
// page, so that a screen reader changes its voice and a browser its font: as
// much as the script tells, and "unknown" for the rest on a Chinese page.
func tongue(page, s string) string {
	han, kana := false, false
	for _, r := range s {
		if r < 0x2e80 {
			continue
		}
		han = han || unicode.Is(unicode.Han, r)
		kana = kana || unicode.In(r, unicode.Hiragana, unicode.Katakana)
	}
	switch {
	case kana:
		return ` lang="ja"`
	case han && page != "zh":
		return ` lang="zh"`
	case !han && page == "zh":
		return ` lang=""`
	}
	return ""
}

// count writes a number.
func (m *markup) count(n int) { m.WriteString(strconv.Itoa(n)) }

// fact writes a name and what there is to say of it, nothing when there is
// nothing.
func (m *markup) fact(name, value string) {
	if value == "" {
		return
	}
	m.element("dt", "", name)
	m.tag(`<dd dir="auto">`)
	m.text(value)
	m.tag("</dd>\n")
}

// attributeOnly writes a tag that is all attribute.
func (m *markup) attributeOnly(tag, name, s string) {
	m.tag(tag)
	m.attribute(name, s)
	m.tag(">\n")
}
