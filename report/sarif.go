package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// sarif is the writer of findings as SARIF. Results are written as they come;
// what they refer to, and the notes on the run, stand behind them.
type sarif struct {
	losses
	out   *bufio.Writer
	run   *Run
	rules []sarifRule
	index map[string]int // of rules
	comma bool
	cases int
	notes []sarifNotification
	read  int // messages
	err   error
}

// SARIF writes every finding as a result of SARIF 2.1.0, the form of code
// scanners: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
func SARIF(w io.Writer, run *Run) Writer {
	s := &sarif{out: bufio.NewWriterSize(w, 1<<16), run: run, index: map[string]int{}}
	s.put(`{"$schema":"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json","version":"2.1.0","runs":[{` +
		`"columnKind":"unicodeCodePoints","results":[`)
	return s
}

func (s *sarif) put(text string) {
	if s.err == nil {
		_, s.err = s.out.WriteString(text)
	}
}

// value writes a value as JSON.
func (s *sarif) value(v any) {
	data, err := compact(v)
	if s.err == nil {
		s.err = err
	}
	s.put(string(data))
}

// compact gives a value as JSON on one line, with characters as they are.
func compact(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// Event writes the findings of one message.
func (s *sarif) Event(e detect.Event) error {
	s.read++
	for _, f := range e.Findings {
		if s.comma {
			s.put(",")
		}
		s.put("\n")
		s.comma = true
		s.value(s.result(f, &e.Message))
	}
	return s.err
}

// Case keeps what the conversation leaves to tell.
func (s *sarif) Case(c detect.Case) error {
	s.cases++
	for _, p := range c.Sources() {
		for _, x := range p.Problems {
			s.notify("warning", x.Error())
		}
		if more := p.ProblemCount - len(p.Problems); more > 0 {
			s.notify("warning", fmt.Sprintf("%s: %d more places could not be read", p.Source, more))
		}
		for _, x := range slices.Concat(p.Coverage.Missing, p.Coverage.Integrity) {
			s.notify("note", p.Source+": "+x)
		}
	}
	if s.err == nil {
		s.err = s.out.Flush()
	}
	return s.err
}

// maxNotifications bounds the notes on a run of thousands of chats.
const maxNotifications = 10_000

func (s *sarif) notify(level, text string) {
	if len(s.notes) < maxNotifications {
		s.notes = append(s.notes, sarifNotification{level, s.message(text)})
	}
}

// Close writes what the results refer to.
func (s *sarif) Close() error {
	s.notify("note", fmt.Sprintf("%d messages in %d conversations were read; %d rules were applied; "+
		"no result means that no rule matched, not that a conversation is safe", s.read, s.cases, s.run.Rules))
	for _, u := range s.run.Unread {
		s.notify("error", u.Error())
	}
	s.put("\n],\n" + `"artifacts":`)
	s.value(s.artifacts())
	s.put(",\n" + `"invocations":`)
	s.value([]sarifInvocation{{len(s.run.Unread) == 0, s.notes}})
	s.put(",\n" + `"tool":`)
	s.value(sarifTool{sarifDriver{"backchannel", s.run.Version, s.rules}})
	if len(s.run.Hidden) > 0 {
		s.put(",\n" + `"redactionTokens":`)
		s.value(marksOf(s.run.Hidden))
	}
	s.put(",\n" + `"properties":`)
	options := slices.Clone(s.run.Options)
	for i := range options {
		options[i] = s.text(options[i])
	}
	s.value(sarifRun{s.run.RuleSet, options})
	s.put("}]}\n")
	if s.err == nil {
		s.err = s.out.Flush()
	}
	return s.err
}

// rule gives the index of the rule of a finding.
func (s *sarif) rule(f detect.Finding) int {
	if i, ok := s.index[f.Rule]; ok {
		return i
	}
	level, _ := sarifLevel(f)
	r := sarifRule{ID: f.Rule, Short: s.message(f.Title), Default: sarifConfiguration{level}, Properties: sarifTags{[]string{f.Detector}}}
	if f.Why != "" {
		r.Full = ptr(s.message(f.Why))
	}
	if f.Action != "" {
		r.Help = ptr(s.message(f.Action))
	}
	s.index[f.Rule] = len(s.rules)
	s.rules = append(s.rules, r)
	return len(s.rules) - 1
}

func ptr[T any](v T) *T { return &v }

// sarifLevel translates severities: a protective act is no failure.
func sarifLevel(f detect.Finding) (level, kind string) {
	if f.Detector == detect.Protective {
		return "none", "informational"
	}
	switch f.Severity {
	case detect.Critical, detect.High:
		return "error", "fail"
	case detect.Medium:
		return "warning", "fail"
	}
	return "note", "fail"
}

// message gives a text as a message without links and placeholders, whatever
// stands in it.
func (s *sarif) message(text string) sarifMessage {
	return sarifMessage{sarifPlain.Replace(s.text(text))}
}

var sarifPlain = strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`, `{`, `{{`, `}`, `}}`)

// uri gives a name as a reference relative to the folder of the run, absolute
// where the name is.
func uri(name string) string {
	u := url.URL{Path: strings.ReplaceAll(wellFormed(name), "\\", "/")}
	if strings.HasPrefix(u.Path, "/") {
		u.Scheme = "file"
	}
	return u.String()
}

// wellFormed gives s with U+FFFD for each byte that is no UTF-8, as JSON
// writes it.
func wellFormed(s string) string { return string([]rune(s)) }

// artifacts lists what was read; the member of an archive names the archive.
func (s *sarif) artifacts() []sarifArtifact {
	all := []sarifArtifact{}
	seen := map[string]int{}
	for _, e := range s.run.Evidence {
		if _, again := seen[e.Name]; again {
			continue
		}
		a := sarifArtifact{Location: sarifAddress{uri(e.Name)}, Length: e.Size, Roles: []string{"analysisTarget"}}
		if e.SHA256 != "" {
			a.Hashes = map[string]string{"sha-256": e.SHA256}
		}
		for i := strings.LastIndexByte(e.Name, '/'); i > 0; i = strings.LastIndexByte(e.Name[:i], '/') {
			if parent, ok := seen[e.Name[:i]]; ok {
				a.Parent = &parent
				break
			}
		}
		seen[e.Name] = len(all)
		all = append(all, a)
	}
	return all
}

// result gives a finding as a result.
func (s *sarif) result(f detect.Finding, m *chat.Message) sarifResult {
	level, kind := sarifLevel(f)
	says := s.message(f.Title)
	if f.Sender != "" {
		says = s.message(f.Sender + ": " + f.Title)
	}
	r := sarifResult{
		Rule: f.Rule, Index: s.rule(f), Kind: kind, Level: level, Message: says,
		Locations:    []sarifLocation{s.location(f.Source, f.Conversation, f.Index, f.Line, f.Quote)},
		Fingerprints: map[string]string{"findingId/v1": f.ID},
		Properties: sarifDetails{
			Detector: f.Detector, Severity: string(f.Severity), Confidence: string(f.Confidence), Platform: f.Platform,
			Sender: s.text(f.Sender), Role: roleName(f.Role), Time: f.Time, Quote: s.text(f.Quote), Gloss: s.text(f.Gloss),
			Start: f.Start, End: f.End, TextLine: 1 + strings.Count(m.Text[:min(max(f.Start, 0), len(m.Text))], "\n"),
		},
	}
	for _, id := range f.Identifiers {
		r.Properties.Identifiers = append(r.Properties.Identifiers, s.text(id.Type+":"+id.Normalised))
	}
	s.relate(&r, f)
	s.review(&r, f)
	return r
}

// relate adds the messages that explain a finding, with links to them, without
// which some readers do not show them.
func (s *sarif) relate(r *sarifResult, f detect.Finding) {
	places := make([]detect.Place, 0, len(f.Related)+len(f.Elsewhere))
	for _, n := range f.Related {
		places = append(places, detect.Place{Source: f.Source, Conversation: f.Conversation, Index: n})
	}
	for i, p := range append(places, f.Elsewhere...) {
		l := s.location(p.Source, p.Conversation, p.Index, 0, "")
		l.ID, l.Message = i+1, &sarifMessage{fmt.Sprintf("message %d raises or explains it", p.Index)}
		r.Related = append(r.Related, l)
		r.Message.Text += fmt.Sprintf("; see [message %d](%d)", p.Index, i+1)
	}
}

// location gives the place of a message, without columns: the text of a
// message is not the text of its lines.
func (s *sarif) location(source, conversation string, index, line int, quote string) sarifLocation {
	l := sarifLocation{Physical: sarifPhysical{Artifact: sarifAddress{uri(source)}}}
	if line > 0 {
		l.Physical.Region = &sarifRegion{Line: line}
		if quote != "" {
			l.Physical.Region.Snippet = &sarifMessage{s.text(quote)}
		}
	}
	name := s.text(source)
	if conversation != "" {
		name += "/" + s.text(conversation)
	}
	l.Logical = []sarifLogical{{fmt.Sprintf("message %d", index), fmt.Sprintf("%s#%d", name, index), "message"}}
	return l
}
