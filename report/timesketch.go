package report

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// sketchRow is one message as Timesketch takes it. The first four fields are
// its own; it keeps the others and makes them searchable.
type sketchRow struct {
	Message     string   `json:"message"`
	Datetime    string   `json:"datetime"` // ISO 8601 with an offset
	Description string   `json:"timestamp_desc"`
	Tag         []string `json:"tag"` // labels

	Sender       string `json:"sender"`
	Role         string `json:"role"`
	Kind         string `json:"kind"`
	Platform     string `json:"platform"`
	Source       string `json:"source_file"`
	Line         int    `json:"source_line"`
	Index        int    `json:"message_index"`
	Conversation string `json:"conversation"`
	Attachments  string `json:"attachments"`

	Severity    string `json:"severity"` // the highest
	Confidence  string `json:"confidence"`
	Rule        string `json:"rule"`
	Quote       string `json:"quote"`
	Gloss       string `json:"gloss"`
	Why         string `json:"why"`
	Action      string `json:"action"`
	Identifiers string `json:"identifiers"`
	Related     string `json:"related"`
	ID          string `json:"finding_id"`
	Disposition string `json:"disposition"`

	Local   string `json:"local_time"` // as exported
	Assumed string `json:"assumed_zone"`
	Note    string `json:"time_note"`
}

// sketchColumns are the columns of the CSV, in the order of the fields.
var sketchColumns = []string{
	"message", "datetime", "timestamp_desc", "tag",
	"sender", "role", "kind", "platform", "source_file", "source_line", "message_index", "conversation", "attachments",
	"severity", "confidence", "rule", "quote", "gloss", "why", "action", "identifiers", "related", "finding_id", "disposition",
	"local_time", "assumed_zone", "time_note",
}

// sketch makes the rows.
type sketch struct {
	losses
	run *Run
}

// row gives a message as a row; false where it has no time.
func (s *sketch) row(e detect.Event) (sketchRow, bool, error) {
	m := e.Message
	at, err := placed(&m, s.run.Zone)
	if err == errNoTime {
		s.untimed++
		return sketchRow{}, false, nil
	}
	if err != nil {
		return sketchRow{}, false, err
	}
	s.time(at)
	r := sketchRow{
		Message: s.text(body(&m)), Datetime: at.stamp(), Description: "message sent", Tag: []string{},
		Sender: s.text(m.Sender), Role: roleName(m.Role), Kind: string(m.Kind), Platform: m.Platform, Source: s.text(m.Source),
		Line: m.Line, Index: m.Index, Conversation: s.text(m.Conversation), Attachments: s.text(strings.Join(m.Attachments, "; ")),
		Local: m.Time, Assumed: at.assumed, Note: at.note(),
	}
	for _, f := range e.Findings {
		if !slices.Contains(r.Tag, f.Detector) {
			r.Tag = append(r.Tag, f.Detector)
		}
	}
	each := func(get func(detect.Finding) string) string { return s.text(eachOnce(e.Findings, get)) }
	r.Severity = string(topSeverity(e.Findings))
	r.Confidence = each(func(f detect.Finding) string { return string(f.Confidence) })
	r.Rule = each(func(f detect.Finding) string { return f.Rule })
	r.Quote = each(func(f detect.Finding) string { return f.Quote })
	r.Gloss = each(func(f detect.Finding) string { return f.Gloss })
	r.Why = each(func(f detect.Finding) string { return f.Why })
	r.Action = each(func(f detect.Finding) string { return f.Action })
	r.Identifiers = each(func(f detect.Finding) string { return identifiers(f, "; ") })
	r.Related = each(related)
	r.ID = each(func(f detect.Finding) string { return f.ID })
	r.Disposition = each(decided)
	return r, true, nil
}

// body gives the text of a message, or what stands for it in one without: a
// field that is empty counts as missing.
func body(m *chat.Message) string {
	if strings.TrimSpace(m.Text) != "" {
		return m.Text
	}
	return strings.TrimSpace("[" + string(m.Kind) + "] " + strings.Join(m.Attachments, "; "))
}

// eachOnce gives what findings say, one after the other, each once.
func eachOnce(all []detect.Finding, get func(detect.Finding) string) string {
	var parts []string
	for _, f := range all {
		if s := get(f); s != "" && !slices.Contains(parts, s) {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " | ")
}

// topSeverity is the highest severity of acts that are not protective, else of
// all; "" without findings.
func topSeverity(all []detect.Finding) detect.Severity {
	var top detect.Severity
	for _, f := range all {
		if f.Severity.Rank() > top.Rank() {
			top = f.Severity
		}
	}
	return top
}

func identifiers(f detect.Finding, by string) string {
	ids := make([]string, len(f.Identifiers))
	for i, id := range f.Identifiers {
		ids[i] = id.Type + ":" + id.Normalised
	}
	return strings.Join(ids, by)
}

// sketchJSONL is the writer of a timeline for Timesketch as JSONL.
type sketchJSONL struct {
	sketch
	lines
}

// TimesketchJSONL writes every message as a row of a timeline that Timesketch
// imports, those with findings tagged by their labels. It needs the time zone
// of clocks without one.
func TimesketchJSONL(w io.Writer, run *Run) Writer {
	return &sketchJSONL{sketch{run: run}, newLines(w)}
}

// Event writes one message.
func (s *sketchJSONL) Event(e detect.Event) error {
	r, ok, err := s.row(e)
	if !ok {
		return err
	}
	return s.enc.Encode(r)
}

// Case hands on what is written so far.
func (s *sketchJSONL) Case(detect.Case) error { return s.buf.Flush() }

// Close writes what is left.
func (s *sketchJSONL) Close() error { return s.buf.Flush() }

// sketchCSV is the writer of a timeline for Timesketch as CSV.
type sketchCSV struct {
	sketch
	csvTable
}

// TimesketchCSV writes what [TimesketchJSONL] writes as CSV. Timesketch reads
// it with pandas, which takes words such as NA for nothing and digits for
// numbers: those stand in quotation marks.
func TimesketchCSV(w io.Writer, run *Run) Writer {
	return &sketchCSV{sketch{run: run}, newCSV(w, CSVOptions{Exact: true}, sketchColumns)}
}

// Event writes one message.
func (s *sketchCSV) Event(e detect.Event) error {
	r, ok, err := s.row(e)
	if !ok {
		return err
	}
	record := []string{
		r.Message, r.Datetime, r.Description, strings.Join(r.Tag, ","),
		r.Sender, r.Role, r.Kind, r.Platform, r.Source, strconv.Itoa(r.Line), strconv.Itoa(r.Index), r.Conversation, r.Attachments,
		r.Severity, r.Confidence, r.Rule, r.Quote, r.Gloss, r.Why, r.Action, r.Identifiers, r.Related, r.ID, r.Disposition,
		r.Local, r.Assumed, r.Note,
	}
	for i, v := range record {
		if column := sketchColumns[i]; column != "source_line" && column != "message_index" {
			record[i] = s.guard(strings.ReplaceAll(v, "\n", " ⏎ "))
		}
	}
	return s.write(record)
}

// Case hands on what is written so far.
func (s *sketchCSV) Case(detect.Case) error { return s.flush() }

// Close writes what is left.
func (s *sketchCSV) Close() error { return s.flush() }

// missing are the words that pandas reads as no value (pandas.read_csv,
// na_values).
var missing = []string{
	"#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN", "None",
	"n/a", "nan", "null", "-",
}

// guard puts a value in quotation marks that would not be read as the text
// that it is.
func (s *sketchCSV) guard(v string) string {
	bare := strings.TrimSpace(v)
	digits := bare != "" && strings.Trim(bare, "0123456789") == ""
	if slices.Contains(missing, bare) || digits && (bare[0] == '0' && bare != "0" || len(bare) > 15) {
		s.guarded++
		return `"` + v + `"`
	}
	return v
}
