package report

import (
	"strings"

	"backchannel/detect"
)

// maxListed is how many accounts and contacts a page lists; the workbook has
// them all.
const maxListed = 100

// accounts writes the accounts that were named to be paid on, and what
// changed from one to the next.
func (t *thread) accounts(m *markup, c detect.Case) {
	if len(c.Accounts) == 0 {
		return
	}
	w := t.words
	t.section(m, "accounts", w.Sheet["accounts"])
	m.tag("<ul>\n")
	for i, a := range c.Accounts {
		if i == maxListed {
			m.element("li", "left", w.page("unlisted", len(c.Accounts)-i+c.Unlisted))
			break
		}
		t.account(m, a)
	}
	m.tag("</ul></section>\n")
}

// account writes one account.
func (t *thread) account(m *markup, a detect.Account) {
	w := t.words
	class := "account"
	if a.State == detect.Changed {
		class += " changed"
	}
	m.tag(`<li class="`, class, `"><p class="number"><span>`)
	m.text(known(w.What, a.Type))
	m.tag("</span> ")
	m.quoted("code", "", w.code(), a.Value)
	m.tag(" ")
	m.element("span", "badge "+badgeOf(a.State), known(w.What, string(a.State)))
	m.tag("</p>\n<dl class=\"facts\">")
	holder := a.Beneficiary
	if a.Person {
		holder = strings.TrimSpace(holder + " " + w.say("aperson"))
	}
	m.fact(w.Column["holder"], clipped(holder))
	bank := strings.Join(filled(a.Bank, a.Branch, a.BIC, a.Country, a.Currency), " · ")
	m.fact(w.Column["bank"], clipped(bank))
	m.fact(w.Column["valid"], clipped(w.validity(a.Valid, a.Note)))
	m.fact(w.Column["known"], clipped(a.Known))
	m.tag("</dl>\n")
	for _, x := range a.Changes {
		m.tag(`<p class="change"><b>`)
		m.text(known(w.What, x.Field))
		m.tag("</b> ")
		m.quoted("del", "", w.code(), x.From)
		t.mention(m, x.Before)
		m.tag(` <span aria-hidden="true">→</span> `)
		m.quoted("ins", "", w.code(), x.To)
		t.mention(m, x.At)
		m.tag("</p>\n")
	}
	t.given(m, "p", a.First, a.Last, a.Times)
	m.tag("</li>\n")
}

// badgeOf is the class of the badge of an account: one that took the place of
// another is to be seen.
func badgeOf(s detect.AccountState) string {
	if s == detect.Changed {
		return "hold"
	}
	return "clear"
}

// filled gives the texts that are not empty.
func filled(all ...string) []string {
	var out []string
	for _, s := range all {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// mention links to a message that named something.
func (t *thread) mention(m *markup, at detect.Mention) {
	m.tag(" (")
	t.reference(m, detect.Place{Source: at.Source, Conversation: at.Conversation, Index: at.Index}, "")
	m.tag(")")
}

// given says who named something, in which message, and how often.
func (t *thread) given(m *markup, tag string, first, last detect.Mention, times int) {
	w := t.words
	m.open(tag, "place")
	m.text(w.Column["givenby"] + " ")
	m.quoted("bdi", "", w.code(), oneLine(first.Sender))
	m.text(" (" + w.role(first.Role) + ")")
	t.mention(m, first)
	m.text(" " + clock(first.Time))
	if times > 1 {
		m.text(" – ")
		t.reference(m, detect.Place{Source: last.Source, Conversation: last.Conversation, Index: last.Index}, "")
		m.text(" · " + w.page("often", times))
	}
	m.tag("</", tag, ">")
}

// contacts writes the ways to reach somebody that were named.
func (t *thread) contacts(m *markup, c detect.Case) {
	if len(c.Contacts) == 0 {
		return
	}
	w := t.words
	t.section(m, "contacts", w.Sheet["contacts"])
	m.tag("<ul>\n")
	for i, k := range c.Contacts {
		if i == maxListed {
			m.element("li", "left", w.page("unlisted", len(c.Contacts)-i+c.Unlisted))
			break
		}
		m.tag(`<li><p class="number"><span>`)
		m.text(known(w.What, k.Type))
		m.tag("</span> ")
		m.quoted("code", "", w.code(), k.Value)
		m.tag(" ")
		m.element("span", "badge clear", known(w.What, string(k.State)))
		if k.Before != nil {
			m.tag(" ")
			m.quoted("del", "", w.code(), k.Differs)
			t.mention(m, *k.Before)
		}
		m.tag("</p>")
		t.given(m, "p", k.First, k.Last, k.Times)
		m.tag("</li>\n")
	}
	m.tag("</ul></section>\n")
}
