package alibaba

import (
	"iter"
	"strings"

	"backchannel/parser/chat"
	"backchannel/parser/source"
	"backchannel/parser/table"
)

// Inquiry reads the workbook (sheet Messages) or CSV that a seller's userscript
// writes of an inquiry. Its headings carry their meaning in brackets
// (sendTime（时间）) and its times are in the form of the browser's language.
type Inquiry struct{}

var inquiry = table.Dialect{
	Name:     "alibaba-inquiry-table",
	Platform: chat.Alibaba,
	Rename:   inquiryColumn,
	Columns:  []string{"time", "role", "sender", "text"},
}

// inquiryColumn gives our name of a column of the userscript.
func inquiryColumn(heading string) string {
	name, meaning, _ := strings.Cut(strings.ReplaceAll(heading, "（", "("), "(")
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "sendtime":
		return "time"
	case "role":
		return "role"
	case "name":
		return "sender"
	case "content":
		if strings.Contains(meaning, "翻译") || strings.Contains(meaning, "譯") || strings.Contains(meaning, "译") {
			return "translation"
		}
		return "text"
	}
	return ""
}

// Name implements parser.Format.
func (Inquiry) Name() string { return inquiry.Name }

// Platform implements parser.Format.
func (Inquiry) Platform() string { return inquiry.Platform }

// Sniff implements parser.Format.
func (Inquiry) Sniff(_ string, head []byte) int { return inquiry.Sniff(head) }

// Read implements parser.Format.
func (Inquiry) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return inquiry.Read(src, opts, cov)
}
