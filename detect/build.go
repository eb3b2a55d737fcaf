package detect

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"

	"backchannel/detect/identifier"
	"backchannel/lexicon"
	"backchannel/parser/chat"
)

// finding makes a finding of an act.
func (c *conversation) finding(m *chat.Message, a *lexicon.Act, related []int) Finding {
	f := c.bare(m, a.Rule, a.Start, a.End)
	f.Related = append(f.Related, related...)
	if language(m.Text) != c.eng.opts.Lang {
		f.Gloss = c.eng.book.Gloss(a, c.eng.opts.Lang)
	}
	return f
}

// bare makes a finding of a rule over text[start:end] of m.
func (c *conversation) bare(m *chat.Message, r *lexicon.Rule, start, end int) Finding {
	lang := c.eng.opts.Lang
	f := Finding{
		Source: m.Source, Platform: m.Platform, Index: m.Index, Line: m.Line, Time: m.Time,
		Sender: m.Sender, Role: m.Role, Conversation: m.Conversation,
		Detector: r.Label, Rule: r.ID, Severity: Severity(r.Severity), Confidence: Confidence(r.Confidence),
		Start: start, End: end, Quote: m.Text[start:end],
		Title: r.Title.In(lang), Why: r.Why.In(lang),
		Action: c.eng.book.ActionText(r).In(lang), Innocent: c.eng.book.InnocentText(r).In(lang),
		Identifiers: []Identifier{}, Related: []int{},
	}
	f.ID = c.fingerprint(m, r.ID)
	return f
}

// fingerprint identifies a finding by what it is about, not by where it stands:
// rule, sender, time and words, and how many like it came before. It outlives
// added messages.
func (c *conversation) fingerprint(m *chat.Message, rule string) string {
	h := sha256.Sum256([]byte(strings.Join([]string{rule, m.Conversation, m.Sender, m.Time, m.Text}, "\x00")))
	id, key := hex.EncodeToString(h[:8]), binary.BigEndian.Uint64(h[:8])
	if n := c.repeats.add(key); n > 1 {
		return fmt.Sprintf("%s-%d", id, n)
	}
	return id
}

// language is the language that most of a text is in, as far as glosses need
// it: zh when it holds Chinese characters, else en.
func language(text string) string {
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			return "zh"
		}
	}
	return "en"
}

// identify puts the identifiers of a message to the findings that they belong
// to: those of payment to findings about money, contacts to findings about
// channels and people.
func (c *conversation) identify(r *reading, fs []Finding) {
	for i := range fs {
		for _, f := range r.found {
			if f.Grade == identifier.Shape {
				continue
			}
			contact := fs[i].Detector == "channel-switch" || fs[i].Detector == "account-takeover"
			if contact && isContact(f.Kind) || !contact && isPayment(f.Kind) {
				fs[i].Identifiers = append(fs[i].Identifiers, Identifier{string(f.Kind), f.Value, f.Normalised, f.Valid})
			}
		}
	}
}
