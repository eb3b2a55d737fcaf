package detect

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"backchannel/detect/identifier"
	"backchannel/lexicon"
)

// Kinds of marks for plain numbers.
const (
	markFigure   = "figure"   // a number that may be a price
	markQuantity = "quantity" // a number of pieces, metres, kilograms …
	markSplit    = "split"    // parts that make up a whole: 30/70, 50-50
	markPrice    = "price"    // a number in the form of a unit price: 6.30, 八块五
)

// maxFigures is how many numbers of one message are looked at.
const maxFigures = 48

// counters are the words behind a number of goods.
var counters = []string{
	"pcs", "pc", "pieces", "piece", "sets", "set", "pairs", "pair", "prs", "units", "unit", "rolls", "roll", "bags", "boxes", "cartons", "carton", "ctns", "ctn",
	"slabs", "tons", "ton", "kg", "kgs", "meters", "metres", "m2", "sqm", "sqft", "yards", "bottles", "dozen", "dozens", "cont", "containers", "tyres", "tires", "sheets", "doz", "cbm", "cont.", "slab", "pallets",
	"捆", "个", "個", "件", "条", "條", "套", "只", "隻", "张", "張", "台", "臺", "双", "雙", "对", "對", "箱", "米", "公斤", "斤", "吨", "噸", "打", "支", "枝", "瓶", "包", "卷", "组", "組", "盒", "块板", "片", "把", "盏", "盞", "方", "副", "头", "顶", "本", "袋", "罐", "桶", "根", "柜", "櫃", "粒", "颗",
}

// measures are the words behind a number that is neither a price nor a number
// of goods.
var measures = []string{
	"days", "day", "hours", "hour", "hrs", "minutes", "min", "weeks", "week", "months", "month", "years", "year", "yrs", "mm", "cm", "inch", "inches", "degrees", "percent", "times", "am", "pm", "o'clock",
	"people", "workers", "worker", "staff", "lines", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
	"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "nm", "v", "hz", "watt", "bar", "cycles", "th", "st", "nd", "rd", "head", "m",
	"天", "日", "小时", "小時", "分钟", "分鐘", "周", "週", "星期", "个月", "個月", "个星期", "个工作日", "月", "年", "点", "點", "號", "号", "度", "厘米", "毫米", "公分", "寸", "吋", "尺", "倍", "次", "人", "位", "岁", "折", "%", "％", "°", "工", "瓦", "伏", "丝", "目", "厘", "间", "間", "歲", "期", "级", "樓", "楼", "路", "个点", "個點", "个色", "个款", "款", "道", "层", "年前", "版", "个人", "车", "家", "票", "尾", "不锈钢", "mm",
}

// figures adds to out the numbers of a text that may be prices, and those that
// count goods. Numbers inside what was found already, those of measures and times,
// and those that are part of a word or of a date are neither.
func figures(out []lexicon.Mark, text string, found []identifier.Found) []lexicon.Mark {
	seen := 0
	for i := 0; i < len(text) && seen < maxFigures; {
		if !digit(text[i]) {
			i++
			continue
		}
		for len(found) > 0 && (found[0].End <= i || found[0].Grade == identifier.Shape) {
			found = found[1:]
		}
		if len(found) > 0 && found[0].Start <= i {
			i = found[0].End
			continue
		}
		seen++
		end := numberEnd(text, i)
		if z := splitEnd(text, i, end); z > 0 {
			out = append(out, lexicon.Mark{Kind: markSplit, Start: i, End: z})
			i = z
			continue
		}
		if kind := figureKind(text, i, end); kind != "" {
			out = append(out, lexicon.Mark{Kind: kind, Start: i, End: end})
		}
		i = end
	}
	return out
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// numberEnd gives the end of the number at text[i:], with its decimals and
// thousands.
func numberEnd(text string, i int) int {
	for i < len(text) && (digit(text[i]) || (text[i] == '.' || text[i] == ',') && i+1 < len(text) && digit(text[i+1])) {
		i++
	}
	return i
}

// splitEnd gives the end of parts of a hundred such as 30/70 at text[i:], whose
// first number ends at z; 0 when there are none.
func splitEnd(text string, i, z int) int {
	if z >= len(text)-1 || !strings.ContainsRune("/-:+", rune(text[z])) || !digit(text[z+1]) || i > 0 && digit(text[i-1]) {
		return 0
	}
	end := numberEnd(text, z+1)
	a, err := strconv.Atoi(text[i:z])
	b, err2 := strconv.Atoi(text[z+1 : end])
	if err != nil || err2 != nil || a+b != 100 || a < 10 || b < 10 {
		return 0
	}
	return end
}

// maxFigure is the most characters of a price or a quantity.
const maxFigure = 9

func figureKind(text string, from, end int) string {
	if end-from > maxFigure || strings.Count(text[from:end], ".") > 1 {
		return ""
	}
	if v := text[from:end]; v == "1688" || len(v) == 4 && v[2] != '.' && (v[:2] == "19" || v[:2] == "20") || dated(text[:from]) {
		return ""
	}
	if from > 0 {
		switch c := text[from-1]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c == '-', c == '/', c == ':', c == '#', c == '_', c == '~':
			return ""
		}
	}
	rest := strings.TrimLeft(text[end:min(len(text), end+16)], " ")
	for _, m := range [...]string{"万", "萬", "千"} {
		rest = strings.TrimPrefix(rest, m)
	}
	if len(rest) > 1 && rest[0]|0x20 == 'k' && !letter(rest[1]) {
		rest = strings.TrimLeft(rest[1:], " ")
	}
	if rest == "" {
		return markFigure
	}
	counter, measure := longestUnit(rest)
	switch {
	case counter > 0 && counter >= measure:
		return markQuantity
	case measure > 0, strings.HasPrefix(rest, "成") && !strings.HasPrefix(rest, "成交"):
		return ""
	}
	if c := text[end : end+1]; len(rest) > 1 && strings.ContainsAny(c, "-/:~_") && digit(rest[1]) {
		return ""
	}
	if c := text[end] | 0x20; c >= 'a' && c <= 'z' && c != 'k' && c != 'w' {
		return ""
	}
	return markFigure
}

// prices adds to marks those of its figures that have the form of a unit price.
func prices(marks []lexicon.Mark, text string) []lexicon.Mark {
	for _, m := range marks {
		if m.Kind == markFigure && priceForm(text[m.Start:m.End]) {
			m.Kind = markPrice
			marks = append(marks, m)
		}
	}
	return marks
}

// priceForm says whether a number has the form of a unit price: up to
// three digits and one or two decimals.
func priceForm(number string) bool {
	whole, decimals, ok := strings.Cut(number, ".")
	return ok && len(whole) <= 3 && len(decimals) <= 2 && !strings.ContainsAny(number, ",")
}

// dated says whether a text ends with a month, so that a day follows.
func dated(before string) bool {
	before = strings.TrimRight(before[max(0, len(before)-longestMonth):], " ")
	if strings.HasSuffix(before, "月") {
		return true
	}
	word := before[strings.LastIndexAny(before, " \n,(")+1:]
	return len(word) >= 3 && slices.Contains(months, strings.ToLower(strings.TrimRight(word, ".")))
}

// longestMonth is the length of September with a stop, and two blanks before.
const longestMonth = 12

var months = []string{
	"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
	"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// unit is a word behind a number.
type unit struct {
	word    string
	counter bool
}

// units are the counters and the measures by their first byte.
var units = sync.OnceValue(func() *[256][]unit {
	all := new([256][]unit)
	for _, w := range counters {
		all[w[0]] = append(all[w[0]], unit{w, true})
	}
	for _, w := range measures {
		all[w[0]] = append(all[w[0]], unit{w, false})
	}
	return all
})

// longestUnit gives the lengths of the longest counter and of the longest
// measure that s begins with.
func longestUnit(s string) (counter, measure int) {
	c := s[0]
	if letter(c) {
		c |= 0x20
	}
	for _, u := range units()[c] {
		switch {
		case !wordStarts(s, u.word):
		case u.counter:
			counter = max(counter, len(u.word))
		default:
			measure = max(measure, len(u.word))
		}
	}
	return counter, measure
}

// wordStarts says whether s begins with the word w, which is in lower case:
// behind a Latin word no letter follows.
func wordStarts(s, w string) bool {
	if len(s) < len(w) {
		return false
	}
	for i := range len(w) {
		if s[i] != w[i] && !(letter(s[i]) && s[i]|0x20 == w[i]) {
			return false
		}
	}
	return !letter(w[len(w)-1]) || len(s) == len(w) || !letter(s[len(w)])
}
