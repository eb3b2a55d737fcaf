package table

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// sequence is what reading gives.
type sequence = iter.Seq2[chat.Message, error]

// result is all that a read gives.
type result struct {
	messages []chat.Message
	problems []*chat.Problem
	cov      chat.Coverage
	err      error
}

// collect reads a source to its end.
func collect(t testing.TB, read func(*source.Source, chat.Options, *chat.Coverage) sequence, src *source.Source, opts chat.Options) result {
	t.Helper()
	var r result
	for m, err := range read(src, opts, &r.cov) {
		var p *chat.Problem
		switch {
		case errors.As(err, &p):
			r.problems = append(r.problems, p)
		case err != nil:
			r.err = err
		default:
			r.messages = append(r.messages, m)
		}
	}
	return r
}

// expected reads the records that a fixture must give.
func expected(t *testing.T, name string) []chat.Message {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name+".expected.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var want []chat.Message
	for line := range bytes.Lines(data) {
		var m chat.Message
		if err := json.Unmarshal(line, &m); err != nil {
			t.Fatal(err)
		}
		want = append(want, m)
	}
	return want
}

// fixture gives a file of testdata as a source of its bare name.
func fixture(t testing.TB, name string) *source.Source {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return source.Bytes(name, data)
}

var contract = cmpopts.IgnoreFields(chat.Message{}, "Lines", "Role", "Quote", "Translation", "Conversation")

func TestFixtures(t *testing.T) {
	for name, read := range map[string]func(*source.Source, chat.Options, *chat.Coverage) sequence{
		"11_interchange.csv":   CSV{}.Read,
		"12_interchange.jsonl": JSONL{}.Read,
	} {
		t.Run(name, func(t *testing.T) {
			src := fixture(t, name)
			got := collect(t, read, src, chat.Options{})
			if got.err != nil || got.problems != nil {
				t.Errorf("error %v, problems %v", got.err, got.problems)
			}
			if diff := cmp.Diff(expected(t, name), got.messages, contract); diff != "" {
				t.Errorf("records differ (-want +got):\n%s", diff)
			}
			if got.cov.Found != lineCount(t, src) || got.cov.Read+skipped(&got.cov) != got.cov.Found {
				t.Errorf("coverage does not account for %d lines: %+v", lineCount(t, src), got.cov)
			}
		})
	}
}

func skipped(c *chat.Coverage) int {
	n := 0
	for _, s := range c.Skipped {
		n += s.Count
	}
	return n
}

func lineCount(t testing.TB, src *source.Source) int {
	t.Helper()
	r, err := asText(src).Text()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(r); err != nil {
		t.Fatal(err)
	}
	n := bytes.Count(b.Bytes(), []byte("\n"))
	if b.Len() > 0 && b.Bytes()[b.Len()-1] != '\n' {
		n++
	}
	return n
}

// short is a message cut down to what a table test looks at.
type short struct {
	Line, Lines  int
	Time, Sender string
	Text         string
}

func shorten(ms []chat.Message) []short {
	var out []short
	for _, m := range ms {
		out = append(out, short{m.Line, m.Lines, m.Time, m.Sender, m.Text})
	}
	return out
}

func TestCSV(t *testing.T) {
	tests := []struct {
		name     string
		in       string
		want     []short
		problems []string // "line: part of the text"
	}{
		{"semicolons", "time;sender;text\n2024-03-05 15:22;Lily;a, b\n", []short{{2, 1, "2024-03-05T15:22", "Lily", "a, b"}}, nil},
		{"tabs and Chinese headings", "时间\t发送人\t内容\n2024年3月5日 9:05\t李丽\t你好，请付款\n", []short{{2, 1, "2024-03-05T09:05", "李丽", "你好，请付款"}}, nil},
		{"German headings", "Datum;Uhrzeit;Absender;Nachricht\n05.03.2024;15:22;Lily;\"neue; Bank\"\n", []short{{2, 1, "2024-03-05T15:22", "Lily", "neue; Bank"}}, nil},
		{"Spanish headings", "Fecha y hora;Remitente;Mensaje;Tipo\n2024-03-05 15:22;Lily;hola;texto\n", []short{{2, 1, "2024-03-05T15:22", "Lily", "hola"}}, nil},
		{"any order and case", "TEXT,From,Date\nhi,Tom,2024/3/5 9:05:01\n", []short{{2, 1, "2024-03-05T09:05:01", "Tom", "hi"}}, nil},
		{"date and time apart", "date,time,text\n2024-03-05,9:05,x\n", []short{{2, 1, "2024-03-05T09:05", "", "x"}}, nil},
		{"delimiter told", "sep=;\nsender;text\nTom;hi\n", []short{{3, 1, "", "Tom", "hi"}}, nil},
		{"Windows line ends", "sender,text\r\nTom,\"a\r\nb\"\r\n\r\nLily,c\r\n", []short{{2, 3, "", "Tom", "a\nb"}, {5, 1, "", "Lily", "c"}}, nil},
		{"no line end at the end", "sender,text\nTom,hi", []short{{2, 1, "", "Tom", "hi"}}, nil},
		{"empty cells at the end", "sender,text,kind\nTom,hi,,,\n", []short{{2, 1, "", "Tom", "hi"}}, nil},
		{"empty rows and blank lines", "\n\nsender,text\n,\n\nTom,hi\n\n", []short{{6, 2, "", "Tom", "hi"}}, nil},
		{"blanks around quotes", "sender, text\nTom, \"a, b\" \n", []short{{2, 1, "", "Tom", "a, b"}}, nil},
		{"bare quotes", "sender,text\nTom,a 5\" pipe\n", []short{{2, 1, "", "Tom", "a 5\" pipe"}}, nil},
		{"quote never closed", "sender,text\nTom,\"hi\nLily,ok\nTom,\"bye\"\n", []short{{3, 1, "", "Lily", "ok"}, {4, 1, "", "Tom", "bye"}}, []string{"2: is not closed|do not fit"}},
		{"quote closed too early", "sender,text\nTom,\"hi\" he said\nLily,ok\n", []short{{3, 1, "", "Lily", "ok"}}, []string{"2: do not fit"}},
		{"comma in the text", "sender,text\nTom,hi, all\n", []short{{2, 1, "", "Tom", "hi, all"}}, []string{"2: part of the text"}},
		{"comma in the text with columns behind", "sender,text,kind\nTom,hi, all,text\n", []short{{2, 1, "", "Tom", "hi, all"}}, []string{"2: part of the text"}},
		{"cut off", "time,sender,text\n2024-03-05 15:22,Lily\n2024-03-05 15:23,Lily,ok\n", []short{{3, 1, "2024-03-05T15:23", "Lily", "ok"}}, []string{"2: before its text"}},
		{"day and month open", "time,text\n05/03/2024 9:00,a\n06/03/2024 9:00,b\n", []short{{2, 1, "", "", "a"}, {3, 1, "", "", "b"}}, []string{"2: fits two orders"}},
		{"day and month told by a later row", "time,text\n05/03/2024 9:00,a\n16/03/2024 9:00,b\n", []short{{2, 1, "2024-03-05T09:00", "", "a"}, {3, 1, "2024-03-16T09:00", "", "b"}}, nil},
		{"time in words", "time,text\nyesterday,a\nyesterday,b\n", []short{{2, 1, "", "", "a"}, {3, 1, "", "", "b"}}, []string{"2: no known form"}},
		{"two text columns", "message,text\nwrong,right\n", []short{{2, 1, "", "", "right"}}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			src := source.Bytes("t.csv", []byte(test.in))
			got := collect(t, CSV{}.Read, src, chat.Options{})
			if got.err != nil {
				t.Fatal(got.err)
			}
			if diff := cmp.Diff(test.want, shorten(got.messages)); diff != "" {
				t.Errorf("messages differ (-want +got):\n%s", diff)
			}
			checkProblems(t, test.problems, got.problems)
			if score := (CSV{}).Sniff("t.csv", []byte(test.in)); score == 0 {
				t.Error("not recognised")
			}
		})
	}
}

// checkProblems compares problems with "line: part|other part".
func checkProblems(t *testing.T, want []string, got []*chat.Problem) {
	t.Helper()
	if len(want) != len(got) {
		t.Errorf("got problems %v, want %v", got, want)
		return
	}
	for i, w := range want {
		line, parts, _ := strings.Cut(w, ": ")
		found := false
		for part := range strings.SplitSeq(parts, "|") {
			found = found || strings.Contains(got[i].Text, part)
		}
		if !found || strconv.Itoa(got[i].Line) != line {
			t.Errorf("got problem %v, want %v", got[i], w)
		}
	}
}

func TestNoTextColumn(t *testing.T) {
	for _, in := range []string{"", "\n", "time,sender\n2024-03-05,Tom\n", "hello, Tom\nhow are you, today\n"} {
		if score := (CSV{}).Sniff("t.csv", []byte(in)); score != 0 {
			t.Errorf("%q is recognised with %d", in, score)
		}
		got := collect(t, CSV{}.Read, source.Bytes("t.csv", []byte(in)), chat.Options{})
		var refusal *chat.Refusal
		if !errors.As(got.err, &refusal) || len(got.messages) > 0 {
			t.Errorf("%q gives %v and %d messages", in, got.err, len(got.messages))
		}
	}
}

func TestSniff(t *testing.T) {
	tests := []struct {
		name      string
		file      string
		head      string
		csv, line bool
	}{
		{"rendered conversation", "d.csv", "time,sender,role,text\n2024-03-05T15:22:10,Lily,supplier,hi\n", true, false},
		{"own records", "p.jsonl", `{"source":"a","platform":"wechat","index":1,"line":1,"time":"","sender":"","role":"","kind":"text","text":"x","attachments":[]}`, false, true},
		{"own record cut by the head", "p.jsonl", `{"source":"a","index":1,"line":1,"kind":"text","text":"x`, false, true},
		{"WhatsApp text with commas", "_chat.txt", "05/03/2024, 15:22 - Lily: text, content, message\n05/03/2024, 15:23 - Tom: ok\n", false, false},
		{"a chat about a text", "chat.txt", "message\nwhat message, Tom?\n", false, false},
		{"one column, by its name", "chat.csv", "message\nhello\n", true, false},
		{"labels of a test corpus", "l.jsonl", `{"id":"d001","messages":[{"x":"hi"}]}`, false, false},
		{"a JSON array", "l.json", `[{"text":"hi"}]`, false, false},
		{"HTML", "p.html", "<html><body>text,sender</body></html>", false, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := (CSV{}).Sniff(test.file, []byte(test.head)); got > 0 != test.csv {
				t.Errorf("CSV scores %d", got)
			}
			if got := (JSONL{}).Sniff(test.file, []byte(test.head)); got > 0 != test.line {
				t.Errorf("JSONL scores %d", got)
			}
		})
	}
}

func TestColumns(t *testing.T) {
	in := "time,sender,role,text,kind,attachments,platform,conversation,direction,mood\n" +
		"1725240180123,Lily,卖家,,图片,a.jpg; b.jpg,微信,c1,in,good\n" +
		",,buyer,hi,,,,c2,out,\n" +
		",,system,Lily joined,,,,c1,,\n" +
		",Tom,Customer,[图片],dance,,,c1,,\n"
	got := collect(t, CSV{}.Read, source.Bytes("t.csv", []byte(in)), chat.Options{Self: "Eva", Platform: "whatsapp"})
	want := []chat.Message{
		{Source: "t.csv", Platform: "wechat", Index: 1, Line: 2, Lines: 1, Time: "2024-09-02T01:23:00Z", Sender: "Lily", Role: chat.Supplier, Kind: chat.Media, Attachments: []string{"a.jpg", "b.jpg"}, Conversation: "c1"},
		{Source: "t.csv", Platform: "whatsapp", Index: 1, Line: 3, Lines: 1, Sender: "Eva", Role: chat.Buyer, Kind: chat.Text, Text: "hi", Attachments: []string{}, Conversation: "c2"},
		{Source: "t.csv", Platform: "whatsapp", Index: 2, Line: 4, Lines: 1, Role: chat.System, Kind: chat.Notice, Text: "Lily joined", Attachments: []string{}, Conversation: "c1"},
		{Source: "t.csv", Platform: "whatsapp", Index: 3, Line: 5, Lines: 1, Sender: "Tom", Role: chat.Buyer, Kind: chat.Text, Text: "[图片]", Attachments: []string{}, Conversation: "c1"},
	}
	if diff := cmp.Diff(want, got.messages); diff != "" {
		t.Errorf("messages differ (-want +got):\n%s", diff)
	}
	checkProblems(t, []string{"5: kind"}, got.problems)
	if diff := cmp.Diff([]string{"mood"}, got.cov.Ignored); diff != "" {
		t.Errorf("ignored columns differ (-want +got):\n%s", diff)
	}
}

func TestJSONL(t *testing.T) {
	tests := []struct {
		name     string
		in       string
		want     []short
		problems []string
	}{
		{"aliases", `{"Date":"2024-03-05 15:22","from":"Tom","消息内容":"hi"}`, []short{{1, 1, "2024-03-05T15:22", "Tom", "hi"}}, nil},
		{"seconds", `{"timestamp":1725240120,"text":"hi"}`, []short{{1, 1, "2024-09-02T01:22:00Z", "", "hi"}}, nil},
		{"escapes", `{"text":"\u4ed8\u6b3e \ud83d\ude00 \ud83d \"q\" \n\/"}`, []short{{1, 1, "", "", "付款 😀 � \"q\" \n/"}}, nil},
		{"blank lines", "\n{\"text\":\"a\"}\n\n\n{\"text\":\"b\"}\n", []short{{2, 3, "", "", "a"}, {5, 1, "", "", "b"}}, nil},
		{"broken lines", "{\"text\":\"a\"}\n{\"text\":\"b\n{\"text\" \"c\"}\n[1]\nplain\n{\"text\":\"d\"}", []short{{1, 1, "", "", "a"}, {6, 1, "", "", "d"}},
			[]string{"2: valid JSON|does not end", "3: valid JSON at byte 9", "4: no JSON object", "5: no JSON object"}},
		{"no text", `{"time":"2024-03-05"}`, nil, []string{"1: no text"}},
		{"null", `{"time":null,"sender":null,"text":"a"}`, []short{{1, 1, "", "", "a"}}, nil},
		{"the chosen name wins", `{"content":"b","text":"a","message":{"x":[1]}}`, []short{{1, 1, "", "", "a"}}, nil},
		{"twice the same key", `{"text":"a","text":"b"}`, []short{{1, 1, "", "", "b"}}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := collect(t, JSONL{}.Read, source.Bytes("t.jsonl", []byte(test.in)), chat.Options{})
			if got.err != nil {
				t.Fatal(got.err)
			}
			if diff := cmp.Diff(test.want, shorten(got.messages)); diff != "" {
				t.Errorf("messages differ (-want +got):\n%s", diff)
			}
			checkProblems(t, test.problems, got.problems)
		})
	}
}

func TestDateOrderOption(t *testing.T) {
	in := []byte("time,text\n05/03/2024 9:00,a\n")
	for order, want := range map[string]string{"dmy": "2024-03-05T09:00", "mdy": "2024-05-03T09:00"} {
		got := collect(t, CSV{}.Read, source.Bytes("t.csv", in), chat.Options{DateOrder: order})
		if len(got.messages) != 1 || got.messages[0].Time != want || got.problems != nil {
			t.Errorf("%s: got %v %v, want %s", order, got.messages, got.problems, want)
		}
	}
}

func TestEncodings(t *testing.T) {
	utf16 := []byte{0xff, 0xfe}
	for _, r := range "text\n你好\n" {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	for name, data := range map[string][]byte{
		"utf-8 with BOM": []byte("\ufefftext\n你好\n"),
		"utf-16":         utf16,
		"gb18030":        []byte("text\n\xc4\xe3\xba\xc3\n"),
	} {
		got := collect(t, CSV{}.Read, source.Bytes("t.csv", data), chat.Options{})
		if got.err != nil || len(got.messages) != 1 || got.messages[0].Text != "你好" {
			t.Errorf("%s: got %v, %v", name, got.messages, got.err)
		}
	}
}

func TestLongRecord(t *testing.T) {
	in := "ok\n" + strings.Repeat("x", 101) + "\n" + strings.Repeat("z", 99) + "\n\"" + strings.Repeat("y\n", 50) + "z\n\"a\nb\"\n"
	c := newCutter(iotest.OneByteReader(strings.NewReader(in)), lookup)
	c.lines.limit = 100
	var bad []int
	lines, rows := 0, 0
	for row, err := c.next(); err != io.EOF; row, err = c.next() {
		if err != nil {
			t.Fatal(err)
		}
		if lines += row.Lines; row.Bad != "" {
			bad = append(bad, row.Line)
		} else {
			rows++
		}
	}
	if want := strings.Count(in, "\n"); lines != want || rows != 53 || !slices.Equal(bad, []int{2, 4}) {
		t.Errorf("%d of %d lines, %d rows, bad rows at %v", lines, want, rows, bad)
	}
}

// own writes messages in the forms that this program writes.
func own(t testing.TB, ms []chat.Message) (jsonl, table []byte) {
	t.Helper()
	var j, c bytes.Buffer
	enc := json.NewEncoder(&j)
	w := csv.NewWriter(&c)
	_ = w.Write([]string{"source", "platform", "index", "line", "time", "sender", "role", "kind", "text", "attachments", "quote", "translation", "edited", "auto", "conversation"})
	for _, m := range ms {
		if err := enc.Encode(m); err != nil {
			t.Fatal(err)
		}
		_ = w.Write([]string{m.Source, m.Platform, strconv.Itoa(m.Index), strconv.Itoa(m.Line), m.Time, m.Sender, string(m.Role), string(m.Kind), m.Text,
			strings.Join(m.Attachments, ";"), m.Quote, m.Translation, strconv.FormatBool(m.Edited), strconv.FormatBool(m.Auto), m.Conversation})
	}
	w.Flush()
	return j.Bytes(), c.Bytes()
}

func TestRoundTrip(t *testing.T) {
	ms := []chat.Message{
		{Source: "a.zip/_chat.txt", Platform: "whatsapp", Index: 1, Line: 3, Time: "2024-03-05T15:22", Sender: chat.Self, Role: chat.Buyer, Kind: chat.Text, Text: "line\n\n \"two\", ;|", Attachments: []string{}},
		{Source: "a.zip/_chat.txt", Platform: "whatsapp", Index: 2, Line: 6, Time: "2024-03-05T15:22:10.5+08:00", Sender: "丽; 李", Role: chat.Unknown, Kind: chat.Media, Attachments: []string{"IMG 1.jpg", "b.pdf"}, Edited: true, Auto: true},
		{Source: "-", Platform: "qq", Index: 1, Line: 0, Kind: chat.Notice, Role: chat.System, Text: " <b>&\u2028\t", Attachments: []string{}, Quote: "q\nr", Translation: "译", Conversation: "c9"},
		{Source: "-", Platform: "alibaba", Index: 7, Line: 0, Time: "2024-03-05", Kind: chat.Sticker, Attachments: []string{}, Conversation: "c9"},
	}
	jsonl, table := own(t, ms)
	ignore := cmpopts.IgnoreFields(chat.Message{}, "Lines")
	for name, got := range map[string]result{
		"jsonl": collect(t, JSONL{}.Read, source.Bytes("out", jsonl), chat.Options{}),
		"csv":   collect(t, CSV{}.Read, source.Bytes("out", table), chat.Options{}),
	} {
		if got.err != nil || got.problems != nil {
			t.Errorf("%s: %v %v", name, got.err, got.problems)
		}
		if diff := cmp.Diff(ms, got.messages, ignore); diff != "" {
			t.Errorf("%s: messages differ (-want +got):\n%s", name, diff)
		}
	}
}
