package parser

import (
	"backchannel/parser/alibaba"
	"backchannel/parser/table"
	"backchannel/parser/wangwang"
	"backchannel/parser/wechat"
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
		wechat.MemoTrace2CSV(),
		wechat.MemoTrace2TXT(),
		wechat.MemoTrace2HTML(),
		wechat.MemoTrace3CSV(),
		wechat.MemoTrace3TXT(),
		wechat.MemoTrace3HTML(),
		wechat.MemoTrace3JSON(),
		wechat.MemoTrace3MD(),
		wechat.PyWxDumpCSV(),
		wechat.PyWxDumpJSON(),
		wechat.PyWxDumpScript(),
		wechat.ChatlogJSON(),
		wechat.ChatlogJSONL(),
		wechat.ChatlogTXT(),
		wechat.ChatlogCSV(),
		wechat.WeFlowTXT(),
		wechat.WeFlowJSON(),
		wechat.WeFlowHTML(),
		wechat.WeFlowMD(),
		wechat.WeCloneCSV(),
		wechat.EchotraceJSON(),
		wechat.EchotraceHTML(),
		wechat.CipherTalkJSON(),
		wechat.DataAnalysisJSON(),
		wechat.DataAnalysisTXT(),
		wechat.DataAnalysisHTML(),
		wechat.Workbook(),
		wechat.ExporterHTML(),
		wechat.ExporterScript(),
		wechat.ExporterTXT(),
		wechat.DumpTXT(),
		wechat.DumpHTML(),
		wechat.ChatLabJSON(),
		wechat.ChatLabJSONL(),
		wechat.WxCLI(),
		wechat.MailTXT(),
		wechat.MailEML(),
		wechat.CopiedMac(),
		wechat.CopiedPhone(),
		wechat.CopiedWindows(),
		wechat.WeCom(),
		wechat.QQManager(),
		wechat.QQCopied(),
		wechat.Training(),
		wechat.Contacts(),
		wechat.Database(),
		wechat.KeyList(),

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
