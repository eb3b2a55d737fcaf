package parser

import (
	"backchannel/parser/alibaba"
	"backchannel/parser/table"
	"backchannel/parser/wangwang"
	"backchannel/parser/whatsapp"
)

// Formats returns every format that is read, family by family. To add one,
// add its line to its family.
func Formats() []Format {
	return []Format{
		// parser/whatsapp
		whatsapp.Text{},
		whatsapp.WebCopy{},
		whatsapp.ExporterText{},
		whatsapp.ExporterJSON{},
		whatsapp.ExporterHTML{},
		whatsapp.TelegramJSON{},

		// parser/wechat

		// parser/alibaba
		alibaba.ExporterJSON{},
		alibaba.ExporterMarkdown{},
		alibaba.Inquiry{},
		alibaba.Mail{},
		alibaba.Payload{},
		alibaba.Page{},
		alibaba.Copied{},

		// parser/wangwang
		wangwang.QianniuTable{},
		wangwang.QianniuUserscript{},
		wangwang.Page{},
		wangwang.QianniuPage{},
		wangwang.HTML{},
		wangwang.Text{},
		wangwang.QianniuCopied{},
		wangwang.UnknownPage{},

		// parser/table
		table.CSV{},
		table.JSONL{},
		table.XLSX{},
	}
}
