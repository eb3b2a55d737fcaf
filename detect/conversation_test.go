package detect

import (
	"flag"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"backchannel/parser/chat"
)

var update = flag.Bool("update", false, "rewrite what is wanted by what was found, to be read before it is committed")

// transcript makes a conversation of lines "role: text"; "system:" is a notice.
func transcript(platform, lines string) chat.Transcript {
	var ms []chat.Message
	start := time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC)
	for line := range strings.Lines(lines) {
		role, text, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		if !ok {
			continue
		}
		m := chat.Message{
			Source: "chat.txt", Platform: platform, Index: len(ms) + 1, Line: len(ms) + 1, Kind: chat.Text,
			Time: start.Add(time.Duration(len(ms)) * time.Hour).Format("2006-01-02T15:04"), Sender: role, Role: chat.Role(role),
			Text: strings.ReplaceAll(text, " / ", "\n"), Attachments: []string{},
		}
		switch role {
		case "system":
			m.Kind, m.Sender = chat.Notice, ""
		case "supplier", "buyer":
		default:
			m.Role = ""
		}
		ms = append(ms, m)
	}
	return chat.Transcript{Source: "chat.txt", Platform: platform, Messages: func(*chat.Coverage) iter.Seq2[chat.Message, error] {
		return func(yield func(chat.Message, error) bool) {
			for _, m := range ms {
				if !yield(m, nil) {
					return
				}
			}
		}
	}}
}

// examine gives "index rule severity" for every finding, and the verdict.
func examine(t *testing.T, eng *Engine, tr chat.Transcript) (string, Case) {
	t.Helper()
	var b strings.Builder
	x := eng.Examine(tr)
	for ev, err := range x.Events() {
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range ev.Findings {
			if got := ev.Message.Text[f.Start:f.End]; got != f.Quote || !utf8.ValidString(f.Quote) {
				t.Errorf("%s: quote %q, text[%d:%d] is %q", f.Rule, f.Quote, f.Start, f.End, got)
			}
			fmt.Fprintf(&b, "%d %s %s\n", f.Index, f.Rule, f.Severity)
		}
	}
	cs := x.Cases()
	if len(cs) != 1 {
		t.Fatalf("%d cases, want 1", len(cs))
	}
	return b.String(), cs[0]
}

// Whole conversations: the comment says why, chat is what was said, want is
// the verdict and every finding.
func TestConversations(t *testing.T) {
	files, err := filepath.Glob("testdata/conversations/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d conversations, %v", len(files), err)
	}
	eng := New(book(t), Options{})
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if strings.TrimSpace(string(a.Comment)) == "" {
				t.Error("the comment does not say what the conversation is for")
			}
			got, c := examine(t, eng, transcript(a.Files[0].Name, string(a.Files[0].Data)))
			got = string(c.Verdict) + "\n" + got
			if *update {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := string(a.Files[1].Data); got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}

func TestSameFindingsWhateverTheProcessors(t *testing.T) {
	var lines strings.Builder
	for i := range 700 {
		fmt.Fprintf(&lines, "supplier: please pay to our new account %d, the old one is frozen\nbuyer: 好的，我先打座机核实\n", i)
	}
	tr := transcript(chat.WhatsApp, lines.String())
	b := book(t)
	want, _ := examine(t, New(b, Options{Workers: 1}), tr)
	for run := range 5 {
		for _, n := range []int{1, 2, 4} {
			old := runtime.GOMAXPROCS(n)
			got, _ := examine(t, New(b, Options{}), tr)
			runtime.GOMAXPROCS(old)
			if got != want {
				t.Fatalf("run %d with %d processors differs", run, n)
			}
		}
	}
}

func TestStoppingLeavesNothingRunning(t *testing.T) {
	tr := transcript(chat.WhatsApp, strings.Repeat("buyer: hello there\n", 5000))
	eng := New(book(t), Options{})
	before := runtime.NumGoroutine()
	for range 20 {
		for range eng.Examine(tr).Events() {
			break
		}
	}
	settled(t, before)
}

// settled waits until no more goroutines run than before.
func settled(t *testing.T, before int) {
	t.Helper()
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

func TestRolesAreInferred(t *testing.T) {
	eng := New(book(t), Options{})
	tr := transcript(chat.WhatsApp, strings.Join([]string{
		"Tom: Hi, how much for 500 pcs? I need them in May.",
		"Lily: Dear, our price is 2.35 FOB Ningbo, MOQ 500, lead time 25 days.",
		"Tom: Can you send the catalogue? Do you have stock?",
		"Lily: We have stock, our factory can ship your order next week.",
		"Lily: Please pay to our new account, the old account is closed.",
	}, "\n")+"\n")
	_, c := examine(t, eng, tr)
	for _, p := range c.Participants {
		want := map[string]chat.Role{"Tom": chat.Buyer, "Lily": chat.Supplier}[p.Name]
		if p.Role != want || p.Basis != basisInferred {
			t.Errorf("%s is %s (%s), want %s", p.Name, p.Role, p.Basis, want)
		}
	}
	given := New(book(t), Options{Supplier: []string{"Tom"}})
	_, c = examine(t, given, tr)
	if c.Participants[0].Role != chat.Supplier || c.Participants[0].Basis != basisGiven || c.Participants[1].Role != chat.Buyer {
		t.Errorf("given: %+v", c.Participants)
	}
}

func TestIDsOutliveAddedMessages(t *testing.T) {
	eng := New(book(t), Options{})
	ids := func(lines string) map[string]bool {
		out := map[string]bool{}
		for ev := range eng.Examine(transcript(chat.WhatsApp, lines)).Events() {
			for _, f := range ev.Findings {
				if out[f.ID] {
					t.Errorf("id %s twice", f.ID)
				}
				out[f.ID] = true
			}
		}
		return out
	}
	first := "supplier: our bank account has changed, please use the new account\nsupplier: our bank account has changed, please use the new account\n"
	before, after := ids(first), ids(first+"buyer: hello\nsupplier: the old account is frozen\n")
	for id := range before {
		if !after[id] {
			t.Errorf("finding %s is gone after more messages", id)
		}
	}
	if len(after) <= len(before) {
		t.Errorf("%d findings, then %d", len(before), len(after))
	}
}
