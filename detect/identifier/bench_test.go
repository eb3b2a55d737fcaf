package identifier

import (
	"strings"
	"testing"
)

// benchTexts are messages as they come: most hold nothing.
var benchTexts = []string{
	"Hello dear friend, good day! Thank you for your inquiry",
	"We will arrange the production after the sample is confirmed, about 25 days.",
	"好的，我们这边安排一下，明天给您回复",
	"What is the price per roll?", "Sample 110 USD, 8 days.", "单价2.35,3万套70500,定金三成21150,月底交货",
	"carton 57 x 29.5 x 30 cm, G.W. 14.6 kg, 250 ctns, 12.61 cbm", "您好,真丝眼罩 19姆米,有绣花款吗",
	"Yes the power bank. OK thicker housing.", "收到", "ok thanks",
	"Please see the drawing, the hole should be a bit larger on the left side and the edge must be rounded.",
	"颜色要雾霾蓝和豆沙粉各一半", "Photos tomorrow.", "They look lovely.", "HS code 8526919090, carton 38x30x25.",
}

func BenchmarkCandidate(b *testing.B) {
	n := 0
	for _, s := range benchTexts {
		n += len(s)
	}
	b.SetBytes(int64(n))
	for b.Loop() {
		for _, s := range benchTexts {
			Candidate(s)
		}
	}
}

func BenchmarkFindOrdinary(b *testing.B) {
	n := 0
	for _, s := range benchTexts {
		n += len(s)
	}
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range benchTexts {
			Find(s)
		}
	}
}

func BenchmarkFindBankBlock(b *testing.B) {
	const s = "Beneficiary: MERIVANTA TRADING LIMITED\nBank: OCBC Bank (Hong Kong) Limited\nA/C: 233897291515\nSWIFT: OCBCHKHH\nAddress: Des Voeux Road Central, Hong Kong"
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Find(s)
	}
}

// BenchmarkFindLong shows that time grows with the length alone.
func BenchmarkFindLong(b *testing.B) {
	s := strings.Repeat("A/C 123 456 微信 abc_12 one two 三四五 13800138000 $5 a@b.cn, ", 20000)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Find(s)
	}
}
