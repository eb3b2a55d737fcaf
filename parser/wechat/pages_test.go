package wechat

import (
	"errors"
	"strings"
	"testing"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

func TestDocuments(t *testing.T) {
	runForms(t, []form{
		{
			name: "chatlog version 3: owner without id, system line marked as own, quoted place", file: "a.json", format: "wechat-chatlog-json",
			in: `[{"time":"2025-03-10T16:00:00.123+08:00","talker":"p","sender":"","isSelf":true,"type":1,"subType":0,"content":"hi"},` +
				`{"time":"2025-03-10T16:01:00+08:00","talker":"p","sender":"系统消息","isSelf":true,"type":10000,"subType":4,"content":"\"A\" 拍了拍我"},` +
				`{"time":"2025-03-10T16:02:00+08:00","talker":"p","sender":"p","senderName":"P","isSelf":false,"type":49,"subType":57,"content":"ok","contents":{"refer":{"sender":"m","type":48,"subType":0,"content":"","contents":{"label":"路"}}}}]`,
			want: []string{
				"0|2025-03-10T16:00:00+08:00|(self)|text|hi",
				"0|2025-03-10T16:01:00+08:00||system|\"A\" 拍了拍我",
				"0|2025-03-10T16:02:00+08:00|P|text|ok«m: 路»",
			},
		},
		{
			name: "chatlog in a wrapper", file: "a.json", format: "wechat-chatlog-json",
			in:   `{"total":1,"items":[{"time":"2025-03-10T16:00:00+08:00","talker":"p","sender":"p","isSelf":false,"type":1,"subType":0,"content":"hi"}]}`,
			want: []string{"0|2025-03-10T16:00:00+08:00|p|text|hi"},
		},
		{
			name: "chatlog cut in a message", file: "a.json", format: "wechat-chatlog-json",
			in:     `[{"time":"2025-03-10T16:00:00+08:00","talker":"p","sender":"p","isSelf":false,"type":1,"subType":0,"content":"hi"},{"time":"2025-03-10T16:01:00+08:00","talker":"p","send`,
			want:   []string{"0|2025-03-10T16:00:00+08:00|p|text|hi"},
			broken: 1,
		},
		{
			name: "weflow compact, senders behind the messages", file: "a.json", format: "wechat-weflow-json",
			in: `{"weflow":{"format":"arkme-json"},"messages":[{"localId":1,"createTime":1770082220,"formattedTime":"2026-02-03 02:30:20","type":"链接消息","localType":21474836529,"content":"[链接]","linkTitle":"T","linkUrl":"http://x.invalid","senderID":2},` +
				`{"localId":2,"createTime":1770082221000,"type":"其他消息","localType":49,"content":"x","isSend":null,"senderID":9}],"senders":[{"senderID":2,"displayName":"Lin"}],"session":{"displayName":"Lin"}}`,
			want: []string{
				"0|2026-02-03T02:30:20+01:00|Lin|link|T⏎http://x.invalid",
				"0|2026-02-03T01:30:21Z|Lin|other|x",
			},
		},
		{
			name: "echotrace", file: "a.json", format: "wechat-echotrace-json",
			in: `{"session":{"wxid":"w","displayName":"Lin","type":"私聊"},"messages":[{"localId":1,"createTime":1770082220,"formattedTime":"2026-02-03 09:30:20","type":"转账卡片","localType":49,"content":"[转账]","isSend":null,"senderUsername":null},` +
				`{"localId":2,"createTime":1770082221,"type":"图片消息","localType":3,"content":"[图片]","mediaPath":"media\\images\\a.jpg","isSend":1,"senderUsername":""}]}`,
			want: []string{
				"0|2026-02-03T09:30:20+08:00|Lin|transfer|[转账]",
				"0|2026-02-03T01:30:21Z|(self)|media|[图片][a.jpg]",
			},
		},
		{
			name: "ciphertalk", file: "a.json", format: "wechat-ciphertalk-json",
			in:   `{"exportInfo":{"version":"2","generator":"CipherTalk"},"session":{"displayName":"Lin"},"messages":[{"localId":1,"createTime":1770082220,"localType":42,"content":"","rawContent":"<msg nickname=\"Zhang\"/>","isSend":0,"senderDisplayName":"Lin"}]}`,
			want: []string{"0|2026-02-03T01:30:20Z|Lin|contact|Zhang"},
		},
		{
			name: "memotrace 3 side file", file: "a.html.json", format: "wechat-memotrace3-json",
			in: `[{"type":"1","is_send":true,"timestamp":1705287620,"server_id":"1","display_name":"","text":"a <b>","xml_dict":{}},` +
				`{"type":"8589934592049","is_send":0,"timestamp":1705287621,"display_name":"Lin","text":"已收款","fee_desc":"￥5.00","pay_memo":"样品","xml_dict":{}},` +
				`{"type":"244813135921","is_send":0,"timestamp":1705287622,"display_name":"Lin","text":"好","quote_text":"Wang：行吗","xml_dict":{}},` +
				`{"type":"25769803825","is_send":0,"timestamp":1705287623,"display_name":"Lin","file_name":"a.pdf","path":"./file/a.pdf","xml_dict":{}},` +
				`{"type":"10000","is_send":0,"timestamp":1705287624,"display_name":"Lin","text":"\"Lin\" 拍了拍我","xml_dict":{}},` +
				`{"type":"48","is_send":0,"timestamp":1705287625,"display_name":"Lin","x":"1","y":"2","label":"路","poiname":"厂","xml_dict":{}},` +
				`{"type":"81604378673","is_send":0,"timestamp":1705287626,"display_name":"Lin","title":"记录","messages":[{"display_name":"A","text":"x"}],"xml_dict":{}}]`,
			want: []string{
				"0|2024-01-15T03:00:20Z|(self)|text|a <b>",
				"0|2024-01-15T03:00:21Z|Lin|transfer|已收款⏎￥5.00⏎样品",
				"0|2024-01-15T03:00:22Z|Lin|text|好«Wang：行吗»",
				"0|2024-01-15T03:00:23Z|Lin|media|[a.pdf]",
				"0|2024-01-15T03:00:24Z||system|\"Lin\" 拍了拍我",
				"0|2024-01-15T03:00:25Z|Lin|location|厂⏎路",
				"0|2024-01-15T03:00:26Z|Lin|other|记录⏎A: x",
			},
		},
		{
			name: "pywxdump json", file: "a.json", format: "wechat-pywxdump-json",
			in:   `[{"id":1,"MsgSvrID":"2","type_name":"文本","is_sender":1,"talker":"","room_name":"p","msg":"hi","src":"","extra":{},"CreateTime":"2024-08-19 14:00:02"}]`,
			want: []string{"0|2024-08-19T14:00:02|(self)|text|hi"},
		},
		{
			name: "pywxdump data.js with names behind the messages", file: "data.js", format: "wechat-pywxdump-script",
			in: "const local_msg_list = [{\"type_name\": \"文本\", \"is_sender\": 0, \"talker\": \"wxid_a\", \"room_name\": \"r\", \"msg\": \"hi\", \"src\": \"\", \"CreateTime\": \"2024-08-19 14:00:02\"}];\n" +
				"const local_user_list = {\"wxid_a\": {\"wxid\": \"wxid_a\", \"nickname\": \"A\", \"remark\": \"Amy\"}};",
			want: []string{"0|2024-08-19T14:00:02|Amy|text|hi"},
		},
		{
			name: "chatlab json of another platform", file: "a.json", format: "wechat-chatlab-json",
			in: `{"chatlab":{"version":"0.0.1"},"meta":{"name":"Lin","platform":"qq"},"members":[{"platformId":"1","accountName":"Lin"}],"messages":[` +
				`{"sender":"1","timestamp":1705287620,"type":0,"content":"hi"},{"sender":"2","accountName":"B","groupNickname":"Boss","timestamp":1705287621,"type":21,"content":null},` +
				`{"sender":"1","timestamp":1705287622,"type":80,"content":"\"Lin\" 撤回了一条消息"},{"sender":"1","timestamp":1705287623,"type":55,"content":"?"}]}`,
			want: []string{
				"0|2024-01-15T03:00:20Z|Lin|text|hi",
				"0|2024-01-15T03:00:21Z|Boss|transfer|",
				"0|2024-01-15T03:00:22Z||deleted|\"Lin\" 撤回了一条消息",
				"0|2024-01-15T03:00:23Z|Lin|other|?",
			},
		},
		{
			name: "chatlab lines", file: "a.jsonl", format: "wechat-chatlab-jsonl",
			in: `{"_type":"header","chatlab":{},"meta":{"platform":"wechat"}}` + "\n" + `{"_type":"member","platformId":"1","accountName":"Lin"}` + "\n\n" +
				`{"_type":"message","sender":"1","timestamp":1705287620,"type":81,"content":""}` + "\n" + `{"_type":"message","sender":"1","ti`,
			want:   []string{"4|2024-01-15T03:00:20Z||deleted|"},
			broken: 1,
		},
		{
			name: "wecom archive", file: "a.jsonl", format: "wechat-wecom-jsonl",
			in: `{"msgid":"1","action":"send","from":"wmAbc","tolist":["zhang"],"roomid":"","msgtime":1705287620123,"msgtype":"text","text":{"content":"付款到新账户"}}` + "\n" +
				`{"msgid":"2","action":"send","from":"zhang","tolist":["wmAbc"],"roomid":"","msgtime":1705287621123,"msgtype":"file","file":{"filename":"a.pdf"}}` + "\n" +
				`{"msgid":"3","action":"send","from":"zhang","tolist":["wmAbc"],"roomid":"r1","msgtime":1705287622123,"msgtype":"mixed","mixed":{"item":[{"type":"text","content":"{\"content\":\"见图\"}"},{"type":"image","content":"{\"md5sum\":\"x\"}"}]}}` + "\n" +
				`{"msgid":"4","action":"send","from":"zhang","tolist":["wmAbc"],"msgtime":1705287623123,"msgtype":"external_redpacket","redpacket":{"wish":"恭喜"}}` + "\n" +
				`{"msgid":"5","action":"recall","from":"zhang","tolist":["wmAbc"],"msgtime":1705287624123,"msgtype":"revoke","revoke":{"pre_msgid":"1"}}` + "\n" +
				`{"msgid":"6","action":"switch","time":1705287624123,"user":"zhang"}` + "\n" +
				`{"msgid":"7","action":"send","from":"zhang","tolist":["wmAbc"],"msgtime":1705287625123,"msgtype":"chatrecord","chatrecord":{"title":"记录","item":[{"type":"ChatRecordText","content":"{\"content\":\"甲\"}"}]}}` + "\n" +
				`{"msgid":"8","action":"send","from":"zhang","tolist":["wmAbc"],"msgtime":1705287626123,"msgtype":"card","card":{"corpname":"恒泰","userid":"li"}}` + "\n",
			want: []string{
				"1|2024-01-15T03:00:20Z|wmAbc|text|付款到新账户{wmAbc, zhang}",
				"2|2024-01-15T03:00:21Z|zhang|media|[a.pdf]{wmAbc, zhang}",
				"3|2024-01-15T03:00:22Z|zhang|text|见图{r1}",
				"4|2024-01-15T03:00:23Z|zhang|transfer|恭喜{wmAbc, zhang}",
				"5|2024-01-15T03:00:24Z||deleted|{wmAbc, zhang}",
				"7|2024-01-15T03:00:25Z|zhang|other|记录⏎甲{wmAbc, zhang}",
				"8|2024-01-15T03:00:26Z|zhang|contact|恒泰⏎li{wmAbc, zhang}",
			},
		},
	})
}

func TestPages(t *testing.T) {
	runForms(t, []form{
		{
			name: "memotrace 2: apostrophe in a title ends the string", file: "a.html", format: "wechat-memotrace2-html",
			in: "<script>\nconst chatMessages = [\n{ type:1, text: 'a',is_send:1,timestamp:1705287620,displayname:''},{ type:49,sub_type:5, text:'',is_send:0,timestamp:1705287621,displayname:'L',url:'u',title:'It's here',description:''},\n" +
				"{ type:47, text: './emoji/x.gif',is_send:0,timestamp:1705287622,displayname:'L'},{ type:1, text: '视频丢失',is_send:0,timestamp:1705287623,displayname:'L'},];</script>",
			want: []string{
				"0|2024-01-15T03:00:20Z|(self)|text|a",
				"0|2024-01-15T03:00:22Z|L|sticker|[x.gif]",
				"0|2024-01-15T03:00:23Z|L|media|视频丢失",
			},
			broken: 1,
		},
		{
			name: "memotrace 3", file: "a.html", format: "wechat-memotrace3-html",
			in: `<html><script>const chatMessages = [{"type":"1","is_send":false,"timestamp":1705287620,"display_name":"O&#39;N","text":"a &lt;b&gt; &amp;amp;"},` +
				`{"type":"21474836529","is_send":false,"timestamp":1705287621,"display_name":"L","title":"A &amp; B","description":"d","url":"http://x.invalid/?a=1&amp;b"},` +
				`{"type":"34","is_send":false,"timestamp":1705287622,"display_name":"L","path":"./voice/a.mp3","voice_to_text":"好"}];</script>`,
			want: []string{
				"0|2024-01-15T03:00:20Z|O'N|text|a <b> &amp;",
				"0|2024-01-15T03:00:21Z|L|link|A & B⏎d⏎http://x.invalid/?a=1&amp;b",
				"0|2024-01-15T03:00:22Z|L|media|好[a.mp3]",
			},
		},
		{
			name: "memotrace 3, list behind a long style sheet", file: "a.html", format: "wechat-memotrace2-html",
			in:   `<html><style>.bubble-left{} ` + strings.Repeat(".a{} ", 20_000) + `</style><script>const chatMessages = [{"type":"1","is_send":false,"timestamp":1705287620,"server_id":"1","display_name":"L","text":"a"}];</script>`,
			want: []string{"0|2024-01-15T03:00:20Z|L|text|a"},
		},
		{
			name: "weflow", file: "a.html", format: "wechat-weflow-html",
			in: `<html><h1 class="title">Lin</h1><script>window.WEFLOW_DATA = [` + "\n" +
				`{"t":1705287620,"s":0,"b":"<div class=\"message-time\">2024-01-15 11:00:20</div><div class=\"message-content\"><div class=\"quoted-message\">W：x</div><div class=\"message-text\">你好<img class=\"inline-emoji\" alt=\"[微笑]\"><br>二<\/div></div>"},` + "\n" +
				`{"t":1705287621,"s":1,"b":"<div class=\"message-content\"><img class=\"message-media image\" src=\"media/images/a%20b.jpg\"></div>"},` + "\n" +
				`{"t":1705287622,"s":0,"b":"<div class=\"message-content\"><a class=\"message-link-card\" href=\"http://x.invalid\"><div>标题</div><div>描述</div></a></div>"},` + "\n" +
				`{"t":1705287623,"s":0,"b":"<div class=\"message-content\"><div class=\"message-text\">&quot;Lin&quot; 撤回了一条消息</div></div>"}];</script>`,
			want: []string{
				"0|2024-01-15T11:00:20+08:00|Lin|text|你好[微笑]⏎二«W：x»",
				"0|2024-01-15T03:00:21Z|(self)|media|[a b.jpg]",
				"0|2024-01-15T03:00:22Z|Lin|link|标题⏎描述⏎http://x.invalid",
				"0|2024-01-15T03:00:23Z||deleted|\"Lin\" 撤回了一条消息",
			},
		},
		{
			name: "echotrace", file: "a.html", format: "wechat-echotrace-html",
			in:   `<title>Lin</title><script>const messagesData = [{"isSend":false,"senderName":"","timestamp":1705287620,"content":"<p>好</p>"},{"isSend":true,"timestamp":1705287621,"content":"ok"}]</script>`,
			want: []string{"0|2024-01-15T03:00:20Z|Lin|text|好", "0|2024-01-15T03:00:21Z|(self)|text|ok"},
		},
		{
			name: "wechatdataanalysis", file: "a.html", format: "wechat-dataanalysis-html",
			in: `<html><h1>Leo</h1><div data-wce-create-time="1705287620" data-render-type="text"><div class="wce-msg-row wce-msg-row-received"><div class="msg-bubble">你好</div></div></div>` +
				`<div data-wce-create-time="1705287621" data-render-type="system"><div class="wce-system">"Leo" 拍了拍我</div></div>` +
				`<div data-wce-create-time="1705287622" data-render-type="image"><div class="wce-msg-row-sent"><div class="msg-bubble"><img src="media/a.jpg"></div></div></div></html>`,
			want: []string{
				"0|2024-01-15T03:00:20Z|Leo|text|你好",
				"0|2024-01-15T03:00:21Z||system|\"Leo\" 拍了拍我",
				"0|2024-01-15T03:00:22Z|(self)|media|[a.jpg]",
			},
		},
		{
			name: "wechatexporter, newest first, stray < in a text, forward", file: "a.html", format: "wechat-exporter-html",
			in: `<html><title>C - WeChat Chat History</title><body><span class="sname">C</span><div class="msgs" id="msgs-div">` +
				bubble("left", "1", "C", "2024-06-11 09:00:03", `<span class="msg-text"><pre>if a <b and c</pre></span>`) +
				bubble("right", "1", "M", "2024-06-11 09:00:02", `<span class="msg-text"><pre>two</pre></span>`) +
				bubble("left", "1", "C", "2024-06-11 09:00:01", `<span class="msg-text"><pre>one</pre></span>`) + `</div></body></html>`,
			want: []string{
				"0|2024-06-11T09:00:01|C|text|one",
				"0|2024-06-11T09:00:02|M|text|two",
				"0|2024-06-11T09:00:03|C|text|if a <b and c",
			},
		},
		{
			name: "wechatexporter, other classes and attributes", file: "a.html", format: "wechat-exporter-html",
			in: `<html><title>C - 微信聊天记录</title><body><div id='msgs-div'><div id="m1" data-x="1" class="row msg chat left" msgtype="1"><div class="nt-box"><b>C D</b> 2024-06-11 09:00:03</div><div class="content-box"><span class="msg-text"><pre class="p">a < b</pre></span></div></div>` +
				`<div msgid="2" class="item right" msgtype="47"><div class="nt-box">2024-06-11 09:00:04</div><div class="content-box"><img src="Files/Emoji/a.gif" rawsrc="x"></div></div></div></body></html>`,
			want: []string{
				"0|2024-06-11T09:00:03|C D|text|a < b",
				"0|2024-06-11T09:00:04|(self)|sticker|[a.gif]",
			},
		},
		{
			name: "wechatexporter, a layout that is not known", file: "a.html", format: "wechat-exporter-html",
			in: `<html><title>C - 微信聊天记录</title><body><div id="msgs-div"><div class="msg chat"><i>2024-06-11 09:00:03</i><span class="sname">C</span><p>pay here</p></div></div></body></html>`,
			want: []string{
				"0|||text|2024-06-11 09:00:03⏎C⏎pay here",
			},
			broken: 1,
		},
		{
			name: "wechatexporter, script file with a forward", file: "msg-1.js", format: "wechat-exporter-script",
			in: `var msgArray = [` + jsString(bubble("left", "1", "C", "2024-06-11 09:00:01", `<span class="msg-text"><pre>\u4f60好</pre></span>`)) + "," +
				jsString(`<div class="msg fmsgtag"><div class="content-box"><span class="msg-text"><pre><< 记录</pre></span></div></div>`) + "," +
				jsString(bubble("left fmsg", "1", "D", "2024-06-11 08:00:01", `<span class="msg-text"><pre>inner</pre></span>`)) + "," +
				jsString(`<div class="msg fmsgtag"><div class="content-box"><span class="msg-text"><pre>记录 结束 >></pre></span></div></div>`) + `];`,
			want: []string{
				"0|2024-06-11T09:00:01|C|text|你好",
				"0|||other|<< 记录",
				"0|2024-06-11T08:00:01|D|other|inner",
				"0|||other|记录 结束 >>",
			},
		},
		{
			name: "wechat-dump", file: "a.html", format: "wechat-dump-html",
			in:   `<html><title>Lin</title><div class="chatItem you"><div class="cloudPanel" title="2014-01-02 03:04:05"><div class="cloudContent">hello</div></div></div><div class="chatItem me"><div class="cloudPanel" title="2014-01-02 03:04:06"><div class="cloudContent"><img src="img/a.jpg"></div></div></div></html>`,
			want: []string{"0|2014-01-02T03:04:05|Lin|text|hello", "0|2014-01-02T03:04:06|(self)|media|[a.jpg]"},
		},
	})
}

// bubble is a message as WechatExporter writes it.
func bubble(class, typ, name, at, box string) string {
	return `<div class="msg chat ` + class + ` " msgid="1" msgtype="` + typ + `"><div class="nt-box"><span class="dspname">` + name + `</span> ` + at + `</div><div class="content-box">` + box + `</div></div>`
}

func jsString(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }

func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		name, file, in, format, says string
	}{
		{"training", "a.json", `[{"conversations":[{"role":"user","content":"x"}]}]`, "wechat-training", "training"},
		{"training lines", "train.jsonl", `{"messages":[{"role":"user","content":"x"}]}` + "\n", "wechat-training", "training"},
		{"contacts", "users.json", `{"wxid_a":{"wxid":"wxid_a","nickname":"A","remark":""}}`, "wechat-contacts", "contacts"},
		{"keys", "key.json", `[{"pid":12,"wxid":"wxid_a","key":"aa","filePath":"C:\\x"}]`, "wechat-keys", "keys"},
		{"database", "MSG0.db", "SQLite format 3\x00\x10\x00\x01\x01\x00\x40\x20\x20\x00\x00\x01\x02\x00\x00\x00\x03\xff\xfe\x9a\x81", "wechat-database", "database"},
		{"encrypted database", "EnMicroMsg.db", "\x01\x02\x03\x9f\x00", "wechat-database", "database"},
		{"page without its data", "index.html", `<html><title>C - 微信聊天记录</title><body><span class="sname">C</span><div class="msgs" id="msgs-div"></div></body></html>`, "wechat-exporter-html", "Files/Data"},
		{"empty list", "a.html", "<script>const chatMessages = [\n];</script>", "wechat-memotrace2-html", "no message"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			src := source.Bytes(tt.file, []byte(tt.in))
			var f Format
			top := 0
			for _, g := range formats() {
				if n := g.Sniff(src.Name, headText(t, src)); n > top {
					f, top = g, n
				}
			}
			if f.Name() != tt.format {
				t.Fatalf("recognised as %s, want %s", f.Name(), tt.format)
			}
			r := readAll(f, src, chat.Options{})
			var refusal *chat.Refusal
			if !errors.As(r.err, &refusal) || !strings.Contains(refusal.Text, tt.says) {
				t.Errorf("got %v, want a refusal with %q", r.err, tt.says)
			}
			if len(r.messages) > 0 {
				t.Errorf("got %d messages", len(r.messages))
			}
		})
	}
}

func TestPrivacyModeIsFlagged(t *testing.T) {
	in := `{"schemaVersion":1,"conversation":{"displayName":"对方"},"messages":[{"createTime":1778551200,"createTimeText":"2026-05-12 10:00:00","type":1,"renderType":"text","isSent":false,"senderDisplayName":"对方","content":"[文本]"}]}`
	r := readAll(DataAnalysisJSON(), source.Bytes("messages.json", []byte(in)), chat.Options{})
	if len(r.messages) != 1 || len(r.problems) != 1 || len(r.cov.Missing) != 1 || !strings.Contains(r.cov.Missing[0], "privacy mode") {
		t.Errorf("messages %d, problems %v, missing %q", len(r.messages), r.problems, r.cov.Missing)
	}
}
