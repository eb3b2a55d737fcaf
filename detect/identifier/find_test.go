package identifier

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// row is a text with what is found in it, written "kind key grade", * behind
// the grade where it is disguised. Sums and shares are left to their own test.
type row struct {
	name, text string
	want       []string
}

func run(t *testing.T, rows []row) {
	t.Helper()
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			var got []string
			found := Find(r.text)
			checkFound(t, r.text, found)
			for _, f := range found {
				if f.Kind == Money || f.Kind == Percent {
					continue
				}
				s := fmt.Sprintf("%s %s %s", f.Kind, f.Normalised, f.Grade)
				if f.Disguised {
					s += "*"
				}
				got = append(got, s)
			}
			if d := cmp.Diff(r.want, got); d != "" {
				t.Errorf("Find(%q) (-want +got):\n%s", r.text, d)
			}
		})
	}
}

func TestFindAccounts(t *testing.T) {
	run(t, []row{
		{"iban in groups", "pay to GB82 WEST 1234 5698 7654 32 please", []string{"iban GB82WEST12345698765432 valid"}},
		{"iban glued to its label", "iban:de89370400440532013000", []string{"iban DE89370400440532013000 valid"}},
		{"iban with hyphens", "IBAN FR14-2004-1010-0505-0001-3M02-606", []string{"iban FR1420041010050500013M02606 valid"}},
		{"iban before a word", "LT41 9992 4134 1064 4367. This is final", []string{"iban LT419992413410644367 valid"}},
		{"iban mistyped, labelled", "IBAN GB83WEST12345698765432", []string{"iban GB83WEST12345698765432 plausible"}},
		{"iban of a country that has none", "IBAN: CN91370400440532013000", []string{"iban CN91370400440532013000 plausible"}},
		{"iban mistyped, no label", "see GB83WEST12345698765432 ok", []string{"iban GB83WEST12345698765432 shape"}},
		{"bic with label", "SWIFT: DHBKHKHH", []string{"bic DHBKHKHH valid"}},
		{"bic in small letters behind its label", "BIC code hsbchkhhhkh", []string{"bic HSBCHKHHHKH valid"}},
		{"bic known by its bank", "BKCHHKHHXXX", []string{"bic BKCHHKHHXXX plausible"}},
		{"bic and its branch", "Was XMRBCNBX, becomes XMRBCNBX361", []string{"bic XMRBCNBX plausible", "bic XMRBCNBX361 plausible"}},
		{"card in full-width digits", "招行 ６２９９３５０８７３７６０９９２８５７", []string{"card 6299350873760992857 valid*"}},
		{"card in groups, no label", "6299 9198 2978 1216 498\nWen Meifeng", []string{"card 6299919829781216498 valid"}},
		{"card that fails the sum, labelled", "卡号6222021234567890123", []string{"card 6222021234567890123 plausible"}},
		{"three cards in a list", "1 6299583949840956903 蔡春梅\n2 6299105935557806463\n3 6299075502897118",
			[]string{"card 6299583949840956903 valid", "card 6299105935557806463 valid", "card 6299075502897118 valid"}},
		{"account behind a/c", "A/C No. 7017757926", []string{"account 7017757926 plausible"}},
		{"account in Chinese", "账号：7445 1234 5678", []string{"account 744512345678 plausible"}},
		{"account, traditional script", "新帳號: 77013379814492", []string{"account 77013379814492 plausible"}},
		{"account behind a bank alone", "宁波银行 75704303241405632。", []string{"account 75704303241405632 plausible"}},
		{"account before a bank", "Anhui Kangyue Trading Firm, 95693097646881655, Huishang Bank", []string{"account 95693097646881655 plausible"}},
		{"Hong Kong account with hyphens", "汇丰 537-752607-832", []string{"account 537752607832 plausible"}},
		{"Taiwan, bank code apart", "國泰世華 013 624924526255", []string{"account 624924526255 plausible"}},
		{"Taiwan, bank code with hyphen", "中信 822-763170830076", []string{"account 763170830076 plausible"}},
		{"offshore account", "账户：NRA 1234567890123", []string{"account NRA1234567890123 plausible"}},
		{"masked card", "卡号 6222 **** **** 1234", []string{"card 6222*1234 plausible"}},
		{"tail of an account", "佛山农商行 尾号5508，没变", []string{"account *5508 plausible"}},
		{"tail in English", "account ending in 4471", []string{"account *4471 plausible"}},
		{"branch number with label", "行号 104333702387", []string{"cnaps 104333702387 valid"}},
		{"branch number that fails", "CNAPS 102100099995", []string{"cnaps 102100099995 plausible"}},
		{"routing and account", "Routing number: 026073150\nAccount number: 8310123456", []string{"aba 026073150 valid", "account 8310123456 plausible"}},
		{"sort code and account", "Sort code 20-03-24 account 12345678", []string{"sortcode 200324 plausible", "account 12345678 plausible"}},
		{"bsb", "BSB 062-000 Acc 12345678", []string{"sortcode 062000 plausible", "account 12345678 plausible"}},
		{"ifsc", "IFSC: HDFC0001234 A/c 50100123456789", []string{"sortcode HDFC0001234 plausible", "account 50100123456789 plausible"}},
	})
}

func TestFindWallets(t *testing.T) {
	run(t, []row{
		{"alipay phone", "支付宝账号：13800138000 张三", []string{"alipay +8613800138000 valid"}},
		{"alipay mail", "Alipay: lily@163.com", []string{"alipay lily@163.com valid"}},
		{"alipay user number", "支付宝 2088123412341234", []string{"alipay 2088123412341234 plausible"}},
		{"account word behind alipay", "转我们财务的支付宝就行,账号164 2093 8871", []string{"alipay +8616420938871 plausible"}},
		{"paypal mail", "paypal: amy_lamps@gmail.com", []string{"paypal amy_lamps@gmail.com valid"}},
		{"paypal link", "pay to paypal.me/lilychan", []string{"pay-link paypal.me/lilychan valid"}},
		{"alipay link", "qr.alipay.com/fkx12345abc", []string{"pay-link qr.alipay.com/fkx12345abc valid"}},
		{"wechat pay code", "wxp://f2f0abcdefg", []string{"pay-link wxp://f2f0abcdefg valid"}},
		{"fps", "轉數快 FPS ID 804817844", []string{"fps 804817844 plausible"}},
		{"mtcn", "MTCN 123-456-7890", []string{"mtcn 1234567890 plausible"}},
		{"tron", "TRC20 address: TLtyj6cxMjoAT8SRcbbhYeqLEJapmCTweg", []string{"crypto TLtyj6cxMjoAT8SRcbbhYeqLEJapmCTweg valid"}},
		{"tron in a Chinese sentence", "地址TLtyj6cxMjoAT8SRcbbhYeqLEJapmCTweg打过来", []string{"crypto TLtyj6cxMjoAT8SRcbbhYeqLEJapmCTweg valid"}},
		{"tron mistyped, labelled", "TRC20 TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", []string{"crypto TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u plausible"}},
		{"ethereum in one case", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", []string{"crypto 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed plausible"}},
		{"bitcoin", "BTC 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", []string{"crypto 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa valid"}},
	})
}

func TestFindPhones(t *testing.T) {
	run(t, []row{
		{"mobile", "call 138 0013 8000", []string{"phone +8613800138000 valid"}},
		{"mobile, hyphens", "My mobile: 138-1234-5678", []string{"phone +8613812345678 valid"}},
		{"mobile of a block not assigned", "司机电话 164 0757 8820，明天到", []string{"phone +8616407578820 plausible"}},
		{"0086", "0086-13800138000", []string{"phone +8613800138000 valid"}},
		{"86 glued on", "8613800138000", []string{"phone +8613800138000 valid"}},
		{"full width", "８６１３８００１３８０００", []string{"phone +8613800138000 valid*"}},
		{"landline", "0755-23456789 ext 12", []string{"phone +8675523456789 valid"}},
		{"landline in groups", "电话 0755-2345 6789", []string{"phone +8675523456789 valid"}},
		{"Hong Kong", "+852 9123 4567", []string{"phone +85291234567 valid"}},
		{"brackets", "+1 (415) 555-2671", []string{"phone +14155552671 valid"}},
		{"trunk zero in brackets", "call +86(0)755 2345 6789", []string{"phone +8675523456789 valid"}},
		{"fiction range beside a contact word", "My number is +44 7700 900481", []string{"phone +447700900481 plausible"}},
		{"international without plus beside an app", "WhatsApp 2348031234567", []string{"phone +2348031234567 valid"}},
		{"plus in words", "on WhatsApp, plus 86 163 5510 2748.", []string{"phone +8616355102748 plausible"}},
		{"beside the word account", "he has no Alibaba account: +86 161 7723 0084", []string{"phone +8616177230084 plausible"}},
		{"courier's phone", "phone for courier 160 5327 4410", []string{"phone +8616053274410 plausible"}},
		{"hotline", "电话 400-123-4567", []string{"phone 4001234567 plausible"}},
		{"local number with label", "Phone 204 555 0147, ask for Bev", []string{"phone 2045550147 plausible"}},
		{"English words", "my w h a t s a p p : one five four 9036 2217", []string{"phone +8615490362217 plausible*"}},
		{"words for double digits", "telefone: one six three, double 0, 8 8, four 1 7, 2. In green app", []string{"phone +8616300884172 plausible*"}},
		{"Chinese numerals", "加您薇信 一六四 3077 2285", []string{"phone +8616430772285 plausible*"}},
		{"numerals of cheques", "壹叁捌 1234 伍陆柒捌", []string{"phone +8613812345678 plausible*"}},
		{"pinyin numerals", "yi san ba, yi er san si, wu liu qi ba", []string{"phone +8613812345678 plausible*"}},
		{"circled digits", "➊➏➊ ➋➋➍➐ ➑➎➎➒", []string{"phone +8616122478559 plausible*"}},
		{"keycaps", "1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", []string{"phone +8613812345678 valid*"}},
		{"hearts between", "138❤1234❤5678", []string{"phone +8613812345678 plausible*"}},
		{"a word between", "加手机 15山462山692山781(山是挡机器人的)", []string{"phone +8615462692781 plausible*"}},
		{"a lone digit with letters for zeros", "138 OO13 8OOO", []string{"phone +8613800138000 plausible*"}},
		{"tens in words", "call me one six four eighty eight thirty one twenty five fifty", []string{"phone +8616488312550 plausible*"}},
		{"letters for zeros", "13OO138OOOO call", []string{"phone +8613001380000 plausible*"}},
		{"digits one by one", "1-3-8-1-2-3-4-5-6-7-8 vx", []string{"phone +8613812345678 valid*"}},
		{"calling code in words", "whats/app zero zero eight six one six zero 4471 2260", []string{"phone +8616044712260 plausible*"}},
		{"fillers between", "WA给你 +60然后一七 再来 0000 一二三四", []string{"phone +601700001234 valid*"}},
		{"a zero-width space in the app", "talk on W\u200bhats\u200bA\u200bpp +86 194 7705 2213", []string{"phone +8619477052213 plausible"}},
	})
}

func TestFindHandles(t *testing.T) {
	run(t, []row{
		{"wechat id", "微信:lily_demo88", []string{"wechat lily_demo88 plausible"}},
		{"system id", "wechat wxid_a1b2c3d4e5f622", []string{"wechat wxid_a1b2c3d4e5f622 plausible"}},
		{"hyphens", "wechat id: Sales-Team01", []string{"wechat sales-team01 plausible"}},
		{"far from the label, asked for", "黄小姐平时用微信吗 加一下 dehua-azhen 我拍给您", []string{"wechat dehua-azhen plausible"}},
		{"circled letters", "We Chat ⓉⒺⒶⓁⓋⒶⓃⒺ⑧⑧", []string{"wechat tealvane88 plausible*"}},
		{"label in disguise", "您加我v❤ :youpin_bag88", []string{"wechat youpin_bag88 plausible"}},
		{"sign told in words", "W-e-C-h-a-t (no dash 哈), ID 是 leo 下划线 futai 下划线 二二一九, 我打", []string{"wechat leo_futai_2219 plausible*"}},
		{"letters one by one", "加我薇,搜 s h i g u a n g 再加 数字 五②零,以后", []string{"wechat shiguang520 plausible*"}},
		{"told in English", "Do you have wechat? Mine is hualin then underscore tianjin then 77", []string{"wechat hualin_tianjin77 plausible*"}},
		{"qq", "QQ 123456789", []string{"qq 123456789 plausible"}},
		{"qq in numerals", "加我QQ九零三一七七五五二六,我退您", []string{"qq 9031775526 plausible*"}},
		{"qq with dots", "或者Q:9.0.3.0.7.5.2.3.9.9 把点去掉", []string{"qq 9030752399 plausible*"}},
		{"telegram", "加老板飞机号 @sufeng_mazong", []string{"telegram @sufeng_mazong plausible"}},
		{"line", "line id: amy.chen88", []string{"line amy.chen88 plausible"}},
		{"line told", "加賴聊:a n n i e 底線 nail 底線 88", []string{"line annie_nail_88 plausible*"}},
		{"skype", "Skype live:.cid.corvana-emma", []string{"skype live:.cid.corvana-emma plausible"}},
		{"instagram", "you have insta? mine is sunnypan.hepai", []string{"handle sunnypan.hepai plausible"}},
		{"no app named", "请加我新号 lanhai-ada-07", []string{"handle lanhai-ada-07 plausible"}},
		{"begins with a digit", "WeChat 88lily", nil},
		{"too short", "wx: li_88", nil},
		{"two words", "WeChat lily demo", nil},
		{"qq too short", "QQ：1234", nil},
		{"mention of a colleague", "@lily please check", nil},
		{"question", "你的wechat多少", nil},
		{"sentence behind the colon", "WeChat: please add me there", nil},
		{"the trade of amplifiers", "微信号放大器那边的屏蔽线呢", nil},
		{"trust", "我稍微信任你们 abc_12345", nil},
		{"a line of brakes", "Union nut for brake line M10x1, 200 pieces", nil},
		{"a shop sign", `neon sign: "Follow us @moda.dukkan"`, nil},
	})
}

func TestFindLinksAndMail(t *testing.T) {
	run(t, []row{
		{"mail", "my email amy.chen@sunrise-led.com.", []string{"email amy.chen@sunrise-led.com valid"}},
		{"mail in words", "mail emma(dot)corvana(at)163(dot)com we talk", []string{"email emma.corvana@163.com valid*"}},
		{"mail with spaces", "coco (dot) yilaida (at) mailbox7.example, there", []string{"email coco.yilaida@mailbox7.example valid*"}},
		{"mail in Chinese words", "amy艾特163点com", []string{"email amy@163.com valid*"}},
		{"mail with at and dot", "amy at sunrise-led dot com", []string{"email amy@sunrise-led.com valid*"}},
		{"letters one by one", "l i l y (at) g m a i l (dot) c o m", []string{"email lily@gmail.com valid*"}},
		{"letters and dots one by one", "write l.i.l.y @ g.m.a.i.l . c.o.m please", []string{"email lily@gmail.com valid*"}},
		{"the words before stay out of it", "find me at lily dot sales at gmail dot com", []string{"email lily.sales@gmail.com valid*"}},
		{"capitals", "lily AT demo-pack DOT example", []string{"email lily@demo-pack.example valid*"}},
		{"Chinese words apart", "lily 艾特 gmail 点 com", []string{"email lily@gmail.com valid*"}},
		{"a ring and an a", "邮箱：lily圈a gmail点com", []string{"email lily@gmail.com valid*"}},
		{"initials are no address", "J R R at the U S A booth", nil},
		{"full-width at", "amy＠163.com", []string{"email amy@163.com valid*"}},
		{"a sentence with at", "we meet at lily.com", nil},
		{"link cut at Chinese", "加我wa.me/8613800138000谢谢", []string{"contact-link +8613800138000 valid"}},
		{"whatsapp link with a text", "api.whatsapp.com/send?phone=8613800138000&text=hi", []string{"contact-link +8613800138000 valid"}},
		{"group", "chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv", []string{"contact-link chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv valid"}},
		{"wechat link", "https://u.wechat.com/kFvGsTu8aBcDeFg?s=2", []string{"contact-link u.wechat.com/kFvGsTu8aBcDeFg?s=2 valid"}},
		{"telegram link", "t.me/lily_chen", []string{"contact-link t.me/lily_chen valid"}},
		{"shop page", "https://detail.1688.com/offer/600000000000.html", []string{"url detail.1688.com/offer/600000000000.html valid"}},
		{"missing spaces are no links", "ok.In stock pay.So fast deposit.To WX-200.me", nil},
		{"a host alone", "we chat on wa.me or t.me", nil},
	})
}

func TestFindTrackingAndCodes(t *testing.T) {
	run(t, []row{
		{"postal item", "tracking number LZ246813576CN", []string{"tracking LZ246813576CN valid"}},
		{"postal item that fails", "LP123456789CN 查一下", []string{"tracking LP123456789CN plausible"}},
		{"ups apart", "Today, UPS 1Z 9X4 55E 66 0183 2077", []string{"tracking 1Z9X455E6601832077 valid"}},
		{"sf apart", "SF0271 4419 88305，明天到", []string{"tracking SF0271441988305 plausible"}},
		{"domestic carrier", "申通 7730 2298 110447 藏青米杏", []string{"tracking 77302298110447 plausible"}},
		{"container", "柜号 CSQU 305438 3", []string{"tracking CSQU3054383 valid"}},
		{"bill of lading", "BL COSU6381204470, draft please check", []string{"tracking COSU6381204470 plausible"}},
		{"air waybill", "AWB 157-88203314, Qatar Airways.", []string{"tracking 15788203314 plausible"}},
		{"credit code", "统一社会信用代码 91440300MA5ABCDE1H", []string{"company-code 91440300MA5ABCDE1H valid"}},
		{"credit code alone", "91110000600037341L", []string{"company-code 91110000600037341L valid"}},
		{"credit code that fails", "信用代码 91110000600037341K", []string{"company-code 91110000600037341K plausible"}},
		{"registration number", "注册号 440300000000017", []string{"company-code 440300000000017 valid"}},
		{"identity card is no account", "身份证 11010519491231002X", []string{"identity-number 11010519491231002X valid"}},
	})
}

// TestFindNothing holds the numbers of ordinary trade talk.
func TestFindNothing(t *testing.T) {
	for _, s := range []string{
		"order no 13800138000", "Order 20240315001 has 12 pcs", "Reorder 500 units. Old order number 1884520031002764811.", "1688订单号：3456789012345678901",
		"Dispute opened by buyer for order 1988 2210 4471.", "HS code 8526919090, carton 38x30x25.", "EAN 6901234567892", "6901234567892", "EAN on box stays 6901234567892?",
		"PI-20240305-01 total 3000", "invoice 123456789012", "model 13812345678", "IMEI 356938035643809", "356938035643809", "VAT DE999000123", "please correct our VAT number on the PI: DE 999 000 123.",
		"size 120x80x60 cm", "price 3.25 for 1000-5000 pcs", "2024-03-05 15:22:10", "20240315", "IMG-20240305-WA0001.jpg (file attached)", "Qty 100000000 pcs", "电容 1000000000 个",
		"commit 5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "UUID 550e8400-e29b-41d4-a716-446655440000", "SHIPMENT DELIVERY TO SHANGHAI", "SWIFT copy attached, DELIVERY tomorrow",
		"Swift yes: Swift brake pads, Swift shock absorber", "power bank 10000 20000 30000 mAh", "bank holiday from 2024-02-10 to 2024-02-17", "电压 220-240V 50/60Hz", "room 1208 building 3, 13 floor",
		"138****8000", "we change the bank from 10,000 to 20,000 mAh", "电话号码是 138 开头的", "one two three", "一二三四", "Which account is the old one?", "户名一致", "户名是?", "公户是佳沨玩具厂的户名吧",
		"6 x 1450 all advance? Not possible. 20% and the rest with copy of B/L", "Lot 202403150001 batch", "is that the one on your listing 1600774410925?", "9631 0047 5, account name changed", "on our DHL account 963100475",
		"68元一台 4G卡您自己的 卡费不含 总价136000", "13 boxes 2400 each 18 pcs", "1 2 3 4 5 6 7 8 9 10 11 12 13 14", "0.5 1.5 2.5 3.5 4.5", "96xxxx821, I'll send the full number",
	} {
		for _, f := range Find(s) {
			if f.Grade > Shape && f.Kind != Money && f.Kind != Percent && f.Kind != Tracking {
				t.Errorf("Find(%q) has %s %q", s, f.Kind, f.Value)
			}
		}
	}
}

func TestFindAmounts(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"deposit 30%, balance 70% before shipment", []string{"30%", "70%"}},
		{"100% TT in advance for 18,500 USD", []string{"100%", "18500.00 USD"}},
		{"100% TT for sample, 45usd", []string{"100%", "45.00 USD"}},
		{"3w定金", []string{"30000.00"}},
		{"1.2w usd", []string{"12000.00 USD"}},
		{"5k", []string{"5000.00 shape"}},
		{"三七开，定金3成", []string{"30%", "30%"}},
		{"USD 3.25/pc × 1000", []string{"3.25 USD unit price"}},
		{"¥5200 微信转我", []string{"5200.00 CNY"}},
		{"EXW 2.10 FOB 2.35", nil},
		{"1.234,50 EUR and 1,234.50 USD and 12 500 RMB", []string{"1234.50 EUR", "1234.50 USD", "12500.00 CNY"}},
		{"定金一万二 尾款两千三 五千块", []string{"12000.00", "2300.00", "5000.00 CNY"}},
		{"20万美金 3.5万 元 港币500 500蚊 100U", []string{"200000.00 USD", "35000.00 CNY", "500.00 HKD", "500.00 HKD", "100.00 USDT"}},
		{"人民幣 118", []string{"118.00 CNY"}},
		{"＄２００", []string{"200.00 USD"}},
		{"fifty-fifty payment", []string{"50%"}},
		{"payment 3/7 or 50/50", []string{"30%", "50%"}},
		{"預付六成可以嗎", []string{"60%"}},
		{"信保订单 30%定金", []string{"30%"}},
		{"cotton 65% polyester 35%", nil},
		{"100% functional test in advance of shipping", nil},
		{"paid by card, 3% card fee", nil},
		{"LED 9W 3000K, 24 of 30", []string{"3000000.00 shape"}},
		{"壽命兩萬次", nil},
	} {
		var got []string
		for _, f := range Find(c.text) {
			s := f.Normalised
			if f.Note == "unit price" {
				s += " " + f.Note
			}
			if f.Grade == Shape {
				s += " shape"
			}
			if f.Kind == Money || f.Kind == Percent {
				got = append(got, s)
			}
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, d)
		}
	}
}
