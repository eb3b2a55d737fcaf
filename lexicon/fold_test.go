package lexicon

import (
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"ascii", "WhatsApp Me", "whatsapp me"},
		{"traditional", "請匯到新戶口，帳號", "请汇到新户口,账号"},
		{"full width", "ＷｅＣｈａｔ　１２", "wechat 12"},
		{"circled", "Ⓥ①❷ⓉⒺ", "v12te"},
		{"keycap", "1️⃣6️⃣", "16"},
		{"cyrillic in a latin word", "whаtsаpp", "whatsapp"},
		{"russian stays", "счет", "счет"},
		{"zero width", "W\u200bhats\u200bApp", "whatsapp"},
		{"small capitals", "ᴡʜᴀᴛꜱᴀᴘᴘ", "whatsapp"},
		{"apostrophe", "don’t", "don't"},
		{"invalid", "a\xffb", "a�b"},
	} {
		if got := Fold(c.in).Text; got != c.want {
			t.Errorf("%s: Fold(%q) = %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "WhatsApp", "加我薇❤信 ①②", "whаtsаpp\u200b!", "帳戶\xff", "㎏ ﬁ İ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		g := Fold(s)
		last := 0
		for i := range g.Text {
			_, n := utf8.DecodeRuneInString(g.Text[i:])
			from, to := g.Source(i, i+n)
			if from < last || to <= from || to > len(s) || utf8.ValidString(s) && !(utf8.RuneStart(s[from]) && (to == len(s) || utf8.RuneStart(s[to]))) {
				t.Fatalf("Source(%d, %d) = %d, %d in %q", i, i+n, from, to, s)
			}
			last = from
		}
	})
}
