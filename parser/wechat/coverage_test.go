package wechat

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"backchannel/parser/chat"
	"backchannel/parser/source"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func fixture(t *testing.T, name string, opts chat.Options) result {
	t.Helper()
	src := open(t, name)
	return readAll(best(t, src), src, opts)
}

func open(t *testing.T, name string) *source.Source {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return source.Bytes(name, data)
}

func TestCoverage(t *testing.T) {
	r := fixture(t, "01_memotrace2_utf8.csv", chat.Options{})
	want := chat.Coverage{
		Format: "wechat-memotrace2-csv", Encoding: "utf-8-bom", Unit: "lines", Found: 35, Read: 34, Messages: 18,
		Skipped: []chat.Skip{{Reason: "rows above the messages", Count: 1}},
		First:   "2024-03-01T10:02:11+08:00", Last: "2024-03-08T09:05:00+08:00", Clock: "with time zone",
		Missing: []string{fmt.Sprintf(lostText, 3)},
	}
	if diff := cmp.Diff(want, r.cov); diff != "" {
		t.Error(diff)
	}
	for _, tt := range []struct{ file, missing, integrity string }{
		{"02_memotrace2.txt", "transfers, red packets", ""},
		{"04_memotrace3_resaved_gb18030.csv", "", "6.22848E+18"},
		{"08_weflow.txt", "missing label", ""},
		{"13_copied_windows.txt", "all times", ""},
	} {
		cov := fixture(t, tt.file, chat.Options{}).cov
		if got := strings.Join(cov.Missing, "\n"); !strings.Contains(got, tt.missing) || tt.missing == "" && got != "" {
			t.Errorf("%s: missing %q, want %q", tt.file, got, tt.missing)
		}
		if got := strings.Join(cov.Integrity, "\n"); !strings.Contains(got, tt.integrity) || tt.integrity == "" && got != "" {
			t.Errorf("%s: integrity %q, want %q", tt.file, got, tt.integrity)
		}
	}
}

func TestOptions(t *testing.T) {
	r := fixture(t, "17_qq_manager.txt", chat.Options{Platform: "wechat"})
	if r.messages[0].Platform != "wechat" {
		t.Errorf("platform %s", r.messages[0].Platform)
	}
	in := `[{"time":"2025-03-10T16:00:00+08:00","talker":"p","sender":"","isSelf":true,"type":1,"subType":0,"content":"hi"}]`
	got := readAll(ChatlogJSON(), source.Bytes("a", []byte(in)), chat.Options{Self: "Paulo"}).messages
	if len(got) != 1 || got[0].Sender != "Paulo" {
		t.Errorf("got %+v", got)
	}
}

func TestRoles(t *testing.T) {
	for _, m := range fixture(t, "07_chatlog.txt", chat.Options{}).messages {
		if (m.Role == chat.System) != (m.Sender == "") || m.Role != "" && m.Role != chat.System {
			t.Errorf("message %d from %q has the role %q", m.Index, m.Sender, m.Role)
		}
	}
}

func TestIntegrity(t *testing.T) {
	in := "2024-01-01 10:00:00 A\nx\n\n2024-01-03 10:00:00 B\r\nx\n\n2024-01-02 10:00:00 A\nx\n\n2024-03-05 10:00:00 A\nx\n\n2024-03-05 10:01 A\nx\n"
	got := readAll(MemoTrace2TXT(), source.Bytes("a.txt", []byte(in)), chat.Options{}).cov.Integrity
	want := []string{
		"13 lines end in LF and 1 in CR LF: parts may have been added in an editor",
		"the time runs back in 1 place(s), first from 2024-01-03T10:00:00 to 2024-01-02T10:00:00 at message 3, line 7",
		"the longest silence is 63 days, from 2024-01-02T10:00:00 to 2024-03-05T10:00:00",
		"times are written in different ways: 1 to the minute, 4 to the second",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// workbook makes an XLSX file of rows; links go to the cells of the last column.
func workbook(t *testing.T, sheet string, rows [][]any, links map[int]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if _, err := f.NewSheet(sheet); err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if err := f.SetSheetRow(sheet, cell, &row); err != nil {
			t.Fatal(err)
		}
		if link := links[i]; link != "" {
			cell, _ := excelize.CoordinatesToCellName(len(row), i+1)
			if err := f.SetCellHyperLink(sheet, cell, link, "External"); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWorkbooks(t *testing.T) {
	for _, tt := range []struct {
		name  string
		sheet string
		rows  [][]any
		links map[int]string
		want  []string
	}{
		{
			"weflow", "聊天记录",
			[][]any{
				{"会话信息"}, {"微信ID", "wxid_p", "昵称", "P"}, {"导出工具", "WeFlow"}, {},
				{"序号", "时间", "发送者昵称", "发送者微信ID", "发送者备注", "发送者身份", "消息类型", "内容"},
				{1, "2025-09-01 20:00:31", "P", "wxid_p", "PP", "PP", "文本消息", "你好"},
				{2, "2025-09-01 20:01:31", "P", "wxid_p", "PP", "PP", "链接消息", "[链接] 店"},
				{3, "2025-09-01 20:02:31", "P", "wxid_p", "PP", "我", "图片消息", "media/images/a.jpg"},
				{4, "2025-09-01 20:03:31", "P", "wxid_p", "PP", "PP", "系统消息", "\"P\" 撤回了一条消息"},
			},
			map[int]string{6: "http://x.invalid/shop"},
			[]string{
				"6|2025-09-01T20:00:31|PP|text|你好",
				"7|2025-09-01T20:01:31|PP|link|[链接] 店⏎http://x.invalid/shop",
				"8|2025-09-01T20:02:31|我|media|[a.jpg]",
				"9|2025-09-01T20:03:31||deleted|\"P\" 撤回了一条消息",
			},
		},
		{
			"weflow compact", "聊天记录",
			[][]any{{"序号", "时间", "发送者身份", "消息类型", "内容"}, {1, "2025-09-01 20:00:31", "PP", "转账消息", "[转账] ￥3"}},
			nil,
			[]string{"2|2025-09-01T20:00:31|PP|transfer|[转账] ￥3"},
		},
		{
			"wechatdataanalysis", "消息",
			[][]any{{"序号", "时间", "发送者", "消息类型", "内容", "本地 ID", "服务 ID"}, {1, "2026-05-12 10:00:00", "Leo", "voip", "对方已取消", 1, 2}},
			nil,
			[]string{"2|2026-05-12T10:00:00|Leo|call|对方已取消"},
		},
		{
			"memotrace 3 with date cells", "聊天记录",
			[][]any{
				{"消息ID", "类型", "发送人", "时间", "内容", "备注", "昵称", "更多信息"},
				{"1", "文件", "Lin", time.Date(2024, 5, 6, 9, 3, 11, 0, time.UTC), "【文件】a.pdf 0.35 MB x\\a.pdf pdf 3f", "", "", "more"},
			},
			nil,
			[]string{"2|2024-05-06T09:03:11|Lin|media|【文件】a.pdf 0.35 MB x\\a.pdf pdf 3f[a.pdf]"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data := workbook(t, tt.sheet, tt.rows, tt.links)
			if n := Workbook().Sniff("a.xlsx", data); n < 90 {
				t.Errorf("score %d", n)
			}
			src := source.Bytes("a.xlsx", data)
			r := readAll(Workbook(), src, chat.Options{})
			if r.err != nil {
				t.Fatal(r.err)
			}
			var got []string
			for _, m := range r.messages {
				got = append(got, short(m))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWorkbookOfSomethingElse(t *testing.T) {
	data := workbook(t, "x", [][]any{{"Item", "Price"}, {"hinge", 3}}, nil)
	if n := Workbook().Sniff("prices.xlsx", data); n != 0 {
		t.Errorf("score %d", n)
	}
	if r := readAll(Workbook(), source.Bytes("prices.xlsx", data), chat.Options{}); r.err == nil {
		t.Error("no refusal")
	}
}

// Of a file that was cut, what stands before the cut is read as in the whole
// file, and structured forms tell the cut.
func TestCutFiles(t *testing.T) {
	for _, name := range []string{
		"01_memotrace2_utf8.csv", "02_memotrace2.txt", "03_memotrace2.html", "05_pywxdump_wxid_q7k2_0_5000.csv", "06_chatlog.json", "07_chatlog.txt",
		"08_weflow.txt", "09_weflow.json", "10_wechatexporter.html", "11_wechatexporter.txt", "12_mail_android.txt", "14_copied_mac.txt",
		"15_wechatdataanalysis.json", "17_qq_manager.txt",
	} {
		whole := open(t, name)
		f := best(t, whole)
		want := readAll(f, whole, chat.Options{}).messages
		data, _ := os.ReadFile("testdata/" + name)
		for _, percent := range []int{40, 55, 70, 85} {
			cut := source.Bytes(name, data[:len(data)*percent/100])
			r := readAll(f, cut, chat.Options{})
			if r.err != nil {
				t.Errorf("%s cut at %d %%: %v", name, percent, r.err)
				continue
			}
			checkLines(t, f, cut)
			if n := len(want) * percent / 100; len(r.messages) < n/2 {
				t.Errorf("%s cut at %d %%: %d messages of %d", name, percent, len(r.messages), len(want))
			}
			for i := range max(0, len(r.messages)-1) {
				if diff := cmp.Diff(want[i], r.messages[i]); diff != "" {
					t.Errorf("%s cut at %d %%, message %d: %s", name, percent, i+1, diff)
				}
			}
			if f.unit == unitBlocks && len(r.problems) == 0 {
				t.Errorf("%s cut at %d %%: the cut is not told", name, percent)
			}
		}
	}
}

// A reader that has enough ends every form at once.
func TestStop(t *testing.T) {
	for _, name := range []string{"01_memotrace2_utf8.csv", "02_memotrace2.txt", "03_memotrace2.html", "09_weflow.json", "10_wechatexporter.html", "11_wechatexporter.txt"} {
		src := open(t, name)
		n := 0
		for range best(t, src).Read(src, chat.Options{}, nil) {
			if n++; n == 3 {
				break
			}
		}
		if n != 3 {
			t.Errorf("%s: %d", name, n)
		}
	}
}

// Memory does not grow with the source in the forms that are streamed.
func TestFlatMemory(t *testing.T) {
	for name, tt := range map[string]struct {
		f    Format
		data []byte
	}{
		"csv": {MemoTrace2CSV(), benchCSV(16 << 20)}, "json": {WeFlowJSON(), benchJSON(16 << 20)},
		"text": {MemoTrace2TXT(), benchText(16 << 20)}, "script": {MemoTrace2HTML(), benchScript(16 << 20)},
	} {
		src := source.Bytes(name, tt.data)
		var before, during runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		n := 0
		for range tt.f.Read(src, chat.Options{}, nil) {
			if n++; n == 50_000 {
				break
			}
		}
		runtime.GC()
		runtime.ReadMemStats(&during)
		if grown := int64(during.HeapAlloc) - int64(before.HeapAlloc); grown > 4<<20 {
			t.Errorf("%s: %d MiB are held after %d messages", name, grown>>20, n)
		}
	}
}

// Damage everywhere costs linear time: these took minutes before there were
// bounds, or would.
func TestHostile(t *testing.T) {
	const n = 4 << 20
	for name, tt := range map[string]struct {
		f  Format
		in string
	}{
		"open quotes":      {MemoTrace3CSV(), "消息ID,类型,发送人,时间,内容\n" + strings.Repeat("\"x\"y\n", n/16)},
		"open objects":     {WeFlowJSON(), `{"weflow":{},"messages":[` + strings.Repeat(`{"a":`, n/5)},
		"open elements":    {WeFlowJSON(), `{"weflow":{},"messages":[` + strings.Repeat(`{"localId":1,`, n/13)},
		"damaged elements": {MemoTrace2HTML(), "const chatMessages = [" + strings.Repeat("{ type:1, text: 'it's'},", n/24)},
		"no line end":      {MemoTrace2TXT(), "2024-01-01 10:00:00 A\n" + strings.Repeat("x", n)},
		"one long message": {MemoTrace2TXT(), "2024-01-01 10:00:00 A\n" + strings.Repeat("x\n", n)},
		"headers only":     {CopiedWindows(), strings.Repeat("a:\n\n", n/4)},
		"brackets":         {ChatlogTXT(), strings.Repeat("(((((((((((((( 10:00:00\n\n", n/26)},
		"half headers":     {ExporterTXT(), "C - 微信聊天记录\n" + strings.Repeat(" (2024", n/6)},
		"colons":           {DumpTXT(), "1|" + strings.Repeat(":2", n/2)},
		"quotes":           {ExporterTXT(), "C (2024-06-11 08:30:01):x\n" + strings.Repeat("「a」\n- - - - - -\n", n/32)},
		"nested page":      {ExporterHTML(), `<div id="msgs-div"><span class="sname">` + strings.Repeat(`<div class="msg chat"><div>`, n/64)},
		"ids":              {DataAnalysisTXT(), "会话: a (b)\n[2024-01-01 10:00:00] " + strings.Repeat("(x): ", n/5)},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			src := source.Bytes("a", []byte(tt.in))
			tt.f.Sniff("a", headText(t, src))
			readAll(tt.f, src, chat.Options{})
			if d := time.Since(start); d > 30*time.Second {
				t.Errorf("took %v", d)
			} else {
				t.Log(d.Round(time.Millisecond))
			}
		})
	}
}
