package parser

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// haul counts what one folder or archive held.
type haul struct {
	zip   *source.Zip // nil for a folder
	above *haul       // of the folder or archive that the archive lies in
	chats int
	told  int  // refusals that were yielded
	again bool // something in it was read before
	left  []chat.Skip
	texts []*source.Source // without a known form, kept for --from
}

// leave counts a file that is no chat.
func (h *haul) leave(many string) {
	for i := range h.left {
		if h.left[i].Reason == many {
			h.left[i].Count++
			return
		}
	}
	h.left = append(h.left, chat.Skip{Reason: many, Count: 1})
}

// sorted gives what was left out, the most first.
func (h *haul) sorted() []chat.Skip {
	return slices.SortedFunc(slices.Values(h.left), func(a, b chat.Skip) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Reason, b.Reason))
	})
}

// nothing says what was there instead of a chat and what to do.
func (h *haul) nothing() string {
	a, what := "a ", "folder"
	if h.zip != nil {
		a, what = "an ", "archive"
	}
	if len(h.left) == 0 {
		return fmt.Sprintf("is an empty %s; export the chat again, or give the %s that it was saved to", what, what)
	}
	parts := make([]string, 0, len(h.left))
	for _, l := range h.sorted() {
		parts = append(parts, fmt.Sprintf("%s (%d)", l.Reason, l.Count))
	}
	return fmt.Sprintf("is %s without a chat that is known (there: %s); "+
		"export the chat from the application, or read it as one of the forms that backchannel formats lists with --from NAME",
		a+what, strings.Join(parts, ", "))
}

// summarise tells each reason once, with the number of members it stands for.
func summarise(all []*chat.Refusal) []*chat.Refusal {
	var out []*chat.Refusal
	more := map[string]int{}
	for _, r := range all {
		if more[r.Text]++; more[r.Text] == 1 {
			out = append(out, r)
		}
	}
	for i, r := range out {
		if n := more[r.Text] - 1; n > 0 {
			out[i] = &chat.Refusal{Source: r.Source, Text: fmt.Sprintf("%s (and so %s more)", r.Text, count(n, "member"))}
		}
	}
	return out
}
