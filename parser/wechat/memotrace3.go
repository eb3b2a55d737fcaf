package wechat

import (
	"regexp"
	"strings"

	"backchannel/parser/chat"
)

// memoTrace3 is the table of MemoTrace 3, in text and in workbooks.
var memoTrace3 = []string{"类型", "发送人", "时间", "内容"}

// MemoTrace3CSV reads the CSV of MemoTrace 3 (from April 2025), also after a
// spreadsheet program has saved it again.
func MemoTrace3CSV() Format {
	return csvFormat("wechat-memotrace3-csv", 96, memoTrace3Table())
}

func memoTrace3Table() tableForm {
	return tableForm{columns: memoTrace3, text: []string{"内容"}, begin: func(*sink) func(*record) chat.Message { return memoTrace3Row }}
}

func memoTrace3Row(r *record) chat.Message {
	t, _ := stamp(r.get("时间"))
	m := chat.Message{
		Time:   t,
		Sender: strings.TrimSpace(r.get("发送人")),
		Text:   clean(r.get("内容")),
	}
	if named := strings.TrimSpace(r.get("备注", "昵称")); named != "" && (m.Sender == "" || accountID(m.Sender)) {
		m.Sender = named
	}
	kind, known := kindOfName(r.get("类型"))
	if !known {
		kind = memoTrace3Kind(m.Text)
	}
	m.Kind = kind
	memoTrace3Text(&m)
	return m
}

// memoTrace3Text does what every text of MemoTrace 3 needs once its kind is
// known.
func memoTrace3Text(m *chat.Message) {
	switch m.Kind {
	case chat.Notice, chat.Deleted:
		m.Text = systemText(m.Text)
		m.Kind = noticeOr(m.Text)
		m.Sender = ""
	case chat.Text:
		m.Quote = quoteIn(m.Text)
	case chat.Media:
		m.Attachments = files(fileIn(m.Text))
	}
}

// money is the first line of a transfer with a state that no list has:
// 【已被接收】:￥500.00.
var money = regexp.MustCompile(`^【[^】\n]{2,24}】[:：] ?[￥¥]`)

// memoTrace3Kind gives the kind by the text, for the forms without a column
// for it.
func memoTrace3Kind(text string) chat.Kind {
	kind := kindOfText("memotrace3", text)
	if kind == chat.Text && money.MatchString(text) {
		return chat.Transfer
	}
	return kind
}

// accountID says that a name is the id of an account and not what people see.
func accountID(s string) bool {
	return strings.HasPrefix(s, "wxid_") || strings.HasPrefix(s, "gh_") || strings.HasSuffix(s, "@chatroom") || strings.HasSuffix(s, "@openim")
}
