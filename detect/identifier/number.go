package identifier

import (
	"strings"
	"unicode/utf8"
)

// numbers takes the groups of digits one chain after the other: a chain is a
// row of groups with single separators between them, which is how people write
// long numbers.
func (t *scan) numbers() {
	for i := 0; i < len(t.nums); {
		n := t.nums[i]
		if !t.free(n.start, n.end) {
			i++
			continue
		}
		j := i + 1
		for j < len(t.nums) && t.gap(j-1) != 0 && t.free(t.nums[j].start, t.nums[j].end) {
			j++
		}
		i = t.chain(i, j)
	}
}

// chain takes what the groups from i to before j hold and gives the group to
// go on with.
func (t *scan) chain(i, j int) int {
	for i < j {
		if k := t.number(i, j); k > i {
			i = k
			continue
		}
		// Nothing begins here. A long group may stand by itself behind others,
		// as behind a bank code or the number of a list.
		i++
		for i < j && t.nums[i].len() < 8 && !t.international(i) && t.gap(i-1) != ' ' {
			i++
		}
	}
	return j
}

// number takes the identifier that begins with group i and gives the group
// behind it, i when there is none.
func (t *scan) number(i, j int) int {
	n := t.nums[i]
	lab := t.before(n.start, reach, introducers)
	if lab != nil {
		switch lab.role {
		case trap, money:
			if t.adjoins(lab, n.start) && !(t.international(i) && t.s[n.start:min(len(t.s), n.start+2)] != "00") && !t.counted(n.end) {
				return t.skip(i, j, lab.role)
			}
			lab = nil
		case parcel:
			if p := t.before(n.start, reach, 1<<phone|1<<app); p != nil && t.phoneLike(i, j) {
				lab = p // "phone for courier 160 5327 4410"
				break
			}
			if w := lab.label.word; (w == "快递" || w == "物流" || w == "courier") && isMobile(t.digits(i, min(j, i+3))) {
				lab = nil // the man, not the parcel
				break
			}
			if k := t.trackingNumber(i, j, lab); k > i {
				return k
			}
		}
	}
	if lab != nil {
		if k := t.bankCodeNumber(i, j, lab); k > i {
			return k
		}
		if k := t.cashNumber(i, j, lab); k > i {
			return k
		}
		if k := t.qqNumber(i, j, lab); k > i {
			return k
		}
	}
	if t.count(i, min(j, i+8)) < 6 {
		return i // too short for all that follows
	}
	if lab == nil {
		if k := t.bankCodeNumber(i, j, lab); k > i {
			return k
		}
	}
	if k := t.phoneNumber(i, j, lab); k > i {
		return k
	}
	if k := t.cardNumber(i, j, lab); k > i {
		return k
	}
	return t.accountNumber(i, j, lab)
}

// phoneLike reports whether the chain has the form of a phone number.
func (t *scan) phoneLike(i, j int) bool {
	v := t.digits(i, min(j, i+4))
	return isMobile(v) || v[0] == '0' && len(v) >= 9 && len(v) <= 12
}

// skip takes the number behind an order, model or customs label out of the
// search: the chain as far as its groups are written alike.
func (t *scan) skip(i, j int, r role) int {
	k := i + 1
	for k < j && t.gap(k-1) == t.gap(i) {
		k++
	}
	if r == trap {
		t.claim(t.nums[i].start, t.nums[k-1].end)
	}
	return k
}

// adjoins reports whether nothing but the usual words stands between the label
// and the number at place i.
func (t *scan) adjoins(h *hit, i int) bool {
	g := t.s[h.end:i]
	if len(g) > 40 || strings.ContainsAny(g, "0123456789\n?。") {
		return false
	}
	if utf8.RuneCountInString(g) <= 8 {
		return true
	}
	for w := range strings.FieldsFuncSeq(g, func(r rune) bool { return r < utf8.RuneSelf && !isLetter(byte(r)) }) {
		switch strings.ToLower(w) {
		case "no", "number", "is", "code", "id", "the", "for", "on", "of", "in", "was", "nr", "box", "carton", "stays", "numbers", "our", "new", "old", "your":
		default:
			return false
		}
	}
	return true
}

// shape gives the lengths of the groups from i to before j as a string of
// digits, 9 for nine and more.
func (t *scan) shape(i, j int) string {
	var b [12]byte
	k := 0
	for ; i < j && k < len(b); i++ {
		b[k] = '0' + byte(min(t.nums[i].len(), 9))
		k++
	}
	return string(b[:k])
}

// count is the number of digits from group i to before j.
func (t *scan) count(i, j int) int {
	c := 0
	for _, n := range t.nums[i:j] {
		c += n.len()
	}
	return c
}

// glued reports whether a letter adjoins the groups from i to before j, so that
// they are a piece of a model or a measure. A label that ends there, the words
// NRA, OSA and FTN of offshore accounts do not count.
func (t *scan) glued(i, j int) bool {
	a, z := t.nums[i].start, t.nums[j-1].end
	if a > 0 && (isLetter(t.s[a-1]) || t.s[a-1] == '_') {
		k := t.lastHit(a)
		if k < 0 || t.hits[k].end != a {
			w, _ := t.wordAround(a - 1)
			switch strings.ToUpper(t.s[w:a]) {
			case "NRA", "OSA", "FTN", "FTE", "FTU", "NO", "USD", "RMB", "CNY", "EUR":
			default:
				return true
			}
		}
	}
	if z < len(t.s) && (isLetter(t.s[z]) || t.s[z] == '_' || t.s[z] == '*' || t.s[z] == '%') {
		return true
	}
	return a > 0 && (t.s[a-1] == '*' || t.s[a-1] == '$' || t.s[a-1] == '#' && t.before(a, reach, introducers) == nil) ||
		decimal(t.s, a, z)
}

// decimal reports whether s[a:z] is a piece of a longer number with a decimal
// point or thousands separators.
func decimal(s string, a, z int) bool {
	return a >= 2 && (s[a-1] == '.' || s[a-1] == ',') && isDigit(s[a-2]) ||
		z+1 < len(s) && (s[z] == '.' || s[z] == ',') && isDigit(s[z+1])
}

// counted reports whether a unit or a currency follows place z, so that the
// number is a quantity or a price.
func (t *scan) counted(z int) bool {
	g := strings.TrimLeft(t.s[z:min(len(t.s), z+16)], " ")
	if g == "" {
		return false
	}
	if g[0] >= utf8.RuneSelf {
		if t.s[z] == ' ' { // 13800138000 张三 is no count of sheets
			return false
		}
		r, _ := utf8.DecodeRuneInString(g)
		return strings.ContainsRune("个個件套台臺条條元块塊箱片米吨噸只隻双雙张張万萬千克公斤度瓦伏安毫厘次票號号", r) && r != '号' && r != '號' || r == '°'
	}
	w := 0
	for w < len(g) && isLetter(g[w]) {
		w++
	}
	switch strings.ToLower(g[:w]) {
	case "":
		return g[0] == '%' || g[0] == '$'
	case "pcs", "pc", "sets", "set", "kg", "kgs", "g", "m", "mm", "cm", "km", "w", "mah", "v", "k", "x", "units", "pieces", "cartons", "ctns", "usd", "rmb", "eur", "cny",
		"hkd", "dollars", "bucks", "rolls", "pairs", "boxes", "tons", "days", "years", "hours", "lumen", "lm", "ml", "l", "gb", "mb", "hz", "rpm", "cbm", "sqm":
		return true
	}
	return false
}
