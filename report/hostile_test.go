package report

import (
	"maps"
	"slices"
	"strings"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// hostile are texts that other writers of reports have stumbled over.
var hostile = map[string]string{
	"formula":          `=HYPERLINK("http://evil.example","pay")`,
	"command":          `=cmd|'/C calc'!A0`,
	"plus":             "+86 138 1234 5678",
	"minus":            "- 30% deposit",
	"at":               "@SUM(1+1)",
	"full-width":       "＝1+1",
	"blank formula":    "  =1+1",
	"tab formula":      "\t=1+1",
	"html":             `<script>alert(1)</script> & "quotes" 'single'`,
	"cdata":            "]]><x/>",
	"ansi":             "\x1b[31mred\x1b[0m\x1b]0;title\x07",
	"bidi":             "account \u202e00 1234\u202c end",
	"zero width":       "We\u200bChat\u2060 \ufeff",
	"nul":              "a\x00b",
	"carriage return":  "safe\rPAY NOW",
	"crlf":             "one\r\ntwo",
	"excel escape":     "_x0041_ and _x005F_ and _x000D_",
	"missing value":    "NA",
	"chinese":          strings.Repeat("付", 40000),
	"emoji":            strings.Repeat("👨\u200d👩\u200d👧😊", 9000),
	"lines":            strings.Repeat("line\n", 700),
	"broken":           "a\xff\xfeb\xc3",
	"long digits":      "6222021234567890123",
	"leading zeros":    "000123",
	"date":             "3-5",
	"bars":             "a|b;c,d\"e",
	"line separators":  "a\u2028b\u2029c",
	"blanks":           "  kept  ",
	"only a line feed": "\n",
	"template":         "%s %d %!v(MISSING) {{.}}",
	"noncharacter":     "\ufffe\uffff",
	"endless word":     strings.Repeat("a", 100_000),
}

// seeds are the hostile texts that are short enough to fuzz from: minimising
// the long ones would take all the time there is.
func seeds() []string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(hostile)) {
		if len(hostile[name]) < 100 {
			all = append(all, hostile[name])
		}
	}
	return all
}

// hostileConversation has a text at every place where a chat can put one.
func hostileConversation(s string) conversation {
	return func() ([]detect.Event, detect.Case) {
		m := chat.Message{Source: s, Platform: chat.WhatsApp, Index: 1, Line: 1, Time: "2024-03-05T15:22", Sender: s, Role: chat.Supplier,
			Kind: chat.Text, Text: s, Attachments: []string{s}, Quote: s, Translation: s, Conversation: s}
		f := detect.Finding{Source: s, Platform: m.Platform, Index: 1, Line: 1, Time: m.Time, Sender: s, Role: m.Role, Detector: "bank-change",
			Rule: "bank-change/x", Severity: detect.Critical, Confidence: detect.Strong, Quote: s, Start: 0, End: len(s), Gloss: s,
			Title: s, Why: s, Action: s, Identifiers: []detect.Identifier{{Type: "account", Value: s, Normalised: s}}, ID: "x",
			Conversation: s, Innocent: s}
		return []detect.Event{{Message: m, Findings: []detect.Finding{f, f}}}, detect.Case{Source: s, Conversation: s, Platform: m.Platform,
			Verdict: detect.Hold, Reasons: []string{s}, Top: []detect.Finding{f}, Findings: 2, Messages: 1,
			Counts:       []detect.Count{{Label: "bank-change", Count: 2, Highest: detect.Critical, First: 1, Last: 1}},
			Participants: []detect.Participant{{Name: s, Role: chat.Supplier, Basis: "given", Messages: 1}},
			Coverage:     chat.Coverage{Format: "whatsapp-text", Unit: "lines", Found: 1, Read: 1, Missing: []string{s}, Integrity: []string{s}},
			Problems:     []chat.Problem{{Source: s, Line: 3, Text: s}}, ProblemCount: 1}
	}
}
