package lines

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// brief gives a record as line|lines|time|name|kind|text.
func brief(r Record) string {
	return fmt.Sprintf("%d|%d|%s|%s|%s|%s", r.Line, r.Lines, r.Time, r.Name, r.Kind, strings.ReplaceAll(r.Text, "\n", "/"))
}

func TestParse(t *testing.T) {
	anchor := time.Date(2024, 7, 2, 11, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name, grammar, in string
		want              []string
		lookalikes        []int
	}{
		{
			name: "name above the clock", grammar: "alibaba-copied",
			in: "Angela Sun\nLocal Time: 11:02\nAngela Sun\n2024-07-01 10:20\nhello\nok\n2024-07-01 10:21\nhi\n\nAngela Sun\n2024-07-01 10:22\nok\n2024-07-01 10:23\nbye",
			want: []string{
				"3|4|2024-07-01T10:20|Angela Sun|text|hello/ok", "7|3|2024-07-01T10:21|(self)|text|hi",
				"10|3|2024-07-01T10:22|Angela Sun|text|ok", "13|2|2024-07-01T10:23|(self)|text|bye"},
		},
		{
			name: "states in English", grammar: "qianniu-copied",
			in:   "Bo\n2024-3-5 15:22:10\nhi\nRead\nTom\n2024-3-5 15:23:10\nRead it\nUnread",
			want: []string{"1|4|2024-03-05T15:22:10|Bo|text|hi", "5|4|2024-03-05T15:23:10|Tom|text|Read it"},
		},
		{
			name: "words above the user's clock are no name", grammar: "alibaba-copied",
			in: "Bo 2024-07-01 10:20\nok\n2024-07-01 10:21\nhi\nBo 2024-07-01 10:22\nok\n2024-07-01 10:23\nbye",
			want: []string{"1|2|2024-07-01T10:20|Bo|text|ok", "3|2|2024-07-01T10:21|(self)|text|hi",
				"5|2|2024-07-01T10:22|Bo|text|ok", "7|2|2024-07-01T10:23|(self)|text|bye"},
		},
		{
			name: "a line of a message that ends in a clock", grammar: "alibaba-copied",
			in: "Bo 2024-07-01 10:20\nVessel leaves\nETA Hamburg 2024-08-01 10:00\nok?\nBo 2024-07-01 10:22\nyes\nMeeting at 2024-07-01 10:23\n2024-07-01 10:24\nfine",
			want: []string{"1|4|2024-07-01T10:20|Bo|text|Vessel leaves/ETA Hamburg 2024-08-01 10:00/ok?",
				"5|3|2024-07-01T10:22|Bo|text|yes/Meeting at 2024-07-01 10:23", "8|2|2024-07-01T10:24|(self)|text|fine"},
			lookalikes: []int{3, 7},
		},
		{
			name: "a day that does not exist", grammar: "alibaba-copied",
			in:   "Bo 2024-07-01 10:20\nfrom\nBo 2024-02-31 10:20\nBo 2024-07-01 10:22\nyes",
			want: []string{"1|3|2024-07-01T10:20|Bo|text|from/Bo 2024-02-31 10:20", "4|2|2024-07-01T10:22|Bo|text|yes"},
		},
		{
			name: "relative clocks", grammar: "alibaba-copied",
			in: "Bo Yesterday 15:22\ncall at 16:00\nReply\nBo 10:40\nok\nReply\n10:50\nhi\nRead",
			want: []string{"1|3|2024-07-01T15:22|Bo|text|call at 16:00", "4|3|2024-07-02T10:40|Bo|text|ok",
				"7|3|2024-07-02T10:50|(self)|text|hi"},
		},
		{
			name: "a receipt is stripped once", grammar: "alibaba-copied",
			in:   "2024-07-01 10:20\nRead\nRead\nBo 2024-07-01 10:21\n自动接待发送\nDownload",
			want: []string{"1|3|2024-07-01T10:20|(self)|text|Read", "4|3|2024-07-01T10:21|Bo|media|"},
		},
		{
			name: "seller's extension", grammar: "alibaba-copied",
			in: "[2026-06-24 18:59] 客户 Omar Haddad：\n原文：Hello,\nprice please\n翻译：您好，请报价\n[2026-06-24 19:01] 我：\n原文：14.8 USD",
			want: []string{"1|4|2026-06-24T18:59|Omar Haddad|text|Hello,/price please",
				"5|2|2026-06-24T19:01|(self)|text|14.8 USD"},
		},
		{
			name: "words on the header line, full-width signs", grammar: "wangwang-text",
			in:         "a(b)c（2014-6-3 9:12:44）：在吗\n\n老胡(2014-06-03 09:13:00): 好的\n价格(2014-06-30 18:00:00):0.35\n老胡(2014-06-03 09:14:00):\n嗯",
			want:       []string{"1|2|2014-06-03T09:12:44|a(b)c|text|在吗", "3|2|2014-06-03T09:13:00|老胡|text|好的/价格(2014-06-30 18:00:00):0.35", "5|2|2014-06-03T09:14:00|老胡|text|嗯"},
			lookalikes: []int{4},
		},
		{
			name: "clock before the name", grammar: "wangwang-text",
			in: "2014-06-03 09:12:44 店:小美\n亲\n\n2014-06-03 09:13:00 hans\nok\n\n2014-06-03 09:14:00 店:小美\n[图片]\n2014-06-03 09:15:00 hans\nbye",
			want: []string{"1|3|2014-06-03T09:12:44|店:小美|text|亲", "4|3|2014-06-03T09:13:00|hans|text|ok",
				"7|2|2014-06-03T09:14:00|店:小美|media|[图片]", "9|2|2014-06-03T09:15:00|hans|text|bye"},
		},
		{
			name: "arrow and brackets", grammar: "qianniu-copied",
			in:   "tb1 --> 店:阿杰 2025-4-7 9:05:12\n在吗\n[店:阿杰] 2025-4-7 9:06:00\n在\n已读",
			want: []string{"1|2|2025-04-07T09:05:12|tb1|text|在吗", "3|3|2025-04-07T09:06:00|店:阿杰|text|在"},
		},
		{
			name: "status only at the end", grammar: "qianniu-copied",
			in:   "a2025-4-7 9:05:12\n已读\n不回\n未读",
			want: []string{"1|4|2025-04-07T09:05:12|a|text|已读/不回"},
		},
		{name: "no header", grammar: "qianniu-copied", in: "hello\nworld"},
		{name: "nameless clocks are nobody's", grammar: "qianniu-copied", in: "2025-4-7 9:05:12\nx"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := Find(tt.grammar).Parse(split(tt.in), Options{Anchor: anchor})
			var have []string
			for _, r := range got.Records {
				have = append(have, brief(r))
			}
			if diff := cmp.Diff(tt.want, have); diff != "" {
				t.Errorf("records differ (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.lookalikes, got.Lookalikes); diff != "" {
				t.Errorf("look-alikes differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestExtras(t *testing.T) {
	g := Find("alibaba-copied")
	r := g.Parse(split("[2026-06-24 18:59] 客户 Omar：\n原文：Hello\n翻译：您好"), Options{}).Records
	if len(r) != 1 || r[0].Translation != "您好" {
		t.Errorf("translation is not kept apart: %+v", r)
	}
	r = g.Parse(split("Jenny 2025-06-11 17:09\nHello\n自动接待发送\n回复"), Options{}).Records
	if len(r) != 1 || !r[0].Auto || r[0].Text != "Hello" {
		t.Errorf("mark of a machine is not kept apart: %+v", r)
	}
}

func TestNewestFirst(t *testing.T) {
	for _, tt := range []struct {
		name  string
		times []string
		want  bool
	}{
		{"up", []string{"2024-01-01T10:00", "2024-01-01T10:01"}, false},
		{"down", []string{"2024-01-01T10:01", "2024-01-01T10:00"}, true},
		{"mostly down, minutes repeat", []string{"2024-01-01T10:02", "2024-01-01T10:02", "", "2024-01-01T10:01", "2024-01-01T10:01", "2024-01-01T10:00"}, true},
		{"half and half", []string{"2024-01-01T10:01", "2024-01-01T10:00", "2024-01-01T10:01"}, false},
		{"instants, not spelling", []string{"2024-01-01T10:00:00+08:00", "2024-01-01T03:00:00Z"}, false},
		{"no common clock", []string{"2024-01-02T10:00", "2024-01-01T10:00:00Z"}, false},
		{"unknown", []string{"", ""}, false},
	} {
		if got := NewestFirst(tt.times); got != tt.want {
			t.Errorf("%s: NewestFirst = %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestReadTurnsRound(t *testing.T) {
	src := source.Bytes("c.txt", []byte("Bo 2024-07-01 10:22\nlast\nBo 2024-07-01 10:20\nfirst\n"))
	var cov chat.Coverage
	var got []string
	for m, err := range Find("alibaba-copied").Read(src, chat.Options{}, &cov) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%d %d %s", m.Index, m.Line, m.Text))
	}
	if want := []string{"1 3 first", "2 1 last"}; !cmp.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if cov.Order == "" || cov.First != "2024-07-01T10:20" || cov.Last != "2024-07-01T10:22" {
		t.Errorf("coverage does not tell the order: %+v", cov)
	}
}

func TestReadTellsOpenClocks(t *testing.T) {
	src := source.Bytes("c.txt", []byte("Bo Yesterday 15:22\nfirst\n\nBo 10:02\nlast\n"))
	for asOf, want := range map[time.Time]int{{}: 1, time.Date(2024, 7, 2, 11, 0, 0, 0, time.UTC): 0} {
		var cov chat.Coverage
		for range Find("alibaba-copied").Read(src, chat.Options{AsOf: asOf}, &cov) {
		}
		if len(cov.Missing) != want || want > 0 && !strings.Contains(cov.Missing[0], "the day of 2 messages") {
			t.Errorf("counted from %v: missing %q", asOf, cov.Missing)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for _, in := range []string{"", "\n", "hello\nworld\n"} {
		var refusal *chat.Refusal
		for _, err := range Find("qianniu-copied").Read(source.Bytes("x.txt", []byte(in)), chat.Options{}, nil) {
			if !errors.As(err, &refusal) {
				t.Errorf("%q: got %v, want a refusal", in, err)
			}
		}
		if refusal == nil {
			t.Errorf("%q was not refused", in)
		}
	}
}

func TestSniff(t *testing.T) {
	qianniu := "tb123456782025-4-7 9:05:12\n纸箱\n\n店:阿杰 2025-4-7 9:06:01\n亲\n已读\n"
	copied := "Bo 2024-07-01 10:22\nlast\nReply\n2024-07-01 10:20\nfirst\nRead\n"
	manager := "老胡(2014-06-03 09:12:44):\n在吗\n\n店(2014-06-03 09:13:20):\n在\n"
	prose := strings.Repeat("We met on 2024-07-01 and again later: see notes.\n", 50)
	for _, tt := range []struct {
		name, in, best string
	}{
		{"Qianniu", qianniu, "qianniu-copied"}, {"Messenger", copied, "alibaba-copied"}, {"manager", manager, "wangwang-text"},
		{"prose", prose, ""}, {"one header in a long text", prose + "Bo 2024-07-01 10:22\n" + prose, ""},
		{"page", "<html>" + copied, ""}, {"JSON", "{\n" + copied, ""}, {"mail", "MIME-Version: 1.0\n" + copied, ""},
		{"year last", "Bo 03/15/2024 3:22 PM\nhi\nTom 03/15/2024 3:23 PM\nyes\n", ""},
		{"month as a word", "Bo Mar 5, 2024, 3:22 PM\nhi\nTom Mar 5, 2024, 3:23 PM\nyes\n", ""},
	} {
		best, top := "", 0
		for _, g := range Grammars() {
			if n := g.Sniff([]byte(tt.in)); n > top {
				best, top = g.ID, n
			}
		}
		if best != tt.best {
			t.Errorf("%s: %q fits best with %d, want %q", tt.name, best, top, tt.best)
		}
	}
}

// FuzzRead holds that every line is in a message or counted as furniture, and
// that records stand in the order of their lines.
func FuzzRead(f *testing.F) {
	f.Add("Bo 2024-07-01 10:22\nlast\nReply\n2024-07-01 10:20\nfirst\nRead\n")
	f.Add("Bo\n2024-07-01 10:22\nlast\n\nBo\n2024-07-01 10:20\n15:22\n刚刚\n")
	f.Add("店(2014-06-03 09:13:20):x\n2014-06-03 09:12:44 店: y\r\n\r\n")
	f.Add("a2025-4-7 9:05:12\n店 撤回了一条消息\n[x] 2025-4-7 9:05:12\na --> b 2025-4-7 9:05:12")
	f.Fuzz(func(t *testing.T, in string) {
		all := split(in)
		for _, g := range Grammars() {
			got := g.Parse(all, Options{Anchor: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)})
			n, next := got.Furniture, got.Furniture+1
			for _, r := range got.Records {
				if r.Line != next {
					t.Fatalf("%s: record starts at line %d, want %d", g.ID, r.Line, next)
				}
				n, next = n+r.Lines, next+r.Lines
			}
			if n != len(all) {
				t.Fatalf("%s: accounted for %d of %d lines", g.ID, n, len(all))
			}
			g.Sniff([]byte(in))
		}
	})
}

func BenchmarkRead(b *testing.B) {
	block := "Angela Sun 2024-07-01 10:20\nYes dear, sample is ready.\nSample fee 80 USD, pay by PayPal friends and family please.\nReply\nTranslate\n" +
		"2024-07-01 10:22\nWhy not a sample order on Alibaba?\nRead\n"
	src := source.Bytes("b.txt", []byte(strings.Repeat(block, 10000)))
	b.SetBytes(src.Size)
	for b.Loop() {
		for _, err := range Find("alibaba-copied").Read(src, chat.Options{}, nil) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
