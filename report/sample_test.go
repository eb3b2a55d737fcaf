package report

import (
	"bytes"
	"cmp"
	"strings"
	"testing"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// said is a message of the invented sample.
type said struct {
	time, sender, text string
	role               chat.Role
	files              []string
}

// story is an invented conversation that tells one whole case: the switch, the
// lure, the changed account, the refused call.
var story = []said{
	{"2024-03-01T09:12", "Tom Weber", "Good morning, we would like 500 pcs of the LED panel, 60x60.", chat.Buyer, nil},
	{"2024-03-01T09:20", "Lily Chen", "您好！Thank you for your inquiry on Alibaba 😊", chat.Supplier, nil},
	{"2024-03-01T09:21", "Lily Chen", "Price is USD 8.40/pc FOB Ningbo, MOQ 200.", chat.Supplier, nil},
	{"2024-03-01T09:40", "Tom Weber", "Sounds fine. Please send the drawing.", chat.Buyer, nil},
	{"2024-03-01T09:41", "Lily Chen", "", chat.Supplier, []string{"LED-panel-drawing.pdf"}},
	{"2024-03-02T10:05", "Lily Chen", "My boss says we can go on in WeChat, add me: lilychen_led. It is faster, and the platform deletes our files.", chat.Supplier, nil},
	{"2024-03-02T10:30", "Tom Weber", "Why not here?", chat.Buyer, nil},
	{"2024-03-02T10:31", "Lily Chen", "If you pay by T/T to our company directly I can give you 3% more discount, no platform fee.\nOnly this week.", chat.Supplier, nil},
	{"2024-03-02T11:00", "Tom Weber", "We only pay through Trade Assurance.", chat.Buyer, nil},
	{"2024-03-03T08:00", "Tom Weber", "How is the production?", chat.Buyer, nil},
	{"2024-03-03T08:30", "Lily Chen", "On schedule. Photos tomorrow.", chat.Supplier, nil},
	{"2024-03-04T09:00", "Lily Chen", "[Photo of the line]", chat.Supplier, []string{"IMG-0304.jpg"}},
	{"2024-03-04T09:30", "Tom Weber", "Looks good.", chat.Buyer, nil},
	{"2024-03-04T16:00", "Tom Weber", "Which forwarder do you use?", chat.Buyer, nil},
	{"2024-03-04T16:20", "Lily Chen", "Sinotrans, as always.", chat.Supplier, nil},
	{"2024-03-05T15:19", "Tom Weber", "Good. Is the account on the PI still right?", chat.Buyer, nil},
	{"2024-03-05T15:22", "Lily Chen", "我们的账户正在审计，请不要再打到以前的账户。新账户：DE89 3704 0044 0532 0130 00", chat.Supplier, []string{"new-PI.jpg"}},
	{"2024-03-05T15:24", "Lily Chen", "收款人 Chen Li (personal account), please pay today or the goods cannot be loaded.", chat.Supplier, nil},
	{"2024-03-05T15:30", "Tom Weber", "Can I call your office first?", chat.Buyer, nil},
	{"2024-03-05T15:31", "Lily Chen", "No need to call, office is on holiday.", chat.Supplier, nil},
	{"2024-03-06T09:00", "Tom Weber", "I will come back to you.", chat.Buyer, nil},
}

// mark is a finding of the sample: the words, and what a rule would say.
type mark struct {
	index                     int
	quote, label, act         string
	severity                  detect.Severity
	gloss, title, why, action string
	related                   []int
	ids                       []detect.Identifier
	confidence                detect.Confidence
}

var marks = []mark{
	{index: 6, quote: "go on in WeChat, add me: lilychen_led", label: "channel-switch", act: "proposes", severity: detect.Low,
		title: "proposes to go on in another app", why: "The platform protects only what is said and paid on it.",
		action: "Chat where you like, but keep price, specification and payment in the platform order.",
		ids:    []detect.Identifier{{Type: "wechat", Value: "lilychen_led", Normalised: "lilychen_led", Valid: true}}},
	{index: 8, quote: "pay by T/T to our company directly", label: "payment-redirect", act: "outside-platform", severity: detect.High,
		title: "asks for payment outside the platform", why: "A transfer outside the order has no protection and cannot be called back.",
		action: "Pay only with the order's own pay button.", related: []int{6}},
	{index: 8, quote: "3% more discount", label: "price-lure", act: "discount-for-direct", severity: detect.Medium,
		title: "offers a better price for leaving the platform", why: "The discount is small beside what the protection is worth.",
		action: "Ask for the same price inside the platform order."},
	{index: 9, quote: "only pay through Trade Assurance", label: detect.Protective, act: "pays-on-platform", severity: detect.Info,
		title: "insists on paying through the platform", why: "This keeps the protection of the order.", action: ""},
	{index: 17, quote: "请不要再打到以前的账户", label: "bank-change", act: "do-not-use-old", severity: detect.Critical,
		gloss: "please do not pay into the earlier account any more", title: "says that earlier bank details must no longer be used",
		why:     "Replacing the account after the price is agreed is how payments are diverted.",
		action:  "Call Lily Chen on a number you already had before this chat, not a number from these messages, and have the account read back.",
		related: []int{8},
		ids:     []detect.Identifier{{Type: "iban", Value: "DE89 3704 0044 0532 0130 00", Normalised: "DE89370400440532013000", Valid: true}}},
	{index: 18, quote: "personal account", label: "payment-redirect", act: "personal-account", severity: detect.Critical,
		title: "names a private person as the one to be paid", why: "There is no company you could claim from.",
		action: "Do not pay a private person.", related: []int{17}},
	{index: 18, quote: "please pay today", label: "pressure", act: "deadline", severity: detect.Medium, confidence: detect.Likely,
		title: "sets a deadline of hours", why: "Haste leaves no time for the check that would show the change.",
		action: "Take the time that the check needs."},
	{index: 20, quote: "No need to call", label: "verification-refusal", act: "no-call", severity: detect.High,
		title: "turns down a call", why: "A call to a known number is the one check that settles a changed account.",
		action: "Do not send money before the call has taken place.", related: []int{17, 19}},
}

// finding is the mark as a finding in its message.
func (k mark) finding(m chat.Message) detect.Finding {
	start := strings.Index(m.Text, k.quote)
	return detect.Finding{Source: m.Source, Platform: m.Platform, Index: m.Index, Line: m.Line, Time: m.Time, Sender: m.Sender, Role: m.Role,
		Detector: k.label, Rule: k.label + "/" + k.act, Severity: k.severity, Confidence: cmp.Or(k.confidence, detect.Strong),
		Quote: k.quote, Start: start, End: start + len(k.quote), Gloss: k.gloss, Title: k.title, Why: k.why, Action: k.action,
		Identifiers: k.ids, Related: k.related,
		Innocent: "Companies do change banks; a call to a number known before settles it."}
}

// sample gives the invented conversation as a detector would.
func sample() ([]detect.Event, detect.Case) {
	events := make([]detect.Event, len(story))
	line := 1
	for i, s := range story {
		events[i].Message = chat.Message{Source: "lily.zip/_chat.txt", Platform: chat.WhatsApp, Index: i + 1, Line: line, Time: s.time,
			Sender: s.sender, Role: s.role, Kind: chat.Text, Text: s.text, Attachments: s.files}
		if s.text == "" {
			events[i].Message.Kind = chat.Media
		}
		line += 1 + strings.Count(s.text, "\n")
	}
	c := detect.Case{Source: "lily.zip/_chat.txt", Platform: chat.WhatsApp, Verdict: detect.Hold, Findings: len(marks), Messages: len(story),
		Reasons: []string{
			"On 2024-03-05 Lily Chen says that the earlier account must no longer be used and gives a new one.",
			"The new account belongs to a private person, not to the company of the order.",
			"A call to confirm it was turned down.",
		},
		Participants: []detect.Participant{
			{Name: "Tom Weber", Role: chat.Buyer, Basis: "given", Messages: 10, First: "2024-03-01T09:12", Last: "2024-03-06T09:00"},
			{Name: "Lily Chen", Role: chat.Supplier, Basis: "inferred", Messages: 11, First: "2024-03-01T09:20", Last: "2024-03-05T15:31"},
		},
		Accounts: sampleAccounts(), Contacts: sampleContacts(),
		Checklist: []detect.Practice{
			{ID: "P2", Text: "All payments through the platform's payment system", State: detect.Kept, Messages: []int{9}},
			{ID: "P3", Text: "Payment instructions from an app verified by phone before acting", State: detect.Broken, Messages: []int{17, 20}},
			{ID: "P8", Text: "Sample before the bulk order", State: detect.NoEvidence},
		},
		Coverage: chat.Coverage{Format: "whatsapp-text", Encoding: "utf-8", Order: "year first", Unit: "lines", Found: 23, Read: 22,
			Messages: 21, First: "2024-03-01T09:12", Last: "2024-03-06T09:00",
			Skipped:   []chat.Skip{{Reason: "line before the first header", Count: 1}},
			Integrity: []string{"a gap of 2 days before message 10"}},
		Problems:     []chat.Problem{{Source: "lily.zip/_chat.txt", Line: 1, Lines: 1, Text: "text before the first message; was the start of the export cut off?"}},
		ProblemCount: 1,
	}
	counts := map[string]*detect.Count{}
	for n, k := range marks {
		f := k.finding(events[k.index-1].Message)
		f.ID = strings.Repeat(string(rune('a'+n)), 16)
		events[k.index-1].Findings = append(events[k.index-1].Findings, f)
		if counts[k.label] == nil {
			counts[k.label] = &detect.Count{Label: k.label, First: f.Index, FirstAt: f.Time}
		}
		t := counts[k.label]
		t.Count, t.Distinct, t.Last, t.LastAt = t.Count+1, t.Distinct+1, f.Index, f.Time
		if k.severity.Rank() > t.Highest.Rank() {
			t.Highest = k.severity
		}
	}
	for _, l := range detect.Labels {
		if counts[l] != nil {
			c.Counts = append(c.Counts, *counts[l])
		}
	}
	c.Top = []detect.Finding{events[16].Findings[0], events[17].Findings[0], events[19].Findings[0]}
	return events, c
}

// quiet gives an ordinary conversation without findings.
func quiet() ([]detect.Event, detect.Case) {
	m := chat.Message{Source: "ordinary.txt", Platform: chat.WeChat, Index: 1, Line: 1, Time: "2024-04-02T10:00:00", Sender: "王芳",
		Role: chat.Unknown, Kind: chat.Text, Text: "样品已经寄出"}
	return []detect.Event{{Message: m}}, detect.Case{Source: "ordinary.txt", Platform: chat.WeChat, Verdict: detect.Clear, Messages: 1,
		Coverage: chat.Coverage{Format: "wechat-text", Encoding: "gb18030", Unit: "lines", Found: 1, Read: 1, Messages: 1,
			First: m.Time, Last: m.Time}}
}

// conversation makes the events of a conversation and their case.
type conversation = func() ([]detect.Event, detect.Case)

// unreadable is an input that could not be read at all.
var unreadable = chat.Problem{Source: "photo.txt", Text: "this is a JPEG picture, not a text; export the chat as text"}

// sampleRun is how the sample was made.
func sampleRun(language string) *Run {
	return &Run{Version: "0.1.0", RuleSet: "4f1d0c9a2b7e", Rules: 142, Options: []string{"--supplier Lily Chen", "--language " + language},
		Language: language,
		Evidence: []chat.Evidence{
			{Name: "lily.zip", Size: 48213, SHA256: strings.Repeat("0123456789abcdef", 4)},
			{Name: "lily.zip/_chat.txt", Size: 1466, SHA256: strings.Repeat("fedcba9876543210", 4)},
		}}
}

// feed hands conversations to a writer and closes it.
func feed(t testing.TB, w Writer, conversations ...conversation) {
	t.Helper()
	for _, next := range conversations {
		events, c := next()
		for _, e := range events {
			if err := w.Event(e); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Case(c); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// workbook gives the bytes of a workbook.
func workbook(t *testing.T, run *Run, conversations ...conversation) []byte {
	t.Helper()
	var out bytes.Buffer
	b, err := XLSX(&out, run)
	if err != nil {
		t.Fatal(err)
	}
	feed(t, b, conversations...)
	return out.Bytes()
}

func mentioned(index int) detect.Mention {
	s := story[index-1]
	return detect.Mention{Source: "lily.zip/_chat.txt", Platform: chat.WhatsApp, Index: index, Line: index, Time: s.time, Sender: s.sender, Role: s.role}
}

// sampleAccounts are those of the sample: one of the contract, and the one that
// took its place.
func sampleAccounts() []detect.Account {
	return []detect.Account{
		{Type: "account", Value: "3901 1234 5678 9012", Normalised: "3901123456789012", Beneficiary: "Ningbo Lumoqi Lighting Co., Ltd.", Bank: "Bank of China, Ningbo Branch",
			BIC: "BKCHCNBJ92A", Country: "CN", Currency: "USD", State: detect.FirstAccount, First: mentioned(3), Last: mentioned(8), Times: 2},
		{Type: "iban", Value: "DE89 3704 0044 0532 0130 00", Normalised: "DE89370400440532013000", Valid: true, Beneficiary: "Chen Li", Person: true, Country: "DE",
			State: detect.Changed, First: mentioned(17), Last: mentioned(17), Times: 1, Changes: []detect.Change{
				{Field: "account", From: "3901 1234 5678 9012", To: "DE89 3704 0044 0532 0130 00", At: mentioned(17), Before: mentioned(8)},
				{Field: "beneficiary", From: "Ningbo Lumoqi Lighting Co., Ltd.", To: "Chen Li", At: mentioned(17), Before: mentioned(8)}}},
	}
}

func sampleContacts() []detect.Contact {
	before := mentioned(6)
	return []detect.Contact{
		{Type: "wechat", Value: "lilychen_led", Normalised: "lilychen_led", App: "wechat", State: detect.NewChannel, First: mentioned(6), Last: mentioned(6), Times: 1},
		{Type: "wechat", Value: "=lily_88", Normalised: "=lily_88", App: "wechat", State: detect.Another, Differs: "lilychen_led", Before: &before, First: mentioned(18), Last: mentioned(18), Times: 1},
	}
}
