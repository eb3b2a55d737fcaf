package identifier

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// names finds the names of payees and banks behind their labels, and companies
// by their legal form.
func (t *scan) names() {
	for k := range t.hits {
		h := &t.hits[k]
		switch {
		case h.role == payee:
			t.payee(h)
		case h.role == bankName, h.role == bankWord && bankLabels[h.label.word]:
			t.bank(h)
		case h.role == legal:
			t.company(h)
		case h.role == cash:
			t.receiver(h)
		}
	}
}

// bankLabels are the words for a bank that are labels of a bank's name when a
// colon follows.
var bankLabels = map[string]bool{"bank": true, "bank name": true, "银行": true, "开户行": true, "banco": true, "banque": true, "banca": true, "ngân hàng": true, "ngan hang": true, "bankası": true}

// vague are the payee labels that are common words: what follows must look
// like a name.
var vague = map[string]bool{"name": true, "holder": true, "full name": true, "company name": true, "recipient": true, "receiver": true, "receiver name": true, "名字": true, "姓名": true, "名称": true,
	"公司名称": true, "公司名": true, "单位": true, "单位名称": true, "全称": true, "抬头": true, "nama": true, "titular": true, "inhaber": true, "a/n": true, "tnv": true, "pay to": true, "remit to": true}

// payee takes the name behind label h as the holder of an account.
func (t *scan) payee(h *hit) {
	a, z, colon := t.value(h, true)
	if a >= z || !t.free(a, z) {
		return
	}
	if strings.HasSuffix(h.label.word, "first name") || h.label.word == "given name" {
		t.firstAndLast(h, a, z)
		return
	}
	v := t.s[a:z]
	if n := strings.IndexByte(v, '('); n > 0 && !CompanyName(v) && PersonName(v[:n]) { // 李娜(财务)
		v = strings.TrimRight(v[:n], " ")
		z = a + len(v)
	}
	f := Found{Kind: Beneficiary, Grade: Plausible, Label: h.word()}
	switch {
	case CompanyName(v):
		f.Note = "company"
	case PersonName(v), (colon || t.paid) && smallPinyin(v):
		f.Note = "person"
	case colon && smallFirm(v):
		f.Note = "company"
	case vague[h.label.word] || !colon || !nameLike(v):
		return
	}
	if vague[h.label.word] && !(colon && t.lineStart(h.start)) && !t.paid {
		return // the name of whoever it is
	}
	f.Normalised = nameKey(v)
	t.put(a, z, f)
}

// bank takes the name behind label h as that of a bank. The label of a form
// needs a colon, or a bank's word in the value.
func (t *scan) bank(h *hit) {
	if h.label.word[0] < utf8.RuneSelf && bankLabels[h.label.word] && !t.colonBehind(h.end) {
		return
	}
	if !t.lineStart(h.start) && (h.label.word == "bank" || hanBefore(t.s[:h.start])) {
		return
	}
	a, z, colon := t.value(h, false)
	if a >= z || !t.free(a, z) {
		return
	}
	z = a + len(cutBehindBank(t.s[a:z]))
	v := t.s[a:z]
	if bankIndex(v, "") < 0 && !bankLike(v) && (!colon || !nameLike(v)) || colon && !nameLike(v) && bankIndex(v, "") < 0 {
		return
	}
	t.put(a, z, Found{Kind: Bank, Normalised: nameKey(v), Grade: Plausible, Label: h.word()})
}

// firstAndLast takes a name given in two fields, as the forms of cash services
// ask for it; s[a:z] is the first name.
func (t *scan) firstAndLast(h *hit, a, z int) {
	n := t.after(z, 12, 1<<lastName)
	if n == nil {
		return
	}
	b, e, colon := t.value(n, true)
	if b >= e || !colon && (!t.paid || !isUpper(t.s[a]) || !isUpper(t.s[b])) || !t.free(a, e) {
		return
	}
	t.put(a, e, Found{Kind: Beneficiary, Normalised: nameKey(t.s[a:z] + t.s[b:e]), Grade: Plausible, Label: h.word(), Note: "person"})
}

// receiver takes the person behind the name of a cash service: Western Union
// to our salesgirl: LIU BAIHE, Liling.
func (t *scan) receiver(h *hit) {
	limit := min(len(t.s), h.end+64)
	g := t.s[h.end:limit]
	for _, to := range [...]string{" to ", ": ", "给", "给:"} {
		k := strings.Index(g, to)
		if k < 0 {
			continue
		}
		a := h.end + k + len(to)
		z := a
		for z < limit && !strings.ContainsRune(",;.\n:(", rune(t.s[z])) || z < limit && t.s[z] == '.' && z-a < 4 {
			z++
		}
		v := strings.TrimSpace(t.s[a:z])
		if at := strings.Index(t.s[a:z], v); v != "" && PersonName(v) && t.free(a+at, a+at+len(v)) {
			t.put(a+at, a+at+len(v), Found{Kind: Beneficiary, Normalised: nameKey(v), Grade: Plausible, Label: h.word(), Note: "person"})
			return
		}
	}
}

// hanBefore reports whether s ends with a Chinese character.
func hanBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.Is(unicode.Han, r)
}

// lineStart reports whether only marks stand before place i on its line.
func (t *scan) lineStart(i int) bool {
	g := t.s[max(0, i-24):i]
	if strings.HasSuffix(g, " / ") {
		return true
	}
	for g != "" {
		r, n := utf8.DecodeLastRuneInString(g)
		switch {
		case strings.ContainsRune("\n,;:|", r):
			return true
		case unicode.IsLetter(r), r == '?', r == '!':
			return false
		}
		g = g[:len(g)-n]
	}
	return i <= 24
}

// nameKey is the comparison key of a name: lower case, letters and digits, *
// for hidden characters.
func nameKey(v string) string {
	return strings.Map(func(r rune) rune {
		if r == '○' || r == '〇' || r == '●' {
			return '*'
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '*' {
			return unicode.ToLower(r)
		}
		return -1
	}, v)
}

// nameLike reports whether v, the value of a labelled line, can be a name:
// short, in capitals or Han, no sentence.
func nameLike(v string) bool {
	words := strings.Fields(v)
	if len(words) > 0 && strings.Contains(" the same our your my not no only still as a an this that will has name ", " "+strings.ToLower(words[0])+" ") && words[0] != "The" {
		return false
	}
	if len(v) > 120 || len(words) == 0 || len(words) > 10 || strings.ContainsAny(v, "?？!！。") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(v)
	if unicode.Is(unicode.Han, r) {
		return utf8.RuneCountInString(v) <= 30
	}
	low := 0
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) {
			low++
		}
	}
	return (unicode.IsUpper(r) || unicode.IsDigit(r)) && low*2 <= len(words) || low == len(words) && len(words) <= 4 && firmLatin(v) || bankLike(v)
}

// bankLike reports whether v has the word of a bank.
func bankLike(v string) bool {
	low := strings.ToLower(v)
	for _, w := range [...]string{"bank", "银行", "銀行", "信用社", "支行", "分行", "农商行", "農商行", "农信", "郵局", "邮局", "邮储", "hsbc", "icbc", "ocbc", "banco", "banque", "bankası", "revolut", "wise", "payoneer", "sparkasse"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// value gives the bounds of the text behind label h: up to the end of the line,
// the next label, the next identifier or a mark that ends a value. A comma ends
// it too unless a legal form follows. It tells whether a colon stands between,
// or "is" for a label that is not vague.
func (t *scan) value(h *hit, name bool) (a, z int, colon bool) {
	said := false
	s := t.s
	a = h.end
	colon = strings.HasSuffix(h.label.word, ":")
	for a < len(s) {
		r, n := utf8.DecodeRuneInString(s[a:])
		if !strings.ContainsRune(" :=-\t\"'>#~|])】", r) && !arrow(r) {
			break
		}
		switch c := s[a]; {
		case c == ':', c == '=', c == '|', c == ']', r >= utf8.RuneSelf:
			colon = true
		case c == '-' && a == h.end+1:
			colon = colon || a+1 < len(s) && s[a+1] == ' '
		}
		a += n
	}
	if !colon && a < len(s) && s[a] == '\n' && a+1 < len(s) {
		return 0, 0, false
	}
	if colon && a < len(s) && s[a] == '\n' { // "Beneficiary:" with the name on the next line
		a++
	}
	for _, w := range [...]string{"is ", "还是", "還是", "改成", "改为", "改為", "换成", "換成", "就是", "是", "为", "為", "係", "name ", "叫", "「", "“", "【", "《"} {
		if hasPrefixFold(s[a:], w) {
			a += len(w)
			said = said || w != "name "
		}
	}
	for a < len(s) && (s[a] == ' ' || s[a] == '"' || s[a] == ':') {
		colon = colon || s[a] == ':'
		a++
	}
	z = a
	for z < len(s) && z-a < 160 && !t.claimedAt(z) && !t.stops(a, z, name) {
		_, n := utf8.DecodeRuneInString(s[z:])
		z += n
	}
	if name {
		z = t.cutBehindForm(a, z)
	}
	v := strings.TrimRight(s[a:z], " ,.;:-/\"'”」】(、，")
	if strings.HasSuffix(strings.ToLower(v), " ltd") || strings.HasSuffix(strings.ToLower(v), " inc") || strings.HasSuffix(v, " Co") || strings.HasSuffix(v, "S.A") || strings.HasSuffix(v, "o.o") {
		if e := a + len(v); e < z && s[e] == '.' {
			v = s[a : e+1]
		}
	}
	return a, a + len(v), colon || said && !vague[h.label.word]
}

// cutBehindForm cuts what goes on in small letters behind the legal form of a
// company: "Bosfor Ltd. and bank in Turkey".
func (t *scan) cutBehindForm(a, z int) int {
	for k := t.lastHit(z); k >= 0 && t.hits[k].start > a; k-- {
		if h := t.hits[k]; h.role == legal {
			g := strings.TrimLeft(t.s[h.end:z], ". ")
			if g != "" && g[0] >= 'a' && g[0] <= 'z' {
				return h.end
			}
			break
		}
	}
	for _, w := range [...]string{" and", " is", " at", " in", " with", " from", " for"} {
		if v, ok := strings.CutSuffix(strings.TrimRight(t.s[a:z], " "), w); ok {
			return a + len(v)
		}
	}
	return z
}

// stops reports whether a value that begins at a ends before place z.
func (t *scan) stops(a, z int, name bool) bool {
	c := t.s[z]
	switch {
	case c == '\n' || c == ';' || c == '|' || c == '\t' || c == '"':
		return true
	case c == '/' && z > a && t.s[z-1] == ' ' && z+2 < len(t.s) && t.s[z+1] == ' ' && t.fieldAt(z+2, false):
		return true
	case c == ',' && !name:
		g := strings.TrimLeft(t.s[z+1:], " ")
		return g == "" || !isUpper(g[0])
	case c == ',' || c == '/' && name:
		return !t.legalAt(z + 1)
	case c == ' ' && name && hanBefore(t.s[a:z]):
		return true
	case c == '.' && z+1 < len(t.s) && t.s[z+1] == ' ' && !t.abbreviation(a, z):
		return true
	case c >= utf8.RuneSelf:
		if r, _ := utf8.DecodeRuneInString(t.s[z:]); strings.ContainsRune("。；，」”】》、", r) || symbol(r) {
			return true
		}
	case isDigit(c) && z > a && (t.s[z-1] == ' ' || t.s[z-1] >= utf8.RuneSelf):
		e := z
		for e < len(t.s) && isDigit(t.s[e]) {
			e++
		}
		return e-z >= 5
	}
	if z > a && (t.s[z-1] == ' ' || t.s[z-1] >= utf8.RuneSelf || c >= utf8.RuneSelf) {
		return t.fieldAt(z, name)
	}
	return false
}

// fieldRoles are the labels that begin another field of a bank block.
const fieldRoles = 1<<account | 1<<card | 1<<iban | 1<<bic | 1<<cnaps | 1<<routing | 1<<branch | 1<<payee | 1<<lastName | 1<<bankName | 1<<address | 1<<place | 1<<phone | 1<<parcel | 1<<money

// fieldAt reports whether the label of another field begins at place z.
func (t *scan) fieldAt(z int, name bool) bool {
	k := t.lastHit(z) + 1
	for ; k < len(t.hits) && t.hits[k].start <= z; k++ {
		h := t.hits[k]
		if h.start != z {
			continue
		}
		if name && h.role == bankWord && z > 0 && t.s[z-1] == ' ' {
			return h.start > 0 && !strings.HasSuffix(strings.ToLower(t.s[:z]), " of ")
		}
		if h.role == account && !strings.ContainsAny(h.label.word, "/号") && !strings.Contains(h.label.word, "no") {
			return t.colonBehind(h.end) || strings.HasSuffix(h.label.word, ":")
		}
		return fieldRoles>>h.role&1 != 0 && (h.role != payee || t.colonBehind(h.end) || !vague[h.label.word]) && (h.role != address && h.role != card && h.role != money || t.colonBehind(h.end))
	}
	return false
}

func (t *scan) colonBehind(i int) bool {
	g := strings.TrimLeft(t.s[i:min(len(t.s), i+5)], " ")
	r, _ := utf8.DecodeRuneInString(g)
	return g != "" && (strings.ContainsRune(":=|]】", r) || arrow(r) || g[0] == '-' && t.s[i] == ' ' && i+2 < len(t.s) && t.s[i+2] == ' ')
}

// legalAt reports whether a legal form stands at place i, a space allowed.
func (t *scan) legalAt(i int) bool {
	for i < len(t.s) && t.s[i] == ' ' {
		i++
	}
	k := t.lastHit(i) + 1
	return k < len(t.hits) && t.hits[k].start == i && t.hits[k].role == legal && t.hits[k].label.word[0] < utf8.RuneSelf
}

// abbreviation reports whether the dot at place z belongs to an initial or to
// a short form such as Co. or No.
func (t *scan) abbreviation(a, z int) bool {
	w := z
	for w > a && isLetter(t.s[w-1]) {
		w--
	}
	return z-w <= 3 && z > w || t.legalAt(z+1) || isDigit(t.s[max(0, z-1)])
}
