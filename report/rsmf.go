package report

import (
	"archive/zip"
	"bufio"
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"os"
	"slices"
	"strings"
	"time"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// rsmf is the writer of conversations in Relativity's short message format: a
// mail with the text of the conversation, and an archive with its manifest.
// What stands first tells of what comes last, so both grow in files.
type rsmf struct {
	losses
	run  *Run
	dest io.Writer

	text    *os.File // the readable part
	textOut *bufio.Writer
	packed  *os.File // the archive
	archive *zip.Writer
	events  *bufio.Writer // the manifest in it

	people      map[[2]string]*rsmfPerson // by platform and name
	peopleOrder []*rsmfPerson
	talks       map[[2]string]*rsmfTalk // by source and conversation
	talksOrder  []*rsmfTalk
	count       int
	begin, end  time.Time
}

// RSMF writes conversations as one .rsmf file of Relativity's short message
// format 2.0, which review platforms of law firms take in. It needs the time
// zone of clocks without one. Attachments are named, not included.
func RSMF(w io.Writer, run *Run) (Writer, error) {
	r := &rsmf{run: run, dest: w, people: map[[2]string]*rsmfPerson{}, talks: map[[2]string]*rsmfTalk{}}
	if err := r.start(); err != nil {
		r.Abort()
		return nil, err
	}
	return r, nil
}

func (r *rsmf) start() (err error) {
	if r.text, err = os.CreateTemp(r.run.TempDir, "backchannel-text-"); err != nil {
		return err
	}
	if r.packed, err = os.CreateTemp(r.run.TempDir, "backchannel-zip-"); err != nil {
		return err
	}
	r.textOut = bufio.NewWriterSize(r.text, 1<<16)
	r.archive = zip.NewWriter(r.packed)
	w, err := r.archive.CreateHeader(&zip.FileHeader{Name: "rsmf_manifest.json", Method: zip.Deflate, Modified: zipEpoch})
	if err != nil {
		return err
	}
	r.events = bufio.NewWriterSize(w, 1<<16)
	_, err = r.events.WriteString(`{"version":"2.0.0","eventcollectionid":"` + r.collection() + `","events":[`)
	return err
}

// zipEpoch is the first time that a zip archive can hold.
var zipEpoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// collection is the id that all slices of one export share.
func (r *rsmf) collection() string {
	name := "collection"
	for _, e := range r.run.Evidence {
		name += " " + e.SHA256
	}
	return uuid(name)
}

// Event writes one message.
func (r *rsmf) Event(e detect.Event) error {
	m := &e.Message
	at, err := placed(m, r.run.Zone)
	if err != nil && err != errNoTime {
		return err
	}
	ev := rsmfEvent{ID: fmt.Sprintf("m%d", m.Index), Type: "message", Deleted: m.Kind == chat.Deleted, Body: r.losses.text(body(m))}
	if m.Kind == chat.Notice {
		ev.Type = "disclaimer"
	}
	if err == nil {
		r.time(at)
		ev.Timestamp = at.stamp()
		r.span(at.Time)
	}
	if s := topSeverity(e.Findings); s.Rank() >= detect.High.Rank() {
		ev.Importance = "high"
	}
	talk := r.talk(m)
	ev.Conversation = talk.ID
	if m.Sender != "" {
		who := r.person(m)
		ev.Participant = who.ID
		talk.join(who.ID)
		ev.Direction = r.direction(m, talk, who)
	}
	ev.Custom = r.custom(e, at)
	data, err := compact(ev)
	if err != nil {
		return err
	}
	if r.count++; r.count > 1 {
		_ = r.events.WriteByte(',') // an error stays until the next Write
	}
	_ = r.events.WriteByte('\n')
	if _, err = r.events.Write(data); err != nil {
		return err
	}
	_, err = fmt.Fprintf(r.textOut, "%s  %s: %s\n", cmp.Or(ev.Timestamp, "(no time)"), cmp.Or(oneLine(m.Sender), "(system)"),
		strings.ReplaceAll(ev.Body, "\n", "\n    ")) // so that no text looks like the next line
	return err
}

// span widens the time that is covered.
func (r *rsmf) span(t time.Time) {
	if r.begin.IsZero() || t.Before(r.begin) {
		r.begin = t
	}
	if r.end.IsZero() || t.After(r.end) {
		r.end = t
	}
}

// talk gives the conversation of a message.
func (r *rsmf) talk(m *chat.Message) *rsmfTalk {
	key := [2]string{m.Source, m.Conversation}
	t := r.talks[key]
	if t == nil {
		t = &rsmfTalk{ID: fmt.Sprintf("C%d", len(r.talks)+1), Display: r.losses.text(cmp.Or(m.Conversation, m.Source)), Platform: cmp.Or(m.Platform, "unknown"),
			Participants: []string{}, Custom: []rsmfCustom{{"source", cmp.Or(r.losses.text(m.Source), "unknown")}}}
		r.talks[key] = t
		r.talksOrder = append(r.talksOrder, t)
	}
	return t
}

// person gives the participant of a message.
func (r *rsmf) person(m *chat.Message) *rsmfPerson {
	key := [2]string{m.Platform, m.Sender}
	p := r.people[key]
	if p == nil {
		p = &rsmfPerson{ID: fmt.Sprintf("P%d", len(r.people)+1), Display: r.losses.text(m.Sender)}
		if role := roleName(m.Role); role != string(chat.Unknown) {
			p.Custom = []rsmfCustom{{"role", role}}
		}
		r.people[key] = p
		r.peopleOrder = append(r.peopleOrder, p)
	}
	return p
}

// direction tells who sent a message, where the owner of the export is known.
func (r *rsmf) direction(m *chat.Message, t *rsmfTalk, who *rsmfPerson) string {
	if m.Sender == chat.Self || r.run.Self != "" && m.Sender == r.run.Self {
		t.Custodian = who.ID
		return "outgoing"
	}
	if r.run.Self != "" || t.Custodian != "" {
		return "incoming"
	}
	return ""
}

// custom lists what the format has no field for.
func (r *rsmf) custom(e detect.Event, at instant) []rsmfCustom {
	m := &e.Message
	var all []rsmfCustom
	put := func(name, value string) {
		if strings.TrimSpace(value) != "" {
			all = append(all, rsmfCustom{name, r.losses.text(value)})
		}
	}
	for _, f := range e.Findings {
		put("finding", f.Rule+" ("+string(f.Severity)+", "+string(f.Confidence)+"): "+f.Quote)
		put("finding in other words", f.Gloss)
		put("finding says", f.Title)
		put("finding why", f.Why)
		put("finding action", f.Action)
		put("finding identifiers", identifiers(f, "; "))
		put("finding related", related(f))
		put("finding id", f.ID)
		put("disposition", decided(f))
	}
	if m.Kind != chat.Text {
		put("kind", string(m.Kind))
	}
	for _, a := range m.Attachments {
		put("attachment, not included", a)
	}
	put("answers", m.Quote)
	put("translation", m.Translation)
	put("source line", fmt.Sprintf("%s:%d", m.Source, m.Line))
	put("time as exported", m.Time)
	put("assumed time zone", at.assumed)
	put("time note", at.note())
	return all
}

// decided is what a reviewer decided on a finding, "" where nobody did.
func decided(f detect.Finding) string {
	if f.Review == nil {
		return ""
	}
	return string(f.Review.Disposition)
}

// Case does nothing: a conversation may go on.
func (r *rsmf) Case(detect.Case) error { return nil }

// Close writes the mail.
func (r *rsmf) Close() error {
	defer r.Abort()
	if err := r.closeManifest(); err != nil {
		return err
	}
	out := bufio.NewWriterSize(r.dest, 1<<16)
	for _, h := range r.header() {
		fmt.Fprintf(out, "%s: %s\r\n", h[0], h[1]) // an error stays until Flush
	}
	fmt.Fprintf(out, "\r\n--%s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n", boundary)
	text := quotedprintable.NewWriter(out)
	if err := errors.Join(r.textOut.Flush(), rewind(r.text, text), text.Close()); err != nil {
		return err
	}
	fmt.Fprintf(out, "\r\n--%s\r\nContent-Type: application/octet-stream; name=\"rsmf.zip\"\r\nContent-Disposition: attachment; filename=\"rsmf.zip\"\r\n"+
		"Content-Transfer-Encoding: base64\r\n\r\n", boundary)
	folded := &folder{w: out}
	packed := base64.NewEncoder(base64.StdEncoding, folded)
	if err := errors.Join(rewind(r.packed, packed), packed.Close()); err != nil {
		return err
	}
	fmt.Fprintf(out, "\r\n--%s--\r\n", boundary)
	return out.Flush()
}

// boundary parts the mail. Neither quoted-printable nor base64 can contain it.
const boundary = "=_backchannel_rsmf"

// closeManifest writes who took part, and ends the archive.
func (r *rsmf) closeManifest() error {
	people, err := compact(append([]*rsmfPerson{}, r.peopleOrder...))
	if err != nil {
		return err
	}
	talks, err := compact(append([]*rsmfTalk{}, r.talksOrder...))
	if err != nil {
		return err
	}
	fmt.Fprintf(r.events, "\n],\n\"participants\":%s,\n\"conversations\":%s}\n", people, talks)
	return errors.Join(r.events.Flush(), r.archive.Close())
}

// rewind copies a file from its start.
func rewind(f *os.File, w io.Writer) error {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, f)
	return err
}

// header gives the header of the mail.
func (r *rsmf) header() [][2]string {
	all := [][2]string{
		{"MIME-Version", "1.0"},
		{"From", "backchannel <backchannel@backchannel.invalid>"},
		{"Subject", "Exported conversations"},
		{"X-RSMF-Version", "2.0.0"},
		{"X-RSMF-Generator", strings.TrimSpace("backchannel " + r.run.Version)},
		{"X-RSMF-EventCount", fmt.Sprint(r.count)},
		{"X-RSMF-AttachmentCount", "0"},
		{"X-RSMF-EventCollectionID", r.collection()},
	}
	if !r.end.IsZero() {
		all = append(all, [2]string{"Date", r.end.Format(time.RFC1123Z)},
			[2]string{"X-RSMF-BeginDate", r.begin.Format(time.RFC3339)}, [2]string{"X-RSMF-EndDate", r.end.Format(time.RFC3339)})
	}
	var apps, names, owners []string
	for _, t := range r.talksOrder {
		if !slices.Contains(apps, t.Platform) {
			apps = append(apps, t.Platform)
		}
	}
	for i, p := range r.peopleOrder {
		if i == maxHeaderNames {
			break
		}
		names = append(names, headerWord(p.Display))
		if slices.ContainsFunc(r.talksOrder, func(t *rsmfTalk) bool { return t.Custodian == p.ID }) {
			owners = append(owners, headerWord(p.Display))
		}
	}
	for _, h := range []struct {
		name   string
		values []string
	}{{"X-RSMF-Application", apps}, {"X-RSMF-Custodian", owners}, {"X-RSMF-Participants", names}} {
		if len(h.values) > 0 {
			all = append(all, [2]string{h.name, strings.Join(h.values, ",\r\n ")})
		}
	}
	return append(all, [2]string{"Content-Type", `multipart/mixed; boundary="` + boundary + `"`})
}

// maxHeaderNames bounds the names in a header; the manifest has all.
const maxHeaderNames = 200

// headerWord gives a name for a list in a header, which commas part.
func headerWord(s string) string {
	if r := []rune(s); len(r) > 100 {
		s = visible(string(r[:100]))
	}
	s = strings.NewReplacer(",", " ", "\n", " ", "\t", " ").Replace(s)
	return strings.ReplaceAll(mime.QEncoding.Encode("utf-8", s), "?= =?", "?=\r\n =?")
}

// Abort drops what was kept.
func (r *rsmf) Abort() {
	for _, f := range []*os.File{r.text, r.packed} {
		if f != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}
	r.text, r.packed = nil, nil
}

// folder breaks base64 into lines of 76 characters.
type folder struct {
	w   *bufio.Writer
	col int
}

func (f *folder) Write(p []byte) (int, error) {
	const width = 76
	for rest := p; len(rest) > 0; {
		n := min(len(rest), width-f.col)
		_, _ = f.w.Write(rest[:n]) // an error stays until Flush
		rest, f.col = rest[n:], f.col+n
		if f.col == width {
			_, _ = f.w.WriteString("\r\n")
			f.col = 0
		}
	}
	return len(p), nil
}
