package identifier

import "testing"

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name, text string
		kind       Kind
		value      string
		norm       string
		grade      Grade
	}{
		{"iban grouped", "pay to GB82 WEST 1234 5698 7654 32 please", IBAN, "GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432", Valid},
		{"card in full-width digits", "招行 ６２９９３５０８７３７６０９９２８５７", Card, "６２９９３５０８７３７６０９９２８５７", "6299350873760992857", Valid},
		{"account with label", "A/C No. 7017757926", Account, "7017757926", "7017757926", Plausible},
		{"bic with label", "SWIFT: DHBKHKHH", BIC, "DHBKHKHH", "DHBKHKHH", Valid},
		{"mobile", "call 138 0013 8000", Phone, "138 0013 8000", "+8613800138000", Valid},
		{"wechat id", "微信:lily_demo88", WeChat, "lily_demo88", "lily_demo88", Plausible},
		{"mail with words for signs", "emma(dot)corvana(at)163(dot)com", Email, "emma(dot)corvana(at)163(dot)com", "emma.corvana@163.com", Valid},
		{"tron wallet", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", Crypto, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", Valid},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Find(c.text)
			if len(got) != 1 {
				t.Fatalf("Find(%q) = %+v, want one identifier", c.text, got)
			}
			f := got[0]
			if f.Kind != c.kind || f.Value != c.value || f.Normalised != c.norm || f.Grade != c.grade || c.text[f.Start:f.End] != f.Value {
				t.Errorf("Find(%q) = %+v", c.text, f)
			}
		})
	}
}
