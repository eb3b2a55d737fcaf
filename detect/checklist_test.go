package detect

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
)

func TestChecklist(t *testing.T) {
	for _, c := range []struct {
		name, platform, lines string
		want                  []string // id, state, messages
	}{
		{"nothing said", chat.Alibaba, "buyer: Good morning\nsupplier: Good morning, how are you?\n", nil},
		{"sample, report, inspection", chat.Alibaba, `buyer: I will order two samples first, then bulk.
supplier: The CE certificate and test report are attached.
buyer: SGS will inspect on Tuesday before I pay the balance.
`, []string{"P8 kept [1]", "P9 kept [2]", "P10 kept [3]"}},
		{"paid to the changed account", chat.WhatsApp, `supplier: Our bank account has changed, please use the new account for the balance.
buyer: I paid it just now, payment done.
`, []string{"P4 broken [2]"}},
		{"a call keeps it", chat.WhatsApp, `supplier: Our bank account has changed, please use the new account for the balance.
buyer: I called your landline from the old contract and Mr. Chen confirmed the account.
`, []string{"P4 kept [2]"}},
		{"looked up", chat.Wangwang, "buyer: 我在企查查上查过你们公司了。\n", []string{"P6 kept [1]"}},
		{"a last word breaks", chat.Alibaba, `buyer: I only pay via Trade Assurance.
supplier: You can pay to my personal card by WeChat transfer.
buyer: Transferred just now, payment done.
`, []string{"P2 broken [1 3]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			asked := map[string]bool{}
			for _, w := range c.want {
				id, _, _ := strings.Cut(w, " ")
				asked[id] = true
			}
			var got []string
			for _, p := range done(t, Options{}, c.platform, c.lines).Checklist {
				if p.State != NoEvidence && (asked[p.ID] || len(c.want) == 0) {
					got = append(got, fmt.Sprintf("%s %s %v", p.ID, p.State, p.Messages))
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSmallTalkStaysLight(t *testing.T) {
	secret := "supplier: Please keep this a secret, do not tell my boss.\n"
	worst := func(filler string) Severity {
		c := done(t, Options{}, chat.WhatsApp, strings.Repeat(filler, 30)+secret)
		for _, n := range c.Counts {
			if n.Label == "pressure" {
				return n.Highest
			}
		}
		return ""
	}
	if got := worst("buyer: See you at the game tonight\n"); got != Low {
		t.Errorf("among friends it is %q, want low", got)
	}
	if got := worst("buyer: When will my order of 300 cartons be shipped\n"); got != High {
		t.Errorf("in a talk of orders it is %q, want high", got)
	}
}
