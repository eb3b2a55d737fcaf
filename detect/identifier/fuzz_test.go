package identifier

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// checkFound holds what Find promises about its answer.
func checkFound(t *testing.T, text string, found []Found) {
	t.Helper()
	end := 0
	for _, f := range found {
		if f.Start < end || f.End <= f.Start || f.End > len(text) {
			t.Fatalf("%q: span %d:%d of %s after %d", text, f.Start, f.End, f.Kind, end)
		}
		end = f.End
		if text[f.Start:f.End] != f.Value {
			t.Fatalf("%q: value %q is not text[%d:%d]", text, f.Value, f.Start, f.End)
		}
		if utf8.ValidString(text) && !utf8.ValidString(f.Value) {
			t.Fatalf("%q: value %q cuts a character", text, f.Value)
		}
		if f.Normalised == "" || f.Kind == "" {
			t.Fatalf("%q: %+v has no kind or no key", text, f)
		}
		if f.Valid != (f.Grade == Valid) {
			t.Fatalf("%q: %+v is valid in one field only", text, f)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var s scan
		found := s.search(text)
		checkFound(t, text, found)
		if len(found) > 0 && !Candidate(text) {
			t.Fatalf("%q: no candidate, but found %+v", text, found)
		}
		in, ok := Instructions(text, found)
		for _, x := range []Field{in.Beneficiary, in.Bank, in.BankAddress} {
			if ok && x.Value != text[x.Start:x.End] {
				t.Fatalf("%q: field %+v is not what stands there", text, x)
			}
		}
	})
}

var seeds = []string{
	"Beneficiary: MERIVANTA TRADING LIMITED\nBank: OCBC Bank (Hong Kong) Limited\nA/C: 233897291515\nAddress: Des Voeux Road Central, Hong Kong",
	"户名:林秀娟,开户行义乌稠江支行 农行 6299869187197931659", "my w h a t s a p p : one five four 9036 2217", "微❤信 shunfeng〇〇包装",
	"W-e-C-h-a-t ID 是 leo 下划线 futai 下划线 二二一九", "ⓉⒺⒶⓁ ⑧⑧ 1️⃣3️⃣8️⃣", "三七开，定金3成 一万二", "emma(dot)corvana(at)163(dot)com", "V:nuanyi", "lily at 163点com",
	"SWIFT QXDBAEAD", "加我微信sunshine", "6222 **** **** 1234", "全款", "Telegram: lily.chan", "https://wa.me/8613800138000谢谢", "1Z 9X4 55E 66 0183 2077", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
	"\xff\xfe12345678901", "ｗｅｃｈａｔ：ａｂｃｄｅｆ１", "GB82 WEST 1234 5698 7654 32", "+86-one-five-four-zero-zero-3-3-8-1-1-9", "名字：張○誠", "ﬁ １２３", "Ltd", "⒈⒉⒊",
}

// TestFindIsLinear feeds what would keep a search busy for hours that looks
// back or ahead without bound from every place.
func TestFindIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("reads huge texts, in one goroutine: left out with -short")
	}
	const size = 1 << 18
	for _, s := range []string{
		"1 ", "1", "a1", "a", "A/C ", "A/C 1 ", "微信", "微信:", "wechat: a ", "@", "a@", "a.", "http://", "http-", "one ", "一", "Ltd ", "A Ltd ", "1,234", "十万", "name: ", "Bank: ",
		"*", "**1 ", "尾号", "GB82 ", "swift ", "swift A ", "+1 ", "00 ", "行号 ", "104333702387 行号 ", "户名", "户名:", "有限公司", "公", "30%", "deposit ", "x", " ", "\n", "(", "下划线", "s h ", "1Z ", "0x", "$", "$1 ", "\u200b", "①", "\xff",
	} {
		text := strings.Repeat(s, size/len(s))
		found := Find(text)
		checkFound(t, text, found)
		Instructions(text, found)
		Candidate(text)
	}
}
