package detect

import (
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
)

// source makes a transcript of lines "time|role|text"; "!" alone is a place
// that cannot be read.
func source(name, platform string, lines ...string) chat.Transcript {
	messages := func(cov *chat.Coverage) iter.Seq2[chat.Message, error] {
		return func(yield func(chat.Message, error) bool) {
			n := 0
			for i, line := range lines {
				if line == "!" {
					if !yield(chat.Message{}, &chat.Problem{Source: name, Line: i + 1, Text: "is torn"}) {
						return
					}
					continue
				}
				f := strings.SplitN(line, "|", 3)
				n++
				m := chat.Message{Source: name, Platform: platform, Index: n, Line: i + 1, Time: f[0], Sender: f[1], Role: chat.Role(f[1]),
					Kind: chat.Text, Text: f[2], Attachments: []string{}}
				if f[1] != "supplier" && f[1] != "buyer" {
					m.Role = chat.Unknown
				}
				if !yield(m, nil) {
					return
				}
			}
			if cov != nil {
				*cov = chat.Coverage{Format: "made-up", Unit: "lines", Found: len(lines), Read: n, Messages: n, First: firstOf(lines), Last: lastOf(lines)}
			}
		}
	}
	return chat.Transcript{Source: name, Platform: platform, Messages: messages}
}

func firstOf(lines []string) string { t, _, _ := strings.Cut(lines[0], "|"); return t }
func lastOf(lines []string) string  { return firstOf(lines[len(lines)-1:]) }

func TestCasesComeInTheOrderOfTime(t *testing.T) {
	tests := []struct {
		name  string
		parts []chat.Transcript
		want  string
	}{
		{"printed clocks", []chat.Transcript{
			source("a", chat.Alibaba, "2024-03-05T10:00|buyer|1", "2024-03-05T12:00|buyer|3"),
			source("b", chat.WhatsApp, "2024-03-05T11:00:30|buyer|2", "2024-03-06T09:00|buyer|4"),
		}, "a1 b2 a3 b4"},
		{"the same minute goes by the order given", []chat.Transcript{
			source("a", chat.Alibaba, "2024-03-05T10:00|buyer|1"),
			source("b", chat.WhatsApp, "2024-03-05T10:00|buyer|2"),
		}, "a1 b2"},
		{"instants where both have an offset", []chat.Transcript{
			source("a", chat.Alibaba, "2024-03-05T10:00:00Z|buyer|2"),
			source("b", chat.WhatsApp, "2024-03-05T11:00:00+08:00|buyer|1"),
		}, "b1 a2"},
		{"the printed clock where only one has", []chat.Transcript{
			source("a", chat.Alibaba, "2024-03-05T10:00:00Z|buyer|1"),
			source("b", chat.WhatsApp, "2024-03-05T11:00|buyer|2"),
		}, "a1 b2"},
		{"offsets to the minute", []chat.Transcript{
			source("a", chat.Alibaba, "2024-03-05T10:00Z|buyer|2"),
			source("b", chat.WhatsApp, "2024-03-05T11:00+08:00|buyer|1"),
		}, "b1 a2"},
		{"without time behind the one before", []chat.Transcript{
			source("a", chat.Alibaba, "2024-03-05T10:00|buyer|1", "|buyer|2", "2024-03-05T12:00|buyer|4"),
			source("b", chat.WhatsApp, "2024-03-05T11:00|buyer|3"),
		}, "a1 a2 b3 a4"},
		{"without time at the start, before the first that has one", []chat.Transcript{
			source("a", chat.Alibaba, "|buyer|2", "2024-03-05T12:00|buyer|3"),
			source("b", chat.WhatsApp, "2024-03-05T11:00|buyer|1"),
		}, "b1 a2 a3"},
		{"no time at all", []chat.Transcript{
			source("a", chat.Alibaba, "2024-03-05T12:00|buyer|2"),
			source("b", chat.WeChat, "|buyer|1"),
		}, "b1 a2"},
		{"time running back keeps the order of its source", []chat.Transcript{
			source("a", chat.Alibaba, "2024-03-05T12:00|buyer|2", "2024-03-05T09:00|buyer|3"),
			source("b", chat.WhatsApp, "2024-03-05T11:00|buyer|1"),
		}, "b1 a2 a3"},
		{"problems are told where they are met", []chat.Transcript{
			source("a", chat.Alibaba, "2024-03-05T10:00|buyer|1", "!", "2024-03-05T12:00|buyer|3"),
			source("b", chat.WhatsApp, "2024-03-05T11:00|buyer|2"),
		}, "a1 a! b2 a3"},
		{"a source without messages", []chat.Transcript{
			source("a", chat.Alibaba, "!"),
			source("b", chat.WhatsApp, "2024-03-05T11:00|buyer|1"),
		}, "a! b1"},
	}
	eng := New(book(t), Options{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for ev, err := range eng.ExamineCase(tt.parts).Events() {
				var p *chat.Problem
				switch {
				case errors.As(err, &p):
					got = append(got, p.Source+"!")
				case err != nil:
					t.Fatal(err)
				default:
					got = append(got, ev.Message.Source+ev.Message.Text)
				}
			}
			if got := strings.Join(got, " "); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// chatter is n ordinary messages of one day, a minute apart from hour on.
func chatter(day string, hour, n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%sT%02d:%02d|buyer|The colour card number %d has arrived", day, hour+i/60, i%60, i))
	}
	return out
}

func TestOneStoryOverTwoPlatforms(t *testing.T) {
	platform := source("messenger.html", chat.Alibaba, slices.Concat(chatter("2024-03-01", 8, 30), []string{
		"2024-03-01T10:00|supplier|Our company account: Bank of China Ningbo, IBAN DE89 3704 0044 0532 0130 00",
		"2024-03-01T10:05|supplier|Please add my WhatsApp +86 138 0013 8000, we talk there",
	})...)
	phone := source("chat.txt", chat.WhatsApp,
		"2024-03-02T09:00|buyer|Hello Lily",
		"2024-03-02T09:10|supplier|The production has begun",
		"2024-03-05T15:22|supplier|Our bank account has changed, please use the new account GB82 WEST 1234 5698 7654 32",
	)
	eng := New(book(t), Options{})
	x := eng.ExamineCase([]chat.Transcript{phone, platform})
	var changes []Finding
	for ev, err := range x.Events() {
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range ev.Findings {
			if f.Index != ev.Message.Index || f.Source != ev.Message.Source {
				t.Errorf("%s of %s:%d stands at %s:%d", f.Rule, f.Source, f.Index, ev.Message.Source, ev.Message.Index)
			}
			if f.Detector == "bank-change" {
				changes = append(changes, f)
			}
		}
	}
	if len(changes) == 0 {
		t.Fatal("no bank change found")
	}
	for _, f := range changes {
		// Number 32 of the platform is the switch, as it counts for itself.
		if f.Source != "chat.txt" || f.Index != 3 || len(f.Related) != 0 || !slices.Contains(f.Elsewhere, Place{Source: "messenger.html", Index: 32}) {
			t.Errorf("%s: %s:%d, related %v, elsewhere %v", f.Rule, f.Source, f.Index, f.Related, f.Elsewhere)
		}
	}
	if !slices.ContainsFunc(changes, func(f Finding) bool { return f.Rule == "bank-change/details-differ" }) {
		t.Errorf("the accounts of two platforms were not compared: %v", changes)
	}
	cs := x.Cases()
	if len(cs) != 1 || cs[0].Verdict != Hold || cs[0].Messages != 35 || cs[0].Source != "chat.txt + messenger.html" ||
		cs[0].Platform != "whatsapp + alibaba" || cs[0].Coverage.First != "2024-03-01T08:00" || cs[0].Coverage.Last != "2024-03-05T15:22" {
		t.Fatalf("cases %+v", cs)
	}
	for i, want := range []Part{{Source: "chat.txt", Platform: chat.WhatsApp, Messages: 3}, {Source: "messenger.html", Platform: chat.Alibaba, Messages: 32}} {
		got := cs[0].Parts[i]
		if got.Source != want.Source || got.Platform != want.Platform || got.Messages != want.Messages || got.Coverage.Found != want.Messages {
			t.Errorf("part %d is %+v, want %+v", i, got, want)
		}
	}
	for _, n := range cs[0].Counts {
		if n.Label == "channel-switch" && (n.First != 32 || n.FirstIn != "messenger.html") {
			t.Errorf("the switch is counted at %s #%d", n.FirstIn, n.First)
		}
	}
	var people []string
	for _, p := range cs[0].Participants {
		people = append(people, p.Name+" "+p.Platform)
	}
	slices.Sort(people)
	want := []string{"buyer alibaba", "buyer whatsapp", "supplier alibaba", "supplier whatsapp"}
	if diff := cmp.Diff(want, people); diff != "" {
		t.Errorf("participants (-want +got)\n%s", diff)
	}
}

// A window counts the messages of the case, however the sources number theirs.
func TestWindowsCountTheCase(t *testing.T) {
	said := "2024-03-01T07:00|supplier|Your account manager will call, who pays the invoice in your company and when?"
	change := "2024-03-03T10:00|supplier|Please use the new account GB82 WEST 1234 5698 7654 32, the old account is closed"
	eng := New(book(t), Options{})
	related := func(between int) int {
		near := source("a.txt", chat.WhatsApp, said)
		filler := source("b.txt", chat.WeChat, chatter("2024-03-02", 0, between)...)
		later := source("c.txt", chat.WhatsApp, change)
		n := 0
		for ev := range eng.ExamineCase([]chat.Transcript{later, filler, near}).Events() {
			for _, f := range ev.Findings {
				if f.Detector == "bank-change" && slices.Contains(f.Elsewhere, Place{Source: "a.txt", Index: 1}) {
					n++
				}
			}
		}
		return n
	}
	// The step from fishing for payment to a change reaches over 200 messages.
	if near, far := related(150), related(250); near == 0 || far != 0 {
		t.Errorf("%d findings point back over 150 messages, %d over 250; want some and none", near, far)
	}
}

func TestNamesOfOnePlatformShareTheirRole(t *testing.T) {
	talk := source("march.txt", chat.WhatsApp,
		"2024-03-01T10:00|Tom|Hi, how much for 500 pcs? Do you have stock?",
		"2024-03-01T10:05|Lily|Our price is 2.35 FOB Ningbo, our factory has stock, we can ship your order.",
		"2024-03-01T10:09|Tom|Can you send the catalogue? When can you ship?",
		"2024-03-01T10:15|Lily|Please pay to our new account, the old account is closed.",
	)
	rest := source("may.txt", chat.WhatsApp, "2024-05-01T10:00|Lily|ok")
	wechat := source("wechat.txt", chat.WeChat, "2024-05-02T10:00|Lily|ok")
	x := New(book(t), Options{}).ExamineCase([]chat.Transcript{talk, rest, wechat})
	for range x.Events() {
	}
	var got []string
	for _, p := range x.Cases()[0].Participants {
		got = append(got, fmt.Sprintf("%s %s %s %d", p.Name, p.Platform, p.Role, p.Messages))
	}
	want := []string{"Tom whatsapp buyer 2", "Lily whatsapp supplier 3", "Lily wechat unknown 1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestMixedClocksAreTold(t *testing.T) {
	x := New(book(t), Options{}).ExamineCase([]chat.Transcript{
		source("a", chat.Alibaba, "2024-03-05T10:00:00Z|buyer|hello"),
		source("b", chat.WhatsApp, "2024-03-05T11:00|buyer|hello"),
		source("c", chat.WeChat, "|buyer|hello"),
	})
	for range x.Events() {
	}
	notes := strings.Join(x.Cases()[0].Coverage.Integrity, "\n")
	for _, want := range []string{"some times carry a UTC offset", "c: no message carries a time"} {
		if !strings.Contains(notes, want) {
			t.Errorf("notes lack %q:\n%s", want, notes)
		}
	}
}

func TestStoppingACaseLeavesNothingRunning(t *testing.T) {
	long := chatter("2024-03-05", 0, 1200)
	eng := New(book(t), Options{})
	before := runtime.NumGoroutine()
	for range 20 {
		for range eng.ExamineCase([]chat.Transcript{source("a", chat.WhatsApp, long...), source("b", chat.WeChat, long...)}).Events() {
			break
		}
	}
	settled(t, before)
}

func TestLittleUnderstoodIsInTheVerdict(t *testing.T) {
	tests := []struct {
		name        string
		found, lost int
		lang        string
		want        string // "" for a clear verdict
	}{
		{"all", 100, 0, "en", ""},
		{"just enough", 100, 20, "en", ""},
		{"too little", 100, 21, "en", "only 79 of 100 lines of chat.txt could be understood; what was not read may change the picture"},
		{"too little, Chinese", 100, 21, "zh", "chat.txt 的 100 行中只有 79 行能够读懂；没有读懂的部分可能影响结论"},
		{"nothing counted", 0, 0, "en", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := Case{Source: "chat.txt", Verdict: Clear, Coverage: chat.Coverage{Unit: "lines", Found: tt.found, Lost: tt.lost}}
			c.admit(tt.lang)
			verdict := Verify
			if tt.want == "" {
				verdict = Clear
			}
			if got := strings.Join(c.Reasons, "\n"); got != tt.want || c.Verdict != verdict {
				t.Errorf("got %s, %q; want %s, %q", c.Verdict, got, verdict, tt.want)
			}
		})
	}
	hold := Case{Verdict: Hold, Coverage: chat.Coverage{Found: 10, Lost: 9}}
	if hold.admit("en"); hold.Verdict != Hold {
		t.Errorf("a hold became %s", hold.Verdict)
	}
}

// Daily exports of a year would else need more open files than a system gives.
func TestChatsThatFollowOneAnotherAreNotAllOpen(t *testing.T) {
	open, most := 0, 0
	var parts []chat.Transcript
	for i := range 40 {
		tr := source(fmt.Sprintf("day-%02d", i), chat.WhatsApp, chatter(fmt.Sprintf("2024-%02d-%02d", 1+i/28, 1+i%28), 9, 3)...)
		read := tr.Messages
		tr.Messages = func(cov *chat.Coverage) iter.Seq2[chat.Message, error] {
			return func(yield func(chat.Message, error) bool) {
				open++
				most = max(most, open)
				defer func() { open-- }()
				read(cov)(yield)
			}
		}
		parts = append(parts, tr)
	}
	n := 0
	for range New(book(t), Options{Workers: 1}).ExamineCase(parts).Events() {
		n++
	}
	if n != 120 || open != 0 || most > 2 {
		t.Errorf("%d messages, %d parts left open, %d open at the same time", n, open, most)
	}
}
