package parser

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"backchannel/parser/chat"
)

// expectedOf reads the records that an export of a family's testdata gives.
func expectedOf(t *testing.T, path string) []chat.Message {
	t.Helper()
	data, err := os.ReadFile(path + ".expected.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var all []chat.Message
	for line := range bytes.Lines(data) {
		var m chat.Message
		if err := json.Unmarshal(line, &m); err != nil {
			t.Fatal(err)
		}
		all = append(all, m)
	}
	return all
}

// Every export of every family is taken by the right format of the whole list,
// and read record by record as its family promises. Where no record is
// expected, the export is refused.
func TestEveryExportIsRecognisedAmongAllFormats(t *testing.T) {
	wants, err := filepath.Glob("*/testdata/*.expected.jsonl")
	if err != nil || len(wants) == 0 {
		t.Fatal("no fixtures", err)
	}
	// The extras are compared by the families; the source is the path here.
	fields := cmpopts.IgnoreFields(chat.Message{}, "Source", "Role", "Lines", "Quote", "Translation", "Edited", "Auto", "Conversation")
	for _, want := range wants {
		path := strings.TrimSuffix(want, ".expected.jsonl")
		t.Run(filepath.ToSlash(path), func(t *testing.T) {
			var got []chat.Message
			var refused *chat.Refusal
			formats := ""
			for tr, err := range Open([]string{path}, nil, Options{}) {
				if err != nil {
					errors.As(err, &refused)
					continue
				}
				formats += tr.Format + " "
				for m, err := range tr.Messages(nil) {
					if err == nil {
						got = append(got, m)
					} else {
						errors.As(err, &refused)
					}
				}
			}
			expected := expectedOf(t, path)
			if diff := cmp.Diff(expected, got, fields, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("read as %s(-want +got):\n%s", formats, diff)
			}
			if (refused != nil) != (len(expected) == 0) {
				t.Errorf("read as %s%d records expected, refusal %v", formats, len(expected), refused)
			}
		})
	}
}
