package identifier

import (
	"strings"
	"unicode/utf8"
)

// emails finds mail addresses, also with (at), [at], 艾特 for @ and (dot), 点
// for the dot.
func (t *scan) emails() {
	for _, i := range t.ats {
		t.email(i, i+1, false)
	}
	if !t.at {
		return
	}
	low := strings.ToLower(t.s)
	if len(low) != len(t.s) {
		low = t.s
	}
	for _, at := range [...]string{" (at) ", " [at] ", "(at)", "[at]", "{at}", " 艾特 ", "艾特", " 圈a ", "圈a ", "圈a", " at "} {
		for from := 0; ; {
			k := strings.Index(low[from:], at)
			if k < 0 {
				break
			}
			i := from + k
			from = i + len(at)
			t.email(i, from, true)
		}
	}
}

// email takes the address whose @ is s[i:j]. A spelled @ counts only if the
// domain behind it has a dot.
func (t *scan) email(i, j int, spelled bool) {
	if t.emailApart(i, j) {
		return
	}
	a := i
	if a > 0 && t.s[a-1] == ' ' && !spelled { // lily @ 163.com, but not "follow us @shop.name"
		if d, _, _ := readDomain(t.s, j+len(t.s[j:])-len(strings.TrimLeft(t.s[j:], " ")), false); !FreeMail(d) {
			return
		}
		a--
	}
	stop := a
	a, odd := t.localPart(a, spelled)
	local, domain, z, spelledDot := t.s[a:stop], "", j, false
	if z < len(t.s) && t.s[z] == ' ' {
		z++
	}
	domain, z, spelledDot = readDomain(t.s, z, spelled)
	if local == "" || len(local) > 64 || domain == "" || strings.Contains(local, "..") || !t.free(a, z) {
		return
	}
	if spelled && t.s[i:j] == " at " && (!spelledDot && t.before(a, 4, 1<<wallet|1<<email) == nil || strings.Contains(noNames, " "+strings.ToLower(local)+" ")) {
		return // "we meet at lily.com" is a sentence, and so is "find me at lily dot sales at gmail dot com"
	}
	if odd {
		local = undot(local)
	}
	norm := strings.ToLower(local + "@" + domain)
	f := Found{Kind: Email, Normalised: norm, Grade: Valid, Disguised: spelled || odd || spelledDot}
	if lab := t.before(a, reach, contactRoles|1<<email); lab != nil {
		f.Label = lab.word()
		switch {
		case lab.role == wallet && lab.name() == "alipay":
			f.Kind, f.App = Alipay, "alipay"
		case lab.role == wallet && lab.name() == "paypal":
			f.Kind, f.App = PayPal, "paypal"
		case lab.role == fps:
			f.Kind = FPS
		}
	}
	f.Note = mailNote(domain)
	t.put(a, z, f)
}

// localPart gives the start of the part of an address that ends at stop, and
// whether it holds spelled dots.
func (t *scan) localPart(stop int, spelled bool) (a int, odd bool) {
	a = stop
	for a > 0 {
		c := t.s[a-1]
		if isAlnum(c) || strings.IndexByte("._-+'", c) >= 0 {
			a--
			continue
		}
		n := dotBefore(t.s[:a])
		if n == 0 || !spelled {
			break
		}
		a, odd = a-n, true
	}
	for a < stop && !isAlnum(t.s[a]) {
		a++
	}
	return a, odd
}

// noNames are words that stand before "at" in a sentence.
const noNames = " me us you him her them it here there is are am be find reach write mail meet look only or "

// dotBefore gives the length of a spelled dot that ends s, 0 for none.
func dotBefore(s string) int {
	for _, d := range [...]string{" (dot) ", " [dot] ", "(dot)", "[dot]", " dot ", "{dot}", " 点 ", "点"} {
		if len(s) > len(d) && strings.EqualFold(s[len(s)-len(d):], d) && isAlnum(s[len(s)-len(d)-1]) {
			return len(d)
		}
	}
	return 0
}

// undot writes the spelled dots of v as dots.
var undot = strings.NewReplacer(" (dot) ", ".", " [dot] ", ".", "(dot)", ".", "[dot]", ".", " dot ", ".", "{dot}", ".", " 点 ", ".", "点", ".").Replace

// readDomain reads a domain name with at least one dot from s[i:] and gives it
// with the place behind it, "" when there is none.
func readDomain(s string, i int, spelled bool) (string, int, bool) {
	start, end, odd := i, i, false
	var b strings.Builder
	for i < len(s) {
		c := s[i]
		switch {
		case isAlnum(c) || c == '-' && i > start || c == '.' && i > start && i+1 < len(s) && isAlnum(s[i+1]) && s[i-1] != '.':
			b.WriteByte(c)
			i++
			if isAlnum(c) {
				end = i
			}
			continue
		case c >= utf8.RuneSelf && !spelled:
			if r, n := utf8.DecodeRuneInString(s[i:]); r < 0x250 { // an accent in an international name
				b.WriteString(s[i : i+n])
				i += n
				end = i
				continue
			}
		}
		n := 0
		for _, d := range [...]string{" (dot) ", " [dot] ", "(dot)", "[dot]", "{dot}", " dot ", " 点 ", "点"} {
			if len(s)-i > len(d) && hasPrefixFold(s[i:], d) && isAlnum(s[i+len(d)]) && i > start {
				n = len(d)
			}
		}
		if n == 0 {
			break
		}
		b.WriteByte('.')
		odd = true
		i += n
	}
	d := strings.ToLower(strings.TrimRight(b.String(), ".-"))
	dot := strings.LastIndexByte(d, '.')
	if dot < 1 || len(d)-dot < 3 || hasDigit(d[dot:]) && !strings.Contains(d[dot:], "xn--") || len(d) > 253 {
		return "", start, false
	}
	return d, end, odd
}

// freeMail are the mail services that anybody can have an address at.
const freeMail = " gmail outlook hotmail live msn yahoo ymail icloud me aol proton protonmail gmx mail inbox yandex 163 126 139 189 qq foxmail sina sohu yeah aliyun 21cn zoho zohomail tutanota vip "

// FreeMail reports whether anybody can have an address at the mail domain.
func FreeMail(domain string) bool {
	d := strings.ToLower(domain)
	d = strings.TrimPrefix(d, "vip.")
	first, rest, _ := strings.Cut(d, ".")
	return strings.Contains(freeMail, " "+first+" ") && (len(rest) <= 6 || rest == "com.cn") && first != "me" || d == "me.com" || d == "yandex.ru"
}

func mailNote(domain string) string {
	if FreeMail(domain) {
		return "free mail"
	}
	return ""
}
