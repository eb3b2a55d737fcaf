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
	lastName
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
	all   []label
	latin [26][27][]label // second index 26: not a letter
	wide  map[rune][]label
	three [26 * 27 * 27]bool // by the first three bytes, all but letters alike: whether a label begins so
	first [1 << 10]uint64    // a bit for each rune of the basic plane that is a key of wide
}

var labels = sync.OnceValue(buildIndex)

// variants lists the characters of labels with the other ways to write them:
// traditional script (Unihan kTraditionalVariant) and common mix-ups. Labels
// are kept in the first form.
const variants = "专專 业業 东東 个個 丰豐 书書 云雲 亚亞 产產 们們 价價 优優 会會 传傳 余餘 借藉 储儲 关關 " +
	"兴興 内內 册冊 农農 则則 别別 务務 动動 区區 华華 单單 卫衛 厂廠 发發 台臺 号號 后後 团團 " +
	"国國 图圖 圆圓 场場 备備 头頭 宝寶 家傢 对對 币幣 广廣 库庫 开開 总總 恒恆 户戶戸 执執 扫掃 " +
	"护護 报報 拟擬 拨撥 数數 机機 条條 来來 板闆 极極 柜櫃 样樣 汇匯 湾灣 点點 热熱 猫貓 电電 " +
	"监監 码碼 种種 称稱 税稅 系繫係 纳納 纸紙 线線 经經 给給 络絡 统統 维維 绿綠 编編 网網 联聯 " +
	"营營 蓝藍 虚虛 补補 见見 视視 计計 订訂 记記 设設 证證 识識 诉訴 话話 询詢 调調 贝貝 责責 " +
	"账帐帳賬 货貨 贸貿 费費 贺賀 赖賴 踪蹤 车車 转轉 软軟 轻輕 达達 运運 这這 递遞 邮郵 采採 钉釘 " +
	"钱錢 铅鉛 银銀 铺鋪 链鏈 门門 间間 际際 韵韻 顺順 预預 额額 飞飛 验驗 鸟鳥 鹅鵝"

// simplified gives the first form for each of the others, variantsOf the
// others for each first form.
var simplified, variantsOf = func() (map[rune]rune, map[rune][]rune) {
	back, forth := map[rune]rune{}, map[rune][]rune{}
	for w := range strings.FieldsSeq(variants) {
		first, n := utf8.DecodeRuneInString(w)
		forth[first] = []rune(w[n:])
		for _, r := range w[n:] {
			back[r] = first
		}
	}
	return back, forth
}()

// buildIndex turns the table into an index.
func buildIndex() *index {
	x := &index{wide: map[rune][]label{}}
	for _, e := range slices.Concat(table, contextTable) {
		for w := range strings.SplitSeq(e.words, "|") {
			if w = strings.TrimSpace(w); w != "" {
				x.add(label{word: w, role: e.role, app: e.app})
			}
		}
	}
	for v, r := range simplified {
		if len(x.wide[r]) > 0 {
			x.mark(v)
		}
	}
	return x
}

// add enters l under its folded word.
func (x *index) add(l label) {
	var b []byte
	for _, r := range l.word {
		if r < utf8.RuneSelf || sameRune(r) {
			b = utf8.AppendRune(b, r)
		} else {
			b = appendFolded(b, r)
		}
	}
	l.word = strings.ToLower(string(b))
	x.all = append(x.all, l)
	if c := l.word[0]; c < utf8.RuneSelf {
		if isLetter(c) {
			set := &x.latin[c-'a'][second(l.word)]
			*set = insert(*set, l)
			x.markLatin(l.word)
		}
		return
	}
	r, _ := utf8.DecodeRuneInString(l.word)
	x.wide[r] = insert(x.wide[r], l)
	x.mark(r)
}

// mark notes that labels begin with r.
func (x *index) mark(r rune) { x.first[r>>6] |= 1 << (r & 63) }

// markLatin notes how the Latin label w begins.
func (x *index) markLatin(w string) {
	k := (int(w[0]-'a')*27 + second(w)) * 27
	if len(w) == 1 || len(w) == 2 && !isLetter(w[1]) {
		for i := range 27 { // anything may follow
			if len(w) == 1 {
				for j := range 27 {
					x.three[(int(w[0]-'a')*27+j)*27+i] = true
				}
			}
			x.three[k+i] = true
		}
		return
	}
	x.three[k+second(w[1:])] = true
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
		b := second(s[i:])
		d := 26
		if i+2 < len(s) {
			d = second(s[i+1:])
		}
		if !x.three[(int(c|0x20-'a')*27+b)*27+d] {
			return nil
		}
		set = x.latin[c|0x20-'a'][b]
	} else {
		r, _ := decode(s, i)
		if r > 0xffff || x.first[r>>6]>>(r&63)&1 == 0 {
			return nil
		}
		if v, ok := simplified[r]; ok {
			r = v
		}
		set = x.wide[r]
	}
	for k := range set {
		w := set[k].word
		if n := len(w); len(s)-i < n || s[i] < utf8.RuneSelf && n > 2 && lower(s[i+2]) != w[2] || !hasWord(s[i:], w) {
			continue
		}
		if z := i + len(w); z < len(s) && (isLetter(w[len(w)-1]) && isLetter(s[z]) || isDigit(w[len(w)-1]) && isDigit(s[z])) {
			continue
		}
		return &set[k]
	}
	return nil
}

// IsLabel reports whether text is nothing but the label of a field of a bank
// block, as where a form is sent line by line.
func IsLabel(text string) bool {
	text = strings.Trim(text, " :：*=-")
	if text == "" || len(text) > 40 {
		return false
	}
	l := labels().at(text, 0)
	return l != nil && len(l.word) == len(text) && (fieldLabels>>l.role&1 != 0 || bankLabels[l.word])
}

// fieldLabels are the labels of the fields of a bank block.
const fieldLabels = 1<<account | 1<<card | 1<<iban | 1<<bic | 1<<cnaps | 1<<routing | 1<<branch | 1<<payee | 1<<bankName

// hasWord reports whether s begins with the label w, Latin letters in any
// case, Chinese characters in any variant. All variants are three bytes long.
func hasWord(s, w string) bool {
	if len(s) < len(w) {
		return false
	}
	for i := 0; i < len(w); {
		if w[i] < utf8.RuneSelf {
			if lower(s[i]) != w[i] {
				return false
			}
			i++
			continue
		}
		if w[i]>>4 == 0xe && s[i:i+3] == w[i:i+3] { // nearly all that is not ASCII
			i += 3
			continue
		}
		a, n := utf8.DecodeRuneInString(w[i:])
		b, m := utf8.DecodeRuneInString(s[i:])
		if a != b && (m != n || simplified[b] != a) {
			return false
		}
		i += n
	}
	return true
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
