package detect

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backchannel/parser/chat"
)

// tally adds up the findings of a conversation for its verdict.
type tally struct {
	count    int
	labels   map[string]*Count
	best     map[string]Finding // by rule: the strongest, the first among equals
	sentence map[string]bool    // rule and words that occurred, so that a repeated act counts once
	verified int                // index of the latest message in which the buyer reports a call to a known number
	changed  int                // index of the latest bank change
	practice practices
}

// maxSentences bounds how many different wordings are told apart.
const maxSentences = 20000

func (t *tally) add(m *chat.Message, fs []Finding) {
	if t.labels == nil {
		t.labels, t.best, t.sentence = map[string]*Count{}, map[string]Finding{}, map[string]bool{}
	}
	for _, f := range fs {
		t.count++
		t.label(m, f)
		if b, ok := t.best[f.Rule]; !ok || stronger(f, b) < 0 {
			t.best[f.Rule] = f
		}
		switch {
		case f.Rule == "protective/verified-by-call":
			t.verified = f.Index
		case f.Detector == "bank-change" && f.Rule != "bank-change/payment-fishing" && f.Confidence != Weak:
			t.changed = f.Index
		}
	}
	t.practice.note(fs)
}

func (t *tally) label(m *chat.Message, f Finding) {
	l := t.labels[f.Detector]
	if l == nil {
		l = &Count{Label: f.Detector, First: f.Index, FirstAt: f.Time, Highest: f.Severity}
		t.labels[f.Detector] = l
	}
	l.Count++
	l.Last, l.LastAt = f.Index, f.Time
	if f.Severity.Rank() > l.Highest.Rank() {
		l.Highest = f.Severity
	}
	key := f.Rule + "\x00" + m.Text
	if !t.sentence[key] {
		l.Distinct++
		if len(t.sentence) < maxSentences {
			t.sentence[key] = true
		}
	}
}

// stronger orders findings by what they weigh: negative when a weighs more.
func stronger(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(b.Severity.Rank(), a.Severity.Rank()),
		cmp.Compare(confidenceRank(b.Confidence), confidenceRank(a.Confidence)),
		cmp.Compare(slices.Index(Labels, a.Detector), slices.Index(Labels, b.Detector)),
		cmp.Compare(a.Index, b.Index),
		cmp.Compare(a.Rule, b.Rule),
	)
}

func confidenceRank(c Confidence) int { return slices.Index([]Confidence{Weak, Likely, Strong}, c) }

// close ends the conversation.
func (c *conversation) close() Case {
	done := Case{
		Source: c.source, Conversation: c.id, Platform: c.platform,
		Participants: c.participants, Messages: c.messages, Findings: c.tally.count,
	}
	for _, l := range Labels {
		if n := c.tally.labels[l]; n != nil {
			done.Counts = append(done.Counts, *n)
		}
	}
	weighty := c.tally.weighty()
	done.Top = varied(weighty, maxTop)
	done.Verdict = c.tally.verdict(weighty)
	done.Reasons = reasons(done.Top, c.eng.opts.Lang)
	done.Checklist = c.tally.practice.list(c.eng.opts.Lang)
	c.ledger.close(&done)
	done.Facts, done.Terms = c.facts.list, c.termList
	done.Unlisted += c.termsLeft
	return done
}

// maxTop is how many findings stand for a conversation.
const maxTop = 3

// varied chooses n findings that tell the most: the strongest of each label
// first, then the strongest that remain.
func varied(fs []Finding, n int) []Finding {
	var out []Finding
	taken := map[string]bool{}
	for _, again := range [...]bool{false, true} {
		for _, f := range fs {
			if len(out) < n && taken[f.Detector] == again && !taken[f.ID] {
				taken[f.Detector], taken[f.ID] = true, true
				out = append(out, f)
			}
		}
	}
	slices.SortFunc(out, stronger)
	return out
}

// weighty gives the best finding of each rule that may change the verdict, the
// strongest first.
func (t *tally) weighty() []Finding {
	var fs []Finding
	for _, f := range t.best {
		if f.Detector != Protective && f.Confidence != Weak && f.Severity.Rank() > Info.Rank() && !t.resolved(f) {
			fs = append(fs, f)
		}
	}
	slices.SortFunc(fs, stronger)
	return fs
}

// resolved says whether the buyer reported, after the last bank change, that a
// call to a number known before confirmed it. Nothing else resolves a change.
func (t *tally) resolved(f Finding) bool {
	return f.Detector == "bank-change" && t.verified > t.changed
}

// verdict weighs the findings by the table of signals: a changed account or
// anything critical holds the payment, and so do two high findings of
// different labels when one is about who or what is paid.
func (t *tally) verdict(fs []Finding) Verdict {
	v := Clear
	medium := map[string]bool{}
	high := map[string]bool{}
	for _, f := range fs {
		switch {
		case f.Severity == Critical, f.Detector == "bank-change" && f.Rule != "bank-change/payment-fishing":
			v = Hold
		case f.Severity == High:
			high[f.Detector] = true
		case f.Severity == Medium:
			medium[f.Detector] = true
			if f.Rule == "payment-redirect/offplatform-instructions" || f.Detector == "upfront-payment" || f.Detector == "identity-mismatch" {
				v = graver(v, Verify)
			}
		}
	}
	if len(high) >= 2 && (high["payment-redirect"] || high["platform-avoidance"] || high["identity-mismatch"]) {
		v = Hold
	}
	if len(high) > 0 || len(medium) >= 3 {
		v = graver(v, Verify)
	}
	return v
}

func graver(a, b Verdict) Verdict {
	order := []Verdict{Clear, Verify, Hold}
	return order[max(slices.Index(order, a), slices.Index(order, b))]
}

// reasons says in a line each what the findings are.
func reasons(fs []Finding, lang string) []string {
	var out []string
	for _, f := range fs {
		when := strings.Replace(f.Time, "T", " ", 1)
		if when == "" {
			when = fmt.Sprintf("#%d", f.Index)
		}
		who := f.Sender
		if who == "" {
			who = map[string]string{"en": "the application", "zh": "系统"}[lang]
		}
		form := "%s: %s (%s)"
		if lang == "zh" {
			form = "%s：%s（%s）"
		}
		out = append(out, fmt.Sprintf(form, who, f.Title, when))
	}
	return out
}
