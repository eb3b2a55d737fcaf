package lexicon

import (
	"slices"
	"strings"
	"testing"
)

// cutBy cuts a text by the built-in dictionary.
func cutBy(t testing.TB, text string) []string {
	s := &book(t).seg
	s.once.Do(s.load)
	in := stretch{to: int32(len(text))}
	s.cut(&in, text)
	var out []string
	for _, w := range in.words {
		out = append(out, text[w.start:w.end])
	}
	return out
}

func TestTextIsCutIntoWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"我稍微信任你们", "我|稍微|信任|你们"},
		{"我稍微信他一点", "我|稍微|信|他|一点"},
		{"加微信聊", "加|微信|聊"},
		{"样品昨天已经寄出", "样品|昨天|已经|寄|出"},
		{"两千个wh40做到12块", "两千|个|wh40|做到|12|块"},
		{"龘靐a", "龘|靐|a"},
		{"é很ạ", "é|很|ạ"},
		{"", ""},
	} {
		if got := strings.Join(cutBy(t, c.text), "|"); got != c.want {
			t.Errorf("%q is cut into %s, want %s", c.text, got, c.want)
		}
	}
}

// Whatever is cut, nothing is lost and no character is torn.
func FuzzCut(f *testing.F) {
	f.Add("我稍微信任你们 WhatsApp➕你")
	f.Add("\xff加\xe4\xb8微信v")
	f.Fuzz(func(t *testing.T, text string) {
		text = Fold(text).Text
		words := cutBy(t, text)
		if strings.Join(words, "") != text || slices.Contains(words, "") {
			t.Errorf("%q is cut into %q", text, words)
		}
	})
}
