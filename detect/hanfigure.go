package detect

import (
	"slices"
	"strings"
	"unicode/utf8"

	"backchannel/lexicon"
)

// hanDigits are the characters of a number in Chinese words.
const hanDigits = "零一二两兩三四五六七八九十百千万萬半廿卅"

// hanUnits are the characters that make such a number more than a count on the
// fingers.
const hanUnits = "十百千万萬廿卅"

// coins are the words behind a price in Chinese words.
var coins = []string{"块", "塊", "元", "毛", "蚊", "刀", "美金", "美元", "文", "港币", "人民币"}

// hanFigures adds to out the numbers in Chinese words that are prices (八块五,
// 十二元), quantities (三百个) or round sums (一万二).
func hanFigures(out []lexicon.Mark, text string) []lexicon.Mark {
	most := len(out) + maxFigures
	for i := 0; i < len(text) && len(out) < most; {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		n := hanNumber(text[i:])
		if n == 0 {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		kind, end := hanKind(text[i:], n)
		if kind != "" {
			out = append(out, lexicon.Mark{Kind: kind, Start: i, End: i + end})
		}
		i += max(n, end)
	}
	return out
}

// hanNumber is the length of the number in Chinese words at the start of s.
func hanNumber(s string) int {
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if r < utf8.RuneSelf || !strings.ContainsRune(hanDigits, r) {
			break
		}
		n += size
	}
	return n
}

// hanKind says what the number of length n at the start of s counts, and where
// it ends.
func hanKind(s string, n int) (kind string, end int) {
	number, rest := s[:n], s[n:]
	for _, c := range coins {
		if !strings.HasPrefix(rest, c) || strings.HasPrefix(rest, "块板") || strings.HasPrefix(rest, "毛坯") || strings.HasPrefix(rest, "元旦") {
			continue
		}
		return markPrice, n + len(c) + hanNumber(rest[len(c):])
	}
	if !strings.ContainsAny(number, hanUnits) || utf8.RuneCountInString(number) < 2 {
		return "", n
	}
	for _, m := range measures {
		if strings.HasPrefix(rest, m) {
			return "", n
		}
	}
	if slices.ContainsFunc(counters, func(c string) bool { return c[0] >= utf8.RuneSelf && strings.HasPrefix(rest, c) }) {
		return markQuantity, n
	}
	if strings.ContainsAny(number, "百千万萬") && strings.ContainsAny(number, "一二两兩三四五六七八九") {
		return markFigure, n
	}
	return "", n
}
