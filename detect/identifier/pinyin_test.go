package identifier

import (
	"slices"
	"strings"
	"testing"

	"github.com/mozillazg/go-pinyin"
)

// The table holds what go-pinyin knows of every character, and nothing else.
func TestPinyinIsThatOfTheLibrary(t *testing.T) {
	got := map[rune][]string{}
	for syllable, characters := range readAs() {
		if len(syllable) > longestSyllable {
			t.Errorf("%s is longer than the longest syllable", syllable)
		}
		for _, r := range strings.TrimSuffix(characters, "\n") {
			got[r] = append(got[r], syllable)
		}
	}
	args := pinyin.NewArgs()
	args.Heteronym = true
	for r := range rune(0x40000) {
		want := pinyin.SinglePinyin(r, args)
		slices.Sort(want)
		slices.Sort(got[r])
		if !slices.Equal(got[r], slices.Compact(want)) {
			t.Errorf("%c %U is read %v, want %v: run go generate ./detect/identifier", r, r, got[r], want)
		}
	}
}

func TestSounds(t *testing.T) {
	for _, c := range []struct {
		han, latin string
		want       bool
	}{
		{"西安", "xian", true},
		{"先", "xian", true},
		{"重庆", "chongqing", true},
		{"重庆", "zhongqing", true},
		{"绿", "lv", true},
		{"长a安", "changan", true}, // what has no reading is passed over
		{"长安", "chang", false},
		{"长安", "changanx", false},
		{"龙", "long", true},
		{"龙", "lon", false},
		{"", "", true},
		{"", "a", false},
	} {
		if got := sounds(c.han, c.latin); got != c.want {
			t.Errorf("sounds(%s, %s) = %v, want %v", c.han, c.latin, got, c.want)
		}
	}
}
