package wangwang

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

func TestQianniuTable(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	heading := []any{"客户名", "消息序号", "发送时间", "发送内容", "发送账号", "账号类型"}
	sheets := map[string][][]any{
		"Sheet1": {heading, {"tb1", 1, "09:15:02", "在吗", "tb1", "买家"}, {"tb1", 2, "09:15:30", "加微信 abc123", "店铺:小迪", "卖家"}},
		"tb2":    {heading, {"tb2", 1, "10:00:00", "[图片]", "tb2", "买家"}},
	}
	for name, rows := range sheets {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			cell, err := excelize.CoordinatesToCellName(1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := f.SetSheetRow(name, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	src := source.Bytes("q.xlsx", b.Bytes())
	r, err := src.Open()
	if err != nil {
		t.Fatal(err)
	}
	head, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if score := (QianniuTable{}).Sniff("q.xlsx", head); score < 80 {
		t.Errorf("scores %d", score)
	}
	var cov chat.Coverage
	got, problems, err := collect(QianniuTable{}, src, chat.Options{}, &cov)
	if err != nil || len(problems) != 1 || !strings.Contains(problems[0].Text, "no date") {
		t.Errorf("error %v, problems %v", err, problems)
	}
	want := []chat.Message{
		{Source: "q.xlsx", Platform: "wangwang", Index: 1, Line: 2, Lines: 1, Sender: "tb1", Role: chat.Buyer, Kind: chat.Text, Text: "在吗", Attachments: []string{}, Conversation: "tb1"},
		{Source: "q.xlsx", Platform: "wangwang", Index: 2, Line: 3, Lines: 1, Sender: "店铺:小迪", Role: chat.Supplier, Kind: chat.Text, Text: "加微信 abc123", Attachments: []string{}, Conversation: "tb1"},
		{Source: "q.xlsx", Platform: "wangwang", Index: 1, Line: 2, Lines: 1, Sender: "tb2", Role: chat.Buyer, Kind: chat.Media, Text: "[图片]", Attachments: []string{}, Conversation: "tb2"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("messages differ (-want +got):\n%s", diff)
	}
	checkCounts(t, cov, len(got))
	if len(cov.Missing) != 1 {
		t.Errorf("the missing dates are not told: %q", cov.Missing)
	}
}
