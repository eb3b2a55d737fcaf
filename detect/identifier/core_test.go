package identifier

import (
	"slices"
	"testing"
)

func TestCoreWords(t *testing.T) {
	for name, want := range map[string][]string{
		"Ningbo Lumoqi Lighting Co., Ltd.": {"Lumoqi"},
		"Hong Kong Brightway Trading Ltd":  {"Brightway"},
		"宁波鲁墨奇照明有限公司":                      {"鲁墨奇"},
		"Lumoqi 宁波鲁墨奇照明有限公司":               {"Lumoqi", "鲁墨奇"},
		"Trading Co., Ltd":                 nil,
	} {
		if got := CoreWords(name); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestReadings(t *testing.T) {
	for r, want := range map[rune][]string{'陈': {"chen"}, '重': {"chong", "tong", "zhong"}, 'a': nil} {
		if got := Readings(r); !slices.Equal(got, want) {
			t.Errorf("%c: got %q, want %q", r, got, want)
		}
	}
}
