package identifier

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// surnames are the common Chinese surnames, both scripts; compound ones stand
// in doubleSurnames.
const surnames = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔" +
	"钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付傅方白邹鄒孟熊秦邱丘江尹薛闫閻阎段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯常温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章" +
	"鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂成苗谷盛曲翁冉骆駱蓝藍路游辛靳欧阳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳時时穆农农司卓古吉缪缪简簡车車项項连連芦蘆麦麥褚娄婁窦竇戚岑景党宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩鞏明佘池查麻苑迟遲邝鄺"

const doubleSurnames = " 欧阳 歐陽 上官 司马 司馬 诸葛 諸葛 司徒 东方 東方 独孤 令狐 慕容 皇甫 尉迟 公孙 夏侯 端木 "

// notNames are words that begin with the character of a surname.
const notNames = " 方便 高兴 成都 马上 金额 江苏 安全 常州 黄色 白色 文件 任何 安排 于是 全部 全款 高级 和平 明天 明白 应该 关于 关系 解决 连接 时间 时候 华为 方式 方法 方面 常用 常见 " +
	"平台 余款 何时 何事 成交 成品 温州 宁波 江门 金华 安徽 广州 石家庄 包装 包邮 项目 路上 车间 向您 和你 和我 万一 钱款 于今 武汉 常熟 江阴 文字 全称 明细 个人 查收 查到 单位 单号 单价 金店 安能 " +
	"阳江 于都 谢谢 童装 易碎 付款 付清 付了 马来 卫星 农行 农业 农商 农信 农商行 江西 石材 关闭 游戏 常规 曲线 包括 包含 施工 向前 商行 商家 路由 宗旨 全国 米白 时效 康健 安装 连续 全名 全称 名字 单价 "

// pinyinSurnames are the common surnames in pinyin and in the spellings of
// Hong Kong, Taiwan and Vietnam.
const pinyinSurnames = " wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang han feng deng cao peng zeng xiao " +
	"tian dong yuan pan yu jiang cai du ye cheng su wei lv lu lyu ding ren shen yao cui zhong tan fan jin shi liao jia xia fu fang bai zou meng xiong qin qiu yin xue yan duan lei hou long tao li he gu mao hao gong shao wan qian " +
	"dai mo kong xiang chang wen kang niu ge xing an qi yi qiao pang ni zhuang nie zhang lau chan wong cheung ng leung ho tse tsang kwok yeung lam cheng hui chow lai yip tam chiu tsui mak lo tran nguyen le pham hoang vo dang bui do tsai hsu hsieh ouyang ruan ke mei tong ling bi ji zuo " +
	"gan zhu bao ning shang shu yue lan jiao qu hua pu mu chai chu lou kuang bian bo mai xin kuang zhan sheng you guan "

// firmWords are words that only firms have in their names.
const firmWords = " trading trade traders co ltd limited company corp corporation inc gmbh llc group factory works industries industry industrial import imports export exports impex international " +
	"technology technologies tech enterprise enterprises holding holdings supply supplies electronics electronic electric logistics store stores shop machinery textile textiles garment garments lighting plastic plastics " +
	"packaging hardware tools furniture general business firm agency services service solutions manufacturing manufacture manufactory products uab fze fzco sarl srl bv b.v nv ag oy oü s.a sa s.l sl plc pte pty sdn bhd jsc " +
	"kft doo ticaret tic şti sti dış san sanayi sp foods food chemical chemicals medical pharma optoelectronics optoelectronic optical auto automotive global commerce commercial partners ventures capital consult consulting " +
	"plywood ceramics ceramic steel metal metals paper printing toys toy fashion apparel shoes leather bags jewelry crafts arts mould mold rubber glass silk tea bio energy solar power equipment instruments freight forwarding shipping payments payment escrow assurance europe asia fabric fabrics webbing fastener fasteners casting bearings "

// hanFirm are the parts of Chinese company names.
var hanFirm = [...]string{"公司", "集团", "集團", "商行", "经营部", "經營部", "贸易行", "貿易行", "服务部", "服務部", "事务所", "事務所", "工作室", "批发部", "批發部", "门市部", "門市部", "商店", "合作社",
	"经销部", "企业社", "企業社", "工厂", "工廠", "实业", "實業", "商社", "股份", "贸易部", "电商", "中心", "店铺", "超市", "銷售部", "销售部"}

// PersonName reports whether s is the name of a person: two to four Chinese
// characters with a common surname, a pinyin or Western name in capitals, or a
// name with Mr or Ms. Hidden characters may be written * or ○.
func PersonName(s string) bool {
	s = strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("\"'“”「」()（）:：,，.。", r)
	})
	if s == "" || len(s) > 60 {
		return false
	}
	han, latin := splitScripts(s)
	switch {
	case han != "" && latin != "" && !hiddenMark(latin):
		return hanPerson(han) && !firmLatin(latin) || latinPerson(latin) && !firmHan(han) && len(han) <= 12
	case han != "":
		return hanPerson(strings.ReplaceAll(s, " ", ""))
	}
	return latinPerson(s)
}

// hiddenMark reports whether v is nothing but the O, * or X that hide a name.
func hiddenMark(v string) bool { return strings.Trim(v, " OoXx*○〇Ｏ") == "" }

// splitScripts gives the Han characters of s and the rest.
func splitScripts(s string) (han, latin string) {
	var h, l strings.Builder
	for _, r := range s {
		if unicode.Is(unicode.Han, r) || r == '○' || r == '〇' {
			h.WriteRune(r)
		} else {
			l.WriteRune(r)
		}
	}
	return h.String(), strings.TrimSpace(l.String())
}

func hanPerson(s string) bool {
	for _, title := range [...]string{"先生", "女士", "小姐", "太太", "经理", "經理"} {
		if v, ok := strings.CutSuffix(s, title); ok && v != "" && utf8.RuneCountInString(v) <= 4 && strings.Contains(surnames, firstRune(v)) {
			return true
		}
	}
	n, hidden := 0, 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Han, r) && r != '〇':
		case strings.ContainsRune("*○〇ＯOoXx某＊●", r):
			hidden++
		default:
			return false
		}
		n++
	}
	if n < 2 || n > 4 || strings.Contains(notNames, " "+s+" ") || firmHan(s) || hidden == n {
		return false
	}
	if hidden > 0 {
		return true
	}
	if n > 2 && strings.Contains(doubleSurnames, " "+string([]rune(s)[:2])+" ") {
		return true
	}
	for _, end := range [...]string{"行", "店", "厂", "廠", "部", "款", "号", "號", "了", "的", "吗", "呢", "卡", "户", "戶", "帐", "账", "帳"} {
		if strings.HasSuffix(s, end) {
			return false
		}
	}
	return n <= 3 && strings.Contains(surnames, firstRune(s))
}

func firstRune(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}

// latinPerson reports whether s is a person's name in Latin letters.
func latinPerson(s string) bool {
	words := strings.Fields(strings.ReplaceAll(s, ",", " "))
	titled := false
	if len(words) > 1 {
		switch strings.ToLower(strings.Trim(words[0], ".")) {
		case "mr", "ms", "mrs", "miss", "mdm", "madam", "dr", "sr", "sra", "herr", "frau":
			titled = true
			words = words[1:]
		}
	}
	if len(words) == 0 || len(words) > 4 || len(words) == 1 && !titled || firmLatin(s) {
		return false
	}
	surname, long := false, 0
	for _, w := range words {
		bare := strings.Trim(w, ".*-'")
		low := strings.ToLower(bare)
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) && low != "de" && low != "van" && low != "der" && low != "da" && low != "bin" && low != "al" && low != "thi" && !strings.HasPrefix(w, "*") {
			return false
		}
		for _, c := range bare {
			if !unicode.IsLetter(c) && c != '-' && c != '\'' && c != '*' && c != '.' {
				return false
			}
		}
		if strings.Contains(placeWords, " "+low+" ") || strings.Contains(" bank account swift branch china please dear only same usd the for and with this road street address ", " "+low+" ") {
			return false
		}
		surname = surname || strings.Contains(pinyinSurnames, " "+low+" ")
		if len(bare) > 1 {
			long++
		}
	}
	return long > 0 && (surname || titled || len(words) >= 2)
}

// firmLatin reports whether s has a word that only firms have in their names.
func firmLatin(s string) bool {
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool {
		return r == ' ' || r == ',' || r == '(' || r == ')' || r == '&' || r == '/' || r == '\n'
	}) {
		if w = strings.Trim(w, ".\"'"); w != "" && strings.Contains(firmWords, " "+w+" ") {
			return true
		}
	}
	return false
}

// firmHan reports whether s has a part that only firms have in their names.
func firmHan(s string) bool {
	s = strings.TrimRight(s, " )）")
	if i := strings.LastIndexAny(s, "(（"); i > 0 {
		s = s[:i] // 有限公司(香港)
	}
	for _, w := range hanFirm {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return utf8.RuneCountInString(s) >= 4 && (strings.HasSuffix(s, "厂") || strings.HasSuffix(s, "廠") || strings.HasSuffix(s, "店"))
}

// placeWords are places that stand at the beginning of company names or in
// brackets in them: provinces, trading cities, countries.
const placeWords = " beijing shanghai tianjin chongqing guangdong guangzhou shenzhen dongguan foshan zhongshan zhuhai huizhou jiangmen shantou jieyang chaozhou zhanjiang zhejiang hangzhou ningbo wenzhou yiwu jinhua " +
	"taizhou shaoxing jiaxing huzhou yongkang cixi yuyao jiangsu nanjing suzhou wuxi changzhou nantong yangzhou xuzhou kunshan fujian xiamen fuzhou quanzhou jinjiang putian zhangzhou shandong qingdao jinan yantai weifang linyi zibo " +
	"hebei shijiazhuang baoding cangzhou hengshui tangshan henan zhengzhou luoyang anhui hefei wuhu hubei wuhan hunan changsha jiangxi nanchang ganzhou guangxi nanning liaoning dalian shenyang sichuan chengdu shaanxi xian " +
	"yangjiang shunde nanhai keqiao hk hongkong kowloon taiwan taipei taichung china chinese prc uk usa dubai uae singapore malaysia vietnam europe asia "

// CompanyName reports whether s is the name of a company: it carries a legal
// form or a word that only firms have in their names.
func CompanyName(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 160 {
		return false
	}
	han, latin := splitScripts(s)
	if han != "" && firmHan(strings.Trim(s, "。.，, ")) {
		return true
	}
	if latin == "" || !firmLatin(latin) {
		words := strings.Fields(latin)
		return len(words) >= 3 && strings.Contains(placeWords, " "+strings.ToLower(words[0])+" ") && capitals(words)
	}
	words := strings.Fields(latin)
	return len(words) >= 2 && capitals(words)
}

// capitals reports whether all words but the small ones begin with a capital
// or no letter.
func capitals(words []string) bool {
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(r) && w != "and" && w != "of" && w != "the" && w != "de" && w != "z" && w != "o.o." && w != "y" && w != "for" && w != "e" && w != "d.o.o." {
			return false
		}
	}
	return true
}
