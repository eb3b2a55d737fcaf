package review

import (
	"fmt"
	"strings"
	"testing"

	"backchannel/detect"
	"backchannel/report"
)

func TestCompare(t *testing.T) {
	old := &report.Reading{Findings: []report.Record{
		row("stays", "a:1", detect.Low, detect.Open), row("graver", "a:2", detect.Low, detect.Open), row("lost", "a:3", detect.Medium, detect.Confirmed),
		row("judged", "a:4", detect.High, detect.Open), row("copy", "a:5", detect.Low, detect.Open), row("copy", "b:5", detect.Low, detect.Open),
	}}
	ignored := row("stays", "a:1", detect.Low, "")
	now := &report.Reading{Findings: []report.Record{
		ignored, row("graver", "a:2", detect.Critical, detect.Open), row("small", "a:6", detect.Low, detect.Open),
		row("judged", "a:4", detect.High, detect.Dismissed), row("grave", "a:7", detect.Critical, detect.Open), row("copy", "b:5", detect.Low, detect.Open),
	}}
	var got []string
	c := Compare(old, now)
	for _, x := range c.Changes {
		s := string(x.Status) + " " + x.Finding().ID
		for _, d := range x.What {
			s += fmt.Sprintf(" %s %s>%s", d.What, d.Before, d.After)
		}
		got = append(got, s)
	}
	want := "new grave, new small, changed graver severity low>critical, changed judged disposition open>dismissed, gone lost, gone copy"
	if g := strings.Join(got, ", "); g != want {
		t.Errorf("got  %s\nwant %s", g, want)
	}
	if c.Unchanged != 2 || c.Old != 6 || c.New != 6 {
		t.Errorf("counts %+v", c)
	}
	if same := Compare(now, now); len(same.Changes) > 0 || same.Unchanged != 6 {
		t.Errorf("a report differs from itself: %+v", same.Changes)
	}
}
