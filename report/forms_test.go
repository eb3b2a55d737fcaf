package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// exchange is a form for other programs: how it is written, and how it is read
// back into the texts that it shows.
type exchange struct {
	golden string
	open   func(io.Writer, *Run) (Writer, error)
	read   func(testing.TB, []byte) []string
}

var exchanges = map[string]exchange{
	"sarif":          {"sample.sarif", always(SARIF), readSARIF},
	"timesketch":     {"sample.timesketch.jsonl", always(TimesketchJSONL), readSketchJSONL},
	"timesketch csv": {"sample.timesketch.csv", always(TimesketchCSV), readSketchCSV},
	"l2tcsv":         {"sample.l2t.csv", L2TCSV, readL2T},
	"rsmf":           {"sample.rsmf", RSMF, readRSMF},
	"case":           {"sample.jsonld", always(UCO), readUCO},
}

func always(open func(io.Writer, *Run) Writer) func(io.Writer, *Run) (Writer, error) {
	return func(w io.Writer, run *Run) (Writer, error) { return open(w, run), nil }
}

func shanghai(t testing.TB) *time.Location {
	t.Helper()
	zone, err := Zone("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// write gives what the form makes of conversations.
func (x exchange) write(t testing.TB, run *Run, conversations ...conversation) []byte {
	t.Helper()
	run.TempDir = t.TempDir()
	run.Zone = shanghai(t)
	var out bytes.Buffer
	w, err := x.open(&out, run)
	if err != nil {
		t.Fatal(err)
	}
	feed(t, w, conversations...)
	if left, err := os.ReadDir(run.TempDir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	return out.Bytes()
}

func TestExchangeForms(t *testing.T) {
	for name, x := range exchanges {
		t.Run(name, func(t *testing.T) {
			got := x.write(t, sampleRun("en"), sample, quiet)
			golden(t, x.golden, string(got))
			x.read(t, got)
			for range 5 {
				if again := x.write(t, sampleRun("en"), sample, quiet); !bytes.Equal(got, again) {
					t.Fatal("two runs gave different bytes")
				}
			}
		})
	}
}

func TestExchangeFormsOfNothing(t *testing.T) {
	for name, x := range exchanges {
		t.Run(name, func(t *testing.T) {
			x.read(t, x.write(t, sampleRun("en"))) // reading checks that it is valid
			x.read(t, x.write(t, &Run{}, quiet))
		})
	}
}

func TestExchangeFormsShowWhatHides(t *testing.T) {
	if testing.Short() {
		t.Skip("writes a lot, in one goroutine: left out with -short")
	}
	for name, x := range exchanges {
		for text, s := range hostile {
			t.Run(name+" "+text, func(t *testing.T) {
				run := sampleRun("en")
				run.Evidence = append(run.Evidence, chat.Evidence{Name: s, Size: 1})
				run.Unread = []chat.Problem{{Source: s, Text: s}}
				allSeen(t, x.read(t, x.write(t, run, hostileConversation(s))))
			})
		}
	}
}

// allSeen fails where a text hides something.
func allSeen(t testing.TB, texts []string) {
	t.Helper()
	if len(texts) == 0 {
		t.Error("nothing was read back")
	}
	for _, s := range texts {
		if v := visible(s); v != s {
			t.Errorf("shows %.200q, which should be %.200q", s, v)
		}
	}
}

func FuzzSARIF(f *testing.F)         { fuzzExchange(f, "sarif") }
func FuzzTimesketch(f *testing.F)    { fuzzExchange(f, "timesketch") }
func FuzzTimesketchCSV(f *testing.F) { fuzzExchange(f, "timesketch csv") }
func FuzzL2TCSV(f *testing.F)        { fuzzExchange(f, "l2tcsv") }
func FuzzRSMF(f *testing.F)          { fuzzExchange(f, "rsmf") }
func FuzzUCO(f *testing.F)           { fuzzExchange(f, "case") }

func fuzzExchange(f *testing.F, name string) {
	for _, s := range seeds() {
		f.Add(s)
	}
	x := exchanges[name]
	f.Fuzz(func(t *testing.T, s string) {
		allSeen(t, x.read(t, x.write(t, sampleRun("en"), hostileConversation(s))))
	})
}

// schema reads a JSON schema from testdata.
func schema(t testing.TB, name string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// valid decodes JSON and checks it against a schema.
func valid(t testing.TB, s *jsonschema.Schema, data []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%v\n%.500s", err, data)
	}
	if err := s.Validate(v); err != nil {
		t.Errorf("%v\n%.500s", err, data)
	}
	return v
}

// strs gives all strings of a decoded JSON value, in a fixed order.
func strs(v any) []string {
	var all []string
	switch v := v.(type) {
	case string:
		all = append(all, v)
	case []any:
		for _, x := range v {
			all = append(all, strs(x)...)
		}
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			all = append(append(all, k), strs(v[k])...)
		}
	}
	return all
}

var sarifSchema *jsonschema.Schema // compiled once

func readSARIF(t testing.TB, data []byte) []string {
	if sarifSchema == nil {
		sarifSchema = schema(t, "sarif-schema-2.1.0.json")
	}
	return strs(valid(t, sarifSchema, data))
}

func readSketchJSONL(t testing.TB, data []byte) []string {
	var all []string
	for line := range bytes.Lines(data) {
		var row map[string]any
		if err := json.Unmarshal(line, &row); err != nil || line[len(line)-1] != '\n' {
			t.Fatalf("%v: %.200q", err, line)
		}
		if got := slices.Sorted(maps.Keys(row)); !slices.Equal(got, slices.Sorted(slices.Values(sketchColumns))) {
			t.Errorf("fields are %v", got)
		}
		sketchFields(t, row["message"].(string), row["datetime"].(string), row["timestamp_desc"].(string))
		all = append(all, strs(row)...)
	}
	return append(all, "")
}

// sketchFields checks what Timesketch cannot do without.
func sketchFields(t testing.TB, message, datetime, what string) {
	t.Helper()
	if at, err := time.Parse(time.RFC3339, datetime); err != nil || at.Year() < 1700 {
		t.Errorf("datetime is %q: %v", datetime, err)
	}
	if message == "" || what == "" {
		t.Errorf("message %q, timestamp_desc %q", message, what)
	}
}

func readSketchCSV(t testing.TB, data []byte) []string {
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		sketchFields(t, row[0], row[1], row[2])
		for _, v := range row {
			if slices.Contains(missing, v) {
				t.Errorf("%q counts as missing", v)
			}
		}
	}
	if !slices.Equal(rows[0], sketchColumns) {
		t.Errorf("columns are %v", rows[0])
	}
	return slices.Concat(rows...)
}

func readL2T(t testing.TB, data []byte) []string {
	head, rows, _ := strings.Cut(string(data), "\n")
	if head+"\n" != l2tHead {
		t.Errorf("head is %q", head)
	}
	all := []string{head}
	var before time.Time
	for row := range strings.Lines(rows) {
		f := strings.Split(strings.TrimSuffix(row, "\n"), ",")
		if len(f) != 17 || f[3] != "...." || f[11] != "2" || slices.Contains(f, "") || len([]rune(f[9])) > 10*maxShort {
			t.Errorf("row is %.300q", row)
		}
		if f[0] != "00/00/0000" {
			at, err := time.Parse("01/02/2006 15:04:05 MST", f[0]+" "+f[1]+" "+f[2])
			if err != nil || at.Before(before) {
				t.Errorf("%v: %s after %s", err, at, before)
			}
			before = at
		}
		all = append(all, f...)
	}
	return all
}

// Rows stand in the order of time, whatever that of the messages.
func TestL2TCSVIsSortedByTime(t *testing.T) {
	said := func(source, at, text string) detect.Event {
		return detect.Event{Message: chat.Message{Source: source, Platform: chat.QQ, Kind: chat.Text, Time: at, Text: text}}
	}
	got := exchanges["l2tcsv"].write(t, sampleRun("en"), func() ([]detect.Event, detect.Case) {
		return []detect.Event{said("a", "2024-03-02T10:00", "third"), said("a", "", "fourth, no time"), said("a", "2024-03-01T10:00", "second")}, detect.Case{}
	}, func() ([]detect.Event, detect.Case) {
		return []detect.Event{said("b", "2024-02-01T10:00", "first"), said("b", "2024-03-02T02:00Z", "fifth")}, detect.Case{}
	})
	at := -1
	for _, word := range []string{"first", "second", "third", "fourth  no time", "fifth"} {
		i := bytes.Index(got, []byte(word))
		if i <= at {
			t.Errorf("%s is out of place in\n%s", word, got)
		}
		at = i
	}
}

// A form that needs a zone says so, and one that does not goes on.
func TestNoZoneIsRefused(t *testing.T) {
	for name, x := range exchanges {
		run := sampleRun("en")
		run.TempDir = t.TempDir()
		w, err := x.open(io.Discard, run)
		if err != nil {
			t.Fatal(err)
		}
		events, _ := sample()
		err = w.Event(events[0])
		if a, ok := w.(interface{ Abort() }); ok {
			a.Abort()
		}
		if name == "sarif" {
			if err != nil {
				t.Error(err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), "--tz") || !strings.HasPrefix(err.Error(), "lily.zip/_chat.txt:1: ") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// What a form cannot hold is told.
func TestLossesAreTold(t *testing.T) {
	var out bytes.Buffer
	w := TimesketchCSV(&out, &Run{Zone: time.UTC})
	for _, m := range []chat.Message{
		{Text: "no time"},
		{Time: "2024-03-05T15:22", Text: "NA", Sender: "0049"},
		{Time: "2024-03-05T15:22:01", Text: "a\u202eb"},
	} {
		if err := w.Event(detect.Event{Message: m}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"1 messages have no time", "1 times without seconds", "2 values such as NA", "1 texts hold invisible"} {
		if got := w.(Noter).Notes(); len(got) != 4 || !strings.HasPrefix(got[i], want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// The disk fills up, or the reader goes: the error comes through.
func TestExchangeFormsTellBrokenWrites(t *testing.T) {
	for name, x := range exchanges {
		run := sampleRun("en")
		run.TempDir, run.Zone = t.TempDir(), shanghai(t)
		w, err := x.open(broken{}, run)
		if err == nil {
			events, c := sample()
			for _, e := range events {
				err = errors.Join(err, w.Event(e))
			}
			err = errors.Join(err, w.Case(c), w.Close())
		}
		if err == nil || !strings.Contains(err.Error(), "broken") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// What reviewers decided goes along.
func TestDispositionsGoAlong(t *testing.T) {
	for _, name := range []string{"timesketch", "timesketch csv", "l2tcsv", "rsmf", "case"} {
		x := exchanges[name]
		texts := x.read(t, x.write(t, sampleRun("en"), func() ([]detect.Event, detect.Case) {
			events, c := sample()
			events[5].Findings[0].Review = &detect.Review{Disposition: detect.Dismissed}
			return events, c
		}))
		if !strings.Contains(strings.Join(texts, "\n"), "dismissed") {
			t.Errorf("%s tells no disposition", name)
		}
	}
}
