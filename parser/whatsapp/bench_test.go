package whatsapp

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// mixed writes an Android export of n messages, half English, half Chinese,
// with the captions, placeholders and lines of the app that a chat has.
func mixed(n int) []byte {
	english := []string{
		"Good morning dear, the samples are ready and will leave tomorrow with DHL.",
		"Price: FOB Ningbo USD 31.40, correct?", "ok", "Please confirm the order on Alibaba first.",
		"We can also settle the invoice there, boss says no problem :)",
		"Tracking number is 7723 0099 1123, see https://example.com/track?id=77230099",
	}
	chinese := []string{
		"您好，样品今天寄出，请查收。", "好的", "订单还是走担保交易，我们只付到公司账户。",
		"今天付款可以再便宜300块，明天就涨价了，抓紧😊", "那把货代的名称和电话发给我：我自己核实。",
		"产品图片和报价单已经发到您的邮箱，请注意查收，有问题随时联系我。",
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	minute := 0
	for range n {
		minute += rnd.IntN(12)
		day := minute / 1440
		fmt.Fprintf(&b, "%d/%d/%d %02d:%02d - ", 2020+day/336, day/28%12+1, day%28+1, minute/60%24, minute%60)
		who := [...]string{"Peter Novak", "王丽 利华照明"}[rnd.IntN(2)]
		switch k := rnd.IntN(100); {
		case k < 3:
			fmt.Fprintf(&b, "%s: <省略影音内容>\n", who)
		case k < 5:
			fmt.Fprintf(&b, "%s: \u200eIMG-20240228-WA%04d.jpg (文件附件)\n", who, rnd.IntN(10000))
		case k < 6:
			b.WriteString(who + " 的安全编码已更改，点击获取更多信息。\n")
		case k < 12:
			fmt.Fprintf(&b, "%s: %s\n\n%s\n", who, english[rnd.IntN(len(english))], chinese[rnd.IntN(len(chinese))])
		case k < 56:
			fmt.Fprintf(&b, "%s: %s\n", who, english[rnd.IntN(len(english))])
		default:
			fmt.Fprintf(&b, "%s: %s\n", who, chinese[rnd.IntN(len(chinese))])
		}
	}
	return []byte(b.String())
}

func BenchmarkText(b *testing.B) { benchmark(b, Text{}, string(mixed(500_000)), 500_000) }

func BenchmarkExporterJSON(b *testing.B) {
	var w strings.Builder
	w.WriteString(`{"8613900112233@s.whatsapp.net":{"name":"Sunny","type":"android","messages":{`)
	for i := range 20_000 {
		if i > 0 {
			w.WriteByte(',')
		}
		fmt.Fprintf(&w, `"%d":{"from_me":%t,"timestamp":%d,"time":"15:22","media":false,"key_id":"3EB0%06X","meta":false,`+
			`"data":"We can also settle the invoice there.<br>\u60a8\u597d\uff0c\u6837\u54c1\u4eca\u5929\u5bc4\u51fa","sender":null,"safe":false,"mime":null,`+
			`"message_type":0,"received_timestamp":null,"read_timestamp":null,"reply":null,"quoted_data":null,"caption":null,"thumb":null,"sticker":false,"reactions":{}}`,
			i, i%2 == 0, 1709652120+60*i, i)
	}
	w.WriteString("}}}")
	benchmark(b, ExporterJSON{}, w.String(), 20_000)
}

func BenchmarkExporterHTML(b *testing.B) {
	benchmark(b, ExporterHTML{}, newPage(newDay+strings.Repeat(theirs("Bo", "We can also settle the invoice there.<br>您好，样品今天寄出"), 5000)), 5000)
}

// benchmark reads a text with a format and checks the number of messages.
func benchmark(b *testing.B, f readFormat, text string, want int) {
	src := source.Bytes("export", []byte(text))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, err := range f.Read(src, chat.Options{}, nil) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != want {
			b.Fatalf("%d messages, want %d", n, want)
		}
	}
}
