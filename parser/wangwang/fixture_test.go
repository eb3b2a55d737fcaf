package wangwang

import (
	"encoding/json"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// reader is what these tests use of parser.Format, whose package imports this
// one.
type reader interface {
	Name() string
	Platform() string
	Sniff(name string, head []byte) int
	Read(*source.Source, chat.Options, *chat.Coverage) iter.Seq2[chat.Message, error]
}

// contract compares what every importer must agree on; the extras have tests
// of their own.
var contract = cmpopts.IgnoreFields(chat.Message{}, "Role", "Quote", "Translation", "Auto", "Lines")

// open gives a file of testdata as a source under its bare name.
func open(t testing.TB, name string) *source.Source {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return source.Bytes(name, data)
}

// collect reads a source to its end and tells messages, problems and the error
// that ended it apart.
func collect(f reader, src *source.Source, opts chat.Options, cov *chat.Coverage) (msgs []chat.Message, problems []*chat.Problem, end error) {
	for m, err := range f.Read(src, opts, cov) {
		var p *chat.Problem
		switch {
		case errors.As(err, &p):
			problems = append(problems, p)
		case err != nil:
			end = err
		default:
			msgs = append(msgs, m)
		}
	}
	return msgs, problems, end
}

// expected reads the records that a fixture must give.
func expected(t *testing.T, name string) (msgs []chat.Message) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name+".expected.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		var m chat.Message
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatal(err)
		}
		msgs = append(msgs, m)
	}
	return msgs
}

func checkFixture(t *testing.T, f reader, name string) {
	t.Helper()
	var cov chat.Coverage
	got, problems, err := collect(f, open(t, name), chat.Options{}, &cov)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("problem: %v", p)
	}
	if diff := cmp.Diff(expected(t, name), got, contract, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("records differ (-want +got):\n%s", diff)
	}
	checkCounts(t, cov, len(got))
}

// checkCounts holds that nothing of a source goes uncounted.
func checkCounts(t *testing.T, cov chat.Coverage, messages int) {
	t.Helper()
	skipped := 0
	for _, s := range cov.Skipped {
		skipped += s.Count
	}
	if cov.Found != cov.Read+skipped {
		t.Errorf("found %d %s, but read %d and skipped %d: %v", cov.Found, cov.Unit, cov.Read, skipped, cov.Skipped)
	}
	if cov.Messages != messages {
		t.Errorf("coverage counts %d messages, got %d", cov.Messages, messages)
	}
}
