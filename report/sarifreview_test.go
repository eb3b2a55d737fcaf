package report

import (
	"bytes"
	"strings"
	"testing"

	"backchannel/detect"
)

func TestSARIFSaysWhatWasDecided(t *testing.T) {
	said := []*detect.Review{
		{Status: detect.StatusNew},
		{Status: detect.StatusUnchanged, Disposition: detect.Dismissed, Reviewer: "A. Auditor", Date: "2024-03-20", Note: "read back\u202e"},
		{Status: detect.StatusChanged, Disposition: detect.Needs},
		{Disposition: detect.Confirmed, Ignored: &detect.Ignored{Reason: "known", Until: "2026-12-31"}},
	}
	n := 0
	out := written(t, func(b *bytes.Buffer) Writer { return SARIF(b, sampleRun("en")) }, func() ([]detect.Event, detect.Case) {
		events, c := sample()
		for _, e := range events {
			for i := range e.Findings {
				if n < len(said) {
					e.Findings[i].Review = said[n]
				}
				n++
			}
		}
		return events, c
	})
	all := strings.Join(readSARIF(t, []byte(out)), "\n")
	for _, want := range []string{
		"\nnew\n", "\nunchanged\n", "\nupdated\n", "\nunderReview\n", `read back\u202e; A. Auditor; 2024-03-20`, "known; 2026-12-31",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in the SARIF", want)
		}
	}
	if k := strings.Count(out, `"suppressions"`); k != 3 {
		t.Errorf("%d results are suppressed, want 3", k)
	}
}
