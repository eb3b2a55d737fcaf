package main

import (
	"context"
	"iter"
	"slices"

	"backchannel/parser"
	"backchannel/parser/chat"
)

// cases groups inputs that are examined together: successive exports of one
// chat, or all inputs when they are one case.
func cases(ctx context.Context, all []*input, o parser.Options, joined bool) [][]*input {
	if len(all) == 0 {
		return nil
	}
	ts := make([]chat.Transcript, len(all))
	for i, in := range all {
		ts[i] = stoppable(ctx, in.Transcript)
	}
	groups := parser.Groups(ts, o.Note)
	if joined {
		groups = [][]chat.Transcript{slices.Concat(groups...)}
	}
	out := make([][]*input, len(groups))
	for i, g := range groups {
		for _, t := range g {
			in := *all[0]
			in.Transcript = t
			out[i] = append(out[i], &in)
		}
	}
	return out
}

// about gives the input of a group that an error tells of. An error that names
// none is as good with the first.
func about(group []*input, err error) *input {
	source := problem(err).Source
	i := slices.IndexFunc(group, func(in *input) bool { return in.Source == source })
	return group[max(i, 0)]
}

// stoppable gives a transcript whose reading ends when ctx does.
func stoppable(ctx context.Context, t chat.Transcript) chat.Transcript {
	read := t.Messages
	t.Messages = func(cov *chat.Coverage) iter.Seq2[chat.Message, error] {
		return func(yield func(chat.Message, error) bool) {
			for m, err := range read(cov) {
				if ctx.Err() != nil || !yield(m, err) {
					return
				}
			}
		}
	}
	return t
}
