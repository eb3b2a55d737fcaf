package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// decoded gives the records of a JSONL output.
func decoded[T any](t testing.TB, out string) []T {
	t.Helper()
	var all []T
	for line := range strings.Lines(out) {
		if !strings.HasSuffix(line, "\n") {
			t.Errorf("the last line is not ended: %q", line)
		}
		var x T
		if err := json.Unmarshal([]byte(line), &x); err != nil {
			t.Fatal(err)
		}
		all = append(all, x)
	}
	return all
}

func TestJSONLKeepsTheExactText(t *testing.T) {
	for name, s := range hostile {
		t.Run(name, func(t *testing.T) {
			conversation := hostileConversation(s)
			out := written(t, func(b *bytes.Buffer) Writer { return JSONL(b) }, conversation)
			events, _ := conversation()
			want := events[0].Findings
			for i := range want {
				want[i].Innocent = ""
			}
			if name == "broken" { // JSON has no bytes, only characters
				if !strings.Contains(out, "a\ufffd\ufffdb\ufffd") && !strings.Contains(out, `a\ufffd\ufffdb\ufffd`) {
					t.Errorf("got %s", out)
				}
				return
			}
			if diff := cmp.Diff(want, decoded[detect.Finding](t, out), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestJSONLOfNothingIsEmpty(t *testing.T) {
	if got := written(t, func(b *bytes.Buffer) Writer { return JSONL(b) }, quiet); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestJSONLHasNoNull(t *testing.T) {
	var out bytes.Buffer
	w := MessagesJSONL(&out)
	if err := w.Message(chat.Message{Text: "<b>&"}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	want := `{"source":"","platform":"","index":0,"line":0,"time":"","sender":"","role":"unknown","kind":"","text":"<b>&","attachments":[]}` + "\n"
	if got := out.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	found := written(t, func(b *bytes.Buffer) Writer { return JSONL(b) }, func() ([]detect.Event, detect.Case) {
		return []detect.Event{{Findings: []detect.Finding{{Quote: "x"}}}}, detect.Case{}
	})
	if strings.Contains(found, "null") || !strings.Contains(found, `"identifiers":[],"related":[]`) {
		t.Errorf("got %s", found)
	}
}

// plainJSON is the line that encoding/json makes of a message.
func plainJSON(m chat.Message) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(m)
	return b.String(), err
}

// Every field is written, and as encoding/json writes it.
func TestMessagesJSONLWritesEveryField(t *testing.T) {
	for name, s := range hostile {
		m := chat.Message{
			Source: s, Platform: chat.WeChat, Index: 12, Line: 40, Time: "2024-03-07T09:14:00", Sender: s,
			Role: chat.Supplier, Kind: chat.Media, Text: s, Attachments: []string{s, "", "a.jpg"},
			Quote: s, Translation: s, Edited: true, Auto: true, Conversation: s, Lines: 3,
		}
		for i, v := 0, reflect.ValueOf(m); i < v.NumField(); i++ {
			if s != "" && v.Field(i).IsZero() {
				t.Fatalf("the test leaves %s out", v.Type().Field(i).Name)
			}
		}
		var out bytes.Buffer
		w := MessagesJSONL(&out)
		if err := errors.Join(w.Message(m), w.Close()); err != nil {
			t.Fatal(err)
		}
		want, err := plainJSON(m)
		if err != nil {
			t.Fatal(err)
		}
		if got := out.String(); got != want {
			t.Errorf("%s: got  %s\nwant %s", name, got, want)
		}
	}
}

func FuzzMessagesJSONL(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, sender, text string) {
		m := chat.Message{Source: "x", Index: 1, Sender: sender, Role: chat.Buyer, Kind: chat.Text, Text: text, Attachments: []string{sender}}
		var out bytes.Buffer
		w := MessagesJSONL(&out)
		if err := w.Message(m); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		want, err := plainJSON(m)
		if err != nil {
			t.Fatal(err)
		}
		if got := out.String(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
		m.Sender, m.Text, m.Attachments[0] = wellFormed(sender), wellFormed(text), wellFormed(sender)
		if diff := cmp.Diff([]chat.Message{m}, decoded[chat.Message](t, out.String())); diff != "" {
			t.Error(diff)
		}
	})
}
