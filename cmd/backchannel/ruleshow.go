package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"backchannel/lexicon"
)

// shownWords is how many words of a concept are spelt out for one language.
const shownWords = 24

// patterns prints what a rule looks for, and spells out the concepts.
func patterns(w io.Writer, book *lexicon.Book, r *lexicon.Rule) {
	if r.Computed {
		fmt.Fprintf(w, "\nlooked for\n  computed from the accounts, names and order of the conversation\n")
		return
	}
	fmt.Fprintf(w, "\nlooked for (said by %s%s)\n", r.Speaker, on(r.Platforms))
	var ids []string
	for _, p := range r.Match {
		fmt.Fprintf(w, "  - %s\n", pattern(p))
		ids = append(append(ids, p.Order...), p.All...)
	}
	unless := append(slices.Clone(r.Unless), r.UnlessMessage...)
	if len(unless) > 0 {
		fmt.Fprintf(w, "  unless: %s\n", strings.Join(unless, ", "))
	}
	if r.After != nil {
		fmt.Fprintf(w, "  only after: %s\n", strings.Join(r.After.Acts, ", "))
	}
	fmt.Fprintf(w, "\nconcepts\n")
	seen := map[string]bool{}
	for _, item := range append(ids, unless...) {
		for id := range strings.SplitSeq(item, "|") {
			if id = strings.TrimLeft(id, "!~"); !seen[id] {
				seen[id] = true
				concept(w, book, id, "  ")
			}
		}
	}
}

func on(platforms []string) string {
	if len(platforms) == 0 {
		return ""
	}
	return " on " + strings.Join(platforms, ", ")
}

// pattern words a pattern.
func pattern(p lexicon.Pattern) string {
	items, how := p.All, "in any order"
	if len(p.Order) > 0 {
		items, how = p.Order, "in this order"
	}
	if len(items) == 1 {
		how = ""
	}
	s := strings.ReplaceAll(strings.Join(items, " + "), "|", " or ")
	for _, part := range []string{how, string(p.Scope)} {
		if part != "" {
			s += ", " + part
		}
	}
	if len(p.Unless) > 0 {
		s += ", unless " + strings.Join(p.Unless, ", ")
	}
	return s
}

// concept prints the words of a concept, or what it is made of.
func concept(w io.Writer, book *lexicon.Book, id, indent string) {
	c := book.Concept(id)
	if c == nil {
		return
	}
	fmt.Fprintf(w, "%s%s\n", indent, c.ID)
	for _, l := range []struct {
		name  string
		words []string
	}{{"en", c.En}, {"zh", c.Zh}, {"pinyin", c.Py}, {"code", c.Code}, {"found by form", c.Identifiers}, {"any of", c.Of}} {
		if len(l.words) > 0 {
			fmt.Fprintf(w, "%s  %s: %s\n", indent, l.name, someWords(l.words))
		}
	}
	for _, p := range c.Patterns {
		fmt.Fprintf(w, "%s  made of: %s\n", indent, pattern(p))
	}
}

func someWords(words []string) string {
	shown := make([]string, 0, shownWords)
	for _, word := range words[:min(len(words), shownWords)] {
		shown = append(shown, strings.TrimPrefix(word, "="))
	}
	s := strings.Join(shown, ", ")
	if more := len(words) - len(shown); more > 0 {
		s += fmt.Sprintf(" … (%d more)", more)
	}
	return s
}
