package alibaba

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

func TestExporterFixtures(t *testing.T) {
	checkFixture(t, ExporterJSON{}, "15_exporter.json")
	checkFixture(t, ExporterMarkdown{}, "16_exporter.md")
}

// brief is a message cut down to what most tables look at.
type brief struct {
	Time, Sender string
	Kind         chat.Kind
	Text, Quote  string
	Files        string
}

func briefly(ms []chat.Message) []brief {
	var out []brief
	for _, m := range ms {
		out = append(out, brief{m.Time, m.Sender, m.Kind, m.Text, m.Quote, strings.Join(m.Attachments, ";")})
	}
	return out
}

func TestExporterJSON(t *testing.T) {
	tests := []struct {
		name, in string
		want     []brief
		problems int
	}{
		{"newest first", `[{"ts":1770057240000,"sender":"B","type":"text","text":"2","timeDisplay":"","direction":"received"},{"ts":1770057000000,"sender":"A","type":"text","text":"1"}]`,
			[]brief{{"2026-02-02T18:30:00Z", "A", chat.Text, "1", "", ""}, {"2026-02-02T18:34:00Z", "B", chat.Text, "2", "", ""}}, 0},
		{"no epoch, no name", `[{"timeDisplay":"2026-02-02 11:30","direction":"sent","type":"text","text":"hi"},{"timeDisplay":"now","direction":"received","senderId":7,"type":"video","media":{"src":"https://x/a.mp4?k=1"}}]`,
			[]brief{{"2026-02-02T11:30", "Eva", chat.Text, "hi", "", ""}, {"", "7", chat.Media, "", "", "a.mp4"}}, 0},
		{"price as a number, quote, file without a name", `[{"sender":"A","type":"product_card","product":{"title":"Pump","price":5.5}},{"sender":"A","type":"file","file":{"url":"https://x/b.pdf"}},{"sender":"A","type":"text","text":"ok","quote":{"name":"B","content":"old"}}]`,
			[]brief{{"", "A", chat.Link, "Pump\n5.5", "", ""}, {"", "A", chat.Media, "", "", "b.pdf"}, {"", "A", chat.Text, "ok", "B: old", ""}}, 0},
		{"odd elements", `[{"sender":"A","type":"text","text":"1"},null,5,{},{"sender":[1],"type":"dance","text":"2"}]`,
			[]brief{{"", "A", chat.Text, "1", "", ""}, {"", "", chat.Other, "2", "", ""}}, 3},
		{"broken off", `[{"sender":"A","type":"text","text":"1"},{"sender":"B","ty`, []brief{{"", "A", chat.Text, "1", "", ""}}, 1},
		{"not closed", `[{"sender":"A","type":"text","text":"1"}`, []brief{{"", "A", chat.Text, "1", "", ""}}, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var cov chat.Coverage
			got, problems, err := collect(ExporterJSON{}, source.Bytes("x.json", []byte(test.in)), chat.Options{Self: "Eva"}, &cov)
			if err != nil || len(problems) != test.problems {
				t.Errorf("error %v, problems %v", err, problems)
			}
			if diff := cmp.Diff(test.want, briefly(got)); diff != "" {
				t.Errorf("messages differ (-want +got):\n%s", diff)
			}
			checkCounts(t, cov, len(got))
		})
	}
}

func TestExporterMarkdown(t *testing.T) {
	in := "# Alibaba chat — Vivian\r\n\r\n**Rob** · 2026-02-02 11:30\r\n**not** · a header\r\n\r\n\r\nbelow\r\n\r\n" +
		"**Viv** · 2026-02-02 11:31\r\n> **Rob:** first\r\n> second\r\n\r\n🖼️ Image\r\n\r\n" +
		"**Viv** · 2026-02-02 11:31\r\n\r\n> **Rob:** third\r\n\r\nfourth\r\n\r\n" +
		"**Viv** · 2026-02-02 11:32\r\n📎 **a.pdf** (1 MB)\r\nhttps://x/1\r\nand words\r\n\r\n" +
		"_Viv recalled a message._\r\n\r\n**Viv** · 2026-02-02 11:33\r\n🎬 Video\r\nhttps://x/v.mp4?a=b\r\n"
	want := []brief{
		{"2026-02-02T11:30", "Rob", chat.Text, "**not** · a header\n\n\nbelow", "", ""},
		{"2026-02-02T11:31", "Viv", chat.Text, "🖼️ Image", "Rob: first\nsecond", ""},
		{"2026-02-02T11:31", "Viv", chat.Text, "fourth", "Rob: third", ""},
		{"2026-02-02T11:32", "Viv", chat.Text, "📎 **a.pdf** (1 MB)\nhttps://x/1\nand words", "", ""},
		{"", "Viv", chat.Deleted, "Viv recalled a message.", "", ""},
		{"2026-02-02T11:33", "Viv", chat.Media, "", "", "v.mp4"},
	}
	var cov chat.Coverage
	got, problems, err := collect(ExporterMarkdown{}, source.Bytes("x.md", []byte(in)), chat.Options{}, &cov)
	if err != nil || problems != nil {
		t.Errorf("error %v, problems %v", err, problems)
	}
	if diff := cmp.Diff(want, briefly(got)); diff != "" {
		t.Errorf("messages differ (-want +got):\n%s", diff)
	}
	checkCounts(t, cov, len(got))
	if cov.Counterpart != "Vivian" || cov.Found != strings.Count(in, "\n") {
		t.Errorf("coverage %+v", cov)
	}
}

func TestExporterSniff(t *testing.T) {
	for name, in := range map[string]string{
		"markdown notes": "# Notes\n\n**bold** · word\n",
		"JSON array":     `[{"text":"hi","time":"x"}]`,
		"JSON object":    `{"timeDisplay":1,"direction":2}`,
		"nothing":        "",
	} {
		if score := (ExporterJSON{}).Sniff("x", []byte(in)) + (ExporterMarkdown{}).Sniff("x", []byte(in)); score != 0 {
			t.Errorf("%s scores %d", name, score)
		}
	}
	if (ExporterJSON{}).Sniff("15", head(t, "15_exporter.json")) < 80 || (ExporterMarkdown{}).Sniff("16", head(t, "16_exporter.md")) < 80 {
		t.Error("a fixture is not recognised")
	}
}

// head gives the first bytes of a file of testdata.
func head(t testing.TB, name string) []byte {
	t.Helper()
	r, err := open(t, name).Text()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	b := make([]byte, source.HeadSize)
	n, _ := r.Read(b)
	return b[:n]
}

// FuzzExporterMarkdown holds that every line is in a message or counted.
func FuzzExporterMarkdown(f *testing.F) {
	f.Add([]byte("# Alibaba chat — V\n\n**R** · 2026-02-02 11:30\n> **a:** b\n>c\n\n📎 **x**\n\n_V recalled a message._\nx"))
	f.Fuzz(func(t *testing.T, data []byte) {
		src := source.Bytes("x.md", data)
		src.Encoding = "utf-8"
		var cov chat.Coverage
		got, _, err := collect(ExporterMarkdown{}, src, chat.Options{}, &cov)
		if err != nil {
			return
		}
		lines := strings.Count(string(data), "\n")
		if !strings.HasSuffix(string(data), "\n") && len(strings.TrimPrefix(string(data), "\ufeff")) > 0 {
			lines++
		}
		checkCounts(t, cov, len(got))
		sum := 0
		for _, m := range got {
			sum += m.Lines
		}
		if cov.Found != lines || cov.Read != sum {
			t.Fatalf("found %d of %d lines, %d of them in messages that have %d", cov.Found, lines, cov.Read, sum)
		}
	})
}

// FuzzExporterJSON holds that every element is a message or counted.
func FuzzExporterJSON(f *testing.F) {
	f.Add([]byte(`[{"ts":1,"text":"a"},{"type":"file","file":5},null]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		src := source.Bytes("x.json", data)
		src.Encoding = "utf-8"
		var cov chat.Coverage
		got, _, err := collect(ExporterJSON{}, src, chat.Options{}, &cov)
		if err == nil {
			checkCounts(t, cov, len(got))
		}
	})
}
