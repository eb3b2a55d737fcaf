package identifier

import (
	"strings"
	"unicode/utf8"
)

// num is a group of digits: s[start:end], nothing but 0 to 9.
type num struct{ start, end int }

func (n num) len() int { return n.end - n.start }

// read goes through the folded text once and notes labels, groups of digits
// and at signs.
func (t *scan) read() {
	x, s := labels(), t.s
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case isDigit(c):
			j := i + 1
			for j < len(s) && isDigit(s[j]) {
				j++
			}
			t.nums = append(t.nums, num{i, j})
			i = j
		case c == '@':
			t.ats = append(t.ats, i)
			i++
		case isLetter(c):
			i = t.readWord(x, i)
		case c < utf8.RuneSelf:
			t.stars = t.stars || c == '*'
			i++
		default:
			if l := x.at(s, i); l != nil {
				t.hit(i, i+len(l.word), l)
				i += len(l.word)
				continue
			}
			r, n := utf8.DecodeRuneInString(s[i:])
			if t.between(i, i+n) {
				if r == t.filler || r == '丨' || r == '丶' || !sameRune(r) {
					t.fancy++ // 138❤1234❤5678, 15山462山692山781
				}
				t.filler = r
			}
			switch r {
			case '划', '劃', '丶', '·':
				t.apart = true
			case '艾', '圈':
				t.at = true
			case '十':
				t.han++
			case '•', '●':
				t.stars = true
			}
			if numeral(r) != 0 {
				t.han++
				if i > 0 && isDigit(s[i-1]) || t.goesOn(i+n) {
					t.fancy++
				}
			}
			i += n
		}
	}
}

// between reports whether digits stand on both sides of s[a:z], a space apart
// at most.
func (t *scan) between(a, z int) bool {
	if a > 0 && t.s[a-1] == ' ' {
		a--
	}
	if z < len(t.s) && t.s[z] == ' ' {
		z++
	}
	return a > 0 && z < len(t.s) && isDigit(t.s[a-1]) && isDigit(t.s[z])
}

// hit notes label l at s[a:z].
func (t *scan) hit(a, z int, l *label) {
	t.hits = append(t.hits, hit{a, z, l})
	t.paid = t.paid || l.role == iban || l.role == bic || l.role == cash
}

// readWord reads the Latin word at s[i] and gives the place behind it, or
// behind the label that begins with it.
func (t *scan) readWord(x *index, i int) int {
	s := t.s
	if l := x.at(s, i); l != nil {
		t.hit(i, i+len(l.word), l)
		return i + len(l.word)
	}
	j := i + 1
	for j < len(s) && isLetter(s[j]) {
		j++
	}
	if j == i+1 {
		if l, end := x.spaced(s, i); l != nil {
			t.hit(i, end, l)
			return end
		}
	}
	if j-i >= 6 && isUpper(s[i]) && isUpper(s[i+3]) && (i == 0 || !isAlnum(s[i-1])) {
		t.caps = append(t.caps, i)
	}
	if s[i]|0x20 == 'o' && i > 0 && isDigit(s[i-1]) {
		t.fancy++
	}
	if s[i]|0x20 == 'v' && j == i+1 && i > 0 && s[i-1] == '+' {
		t.hit(i, j, &plusV)
		return j
	}
	if j == i+4 && s[i:j] == "LINE" {
		t.hit(i, j, &lineApp)
		return j
	}
	if n := photo(s[i:]); n > 0 {
		t.claim(i, i+n)
		return i + n
	}
	if s[i]|0x20 == 'x' {
		t.stars = true
	}
	if s[i]|0x20 == 'a' && j == i+2 && s[i+1]|0x20 == 't' {
		t.at = true
	}
	switch j - i {
	case 1:
		t.apart = t.apart || j+1 < len(s) && s[j] == ' ' && isLetter(s[j+1]) && (j+2 == len(s) || !isAlnum(s[j+2]))
	case 2, 3, 4, 5:
		t.apart = t.apart || j == i+3 && strings.EqualFold(s[i:j], "dot")
		t.fifty = t.fifty || j == i+5 && strings.EqualFold(s[i:j], "fifty")
		if digitWord(s[i:j]) && (t.goesOn(j) || i > 0 && isDigit(s[i-1])) {
			t.fancy++
		}
	case 9, 10:
		t.apart = t.apart || strings.EqualFold(s[i:j], "underscore") || strings.EqualFold(s[i:j], "underline")
	}
	return j
}

// plusV is the label +V, "add me on WeChat".
var plusV = label{word: "+v", role: app, app: "wechat"}

// lineApp is the app LINE, which stands in capitals: the word is a common one.
var lineApp = label{word: "line", role: app, app: "line"}

// spaced finds a label whose letters stand apart, as in w h a t s a p p or
// W-e-C-h-a-t. It gives the label and the place behind it.
func (x *index) spaced(s string, i int) (*label, int) {
	var buf [24]byte
	var ends [24]int
	n := 0
	for n < len(buf) && i < len(s) && isLetter(s[i]) && (i+1 == len(s) || !isLetter(s[i+1])) {
		buf[n], ends[n] = lower(s[i]), i+1
		n++
		i++
		if i < len(s) && strings.IndexByte(" -._*/|\\~^,", s[i]) >= 0 {
			i++
		}
	}
	if n < 3 {
		return nil, 0
	}
	l := x.at(string(buf[:n]), 0)
	if l == nil || len(l.word) < 3 || l.role != app && l.role != wallet {
		return nil, 0
	}
	return l, ends[len(l.word)-1]
}

// gap gives the separator between group i and the next one: a space, a hyphen
// or a dot, with brackets and one space more allowed around it; 0 when
// anything else stands there.
func (t *scan) gap(i int) byte {
	if i < 0 || i+1 >= len(t.nums) {
		return 0
	}
	g := t.s[t.nums[i].end:t.nums[i+1].start]
	switch len(g) {
	case 1:
		if g[0] == ' ' || g[0] == '-' || g[0] == '.' {
			return g[0]
		}
		if g[0] == ')' || g[0] == '(' {
			return ' '
		}
	case 2:
		if g == ") " || g == ")-" || g == " (" {
			return ' '
		}
	case 3:
		switch g {
		case " - ":
			return '-'
		case " : ":
			return ' '
		}
	}
	return 0
}

// digits joins the groups from i to before j.
func (t *scan) digits(i, j int) string {
	if j == i+1 {
		return t.s[t.nums[i].start:t.nums[i].end]
	}
	var b strings.Builder
	for _, n := range t.nums[i:j] {
		b.WriteString(t.s[n.start:n.end])
	}
	return b.String()
}

// reach is how far before a number its label may stand, in characters.
const reach = 25

// introducers are the roles that say what a number behind them is.
const introducers = 1<<account | 1<<card | 1<<iban | 1<<bic | 1<<cnaps | 1<<routing | 1<<branch | 1<<tail | 1<<phone | 1<<email |
	1<<app | 1<<wallet | 1<<fps | 1<<cash | 1<<coin | 1<<code | 1<<identity | 1<<trap | 1<<parcel | 1<<money

// before gives the nearest label of the roles that ends at or before place i,
// on the same line or the one above and within limit characters.
func (t *scan) before(i, limit int, roles uint64) *hit {
	for k := t.lastHit(i); k >= 0; k-- {
		h := &t.hits[k]
		if i-h.end > 4*limit {
			return nil
		}
		if roles>>h.role&1 == 0 {
			continue
		}
		g := t.s[h.end:i]
		if utf8.RuneCountInString(g) > limit || strings.Count(g, "\n") > 1 {
			return nil
		}
		return h
	}
	return nil
}

// after gives the nearest label of the roles that begins at or behind place i,
// on the same line and within limit characters.
func (t *scan) after(i, limit int, roles uint64) *hit {
	for k := t.lastHit(i) + 1; k < len(t.hits); k++ {
		h := &t.hits[k]
		if h.start < i {
			continue
		}
		if h.start-i > 4*limit {
			return nil
		}
		if roles>>h.role&1 == 0 {
			continue
		}
		g := t.s[i:h.start]
		if utf8.RuneCountInString(g) > limit || strings.IndexByte(g, '\n') >= 0 {
			return nil
		}
		return h
	}
	return nil
}

// lastHit gives the index of the last label that ends at or before place i, -1
// when there is none.
func (t *scan) lastHit(i int) int {
	lo, hi := 0, len(t.hits)
	for lo < hi {
		if m := (lo + hi) / 2; t.hits[m].end <= i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo - 1
}

// word gives the folded label word of h, "" for none.
func (h *hit) word() string {
	if h == nil {
		return ""
	}
	return h.label.word
}

// name gives what the label is about, "" for none.
func (h *hit) name() string {
	if h == nil {
		return ""
	}
	return h.label.app
}

// wordAround gives the bounds of the unbroken run of letters and digits that
// holds place i, as far as a hundred bytes on each side: no identifier is
// longer, and giant words must not cost more than their length.
func (t *scan) wordAround(i int) (int, int) {
	a, z := i, i
	for a > max(0, i-100) && isAlnum(t.s[a-1]) {
		a--
	}
	for z < min(len(t.s), i+100) && isAlnum(t.s[z]) {
		z++
	}
	return a, z
}
