package identifier

import "testing"

func TestNameVariant(t *testing.T) {
	tests := []struct {
		name, a, b string
		want       bool
	}{
		{"a letter less", "Jiaxing Knotwella Webbing Co., Ltd.", "Jiaxing Knotwela Webbing Trading Ltd", true},
		{"a letter changed", "Shandong Fermavix Bio-Tech Co., Ltd.", "Fermaviq Bio Co., Limited (Hong Kong)", true},
		{"another line of business", "Shenzhen Sunrise Technology Co., Ltd.", "Shenzhen Sunrise Furniture Co., Ltd.", true},
		{"a company of Hong Kong", "Huizhou Lumoqi Lighting Co., Ltd.", "Lumoqi Lighting (HK) Limited", true},
		{"a free zone", "Shaoxing Linhai Textile Co., Ltd.", "Linhai Textile FZE", true},
		{"Chinese name, Latin name of Hong Kong", "深圳市耀屏光电技术有限公司", "Yao Ping International (HK) Ltd", true},
		{"one character", "宁波澔荣紧固件有限公司", "宁波澔隆紧固件有限公司", true},
		{"cut short", "Changzhou Bicyrelle E-Bike Co., Ltd.", "Bicyrel Trading Co., Ltd.", true},

		{"the same", "Ningbo Lumoqi Lighting Co., Ltd.", "NINGBO LUMOQI LIGHTING CO LTD", false},
		{"legal form left out", "Ningbo Lumoqi Lighting Co., Ltd.", "Ningbo Lumoqi Lighting", false},
		{"pinyin of the Chinese name", "深圳市旭日电子有限公司", "Shenzhen Xuri Electronics Co., Ltd.", false},
		{"another company altogether", "Foshan Keruvia Sanitary Ware Co., Ltd.", "MERIVANTA TRADING LIMITED", false},
		{"short names that differ by a letter", "Abc Co., Ltd.", "Abd Co., Ltd.", false},
		{"both of Hong Kong", "Luen Fat Packaging (HK) Ltd", "Luen Fat Packaging Hong Kong Limited", false},
		{"empty", "", "Luen Fat", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, why := NameVariant(tt.a, tt.b); got != tt.want {
				t.Errorf("NameVariant(%q, %q) = %v (%s)", tt.a, tt.b, got, why)
			}
		})
	}
}

func TestShortName(t *testing.T) {
	tests := []struct {
		short, full string
		want        bool
	}{
		{"旭日标牌厂", "苏州吴江旭日标牌厂", true},
		{"旭日", "深圳市旭日电子有限公司", false}, // too short to tell
		{"旭日有限公司", "深圳市旭日电子有限公司", false},
		{"明月标牌厂", "苏州吴江旭日标牌厂", false},
		{"Xuri", "Shenzhen Xuri Electronics Co., Ltd.", false},
	}
	for _, tt := range tests {
		if got := ShortName(tt.short, tt.full); got != tt.want {
			t.Errorf("ShortName(%q, %q) = %v", tt.short, tt.full, got)
		}
	}
}
