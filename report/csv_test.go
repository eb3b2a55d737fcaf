package report

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
)

// cells reads a CSV back.
func cells(t testing.TB, out string) [][]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// messagesAsCSV writes messages as CSV.
func messagesAsCSV(t testing.TB, o CSVOptions, ms ...chat.Message) string {
	t.Helper()
	var out bytes.Buffer
	w := MessagesCSV(&out, o)
	for _, m := range ms {
		if err := w.Message(m); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestCSVIsHarmless(t *testing.T) {
	for name, s := range hostile {
		t.Run(name, func(t *testing.T) {
			out := written(t, func(b *bytes.Buffer) Writer { return CSV(b, CSVOptions{}) }, hostileConversation(s))
			if strings.Count(out, "\n") != 3 || strings.Count(out, "\r\n") != 3 {
				t.Errorf("%d lines in %.200q, want the heading and two findings", strings.Count(out, "\n"), out)
			}
			for _, row := range cells(t, out)[1:] {
				if len(row) != len(findingColumns) {
					t.Errorf("%d columns, want %d", len(row), len(findingColumns))
				}
				for i, c := range row {
					shows(t, c)
					if formula(c) {
						t.Errorf("%s can run as a formula: %.60q", findingColumns[i], c)
					}
				}
				if want := inert(oneLine(s)); row[12] != want {
					t.Errorf("quote %.60q, want %.60q", row[12], want)
				}
			}
		})
	}
}

func TestCSVExact(t *testing.T) {
	m := chat.Message{Time: "2024-03-05T15:22", Sender: "+86 138", Role: chat.Supplier, Kind: chat.Text, Text: "=1+1\n\x1b[0m \u202e",
		Attachments: []string{"a.jpg", "b.pdf"}, Platform: chat.WhatsApp, Edited: true, Source: "chat.txt", Index: 3, Line: 9}
	want := [][]string{messageColumns, {m.Time, m.Sender, "supplier", "text", m.Text, "a.jpg;b.pdf", "whatsapp", "", "", "", "true", "", "chat.txt", "3", "9"}}
	if diff := cmp.Diff(want, cells(t, messagesAsCSV(t, CSVOptions{Exact: true}, m))); diff != "" {
		t.Error(diff)
	}
	want[1][1], want[1][4] = "'+86 138", `'=1+1 ⏎ \x1b[0m \u202e`
	if diff := cmp.Diff(want, cells(t, messagesAsCSV(t, CSVOptions{}, m))); diff != "" {
		t.Error(diff)
	}
}

func TestCSVMark(t *testing.T) {
	if got := messagesAsCSV(t, CSVOptions{BOM: true}); got != "\uFEFF"+strings.Join(messageColumns, ",")+"\r\n" {
		t.Errorf("got %q", got)
	}
}

func FuzzMessagesCSV(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m := chat.Message{Sender: s, Text: s, Kind: chat.Text}
		row := cells(t, messagesAsCSV(t, CSVOptions{Exact: true}, m))[1]
		// Readers of CSV take CRLF inside a text for a line feed.
		if want := strings.ReplaceAll(s, "\r\n", "\n"); row[4] != want {
			t.Errorf("read back %q, want %q", row[4], want)
		}
		safe := cells(t, messagesAsCSV(t, CSVOptions{}, m))[1][4]
		shows(t, safe)
		if formula(safe) {
			t.Errorf("%q can run as a formula", safe)
		}
	})
}
