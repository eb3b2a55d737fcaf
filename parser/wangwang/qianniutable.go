package wangwang

import (
	"iter"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/source"
	"backchannel/parser/table"
)

// QianniuTable reads the workbook that an exporter for Qianniu writes, with a
// sheet for each customer. It keeps the clock of a message but not its day.
type QianniuTable struct{}

var qianniuTable = table.Dialect{
	Name:     "qianniu-table",
	Platform: chat.Wangwang,
	Rename:   func(heading string) string { return qianniuColumns[strings.TrimSpace(heading)] },
	Columns:  []string{"conversation", "time", "sender", "text"},
}

// qianniuColumns are our names of the columns of the exporter.
var qianniuColumns = map[string]string{
	"客户名": "conversation", "消息序号": "id", "发送时间": "time", "发送内容": "text", "发送账号": "sender", "账号类型": "role",
}

// Name implements parser.Format.
func (QianniuTable) Name() string { return qianniuTable.Name }

// Platform implements parser.Format.
func (QianniuTable) Platform() string { return qianniuTable.Platform }

// Sniff implements parser.Format.
func (QianniuTable) Sniff(_ string, head []byte) int { return qianniuTable.Sniff(head) }

// Read implements parser.Format.
func (QianniuTable) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return qianniuTable.Read(src, opts, cov)
}
