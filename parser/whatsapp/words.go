package whatsapp

import (
	"cmp"
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed words/*.tsv
var wordFiles embed.FS

// readTable decodes an embedded table strictly: # starts a comment line, every
// other line has exactly the given number of fields, none of them empty. A
// mistake in the table is a mistake of the build, and the test of the tables
// meets it, so it panics.
func readTable(name string, fields int) [][]string {
	data, err := wordFiles.ReadFile("words/" + name)
	if err != nil {
		panic(err)
	}
	var rows [][]string
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		row := strings.Split(line, "\t")
		if len(row) != fields || slices.Contains(row, "") {
			panic(fmt.Sprintf("words/%s:%d: want %d fields with a tab between them", name, n, fields))
		}
		rows = append(rows, row)
	}
	return rows
}

// clockTable holds the words of headers by their first byte in lower case,
// longer ones first.
type clockTable struct {
	periods, joints [256][]clockWord
}

type clockWord struct {
	text string
	half halfDay
}

var clockWords = sync.OnceValue(func() *clockTable {
	meanings := map[string]halfDay{"am": morning, "pm": afternoon, "noon": noon, "night": night, "joint": wholeDay}
	var t clockTable
	for _, row := range readTable("clock.tsv", 3) {
		half, known := meanings[row[0]]
		if !known {
			panic("words/clock.tsv: no such meaning: " + row[0])
		}
		list := &t.periods
		if row[0] == "joint" {
			list = &t.joints
		}
		at := lower(row[2][0])
		list[at] = append(list[at], clockWord{row[2], half})
	}
	for _, list := range []*[256][]clockWord{&t.periods, &t.joints} {
		for k := range list {
			slices.SortFunc(list[k], func(a, b clockWord) int { return cmp.Compare(len(b.text), len(a.text)) })
		}
	}
	return &t
})

// lower gives an ASCII letter in lower case and any other byte as it is.
func lower(x byte) byte {
	if x >= 'A' && x <= 'Z' {
		x += 'a' - 'A'
	}
	return x
}

// period gives the meaning and the length of the marker of the half day that b
// starts with, length 0 when there is none.
func (t *clockTable) period(b []byte) (halfDay, int) {
	if len(b) == 0 {
		return wholeDay, 0
	}
	for _, w := range t.periods[lower(b[0])] {
		c := cursor{b: b}
		if c.word(w.text) && !isLetter(c.peek()) {
			return w.half, c.i
		}
	}
	return wholeDay, 0
}

// joint gives the length of the word between date and clock that b starts
// with, 0 when there is none.
func (t *clockTable) joint(b []byte) int {
	if len(b) == 0 {
		return 0
	}
	for _, w := range t.joints[lower(b[0])] {
		c := cursor{b: b}
		if c.word(w.text) && c.blanks() {
			return len(w.text)
		}
	}
	return 0
}

var months = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for _, row := range readTable("months.tsv", 3) {
		var n int
		if _, err := fmt.Sscan(row[0], &n); err != nil || n < 1 || n > 12 {
			panic("words/months.tsv: no such month: " + row[0])
		}
		m[folded(row[2])] = n
	}
	return m
})

// monthNumber gives the number of the month with that name, with or without a
// closing point, 0 when there is none.
func monthNumber(name []byte) int {
	var room [64]byte
	return months()[string(fold(room[:0], string(name)))]
}
