package parser

import (
	"cmp"
	"fmt"
	"path"
	"path/filepath"
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
	left  []left
	texts []*source.Source // without a known form, kept for --from
}

// left is what was left out for one reason.
type left struct {
	reason string
	count  int
	names  []string // of the first ones
}

// leave counts a file that is no chat.
func (h *haul) leave(reason, name string) {
	i := slices.IndexFunc(h.left, func(l left) bool { return l.reason == reason })
	if i < 0 {
		i = len(h.left)
		h.left = append(h.left, left{reason: reason})
	}
	l := &h.left[i]
	if l.count++; l.count <= MaxNames {
		l.names = append(l.names, name)
	}
}

// sorted gives what was left out, the most first.
func (h *haul) sorted() []left {
	return slices.SortedFunc(slices.Values(h.left), func(a, b left) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.reason, b.reason))
	})
}

// below gives the names as they are within the folder or archive.
func (l left) below(container string) []string {
	out := make([]string, len(l.names))
	for i, n := range l.names {
		out[i] = strings.TrimLeft(strings.TrimPrefix(n, filepath.Clean(container)), `/\`)
	}
	return out
}

// some gives the number and the first names: 12, such as a.jpg.
func (l left) some() string {
	if l.count == 1 {
		return path.Base(filepath.ToSlash(l.names[0]))
	}
	return fmt.Sprintf("%d, such as %s", l.count, path.Base(filepath.ToSlash(l.names[0])))
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
		parts = append(parts, fmt.Sprintf("%s (%d)", l.reason, l.count))
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
			out[i] = &chat.Refusal{Source: r.Source, Text: fmt.Sprintf("%s (and so %s more)", r.Text, several(n, "member"))}
		}
	}
	return out
}
