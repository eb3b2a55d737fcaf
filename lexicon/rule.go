package lexicon

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Rule says which combination of concepts shows an act, who must say it, and
// what a reader should know about it. It stands in a file of data/rules or of
// a folder of the user's.
type Rule struct {
	ID         string `yaml:"id"` // label/act
	Severity   string `yaml:"severity"`
	Confidence string `yaml:"confidence"` // strong when empty
	// Speaker is supplier, buyer, system or any; supplier when empty. Where
	// nothing tells the role of a sender, rules of the supplier apply.
	Speaker   string   `yaml:"speaker"`
	Platforms []string `yaml:"platforms"` // any when empty
	// Silent rules make no finding; other rules refer to them with After.
	Silent bool `yaml:"silent"`
	// Fallback rules count only in messages in which no other rule of their label
	// stands.
	Fallback bool `yaml:"fallback"`
	// Computed rules are found by the state of the conversation, in Go; they
	// have texts but no patterns.
	Computed bool `yaml:"computed"`

	Title    Texts `yaml:"title"`
	Why      Texts `yaml:"why"`
	Action   Texts `yaml:"action"`   // of the label when empty
	Innocent Texts `yaml:"innocent"` // the reading in which nothing is wrong; of the label when empty

	// Match lists the patterns of which one must stand.
	Match []Pattern `yaml:"match"`
	// Unless names concepts that silence the rule where they stand in the
	// sentence of the match; UnlessMessage in the whole message.
	Unless        []string `yaml:"unless"`
	UnlessMessage []string `yaml:"unless-message"`
	// After is what must have happened before.
	After *After `yaml:"after"`

	Hits   []Example `yaml:"hits"`
	Misses []Example `yaml:"misses"`

	Label string `yaml:"-"`
	place place

	match         []pattern
	unless        []item
	unlessMessage []item
	first         int32 // number of the first pattern
	needs         set   // concepts that decide whether it stands
	silencers     set   // those that unless names
}

// After names acts of which one must stand in an earlier message.
type After struct {
	Acts     []string `yaml:"acts"`     // label/act or label/*
	Messages int      `yaml:"messages"` // at most so many messages earlier; 0 means any
	Speaker  string   `yaml:"speaker"`  // same or other than the one of this message; any when empty
}

// Example is a message that a rule must catch or must not.
type Example struct {
	Lang     string `yaml:"-"`
	En       string `yaml:"en"`
	Ch       string `yaml:"ch"` // English of the sales desk
	Zh       string `yaml:"zh"` // Simplified Chinese
	Zt       string `yaml:"zt"` // Traditional Chinese, also Cantonese
	Py       string `yaml:"py"` // pinyin or mixed
	By       string `yaml:"by"` // supplier when empty, or as the rule says
	On       string `yaml:"on"` // the platform; alibaba when empty
	Before   string `yaml:"before"`
	BeforeBy string `yaml:"before-by"` // the other side when empty
}

// Text gives the message and its language.
func (e Example) Text() (text, lang string) {
	for _, c := range [...]struct{ text, lang string }{{e.En, "en"}, {e.Ch, "ch"}, {e.Zh, "zh"}, {e.Zt, "zt"}, {e.Py, "py"}} {
		if c.text != "" {
			return c.text, c.lang
		}
	}
	return "", ""
}

// Examples are the messages of one rule, kept apart from it so that a scan
// need not read them.
type Examples struct {
	Rule   string    `yaml:"rule"`
	Hits   []Example `yaml:"hits"`
	Misses []Example `yaml:"misses"`
}

// LabelText is what holds for all rules of a label that do not say otherwise.
type LabelText struct {
	ID string `yaml:"id"`
	// Unless and UnlessMessage hold for every rule of the label, beside the
	// rule's own.
	Unless        []string `yaml:"unless"`
	UnlessMessage []string `yaml:"unless-message"`

	Title    Texts `yaml:"title"`
	Action   Texts `yaml:"action"`
	Innocent Texts `yaml:"innocent"`
}

var ruleID = regexp.MustCompile(`^[a-z]+(-[a-z]+)*/[a-z0-9]+(-[a-z0-9]+)*$`)

// check says what is wrong with a rule in itself.
func (r *Rule) check() error {
	if !ruleID.MatchString(r.ID) {
		return fmt.Errorf("rule id %q is not of the form label/act", r.ID)
	}
	r.Label, _, _ = strings.Cut(r.ID, "/")
	if r.Confidence == "" {
		r.Confidence = "strong"
	}
	if r.Speaker == "" {
		r.Speaker = "supplier"
	}
	for _, c := range [...]struct{ what, value, allowed string }{
		{"severity", r.Severity, "info low medium high critical"},
		{"confidence", r.Confidence, "strong likely weak"},
		{"speaker", r.Speaker, "supplier buyer system any"},
	} {
		if r.Silent && c.what == "severity" && c.value == "" {
			continue
		}
		if !strings.Contains(" "+c.allowed+" ", " "+c.value+" ") || c.value == "" {
			return fmt.Errorf("rule %s: %s %q is none of %s", r.ID, c.what, c.value, strings.ReplaceAll(c.allowed, " ", ", "))
		}
	}
	if (len(r.Match) == 0) != r.Computed {
		return fmt.Errorf("rule %s: match is empty where it is not computed, or the other way round", r.ID)
	}
	return nil
}

// Match finds the first pattern of the rule that stands in r.
func (r *Rule) find(x *Reading) (Span, bool) {
	for _, it := range r.unlessMessage {
		if it.possible(x) && it.stands(x) {
			return Span{}, false
		}
	}
	for i := range r.match {
		if !x.patterns.has(r.first + int32(i)) {
			continue
		}
		var found Span
		ok := false
		r.match[i].each(x, func(s Span) bool {
			if !r.silenced(x, s) && !x.quoted(s.Hits) {
				found, ok = s, true
			}
			return !ok
		})
		if ok {
			return found, true
		}
	}
	return Span{}, false
}

func (it item) stands(x *Reading) bool {
	for i := range x.Hits {
		if it.fits(&x.Hits[i]) {
			return true
		}
	}
	return false
}

// silenced says whether a concept of Unless stands in a sentence of s.
func (r *Rule) silenced(x *Reading, s Span) bool {
	if !x.has.meets(r.silencers) {
		return false
	}
	for i := range x.Hits {
		h := &x.Hits[i]
		if r.silencers.has(int32(h.Concept)) && beside(h, s.Hits) && slices.ContainsFunc(r.unless, func(it item) bool { return it.fits(h) }) {
			return true
		}
	}
	return false
}

// beside says whether h stands in the sentence of one of the hits, and not
// inside it.
func beside(h *Hit, hits []*Hit) bool {
	return slices.ContainsFunc(hits, func(o *Hit) bool {
		return o.Sentence == h.Sentence && !(o.Start <= h.Start && h.End <= o.End)
	})
}
