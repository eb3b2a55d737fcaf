package report

import (
	"fmt"
	"strings"

	"backchannel/detect"
)

var linkColumns = []column{
	{"link", 6}, {"contype", 14}, {"value", 28}, {"supplier", 40}, {"others", 9}, {"givenby", 20}, {"time", 17}, {"platform", 10},
	{"source", 34}, {"conversation", 16}, {"index", 7}, {"line", 7}, {"normalised", 28},
}

// writeLinks writes a row for each place of each link.
func (b *Workbook) writeLinks() error {
	for i, l := range b.run.Links {
		for _, p := range l.Places {
			_, err := b.linked.add(plainCell(i+1), plainCell(known(b.words.What, l.Type)), cell{look{bold: true}, l.Value}, plainCell(p.Supplier),
				plainCell(len(l.Suppliers)), plainCell(p.Sender), plainCell(clock(p.Time)), plainCell(p.Platform),
				plainCell(p.Source), plainCell(p.Conversation), plainCell(p.Index), plainCell(p.Line), plainCell(l.Normalised))
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// maxLinkPlaces is how many places of one link a terminal shows.
const maxLinkPlaces = 5

// links prints what links the conversations of the run.
func (t *text) links() {
	w := t.words
	if len(t.run.Links) == 0 {
		return
	}
	t.heading(w.say("links"))
	for i, l := range t.run.Links {
		if i == maxScreens {
			t.put("  ", 1, w.say("morelinks", len(t.run.Links)-i))
			break
		}
		t.put("  ", 2, w.say("link", known(w.What, l.Type), l.Value, len(l.Suppliers)))
		for n, p := range l.Places {
			if n == maxLinkPlaces {
				t.put("    • ", 1, fmt.Sprintf("+%d", len(l.Places)-n))
				break
			}
			t.put("    • ", 2, strings.Join(filled(p.Supplier, p.Source, p.Conversation, w.mention(p.Mention)), " · "))
		}
	}
}

// maxShown is how many accounts the screen of a conversation shows.
const maxShown = 4

// named prints the accounts of a conversation, those that changed first.
func (t *text) named(c detect.Case) {
	w := t.words
	var shown []detect.Account
	for _, changed := range [...]bool{true, false} {
		for _, a := range c.Accounts {
			if (a.State == detect.Changed || len(a.Changes) > 0) == changed && a.State != detect.OtherPayee {
				shown = append(shown, a)
			}
		}
	}
	if len(shown) == 0 {
		return
	}
	t.heading(w.say("named"))
	for i, a := range shown {
		if i == maxShown {
			t.put("  • ", 1, w.say("moreaccounts", len(shown)-i))
			break
		}
		holder := a.Beneficiary
		if a.Person && holder != "" {
			holder += " " + w.say("aperson")
		}
		if a.Type == "payee" {
			holder = ""
		}
		t.put("  • ", 2, strings.Join(filled(known(w.What, string(a.State))+": "+known(w.What, a.Type)+" "+masked(a.Value), holder, a.Bank, a.Country, w.mention(a.First)), " · "))
	}
}

// masked shows the ends of a number, which is enough to compare it by eye.
func masked(v string) string {
	r := []rune(strings.NewReplacer(" ", "", "-", "").Replace(v))
	digits := 0
	for _, c := range r {
		if '0' <= c && c <= '9' {
			digits++
		}
	}
	if len(r) <= 10 || digits < 6 {
		return v
	}
	return string(r[:4]) + "…" + string(r[len(r)-4:])
}
