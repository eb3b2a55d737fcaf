package identifier

import (
	"slices"
	"strings"
	"sync"
	"unicode"
)

// dropped are the words of company names that say nothing about which company
// it is.
const dropped = " co ltd limited company corp corporation inc gmbh llc uab fze fzco sarl srl bv sa plc pte pty sdn bhd jsc the and of "

// forms are the Chinese legal forms, longest first.
var forms = []string{"股份有限公司", "有限责任公司", "有限責任公司", "有限公司", "集团", "集團", "公司", "贸易商行", "貿易商行", "商行", "经营部", "經營部", "服务部", "贸易行", "工厂", "工廠", "加工厂", "加工廠", "制品厂", "製品廠", "厂", "廠"}

// trades are the words of company names for what the company does, Chinese and
// English. They say little about which one it is.
var trades = [][2]string{
	{"进出口", "import & export"}, {"進出口", "import export"}, {"国际贸易", "international trading"}, {"國際貿易", "international trade"}, {"贸易", "trading"}, {"貿易", "trade"},
	{"国际", "international"}, {"國際", "global"}, {"科技", "technology"}, {"技术", "tech"}, {"技術", "technologies"}, {"电子", "electronics"}, {"電子", "electronic"}, {"电器", "electric"}, {"電器", "electrical appliance"},
	{"五金", "hardware"}, {"塑料", "plastic"}, {"塑膠", "plastics"}, {"塑胶", "plastics"}, {"制品", "products"}, {"製品", "product"}, {"实业", "industrial"}, {"實業", "industry"}, {"工业", "industries"}, {"工業", "industries"},
	{"纺织", "textile"}, {"紡織", "textiles"}, {"服装", "garment"}, {"服裝", "garments"}, {"家具", "furniture"}, {"傢俱", "furniture"}, {"照明", "lighting"}, {"光电", "optoelectronic"}, {"光電", "optoelectronics"}, {"玩具", "toys"}, {"包装", "packaging"}, {"包裝", "packing"},
	{"机械", "machinery"}, {"機械", "machine"}, {"设备", "equipment"}, {"設備", "equipment"}, {"供应链", "supply chain"}, {"物流", "logistics"}, {"食品", "foods"}, {"化工", "chemical"}, {"陶瓷", "ceramics"}, {"布业", "textile"}, {"家居", "home"}, {"用品", "supplies"}, {"工具", "tools"}, {"鞋业", "shoes"}, {"皮具", "leather"},
	{"新材料", "new materials"}, {"材料", "materials"}, {"工艺品", "arts crafts"}, {"礼品", "gifts"}, {"电商", "e-commerce"}, {"制造", "manufacturing"}, {"製造", "manufacture"}, {"模具", "mould"}, {"印刷", "printing"},
}

// hanPlaces are the places that company names begin with.
var hanPlaces = strings.Fields("北京 上海 天津 重庆 重慶 广东 廣東 广州 廣州 深圳 东莞 東莞 佛山 中山 珠海 惠州 江门 江門 汕头 汕頭 揭阳 潮州 浙江 杭州 宁波 寧波 温州 溫州 义乌 義烏 金华 金華 台州 绍兴 紹興 嘉兴 湖州 永康 慈溪 余姚 " +
	"江苏 江蘇 南京 苏州 蘇州 无锡 無錫 常州 南通 扬州 徐州 昆山 福建 厦门 廈門 福州 泉州 晋江 晉江 莆田 漳州 山东 山東 青岛 青島 济南 烟台 潍坊 临沂 淄博 河北 石家庄 保定 沧州 衡水 唐山 河南 郑州 鄭州 洛阳 安徽 合肥 芜湖 湖北 武汉 武漢 " +
	"湖南 长沙 長沙 江西 南昌 赣州 广西 南宁 辽宁 大连 沈阳 四川 成都 陕西 西安 阳江 顺德 順德 南海 柯桥 香港 台湾 台灣 台北 台中 龙港 黄岩 中国 中國")

// SameCompany reports whether a and b name the same company, and why it says
// so. Legal forms, places and the line of business are left out; a Chinese
// name is compared with a Latin one by its pinyin.
func SameCompany(a, b string) (same bool, why string) {
	const longest = 200 // bytes; no name is longer
	if len(a) > longest || len(b) > longest {
		return a == b, "too long for the name of a company"
	}
	ca, cb := readCompany(a), readCompany(b)
	switch {
	case ca.plain == "" || cb.plain == "":
		return false, "one of the names is empty"
	case ca.plain == cb.plain:
		return true, "the names are the same but for legal form, case and marks"
	case ca.core == "" || cb.core == "":
		return false, "the names differ"
	case ca.han && cb.han || !ca.han && !cb.han:
		if ca.core != cb.core {
			return false, "the names differ"
		}
		if !compatible(ca.trades, cb.trades) {
			return false, "the same name in another line of business"
		}
		return true, "the names are the same but for place and legal form"
	}
	if !ca.han {
		ca, cb = cb, ca
	}
	if sounds(ca.core, cb.core) {
		return true, "the Latin name is the pinyin of the Chinese one"
	}
	return false, "the Latin name is not the pinyin of the Chinese one"
}

// firm is a company name taken apart.
type firm struct {
	han    bool
	plain  string   // without legal form and marks
	core   string   // without place and trade too
	trades []string // what the company does
}

func readCompany(s string) firm {
	var t scan
	t.fold(s)
	han, latin := splitScripts(t.s)
	if han == "" {
		return readLatin(latin)
	}
	f := firm{han: true}
	for _, v := range forms {
		if h, ok := strings.CutSuffix(han, v); ok && h != "" {
			han = h
			break
		}
	}
	f.plain = han
	for cut := true; cut; {
		cut = false
		for _, p := range hanPlaces {
			if h, ok := strings.CutPrefix(han, p); ok && h != "" {
				for _, unit := range [...]string{"省", "市", "区", "區", "县", "縣"} {
					h = strings.TrimPrefix(h, unit)
				}
				if h != "" {
					han, cut = h, true
				}
			}
		}
	}
	for _, p := range trades {
		if h := strings.ReplaceAll(han, p[0], ""); h != han && h != "" {
			f.trades = append(f.trades, strings.Fields(p[1])...)
			han = h
		}
	}
	f.core = han
	return f
}

func readLatin(s string) firm {
	var f firm
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var plain, core []string
	for _, w := range words {
		switch {
		case strings.Contains(dropped, " "+w+" ") || len(w) == 1:
			continue
		case isTrade(w):
			f.trades = append(f.trades, w)
		case !strings.Contains(placeWords, " "+w+" ") && w != "hong" && w != "kong":
			core = append(core, w)
		}
		plain = append(plain, w)
	}
	f.plain, f.core = strings.Join(plain, ""), strings.Join(core, "")
	return f
}

// tradeWords are the English words of trades.
var tradeWords = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for _, p := range trades {
		for w := range strings.FieldsSeq(p[1]) {
			words[w] = true
		}
	}
	return words
})

func isTrade(w string) bool {
	return tradeWords()[w] || strings.Contains(firmWords, " "+w+" ") && len(w) > 3
}

// compatible reports whether two lines of business do not contradict: one of
// them is empty or they share a word.
func compatible(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	return slices.ContainsFunc(a, func(w string) bool { return slices.Contains(b, w) })
}
