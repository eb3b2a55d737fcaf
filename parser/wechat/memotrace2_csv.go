package wechat

import (
	"path"
	"strconv"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/wechat/internal/literal"
)

// MemoTrace2CSV reads the CSV of MemoTrace (WeChatMsg, 留痕) 2: twelve columns with raw
// database content. The variant of all contacts, messages.csv, mixes
// conversations; they are told apart by TalkerId.
func MemoTrace2CSV() Format {
	return csvFormat("wechat-memotrace2-csv", 97, tableForm{
		columns: []string{"Type", "SubType", "IsSender", "CreateTime", "StrContent", "StrTime"},
		text:    []string{"StrContent"},
		begin: func(s *sink) func(*record) chat.Message {
			t := talkers{all: path.Base(s.src.Name) == "messages.csv"}
			return func(r *record) chat.Message {
				m := memoTrace2Row(s, r)
				m.Conversation = t.name(r.get("TalkerId"))
				return m
			}
		},
	})
}

// talkers names the conversations of a file that may hold several: the first
// one needs no name while it is alone.
type talkers struct {
	all   bool
	first string
	begun bool
}

func (t *talkers) name(id string) string {
	id = strings.TrimSpace(id)
	if !t.begun {
		t.first, t.begun = id, true
	}
	if id == t.first && !t.all {
		return ""
	}
	return id
}

// lostText tells of rows whose text the exporter left behind.
const lostText = "the text of %d message(s) (quotes, files, links, transfers, forwards) is not in this form: MemoTrace 2 leaves it out of its CSV; ask for its HTML, or for an export by another tool"

func memoTrace2Row(s *sink, r *record) chat.Message {
	typ := number(r.get("Type"))
	raw := r.get("StrContent")
	m := chat.Message{
		Time:   timeOf(literal.Value(strings.TrimSpace(r.get("CreateTime"))), r.get("StrTime")),
		Sender: strings.TrimSpace(r.get("Remark", "NickName", "Sender")),
		Kind:   kindOf(typ, number(r.get("SubType"))),
		Text:   clean(raw),
	}
	if typ == 49 && m.Text == "" {
		s.missing(lostText)
	}
	databaseText(&m)
	if m.Sender == "" && number(r.get("IsSender")) == 1 && m.Kind != chat.Notice && m.Kind != chat.Deleted {
		m.Sender = chat.Self
	}
	return m
}

// databaseText makes the text of a message whose content is that of the
// database: markup, call codes and tags are no words.
func databaseText(m *chat.Message) {
	raw := m.Text
	switch m.Kind {
	case chat.Notice, chat.Deleted:
		m.Text = systemText(raw)
		if m.Kind == chat.Notice {
			m.Kind = noticeOr(m.Text)
		}
		m.Sender = ""
		return
	case chat.Call:
		if _, err := strconv.Atoi(raw); err == nil {
			m.Text = "" // a code for answered, refused and so on
		}
	}
	if !looksXML(raw) {
		return
	}
	switch m.Kind {
	case chat.Contact:
		m.Text = cardText(raw)
	case chat.Location:
		m.Text = locationText(raw)
	case chat.Text: // somebody sent markup
	default:
		m.Text = ""
	}
}

// number reads a whole number, 0 when there is none. Spreadsheet programs may
// have put .0 behind it.
func number(s string) int64 {
	n, _ := literal.Value(strings.TrimSpace(s)).Int()
	return n
}
