package identifier

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// company takes the name that ends with the legal form h.
func (t *scan) company(h *hit) {
	if t.claimedAt(h.start) {
		return
	}
	if h.label.word[0] >= utf8.RuneSelf {
		t.hanCompany(h)
		return
	}
	if !isForm(h.label.word) {
		return
	}
	a := t.capitalsBefore(h.start)
	z := h.end
	for k := t.lastHit(h.end) + 1; k < len(t.hits) && z-h.end < 40 && t.hits[k].role == legal && strings.Trim(t.s[z:t.hits[k].start], " ,.") == ""; k++ {
		z = t.hits[k].end
	}
	v := strings.TrimSpace(t.s[a:h.start])
	if len(v) < 3 || z-a > 120 || !t.free(a, z) || !isUpper(t.s[h.start]) && h.label.word == "limited" {
		return
	}
	t.put(a, z, Found{Kind: firmKind(t.s[a:z]), Normalised: nameKey(t.s[a:z]), Grade: Plausible, Label: h.word()})
}

// firmKind tells a bank from other companies.
func firmKind(v string) Kind {
	if bankLike(v) {
		return Bank
	}
	return Company
}

// isForm reports whether the legal form w shows by itself that a company's name
// ends there; "group" or 工厂 do not.
func isForm(w string) bool {
	switch w {
	case "ltd", "ltd.", "limited", "gmbh", "llc", "inc.", "inc", "corp.", "corp", "sdn bhd", "sdn. bhd.", "jsc", "uab", "fze", "fzco", "fz-llc", "pty", "pte", "plc",
		"sp. z o.o.", "sp.z o.o.", "srl", "s.r.l.", "ltd. şti.", "a.ş.", "d.o.o.", "oü", "s.a.", "b.v.", "co.",
		"有限公司", "有限责任公司", "股份有限公司", "商行", "经营部", "贸易行", "服务部", "事务所":
		return true
	}
	return false
}

// capitalsBefore gives the beginning of the row of words with capitals that
// ends before place i.
func (t *scan) capitalsBefore(i int) int {
	start := i
	for n := 0; n < 9; n++ {
		e := start
		for e > 0 && (t.s[e-1] == ' ' || t.s[e-1] == ',' && start == i || t.s[e-1] == '.' || t.s[e-1] == ')' || t.s[e-1] == '(') {
			e--
		}
		w := e
		for w > 0 && (isAlnum(t.s[w-1]) || t.s[w-1] == '\'' || t.s[w-1] == '-' || t.s[w-1] == '&' || t.s[w-1] >= 0xc3 && t.s[w-1] < 0xca || t.s[w-1] >= 0x80 && w > 1 && t.s[w-2] >= 0xc3 && t.s[w-2] < 0xca) {
			w--
		}
		if w == e || e == 0 || t.claimedAt(w) {
			break
		}
		c := t.s[w]
		word := t.s[w:e]
		if !isUpper(c) && c != '&' && c < 0xc3 && word != "and" && word != "of" && !isDigit(c) {
			break
		}
		if n > 0 && start > e && strings.ContainsAny(t.s[e:start], ".") && len(word) > 3 {
			break // the sentence before
		}
		switch word {
		case "Beneficiary", "Payee", "Name", "Company", "Our", "We", "From", "To", "The", "This", "BENEFICIARY", "NAME", "Is", "Contact", "Hi", "Hello", "Dear", "For", "From:", "Supplier", "And", "It", "In", "At", "By", "Yes", "No", "Pay", "Please":
			return start
		}
		start = w
	}
	for start < i && !isUpper(t.s[start]) && t.s[start] < 0xc3 {
		start++
	}
	return start
}

// hanCompany takes the Chinese name that ends with the legal form h: the Han
// characters before it back to a word that cannot be in a name.
func (t *scan) hanCompany(h *hit) {
	w := h.label.word
	weak := !strings.Contains(w, "有限")
	if !isForm(w) {
		return
	}
	a, n := h.start, 0
	for a > 0 && n < 20 {
		r, size := utf8.DecodeLastRuneInString(t.s[:a])
		if !unicode.Is(unicode.Han, r) && r != '(' && r != ')' || strings.ContainsRune("是的叫给給到和与與跟在为為由向从從把被请請找您你他她们們这這那哪就也都还還至汇匯付打转轉款账帐賬帳号號名称稱方人", r) || t.claimedAt(a-size) {
			break
		}
		a -= size
		n++
	}
	if n < 2 || n >= 20 || weak && n < 4 || !t.free(a, h.end) {
		return
	}
	z := h.end
	if k := t.lastHit(h.end) + 1; k < len(t.hits) && t.hits[k].role == legal && t.hits[k].start == z {
		z = t.hits[k].end
	}
	if bankLike(t.s[a:z]) { // 银行股份有限公司义乌分行
		for _, end := range [...]string{"支行", "分行"} {
			if i := strings.Index(t.s[z:min(len(t.s), z+36)], end); i > 0 && !strings.ContainsAny(t.s[z:z+i], " ,:;\n") {
				z += i + len(end)
				break
			}
		}
	}
	t.put(a, z, Found{Kind: firmKind(t.s[a:z]), Normalised: nameKey(t.s[a:z]), Grade: Plausible, Label: w})
}
