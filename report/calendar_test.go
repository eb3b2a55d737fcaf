package report

import (
	"fmt"
	"strings"
	"testing"

	"backchannel/detect"
	"backchannel/parser/chat"
)

func TestCalendar(t *testing.T) {
	for _, tt := range []struct {
		name  string
		times []string // with a finding where starred
		want  string   // unit, then spells with findings, then how many spells
	}{
		{"nothing", nil, ""},
		{"no findings", []string{"2024-03-01"}, ""},
		{"no dates", []string{"*", "*15:22"}, ""},
		{"one day", []string{"*2024-03-05T15:22", "*2024-03-05T15:24"}, "day 2024-03-05:2 of 1"},
		{"days", []string{"2024-02-28T09:00", "*2024-03-01T10:00", "2024-03-02"}, "day 2024-03-01:1 of 4"},
		{"out of order", []string{"*2024-03-02", "2024-03-01"}, "day 2024-03-02:1 of 2"},
		{"weeks", []string{"2024-03-06T09:00", "*2024-05-12T23:59", "*2024-05-13T00:01"}, "week 2024-05-06:1 2024-05-13:1 of 11"},
		{"months", []string{"*2023-01-31T09:00", "*2024-12-01T10:00"}, "month 2023-01:1 2024-12:1 of 24"},
		{"years", []string{"*2010-01-31T09:00", "*2024-12-01T10:00Z"}, "year 2010:1 2024:1 of 15"},
		{"a clock that went wrong", []string{"*0001-01-01T00:00", "*2024-12-01T10:00Z"}, ""},
		{"no calendar day", []string{"*2024-02-31T09:00"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := newCalendar()
			for _, at := range tt.times {
				at, found := strings.CutPrefix(at, "*")
				e := detect.Event{Message: chat.Message{Time: at}}
				if found {
					e.Findings = []detect.Finding{{Detector: "pressure", Severity: detect.Low}}
				}
				c.add(e)
			}
			all, by := c.spans()
			got := by
			for _, s := range all {
				if s.tally != (tally{}) {
					got += fmt.Sprintf(" %s:%d", s.name, s.tally[3])
				}
			}
			if len(all) > 0 {
				got += fmt.Sprintf(" of %d", len(all))
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
