package identifier

import "strings"

// contactRoles are the labels that make a number a way to reach somebody.
const contactRoles = 1<<phone | 1<<app | 1<<wallet | 1<<fps

// international reports whether group i begins a number with a calling code:
// + or the word plus before it, or 00 at its beginning.
func (t *scan) international(i int) bool {
	a := t.nums[i].start
	if a > 0 && t.s[a-1] == '+' || a > 1 && t.s[a-1] == '(' && t.s[a-2] == '+' || a > 1 && t.s[a-1] == ' ' && t.s[a-2] == '+' {
		return true
	}
	if a >= 5 && hasPrefixFold(t.s[a-5:], "plus ") {
		return true
	}
	v := t.s[a:t.nums[i].end]
	return strings.HasPrefix(v, "00") && (len(v) >= 10 || len(v) >= 4 && len(v) <= 5 && v[2] != '0')
}

// phoneNumber takes the groups from i on as a phone number, the longest row
// first. The whole number must fit: eleven digits are never cut out of more.
func (t *scan) phoneNumber(i, j int, lab *hit) int {
	if lab != nil && contactRoles>>lab.role&1 == 0 {
		switch lab.role {
		case parcel, bic, identity, code, coin, cnaps, routing, branch:
			return i
		case account, card, iban, tail:
			// 支付宝 … 账号 164 2093 8871: the account of a wallet or an app
			if w := t.before(t.nums[i].start, reach, contactRoles); w != nil {
				lab = w
			} else if !t.international(i) || t.nums[i].start == 0 || t.s[t.nums[i].start-1] != '+' {
				return i
			} else {
				lab = nil
			}
		default:
			lab = nil
		}
	}
	inter := t.international(i)
	most := 7
	if t.nums[i].len() == 1 {
		most = 13 // digits one by one
	}
	for k := min(j, i+most); k > i; k-- {
		if c := t.count(i, k); c < 7 || c > 16 || !t.whole(i, k, inter) {
			continue
		}
		if t.takePhone(i, k, lab, inter) {
			return k
		}
	}
	return i
}

// whole reports whether the groups from i to before k stand for themselves:
// the neighbours are joined in another way or not at all, and no unit follows.
func (t *scan) whole(i, k int, inter bool) bool {
	if t.glued(i, k) || t.counted(t.nums[k-1].end) {
		return false
	}
	in := byte(' ')
	if k > i+1 {
		in = t.gap(k - 2)
	}
	if g := t.gap(k - 1); g != 0 && g == in && !inter {
		return false
	}
	return i == 0 || inter || t.gap(i-1) == 0 || t.gap(i-1) == ' ' && in != ' '
}

// takePhone records the groups from i to before k if they are a phone number.
func (t *scan) takePhone(i, k int, lab *hit, inter bool) bool {
	v := t.digits(i, k)
	a, z := t.nums[i].start, t.nums[k-1].end
	ctx := lab
	if ctx == nil {
		ctx = t.after(z, 12, contactRoles)
	}
	alone := a < 3 || t.after(z, 12, 1<<email) != nil || t.before(a, reach, 1<<email) != nil
	f, ok := t.classify(v, t.shape(i, k), t.gap(i), ctx, inter, alone)
	if !ok {
		return false
	}
	if inter && v[:1] != "0" || inter && a > 0 && t.s[a-1] == '+' {
		for a > 0 && (t.s[a-1] == '+' || t.s[a-1] == '(' || t.s[a-1] == ' ' && a > 1 && t.s[a-2] == '+') {
			a--
		}
	}
	f.Label, f.App, f.Disguised = ctx.word(), ctx.name(), k-i > 7
	if ctx != nil {
		switch {
		case ctx.role == wallet && ctx.label.app == "alipay":
			f.Kind = Alipay
		case ctx.role == fps:
			f.Kind = FPS
		}
	}
	t.put(a, z, f)
	return true
}

// classify says whether the digits v, written in groups of the given shape
// with sep behind the first, are a phone number, and whose. A number alone is
// one that begins the message or stands by a mail address.
func (t *scan) classify(v, shape string, sep byte, ctx *hit, inter, alone bool) (Found, bool) {
	f := Found{Kind: Phone, Grade: Plausible}
	switch {
	case inter:
		v = strings.TrimPrefix(v, "00")
		if len(v) < 8 || len(v) > 15 {
			return f, false
		}
		f.Normalised = "+" + v
		if m := strings.TrimPrefix(v, "86"); len(m) < len(v) && isMobile(m) {
			return f.mobile(), true
		}
		n := lookUp(f.Normalised)
		f.Country = n.region
		if n.valid {
			f.Grade, f.Normalised = Valid, n.canonical
			return f, true
		}
		return f, n.possible && (ctx != nil || alone)
	case isMobile(v) && mobileShape(shape) && !(shape == "434" && v[:3] == "180" && v[3] == '0'), len(v) == 13 && v[:2] == "86" && isMobile(v[2:]):
		f.Normalised = "+86" + v[len(v)-11:]
		f = f.mobile()
		return f, len(v) == 11 || f.Grade == Valid || ctx != nil || shape != "9" // barcodes have 13 digits too
	case landline(shape, v, sep):
		f.Normalised, f.Country = "+86"+v[1:], "CN"
		if lookUp(f.Normalised).valid {
			f.Grade = Valid
		} else if ctx == nil {
			return f, false
		}
		return f, true
	case len(v) == 10 && (v[:3] == "400" || v[:3] == "800") && (shape == "334" || shape == "343" || ctx != nil && ctx.role == phone && shape == "9"):
		f.Normalised, f.Country = v, "CN"
		return f, ctx != nil || sep == '-'
	}
	if ctx == nil || len(v) < 7 || len(v) > 13 || ctx.role == app && ctx.label.app == "qq" || ctx.role == wallet && !isMobile(v) || ctx.role == fps {
		return f, false
	}
	return t.local(v, shape, ctx)
}

// local reads a number without calling code that a label introduces.
func (t *scan) local(v, shape string, ctx *hit) (Found, bool) {
	f := Found{Kind: Phone, Grade: Plausible, Normalised: v}
	if isDate(v) || len(v) == 13 && v[0] == '6' && shape == "9" {
		return f, false
	}
	if ctx.role == app || len(v) >= 11 && v[0] != '0' && v[0] != '1' {
		if n := lookUp("+" + v); n.valid && len(v) >= 10 {
			f.Normalised, f.Country, f.Grade = n.canonical, n.region, Valid
			return f, true
		}
	}
	if len(v) == 8 && (v[0] == '5' || v[0] == '6' || v[0] == '9') {
		f.Country = "HK" // its mobiles; the likeliest reading in this trade
	}
	return f, true
}

// isMobile reports whether v has the form of a Chinese mobile number. Blocks
// that are not assigned count too: new ones are opened and fakes use them.
func isMobile(v string) bool {
	return len(v) == 11 && v[0] == '1' && v[1] >= '3'
}

// mobileShape reports whether people group a mobile number that way.
func mobileShape(shape string) bool {
	switch shape {
	case "11111111111", "9", "344", "38", "74", "335", "434", "353", "11333", "2333", "56", "65", "47", "1334", "36", "3422", "32222":
		return true
	}
	return false
}

// landline reports whether the groups are an area code with a number of seven
// or eight digits behind it, as in 0755-2345 6789.
func landline(shape, v string, sep byte) bool {
	if v[0] != '0' || v[1] == '0' || len(v) < 10 || len(v) > 12 {
		return false
	}
	switch shape {
	case "37", "38", "47", "48", "344", "444", "443", "343":
		return sep == '-' || sep == ' '
	}
	return false
}

// mobile grades f, a Chinese mobile number in international form.
func (f Found) mobile() Found {
	f.Country = "CN"
	if assigned(f.Normalised[len("+86"):]) {
		f.Grade = Valid
	}
	return f
}

// assigned reports whether the block of a Chinese mobile number is in use, as
// the numbering plan has it. Asking the plan takes much longer, and most numbers
// in these chats are such numbers.
func assigned(v string) bool {
	switch d := v[2]; v[1] {
	case '3', '8':
		return true
	case '4':
		return d == '5' || d == '7'
	case '5', '9':
		return d != '4'
	case '6':
		return d == '2' || d >= '5' && d <= '7'
	case '7':
		return d != '4' && d != '9' || d == '4' && v[3] == '0' && v[4] <= '5'
	}
	return false
}
