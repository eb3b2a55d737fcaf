package report

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"backchannel/detect"
)

// Limits of a cell (Microsoft, "Excel specifications and limits").
const (
	maxUnits  = 32767 // UTF-16 units
	maxBreaks = 253   // line breaks
)

// cell is a value with its look: a string, a number, or rich text that fits
// one cell.
type cell struct {
	look  look
	value any
}

// look is how a cell looks. Colour never carries meaning alone.
type look struct {
	bold, grey, link bool
	size             float64 // of the font; 0 is the usual one
	fill             string  // RGB
	rule             bool    // a line above, where a stretch of messages begins
	heading          bool    // the heading row of a table
	free             bool    // without lines around and without wrapping
	open             bool    // may be changed on a protected sheet
	date             bool    // shows a day as 2024-03-05
	typed            bool    // takes what is typed as text, also - 30% and +86 138
}

// fills are the colours of severities. With black text they have a contrast of
// 9.7 to 17.9, and stay apart in lightness for eyes that do not tell red from
// green.
var fills = map[string]string{
	"critical": "EE9B86", "high": "F8CBB0", "medium": "FBE9B8", "low": "D6EAF8", "info": "EDEDED", "protective": "BFE6D5",
	"hold": "EE9B86", "verify": "FBE9B8", "clear": "EDEDED",
}

const (
	fontFamily = "Calibri"
	fontSize   = 10
)

// font gives the font of a look.
func (l look) font() *excelize.Font {
	f := &excelize.Font{Family: fontFamily, Size: fontSize, Bold: l.bold || l.heading, Color: "000000"}
	if l.size > 0 {
		f.Size = l.size
	}
	if l.grey {
		f.Color = "595959"
	}
	if l.link {
		f.Underline = "single"
		if l.fill == "" { // blue reads badly on a colour
			f.Color = "0563C1"
		}
	}
	return f
}

// style gives a look as the library wants it.
func (l look) style() *excelize.Style {
	s := &excelize.Style{Font: l.font(), Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left", WrapText: !l.free}}
	if !l.free {
		s.Border = []excelize.Border{{Type: "bottom", Color: line, Style: 1}, {Type: "left", Color: line, Style: 1}, {Type: "right", Color: line, Style: 1}}
	}
	if l.open {
		s.Protection = &excelize.Protection{Locked: false}
	}
	if l.typed {
		s.NumFmt = 49 // @
	}
	if l.date {
		day := "yyyy-mm-dd"
		s.CustomNumFmt = &day
	}
	if l.rule {
		s.Border = append(s.Border, excelize.Border{Type: "top", Color: "808080", Style: 2})
	}
	if l.heading {
		l.fill = "D9D9D9"
		s.Alignment.Vertical = "center"
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	return s
}

// line is the colour of the lines between cells, without which the words of
// one would run into those of the next.
const line = "D0D0D0"

// plainCell is a cell of the usual look.
func plainCell(value any) cell { return cell{value: value} }

// text gives what a cell begins with, "" for a number.
func (c cell) text() string {
	switch v := c.value.(type) {
	case string:
		return v
	case []excelize.RichTextRun:
		if len(v) > 0 {
			return v[0].Text
		}
	}
	return ""
}

// lines estimates the lines that a cell takes in a column of so many
// characters.
func (c cell) lines(width float64) float64 {
	switch v := c.value.(type) {
	case string:
		if len(v) < int(width) && !strings.Contains(v, "\n") {
			return 1
		}
		n := 0.0
		for line := range strings.SplitSeq(v, "\n") {
			n += max(1, math.Ceil(span(line)/width))
		}
		if n > 1 && strings.IndexFunc(v, wide) >= 0 {
			n *= tall
		}
		return n
	case []excelize.RichTextRun:
		all := ""
		for _, r := range v {
			all += r.Text
		}
		return cell{c.look, all}.lines(width)
	}
	return 1
}

// tall is how much higher a line of Chinese is than one of Latin letters.
const tall = 1.2

// wide says whether r is of a script that is written in squares.
func wide(r rune) bool {
	return r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana)
}

// span estimates the width of a line in the unit of columns: the digit of the
// usual font. Letters are narrower by more than words broken early cost, and a
// Chinese character takes nearly two.
func span(line string) float64 {
	cells := display(line)
	broad := 0
	for _, r := range line {
		if r >= 0x1100 {
			broad += 2
		}
	}
	return 0.85*float64(cells) + 0.1*float64(min(broad, cells))
}

// rows gives a record as rows of a sheet: one, unless a text is too long for a
// cell and goes on below. What is not continued is repeated, so that a filter
// keeps the rows together.
func (w *words) rows(cells []cell) [][]cell {
	most := 1
	parts := make([][]string, len(cells))
	for i, c := range cells {
		if s, ok := c.value.(string); ok {
			parts[i] = w.split(visible(s))
			most = max(most, len(parts[i]))
		}
	}
	rows := make([][]cell, most)
	for n := range rows {
		rows[n] = slices.Clone(cells)
		for i, p := range parts {
			switch {
			case len(p) == 1:
				rows[n][i].value = p[0]
			case n < len(p):
				rows[n][i].value = p[n]
			case len(p) > 1:
				rows[n][i].value = ""
			}
		}
	}
	return rows
}

// split cuts a text into parts that each fit a cell, with a note at the cuts.
// Without the notes the parts are the text.
func (w *words) split(s string) []string {
	if len(s) <= maxUnits && strings.Count(s, "\n") <= maxBreaks {
		return []string{s}
	}
	before, after := w.say("continued"), "\n"+w.say("continues")
	units := maxUnits - len(before) - len(after)
	breaks := maxBreaks - 1
	var parts []string
	for fit(s, maxUnits-len(before), maxBreaks) < len(s) {
		n := fit(s, units, breaks)
		parts = append(parts, s[:n]+after)
		s = s[n:]
	}
	parts = append(parts, s)
	for i := range parts[1:] {
		parts[i+1] = before + parts[i+1]
	}
	return parts
}

// fit gives the length in bytes of the longest start of s, on a rune boundary,
// that has at most so many UTF-16 units and line breaks.
func fit(s string, units, breaks int) int {
	for i, r := range s {
		if r == '\n' {
			breaks--
		}
		if r == utf8.RuneError {
			units--
		} else {
			units -= utf16.RuneLen(r)
		}
		if units < 0 || breaks < 0 {
			return i
		}
	}
	return len(s)
}

// fits reports that s, made visible, fits one cell. A text of three bytes for
// each unit and more cannot, and need not be looked at: it may be huge.
func fits(s string) bool {
	if len(s) > 3*maxUnits {
		return false
	}
	s = visible(s)
	return fit(s, maxUnits, maxBreaks) == len(s)
}

// marked gives a message with the quotes of its findings in bold and
// underlined; nil where that would not fit a cell, or where a quote does not
// stand at its place.
func marked(text string, findings []detect.Finding, l look) any {
	if !fits(text) {
		return nil
	}
	strong := l.font()
	strong.Bold, strong.Underline = true, "single"
	var runs []excelize.RichTextRun
	all := ""
	add := func(s string, font *excelize.Font) {
		if s = visible(s); s != "" {
			runs = append(runs, excelize.RichTextRun{Text: s, Font: font})
			all += s
		}
	}
	at := 0
	for _, q := range quotes(findings) {
		if q.start < at || q.end <= q.start || q.end > len(text) {
			return nil
		}
		add(text[at:q.start], l.font())
		add(text[q.start:q.end], strong)
		at = q.end
	}
	for _, f := range findings {
		if f.Start < 0 || f.End > len(text) || f.End < f.Start || text[f.Start:f.End] != f.Quote {
			return nil
		}
	}
	add(text[at:], l.font())
	if !fits(all) || len(runs) == 0 { // a joiner at a cut shows as an escape, which is longer
		return nil
	}
	return runs
}

// stretch is a part of a text.
type stretch struct{ start, end int }

// quotes gives the parts of a message that findings quote, rising, those that
// overlap as one.
func quotes(findings []detect.Finding) []stretch {
	var all []stretch
	for _, f := range findings {
		all = append(all, stretch{f.Start, f.End})
	}
	slices.SortFunc(all, func(a, b stretch) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
	var out []stretch
	for _, s := range all {
		if n := len(out); n > 0 && s.start <= out[n-1].end {
			out[n-1].end = max(out[n-1].end, s.end)
			continue
		}
		out = append(out, s)
	}
	return out
}
