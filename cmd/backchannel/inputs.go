package main

import (
	"context"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"

	"backchannel/parser"
	"backchannel/parser/chat"
)

// shown is how many places of one input that could not be read are told
// without --verbose; the rest is counted.
const shown = 10

// input is one transcript that is being read, with what went wrong in it.
type input struct {
	chat.Transcript
	p        *program
	unread   func(chat.Problem)
	verbose  bool
	problems int
}

// inputs opens the paths one after the other, until ctx ends. What cannot be
// opened is told, handed to unread, and left out.
func (p *program) inputs(ctx context.Context, paths []string, o parser.Options, verbose bool, unread func(chat.Problem)) iter.Seq[*input] {
	return func(yield func(*input) bool) {
		var in io.Reader
		if slices.Contains(paths, stdin) {
			in = p.stdin(ctx)
		}
		for t, err := range parser.Open(paths, in, o) {
			if ctx.Err() != nil {
				return
			}
			if err != nil {
				p.unread(err, unread)
				continue
			}
			if !yield(&input{Transcript: t, p: p, unread: unread, verbose: verbose}) {
				return
			}
		}
	}
}

// unread tells of an input that could not be read.
func (p *program) unread(err error, keep func(chat.Problem)) {
	p.incomplete = true
	p.note(err)
	keep(problem(err))
}

// problem gives an error as the problem of a source.
func problem(err error) chat.Problem {
	var at *chat.Problem
	var refused *chat.Refusal
	switch {
	case errors.As(err, &at):
		return *at
	case errors.As(err, &refused):
		return chat.Problem{Source: refused.Source, Text: refused.Text}
	}
	return chat.Problem{Text: err.Error()}
}

// trouble tells an error that came among the messages. Reading goes on after a
// [*chat.Problem]; any other error was the last thing that the input gave.
func (in *input) trouble(err error) {
	var at *chat.Problem
	if !errors.As(err, &at) {
		in.p.unread(err, in.unread)
		return
	}
	in.problems++
	if in.verbose || in.problems <= shown {
		in.p.note(at)
	}
}

// done tells how the input was read.
func (in *input) done(cov chat.Coverage) {
	if more := in.problems - shown; more > 0 && !in.verbose {
		in.p.tell("%s: %d more places like these; --verbose shows all", in.Source, more)
	}
	if cov.Doubt != "" {
		in.p.tell("%s: %s", in.Source, cov.Doubt)
	}
	if !in.verbose {
		return
	}
	in.p.tell("%s: read as %s (%s), %d messages from %d of %d %s",
		in.Source, in.Format, cov.Encoding, cov.Messages, cov.Read, cov.Found, cov.Unit)
	if cov.First != "" {
		in.p.tell("%s: first time %s, last time %s", in.Source, cov.First, cov.Last)
	}
	for _, fact := range slices.Concat([]string{cov.Order, cov.Reader, cov.Clock}, cov.Integrity) {
		if fact != "" {
			in.p.tell("%s: %s", in.Source, fact)
		}
	}
	for _, what := range cov.Missing {
		in.p.tell("%s: may be missing: %s", in.Source, what)
	}
	if len(cov.Ignored) > 0 {
		in.p.tell("%s: no part of a message, and not read: %s", in.Source, strings.Join(cov.Ignored, ", "))
	}
	for _, s := range cov.Skipped {
		in.p.tell("%s: %d left out: %s", in.Source, s.Count, s.Reason)
	}
}
