package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"backchannel/detect"
)

// LedgerJSONL writes the accounts, contacts, facts and terms of each
// conversation as one JSON object a line, and the links of the run at the end.
// The key record says which of these a line is.
func LedgerJSONL(w io.Writer, run *Run) Writer { return ledgerLines{newLines(w), run} }

type ledgerLines struct {
	lines
	run *Run
}

// Event does nothing: the ledger is complete at the end of a conversation.
func (j ledgerLines) Event(detect.Event) error { return nil }

// Case writes what a conversation named.
func (j ledgerLines) Case(c detect.Case) error {
	type of struct {
		Record       string `json:"record"`
		Source       string `json:"source"`
		Conversation string `json:"conversation,omitempty"`
	}
	at := func(record string) of { return of{record, c.Source, c.Conversation} }
	var err error
	put := func(v any) {
		if err == nil {
			err = j.enc.Encode(v)
		}
	}
	for _, a := range c.Accounts {
		put(struct {
			of
			detect.Account
		}{at("account"), a})
	}
	for _, k := range c.Contacts {
		put(struct {
			of
			detect.Contact
		}{at("contact"), k})
	}
	for _, f := range c.Facts {
		put(struct {
			of
			detect.Fact
		}{at("fact"), f})
	}
	for _, t := range c.Terms {
		put(struct {
			of
			detect.Term
		}{at("term"), t})
	}
	if err != nil {
		return err
	}
	return j.buf.Flush()
}

// Close writes the links.
func (j ledgerLines) Close() error {
	for _, l := range j.run.Links {
		if err := j.enc.Encode(struct {
			Record string `json:"record"`
			*detect.Link
		}{"link", l}); err != nil {
			return err
		}
	}
	return j.buf.Flush()
}

// LedgerText writes the ledgers for reading.
func LedgerText(w io.Writer, run *Run) (Writer, error) {
	words, err := wordsFor(run.Language)
	if err != nil {
		return nil, err
	}
	return &ledgerText{text{out: bufio.NewWriter(w), run: run, words: words, width: screenWidth(run)}}, nil
}

type ledgerText struct{ text }

// Case prints the ledger of a conversation.
func (t *ledgerText) Case(c detect.Case) error {
	w := t.words
	if len(t.cases) > 0 {
		fmt.Fprintln(t.out, strings.Repeat("─", t.width))
	}
	t.cases = append(t.cases, detect.Case{Source: c.Source})
	t.put("", 2, head(w, c))
	t.heading(w.Sheet["accounts"])
	for _, a := range c.Accounts {
		t.account(a)
	}
	t.none(len(c.Accounts))
	t.heading(w.Sheet["contacts"])
	for _, k := range c.Contacts {
		line := known(w.What, k.Type) + " " + k.Value
		if k.App != "" && k.App != k.Type {
			line += " (" + k.App + ")"
		}
		t.put("  ", 3, strings.Join(filled(line, k.Country, w.validity(k.Valid, k.Note), known(w.What, string(k.State)), w.by(k.First, k.Times)), " · "))
		if k.Before != nil {
			t.put("    ! ", 2, w.say("notas", k.Differs, w.mention(*k.Before)))
		}
		if k.Known != "" {
			t.put("    = ", 3, k.Known)
		}
	}
	t.none(len(c.Contacts))
	t.facts(c)
	if c.Unlisted > 0 {
		t.put("  ", 2, w.say("unlisted", c.Unlisted))
	}
	return t.flush()
}

// none says that a list is empty.
func (t *text) none(n int) {
	if n == 0 {
		t.put("  ", 1, t.words.say("nofindings"))
	}
}

// account prints an account with all that is known of it.
func (t *text) account(a detect.Account) {
	w := t.words
	t.put("  ", 3, known(w.What, string(a.State))+"  "+known(w.What, a.Type)+" "+a.Value+" · "+w.validity(a.Valid, a.Note))
	holder := a.Beneficiary
	if a.Person && holder != "" {
		holder += " " + w.say("aperson")
	}
	if block := strings.Join(filled(holder, a.Bank, a.BIC, a.Branch, a.Country, a.Currency), " · "); block != "" {
		t.put("    ", 4, block)
	}
	t.put("    ", 3, w.by(a.First, a.Times))
	for _, c := range a.Changes {
		t.put("    ! ", 4, w.changes([]detect.Change{c}))
	}
	if a.Known != "" {
		t.put("    = ", 4, a.Known)
	}
}

// facts prints what was said of the company, and the terms.
func (t *text) facts(c detect.Case) {
	w := t.words
	if len(c.Facts) > 0 {
		t.heading(w.say("facts"))
	}
	for _, f := range c.Facts {
		t.put("  ", 3, known(w.What, f.Kind)+": "+f.Value+" · "+w.mention(f.Mention))
		if f.Before != nil {
			t.put("    ! ", 2, w.say("notas", f.Against, w.mention(*f.Before)))
		}
	}
	if len(c.Terms) > 0 {
		t.heading(w.say("terms"))
	}
	for _, k := range c.Terms {
		t.put("  ", 2, known(w.What, k.Kind)+": "+k.Value+" · "+w.role(k.Mention.Role)+" · "+w.mention(k.Mention))
	}
}

// Close prints the links.
func (t *ledgerText) Close() error {
	if len(t.cases) == 0 {
		t.put("", 0, t.words.say("nothing"))
	}
	t.links()
	for _, p := range t.run.Unread {
		t.put("  ", 2, p.Error())
	}
	return t.flush()
}

// by tells who gave something, where and how often.
func (w *words) by(m detect.Mention, times int) string {
	return w.say("by", m.Sender, w.role(m.Role), m.Platform, w.mention(m), times)
}
