package parser

import (
	"backchannel/parser/alibaba"
	"backchannel/parser/table"
	"backchannel/parser/wangwang"
)

// Formats returns every format that is read, family by family. To add one,
// add its line to its family.
func Formats() []Format {
	return []Format{
		// parser/whatsapp

		// parser/wechat

		// parser/alibaba
		alibaba.ExporterJSON{},
		alibaba.ExporterMarkdown{},
		alibaba.Inquiry{},
		alibaba.Page{},
		alibaba.Copied{},

		// parser/wangwang
		wangwang.QianniuTable{},
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
