package parser

import (
	"backchannel/parser/table"
)

// Formats returns every format that is read, family by family. To add one,
// add its line to its family.
func Formats() []Format {
	return []Format{
		// parser/whatsapp

		// parser/wechat

		// parser/alibaba

		// parser/wangwang

		// parser/table
		table.CSV{},
		table.JSONL{},
		table.XLSX{},
	}
}
