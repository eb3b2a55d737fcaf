package identifier

import (
	"strings"
	"unicode/utf8"
)

// signs are the marks of a handle written as words.
var signs = []struct{ word, mark string }{
	{"下划线", "_"}, {"下劃線", "_"}, {"底线", "_"}, {"底線", "_"}, {"dot", "."}, {"underscore", "_"}, {"underline", "_"}, {"横杠", "-"}, {"橫槓", "-"}, {"中划线", "-"}, {"減號", "-"}, {"减号", "-"}, {"dash", "-"}, {"hyphen", "-"},
}

// links between the pieces of a spelled handle that stand for nothing.
var spacers = []string{"后面跟", "後面跟", "后面是", "后面", "後面", "然后", "然後", "再加", "再來", "再来", "数字", "數字", "加上", "then", "numbers", "number", "plus", "再"}

// anchors are the words behind which a spelled handle begins.
var anchors = []string{":", " is ", "是", "搜", "id ", "=", "叫", "打", "备用", "備用"}

// spelled looks in s[from:limit] for a handle told piece by piece: s h i g u a
// n g 再加 五②零, leo 下划线 futai 下划线 二二一九, hualin then underscore tianjin
// then 77. It gives its place and form.
func (t *scan) spelled(from, limit int) (start, end int, v string) {
	limit = min(limit+24, len(t.s))
	for limit < len(t.s) && !utf8.RuneStart(t.s[limit]) {
		limit++
	}
	low := strings.ToLower(t.s[from:limit])
	if len(low) != limit-from {
		return 0, 0, ""
	}
	for _, a := range anchors {
		for at := 0; ; {
			k := strings.Index(low[at:], a)
			if k < 0 {
				break
			}
			at += k + len(a)
			if start, end, v = t.pieces(from + at); v != "" {
				return start, end, v
			}
		}
	}
	return t.pieces(from)
}

// pieces reads a handle told piece by piece that begins at place i. It counts
// only if something of it was told in words: a sign, a numeral, or letters one
// by one.
func (t *scan) pieces(i int) (start, end int, v string) {
	for i < len(t.s) && (t.s[i] == ' ' || t.s[i] == ':') {
		i++
	}
	start, end = i, i
	var b strings.Builder
	told, single, words, dots := 0, 0, 0, 0
	for i < len(t.s) && b.Len() <= 24 {
		if n := t.spacer(i); n > 0 {
			if t.s[i] == ',' && told > 0 && b.Len() >= 6 {
				break
			}
			if t.s[i] >= utf8.RuneSelf && n < 4 {
				dots++
			}
			i += n
			continue
		}
		mark, n := t.sign(i)
		if n > 0 {
			b.WriteString(mark)
			if n > 1 {
				told++
			}
			i += n
			end = i
			continue
		}
		it, ok := t.item(i)
		switch {
		case ok && (!it.word || b.Len() > 0) && !(it.word && isLetter(t.s[i]) && told == 0 && words == 0):
			if it.word {
				told++
			}
			b.WriteString(it.digits)
			i = it.end
		case isAlnum(t.s[i]):
			z := t.wordEnd(i)
			if z == i+1 {
				single++
			}
			words++
			b.WriteString(t.s[i:z])
			i = z
		default:
			i = len(t.s)
			continue
		}
		end = i
	}
	v = strings.ToLower(b.String())
	if dots > 1 && strings.Contains(t.s[end:min(len(t.s), end+30)], "去掉") { // guan丶feng丶case (丶去掉)
		return start, end, v
	}
	if !nameTold(v, told, single, words) {
		return 0, 0, ""
	}
	return start, end, v
}

// wordEnd gives the end of the letters, digits and low lines at place i.
func (t *scan) wordEnd(i int) int {
	for i < len(t.s) && (isAlnum(t.s[i]) || t.s[i] == '_') {
		i++
	}
	return i
}

// nameTold reports whether v, put together from so many words, of which so
// many are single letters, can be a name that somebody told in pieces.
func nameTold(v string, told, single, words int) bool {
	switch {
	case len(v) < 6 || len(v) > 20 || !isLetter(v[0]):
		return false
	case single > 0 && single < 4 || single >= 4 && words > single+1:
		return false
	case told == 0:
		return single >= 4
	}
	return words-single <= 5 && (hasDigit(v) || strings.ContainsAny(v, "_-."))
}

// spacer gives the length of what stands for nothing at place i.
func (t *scan) spacer(i int) int {
	if c := t.s[i]; c == ' ' || c == ',' || c == '+' {
		return 1
	}
	if r, n := utf8.DecodeRuneInString(t.s[i:]); r == '·' || r == '丶' || r == '•' {
		return n
	}
	for _, w := range spacers {
		if hasPrefixFold(t.s[i:], w) && (w[0] >= utf8.RuneSelf || i+len(w) < len(t.s) && t.s[i+len(w)] == ' ') {
			return len(w)
		}
	}
	return 0
}

// sign gives the mark told at place i and the length of its word.
func (t *scan) sign(i int) (string, int) {
	if t.s[i] == '_' || t.s[i] == '-' {
		return t.s[i : i+1], 1
	}
	for _, w := range signs {
		if hasPrefixFold(t.s[i:], w.word) {
			return w.mark, len(w.word)
		}
	}
	return "", 0
}
