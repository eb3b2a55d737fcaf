package identifier

import "testing"

func TestPersonName(t *testing.T) {
	for v, want := range map[string]bool{
		"张伟": true, "陈国强": true, "欧阳娜娜": true, "林*娟": true, "張○誠": true, "許ＯＯ": true, "*志伟": true, "李先生": true, "陈小姐": true,
		"ZHANG WEI": true, "Chen Guoqiang": true, "Chen Guoqiang 陈国强": true, "Ms. Chen": true, "Mr KOSSI DJABAKU": true, "R. Stanciu": true,
		"Marlon D. Pryce": true, "TRAN THI HUYEN": true, "LAU K* M*": true, "Maria Gonzalez": true, "J Smith": true,
		"": false, "义乌市悦琮贸易商行": false, "MERIVANTA TRADING LIMITED": false, "Shenzhen Branch": false, "方便": false, "平台": false, "农商行": false,
		"Bank of China": false, "Velo Fix Trading Limited": false, "account": false, "the same": false, "工厂": false, "J. de Wit Holding": false,
		"Rashvane General Trading": false, "12345": false, "请打到这个卡": false,
	} {
		if got := PersonName(v); got != want {
			t.Errorf("PersonName(%q) = %v", v, got)
		}
	}
}

func TestCompanyName(t *testing.T) {
	for v, want := range map[string]bool{
		"Shenzhen Lumihao Optoelectronic Co., Ltd.": true, "MERIVANTA TRADING LIMITED": true, "常州市沐蕤纺机有限公司": true, "义乌市悦琮贸易商行": true,
		"温州博创包装有限公司(香港)": true, "柯桥区澜川纺织品经营部": true, "立沨标牌厂": true, "Pelvanta Consult UAB": true, "Brightway Trade Sp. z o.o.": true,
		"Linyi Castoreva Plywood": true, "Shaoxing Linhai Textile": true, "Yonca Dis Tic": true,
		"": false, "张伟": false, "Chen Guoqiang": false, "our company account is frozen": false, "跟你们公司对不上": false, "the trading firm": false,
	} {
		if got := CompanyName(v); got != want {
			t.Errorf("CompanyName(%q) = %v", v, got)
		}
	}
}

func TestSameCompany(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		want       bool
	}{
		{"case and marks", "Jiaxing Knotwella Webbing Co., Ltd.", "JIAXING KNOTWELLA WEBBING CO LTD", true},
		{"legal form left out", "Yantai Orchardello Foods Co., Ltd.", "Yantai Orchardello Foods", true},
		{"place left out", "Shenzhen Lumihao Optoelectronic Co., Ltd", "Lumihao Optoelectronic", true},
		{"one letter less", "Jiaxing Knotwella Webbing Co., Ltd.", "Jiaxing Knotwela Webbing Trading Ltd", false},
		{"other trade", "Yongkang Hardstead Tools Co., Ltd.", "Yongkang Hardstead Textile Ltd", false},
		{"Chinese against pinyin", "义乌市悦琮贸易商行", "Yiwu Yuecong Trading Firm", true},
		{"Chinese against pinyin, two words", "宁波启泰贸易有限公司", "Ningbo Qi Tai Trading Co., Ltd", true},
		{"reading of several", "深圳市长乐电子有限公司", "Shenzhen Changle Electronics Co., Ltd", true},
		{"other pinyin", "义乌市悦琮贸易商行", "Yiwu Sanqora Import & Export", false},
		{"Chinese legal form", "绍兴柯桥锦绣布业有限公司", "绍兴柯桥锦绣布业", true},
		{"Chinese, full-width brackets", "温州博创包装有限公司", "温州博创包装有限公司 ", true},
		{"other Chinese", "绍兴柯桥锦绣布业有限公司", "柯桥区澜川纺织品经营部", false},
		{"person", "温州博创包装有限公司", "蔡晓燕", false},
		{"nothing", "", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, why := SameCompany(c.a, c.b); got != c.want || why == "" {
				t.Errorf("SameCompany(%q, %q) = %v, %q", c.a, c.b, got, why)
			}
			if got, _ := SameCompany(c.b, c.a); got != c.want {
				t.Errorf("SameCompany(%q, %q) = %v", c.b, c.a, got)
			}
		})
	}
}
