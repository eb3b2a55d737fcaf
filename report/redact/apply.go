package redact

import (
	"fmt"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"backchannel/detect"
	"backchannel/parser/chat"
	"backchannel/report"
)

// place is where a finding stands in its redacted message.
type place struct {
	start, end int
	quote      string
}

// Text hides what is to be hidden in a text.
func (r *Redactor) Text(s string) string {
	out, _ := r.text(s)
	return out
}

// move is a hidden span with its place in the redacted text.
type move struct {
	span
	at, to int
}

// text hides what is to be hidden and tells what has moved. Line ends stay.
func (r *Redactor) text(s string) (string, []move) {
	if s == "" {
		return s, nil
	}
	spans := r.spans(s)
	if v := r.byKey[fold(strings.TrimSpace(s))]; v != nil {
		spans = []span{{0, len(s), v}} // also a name of one character
	}
	if len(spans) == 0 {
		return s, nil
	}
	var b strings.Builder
	var moves []move
	last := 0
	for _, x := range spans {
		b.WriteString(s[last:x.start])
		at := b.Len()
		b.WriteString(x.value.mark)
		b.WriteString(strings.Repeat("\n", strings.Count(s[x.start:x.end], "\n")))
		moves = append(moves, move{x, at, b.Len()})
		x.value.hide(s[x.start:x.end])
		last = x.end
	}
	b.WriteString(s[last:])
	return b.String(), moves
}

// moved gives the place in the redacted text of a place in the text. One that
// was in the middle of something hidden goes to its start or end.
func moved(at int, moves []move, end bool) int {
	shift := 0
	for _, m := range moves {
		switch {
		case at <= m.start:
			return at + shift
		case at < m.end && end:
			return m.to
		case at < m.end:
			return m.at
		}
		shift = m.to - m.end
	}
	return at + shift
}

// message hides what a message tells. Its place and its clock stay.
func (r *Redactor) message(m chat.Message) (chat.Message, []move) {
	m.Source, m.Sender, m.Conversation = r.source(m.Source), r.Text(m.Sender), r.Text(m.Conversation)
	m.Quote, m.Translation = r.Text(m.Quote), r.Text(m.Translation)
	m.Attachments = slices.Clone(m.Attachments)
	for i := range m.Attachments {
		m.Attachments[i] = r.Text(m.Attachments[i])
	}
	var moves []move
	m.Text, moves = r.text(m.Text)
	return m, moves
}

// Event hides what a message and its findings tell. Offsets are those of the
// redacted text.
func (r *Redactor) Event(e detect.Event) detect.Event {
	if r == nil {
		return e
	}
	m, moves := r.message(e.Message)
	findings := slices.Clone(e.Findings)
	for i, f := range findings {
		f.Start, f.End = moved(f.Start, moves, false), moved(f.End, moves, true)
		f.Quote = m.Text[f.Start:f.End]
		r.shown[f.ID] = place{f.Start, f.End, f.Quote}
		findings[i] = r.finding(f)
	}
	return detect.Event{Message: m, Findings: findings}
}

// finding hides what a finding tells besides its quote. Texts of rules stay.
func (r *Redactor) finding(f detect.Finding) detect.Finding {
	f.Source, f.Sender, f.Conversation, f.Gloss = r.source(f.Source), r.Text(f.Sender), r.Text(f.Conversation), r.Text(f.Gloss)
	f.Identifiers = slices.Clone(f.Identifiers)
	for i, id := range f.Identifiers {
		hidden := r.identifier(id)
		f.Identifiers[i].Value, f.Identifiers[i].Normalised = hidden, hidden
	}
	f.Elsewhere = r.hide(reflect.ValueOf(f.Elsewhere)).Interface().([]detect.Place)
	if f.Review != nil {
		review := *f.Review
		review.Note = r.Text(review.Note)
		f.Review = &review
	}
	return f
}

// identifier gives the mark of an identifier. Amounts and banks stay.
func (r *Redactor) identifier(id detect.Identifier) string {
	for _, s := range []string{id.Normalised, id.Value} {
		if v := r.byKey[fold(s)]; v != nil {
			v.hide(s)
			return v.mark
		}
	}
	return r.Text(id.Value)
}

// source hides what the name of a source tells, the folders above it too.
// Different sources keep different names.
func (r *Redactor) source(name string) string {
	if now, ok := r.files[name]; ok || name == "" {
		return now
	}
	for i := len(name) - 1; i > 0; i-- {
		if archive, ok := r.files[name[:i]]; ok && name[i] == '/' {
			r.files[name] = archive + "/" + r.Text(name[i+1:])
			return r.files[name]
		}
	}
	short := filepath.ToSlash(name)
	if filepath.IsAbs(name) {
		short = path.Base(short)
	}
	now := r.Text(short)
	ext := path.Ext(now)
	for stem, n := strings.TrimSuffix(now, ext), 2; r.taken[now]; n++ {
		now = fmt.Sprintf("%s~%d%s", stem, n, ext)
	}
	r.files[name], r.taken[now] = now, true
	return now
}

// Begin starts a new case: what was kept of the one before is dropped.
func (r *Redactor) Begin() {
	if r != nil {
		clear(r.shown)
	}
}

// Case hides what a case tells.
func (r *Redactor) Case(c detect.Case) detect.Case {
	if r == nil {
		return c
	}
	c = r.hide(reflect.ValueOf(c)).Interface().(detect.Case)
	for i, f := range c.Top {
		if p, ok := r.shown[f.ID]; ok {
			c.Top[i].Start, c.Top[i].End, c.Top[i].Quote = p.start, p.end, p.quote
		}
	}
	return c
}

// Evidence hides the names of files. Hashes and sizes stay.
func (r *Redactor) Evidence(all []chat.Evidence) []chat.Evidence {
	if r == nil {
		return all
	}
	all = slices.Clone(all)
	for i := range all {
		all[i].Name = r.source(all[i].Name)
	}
	return all
}

// Run hides what a run tells of itself before the first message.
func (r *Redactor) Run(run *report.Run) {
	if r == nil {
		return
	}
	run.Options = r.hide(reflect.ValueOf(run.Options)).Interface().([]string)
	run.Self = r.Text(run.Self)
}

// Done hides what a run tells after the last message, and lists what was
// hidden.
func (r *Redactor) Done(run *report.Run) {
	if r == nil {
		return
	}
	run.Earlier = r.hide(reflect.ValueOf(run.Earlier)).Interface().(*report.Earlier)
	run.Unread = r.hide(reflect.ValueOf(run.Unread)).Interface().([]chat.Problem)
	run.Links = r.hide(reflect.ValueOf(run.Links)).Interface().([]*detect.Link)
	for _, l := range run.Links {
		l.Normalised = l.Value // its key spells a name without blanks
	}
	run.Hidden = r.Hidden()
}

// open are the fields whose strings are no words of the chat: they stay.
var open = []string{
	"ID", "Rule", "Detector", "Label", "Platform", "Format", "Encoding", "Unit", "Time", "First", "Last", "FirstAt", "LastAt", "SHA256",
	"Title", "Why", "Action", "Innocent", "What", "Reviewer", "Date", "Type", "Basis",
}

// hide gives a copy of a value with everything hidden in its strings, however
// deep. A field that comes later is hidden too, unless it is named open.
func (r *Redactor) hide(v reflect.Value) reflect.Value {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() {
			return reflect.ValueOf(r.Text(v.String()))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			p := reflect.New(v.Type().Elem())
			p.Elem().Set(r.hide(v.Elem()))
			return p
		}
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		all := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			all.Index(i).Set(r.hide(v.Index(i)))
		}
		return all
	case reflect.Struct:
		s := reflect.New(v.Type()).Elem()
		s.Set(v)
		for i := range v.NumField() {
			f := v.Type().Field(i)
			switch {
			case !f.IsExported() || f.Type.Kind() == reflect.String && slices.Contains(open, f.Name):
			case f.Type.Kind() == reflect.String && slices.Contains([]string{"Source", "FirstIn", "LastIn"}, f.Name):
				s.Field(i).SetString(r.source(v.Field(i).String()))
			default:
				s.Field(i).Set(r.hide(v.Field(i)))
			}
		}
		return s
	}
	return v
}
