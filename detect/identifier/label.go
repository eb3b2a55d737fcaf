package identifier

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// role says what a label word introduces.
type role uint8

const (
	other role = iota // a longer phrase that keeps a label inside it from counting
	account
	card
	iban
	bic
	cnaps
	routing
	branch // sort code, BSB, IFSC, transit number
	tail   // the last digits follow
	bankWord
	phone
	email
	app // a chat app; its name is label.app
	wallet
	fps
	cash
	coin
	code     // company code
	identity // identity card number
	trap     // order, model, customs and other numbers that are none of ours
	parcel
	payee // name of the account holder
	bankName
	address
	place // country, city
	money // currency or amount
	due   // deposit, balance: what a percentage or a bare sum is of
	add   // add me, contact me
	id    // "id is", "number is"
	link  // a host or a scheme
	legal // legal form at the end of a company name
)

// A label is a word of the table.
type label struct {
	word string // folded, lower case
	role role
	app  string // what the role is about: an app, a wallet, a country of a bank
}

// hit is a label in the text: s[start:end].
type hit struct {
	start, end int
	*label
}

// index finds labels by their first two characters.
type index struct {
	latin [26][27][]label // second index 26: not a letter
	wide  map[rune][]label
	first [1 << 10]uint64 // a bit for each rune of the basic plane that is a key of wide
}

var labels = sync.OnceValue(buildIndex)

// variants are the other ways to write a character of a label: traditional
// script and common mix-ups.
var variants = map[rune]string{
	'账': "帐賬帳", '户': "戶戸", '号': "號", '开': "開", '银': "銀", '汇': "匯", '联': "聯", '单': "單", '电': "電",
	'话': "話", '机': "機", '订': "訂", '运': "運", '转': "轉", '数': "數", '国': "國", '宝': "寶", '质': "質", '码': "碼",
	'币': "幣", '额': "額", '万': "萬", '称': "稱", '东': "東", '亚': "亞", '丰': "豐", '恒': "恆", '发': "發", '证': "證",
	'条': "條", '编': "編", '统': "統", '税': "稅", '货': "貨", '项': "項", '达': "達", '顺': "順", '图': "圖", '飞': "飛",
	'纸': "紙", '线': "線", '邮': "郵", '鹅': "鵝", '维': "維", '农': "農", '总': "總", '厂': "廠",
	'业': "業", '余': "餘", '预': "預", '团': "團", '贸': "貿", '经': "經", '营': "營", '贝': "貝", '务': "務", '赖': "賴",
	'龙': "龍", '兴': "興", '区': "區", '个': "個", '这': "這", '们': "們", '让': "讓", '拨': "撥",
}

// buildIndex turns the table into an index. The words of an entry are put in
// every script they are written in.
func buildIndex() *index {
	x := &index{wide: map[rune][]label{}}
	for _, e := range slices.Concat(table, contextTable) {
		for w := range strings.SplitSeq(e.words, "|") {
			if w = strings.TrimSpace(w); w != "" {
				x.add(label{role: e.role, app: e.app}, "", w)
			}
		}
	}
	return x
}

// add enters l with the word done+rest in all variants of rest.
func (x *index) add(l label, done, rest string) {
	for i, r := range rest {
		for _, v := range variants[r] {
			x.add(l, done+rest[:i]+string(v), rest[i+utf8.RuneLen(r):])
		}
	}
	var b []byte
	for _, r := range done + rest {
		if r < utf8.RuneSelf || sameRune(r) {
			b = utf8.AppendRune(b, r)
		} else {
			b = appendFolded(b, r)
		}
	}
	l.word = strings.ToLower(string(b))
	if l.word[0] < utf8.RuneSelf {
		c := l.word[0]
		if isLetter(c) {
			set := &x.latin[c-'a'][second(l.word)]
			*set = insert(*set, l)
		}
		return
	}
	r, _ := utf8.DecodeRuneInString(l.word)
	x.wide[r] = insert(x.wide[r], l)
	x.first[r>>6] |= 1 << (r & 63)
}

// insert keeps set ordered by falling length, so that the longest word wins.
func insert(set []label, l label) []label {
	i := 0
	for i < len(set) && len(set[i].word) >= len(l.word) {
		i++
	}
	set = append(set, label{})
	copy(set[i+1:], set[i:])
	set[i] = l
	return set
}

// second is the index of the second byte of w in the Latin table.
func second(w string) int {
	if len(w) > 1 && isLetter(w[1]) {
		return int(w[1]|0x20) - 'a'
	}
	return 26
}

// at gives the longest label that stands at s[i:], nil when there is none. A
// Latin word must end where the label ends.
func (x *index) at(s string, i int) *label {
	var set []label
	if c := s[i]; c < utf8.RuneSelf {
		if !isLetter(c) {
			return nil
		}
		set = x.latin[c|0x20-'a'][second(s[i:])]
	} else {
		r, _ := utf8.DecodeRuneInString(s[i:])
		if r > 0xffff || x.first[r>>6]>>(r&63)&1 == 0 {
			return nil
		}
		set = x.wide[r]
	}
	for k := range set {
		w := set[k].word
		if !hasPrefixFold(s[i:], w) {
			continue
		}
		if z := i + len(w); z < len(s) && isLetter(w[len(w)-1]) && isLetter(s[z]) {
			continue
		}
		return &set[k]
	}
	return nil
}

// hasPrefixFold reports whether s begins with the lower-case word w, Latin
// letters in any case.
func hasPrefixFold(s, w string) bool {
	if len(s) < len(w) {
		return false
	}
	for i := range len(w) {
		if lower(s[i]) != w[i] {
			return false
		}
	}
	return true
}
