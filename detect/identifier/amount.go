package identifier

import (
	"strings"
	"unicode/utf8"
)

// currencies are the signs, codes and words of currencies, longest first where
// one begins with another.
var currencies = []struct{ word, code string }{
	{"us$", "USD"}, {"usdt", "USDT"}, {"usd", "USD"}, {"us dollars", "USD"}, {"us dollar", "USD"}, {"dollars", "USD"}, {"dollar", "USD"}, {"bucks", "USD"},
	{"hk$", "HKD"}, {"hkd", "HKD"}, {"nt$", "TWD"}, {"ntd", "TWD"}, {"twd", "TWD"}, {"rmb", "CNY"}, {"cny", "CNY"}, {"yuan", "CNY"}, {"kuai", "CNY"},
	{"euros", "EUR"}, {"euro", "EUR"}, {"eur", "EUR"}, {"gbp", "GBP"}, {"pounds", "GBP"}, {"aed", "AED"}, {"jpy", "JPY"}, {"aud", "AUD"}, {"cad", "CAD"}, {"sgd", "SGD"},
	{"inr", "INR"}, {"vnd", "VND"}, {"thb", "THB"}, {"myr", "MYR"}, {"rm", "MYR"}, {"php", "PHP"}, {"kes", "KES"}, {"ngn", "NGN"}, {"brl", "BRL"}, {"mxn", "MXN"}, {"pln", "PLN"}, {"try", "TRY"}, {"zar", "ZAR"}, {"chf", "CHF"},
	{"$", "USD"}, {"¥", "CNY"}, {"€", "EUR"}, {"£", "GBP"}, {"₹", "INR"}, {"₦", "NGN"}, {"₫", "VND"}, {"฿", "THB"}, {"₱", "PHP"}, {"r$", "BRL"},
	{"美金", "USD"}, {"美元", "USD"}, {"美刀", "USD"}, {"刀", "USD"}, {"人民币", "CNY"}, {"人民幣", "CNY"}, {"元", "CNY"}, {"块钱", "CNY"}, {"塊錢", "CNY"}, {"块", "CNY"}, {"塊", "CNY"},
	{"港币", "HKD"}, {"港幣", "HKD"}, {"港元", "HKD"}, {"港纸", "HKD"}, {"港紙", "HKD"}, {"蚊", "HKD"}, {"台币", "TWD"}, {"台幣", "TWD"}, {"新台幣", "TWD"},
	{"欧元", "EUR"}, {"歐元", "EUR"}, {"英镑", "GBP"}, {"英鎊", "GBP"}, {"日元", "JPY"}, {"円", "JPY"}, {"u", "USDT"},
}

// currencyIndex finds currencies by their first and their last byte.
var currencyIndex = func() (x struct{ first, last [256][]uint8 }) {
	for i, c := range currencies {
		a, z := c.word[0], c.word[len(c.word)-1]
		x.first[a] = append(x.first[a], uint8(i))
		x.last[z] = append(x.last[z], uint8(i))
	}
	return x
}()

// amounts finds sums of money: a number with a currency beside it, a number
// with k, w or 万 beside a word of payment.
func (t *scan) amounts() {
	for i := 0; i < len(t.nums); i++ {
		n := t.nums[i]
		if n.len() > 12 || t.claimedAt(n.start) {
			continue
		}
		i = t.amount(i)
	}
	if t.han > 0 {
		t.hanAmounts()
	}
}

func (t *scan) claimedAt(i int) bool { return t.claimed[i>>6]>>(i&63)&1 != 0 }

// amount takes the sum that begins with group i and gives the last group of
// its number.
func (t *scan) amount(i int) int {
	a := t.nums[i].start
	if a > 0 && isLetter(t.s[a-1]) && t.currencyBefore(a) == "" {
		return i
	}
	minor, z, last, ok := t.decimalNumber(i)
	if !ok {
		return last
	}
	code, start := t.currencyAt(a)
	factor, w := multiplier(t.s[z:])
	if minor > 1e15/factor {
		return last
	}
	if factor > 1 {
		minor *= factor
		z += w
	}
	if after, n := currencyBehind(t.s[z:]); after != "" && (code == "" || code == after || code == "USD" && after != "USDT") {
		if code == "" || n > 1 {
			code = after
			z += n
		}
	}
	f := Found{Kind: Money, Grade: Plausible, Amount: Amount{minor, code}}
	if code == "" {
		pay := t.before(a, 12, 1<<due|1<<money)
		if next := t.after(z, 6, 1<<due); next != nil && factor > 1 && (pay == nil || next.start-z < a-pay.end) {
			pay = next
		}
		switch {
		case factor == 1 || t.counted(z) || z < len(t.s) && isAlnum(t.s[z]) || t.s[z-1]|0x20 == 'w' && (pay == nil || len(pay.label.word) <= 3 && pay.label.word != "付"):
			return last
		case pay == nil:
			f.Grade = Shape // 4k is a screen as well
		}
		f.Label = pay.word()
	}
	if start >= 0 && start < a {
		a = start
	}
	if perPiece(t.s[z:]) || t.unitPrice(a) {
		f.Note = "unit price"
	}
	if !t.free(a, z) {
		return last
	}
	f.Normalised = f.Amount.String()
	t.put(a, z, f)
	return last
}

// String writes an amount as 18640.00 USD.
func (a Amount) String() string {
	b := appendInt(nil, a.Minor/100)
	b = append(b, '.', byte('0'+a.Minor/10%10), byte('0'+a.Minor%10))
	if a.Currency != "" {
		b = append(append(b, ' '), a.Currency...)
	}
	return string(b)
}

func appendInt(b []byte, n int64) []byte {
	if n >= 10 {
		b = appendInt(b, n/10)
	}
	return append(b, byte('0'+n%10))
}

// decimalNumber reads the number that begins with group i, with thousands
// separators and decimals as people write them, in hundredths. It gives the
// place behind it and its last group.
func (t *scan) decimalNumber(i int) (minor int64, end, last int, ok bool) {
	n := t.nums[i]
	if n.start >= 2 && (t.s[n.start-1] == '.' || t.s[n.start-1] == ',') && isDigit(t.s[n.start-2]) {
		return 0, 0, i, false // the middle of another number
	}
	whole, end, last := t.s[n.start:n.end], n.end, i
	joined := whole
	for last+1 < len(t.nums) && len(joined) < 13 {
		m := t.nums[last+1]
		if m.start != end+1 {
			break
		}
		sep := t.s[end]
		more := last+2 < len(t.nums) && t.nums[last+2].start == m.end+1 && (t.s[m.end] == ',' || t.s[m.end] == '.')
		thousands := m.len() == 3 && len(whole) <= 3 && whole[0] != '0' && (sep == ',' || sep == '.' && more && t.s[m.end] != sep || sep == '.' && more && t.nums[last+2].len() == 3 || sep == ' ' && n.len() <= 3)
		if thousands && sep == ' ' && (t.nums[i].len() == 3 || more) {
			thousands = false // 204 555 is a telephone sooner than a sum
		}
		if thousands {
			joined += t.s[m.start:m.end]
			last, end = last+1, m.end
			continue
		}
		if (sep == '.' || sep == ',' && m.len() <= 2) && m.len() <= 4 {
			frac := t.s[m.start:m.end] + "00"
			v, ok := atoi(joined)
			c, _ := atoi(frac[:2])
			return v*100 + c, m.end, last + 1, ok
		}
		break
	}
	v, ok := atoi(joined)
	return v * 100, end, last, ok
}

// atoi reads a number of up to twelve digits.
func atoi(v string) (int64, bool) {
	if len(v) > 12 {
		return 0, false
	}
	var n int64
	for i := range len(v) {
		n = n*10 + int64(v[i]-'0')
	}
	return n, true
}

// currencyBefore gives the currency whose sign or code ends right before place
// a, a space allowed.
func (t *scan) currencyBefore(a int) string {
	code, _ := t.currencyAt(a)
	return code
}

// currencyAt is currencyBefore with the place where the sign begins; -1 when
// there is none.
func (t *scan) currencyAt(a int) (string, int) {
	e := a
	for e > 0 && (t.s[e-1] == ' ' || t.s[e-1] == ':') && a-e < 2 {
		e--
	}
	if e == 0 || t.s[e-1] < utf8.RuneSelf && !isLetter(t.s[e-1]) && t.s[e-1] != '$' {
		return "", -1
	}
	for _, x := range currencyIndex.last[lower(t.s[e-1])] {
		c := &currencies[x]
		k := e - len(c.word)
		if k < 0 || t.claimedAt(k) || c.word == "u" || len(c.word) == 3 && c.word[0] > 0xe2 || c.word == "rm" && e < a || !hasPrefixFold(t.s[k:e], c.word) {
			continue
		}
		if isLetter(c.word[0]) && k > 0 && isLetter(t.s[k-1]) || c.word == "try" && t.s[k] != 'T' {
			continue
		}
		return c.code, k
	}
	return "", -1
}

// currencyBehind gives the currency that s begins with, a space allowed, and
// the length.
func currencyBehind(s string) (string, int) {
	sp := 0
	if s != "" && s[0] == ' ' {
		sp = 1
	}
	if sp == len(s) || s[sp] < utf8.RuneSelf && !isLetter(s[sp]) && s[sp] != '$' {
		return "", 0
	}
	for _, x := range currencyIndex.first[lower(s[sp])] {
		c := &currencies[x]
		z := sp + len(c.word)
		if z > len(s) || !hasPrefixFold(s[sp:], c.word) || c.word == "rm" || c.word == "u" && (sp > 0 || s[0] != 'U' && s[0] != 'u') {
			continue
		}
		if isLetter(c.word[len(c.word)-1]) && z < len(s) && isAlnum(s[z]) {
			continue
		}
		if c.code == "TRY" && s[sp] != 'T' || c.code == "GBP" && c.word == "pounds" && sp == 0 {
			continue
		}
		return c.code, z
	}
	return "", 0
}

// multiplier gives what k, w, 万 and their like multiply a number by, and
// their length.
func multiplier(s string) (int64, int) {
	if s == "" {
		return 1, 0
	}
	c := s[0]
	if c == ' ' && len(s) > 1 && strings.HasPrefix(s[1:], "million") {
		return 1e6, 8
	}
	if (c == 'k' || c == 'K' || c == 'w' || c == 'W') && (len(s) == 1 || !isAlnum(s[1])) || hasPrefixFold(s, "kusd") || hasPrefixFold(s, "wusd") {
		if c|0x20 == 'k' {
			return 1000, 1
		}
		return 10000, 1
	}
	for _, m := range [...]struct {
		w string
		n int64
	}{{"万", 10000}, {"萬", 10000}, {"千", 1000}, {"百", 100}} {
		if strings.HasPrefix(s, m.w) && !strings.HasPrefix(s, "千克") && !strings.HasPrefix(s, "千瓦") {
			return m.n, len(m.w)
		}
	}
	return 1, 0
}

// perPiece reports whether s goes on as the price of one piece.
func perPiece(s string) bool {
	s = strings.TrimLeft(s, " ")
	for _, w := range [...]string{"/", "per ", "each", "a piece", "ea", "一条", "一条", "一个", "一個", "每", "一件", "一套", "一台", "一米", "一平", "一公斤", "一斤", "一支", "一只", "一双", "一張", "一张", "一箱"} {
		if hasPrefixFold(s, w) {
			return true
		}
	}
	return false
}

// unitPrice reports whether the words before place a announce a price.
func (t *scan) unitPrice(a int) bool {
	g := strings.TrimRight(t.s[max(0, a-16):a], " :是")
	for _, w := range [...]string{"单价", "單價", "每个", "每條", "每条", "unit price", "FOB", "EXW", "price"} {
		if strings.HasSuffix(g, w) {
			return true
		}
	}
	return false
}
