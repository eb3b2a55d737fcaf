package report

import (
	"strings"

	"backchannel/detect"
)

var accountColumns = []column{
	{"acctype", 9}, {"value", 26}, {"accstate", 12}, {"differs", 44}, {"holder", 28}, {"bank", 28}, {"bic", 13}, {"branch", 14}, {"country", 8}, {"currency", 9},
	{"normalised", 24}, {"valid", 12}, {"givenby", 18}, {"role", 9}, {"platform", 10}, {"firstseen", 17}, {"lastseen", 17}, {"times", 7},
	{"known", 34}, {"index", 7}, {"line", 7}, {"source", 26}, {"conversation", 16},
}

var contactColumns = []column{
	{"contype", 13}, {"value", 30}, {"constate", 16}, {"differs", 34}, {"app", 11}, {"country", 8}, {"normalised", 26}, {"valid", 12},
	{"givenby", 20}, {"role", 9}, {"platform", 10}, {"firstseen", 17}, {"lastseen", 17}, {"times", 7},
	{"known", 34}, {"index", 7}, {"line", 7}, {"source", 26}, {"conversation", 16},
}

// writeAccounts writes the accounts and the contacts of a conversation that is
// done.
func (b *Workbook) writeAccounts(c detect.Case) error {
	w := b.words
	for _, a := range c.Accounts {
		fill := look{bold: true}
		if a.State == detect.Changed {
			fill.fill = fills["high"]
		}
		holder := a.Beneficiary
		if a.Person {
			holder += "\n" + w.say("aperson")
		}
		cells := []cell{plainCell(known(w.What, a.Type)), {look{bold: true}, a.Value}, {fill, known(w.What, string(a.State))}, plainCell(w.changes(a.Changes)),
			plainCell(holder), plainCell(a.Bank), plainCell(a.BIC), plainCell(a.Branch), plainCell(a.Country), plainCell(a.Currency),
			plainCell(a.Normalised), plainCell(w.validity(a.Valid, a.Note))}
		if _, err := b.accounts.add(append(cells, w.mentioned(a.First, a.Last, a.Times, a.Known)...)...); err != nil {
			return err
		}
	}
	for _, k := range c.Contacts {
		differs := ""
		if k.Before != nil {
			differs = k.Differs + "\n" + w.mention(*k.Before)
		}
		cells := []cell{plainCell(known(w.What, k.Type)), {look{bold: true}, k.Value}, plainCell(known(w.What, string(k.State))), plainCell(differs),
			plainCell(k.App), plainCell(k.Country), plainCell(k.Normalised), plainCell(w.validity(k.Valid, k.Note))}
		if _, err := b.contacts.add(append(cells, w.mentioned(k.First, k.Last, k.Times, k.Known)...)...); err != nil {
			return err
		}
	}
	return nil
}

// mentioned gives the cells that tell who named something, when and where.
func (w *words) mentioned(first, last detect.Mention, times int, cleared string) []cell {
	return []cell{plainCell(first.Sender), plainCell(w.role(first.Role)), plainCell(first.Platform), plainCell(clock(first.Time)), plainCell(clock(last.Time)), plainCell(times),
		plainCell(cleared), plainCell(first.Index), plainCell(first.Line), plainCell(first.Source), plainCell(first.Conversation)}
}

// validity says how far a number could be checked.
func (w *words) validity(valid bool, note string) string {
	s := w.say("unchecked")
	if valid {
		s = w.say("valid")
	}
	if note != "" {
		s += ": " + note
	}
	return s
}

// changes tells the fields that changed, a line each, with both messages.
func (w *words) changes(all []detect.Change) string {
	lines := make([]string, len(all))
	for i, c := range all {
		lines[i] = w.say("change", known(w.What, c.Field), c.From, c.To, w.mention(c.Before), w.mention(c.At))
	}
	return strings.Join(lines, "\n")
}

// mention names a message.
func (w *words) mention(m detect.Mention) string {
	s := w.say("message", m.Index)
	if m.Time != "" {
		s += ", " + clock(m.Time)
	}
	return s
}
