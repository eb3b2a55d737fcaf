package wechat

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"backchannel/parser/chat"
	"backchannel/parser/source"

	"github.com/google/go-cmp/cmp"
)

// short writes a message as line|time|sender|kind|text, and after that what it
// has of [attachments], «quote» and {conversation}.
func short(m chat.Message) string {
	s := fmt.Sprintf("%d|%s|%s|%s|%s", m.Line, m.Time, m.Sender, m.Kind, strings.ReplaceAll(m.Text, "\n", "⏎"))
	if len(m.Attachments) > 0 {
		s += fmt.Sprint(m.Attachments)
	}
	if m.Quote != "" {
		s += "«" + m.Quote + "»"
	}
	if m.Conversation != "" {
		s += "{" + m.Conversation + "}"
	}
	return s
}

// form is a small file of one form and what it says.
type form struct {
	name   string
	file   string
	in     string
	format string
	want   []string
	broken int // problems
}

func runForms(t *testing.T, forms []form) {
	t.Helper()
	for _, tt := range forms {
		t.Run(tt.name, func(t *testing.T) {
			src := source.Bytes(tt.file, []byte(tt.in))
			f := best(t, src)
			if f.Name() != tt.format {
				t.Fatalf("recognised as %s, want %s", f.Name(), tt.format)
			}
			r := readAll(f, src, chat.Options{})
			if r.err != nil {
				t.Fatal(r.err)
			}
			var got []string
			for _, m := range r.messages {
				got = append(got, short(m))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if len(r.problems) != tt.broken {
				t.Errorf("got problems %v, want %d", r.problems, tt.broken)
			}
			checkLines(t, f, src)
		})
	}
}

func TestTables(t *testing.T) {
	const a = "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\n"
	runForms(t, []form{
		{
			name: "memotrace 2 of all contacts", file: "messages.csv", format: "wechat-memotrace2-csv",
			in: a + "1,5,1,0,0,1709258560,3,hi,2024-03-01 10:02:40,Lily,,wxid_l\n2,6,1,0,1,1709258561,3,yo,2024-03-01 10:02:41,,,我\n",
			want: []string{
				"2|2024-03-01T10:02:40+08:00|Lily|text|hi{5}",
				"3|2024-03-01T10:02:41+08:00|我|text|yo{6}",
			},
		},
		{
			name: "other column order, own without any name, spoilt epoch", file: "a.csv", format: "wechat-memotrace2-csv",
			in: "StrTime,StrContent,Type,SubType,IsSender,CreateTime,Sender\r\n2024/3/1 10:02,6.22848E+18,1,0,1,1.70926E+09,\r\n",
			want: []string{
				"2|2024-03-01T10:02|(self)|text|6.22848E+18",
			},
		},
		{
			name: "semicolons of a European spreadsheet", file: "a.csv", format: "wechat-memotrace3-csv",
			in: "消息ID;类型;发送人;时间;内容;备注;昵称;更多信息\n1;转账;王磊;2024-05-06 09:03:11;\"【已收款】:￥500.00\n备注: 样品\";;;more\n",
			want: []string{
				"2|2024-05-06T09:03:11|王磊|transfer|【已收款】:￥500.00⏎备注: 样品",
			},
		},
		{
			name: "memotrace 3 names an account by its remark", file: "a.csv", format: "wechat-memotrace3-csv",
			in: "消息ID,类型,发送人,时间,内容,备注,昵称,更多信息\n1,未知类型,wxid_abc,2024-05-06 09:03:11,x,,Lin,more\n2,文本,wxid_abc,bad,好,,,more\n",
			want: []string{
				"2|2024-05-06T09:03:11|Lin|other|x",
				"3||wxid_abc|text|好",
			},
		},
		{
			name: "pywxdump with an epoch for the clock", file: "a.csv", format: "wechat-pywxdump-csv",
			in: "id\tMsgSvrID\ttype_name\tis_sender\ttalker\troom_name\tmsg\tsrc\tCreateTime\n1\t7\t文本\t0\twxid_a\twxid_a\thello\t\t1728014700\n",
			want: []string{
				"2|2024-10-04T04:05:00Z|wxid_a|text|hello",
			},
		},
		{
			name: "chatlog with epochs for clocks", file: "a.json", format: "wechat-chatlog-json",
			in: `[{"time":1741593642,"isSelf":false,"type":1,"subType":0,"senderName":"Lin","content":"a"},{"time":"1741593702000","isSelf":true,"type":1,"subType":0,"content":"b"}]`,
			want: []string{
				"0|2025-03-10T08:00:42Z|Lin|text|a",
				"0|2025-03-10T08:01:42Z|(self)|text|b",
			},
		},
		{
			name: "chatlog, a message a line, cut", file: "a.jsonl", format: "wechat-chatlog-jsonl",
			in: `{"time":"2025-03-10T16:00:42+08:00","sender":"wxid_a","senderName":"Lin","isSelf":false,"type":49,"subType":6,"content":"","contents":{"title":"PI.pdf"}}` + "\n" +
				`{"time":"2025-03-10T16:03:42+08:00","sender":"系统消息","isSelf":false,"type":10000,"subType":0,"content":"你撤回了一条消息"}` + "\n" + `{"time":"2025-03`,
			want: []string{
				"1|2025-03-10T16:00:42+08:00|Lin|media|[PI.pdf]",
				"2|2025-03-10T16:03:42+08:00||deleted|你撤回了一条消息",
			},
			broken: 1,
		},
		{
			name: "row without text", file: "a.csv", format: "wechat-memotrace3-csv",
			in:     "消息ID,类型,发送人,时间,内容,备注,昵称,更多信息\n1,文本,王磊,2024-05-06 09:03:11,好,,,more\n2,文本,王\n",
			want:   []string{"2|2024-05-06T09:03:11|王磊|text|好"},
			broken: 1,
		},
		{
			name: "file cut inside quotes", file: "a.csv", format: "wechat-memotrace3-csv",
			in:     "消息ID,类型,发送人,时间,内容,备注,昵称,更多信息\n1,文本,王磊,2024-05-06 09:03:11,好,,,more\n2,文本,王磊,2024-05-06 09:03:12,\"付到\n新账户",
			want:   []string{"2|2024-05-06T09:03:11|王磊|text|好"},
			broken: 2,
		},
		{
			name: "pywxdump before spring 2024", file: "a.csv", format: "wechat-pywxdump-csv",
			in: "id,MsgSvrID,type_name,is_sender,talker,room_name,content,CreateTime\n" +
				`1,2,文件,0,wxid_q,wxid_q,"{""src"": ""FileStorage\\File\\a.pdf"", ""msg"": ""文件""}",2024-08-19 14:06:31` + "\n" +
				`2,3,系统通知,0,wxid_q,wxid_q,"{""src"": """", ""msg"": ""<revokemsg>你撤回了一条消息</revokemsg>""}",2024/8/19 14:06` + "\n" +
				`3,4,(分享)视频号名片,1,,wxid_q,"{""src"": """", ""msg"": ""小店""}",2024/8/19 14:07` + "\n",
			want: []string{
				"2|2024-08-19T14:06:31|wxid_q|media|文件[a.pdf]",
				"3|2024-08-19T14:06||deleted|你撤回了一条消息",
				"4|2024-08-19T14:07|(self)|contact|小店",
			},
		},
		{
			name: "pywxdump type names", file: "a.csv", format: "wechat-pywxdump-csv",
			in: "id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime\n" +
				"1,2,推荐公众号,0,p,p,\"<?xml version=\"\"1.0\"\"?><msg username=\"\"u\"\" nickname=\"\"厂 &amp; 店\"\"/>\",,2024-08-19 14:06:31\n" +
				"1,2,消息撤回33,0,p,p,\"<a>x</a> 撤回\",,2024-08-19 14:06:31\n" +
				"1,2,拍一拍,0,p,p,\"\"\"A\"\" 拍了拍我\",,2024-08-19 14:06:31\n" +
				"1,2,从没见过,0,p,p,x,,2024-08-19 14:06:31\n",
			want: []string{
				"2|2024-08-19T14:06:31|p|contact|厂 & 店",
				"3|2024-08-19T14:06:31||deleted|x 撤回",
				`4|2024-08-19T14:06:31||system|"A" 拍了拍我`,
				"5|2024-08-19T14:06:31|p|other|x",
			},
		},
		{
			name: "weclone", file: "a.csv", format: "wechat-weclone-csv",
			in: "id,MsgSvrID,type_name,is_sender,talker,msg,src,CreateTime\n1,2,text,1,wxid_me,hello,,2025-01-02T03:04:05.000Z\n2,3,image,0,wxid_p,media/images/a.jpg,,2025-01-02T03:04:06Z\n",
			want: []string{
				"2|2025-01-02T03:04:05Z|wxid_me|text|hello",
				"3|2025-01-02T03:04:06Z|wxid_p|media|[a.jpg]",
			},
		},
		{
			name: "chatlog csv with two talkers", file: "a.csv", format: "wechat-chatlog-csv",
			in: "Time,SenderName,Sender,TalkerName,Talker,Content\n2025-01-02 09:00:00,Vivian,wxid_v,Vivian,wxid_v,[红包]\n2025-01-02 09:00:01,,,Bob,wxid_b,\"> V(wxid_v) 01-02 09:00:00\n> hi\nyes\"\n2025-01-02 09:00:02,,系统消息,Bob,wxid_b,你有一笔待接收的转账\n",
			want: []string{
				"2|2025-01-02T09:00:00|Vivian|transfer|[红包]",
				"3|2025-01-02T09:00:01|(self)|text|> V(wxid_v) 01-02 09:00:00⏎> hi⏎yes«V(wxid_v) 01-02 09:00:00\nhi»{wxid_b}",
				"6|2025-01-02T09:00:02||system|你有一笔待接收的转账{wxid_b}",
			},
		},
	})
}

func TestTexts(t *testing.T) {
	runForms(t, []form{
		{
			name: "memotrace 2: body line with a time, empty message of a known name, stray line", file: "a.txt", format: "wechat-memotrace2-txt",
			in: "2023-11-06 09:12:03 Kevin \\'K\\' &amp; Co\nfirst\n2023-11-06 10:00:00 is not a header\n\n2023-11-06 09:13:00 Kevin \\'K\\' &amp; Co\n\n\n2023-11-06 09:14:00 以上是打招呼的内容\n\nlost\n",
			want: []string{
				"1|2023-11-06T09:12:03|Kevin 'K' & Co|text|first⏎2023-11-06 10:00:00 is not a header",
				"5|2023-11-06T09:13:00|Kevin 'K' & Co|text|",
				"8|2023-11-06T09:14:00||system|以上是打招呼的内容",
			},
			broken: 1,
		},
		{
			name: "memotrace 3", file: "a.txt", format: "wechat-memotrace3-txt",
			in: "2025-05-06 09:12:00\n你已添加了Lin，现在可以开始聊天了。\n\n2025-05-06 09:12:03 Lin\n【文件】报价 v2.xlsx 0.35 MB a\\b.xlsx xlsx 3f8d\n\n2025-05-06 09:13:00 Wang\n好的\n引用：Lin: 第一行\n\n第三行\n\n2025-05-06 09:14:00 Lin\n【已被接收】:￥5.00\n备注: \n\n2025-05-06 09:15:00 Lin\n【视频号】\n老板",
			want: []string{
				"1|2025-05-06T09:12:00||system|你已添加了Lin，现在可以开始聊天了。",
				"4|2025-05-06T09:12:03|Lin|media|【文件】报价 v2.xlsx 0.35 MB a\\b.xlsx xlsx 3f8d[报价 v2.xlsx]",
				"7|2025-05-06T09:13:00|Wang|text|好的⏎引用：Lin: 第一行⏎⏎第三行«Lin: 第一行\n\n第三行»",
				"13|2025-05-06T09:14:00|Lin|transfer|【已被接收】:￥5.00⏎备注:",
				"17|2025-05-06T09:15:00|Lin|link|【视频号】⏎老板",
			},
		},
		{
			name: "copied on a Mac set to English", file: "a.txt", format: "wechat-copied-mac",
			in: "Lin May 6, 2024 9:03 AM\nhello\n\nTom May 16, 2024, 9:04 PM\n[Photo]\n",
			want: []string{
				"1|2024-05-06T09:03|Lin|text|hello",
				"4|2024-05-16T21:04|Tom|media|[Photo]",
			},
		},
		{
			name: "copied from a phone set to English", file: "a.txt", format: "wechat-copied-phone",
			in: "Lin\nMay 6, 2024 9:03 AM\nhello\n\nTom\nMay 6, 2024 9:04 AM\nok\n",
			want: []string{
				"1|2024-05-06T09:03|Lin|text|hello",
				"5|2024-05-06T09:04|Tom|text|ok",
			},
		},
		{
			name: "memotrace 3 markdown", file: "a.md", format: "wechat-memotrace3-md",
			in: "# Lin\n\n## 2025\n\n### 5\n\n#### 6\n\n**09:12:03 Lin**: 你好\n第二行\n\n> 09:13:00 \"Lin\" 撤回了一条消息\n\n**09:14:00 Wang: W**: 【图片】\n",
			want: []string{
				"9|2025-05-06T09:12:03|Lin|text|你好⏎第二行",
				"12|2025-05-06T09:13:00||deleted|\"Lin\" 撤回了一条消息",
				"14|2025-05-06T09:14:00|Wang: W|media|【图片】",
			},
		},
		{
			name: "chatlog without year and with rooms", file: "a.txt", format: "wechat-chatlog-txt",
			in: "Bob(HK)(wxid_bob123) [工厂群(123@chatroom)] 01-02 09:00:00\n[合并转发|记录]\n  Amy 01-01 08:00:00\n  hi\n\n  Ben 01-01 08:01:00\n  ho\n\nMr Wu (HK) 10:15:00\nis no header\n\nwxid_other99 01-02 09:01:00\nok\n",
			want: []string{
				"1||Bob(HK)|other|[合并转发|记录]⏎  Amy 01-01 08:00:00⏎  hi⏎⏎  Ben 01-01 08:01:00⏎  ho⏎⏎Mr Wu (HK) 10:15:00⏎is no header{123@chatroom}",
				"12||wxid_other99|text|ok",
			},
		},
		{
			name: "weflow markdown", file: "a.md", format: "wechat-weflow-md",
			in: "# 聊天记录\n\n## 2025-09-01 20:00:31 阿强\n\n[语音通话] 05:12\n\n## 2025-09-01 20:01:31 我\n\n好\n",
			want: []string{
				"3|2025-09-01T20:00:31|阿强|call|[语音通话] 05:12",
				"7|2025-09-01T20:01:31|我|text|好",
			},
		},
		{
			name: "wechatdataanalysis", file: "a.txt", format: "wechat-dataanalysis-txt",
			in: "会话: Leo (义乌): 货代 (wxid_leo12345)\n账号: wxid_me000001\n时间范围: 全部\n消息类型: 全部\n导出时间: 2026-05-20 08:00:00\n\n" +
				"[2026-05-12 10:00:00] [系统] \"Leo\" 撤回了一条消息\n[2026-05-12 10:05:00] Leo (义乌): 货代(wxid_leo12345): 第一行\n\n第三行 (x): y\n" +
				"[2026-05-12 10:06:00] Karim(wxid_me000001): [文件] aa.pdfaa.pdf size=12\n[2026-05-12 10:07:00] Leo (义乌): 货代(wxid_leo12345): 请收款金额=￥800.00 状态=待收款\n" +
				"[2026-05-12 10:08:00] Leo (义乌): 货代(wxid_leo12345): [语音 6秒] 转写=不方便\n[2026-05-12 10:09:00] Leo (义乌): 货代(wxid_leo12345): [位置] 地点=港 地址=路 坐标=1,2",
			want: []string{
				"7|2026-05-12T10:00:00||deleted|\"Leo\" 撤回了一条消息",
				"8|2026-05-12T10:05:00|Leo (义乌): 货代|text|第一行⏎⏎第三行 (x): y",
				"11|2026-05-12T10:06:00|Karim|media|[文件] aa.pdfaa.pdf size=12[aa.pdf]",
				"12|2026-05-12T10:07:00|Leo (义乌): 货代|transfer|请收款金额=￥800.00 状态=待收款",
				"13|2026-05-12T10:08:00|Leo (义乌): 货代|media|[语音 6秒] 转写=不方便",
				"14|2026-05-12T10:09:00|Leo (义乌): 货代|location|[位置] 地点=港 地址=路 坐标=1,2",
			},
		},
		{
			name: "wechatexporter in English", file: "a.txt", format: "wechat-exporter-txt",
			in: "Cathy - WeChat Chat History\n\nCathy (2024-06-11 08:30:01):[File: PI.pdf]\nMe (2024-06-11 08:31:00):see (2024-06-10 09:00:00): no header\nCathy (2024-06-11 08:32:00):Weixin Transfer ￥5.00 - ReceivedMe (2024-06-11 08:33:00):thanks\n\nbye\n",
			want: []string{
				"3|2024-06-11T08:30:01|Cathy|media|[File: PI.pdf][PI.pdf]",
				"4|2024-06-11T08:31:00|Me|text|see (2024-06-10 09:00:00): no header",
				"5|2024-06-11T08:32:00|Cathy|transfer|Weixin Transfer ￥5.00 - Received",
				"5|2024-06-11T08:33:00|Me|text|thanks⏎⏎bye",
			},
		},
		{
			name: "wechat-dump", file: "a.txt", format: "wechat-dump-txt",
			in: "1|A|B: C:2014-01-02 03:04:05.123456:hello: world\nsecond\n3|me:2014-01-02 03:04:06:Image|img:img/2014/x.jpg\n436207665|A|B: C:2014-01-02 03:04:07:[RED ENVELOPE] hi\n49|me:2014-01-02 03:04:08:FILE:contract.pdf\n50|me:2014-01-02 03:04:09:REQUEST VIDEO CHAT\n42|me:2014-01-02 03:04:10:NAMECARD: <msg username=\"x\" nickname=\"Zhang\"/>\n",
			want: []string{
				"1|2014-01-02T03:04:05|A|B: C|text|hello: world⏎second",
				"3|2014-01-02T03:04:06|me|media|Image[x.jpg]",
				"4|2014-01-02T03:04:07|A|B: C|transfer|[RED ENVELOPE] hi",
				"5|2014-01-02T03:04:08|me|media|FILE:contract.pdf[contract.pdf]",
				"6|2014-01-02T03:04:09|me|call|REQUEST VIDEO CHAT",
				"7|2014-01-02T03:04:10|me|contact|Zhang",
			},
		},
		{
			name: "wx-cli, two people", file: "a.txt", format: "wechat-wxcli-txt",
			in: "=== Lily Chen (6 条) ===\n\n[2025-01-02 09:00] hello\n[2025-01-02 09:01] Tom: hi\n[2025-01-02 09:02] Bank: ICBC\nA/C: 12\n[2025-01-02 09:03] Tom: [图片] local_id=4\n[2025-01-02 09:04] [撤回] Lily 撤回了一条消息\n[2025-01-02 09:05] [系统] 以上是打招呼的内容",
			want: []string{
				"3|2025-01-02T09:00|Lily Chen|text|hello",
				"4|2025-01-02T09:01|Tom|text|hi",
				"5|2025-01-02T09:02|Lily Chen|text|Bank: ICBC⏎A/C: 12",
				"7|2025-01-02T09:03|Tom|media|[图片] local_id=4",
				"8|2025-01-02T09:04||deleted|[撤回] Lily 撤回了一条消息",
				"9|2025-01-02T09:05||system|[系统] 以上是打招呼的内容",
			},
		},
		{
			name: "wx-cli, group", file: "a.txt", format: "wechat-wxcli-txt",
			in:   "=== 工厂群[群] (2 条) ===\n\n[2025-01-02 09:00] A: x\n[2025-01-02 09:01] B: y\n",
			want: []string{"3|2025-01-02T09:00|A|text|x", "4|2025-01-02T09:01|B|text|y"},
		},
		{
			name: "mailed from an iPhone", file: "a.txt", format: "wechat-mail-txt",
			in: "Dear:\n\n\"喵喵11:00-20:00\"和\"Tom\"的聊天记录如下:\n\n—————  2025-5-31  —————\n\n喵喵11:00-20:00 下午5:34\n\n图片1（可在附件中查看）\n\nTom 晚上11:05\n\nSee you\n\nat the fair 9:00\n[合同 : http://x.invalid]\n\n发自我的 iPhone\n",
			want: []string{
				"7|2025-05-31T17:34|喵喵11:00-20:00|media|图片1（可在附件中查看）",
				"11|2025-05-31T23:05|Tom|text|See you⏎⏎at the fair 9:00⏎[合同 : http://x.invalid]",
			},
		},
		{
			name: "mail of a phone", file: "a.eml", format: "wechat-mail-eml",
			in: "From: a@x.invalid\r\nTo: b@x.invalid\r\nSubject: =?UTF-8?B?IkEi5ZKMIkIi55qE6IGK5aSp6K6w5b2V?=\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
				base64.StdEncoding.EncodeToString([]byte("Dear:\n\n\"A\"和\"B\"的聊天记录如下:\n\n—————  2025-5-31  —————\n\nA 17:34\n\nhi\n\nB 17:35\n\nyo\n")) + "\r\n",
			want: []string{"0|2025-05-31T17:34|A|text|hi", "0|2025-05-31T17:35|B|text|yo"},
		},
		{
			name: "mailed, blank lines collapsed, dashes without blanks", file: "a.txt", format: "wechat-mail-txt",
			in: "X 微信群上的聊天记录如下，请查收。\n—————2016-04-02—————\nLi Na  09:15\ntext\nAmy  09:16\nLi Na  09:17\nagain\n",
			want: []string{
				"3|2016-04-02T09:15|Li Na|text|text⏎Amy  09:16",
				"6|2016-04-02T09:17|Li Na|text|again",
			},
		},
		{
			name: "copied on a Mac with PM", file: "a.txt", format: "wechat-copied-mac",
			in: "Echo Liu 2023/9/16 2:51 PM\nhi\n\nNina 2023/9/16 12:05 AM\n[File] PI.pdf\n",
			want: []string{
				"1|2023-09-16T14:51|Echo Liu|text|hi",
				"4|2023-09-16T00:05|Nina|media|[File] PI.pdf[PI.pdf]",
			},
		},
		{
			name: "copied on an iPhone", file: "a.txt", format: "wechat-copied-phone",
			in: "Echo Liu\n2026年07月16日 17:08\nhi\n\nstill hi\n\nNina\n2026年07月16日 下午5:09\n[Voice] 3\"\n",
			want: []string{
				"1|2026-07-16T17:08|Echo Liu|text|hi⏎⏎still hi",
				"7|2026-07-16T17:09|Nina|media|[Voice] 3\"",
			},
		},
		{
			name: "copied from QQ", file: "a.txt", format: "qq-copied",
			in:   "老吴 1:19:33\n在吗\n\n刘: 02-23 18:05:27\n在\n",
			want: []string{"1||老吴|text|在吗", "4||刘|text|在"},
		},
		{
			name: "qq without blank lines and with AM", file: "a.txt", format: "qq-manager-txt",
			in: qqTitle + "\r\n\r\n" + qqRule + "\r\n消息分组:群\r\n" + qqRule + "\r\n消息对象:五金\r\n" + qqRule + "\r\n\r\n2012-03-05 9:05:09 PM 阿杰(10086123)\r\n早\r\n2012-03-05 9:06:09 PM Mike<m@x.invalid>\r\n2012-03-05 9:06:09 tomorrow\r\n",
			want: []string{
				"9|2012-03-05T21:05:09|阿杰|text|早{五金}",
				"11|2012-03-05T21:06:09|Mike|text|2012-03-05 9:06:09 tomorrow{五金}",
			},
		},
	})
}
