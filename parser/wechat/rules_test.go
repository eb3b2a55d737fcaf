package wechat

import (
	"strings"
	"testing"

	"backchannel/parser/chat"
	"backchannel/parser/wechat/internal/literal"
)

func TestKindOf(t *testing.T) {
	for _, tt := range []struct {
		typ, sub int64
		want     chat.Kind
	}{
		{1, 0, chat.Text}, {3, 0, chat.Media}, {34, 0, chat.Media}, {37, 0, chat.Notice}, {42, 0, chat.Contact},
		{43, 0, chat.Media}, {62, 0, chat.Media}, {47, 0, chat.Sticker}, {48, 0, chat.Location},
		{49, 0, chat.Media}, {49, 1, chat.Text}, {49, 3, chat.Link}, {49, 76, chat.Link}, {49, 92, chat.Link},
		{49, 4, chat.Link}, {49, 5, chat.Link}, {49, 68, chat.Link}, {49, 6, chat.Media}, {49, 74, chat.Media},
		{49, 8, chat.Sticker}, {49, 17, chat.Location}, {49, 19, chat.Other}, {49, 24, chat.Other},
		{49, 33, chat.Link}, {49, 36, chat.Link}, {49, 50, chat.Contact}, {49, 51, chat.Link}, {49, 63, chat.Link},
		{49, 88, chat.Link}, {49, 53, chat.Text}, {49, 57, chat.Text}, {49, 62, chat.Notice}, {49, 87, chat.Text},
		{49, 2000, chat.Transfer}, {49, 2001, chat.Transfer}, {49, 2003, chat.Transfer}, {49, 12345, chat.Other},
		{50, 0, chat.Call}, {64, 0, chat.Notice}, {66, 0, chat.Contact}, {10000, 0, chat.Notice}, {10000, 4, chat.Notice},
		{10002, 0, chat.Notice}, {9999, 0, chat.Other},
		// Version 4.
		{4294967345, 0, chat.Text}, {12884901937, 0, chat.Link}, {326417514545, 0, chat.Link}, {17179869233, 0, chat.Link},
		{21474836529, 0, chat.Link}, {292057776177, 0, chat.Link}, {25769803825, 0, chat.Media}, {34359738417, 0, chat.Sticker},
		{81604378673, 0, chat.Other}, {103079215153, 0, chat.Other}, {141733920817, 0, chat.Link}, {154618822705, 0, chat.Link},
		{219043332145, 0, chat.Link}, {270582939697, 0, chat.Link}, {244813135921, 0, chat.Text}, {266287972401, 0, chat.Notice},
		{8589934592049, 0, chat.Transfer}, {8594229559345, 0, chat.Transfer},
		// Android.
		{419430449, 0, chat.Transfer}, {436207665, 0, chat.Transfer}, {822083633, 0, chat.Text}, {1090519089, 0, chat.Media},
		{1048625, 0, chat.Sticker}, {16777265, 0, chat.Link}, {1040187441, 0, chat.Link}, {-1879048186, 0, chat.Location},
	} {
		if got := kindOf(tt.typ, tt.sub); got != tt.want {
			t.Errorf("%d, %d: got %s, want %s", tt.typ, tt.sub, got, tt.want)
		}
	}
}

func TestKindOfName(t *testing.T) {
	for kind, names := range map[chat.Kind]string{
		chat.Text:     "文本 粘贴的文本 引用消息 引用回复 接龙 群公告 文本消息",
		chat.Media:    "图片 视频 语音 文件 图片消息 语音消息 视频消息 文件消息",
		chat.Sticker:  "表情包 动画表情 用户上传的GIF表情",
		chat.Call:     "音视频通话 语音通话 通话消息",
		chat.Location: "位置分享 位置 位置共享 位置消息",
		chat.Link:     "分享链接 小程序 视频号 音乐分享 (分享)卡片式链接 (分享)小程序 (分享)音乐 (分享)视频号视频 链接消息 小程序消息 音乐消息 卡片式链接 图文消息 小程序分享 音乐卡片 视频号直播卡片",
		chat.Transfer: "红包 转账 赠送红包封面 转账消息 红包卡片 转账卡片",
		chat.Contact:  "个人/公众号名片 企业微信名片 (分享)视频号名片 推荐公众号 名片消息",
		chat.Other:    "合并转发的聊天记录 收藏笔记 (分享)笔记 未知类型 未知 聊天记录 聊天记录合并转发 其他消息 未知类型(49)",
		chat.Notice:   "系统消息 拍一拍 系统通知 邀请加群 添加好友 拍一拍消息",
		chat.Deleted:  "消息撤回1 消息撤回5 消息撤回6 消息撤回33 消息撤回36 消息撤回57",
	} {
		for name := range strings.FieldsSeq(names) {
			if got, ok := kindOfName(name); !ok || got != kind {
				t.Errorf("%s: got %q %v, want %s", name, got, ok, kind)
			}
		}
	}
	if k, ok := kindOfName("Bogus"); ok {
		t.Errorf("Bogus is %s", k)
	}
}

func TestNotices(t *testing.T) {
	for kind, lines := range map[chat.Kind][]string{
		chat.Notice: {
			"你已添加了Lily 🌷，现在可以开始聊天了。",
			"You have added Lily as your WeChat contact. Start chatting!",
			"Lily刚刚把你添加到通讯录，现在可以开始聊天了。",
			"Lily just added you to his/her contacts list. Send a message to him/her now!",
			"以上是打招呼的内容",
			"如果陌生人主动添加你为朋友，请谨慎核实对方身份。",
			"与对方发生资金往来可能存在风险。请注意核实身份，涉及汇款、转账等务必电话确认，谨防诈骗。",
			"与对方发生资金往来可能存在风险。请注意核实身份，涉及汇款、转账等务必电话确认，谨防诈骗。查看异常，我要投诉",
			"对方帐号异常，已被限制登录，消息无法送达",
			"消息已发出，但被对方拒收了。",
			"Lily开启了朋友验证，你还不是他（她）朋友。请先发送朋友验证请求，对方验证通过后，才能聊天。发送朋友验证",
			"由于工作变更，Leo将在24小时后添加为你的企业微信联系人，接替 Amy 继续为你提供服务。",
			`你拍了拍"Lily"`, `“Lily” 拍了拍我`, `"A" 拍了拍 "B"`, "Lily tickled me",
			"Lily领取了你的红包", "你领取了Lily的红包", "收到红包，请在手机上查看", "你有一笔待接收的转账",
			`"A"邀请"B、C"加入了群聊`, `"A"邀请你和"B"加入了群聊`, `"A" invited "B" to the group chat.`, "Lily修改群名为“工厂”",
		},
		chat.Deleted: {
			"你撤回了一条消息", `"Lily" 撤回了一条消息`, `“Lily”撤回了一条消息`, "Lily撤回了一条消息", "你撤回了一条消息 重新编辑", "你撤回了一条消息重新编辑",
			"You recalled a message", `"Lily" has recalled a message`, "You recalled a message.",
		},
		"": {
			"我通过了你的朋友验证请求，现在我们可以开始聊天了", "I've accepted your friend request. Now let's chat!",
			"他拍了拍产品的照片", "你为什么撤回了一条消息？", "请领取了你的红包再说", "撤回了一条消息", "收到红包", "你已添加了，现在可以开始聊天了。",
			"第一行\n你撤回了一条消息", "对方帐号异常", strings.Repeat("长", 100) + "撤回了一条消息",
		},
	} {
		for _, line := range lines {
			if got := noticeKind(line); got != kind {
				t.Errorf("%q: got %q, want %q", line, got, kind)
			}
		}
	}
}

func TestKindOfText(t *testing.T) {
	for _, tt := range []struct {
		family, text string
		want         chat.Kind
	}{
		{"memotrace2", "通话时长 05:12", chat.Call}, {"copied", "对方无应答", chat.Call}, {"copied", "已在其他设备接听", chat.Call},
		{"copied", "收到转账350.00元。如需收钱，请点此升级至最新版本", chat.Transfer}, {"copied", "收到转账350元", chat.Text},
		{"copied", "我给你发了一个红包，赶紧去拆!", chat.Transfer}, {"copied", "[图片] 你看", chat.Text}, {"copied", "[Link] x", chat.Link},
		{"weflow", "[语音通话] 05:12", chat.Call}, {"weflow", "[语音消息]", chat.Media}, {"weflow", "[转账收款] ￥3", chat.Transfer},
		{"exporter", "微信转账 吗", chat.Text}, {"exporter", "[Contact Card] Zhang", chat.Contact}, {"chatlog", "[GIF表情]", chat.Sticker},
		{"chatlog", "Type: 49 Content: x", chat.Other}, {"wxcli", "[撤回] x", chat.Deleted}, {"qq", "", chat.Text},
	} {
		if got := kindOfText(tt.family, tt.text); got != tt.want {
			t.Errorf("%s %q: got %s, want %s", tt.family, tt.text, got, tt.want)
		}
	}
}

func TestTimeRules(t *testing.T) {
	for _, tt := range []struct{ name, epoch, wall, want string }{
		{"printed offset", "", "2025-03-10T16:00:42+08:00", "2025-03-10T16:00:42+08:00"},
		{"printed offset wins over the epoch", "1741593642", "2025-03-10T16:00:42+08:00", "2025-03-10T16:00:42+08:00"},
		{"fraction and short offset", "", "2025-03-10T16:00:42.123+0530", "2025-03-10T16:00:42+05:30"},
		{"both", "1709258531", "2024-03-01 10:02:11", "2024-03-01T10:02:11+08:00"},
		{"both, west", "1709258531", "2024-02-29 22:32:11", "2024-02-29T22:32:11-03:30"},
		{"both, to the minute", "1709258531", "2024/3/1 10:02", "2024-03-01T10:02:11+08:00"},
		{"both, no multiple of 15 minutes", "1709258531", "2024-03-01 10:03:11", "2024-03-01T02:02:11Z"},
		{"both, more than 14 hours", "1709258531", "2024-03-02 10:02:11", "2024-03-01T02:02:11Z"},
		{"epoch", "1709258531", "", "2024-03-01T02:02:11Z"},
		{"milliseconds", "1709258531999", "", "2024-03-01T02:02:11Z"},
		{"epoch as text", `"1709258531"`, "", "2024-03-01T02:02:11Z"},
		{"wall clock", "", "2024-05-06 09:03:11", "2024-05-06T09:03:11"},
		{"to the minute", "", "2024-05-06 09:03", "2024-05-06T09:03"},
		{"Chinese date", "", "2026年07月16日 17:08", "2026-07-16T17:08"},
		{"12 hours", "", "2023/9/16 2:51 PM", "2023-09-16T14:51"},
		{"noon and midnight", "", "2023/9/16 12:01 AM", "2023-09-16T00:01"},
		{"day word before", "", "2023/9/16 下午3:05", "2023-09-16T15:05"},
		{"no year", "", "05-06 09:03", ""},
		{"clock alone", "", "09:03:11", ""},
		{"date alone", "", "2024-05-06", ""},
		{"no such day", "", "2023-02-29 09:03", ""},
		{"zero epoch", "0", "", ""},
		{"spoilt epoch", "1.709E+09", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := timeOf(literal.Value(tt.epoch), tt.wall); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestClockTime(t *testing.T) {
	for in, want := range map[string]string{
		"09:15": "09:15", "9:15:03": "09:15:03", "上午9:15": "09:15", "下午5:34": "17:34", "凌晨12:30": "00:30", "早上 6:05": "06:05",
		"中午12:30": "12:30", "中午1:10": "13:10", "中午11:50": "11:50", "晚上11:05": "23:05", "12:30 PM": "12:30", "12:30 AM": "00:30",
		"下午15:05": "15:05", "24:00": "", "9:60": "", "9:5": "", "": "", "09:15 x": "",
	} {
		got, _ := clockTime(in)
		if got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestTextRules(t *testing.T) {
	for _, tt := range []struct{ name, got, want string }{
		{"red packet", systemText(`<img src="x.png"/>  L领取了你的<_wc_custom_link_ color="#F">红包</_wc_custom_link_>`), "L领取了你的红包"},
		{"recall", systemText(`<revokemsg><![CDATA[你撤回了一条消息 <a href="weixin://revoke_edit_click">重新编辑</a>]]></revokemsg>`), "你撤回了一条消息"},
		{"sum below", systemText("a < b"), "a < b"},
		{"clean", clean(" a\r\n\r\nb \r\n"), "a\n\nb"},
		{"marks", unmark("\ufeffa\u202eb\u200dc\u2069"), "ab\u200dc"},
		{"curly quotes stay", unmark("“a”…"), "“a”…"},
		{"windows path", baseName(`FileStorage\File\2024-05\a b.pdf`), "a b.pdf"},
		{"drive", baseName(`D:\x\a.pdf`), "a.pdf"},
		{"address", baseName("http://x.invalid/a.pdf"), ""},
		{"percent", urlName("Files/a%20b.pdf"), "a b.pdf"},
		{"parent", baseName(".."), ""},
		{"media path", localPath("media/images/img_0041.jpg"), "img_0041.jpg"},
		{"words with a slash", localPath("30/70 by T/T. ok"), ""},
		{"file of memotrace 3", fileIn("【文件】a 1.5 MB b.xlsx 0.35 MB p\\a.xlsx xlsx 3f"), "a 1.5 MB b.xlsx"},
		{"file of chatlog", fileIn("[文件|a](b).pdf](http://127.0.0.1/x)"), "a](b).pdf"},
		{"lines", linesOf("a", "", "a", " b "), "a\nb"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}

func TestQuoteIn(t *testing.T) {
	for in, want := range map[string]string{
		"reply\n引用:Kevin:USD 6.80":                    "Kevin:USD 6.80",
		"reply\n引用：Lin: a\n\nb":                       "Lin: a\n\nb",
		"reply\n\n[引用](2024-08-19 14:07:12)Grace:old": "Grace:old",
		"reply[引用 Lin：Name: 陈]":                       "Lin：Name: 陈",
		"> a(b) 12-28 10:18:30\n> old\nreply":         "a(b) 12-28 10:18:30\nold",
		"「C：x」\n- - - - - - -\nreply":                 "C：x",
		"「C：x」 said he":                               "",
		"no quote [引用":                                "",
	} {
		if got := quoteIn(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
