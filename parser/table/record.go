package table

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/lines"
	"backchannel/parser/source"
)

// record is one row of a table or one line of JSONL on its way to a message.
type record struct {
	line, lines int
	values      values
	files       []string // attachments that came as a list; nil when the cell is to be split
	own         bool     // written by this program: source, index and line are those of the message

	skip string // why the lines are no message and no problem either, such as a heading
	bad  string // what is wrong with a record that cannot be used
	note string // what is odd about one that can
}

// records gives the records of a source in order and reads it again whenever
// it is called. A record is overwritten by the next one.
type records func() iter.Seq2[*record, error]

// messages makes messages of records, accounts for every line in cov and asks
// the whole source for the order of day and month when a date leaves it open.
func messages(src *source.Source, opts chat.Options, cov *chat.Coverage, rs records) iter.Seq2[chat.Message, error] {
	return func(yield func(chat.Message, error) bool) {
		b := newBuilder(src, opts, cov, rs)
		for r, err := range rs() {
			if err != nil {
				if refusal := (*chat.Refusal)(nil); !errors.As(err, &refusal) {
					err = fmt.Errorf("%s: %w", src.Name, err)
				}
				yield(chat.Message{}, err)
				return
			}
			b.cov.Found += r.lines
			switch {
			case r.skip != "":
				b.cov.Skip(r.skip, r.lines)
				continue
			case r.bad != "":
				b.cov.Skip("broken records", r.lines)
				p := &chat.Problem{Source: src.Name, Line: r.line, Lines: r.lines, Text: r.bad}
				if !yield(chat.Message{}, p) {
					return
				}
				continue
			}
			m := b.message(r)
			for _, note := range b.notes {
				if !yield(chat.Message{}, &chat.Problem{Source: src.Name, Line: r.line, Text: note}) {
					return
				}
			}
			if !yield(m, nil) {
				return
			}
		}
		b.finish()
	}
}

// builder makes messages of records.
type builder struct {
	src   *source.Source
	opts  chat.Options
	cov   *chat.Coverage
	rs    records
	count map[string]*int // messages by conversation
	alone *int            // messages without a conversation and of the first one named
	notes []string        // about the message at hand

	n           int    // messages
	first, last string // times

	asked     bool // whether the source was asked for its date order
	undecided int  // times that fit two orders
	unknown   int  // times in no known form
	dateless  int  // clocks without a date
	told      map[string]bool
}

func newBuilder(src *source.Source, opts chat.Options, cov *chat.Coverage, rs records) *builder {
	if cov == nil {
		cov = &chat.Coverage{}
	}
	cov.Encoding = src.Encoding
	return &builder{src: src, opts: opts, cov: cov, rs: rs, count: map[string]*int{}, alone: new(int), told: map[string]bool{}}
}

// none is the attachments of a message that has none, so that JSON shows [].
var none = []string{}

func (b *builder) message(r *record) chat.Message {
	b.notes = b.notes[:0]
	v := &r.values
	if r.note != "" {
		b.notes = append(b.notes, r.note)
	}
	m := chat.Message{
		Source: b.src.Name, Platform: b.platform(v[fPlatform]), Line: r.line, Lines: r.lines,
		Time: b.time(v), Sender: v[fSender], Text: v[fText], Attachments: attachments(r),
		Quote: v[fQuote], Translation: v[fTranslation], Conversation: v[fConversation],
		Edited: v[fEdited] != "" && truth(v[fEdited]), Auto: v[fAuto] != "" && truth(v[fAuto]),
	}
	m.Role = b.role(v[fRole])
	m.Kind = b.kind(v[fKind], m.Role, m.Text)
	b.sender(&m, v[fDirection])
	n := b.counter(m.Conversation)
	*n++
	m.Index = *n
	if r.own {
		b.place(&m, v)
	}
	b.cov.Read += r.lines
	b.n++
	if m.Time != "" {
		b.first, b.last = orElse(b.first, m.Time), m.Time
	}
	return m
}

// counter gives the counter of a conversation. Records without a name belong
// to the first one named: a table of one conversation may name it here and there.
func (b *builder) counter(conversation string) *int {
	if conversation == "" {
		return b.alone
	}
	n, ok := b.count[conversation]
	if !ok {
		if n = new(int); len(b.count) == 0 {
			n = b.alone
		}
		b.count[conversation] = n
	}
	return n
}

// place puts a record that this program wrote back where it came from.
func (b *builder) place(m *chat.Message, v *values) {
	index, err1 := strconv.Atoi(v[fIndex])
	line, err2 := strconv.Atoi(v[fLine])
	if err1 == nil && err2 == nil && index > 0 && line >= 0 {
		m.Source, m.Index, m.Line = v[fSource], index, line
		*b.counter(m.Conversation) = index
	}
}

func (b *builder) platform(cell string) string {
	if cell == "" {
		return orElse(b.opts.Platform, chat.Alibaba)
	}
	if p, ok := find(platforms, cell); ok {
		return p
	}
	return strings.ToLower(strings.TrimSpace(cell))
}

func orElse(s, other string) string {
	if s != "" {
		return s
	}
	return other
}

func (b *builder) role(cell string) chat.Role {
	r, ok := find(roles, cell)
	if !ok {
		b.tell("the role %q is not known; use supplier, buyer, system or unknown", cell)
	}
	return r
}

// kind reads a kind; a table without kinds tells notices by their role and
// pictures by their placeholder.
func (b *builder) kind(cell string, role chat.Role, text string) chat.Kind {
	k, ok := find(kinds, cell)
	switch {
	case ok:
		return k
	case strings.TrimSpace(cell) != "":
		b.tell("the kind %q is not known and was read as text; use text, media, system, call, deleted, contact, location, link, transfer, sticker or other", cell)
		return chat.Text
	case role == chat.System:
		return chat.Notice
	case placeholder(text):
		return chat.Media
	}
	return chat.Text
}

// placeholder looks closer at texts in brackets only.
func placeholder(text string) bool {
	return (strings.HasPrefix(text, "[") || strings.HasPrefix(text, "【")) && lines.Placeholder(text)
}

// sender names the owner of the export where the table does not.
func (b *builder) sender(m *chat.Message, direction string) {
	if m.Sender == "" && direction != "" && m.Kind != chat.Notice {
		switch strings.ToLower(strings.TrimSpace(direction)) {
		case "out", "sent", "send", "outgoing":
			m.Sender = chat.Self
		}
	}
	if m.Sender == chat.Self && b.opts.Self != "" {
		m.Sender = b.opts.Self
	}
}

// tell notes something about the message at hand, once for each different text.
func (b *builder) tell(format string, args ...any) {
	const most = 100 // different texts; a table whose every cell is odd needs no more to be understood
	s := fmt.Sprintf(format, args...)
	if !b.told[s] && len(b.told) < most {
		b.told[s] = true
		b.notes = append(b.notes, s)
	}
}

// time reads the time of a record, which may be in two cells.
func (b *builder) time(v *values) string {
	cell := v[fTime]
	switch {
	case cell == "":
		cell = v[fDate]
	case v[fDate] != "" && !strings.ContainsAny(cell, "-/年"):
		cell = v[fDate] + " " + cell
	}
	if strings.TrimSpace(cell) == "" {
		return ""
	}
	st := ParseTime(cell, b.opts.DateOrder)
	if st.Order == "?" && !b.asked {
		b.asked = true
		b.opts.DateOrder, b.cov.Order = b.evidence()
		st = ParseTime(cell, b.opts.DateOrder)
	}
	switch {
	case st.Time != "":
	case st.Order == "?":
		if b.undecided++; b.undecided == 1 {
			b.notes = append(b.notes, fmt.Sprintf("the date %q fits two orders; say --date-order dmy or mdy", cell))
		}
	case isClock(cell):
		if b.dateless++; b.dateless == 1 {
			b.notes = append(b.notes, fmt.Sprintf("the time %q has no date, and nothing else tells the day", cell))
		}
	default:
		if b.unknown++; b.unknown == 1 {
			b.notes = append(b.notes, fmt.Sprintf("the time %q is in no known form; use 2024-03-05 15:22:10", cell))
		}
	}
	return st.Time
}

func isClock(cell string) bool {
	_, ok := lines.ParseClock(cell)
	return ok
}

// evidence reads the whole source for dates that fit one order only.
func (b *builder) evidence() (order, words string) {
	seen := map[string]string{}
	for r, err := range b.rs() {
		if err != nil {
			break
		}
		if r.skip != "" || r.bad != "" {
			continue
		}
		cell := orElse(r.values[fDate], r.values[fTime])
		if st := ParseTime(cell, ""); st.Order != "" && st.Order != "?" && seen[st.Order] == "" {
			seen[st.Order] = fmt.Sprintf("%s at line %d", cell, r.line)
		}
	}
	dmy, mdy := seen["dmy"], seen["mdy"]
	switch {
	case dmy != "" && mdy != "":
		return "", fmt.Sprintf("day and month in both orders: %s, %s", dmy, mdy)
	case dmy != "":
		return "dmy", "day first: " + dmy
	case mdy != "":
		return "mdy", "month first: " + mdy
	}
	return "", "order of day and month not decided"
}

// finish completes the coverage.
func (b *builder) finish() {
	b.cov.Messages, b.cov.First, b.cov.Last = b.n, b.first, b.last
	if b.undecided > 0 {
		b.cov.Missing = append(b.cov.Missing, fmt.Sprintf("the time of %d messages: the dates fit two orders of day and month", b.undecided))
	}
	if b.dateless > 0 {
		b.cov.Missing = append(b.cov.Missing, fmt.Sprintf("the date of %d messages: only a clock was kept", b.dateless))
	}
	if b.unknown > 0 {
		b.cov.Missing = append(b.cov.Missing, fmt.Sprintf("the time of %d messages: in no known form", b.unknown))
	}
}

// attachments gives the names of the files of a record, never nil.
func attachments(r *record) []string {
	if r.files != nil {
		return r.files
	}
	cell := r.values[fFiles]
	if cell == "" {
		return none
	}
	files := strings.FieldsFunc(cell, func(c rune) bool { return c == ';' || c == '|' })
	for i := range files {
		files[i] = strings.TrimSpace(files[i])
	}
	if files = slices.DeleteFunc(files, func(s string) bool { return s == "" }); len(files) == 0 {
		return none
	}
	return files
}
