package review

import (
	"fmt"
	"strings"
	"testing"

	"backchannel/detect"
	"backchannel/report"
)

// row is a row of an earlier report: id, place, severity, disposition.
func row(id, place string, s detect.Severity, d detect.Disposition) report.Record {
	return report.Record{Place: place, Finding: detect.Finding{ID: id, Severity: s, Review: &detect.Review{Disposition: d, Note: "note on " + id + place}}}
}

func TestCarry(t *testing.T) {
	gone := row("back", "a:9", detect.Low, detect.Confirmed)
	gone.What = report.WhatGone
	comment := row("same", "Findings!C2", detect.Low, "")
	comment.What = report.WhatComment
	c := Carry(&report.Reading{
		Findings: []report.Record{
			row("same", "a:1", detect.Low, detect.Dismissed), row("graver", "a:2", detect.Low, detect.Open), row("lost", "a:3", detect.Low, detect.Confirmed),
			row("twice", "a:4", detect.Low, detect.Confirmed), row("twice", "b:4", detect.Low, detect.Dismissed),
		},
		Rest: []report.Record{gone, comment},
	})
	var got []string
	for _, f := range []struct {
		id, place string
		severity  detect.Severity
	}{
		{"same", "a:7", detect.Low}, {"fresh", "a:8", detect.Low}, {"graver", "a:2", detect.High},
		{"twice", "b:4", detect.Low}, {"twice", "a:4", detect.Low}, {"twice", "c:4", detect.Low}, {"back", "a:9", detect.Low},
	} {
		x := detect.Finding{ID: f.id, Severity: f.severity}
		c.Judge(&x, f.place)
		got = append(got, fmt.Sprintf("%s %s: %s %s (%s)", f.id, f.place, x.Review.Status, x.Review.Disposition, x.Review.Note))
	}
	want := []string{
		"same a:7: unchanged dismissed (note on samea:1)", "fresh a:8: new  ()", "graver a:2: changed open (note on gravera:2)",
		"twice b:4: unchanged dismissed (note on twiceb:4)", "twice a:4: unchanged confirmed (note on twicea:4)", "twice c:4: new  ()",
		"back a:9: new confirmed (note on backa:9)",
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
	var left []string
	for _, r := range c.Left() {
		left = append(left, r.What+" "+r.Finding.ID)
	}
	if g := strings.Join(left, ", "); g != "gone lost, comment same" {
		t.Errorf("left over: %s", g)
	}
}
