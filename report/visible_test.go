package report

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestVisible(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"plain", "We pay, 100%.\tOK\n", "We pay, 100%.\tOK\n"},
		{"chinese", "请付到我个人账户，今天。", "请付到我个人账户，今天。"},
		{"accents", "señor Müller – naïve", "señor Müller – naïve"},
		{"escape sequence", "\x1b[2Jpay", `\x1b[2Jpay`},
		{"c1 control", "a\u009bb", `a\x9bb`},
		{"nul and delete", "a\x00b\x7f", `a\x00b\x7f`},
		{"carriage return", "hide\rpay", `hide\rpay`},
		{"bidi override", "acc\u202e321\u202c", `acc\u202e321\u202c`},
		{"direction mark", "a\u200eb", `a\u200eb`},
		{"isolates", "\u2066x\u2069", `\u2066x\u2069`},
		{"zero width", "We\u200bChat", `We\u200bChat`},
		{"joiner in a word", "We\u200dChat", `We\u200dChat`},
		{"joiner in a family", "👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"},
		{"rainbow flag", "🏳\ufe0f\u200d🌈", "🏳\ufe0f\u200d🌈"},
		{"keycap", "1\ufe0f\u20e3", "1\ufe0f\u20e3"},
		{"selector after a letter", "a\ufe0fb", `a\ufe0fb`},
		{"non-joiner in persian", "می\u200cخواهم", "می\u200cخواهم"},
		{"byte order mark", "\ufeffx", `\ufeffx`},
		{"soft hyphen", "ac\u00adcount", `ac\xadcount`},
		{"line separator", "a\u2028b", `a\u2028b`},
		{"hangul filler", "a\u3164b", `a\u3164b`},
		{"tag characters", "x\U000e0041", `x\U000e0041`},
		{"broken utf-8", "a\xffb", `a\xffb`},
		{"replacement character", "a\ufffdb", "a\ufffdb"},
		{"piled marks", "a" + strings.Repeat("\u0301", 6), "a" + strings.Repeat("\u0301", 4) + `\u0301\u0301`},
		{"noncharacter", "a\uffffb", `a\uffffb`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := visible(tt.in); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestInert(t *testing.T) {
	for in, want := range map[string]string{
		"":                  "",
		"hello":             "hello",
		"=1+1":              "'=1+1",
		"+86 138 0000 0000": "'+86 138 0000 0000",
		"- 30% deposit":     "'- 30% deposit",
		"@SUM(A1)":          "'@SUM(A1)",
		"＝1+1":              "'＝1+1",
		" =1+1":             "' =1+1",
		"\u3000=1+1":        "'\u3000=1+1",
		"\tx":               "'\tx",
		"3% off = good":     "3% off = good",
		"请付款":               "请付款",
	} {
		if got := inert(in); got != want {
			t.Errorf("inert(%q) = %q, want %q", in, got, want)
		}
	}
}

// shows fails when a text could hide or repaint words.
func shows(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Errorf("%q is not UTF-8", s)
	}
	for _, r := range s {
		if (unicode.IsControl(r) && r != '\n' && r != '\t') || unicode.Is(unicode.Bidi_Control, r) {
			t.Errorf("%q holds %U", s, r)
		}
	}
}

func FuzzVisible(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := visible(s)
		shows(t, got)
		if again := visible(got); again != got {
			t.Errorf("visible(%q) = %q, and once more %q", s, got, again)
		}
	})
}
