package report

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"backchannel/detect"
)

// l2tcsv is the writer of a timeline as log2timeline's CSV. Rows must stand in
// the order of time, chats do not: the rows wait in a file until the end.
type l2tcsv struct {
	losses
	run   *Run
	dest  io.Writer
	spool *os.File
	out   *bufio.Writer // to spool
	rows  []l2tRow
	size  int64
	last  int64 // the time of the message before in the same source
	from  string
}

// l2tRow is where a row stands in the spool.
type l2tRow struct {
	at    int64 // microseconds since the epoch
	start int64
	size  int32
}

// L2TCSV writes every message as a row of the timeline format of log2timeline
// and plaso, which many forensic programs read. It needs the time zone of
// clocks without one; its times are UTC.
func L2TCSV(w io.Writer, run *Run) (Writer, error) {
	spool, err := os.CreateTemp(run.TempDir, "backchannel-rows-")
	if err != nil {
		return nil, err
	}
	// Rows are found again by the descriptor; without a name nothing is left
	// behind when the program is killed. Where that cannot be done, Close does it.
	os.Remove(spool.Name())
	return &l2tcsv{run: run, dest: w, spool: spool, out: bufio.NewWriterSize(spool, 1<<16)}, nil
}

const l2tHead = "date,time,timezone,MACB,source,sourcetype,type,user,host,short,desc,version,filename,inode,notes,format,extra\n"

// Event keeps one message.
func (l *l2tcsv) Event(e detect.Event) error {
	m := &e.Message
	if m.Source != l.from {
		l.from, l.last = m.Source, 0
	}
	date, clock, zone := "00/00/0000", "00:00:00", "UTC"
	at, err := placed(m, l.run.Zone)
	switch {
	case err == nil:
		l.time(at)
		u := at.UTC()
		date, clock, l.last = u.Format("01/02/2006"), u.Format(time.TimeOnly), u.UnixMicro()
	case err != errNoTime:
		return err
	}
	row := strings.Join([]string{
		date, clock, zone, "....", "LOG", l.field(m.Platform + " export"), "Message Sent", l.field(m.Sender), "-", l.field(l.short(e)),
		l.field(body(m)), "2", l.field(m.Source), "-", l.field(at.note()), "backchannel", l.extra(e, at),
	}, ",") + "\n"
	n, err := l.out.WriteString(row)
	l.rows = append(l.rows, l2tRow{l.last, l.size, int32(n)})
	l.size += int64(n)
	return err
}

// Case does nothing: a timeline knows no conversations.
func (l *l2tcsv) Case(detect.Case) error { return nil }

// Close writes the rows in the order of time, those of one time, and those
// without, in the order of the files.
func (l *l2tcsv) Close() error {
	defer l.Abort()
	if err := l.out.Flush(); err != nil {
		return err
	}
	slices.SortStableFunc(l.rows, func(a, b l2tRow) int { return cmp.Compare(a.at, b.at) })
	out := bufio.NewWriterSize(l.dest, 1<<16)
	_, _ = out.WriteString(l2tHead) // an error stays until Flush
	var row []byte
	for _, r := range l.rows {
		row = slices.Grow(row[:0], int(r.size))[:r.size]
		if _, err := l.spool.ReadAt(row, r.start); err != nil {
			return fmt.Errorf("reading the rows back: %w", err)
		}
		if _, err := out.Write(row); err != nil {
			return err
		}
	}
	return out.Flush()
}

// Abort drops what was kept.
func (l *l2tcsv) Abort() {
	if l.spool == nil {
		return
	}
	l.spool.Close()
	if err := os.Remove(l.spool.Name()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return // nothing to be done about a file that the system keeps
	}
	l.spool = nil
}

// field gives a value as a field: readers split at every comma, whatever
// stands around it.
func (l *l2tcsv) field(s string) string {
	s = strings.NewReplacer(",", " ", "\r", " ", "\n", " ", "\t", " ").Replace(l.text(s))
	if s = strings.TrimSpace(s); s == "" {
		return "-"
	}
	return s
}

// maxShort is the length of the short description.
const maxShort = 80

// short gives what is remarkable about a message, or how it begins.
func (l *l2tcsv) short(e detect.Event) string {
	s := eachOnce(e.Findings, func(f detect.Finding) string { return f.Detector + ": " + f.Quote })
	if s == "" {
		s = body(&e.Message)
	}
	if r := []rune(s); len(r) > maxShort {
		s = string(r[:maxShort-1]) + "…"
	}
	return s
}

// extra lists the rest by name.
func (l *l2tcsv) extra(e detect.Event, at instant) string {
	m := &e.Message
	pairs := []struct{ name, value string }{
		{"action", eachOnce(e.Findings, func(f detect.Finding) string { return f.Action })},
		{"assumed zone", at.assumed},
		{"attachments", strings.Join(m.Attachments, " | ")},
		{"conversation", m.Conversation},
		{"disposition", eachOnce(e.Findings, decided)},
		{"finding", eachOnce(e.Findings, func(f detect.Finding) string { return f.ID })},
		{"identifiers", eachOnce(e.Findings, func(f detect.Finding) string { return identifiers(f, " | ") })},
		{"index", fmt.Sprint(m.Index)},
		{"kind", string(m.Kind)},
		{"line", fmt.Sprint(m.Line)},
		{"local time", m.Time},
		{"related", strings.ReplaceAll(eachOnce(e.Findings, related), ",", "")},
		{"role", roleName(m.Role)},
		{"rule", eachOnce(e.Findings, func(f detect.Finding) string { return f.Rule })},
		{"severity", string(topSeverity(e.Findings))},
		{"tags", eachOnce(e.Findings, func(f detect.Finding) string { return f.Detector })},
		{"why", eachOnce(e.Findings, func(f detect.Finding) string { return f.Why })},
	}
	var all []string
	for _, p := range pairs {
		if p.value != "" {
			all = append(all, p.name+": "+strings.ReplaceAll(strings.ReplaceAll(p.value, "\n", "-"), ";", " "))
		}
	}
	return l.field(strings.Join(all, "; "))
}
