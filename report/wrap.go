package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/mattn/go-runewidth"
)

// display measures text as terminals show it: Chinese characters and emoji
// take two cells. Unlike the library's own default it does not depend on the
// locale of the machine, and a text is always as wide as its characters
// together.
func display(s string) int {
	c := runewidth.Condition{StrictEmojiNeutral: true}
	width := 0
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			width = 0
			for units := graphemes.FromString(s); units.Next(); {
				width += c.StringWidth(units.Value())
			}
			return width
		}
		if s[i] >= ' ' {
			width++
		}
	}
	return width
}

// closing are the signs that do not begin a line.
const closing = "，。！？；：、）」』】》”’,.!?;:)]}"

// Wrap breaks one line of text into lines of at most width terminal cells, at
// blanks and between Chinese characters; what has no such place is broken
// between characters, never within one. It gives at least one line.
func Wrap(s string, width int) []string {
	var lines []string
	start, used := 0, 0   // of the line, in bytes and cells
	stop, stopped := 0, 0 // the last place to break at, and the cells up to it
	before := ""
	for units := graphemes.FromString(s); units.Next(); {
		unit, at := units.Value(), units.Start()
		if at > start && breaks(before, unit) {
			stop, stopped = at, used
		}
		n := display(unit)
		for used+n > width && at > start && strings.TrimSpace(unit) != "" {
			if stop <= start {
				stop, stopped = at, used
			}
			lines = append(lines, strings.TrimRightFunc(s[start:stop], unicode.IsSpace))
			start, used = stop, used-stopped
		}
		used += n
		before = unit
	}
	return append(lines, strings.TrimRightFunc(s[start:], unicode.IsSpace))
}

// breaks reports that a line may end between two characters.
func breaks(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	if unicode.IsSpace(last) {
		return !unicode.IsSpace(first)
	}
	if strings.ContainsRune(closing, first) || strings.ContainsRune("（「『【《“‘", last) {
		return false
	}
	return display(before) == 2 || display(after) == 2
}

// clip gives at most n lines of s at a width, with … where something is left
// out.
func clip(s string, width, n int) []string {
	// What no screen can show need not be looked at: a message can be huge.
	if most := width * n * 16; len(s) > most {
		for most > 0 && !utf8.RuneStart(s[most]) {
			most--
		}
		s = s[:most]
		return shorten(Wrap(oneLine(s), width), width, n, true)
	}
	return shorten(Wrap(oneLine(s), width), width, n, false)
}

// shorten keeps n lines; cut says that text is missing behind them already.
func shorten(lines []string, width, n int, cut bool) []string {
	if len(lines) > n {
		lines, cut = lines[:n], true
	}
	if cut {
		last := lines[len(lines)-1]
		for display(last)+2 > width {
			units := graphemes.FromString(last)
			end := 0
			for units.Next() {
				end = units.Start()
			}
			last = last[:end]
		}
		lines[len(lines)-1] = last + " …"
	}
	return lines
}
