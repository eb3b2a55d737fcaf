package wechat

import (
	"io"
	"iter"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/table"
)

// Workbook reads the workbooks of MemoTrace 3, WeFlow, echotrace and
// WeChatDataAnalysis. Which of them it is, the headings of its sheets say.
func Workbook() Format {
	return Format{
		name: "wechat-xlsx",
		unit: unitLines,
		sniff: func(name string, head []byte) int {
			texts := table.FirstTexts(head)
			if texts == nil {
				return 0
			}
			for _, t := range workbooks() {
				if t.inTexts(texts) {
					return 95
				}
			}
			// Long addresses of media may push the headings out of the head.
			if strings.Contains(name, "聊天记录") {
				return 40
			}
			return 0
		},
		read: readWorkbook,
	}
}

// workbooks are the layouts of sheets, the one with the most columns first.
func workbooks() []tableForm {
	return []tableForm{
		memoTrace3Table(),
		{columns: []string{"序号", "时间", "发送者身份", "消息类型", "内容"}, text: []string{"内容"}, begin: weFlowRows},
		{columns: []string{"序号", "时间", "发送者", "消息类型", "内容"}, text: []string{"内容"}, begin: dataAnalysisRows},
	}
}

// inTexts says that all columns are among the first texts of a workbook.
func (t *tableForm) inTexts(texts []string) bool {
	return t.heading(texts) != nil
}

// maxLinks bounds the links of a sheet that are looked up: each look-up goes
// through all of them.
const maxLinks = 5000

func readWorkbook(s *sink, _ io.Reader) error {
	b, err := table.OpenBook(s.src)
	if err != nil {
		return err
	}
	defer b.Close()
	found := false
	for _, sheet := range b.Sheets() {
		t := sheetForm(b, sheet)
		if t == nil {
			continue
		}
		found = true
		links := 0
		t.link = func(row, column int) string {
			if links++; links > maxLinks {
				return ""
			}
			return b.Link(sheet, row, column)
		}
		if err := t.read(s, withTimes(b.Rows(sheet))); err != nil || s.stopped {
			return err
		}
	}
	if !found {
		return s.refuse("no sheet has the columns of a WeChat export; give the workbook as the exporter wrote it, or name the columns time, sender and text")
	}
	return nil
}

// sheetForm finds the layout of a sheet by its first rows.
func sheetForm(b *table.Book, sheet string) *tableForm {
	n := 0
	for row, err := range b.Rows(sheet) {
		if n++; err != nil || n > maxHeading {
			return nil
		}
		for _, t := range workbooks() {
			if t.heading(row.Cells) != nil {
				return &t
			}
		}
	}
	return nil
}

// withTimes writes date cells as times: a spreadsheet program may have made
// dates of the texts.
func withTimes(rows iter.Seq2[*table.Row, error]) iter.Seq2[*table.Row, error] {
	return func(yield func(*table.Row, error) bool) {
		column := -1
		for row, err := range rows {
			if err == nil {
				for i, c := range row.Cells {
					if column < 0 && strings.TrimSpace(c) == "时间" {
						column = i
					}
				}
				if column >= 0 && column < len(row.Cells) {
					if _, ok := stamp(row.Cells[column]); !ok {
						row.Cells[column] = row.Time(column)
					}
				}
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// weFlowRows reads rows of WeFlow, echotrace and CipherTalk.
func weFlowRows(s *sink) func(*record) chat.Message {
	return func(r *record) chat.Message {
		t, _ := stamp(r.get("时间"))
		m := chat.Message{
			Time:   t,
			Sender: strings.TrimSpace(r.get("发送者身份", "发送者备注", "发送者昵称", "发送者微信ID")),
			Text:   clean(r.get("内容")),
		}
		typedRow(&m, r.get("消息类型"), "weflow")
		if m.Kind == chat.Link && !strings.Contains(m.Text, "://") {
			m.Text = linesOf(m.Text, r.linked("内容"))
		}
		if m.Kind == chat.Link && !strings.Contains(m.Text, "://") {
			s.missing("the address of %d link card(s): the workbook keeps it only as the hyperlink of the cell; ask for the JSON")
		}
		return m
	}
}

// dataAnalysisRows reads rows of WeChatDataAnalysis.
func dataAnalysisRows(s *sink) func(*record) chat.Message {
	flagged := false
	return func(r *record) chat.Message {
		t, _ := stamp(r.get("时间"))
		m := chat.Message{Time: t, Sender: strings.TrimSpace(r.get("发送者")), Text: clean(r.get("内容"))}
		typedRow(&m, r.get("消息类型"), "dataanalysis")
		flagPrivacy(s, &m, &flagged)
		return m
	}
}

// typedRow gives the kind of a row by its type column, else by its text, with
// what follows from it.
func typedRow(m *chat.Message, typ, family string) {
	kind, known := kindOfName(typ)
	if byText := kindOfText(family, m.Text); !known || kind == chat.Other && byText != chat.Text {
		kind = byText
	}
	m.Kind = kind
	switch kind {
	case chat.Notice, chat.Deleted:
		m.Text = systemText(m.Text)
		m.Kind = noticeOr(m.Text)
		m.Sender = ""
	case chat.Media, chat.Sticker:
		if name := localPath(m.Text); name != "" {
			m.Text, m.Attachments = "", files(name)
		} else {
			m.Attachments = files(fileIn(m.Text))
		}
	case chat.Text:
		m.Quote = quoteIn(m.Text)
	}
}
