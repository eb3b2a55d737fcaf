package detect

import (
	"fmt"
	"iter"

	"backchannel/lexicon"
	"backchannel/parser/chat"
)

// leastExamples is how many messages a rule must show that it catches, and as
// many near misses that it does not.
const leastExamples = 2

// TestRules holds every rule of a book to the same standard, built in or given
// by a user: it says in every language of reports what it means, it catches
// its own examples, and it leaves its own near misses alone. Each error names
// the rule and the message.
func TestRules(book *lexicon.Book) []error {
	var errs []error
	if err := book.LoadExamples(); err != nil {
		return []error{err}
	}
	eng := New(book, Options{Workers: 1})
	for _, r := range book.Rules() {
		if r.Silent {
			continue
		}
		errs = append(errs, described(book, r)...)
		hits, misses := 0, 0
		for _, ex := range r.Hits {
			hits++
			if text, _ := ex.Text(); !fires(eng, r, ex) {
				errs = append(errs, fmt.Errorf("%s does not catch %q", r.ID, text))
			}
		}
		for _, ex := range r.Misses {
			misses++
			if text, _ := ex.Text(); fires(eng, r, ex) {
				errs = append(errs, fmt.Errorf("%s catches %q, which it must not", r.ID, text))
			}
		}
		if !r.Computed && (hits < leastExamples || misses < leastExamples) {
			errs = append(errs, fmt.Errorf("%s has %d hits and %d misses; %d of each are the least", r.ID, hits, misses, leastExamples))
		}
	}
	return errs
}

// described says which texts a rule lacks.
func described(book *lexicon.Book, r *lexicon.Rule) []error {
	var errs []error
	for _, t := range [...]struct {
		what  string
		texts lexicon.Texts
	}{{"title", r.Title}, {"why", r.Why}, {"action", book.ActionText(r)}, {"innocent", book.InnocentText(r)}} {
		for _, lang := range [...]string{"en", "zh"} {
			if t.texts[lang] == "" {
				errs = append(errs, fmt.Errorf("%s has no %s in %s", r.ID, t.what, lang))
			}
		}
	}
	return errs
}

// fires says whether a rule finds its act in an example; a fallback rule may leave
// it to another rule of its label.
func fires(eng *Engine, r *lexicon.Rule, ex lexicon.Example) bool {
	x := eng.Examine(exampleTranscript(r, ex))
	found := false
	last := ""
	for ev, err := range x.Events() {
		if err != nil {
			return false
		}
		found, last = false, ev.Message.Text
		for _, f := range ev.Findings {
			found = found || f.Rule == r.ID || r.Fallback && f.Detector == r.Label // another rule says it outright
		}
	}
	text, _ := ex.Text()
	return found && last == text
}

// exampleTranscript makes a conversation of an example.
func exampleTranscript(r *lexicon.Rule, ex lexicon.Example) chat.Transcript {
	text, _ := ex.Text()
	platform := ex.On
	switch {
	case platform != "":
	case len(r.Platforms) > 0:
		platform = r.Platforms[0]
	default:
		platform = chat.Alibaba
	}
	by := chat.Role(ex.By)
	if by == "" {
		if by = chat.Role(r.Speaker); by == "any" {
			by = chat.Supplier
		}
	}
	before := chat.Role(ex.BeforeBy)
	if before == "" {
		before = opposite(by)
	}
	var ms []chat.Message
	add := func(role chat.Role, text string) {
		m := chat.Message{Source: "example", Platform: platform, Index: len(ms) + 1, Role: role, Kind: chat.Text, Sender: string(role), Text: text}
		if role == chat.System {
			m.Kind, m.Sender = chat.Notice, ""
		}
		ms = append(ms, m)
	}
	if ex.Before != "" {
		add(before, ex.Before)
	}
	add(by, text)
	return chat.Transcript{Source: "example", Platform: platform, Messages: func(*chat.Coverage) iter.Seq2[chat.Message, error] {
		return func(yield func(chat.Message, error) bool) {
			for _, m := range ms {
				if !yield(m, nil) {
					return
				}
			}
		}
	}}
}
