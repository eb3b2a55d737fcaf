package identifier

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// ordinary are messages of everyday trade, full of numbers that are no account
// and no way to reach anybody. %n is n random digits, %D a date, %P a price, %Q
// a quantity, %A random capitals.
var ordinary = []string{
	"Order no. %12 confirmed, %Q pcs", "PO %8 and PO %7 ship together", "Your order %18 is ready", "订单号 %19，麻烦查一下", "订单%16已发货", "1688订单 %19 改一下地址",
	"HS code %8 for the lamp, %10 for the driver", "海关编码 %10，退税13%", "HS编码：%8.%2", "EAN 690%10", "条形码 69%11", "barcode 4%12 on the box", "ASIN B0%8", "SKU %A-%6, %Q sets",
	"Invoice %A%8 dated %D", "PI No. %A%10, total USD %P", "发票号 %8 已开", "合同号 %A%8", "contract %A-%4-%3 signed %D", "L/C No. %A%12 received", "LC number %14 advised by the bank",
	"Carton 60x40x%2cm, %2.%1kg, %Q ctns", "尺寸 %3*%3*%2mm，%Q个", "size %3 x %3 x %2 mm, weight %2.%1 kg", "120x80x%2, 20 pallets, 18,%3 kg", "%Q pcs x USD %P = USD %5.%2",
	"ETD %D, ETA %D, vessel %A %3W", "SF%13 已寄", "运单号 SF%13", "YT%16 on the way", "快递单号 77%12", "tracking %12 FedEx", "DHL %10 picked up", "AWB 157-%8", "container %AU%7, seal %7", "柜号 %AU%7，封条 %A%6",
	"B/L %A%10 draft please check", "booking no. %A%9", "EMS EA%9CN", "单号 %13", "UPS 1Z%16",
	"Model %A-%4W-%3K, CRI>90, 220-240V", "型号 %A%6-%2，5000件起订", "serial %A%12", "S/N %10", "batch %8, exp %D", "IMEI %15", "批次 %10", "货号 %8 有现货 %Q 双", "MAC %12",
	"Unit price %P usd, MOQ %Q pcs", "USD %P/pc FOB Ningbo, EXW %P", "单价 %P 元，%Q 件 %5 元", "总金额 %6.%2 元，定金30%", "RMB %6 in total, USD %5", "%6.%2 USD received, thanks", "汇率 7.%4，合计 %6 元",
	"%D 出货，%D 到港", "deliver before %D, production %2 days", "2024%4 version of the drawing", "drawing rev %8 attached", "report no. %A%10, CE %A%8", "证书编号 %A%10", "专利号 ZL%12.%1",
	"Bank holiday on %D", "our bank says the payment of USD %5 arrived", "the bank charged USD %2, ref %10", "银行水单收到，金额 %6.%2", "TT slip %12 received", "MT103 reference %A%10 attached", "swift copy attached, ref %A%8",
	"account manager will come back with ref %8", "电话会议 %2点，会议号 %3-%3-%3", "Zoom meeting ID %3 %4 %4, passcode %6", "flight CX%3, landing %2:%2", "room %4, hotel Kempinski", "邮编 %6", "zip %5", "P.O. Box %6",
	"VAT no. DE%9", "EORI GB%12", "tax %9", "税号先不用开票，订单%10", "pantone %4 C and %3 U", "%3/%3/%2 inch pipe, %Q m", "lot %9 %Q kg", "%Q 米 x %2 卷", "voltage 100-240V 50/60Hz %4mAh", "LED 2835-%3, %3lm/w",
	"%3cm %3cm %2cm, 各%Q个", "page 12-%2, item %7", "ticket %8 is open", "dispute %10 closed", "case no %9", "房间号%4，前台等", "%D %2:%2 见", "sample fee %P, freight %P, total %P", "cbm %2.%3, g.w. %4.%1 kgs, n.w. %4.%1 kgs",
	"IMG-2024%4-WA%4.jpg (file attached)", "PHOTO-2024-03-%2.jpg", "https://detail.1688.com/offer/%12.html", "see listing 160%10", "商品ID %12", "link id %13 still online?", "coupon code %8", "code %6 for the gate", "验证码 %6 勿告诉他人",
	"%Q pcs, %Q pcs and %Q pcs per colour", "1. %Q\n2. %Q\n3. %Q", "%4 %4 %4 pcs for S M L", "row %3: %6, row %3: %6", "OEM no. %5-%5", "part number %5-%A%3", "%8 / %8 are the same parts", "cat. %7", "ref.%7", "参考号%10",
	"mileage %6 km", "counter reads %7", "production no %9 finished, %9 tomorrow", "%2x%2x%2cm ±2", "%D-%D closed for the holiday", "0.%4 mm tolerance", "%11 pcs in total since 2019", "id %6 in your list", "CAS %5-%2-%1, 99.%1%", "UN%4, class 3",
}

// fill replaces the marks of a template.
func fill(r *rand.Rand, s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		switch c := s[i+1]; {
		case c == 'D':
			fmt.Fprintf(&b, []string{"2024-%02d-%02d", "%02d.%02d.2024", "%d/%d/24", "%d月%d日", "2024%02d%02d"}[r.IntN(5)], 1+r.IntN(12), 1+r.IntN(28))
		case c == 'P':
			fmt.Fprintf(&b, "%d.%02d", r.IntN(900), r.IntN(100))
		case c == 'Q':
			fmt.Fprintf(&b, "%d", []int{50, 120, 300, 1000, 2500, 12000}[r.IntN(6)]+r.IntN(9))
		case c == 'A':
			b.WriteString(strings.ToUpper(fmt.Sprintf("%c%c%c", 'a'+r.IntN(26), 'a'+r.IntN(26), 'a'+r.IntN(26))))
		case isDigit(c):
			n, k := 0, i+1
			for ; k < len(s) && isDigit(s[k]) && k < i+3; k++ {
				n = n*10 + int(s[k]-'0')
			}
			for range n {
				b.WriteByte(byte('0' + r.IntN(10)))
			}
			i = k - 2
		default: // a percentage
			b.WriteByte('%')
			continue
		}
		i++
	}
	return b.String()
}

// TestOrdinaryNumbers counts what is wrongly taken for an account or a way to
// reach somebody, in messages of everyday trade: at most one in 10,000.
func TestOrdinaryNumbers(t *testing.T) {
	const messages = 40000
	r := rand.New(rand.NewPCG(5, 2026))
	wrong := 0
	for i := range messages {
		text := fill(r, ordinary[i%len(ordinary)])
		for _, f := range Find(text) {
			if f.Grade == Shape || !(f.PaidTo() || f.Kind == Phone || f.Kind == BIC || f.Kind == CNAPS || f.Kind == ABA || f.Kind == WeChat || f.Kind == QQ ||
				f.Kind == Telegram || f.Kind == Handle || f.Kind == MTCN || f.Kind == IdentityNumber || f.Kind == CompanyCode) {
				continue
			}
			if wrong++; wrong <= 20 {
				t.Logf("%q: %s %q (%s, %s)", text, f.Kind, f.Value, f.Grade, f.Label)
			}
		}
	}
	t.Logf("%d wrong identifiers in %d messages from %d forms", wrong, messages, len(ordinary))
	if wrong*10000 > messages {
		t.Errorf("%d wrong identifiers in %d messages, want at most 1 in 10,000", wrong, messages)
	}
}
