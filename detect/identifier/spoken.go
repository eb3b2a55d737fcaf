package identifier

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// digitWords are the words for digits, English and pinyin.
var digitWords = map[string]byte{
	"zero": '0', "oh": '0', "o": '0', "nil": '0', "one": '1', "two": '2', "three": '3', "four": '4', "five": '5',
	"six": '6', "seven": '7', "eight": '8', "nine": '9',
	"ling": '0', "yi": '1', "yao": '1', "er": '2', "san": '3', "si": '4', "wu": '5', "liu": '6', "qi": '7', "ba": '8', "jiu": '9',
}

// tens are the words for tens, by their first digit.
var tens = map[string]byte{
	"twenty": '2', "thirty": '3', "forty": '4', "fifty": '5', "sixty": '6', "seventy": '7', "eighty": '8', "ninety": '9',
}

// digitWord reports whether w is a word for a digit, in any case.
func digitWord(w string) bool {
	var b [5]byte
	for i := range len(w) {
		b[i] = lower(w[i])
	}
	return digitWords[string(b[:len(w)])] != 0
}

// numeral gives the digit that a Chinese numeral stands for, 0 for other
// runes. The forms of cheques and of the radio are there too.
func numeral(r rune) byte {
	switch r {
	case '零', '〇', '○', '洞':
		return '0'
	case '一', '壹', '幺':
		return '1'
	case '二', '贰', '貳', '两', '兩':
		return '2'
	case '三', '叁', '參':
		return '3'
	case '四', '肆':
		return '4'
	case '五', '伍':
		return '5'
	case '六', '陆', '陸':
		return '6'
	case '七', '柒', '拐':
		return '7'
	case '八', '捌':
		return '8'
	case '九', '玖', '勾':
		return '9'
	}
	return 0
}

// item is a piece of a number that is at least in part written in words.
type item struct {
	start, end int
	digits     string
	word       bool // not plain digits
}

// fillers are the words that people put between the pieces of such a number.
var fillers = []string{"然后", "然後", "再来", "再來", "接着", "接著", "后面跟", "後面跟", "后面", "後面", "再加", "再", "空", "then", "dash", "space", "and"}

// goesOn reports whether behind place i, marks skipped, a digit or a word for
// one follows: a lone "one" or 一 is no number.
func (t *scan) goesOn(i int) bool {
	for k := i; k < len(t.s) && k < i+12; {
		c := t.s[k]
		switch {
		case isDigit(c):
			return true
		case isLetter(c):
			z := k
			for z < len(t.s) && isLetter(t.s[z]) {
				z++
			}
			return z-k <= 6 && (digitWords[strings.ToLower(t.s[k:z])] != 0 || times(strings.ToLower(t.s[k:z])) != 0)
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(t.s[k:])
			if numeral(r) != 0 || slices.ContainsFunc(fillers, func(f string) bool { return strings.HasPrefix(t.s[k:], f) }) {
				return true
			}
			if sameRune(r) && r != '、' {
				return false
			}
			k += n
		default:
			k++
		}
	}
	return false
}

// spoken finds numbers written in words, wholly or in part: 一六四 3077 2285,
// one five four 9036 2217, 138OO138OOO.
func (t *scan) spoken() {
	if t.fancy == 0 {
		return
	}
	var run []item
	for i := 0; i < len(t.s); {
		it, ok := t.item(i)
		if !ok {
			i = t.step(i)
			continue
		}
		if n := len(run); n > 0 {
			g := t.s[run[n-1].end:it.start]
			if !t.joined(run[n-1].end, it.start) {
				t.takeSpoken(run)
				run = run[:0]
			} else if strings.ContainsFunc(g, func(r rune) bool { return r >= utf8.RuneSelf }) {
				it.word = true // 138❤1234❤5678
			}
		}
		run = append(run, it)
		i = it.end
	}
	t.takeSpoken(run)
}

// step gives the next place after i where an item may begin.
func (t *scan) step(i int) int {
	if isAlnum(t.s[i]) {
		for i < len(t.s) && isAlnum(t.s[i]) {
			i++
		}
		return i
	}
	_, n := utf8.DecodeRuneInString(t.s[i:])
	return i + n
}

// item reads a piece of a number at place i.
func (t *scan) item(i int) (item, bool) {
	c := t.s[i]
	if c >= utf8.RuneSelf {
		r, n := utf8.DecodeRuneInString(t.s[i:])
		d := numeral(r)
		return item{i, i + n, string(rune(d)), true}, d != 0
	}
	if !isAlnum(c) {
		return item{}, false
	}
	z := i
	for z < len(t.s) && isAlnum(t.s[z]) {
		z++
	}
	if z-i > 24 {
		return item{}, false
	}
	w := strings.ToLower(t.s[i:z])
	if allDigits(w) {
		return item{i, z, w, false}, true
	}
	if d, ok := digitWords[w]; ok {
		return item{i, z, string(rune(d)), true}, true
	}
	if d := tens[w]; d != 0 {
		if it, ok := t.item(min(z+1, len(t.s)-1)); ok && it.start == z+1 && len(it.digits) == 1 && it.digits != "0" && it.word {
			return item{i, it.end, string(rune(d)) + it.digits, true}, true
		}
		return item{i, z, string(rune(d)) + "0", true}, true
	}
	if n := times(w); n > 0 && z < len(t.s) && t.s[z] == ' ' {
		if it, ok := t.item(z + 1); ok && len(it.digits) == 1 {
			return item{i, it.end, strings.Repeat(it.digits, n), true}, true
		}
	}
	if v := lettersAsDigits(w); v != "" {
		return item{i, z, v, true}, true
	}
	return item{}, false
}

// times gives how often the digit behind the word w counts, 0 for others.
func times(w string) int {
	switch w {
	case "double", "dbl":
		return 2
	case "triple":
		return 3
	}
	return 0
}

// lettersAsDigits reads w, lower case, with o for 0 and l or i for 1, if
// digits prevail in it; "" if it is another word.
func lettersAsDigits(w string) string {
	n := 0
	b := []byte(w)
	for i, c := range b {
		switch {
		case isDigit(c):
			n++
		case c == 'o':
			b[i] = '0'
		case c == 'l' || c == 'i':
			b[i] = '1'
		default:
			return ""
		}
	}
	if n < 2 && (n == 0 || len(w) != 4 || strings.ContainsAny(w[1:], "li")) || n*4 < len(w) {
		return ""
	}
	return string(b)
}

// joined reports whether s[a:z] between two pieces of a number lets them be
// one: marks and fillers, no line end.
func (t *scan) joined(a, z int) bool {
	g := t.s[a:z]
	if len(g) > 24 || strings.IndexByte(g, '\n') >= 0 {
		return false
	}
	if len(g) > 3 {
		low := strings.ToLower(g)
		for _, f := range fillers {
			low = strings.Replace(low, f, "", 1)
		}
		g = low
	}
	marks := 0
	for _, r := range g {
		switch {
		case r == ' ':
		case strings.ContainsRune("-.,、·•_*/~|()…—●★☆▪丶丨+", r), r == t.filler, r >= 0x1f300 && r < 0x1faff, r >= 0x2600 && r < 0x27c0:
			marks++
		default:
			return false
		}
	}
	return marks <= 3
}

// takeSpoken records run if it is a number. A number word may stand before or
// behind it by chance ("this one"), so it is tried without its ends too.
func (t *scan) takeSpoken(run []item) {
	if len(run) > 32 {
		run = run[:32]
	}
	for cut := range 3 {
		for head := 0; head <= cut; head++ {
			if z := len(run) - (cut - head); head < z && t.trySpoken(run[head:z], cut > 0) {
				return
			}
		}
	}
}

// trySpoken records run if all of it is a number; strict asks for the form of
// a mobile number.
func (t *scan) trySpoken(run []item, strict bool) bool {
	words, v := 0, ""
	for _, it := range run {
		if it.word {
			words++
		}
		v += it.digits
	}
	a, z := run[0].start, run[len(run)-1].end
	if words == 0 || len(v) < 5 || len(v) > 25 || !t.free(a, z) {
		return false
	}
	plus := a > 0 && t.s[a-1] == '+' || a >= 5 && hasPrefixFold(t.s[a-5:], "plus ")
	lab := t.before(a, reach, introducers)
	ctx := lab
	if ctx == nil || contactRoles>>ctx.role&1 == 0 {
		if ctx = t.after(z, reach, contactRoles); ctx == nil && lab != nil && lab.role == email {
			lab = nil
		}
	}
	f := Found{Kind: Phone, Grade: Plausible, Disguised: true, Normalised: v}
	switch {
	case plus || strings.HasPrefix(v, "00") && len(v) > 10:
		var ok bool
		if f, ok = t.classify(v, "9", 0, ctx, true, false); !ok {
			return false
		}
		if plus && t.s[a-1] == '+' {
			a--
		}
	case isMobile(v):
		f.Normalised, f.Country = "+86"+v, "CN"
	case len(v) == 13 && v[:2] == "86" && isMobile(v[2:]):
		f.Normalised, f.Country = "+"+v, "CN"
	case strict:
		return false
	case lab != nil && lab.role == app && lab.name() == "qq" && len(v) <= 11 && v[0] != '0':
		f.Kind = QQ
	case lab != nil && lab.role == app && lab.name() == "qq":
		return false
	case ctx != nil && len(v) >= 8 && len(v) <= 13 && ctx.role != wallet && len(run) > 2:
	case ctx != nil && len(v) == 10 && v[0] == '0':
	case lab != nil && (lab.role == account || lab.role == card) && len(v) >= 9 && words > 1:
		f.Kind, ctx = Account, lab
		if len(v) >= 16 && len(v) <= 19 && strings.HasPrefix(v, "62") {
			f.Kind, f.Country = Card, "CN"
			if luhn(v) {
				f.Grade = Valid
			}
		}
	default:
		return false
	}
	if f.Kind == Phone && ctx != nil && ctx.role == wallet && ctx.name() == "alipay" {
		f.Kind = Alipay
	}
	f.Disguised, f.Label, f.App = true, ctx.word(), ctx.name()
	t.put(a, z, f)
	return true
}
