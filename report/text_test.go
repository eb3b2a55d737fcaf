package report

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"backchannel/detect"
)

var sgr = regexp.MustCompile("\x1b\\[[0-9;]*m")

// fitsTerminal fails when a line is wider than the terminal or could do
// anything but show characters.
func fitsTerminal(t *testing.T, out string, width int) {
	t.Helper()
	for line := range strings.SplitSeq(out, "\n") {
		if n := display(line); n > width {
			t.Errorf("%d cells, want at most %d: %q", n, width, line)
		}
		shows(t, line)
		if strings.Contains(line, "\t") {
			t.Errorf("tab in %q", line)
		}
	}
}

func TestTextIsHarmless(t *testing.T) {
	for name, s := range hostile {
		t.Run(name, func(t *testing.T) {
			for _, language := range Languages() {
				run := sampleRun(language)
				run.Unread = append(run.Unread, unreadable)
				out := screen(t, run, hostileConversation(s), hostileConversation(s)) // with a table
				fitsTerminal(t, out, 80)
				if n := strings.Count(out, "\n"); n > 120 {
					t.Errorf("%d lines are no screen", n)
				}
			}
		})
	}
}

func TestTextFitsNarrowAndWideTerminals(t *testing.T) {
	for width, want := range map[int]int{20: 40, 40: 40, 60: 60, 100: 100, 300: 100} {
		run := sampleRun("en")
		run.Width = width
		fitsTerminal(t, screen(t, run, sample, quiet), want)
	}
}

func TestTextSaysTheVerdictInWords(t *testing.T) {
	for _, tt := range []struct {
		verdict detect.Verdict
		en, zh  string
	}{
		{detect.Hold, "HOLD PAYMENT", "暂停付款"},
		{detect.Verify, "VERIFY FIRST", "先核实"},
		{detect.Clear, "NO SIGNAL FOUND", "未发现信号"},
	} {
		for language, want := range map[string]string{"en": tt.en, "zh": tt.zh} {
			for _, colour := range []bool{false, true} {
				run := sampleRun(language)
				run.Colour = colour
				out := screen(t, run, func() ([]detect.Event, detect.Case) {
					return nil, detect.Case{Source: "x", Verdict: tt.verdict, Messages: 3}
				})
				if !strings.Contains(out, want) {
					t.Errorf("%s/%s colour=%v: no %q in\n%s", tt.verdict, language, colour, want, out)
				}
				if proof := map[string]string{"en": "Nothing found is not proof of safety", "zh": "没有发现不等于安全"}[language]; !strings.Contains(out, proof) {
					t.Errorf("%s/%s: no %q", tt.verdict, language, proof)
				}
				if sgr.MatchString(out) != colour {
					t.Errorf("%s/%s: colour=%v, but %q", tt.verdict, language, colour, out)
				}
				if left := sgr.ReplaceAllString(out, ""); strings.Contains(left, "\x1b") {
					t.Errorf("another escape sequence in %q", left)
				}
			}
		}
	}
}

func TestTextShowsGapsInTheReading(t *testing.T) {
	out := screen(t, sampleRun("en"), sample)
	for _, want := range []string{"places that could not be read: 1", "_chat.txt:1: text\n    before the first message", "a gap of 2 days"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

func TestTextOfManyConversations(t *testing.T) {
	var all []conversation
	verdicts := []detect.Verdict{detect.Clear, detect.Verify, detect.Hold}
	for i := range 30 {
		all = append(all, func() ([]detect.Event, detect.Case) {
			return nil, detect.Case{Source: fmt.Sprintf("chat-%02d.txt", i), Verdict: verdicts[i%3], Messages: 1}
		})
	}
	out := screen(t, sampleRun("en"), all...)
	if n := strings.Count(out, "["); n != maxScreens {
		t.Errorf("%d screens, want %d", n, maxScreens)
	}
	_, table, _ := strings.Cut(out, "  Conversation\n")
	var order []string
	for line := range strings.Lines(table) {
		order = append(order, strings.Fields(line)[0]+" "+line[strings.LastIndex(line, " ")+1:len(line)-1])
	}
	if len(order) != 30 || order[0] != "HOLD chat-02.txt" || order[9] != "HOLD chat-29.txt" || order[10] != "VERIFY chat-01.txt" || order[29] != "NO chat-27.txt" {
		t.Errorf("%d rows in the order %q", len(order), order)
	}
	if !strings.Contains(out, "20 screens have been shown") {
		t.Error("the screens end without a word")
	}
}

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		width    int
		want     []string
	}{
		{"empty", "", 10, []string{""}},
		{"short", "pay today", 10, []string{"pay today"}},
		{"at a blank", "please pay today", 10, []string{"please pay", "today"}},
		{"long word", "DE89370400440532013000", 10, []string{"DE89370400", "4405320130", "00"}},
		{"long word after a blank", "to DE89370400440532013000", 10, []string{"to", "DE89370400", "4405320130", "00"}},
		{"word of the width after a blank", " 1234567890x", 10, []string{"", "1234567890", "x"}},
		{"chinese", "请不要再打到以前的账户", 10, []string{"请不要再打", "到以前的账", "户"}},
		{"closing sign", "请不要再打。到", 10, []string{"请不要再", "打。到"}},
		{"both", "pay 付款 now 今天", 9, []string{"pay 付款", "now 今天"}},
		{"family is one", "a👨‍👩‍👧b", 2, []string{"a", "👨‍👩‍👧", "b"}},
		{"marks stay", "e\u0301e\u0301e\u0301", 2, []string{"e\u0301e\u0301", "e\u0301"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := Wrap(tt.in, tt.width)
			if strings.Join(got, "|") != strings.Join(tt.want, "|") {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestClipSaysThatItCuts(t *testing.T) {
	for in, want := range map[string]string{
		"one two three four":           "one two|three …",
		"one two three":                "one two|three",
		strings.Repeat("付", 1<<20):     "付付付付|付付付 …",
		strings.Repeat("word ", 1<<20): "word|word …",
	} {
		if got := strings.Join(clip(in, 8, 2), "|"); got != want {
			t.Errorf("clip(%.20q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s, 10)
	}
	f.Fuzz(func(t *testing.T, s string, width int) {
		width = 12 + abs(width)%100 // a character with all its marks fits twelve cells
		s = oneLine(s)
		lines := Wrap(s, width)
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := strings.Join(lines, ""); squeeze(got) != squeeze(s) {
			t.Errorf("Wrap(%q) lost something: %q", s, lines)
		}
		for _, l := range lines {
			if display(l) > width {
				t.Errorf("%q is wider than %d", l, width)
			}
		}
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}
