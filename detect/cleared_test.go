package detect

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"backchannel/detect/known"
)

const clearedFile = `suppliers:
  - company: Foshan Keruvia Sanitary Ware Co., Ltd.
    contacts: [supplier]
    accounts:
      - {value: "320120169963547", bank: Bank of China, cleared: {by: J. Weber, how: called the number of the licence, on: 2026-01-12}}
    phones:
      - {value: "+86 757 8765 4321", cleared: {by: J. Weber, how: licence, on: 2026-01-12}}
    mail-domains:
      - {value: keruvia.example, cleared: {by: J. Weber, how: licence, on: 2026-01-12}}
  - company: Ningbo Lumoqi Lighting Co., Ltd.
    accounts:
      - {value: "440212345678901", cleared: {by: J. Weber, how: visit, on: 2026-01-12}}
`

func TestKnownFile(t *testing.T) {
	f, err := known.Read("known.yaml", []byte(clearedFile))
	if err != nil {
		t.Fatal(err)
	}
	const block = "supplier: Beneficiary: Foshan Keruvia Sanitary Ware Co., Ltd. / A/C: "
	for _, c := range []struct{ name, lines, finding, remark string }{
		{"the cleared account", block + "3201 2016 9963 547\n", "", "agrees with the cleared file, known.yaml:5: cleared by J. Weber on 2026-01-12 (called the number of the licence)"},
		{"another account", block + "4402 1234 5678 901\n", "1 bank-change/differs-from-known critical gives an account that is not the cleared one: known.yaml:2 (Foshan Keruvia Sanitary Ware Co., Ltd.)", "not cleared in known.yaml:2 (Foshan Keruvia Sanitary Ware Co., Ltd.)"},
		{"the cleared account for somebody else", "supplier: Beneficiary: Merivanta Trading Limited / A/C: 320120169963547\n", "1 bank-change/differs-from-known critical", "not cleared in known.yaml:2"},
		{"the cleared one after another", block + "550012345678901\n" + block + "320120169963547\n", "1 bank-change/differs-from-known", "agrees with the cleared file"},
		{"the cleared phone", "supplier: call me 0757-8765 4321\n", "", "agrees with the cleared file, known.yaml:7"},
		{"another phone", "supplier: call me +86 138 0013 8000\n", "1 account-takeover/contact-differs medium gives a contact that is not the cleared one: known.yaml:2", "not cleared in known.yaml:2"},
		{"an address of the domain", "supplier: mail lily@keruvia.example\n", "", "agrees with the cleared file, known.yaml:9"},
		{"another domain", "supplier: mail lily@keruvia-hk.example\n", "1 account-takeover/contact-differs medium", "not cleared"},
		{"the buyer's phone", "buyer: call me +86 138 0013 8000\n", "", ""},
		{"another account, of another supplier of the file", "Lily: A/C: 440212345678901\n", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, remarks := examined(t, Options{Known: []*known.File{f}}, c.lines)
			if c.finding == "" {
				for _, rule := range []string{"differs-from-known", "contact-differs", "details-differ"} {
					if strings.Contains(got, rule) {
						t.Errorf("%s among\n%s", rule, got)
					}
				}
			}
			if !strings.Contains(got, c.finding) || !strings.Contains(remarks, c.remark) || c.remark == "" && remarks != "" {
				t.Errorf("want %q and %q; got\n%s\n%s", c.finding, c.remark, got, remarks)
			}
		})
	}
}

// examined gives the findings and what the ledgers say is known.
func examined(t *testing.T, opts Options, lines string) (findings, remarks string) {
	t.Helper()
	opts.Workers = 1
	x := New(book(t), opts).Examine(transcript("whatsapp", lines))
	for ev, err := range x.Events() {
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range ev.Findings {
			findings += fmt.Sprintf("%d %s %s %s\n", f.Index, f.Rule, f.Severity, f.Title)
		}
	}
	for _, a := range x.Cases()[0].Accounts {
		remarks += a.Known + "\n"
	}
	for _, k := range x.Cases()[0].Contacts {
		remarks += k.Known + "\n"
	}
	return findings, strings.TrimSpace(remarks)
}

func TestWatchlist(t *testing.T) {
	w, err := known.ReadWatchlist("w.csv", []byte("type,value,note,added by,date\naccount,320120169963547,case 17,M. Ito,2026-02-03\nphone,+86 138 0013 8000,called twice,,\ncompany,Merivanta Trading Limited,seen in case 9,,\nwechat,lily_demo88,,,\n"))
	if err != nil {
		t.Fatal(err)
	}
	opts := Options{Watch: []*known.Watchlist{w}}
	for _, c := range []struct{ lines, finding, remark string }{
		{"supplier: A/C: 3201 2016 9963 547\n", "identity-mismatch/on-watchlist critical names something that stands on your watch list: case 17 (M. Ito, 2026-02-03)", "on the watch list w.csv: case 17 (M. Ito, 2026-02-03)"},
		{"supplier: my phone 138 0013 8000\n", "on-watchlist high names something that stands on your watch list: called twice", "called twice"},
		{"supplier: Beneficiary: MERIVANTA TRADING LIMITED / A/C: 233897291515\n", "on-watchlist critical names something that stands on your watch list: seen in case 9", "seen in case 9"},
		{"supplier: add my wechat lily_demo88\n", "on-watchlist high names something that stands on your watch list: wechat lily_demo88", "wechat lily_demo88"},
		{"buyer: is A/C 3201 2016 9963 547 still right?\n", "", "case 17"},
		{"supplier: A/C: 3201 2016 9963 548\n", "", ""},
	} {
		got, remarks := examined(t, opts, c.lines)
		if !strings.Contains(got, c.finding) || c.finding == "" && strings.Contains(got, "watchlist") || !strings.Contains(remarks, c.remark) || c.remark == "" && remarks != "" {
			t.Errorf("%q: want %q and %q; got\n%s\n%s", c.lines, c.finding, c.remark, got, remarks)
		}
	}
}

// TestLinks holds that values link chats with different suppliers, and nothing
// else.
func TestLinks(t *testing.T) {
	const account = "Beneficiary: Merivanta Trading Limited / A/C: 233897291515"
	for _, c := range []struct {
		name  string
		chats []string
		links []string // type key: places
		want  []string // chat, message, rule
	}{
		{"one account under two suppliers", []string{"Ann: Our price list\n", "Lily: " + account + "\n", "Kevin: ok\nKevin: " + account + "\n"},
			[]string{"account 233897291515: 1.1 2.2", "beneficiary merivantatradinglimited: 1.1 2.2"},
			[]string{"1 1 linked-account", "2 2 linked-account"}},
		{"one account under one supplier", []string{"Lily: " + account + "\n", "Lily: " + account + "\n"}, nil, nil},
		{"two people of one company", []string{"Lily: we are Foshan Keruvia Sanitary Ware Co., Ltd.\nLily: A/C: 320120169963547\n", "Kevin: we are Foshan Keruvia Sanitary Ware Co., Ltd.\nKevin: A/C: 320120169963547\n"}, nil, nil},
		{"one phone under two suppliers", []string{"Lily: my phone +86 138 0013 8000\n", "Kevin: call 138-0013-8000\n"},
			[]string{"phone +8613800138000: 0.1 1.1"}, []string{"0 1 linked-contact", "1 1 linked-contact"}},
		{"the buyer's phone", []string{"buyer: my phone +86 138 0013 8000\nLily: noted, +86 138 0013 8000\n", "buyer: my phone +86 138 0013 8000\nKevin: your phone +86 138 0013 8000\n"}, nil, nil},
		{"a hotline", []string{"Lily: phone 400-123-4567\n", "Kevin: phone 400-123-4567\n"}, nil, nil},
		{"a short name that many people bear", []string{"Lily: 户名：张伟 账号：233897291515\n", "Kevin: 户名：张伟 账号：233897291516\n"}, nil, nil},
		{"a block in pieces", []string{"Lily: 账号\nLily: 233897291515\n", "Kevin: A/C 233897291515\n"},
			[]string{"account 233897291515: 0.2 1.1"}, []string{"0 2 linked-account", "1 1 linked-account"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := New(book(t), Options{Workers: 1})
			var xs []*Examination
			for i, lines := range c.chats {
				tr := minutes(transcript("whatsapp", lines))
				tr.Source = fmt.Sprint(i)
				xs = append(xs, e.Examine(tr))
			}
			var links, got []string
			for _, l := range e.Survey(xs).List() {
				s := l.Type + " " + l.Normalised + ":"
				for _, p := range l.Places {
					s += fmt.Sprintf(" %d.%d", slices.IndexFunc(xs, func(x *Examination) bool { return slices.Contains(x.traces, p.in) }), p.Index)
				}
				links = append(links, s)
			}
			for i, x := range xs {
				for ev := range x.Events() {
					for _, f := range ev.Findings {
						if _, act, _ := strings.Cut(f.Rule, "/"); strings.HasPrefix(act, "linked-") {
							got = append(got, fmt.Sprintf("%d %d %s", i, f.Index, act))
							if len(f.Elsewhere) == 0 {
								t.Errorf("%s names no other chat", f.Rule)
							}
						}
					}
				}
			}
			if !slices.Equal(links, c.links) || !slices.Equal(got, c.want) {
				t.Errorf("links %q and findings %q, want %q and %q", links, got, c.links, c.want)
			}
		})
	}
}
