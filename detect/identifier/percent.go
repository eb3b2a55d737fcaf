package identifier

import (
	"strings"
	"unicode/utf8"
)

// percents finds the part of a price that is to be paid at a time. A
// percentage counts only beside a word of payment; others are of cotton or of
// humidity.
func (t *scan) percents() {
	for i, n := range t.nums {
		if t.claimedAt(n.start) || n.len() > 3 || n.start > 0 && (isLetter(t.s[n.start-1]) || decimal(t.s, n.start, n.end)) {
			continue
		}
		t.percentAt(i)
	}
	for _, h := range t.hits {
		if h.role == due {
			t.shares(h)
		}
	}
}

// percentAt takes group i as a percentage or as a division such as 30/70.
func (t *scan) percentAt(i int) {
	n := t.nums[i]
	v, _ := atoi(t.s[n.start:n.end])
	rest := t.s[n.end:]
	z, note := n.end, ""
	switch {
	case strings.HasPrefix(rest, "%"):
		z++
	case strings.HasPrefix(rest, " %"):
		z += 2
	case hasPrefixFold(rest, " percent"):
		z += 8
	case strings.HasPrefix(rest, "成") && v <= 10:
		z, v = z+len("成"), v*10
	case i+1 < len(t.nums) && t.nums[i+1].start == n.end+1 && (t.s[n.end] == '/' || t.s[n.end] == '-' || t.s[n.end] == ':'):
		m := t.nums[i+1]
		w, _ := atoi(t.s[m.start:m.end])
		if !(v+w == 100 && v >= 10 && w >= 10 || v+w == 10 && n.len() == 1 && t.s[n.end] == '/') {
			return
		}
		if v+w == 10 {
			v, w = v*10, w*10
		}
		z, note = m.end, string(appendInt([]byte("the rest of "), w))+" % later"
	default:
		return
	}
	if v > 100 || v == 0 {
		return
	}
	pay := t.governs(n.start, z)
	if pay == nil || t.rate(n.start, z) {
		return
	}
	t.put(n.start, z, Found{Kind: Percent, Grade: Plausible, Percent: int(v), Label: pay.word(), Note: note, Normalised: string(appendInt(nil, v)) + "%"})
}

// rate reports whether s[a:z] is a change, a fee or a discount by its
// neighbours: up 30%, 3% card fee.
func (t *scan) rate(a, z int) bool {
	before := strings.Fields(t.s[max(0, a-16):a])
	if n := len(before); n > 0 && strings.Contains(" up by increase increased raise raised fee discount extra save commission tax over 涨 漲 ", " "+strings.ToLower(before[n-1])+" ") {
		return true
	}
	behind := strings.Fields(t.s[z:min(len(t.s), z+24)])
	if len(behind) == 0 {
		return false
	}
	if len(behind) > 2 && behind[0] == "of" && behind[2] == "cost" {
		return true
	}
	return strings.Contains(" off discount more fee tax cheaper card less commission extra cotton interest higher lower ", " "+strings.ToLower(strings.Trim(behind[0], ".,"))+" ")
}

// governs gives the nearest word of payment within four words of s[a:z].
func (t *scan) governs(a, z int) *hit {
	ok := func(g string) bool {
		if strings.ContainsAny(g, ".;\n。;?") && len(strings.TrimRight(g, ". ")) > 0 && !strings.ContainsAny(g, "0123456789") {
			return false
		}
		for w := range strings.FieldsSeq(strings.ToLower(g)) {
			if strings.Contains(" test tests testing tested inspection inspected inspect check checked checking cotton polyester quality qc discount off ", " "+strings.Trim(w, ",.")+" ") {
				return false // 100% inspection before shipment
			}
		}
		return len(strings.Fields(g)) <= 4 && utf8.RuneCountInString(g) <= 30
	}
	next, last := t.after(z, 30, 1<<due), t.before(a, 30, 1<<due)
	if next != nil && !ok(t.s[z:next.start]) {
		next = nil
	}
	if last != nil && (!ok(t.s[last.end:a]) || next != nil && (next.start-z < a-last.end || strings.ContainsAny(t.s[last.end:a], ",，、"))) {
		last = nil
	}
	if last != nil {
		return last
	}
	return next
}

// shares finds the parts told in words by a word of payment: 三成订金, 三七开,
// 全款, fifty-fifty.
func (t *scan) shares(h hit) {
	if h.label.word == "全款" && t.free(h.start, h.end) {
		t.put(h.start, h.end, Found{Kind: Percent, Grade: Plausible, Percent: 100, Label: h.label.word, Normalised: "100%"})
		return
	}
	if t.han == 0 && !t.fifty {
		return
	}
	a := max(0, h.start-24)
	for a > 0 && !utf8.RuneStart(t.s[a]) {
		a--
	}
	z := min(len(t.s), h.end+24)
	for z < len(t.s) && !utf8.RuneStart(t.s[z]) {
		z++
	}
	g := t.s[a:z]
	for i, r := range g {
		d := numeral(r)
		if d == 0 || d == '0' {
			continue
		}
		rest := g[i+utf8.RuneLen(r):]
		next, n := utf8.DecodeRuneInString(rest)
		end := a + i + utf8.RuneLen(r) + n
		v := int(d-'0') * 10
		switch {
		case next == '成' && t.free(a+i, end):
		case numeral(next) != 0 && int(numeral(next)-'0')*10+v == 100 && (strings.HasPrefix(rest[n:], "开") || strings.HasPrefix(rest[n:], "開")) && t.free(a+i, end):
			end += len("开")
		default:
			continue
		}
		t.put(a+i, end, Found{Kind: Percent, Grade: Plausible, Percent: v, Label: h.label.word, Normalised: string(appendInt(nil, int64(v))) + "%"})
		return
	}
	if k := strings.Index(strings.ToLower(g), "fifty-fifty"); k >= 0 && len(strings.ToLower(g)) == len(g) && t.wholeWord(a+k, a+k+11) {
		t.put(a+k, a+k+11, Found{Kind: Percent, Grade: Plausible, Percent: 50, Label: h.label.word, Normalised: "50%"})
	}
}

// wholeWord reports whether no letter adjoins s[a:z].
func (t *scan) wholeWord(a, z int) bool {
	return (a == 0 || !isLetter(t.s[a-1])) && (z == len(t.s) || !isLetter(t.s[z]))
}

// hanAmounts finds sums in Chinese numerals: 五千, 一万二, 三百元, 五萬.
func (t *scan) hanAmounts() {
	for i := 0; i < len(t.s); {
		if t.s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(t.s[i:])
		if d := numeral(r); d == 0 && r != '十' {
			i += n
			continue
		}
		v, z := hanNumber(t.s, i)
		code, m := currencyBehind(t.s[z:])
		pay := t.before(i, 6, 1<<due|1<<money)
		if pay == nil {
			pay = t.after(z, 3, 1<<due)
		}
		big := v >= 1000 && pay != nil && !t.counted(z)
		if v >= 10 && (code != "" && (v >= 100 || m > 3) || big) && t.free(i, z+m) {
			f := Found{Kind: Money, Grade: Plausible, Amount: Amount{v * 100, code}, Label: pay.word()}
			f.Normalised = f.Amount.String()
			if perPiece(t.s[z+m:]) {
				f.Note = "unit price"
			}
			z += m
			t.put(i, z, f)
		}
		i = max(z, i+n)
	}
}

// hanNumber reads the Chinese number at s[i:] and gives the place behind it.
// 一万二 is 12,000: a digit behind a unit counts a tenth of it.
func hanNumber(s string, i int) (int64, int) {
	var total, section, digit, unit int64
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch r {
		case '十', '百', '千':
			u := map[rune]int64{'十': 10, '百': 100, '千': 1000}[r]
			section += max(digit, 1) * u
			digit, unit = 0, u
		case '万', '萬':
			total += (section + digit) * 10000
			section, digit, unit = 0, 0, 10000
		default:
			d := numeral(r)
			if d == 0 || r == '洞' || r == '拐' || r == '勾' || digit > 0 {
				return finishHan(total, section, digit, unit), i
			}
			digit = int64(d - '0')
			if d == '0' {
				unit = 10
			}
		}
		i += n
	}
	return finishHan(total, section, digit, unit), i
}

func finishHan(total, section, digit, unit int64) int64 {
	if unit >= 100 && digit > 0 {
		digit *= unit / 10
	}
	return total + section + digit
}
