package parser

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestStretchesThatStandTwice(t *testing.T) {
	var talk []string
	for i := range 40 {
		talk = append(talk, fmt.Sprintf("2024-03-05T15:%02d|Lily|message %d", i, i))
	}
	photos := slices.Repeat([]string{"2024-03-05T15:00|Lily|+"}, 30)
	ok := slices.Repeat([]string{"2024-03-05T15:00|Lily|ok"}, 30)
	noTime := slices.Repeat([]string{"|Lily|a", "|Tom|b"}, 20)
	again := strings.ReplaceAll(strings.Join(talk, "\n"), "T15:", "T16:")
	const one = "stretches of messages that stand twice, with the same times: 1 (line 41 repeats line 11)"
	tests := []struct {
		name  string
		lines []string
		want  []string
	}{
		{"none", talk, nil},
		{"pasted in again", slices.Concat(talk, talk[10:20]), []string{one}},
		{"too short to tell", slices.Concat(talk, talk[10:14]), nil},
		{"two of them", slices.Concat(talk, talk[10:20], talk[:8]), []string{
			"stretches of messages that stand twice, with the same times: 2 (line 41 repeats line 11, line 51 repeats line 1)"}},
		{"photos of one minute", photos, nil},
		{"the same word many times", ok, nil},
		{"without times", noTime, nil},
		{"the same words an hour later", slices.Concat(talk, strings.Split(again, "\n")), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var r repeats
			for m := range exported("a", tt.lines...).Messages(nil) {
				r.see(&m)
			}
			if got := r.notes(); !slices.Equal(got, tt.want) {
				t.Errorf("notes %q\nwant  %q", got, tt.want)
			}
		})
	}
}

// What is remembered does not grow with the source, and long repetitions are
// still found.
func TestStretchesOfALongSource(t *testing.T) {
	var r repeats
	long := func(from, to int) {
		for i := from; i < to; i++ {
			m := exported("a", fmt.Sprintf("2024-03-05T15:00|Lily|message %d", i))
			for m := range m.Messages(nil) {
				m.Line = i + 1
				r.see(&m)
			}
		}
	}
	long(0, 300_000)
	if len(r.marks) > mostMarks || len(r.lines) > mostMarks {
		t.Errorf("%d marks and %d places remembered; want at most %d", len(r.marks), len(r.lines), mostMarks)
	}
	long(1000, 2000)
	if r.found.count != 1 {
		t.Errorf("%d stretches found; want 1", r.found.count)
	}
}
