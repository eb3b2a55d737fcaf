package review

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"backchannel/detect"
)

var day = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

func TestExceptions(t *testing.T) {
	const list = `# read back on 3 May
- id: aaaa
  reason: read back by telephone
  who: A. Auditor
- value: DE89 3704 0044 0532 0130 00
  reason: the account of the contract
  until: 2026-06-01
- value: lily_led
  reason: known
  until: 2026-05-31
- id: zzzz
  reason: gone long since
- id: yyyy
  reason: gone, and expired
  until: 2020-01-01
`
	x, err := ParseExceptions("ignore.yaml", []byte(list), day)
	if err != nil {
		t.Fatal(err)
	}
	iban := []detect.Identifier{{Type: "iban", Value: "DE89-3704", Normalised: "DE89370400440532013000"}}
	handle := []detect.Identifier{{Type: "wechat", Value: "Lily_LED", Normalised: "lily_led"}}
	for _, tt := range []struct {
		f    detect.Finding
		want string
	}{
		{detect.Finding{ID: "aaaa"}, "read back by telephone|A. Auditor|"},
		{detect.Finding{ID: "aaaaa"}, ""},
		{detect.Finding{ID: "b", Identifiers: iban}, "the account of the contract||2026-06-01"},
		{detect.Finding{ID: "c", Identifiers: handle}, ""}, // expired yesterday
		{detect.Finding{ID: "aaaa", Identifiers: iban}, "read back by telephone|A. Auditor|"},
		{detect.Finding{ID: "d", Review: &detect.Review{Disposition: detect.Confirmed}, Identifiers: iban}, "the account of the contract||2026-06-01"},
	} {
		before := tt.f.Review
		x.Judge(&tt.f)
		got := ""
		if r := tt.f.Review; r != nil && r.Ignored != nil {
			got = r.Ignored.Reason + "|" + r.Ignored.Who + "|" + r.Ignored.Until
			if before != nil && r.Disposition != before.Disposition {
				t.Errorf("%s lost its disposition", tt.f.ID)
			}
		}
		if got != tt.want || tt.f.Settled() != (tt.want != "") {
			t.Errorf("%s: got %q, want %q", tt.f.ID, got, tt.want)
		}
	}
	want := `ignore.yaml:8: lily_led expired on 2026-05-31; its findings count again: 1. Renew or remove the entry
ignore.yaml:11: no finding fits zzzz; check the spelling or remove the entry
ignore.yaml:13: yyyy expired on 2020-01-01, and no finding fits it; remove the entry`
	if got := strings.Join(x.Notes(), "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestExceptionsRefuse(t *testing.T) {
	for _, tt := range []struct{ list, want string }{
		{"- id: a\n", "ignore.yaml:1: the entry for a has no reason"},
		{"- reason: x\n", "ignore.yaml:1: an entry needs an id or a value"},
		{"- id: a\n  value: b\n  reason: x\n", "ignore.yaml:1: an entry needs an id or a value, one of the two"},
		{"- id: a\n  reason: x\n- id: b\n  reason: ' '\n", "ignore.yaml:3: the entry for b has no reason"},
		{"- id: a\n  reason: x\n  until: tomorrow\n", `ignore.yaml:1: until "tomorrow" is no date`},
		{"- value: '--'\n  reason: x\n", `ignore.yaml:1: the value "--" holds neither`},
		{"- id: a\n  reason: x\n  whom: y\n", `unknown field "whom"`},
		{"id: a\nreason: x\n", "ignore.yaml:1: the file is a list"},
		{"- id: [a\n", "ignore.yaml: "},
		{"just words", "ignore.yaml:1: the file is a list"},
	} {
		_, err := ParseExceptions("ignore.yaml", []byte(tt.list), day)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q gives %v, want %s", tt.list, err, tt.want)
		}
	}
	for _, empty := range []string{"", "# nothing yet\n", "[]"} {
		if x, err := ParseExceptions("ignore.yaml", []byte(empty), day); err != nil || len(x.Notes()) > 0 {
			t.Errorf("%q gives %v", empty, err)
		}
	}
}

func FuzzParseExceptions(f *testing.F) {
	f.Add("- id: a\n  reason: x\n")
	f.Add("- value: b\n  reason: x\n  until: 2026-01-01\n---\n- id: [")
	f.Fuzz(func(t *testing.T, s string) {
		x, err := ParseExceptions("ignore.yaml", []byte(s), day)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "ignore.yaml") {
				t.Errorf("%q: the error %v names no file", s, err)
			}
			return
		}
		for _, e := range x.all {
			if strings.TrimSpace(e.Reason) == "" || (e.ID == "") == (e.Value == "") {
				t.Errorf("%q gives the entry %s", s, fmt.Sprint(e))
			}
		}
	})
}
