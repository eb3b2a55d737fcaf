package parser

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// Options is what the user says about the inputs.
type Options struct {
	chat.Options
	From string // the name of the format to read as; "" recognises it
	// Note is told what a reader of a report should know and what is no
	// failure, in the order of reading; nil tells nobody.
	Note func(Note)
	// Progress is told how many bytes of a source a pass over its messages has
	// read, of how many (-1 when unknown), about once a MiB; nil tells nobody.
	Progress func(name string, done, size int64)
}

// Note says what was left out beside a chat, or what else a reader should
// know of how a path was read.
type Note struct {
	Source string   // the folder, archive or file that it is about
	Text   string   // without capital or full stop
	Count  int      // the files that were left out; 0 when it is about none
	Names  []string // of those files, below Source and in their order; at most [MaxNames]
}

// MaxNames is the number of names that a [Note] keeps.
const MaxNames = 100

// String gives source: text.
func (n Note) String() string { return n.Source + ": " + n.Text }

// Open yields the chats at paths, in the order of paths and sorted by name
// within folders and archives. A path is a file, a folder, a zip file, or "-"
// for stdin. What cannot be read, and a path without any chat, is
// yielded as a [*chat.Refusal], and it goes on; beside a chat, files that are
// none are attachments and go to opts.Note. An unknown opts.From is the one
// other error; it comes first and ends the sequence (see [ByName]).
//
// The transcripts stay readable after the sequence has ended.
func Open(paths []string, stdin io.Reader, opts Options) iter.Seq2[chat.Transcript, error] {
	return open(Formats(), paths, stdin, opts)
}

func open(formats []Format, paths []string, stdin io.Reader, opts Options) iter.Seq2[chat.Transcript, error] {
	return func(yield func(chat.Transcript, error) bool) {
		o := opener{formats: formats, opts: opts, stdin: stdin, seen: map[string]bool{}, yield: yield}
		if opts.From != "" {
			f, err := ByName(formats, opts.From)
			if err != nil {
				yield(chat.Transcript{}, err)
				return
			}
			o.from = f
		}
		for _, path := range paths {
			if !o.path(path) {
				return
			}
		}
	}
}

// opener walks through the paths of one run. Its methods return whether to go on.
type opener struct {
	formats []Format
	from    Format // as the user says; nil to recognise
	opts    Options
	stdin   io.Reader
	seen    map[string]bool // absolute paths of files
	yield   func(chat.Transcript, error) bool
}

func (o *opener) path(path string) bool {
	if path == "-" {
		if o.again(path) {
			return o.twice(path)
		}
		src, err := source.Stdin(o.stdin)
		if err != nil {
			return o.tell(err)
		}
		return o.one(src, nil)
	}
	info, err := os.Stat(path)
	if err != nil {
		return o.tell(source.Refuse(path, err))
	}
	if info.IsDir() {
		return o.folder(path)
	}
	src, err := source.File(path)
	if err != nil {
		return o.tell(err)
	}
	if o.again(path) {
		return o.twice(path)
	}
	return o.one(src, nil)
}

// again says whether a file was opened before in this run, under whatever
// name.
func (o *opener) again(path string) bool {
	key := path
	if target, err := filepath.EvalSymlinks(path); err == nil && path != "-" {
		key = target
	}
	if abs, err := filepath.Abs(key); err == nil && path != "-" {
		key = abs
	}
	before := o.seen[key]
	o.seen[key] = true
	return before
}

func (o *opener) twice(path string) bool {
	o.note(Note{Source: path, Text: "is given twice and read once"})
	return true
}

func (o *opener) folder(path string) bool {
	h := &haul{}
	for src, err := range source.Folder(path) {
		switch {
		case err != nil:
			h.told++
			if !o.tell(err) {
				return false
			}
		case o.again(src.Name):
			h.again = true
			h.leave("files that were read before", src.Name)
		case ownReport(src.Name):
			h.leave("reports of this program", src.Name)
		default:
			if !o.one(src, h) {
				return false
			}
		}
	}
	return o.close(path, h)
}

// ownReport says whether a name is of those that a scan gives its reports.
func ownReport(name string) bool {
	base := filepath.Base(name)
	return strings.HasSuffix(strings.TrimSuffix(base, filepath.Ext(base)), "-timeline")
}

// one opens a file or member. h counts for the folder or archive it lies in;
// nil for a file that was given itself.
func (o *opener) one(src *source.Source, h *haul) bool {
	if h != nil {
		if many := attachment(src.Name); many != "" {
			h.leave(many, src.Name)
			return true
		}
	}
	head, err := src.Head()
	if err != nil {
		if h != nil {
			h.told++
		}
		return o.tell(source.Refuse(src.Name, err))
	}
	if source.IsZip(head) {
		return o.zip(src, head, h)
	}
	return o.recognise(src, head, h, kind{})
}

// recognise hands out the source as a transcript, or leaves it as other,
// which is found out when it is empty.
func (o *opener) recognise(src *source.Source, head []byte, h *haul, other kind) bool {
	m := Recognise(o.formats, src.Name, head)
	if o.from != nil {
		m = Match{Format: o.from, Score: Sure}
		if h != nil && o.from.Sniff(src.Name, head) <= 0 {
			if src.Encoding != "" {
				h.texts = append(h.texts, src)
			}
			m.Format = nil
		}
	}
	if other == (kind{}) {
		other = sortOf(src, head)
	}
	switch {
	case m.Format == nil || src.Size == 0:
		if h == nil {
			return o.tell(&chat.Refusal{Source: src.Name, Text: other.text})
		}
		h.leave(other.many, src.Name)
		return true
	case h != nil && m.Score < Sure && !o.holdsMessages(src, m.Format):
		h.leave(other.many, src.Name)
		return true
	}
	if h != nil {
		h.chats++
		if h.zip != nil {
			src.Siblings = h.zip.Others(src)
		}
	}
	return o.yield(transcript(src, m.Format, m.Doubt(), o.opts), nil)
}

// holdsMessages says whether a source that only looks a little like a chat
// has a message; an attached price list is a table too.
func (o *opener) holdsMessages(src *source.Source, f Format) bool {
	for _, err := range f.Read(src, o.opts.Options, new(chat.Coverage)) {
		var p *chat.Problem
		if err == nil {
			return true
		}
		if !errors.As(err, &p) {
			return false
		}
	}
	return false
}

// zip opens an archive, or the one file that a workbook is.
func (o *opener) zip(src *source.Source, head []byte, h *haul) bool {
	z, err := source.Unzip(src)
	if err != nil {
		return o.refuse(h, source.Refuse(src.Name, err))
	}
	if z.Member("xl/workbook.xml") != nil {
		return o.workbook(src, z, head, h)
	}
	if k, ok := packageKind(z); ok {
		return o.recognise(src, head, h, k)
	}
	inner := &haul{zip: z, above: h}
	for _, r := range summarise(z.Refused) {
		inner.told++
		if !o.tell(r) {
			return false
		}
	}
	for _, m := range z.Members {
		if !o.one(m, inner) {
			return false
		}
	}
	return o.close(src.Name, inner)
}

// workbook reads an XLSX file as a table. Beside other files it must hold
// messages, since nothing in its first bytes says what is in its sheets.
func (o *opener) workbook(src *source.Source, z *source.Zip, head []byte, h *haul) bool {
	k := kind{"workbooks without messages", "is a workbook without a column of messages; name the columns time, sender and text"}
	if isReport(z) {
		k = kind{"reports of this program", "is a report of this program and no chat; give the export that it was made from"}
		if h == nil {
			return o.tell(&chat.Refusal{Source: src.Name, Text: k.text})
		}
		h.leave(k.many, src.Name)
		return true
	}
	if h != nil {
		if m := Recognise(o.formats, src.Name, head); m.Format == nil || !o.holdsMessages(src, m.Format) {
			h.leave(k.many, src.Name)
			return true
		}
	}
	return o.recognise(src, head, h, k)
}

// isReport says whether a workbook is one that a scan has written, by the
// names of its sheets.
func isReport(z *source.Zip) bool {
	r, err := z.Member("xl/workbook.xml").Open()
	if err != nil {
		return false
	}
	defer r.Close()
	list, err := io.ReadAll(io.LimitReader(r, source.HeadSize))
	return err == nil && strings.Contains(string(list), `name="Summary"`) && strings.Contains(string(list), `name="Timeline"`)
}

// close ends a folder or archive: with its notes when it held a chat, else
// with a refusal that says what it held.
func (o *opener) close(name string, h *haul) bool {
	if h.chats == 0 && o.from != nil && len(h.texts) > 0 {
		// Nothing fits what the user names, so every text is read as that.
		for _, src := range h.texts {
			h.chats++
			if h.zip != nil {
				src.Siblings = h.zip.Others(src)
			}
			if !o.yield(transcript(src, o.from, "", o.opts), nil) {
				return false
			}
		}
		h.left = nil
	}
	switch {
	case h.chats == 0 && h.above != nil:
		h.above.leave("archives without a chat", name)
		return true
	case h.chats == 0 && h.told > 0:
		return true
	case h.chats == 0 && !h.again:
		return o.tell(&chat.Refusal{Source: name, Text: h.nothing()})
	}
	if h.above != nil {
		h.above.chats += h.chats
	}
	if h.zip != nil && h.chats > 1 {
		o.note(Note{Source: name, Text: fmt.Sprintf("holds %s, and each is read on its own", several(h.chats, "chat"))})
	}
	for _, l := range h.sorted() {
		o.note(Note{
			Source: name, Text: fmt.Sprintf("left out: %s (%s)", l.reason, l.some()), Count: l.count, Names: l.below(name),
		})
	}
	return true
}

// refuse tells of an archive that cannot be opened. One within an archive is
// an attachment like others.
func (o *opener) refuse(h *haul, r *chat.Refusal) bool {
	if h != nil && h.zip != nil {
		h.leave("archives that cannot be opened", r.Source)
		o.note(Note{Source: r.Source, Text: r.Text})
		return true
	}
	if h != nil {
		h.told++
	}
	return o.tell(r)
}

func (o *opener) tell(err error) bool { return o.yield(chat.Transcript{}, err) }

func (o *opener) note(n Note) {
	if o.opts.Note != nil {
		o.opts.Note(n)
	}
}
