package report

import (
	"bytes"
	"strings"
	"testing"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// joined is a case of two sources: the switch in one, the account in the other.
func joined() ([]detect.Event, detect.Case) {
	ask := chat.Message{Source: "messenger.html", Platform: chat.Alibaba, Index: 7, Time: "2024-03-01T10:05", Sender: "Lily", Kind: chat.Text,
		Role: chat.Supplier, Text: "add my WhatsApp"}
	change := chat.Message{Source: "chat.txt", Platform: chat.WhatsApp, Index: 2, Line: 3, Time: "2024-03-05T15:22", Sender: "Lily", Kind: chat.Text,
		Role: chat.Supplier, Text: "use the new account"}
	f := detect.Finding{Source: "chat.txt", Platform: chat.WhatsApp, Index: 2, Line: 3, Time: change.Time, Sender: "Lily", Role: chat.Supplier,
		Detector: "bank-change", Rule: "bank-change/new-account", Severity: detect.Critical, Confidence: detect.Strong,
		Quote: change.Text, End: len(change.Text), Title: "names a new account", Related: []int{1},
		Elsewhere: []detect.Place{{Source: "messenger.html", Index: 7}}, ID: "0123456789abcdef"}
	little := chat.Coverage{Format: "alibaba-page", Encoding: "utf-8", Unit: "blocks", Found: 20, Read: 12, Lost: 8, Messages: 12,
		Integrity: []string{"is another export of the chat in chat.txt"}}
	return []detect.Event{{Message: ask}, {Message: change, Findings: []detect.Finding{f}}},
		detect.Case{Source: "chat.txt + messenger.html", Platform: "whatsapp + alibaba", Verdict: detect.Hold, Messages: 14, Findings: 1,
			Reasons: []string{"Lily: names a new account", "only 12 of 20 blocks of messenger.html could be understood"},
			Top:     []detect.Finding{f},
			Counts: []detect.Count{{Label: "bank-change", Count: 1, Distinct: 1, Highest: detect.Critical, First: 2, Last: 2,
				FirstIn: "chat.txt", LastIn: "chat.txt"}},
			Participants: []detect.Participant{{Name: "Lily", Role: chat.Supplier, Basis: "inferred", Platform: chat.WhatsApp, Messages: 2},
				{Name: "Lily", Role: chat.Supplier, Basis: "inferred", Platform: chat.Alibaba, Messages: 12}},
			Checklist: []detect.Practice{{ID: "P3", Text: "Verified by phone", State: detect.Broken, Places: []detect.Place{{Source: "chat.txt", Index: 2}}}},
			Parts: []detect.Part{
				{Source: "chat.txt", Platform: chat.WhatsApp, Messages: 2, Coverage: chat.Coverage{Format: "whatsapp-text", Unit: "lines", Found: 3, Read: 3}},
				{Source: "messenger.html", Platform: chat.Alibaba, Messages: 12, Coverage: little, ProblemCount: 1,
					Problems: []chat.Problem{{Source: "messenger.html", Text: "a block of no known kind"}}},
			}}
}

func TestJoinedCases(t *testing.T) {
	run := sampleRun("en")
	run.Evidence = []chat.Evidence{{Name: "chat.txt", Size: 1, SHA256: "aa"}, {Name: "messenger.html", Size: 2, SHA256: "bb"}}
	tests := []struct {
		name, got string
		want      []string
	}{
		{"text", screen(t, run, joined), []string{
			"chat.txt + messenger.html · whatsapp + alibaba · messages 14",
			"only 12 of 20 blocks of messenger.html could be understood",
		}},
		{"workbook", dump(t, workbook(t, run, joined)), []string{
			"only 12 of 20 blocks of messenger.html could be understood",
			"Lily (alibaba): supplier",
			"Lily (whatsapp): supplier",
			"Verified by phone | chat.txt #2",
			"chat.txt #2",
			"#1, messenger.html #7",
			"messenger.html | alibaba-page, utf-8: 12 of 20 blocks read, 12 messages",
			"messenger.html: a block of no known kind",
			"note: is another export of the chat in chat.txt",
			"messenger.html | 2 | bb | alibaba-page | utf-8 | blocks | 20 | 12",
			"chat.txt | 1 | aa | whatsapp-text",
		}},
		{"csv", written(t, func(b *bytes.Buffer) Writer { return CSV(b, CSVOptions{}) }, joined), []string{`,"1, messenger.html#7",`}},
		{"jsonl", written(t, func(b *bytes.Buffer) Writer { return JSONL(b) }, joined), []string{
			`"related":[1],"elsewhere":[{"source":"messenger.html","index":7}]`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, want := range tt.want {
				if !strings.Contains(tt.got, want) {
					t.Errorf("lacks %q:\n%s", want, tt.got)
				}
			}
		})
	}
}
