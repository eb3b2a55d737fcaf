package identifier

import (
	"strings"
	"unicode/utf8"
)

// masked finds accounts of which only the ends are shown: 6222 **** **** 1234,
// 尾号5508, account ending 4471.
func (t *scan) masked() {
	if t.stars {
		for i := range t.nums {
			t.maskedAt(i)
		}
	}
	for k := range t.hits {
		if t.hits[k].role == tail {
			t.tailAt(&t.hits[k])
		}
	}
}

// maskedAt takes the masked number that ends with group i.
func (t *scan) maskedAt(i int) {
	n := t.nums[i]
	if n.len() < 2 || n.len() > 6 || !t.free(n.start, n.end) || n.end < len(t.s) && (isAlnum(t.s[n.end]) || t.s[n.end] == '*') {
		return
	}
	a, row, stars, last := n.start, 0, 0, rune(0)
	for a > 0 {
		r, size := utf8.DecodeLastRuneInString(t.s[:a])
		if strings.ContainsRune("*xX•●", r) {
			if row++; r != last {
				row = 1
			}
			last, stars = r, max(stars, row)
		} else if r != ' ' && r != '-' {
			break
		}
		a -= size
	}
	if stars < 2 {
		return
	}
	head := ""
	if i > 0 && t.nums[i-1].end == a {
		p := t.nums[i-1]
		head, a = t.s[p.start:p.end], p.start
	} else {
		for a < n.start && (t.s[a] == ' ' || t.s[a] == '-') {
			a++
		}
	}
	if a > 0 && isAlnum(t.s[a-1]) || !t.free(a, n.end) {
		return
	}
	f := Found{Kind: Account, Normalised: head + "*" + t.s[n.start:n.end], Grade: Plausible, Note: "only a part of the digits is shown"}
	lab := t.before(a, reach, introducers)
	if lab != nil && (lab.role == phone || lab.role == app) || len(head) == 3 && head[0] == '1' {
		t.claim(a, n.end) // a masked telephone number tells nothing
		return
	}
	near := t.bankNear(a, n.end)
	switch {
	case lab != nil && lab.role == card, strings.HasPrefix(head, "62") && len(head) >= 4:
		f.Kind = Card
	case lab != nil && (lab.role == account || lab.role == iban):
	case lab != nil && lab.role == wallet && lab.name() == "alipay":
		f.Kind, f.App = Alipay, "alipay"
	case near != nil && (lab == nil || lab.role == money):
		lab = near
	default:
		return
	}
	f.Label = lab.word()
	t.put(a, n.end, f)
}

// tailAt takes the last digits of an account behind label h.
func (t *scan) tailAt(h *hit) {
	a := h.end
	for a < len(t.s) && a-h.end < 8 && !isDigit(t.s[a]) {
		if c := t.s[a]; c < utf8.RuneSelf && strings.IndexByte(" :=.*#isn", c) < 0 {
			return
		}
		a++
	}
	z := a
	for z < len(t.s) && isDigit(t.s[z]) {
		z++
	}
	if z-a < 3 || z-a > 6 || !t.free(a, z) || z < len(t.s) && isAlnum(t.s[z]) {
		return
	}
	of := t.before(h.start, reach, 1<<account|1<<card|1<<iban|1<<bankWord|1<<bankName|1<<wallet|1<<phone|1<<app|1<<trap|1<<parcel)
	if of == nil {
		of = t.after(z, 4, 1<<account|1<<card)
	}
	f := Found{Kind: Account, Normalised: "*" + t.s[a:z], Grade: Plausible, Label: h.word(), Note: "only the last digits are shown"}
	switch {
	case strings.HasPrefix(h.label.word, "卡"):
		f.Kind = Card
	case strings.HasPrefix(h.label.word, "账"):
	case of == nil || of.role == phone || of.role == app || of.role == trap || of.role == parcel:
		return
	case of.role == card:
		f.Kind = Card
	case of.role == wallet:
		if of.name() != "alipay" {
			return
		}
		f.Kind, f.App = Alipay, "alipay"
	}
	t.put(a, z, f)
}
