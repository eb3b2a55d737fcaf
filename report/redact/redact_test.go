package redact

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/detect"
	"backchannel/parser/chat"
	"backchannel/report"
)

// knowing gives a redactor that has learned what people said: name, text,
// name, text …
func knowing(said ...string) *Redactor {
	r := New()
	for i := 0; i+1 < len(said); i += 2 {
		r.Learn(chat.Message{Sender: said[i], Text: said[i+1]})
	}
	return r
}

func TestText(t *testing.T) {
	r := knowing(
		"Lily Chen", "add me on wechat: lilychen_led",
		"陈建国", "户名:林晓梅\n卡号:6299 8801 3477 2051 631",
		"Will Price", "call +49 30 5550 1882",
		"Buyer", "Beneficiary: Vesta Trade UAB\nIBAN: LT489090911042233817",
		"王", "hello",
	)
	for text, want := range map[string]string{
		"":                                "",
		"Hi Lily, LILY and lily!":         "Hi [PERSON-1], [PERSON-1] and [PERSON-1]!",
		"Lilypad, Chenille":               "Lilypad, Chenille",
		"lilychen_led is my wechat":       "[HANDLE-1] is my wechat",
		"WhatsApp Chat with Lily Chen":    "WhatsApp Chat with [PERSON-1]",
		"lily-chen.zip/Chen_Lily.txt":     "[PERSON-1].zip/[PERSON-1].txt",
		"陈总，林晓梅是谁":                        "[PERSON-2]，[PERSON-3]是谁",
		"chenjianguo, Lin Xiaomei":        "[PERSON-2], [PERSON-3]",
		"card 6299880134772051631":        "card [ACCOUNT-1]",
		"I will pay the price":            "I will pay the price",
		"Will, is that the Price":         "[PERSON-4], is that the [PERSON-4]",
		"the buyer asked":                 "the buyer asked",
		"Vesta is our sister company":     "[COMPANY-1] is our sister company",
		"王":                               "[PERSON-5]",
		"LT48 9090 9110 4223 3817":        "[ACCOUNT-2]",
		"at 2024-03-12 15:01:18":          "at 2024-03-12 15:01:18",
		"600 pcs at 8.40 USD, 20240305":   "600 pcs at 8.40 USD, 20240305",
		"VIDEO-2024-03-12-15-36-12.mp4":   "VIDEO-2024-03-12-15-36-12.mp4",
		"number 55512345678 is not known": "number [NUMBER-1] is not known",
	} {
		if got := r.Text(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// A changed account stays visible as one.
func TestTheSameValueHasTheSameMark(t *testing.T) {
	r := knowing("a b", "IBAN DE89 3704 0044 0532 0130 00", "a b", "IBAN LT489090911042233817")
	got := r.Text("old IBAN DE89370400440532013000, new IBAN LT48 9090 9110 4223 3817, not de89370400440532013000")
	if want := "old IBAN [ACCOUNT-1], new IBAN [ACCOUNT-2], not [ACCOUNT-1]"; got != want {
		t.Errorf("got %q", got)
	}
	want := []report.Hidden{{Mark: "[ACCOUNT-1]", Length: 22, Times: 2}, {Mark: "[ACCOUNT-2]", Length: 20, Times: 1}}
	if diff := cmp.Diff(want, r.Hidden()); diff != "" {
		t.Error(diff)
	}
}

func TestEventMovesOffsets(t *testing.T) {
	text := "Lily here.\nPay into 6299 8801 3477 2051 631 today"
	r := knowing("Lily Chen", text)
	at := func(quote string) detect.Finding {
		start := strings.Index(text, quote)
		return detect.Finding{ID: quote, Start: start, End: start + len(quote), Quote: quote,
			Identifiers: []detect.Identifier{{Type: "card", Value: "6299 8801 3477 2051 631", Normalised: "6299880134772051631"}}}
	}
	e := detect.Event{Message: chat.Message{Source: "Lily.txt", Sender: "Lily Chen", Text: text}, Findings: []detect.Finding{
		at("Lily here"), at("Pay into 6299 8801"), at("3477 2051"), at("today"), at(text)}}
	before := slices.Clone(e.Findings)
	got := r.Event(e)
	if want := "[PERSON-1] here.\nPay into [ACCOUNT-1] today"; got.Message.Text != want || got.Message.Source != "[PERSON-1].txt" {
		t.Errorf("got %q in %q", got.Message.Text, got.Message.Source)
	}
	var quotes []string
	for _, f := range got.Findings {
		if f.Quote != got.Message.Text[f.Start:f.End] || f.Identifiers[0].Value != "[ACCOUNT-1]" || f.Identifiers[0].Normalised != "[ACCOUNT-1]" {
			t.Errorf("got %+v", f)
		}
		quotes = append(quotes, f.Quote)
	}
	if want := []string{"[PERSON-1] here", "Pay into [ACCOUNT-1]", "[ACCOUNT-1]", "today", got.Message.Text}; !slices.Equal(quotes, want) {
		t.Errorf("got %q", quotes)
	}
	if diff := cmp.Diff(before, e.Findings); diff != "" {
		t.Errorf("the event itself was changed: %s", diff)
	}
	c := r.Case(detect.Case{Top: before[1:2], Reasons: []string{"On 2024-03-05 Lily Chen did it"}, Participants: []detect.Participant{{Name: "Lily Chen"}},
		Parts: []detect.Part{{Source: "Lily.txt", Coverage: chat.Coverage{Counterpart: "Lily"}}}})
	if top := c.Top[0]; top.Quote != "Pay into [ACCOUNT-1]" || top.Start != got.Findings[1].Start || top.End != got.Findings[1].End {
		t.Errorf("got %+v", top)
	}
	if c.Reasons[0] != "On 2024-03-05 [PERSON-1] did it" || c.Participants[0].Name != "[PERSON-1]" ||
		c.Parts[0].Source != "[PERSON-1].txt" || c.Parts[0].Coverage.Counterpart != "[PERSON-1]" {
		t.Errorf("got %+v", c)
	}
}

func TestSourcesStayApart(t *testing.T) {
	r := knowing("Lily Chen", "")
	files := []chat.Evidence{{Name: "/home/lily/Lily.zip"}, {Name: "/home/lily/Lily.zip/Chen.txt"}, {Name: "Chen.zip"}, {Name: "Chen.zip/a.txt"}, {Name: "chats/Lily/a.txt"}}
	var names []string
	for _, f := range r.Evidence(files) {
		names = append(names, f.Name)
	}
	want := []string{"[PERSON-1].zip", "[PERSON-1].zip/[PERSON-1].txt", "[PERSON-1]~2.zip", "[PERSON-1]~2.zip/a.txt", "chats/[PERSON-1]/a.txt"}
	if !slices.Equal(names, want) {
		t.Errorf("got %q", names)
	}
}

func TestKey(t *testing.T) {
	r := knowing("Lily Chen", "")
	r.Text("Lily and lily <chen> and Tom")
	var out bytes.Buffer
	if err := r.WriteKey(&out); err != nil {
		t.Fatal(err)
	}
	if want := `{"mark":"[PERSON-1]","values":["Lily","lily","chen"]}` + "\n"; out.String() != want {
		t.Errorf("got %q", out.String())
	}
}

func TestRun(t *testing.T) {
	r := knowing("Lily Chen", "")
	run := report.Run{Self: "Lily Chen", Options: []string{`--supplier=["Lily Chen"]`}, Unread: []chat.Problem{{Source: "Lily.jpg", Text: "Lily.jpg is a picture"}},
		Earlier: &report.Earlier{Name: "lily.xlsx", Rows: []report.Record{{Place: "Lily.txt:3", Finding: detect.Finding{Sender: "Lily Chen", Rule: "lily/chen"}}}}}
	r.Run(&run)
	r.Done(&run)
	want := report.Run{Self: "[PERSON-1]", Options: []string{`--supplier=["[PERSON-1]"]`}, Unread: []chat.Problem{{Source: "[PERSON-1].jpg", Text: "[PERSON-1].jpg is a picture"}},
		Earlier: &report.Earlier{Name: "[PERSON-1].xlsx", Rows: []report.Record{{Place: "[PERSON-1].txt:3", Finding: detect.Finding{Sender: "[PERSON-1]", Rule: "lily/chen"}}}},
		Hidden:  []report.Hidden{{Mark: "[PERSON-1]", Length: 9, Times: 7}}}
	if diff := cmp.Diff(want, run); diff != "" {
		t.Error(diff)
	}
}

// Without a redactor nothing changes.
func TestNil(t *testing.T) {
	var r *Redactor
	e := detect.Event{Message: chat.Message{Sender: "Lily"}}
	run := report.Run{Self: "Lily"}
	r.Begin()
	r.Run(&run)
	r.Done(&run)
	if got := r.Event(e); got.Message.Sender != "Lily" || r.Case(detect.Case{Source: "a"}).Source != "a" || run.Self != "Lily" ||
		r.Evidence([]chat.Evidence{{Name: "a"}})[0].Name != "a" {
		t.Errorf("got %+v", got)
	}
}

// Whatever is said: quotes stand at their places, lines stay lines, and the
// sender is nowhere in the message.
func FuzzEvent(f *testing.F) {
	f.Add("Lily Chen", "Hi Lily, account 6299 8801 3477 2051 631", 3, 9)
	f.Add("陈建国", "陈总 户名:林晓梅\n卡号:6299 8801 3477 2051 631", 0, 6)
	f.Add("+86 138 0013 8000", "x\xff\u202e1380013800013800138000", 1, 2)
	f.Add("İ K", "İ k ſ K", 1, 2)
	f.Fuzz(func(t *testing.T, sender, text string, start, end int) {
		if start < 0 || end < start || end > len(text) || len(sender) > 100 {
			return
		}
		r := knowing(sender, text)
		e := r.Event(detect.Event{Message: chat.Message{Sender: sender, Text: text},
			Findings: []detect.Finding{{Start: start, End: end, Quote: text[start:end]}}})
		got := e.Findings[0]
		if got.Start < 0 || got.End < got.Start || got.End > len(e.Message.Text) || got.Quote != e.Message.Text[got.Start:got.End] {
			t.Errorf("got %+v in %q", got, e.Message.Text)
		}
		if strings.Count(e.Message.Text, "\n") != strings.Count(text, "\n") {
			t.Errorf("%q became %q", text, e.Message.Text)
		}
		if r.Text(text) != e.Message.Text {
			t.Error("the second time is another")
		}
	})
}
