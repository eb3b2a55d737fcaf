package detect

import (
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"backchannel/lexicon"
	"backchannel/parser/chat"
)

// ordinary are messages of an everyday order, English and Chinese, of which a
// long chat mostly consists.
var ordinary = []string{
	"Good morning, the samples were sent yesterday with the catalogue of this year.",
	"Please check the drawing, hole distance is 45 mm and thickness 2.5 mm.",
	"ok",
	"您好，样品昨天已经寄出，请注意查收。",
	"We can offer 2.35 USD per piece for 3000 pcs, FOB Ningbo, lead time 25 days.",
	"颜色按色卡来，包装用五层瓦楞箱，每箱24个。",
	"Thanks for the photos, the logo looks a bit small, can you make it 10% bigger?",
	"这个款式月底可以出货，工厂这两周比较忙。",
	"The inspection report is fine, please arrange shipment with our forwarder.",
	"好的，收到，我跟工程师确认一下再回复您。",
	"Happy new year! When do you start work again after the holiday?",
	"麻烦把箱唛发我一份，我让仓库提前准备。",
}

func BenchmarkRead(b *testing.B) {
	book, err := lexicon.Load(lexicon.Options{})
	if err != nil {
		b.Fatal(err)
	}
	read(b, book)
}

func read(b *testing.B, book *lexicon.Book) {
	r := reader{book: book}
	var ms []chat.Message
	var n int64
	for _, s := range ordinary {
		ms = append(ms, chat.Message{Text: s, Kind: chat.Text})
		n += int64(len(s))
	}
	b.SetBytes(n)
	for b.Loop() {
		for _, m := range ms {
			r.read(&reading{message: m})
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(ms)), "µs/message")
}

// What a rule costs: the built-in rules, and as many again until there are some
// thousand. Copies ask for the same words as the originals, so that they are
// looked at as often as rules of a user that say the same in another way.
func BenchmarkReadRules(b *testing.B) {
	for _, times := range []int{1, 4, 8} {
		dir := b.TempDir()
		for n := 1; n < times; n++ {
			copyRules(b, dir, n)
		}
		book, err := lexicon.Load(lexicon.Options{Rules: []string{dir}})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(len(book.Rules())), func(b *testing.B) { read(b, book) })
	}
}

var ruleID = regexp.MustCompile(`(?m)^- id: \S+`)

// copyRules writes the built-in rules into dir, under other ids.
func copyRules(b *testing.B, dir string, n int) {
	files, err := filepath.Glob("../lexicon/data/rules/*.yaml")
	if err != nil || len(files) == 0 {
		b.Fatal("no rules", err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		raw = ruleID.ReplaceAll(raw, fmt.Appendf(nil, "$0-copy%d", n))
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(n, filepath.Base(f))), raw, 0o600); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExamine(b *testing.B) {
	book, err := lexicon.Load(lexicon.Options{})
	if err != nil {
		b.Fatal(err)
	}
	eng := New(book, Options{})
	const count = 20000
	var n int64
	for i := range count {
		n += int64(len(ordinary[i%len(ordinary)]))
	}
	t := chat.Transcript{Source: "bench", Platform: chat.WhatsApp, Messages: func(*chat.Coverage) iter.Seq2[chat.Message, error] {
		return func(yield func(chat.Message, error) bool) {
			for i := range count {
				m := chat.Message{Source: "bench", Platform: chat.WhatsApp, Index: i + 1, Sender: fmt.Sprint("s", i%2), Kind: chat.Text, Text: ordinary[i%len(ordinary)]}
				if !yield(m, nil) {
					return
				}
			}
		}
	}}
	b.SetBytes(n)
	for b.Loop() {
		for range eng.Examine(t).Events() {
		}
	}
}
