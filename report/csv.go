package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// CSVOptions say how a CSV is written.
type CSVOptions struct {
	// BOM puts a byte order mark in front, without which Excel reads Chinese in
	// the code page of the system.
	BOM bool
	// Exact writes texts as they are, with LF at line ends. Without it, lines end
	// in CRLF, cells that a spreadsheet
	// could run get an apostrophe in front, line feeds become ⏎, and invisible
	// characters visible escapes.
	Exact bool
}

// csvTable writes records as CSV (RFC 4180).
type csvTable struct {
	out   *csv.Writer
	exact bool
	err   error // of the head
}

func newCSV(w io.Writer, o CSVOptions, head []string) csvTable {
	t := csvTable{out: csv.NewWriter(w), exact: o.Exact}
	// With CRLF the library turns line feeds inside a text to CRLF too and drops
	// carriage returns, so exact texts go with LF.
	t.out.UseCRLF = !o.Exact
	if o.BOM {
		_, t.err = io.WriteString(w, "\uFEFF")
	}
	if t.err == nil {
		t.err = t.out.Write(head)
	}
	return t
}

func (t csvTable) write(record []string) error {
	if t.err != nil {
		return t.err
	}
	if !t.exact {
		for i, s := range record {
			record[i] = inert(oneLine(s))
		}
	}
	return t.out.Write(record)
}

func (t csvTable) flush() error {
	if t.err != nil {
		return t.err
	}
	t.out.Flush()
	return t.out.Error()
}

// findingColumns are the columns of findings as CSV.
var findingColumns = []string{
	"source", "conversation", "platform", "index", "line", "time", "sender", "role",
	"detector", "rule", "severity", "confidence", "quote", "start", "end", "gloss",
	"title", "why", "action", "innocent", "identifiers", "related", "id",
	"status", "disposition", "ignored",
}

// findingsCSV is the writer of findings as CSV.
type findingsCSV struct{ csvTable }

// CSV writes every finding as one record under a heading line. It is for
// programs; people are better served by the workbook, since spreadsheets
// change long numbers and dates when they open a CSV.
func CSV(w io.Writer, o CSVOptions) Writer { return findingsCSV{newCSV(w, o, findingColumns)} }

// Event writes the findings of one message.
func (c findingsCSV) Event(e detect.Event) error {
	for _, f := range e.Findings {
		if err := c.write(findingRecord(f)); err != nil {
			return err
		}
	}
	return nil
}

// Case hands on what is written so far.
func (c findingsCSV) Case(detect.Case) error { return c.flush() }

// Close writes what is left.
func (c findingsCSV) Close() error { return c.flush() }

func findingRecord(f detect.Finding) []string {
	r := f.Review
	if r == nil {
		r = new(detect.Review)
	}
	ignored := ""
	if r.Ignored != nil {
		ignored = r.Ignored.Reason
	}
	return []string{
		f.Source, f.Conversation, f.Platform, strconv.Itoa(f.Index), strconv.Itoa(f.Line), f.Time, f.Sender, roleName(f.Role),
		f.Detector, f.Rule, string(f.Severity), string(f.Confidence), f.Quote, strconv.Itoa(f.Start), strconv.Itoa(f.End), f.Gloss,
		f.Title, f.Why, f.Action, f.Innocent, identifiers(f, "; "), related(f), f.ID,
		string(r.Status), string(r.Disposition), ignored,
	}
}

// messageColumns are the columns of messages as CSV. Their names are those by
// which a table is read as an export.
var messageColumns = []string{
	"time", "sender", "role", "kind", "text", "attachments", "platform",
	"conversation", "quote", "translation", "edited", "auto", "source", "index", "line",
}

// messagesCSV is the writer of messages as CSV.
type messagesCSV struct{ csvTable }

// MessagesCSV writes every message as one record under a heading line that an
// import as a table understands. Only with [CSVOptions].Exact does that import
// give the same texts.
func MessagesCSV(w io.Writer, o CSVOptions) MessageWriter {
	return messagesCSV{newCSV(w, o, messageColumns)}
}

// Message writes one message.
func (c messagesCSV) Message(m chat.Message) error {
	return c.write([]string{
		m.Time, m.Sender, roleName(m.Role), string(m.Kind), m.Text, strings.Join(m.Attachments, ";"), m.Platform,
		m.Conversation, m.Quote, m.Translation, yes(m.Edited), yes(m.Auto), m.Source, strconv.Itoa(m.Index), strconv.Itoa(m.Line),
	})
}

// Close writes what is left.
func (c messagesCSV) Close() error { return c.flush() }

func roleName(r chat.Role) string {
	if r == "" {
		r = chat.Unknown
	}
	return string(r)
}

func yes(b bool) string {
	if b {
		return "true"
	}
	return ""
}

// related lists the messages that explain a finding: those of its own source
// by their numbers, the others as source#number.
func related(f detect.Finding) string {
	all := make([]string, 0, len(f.Elsewhere)+1)
	if s := numbers(f.Related, ""); s != "" {
		all = append(all, s)
	}
	for _, p := range f.Elsewhere {
		all = append(all, fmt.Sprintf("%s#%d", p.Source, p.Index))
	}
	return strings.Join(all, ", ")
}

// numbers joins message numbers, each with a sign in front.
func numbers(ns []int, sign string) string {
	var b strings.Builder
	for i, n := range ns {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s%d", sign, n)
	}
	return b.String()
}
