package wechat

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// benchTexts are ordinary messages of both languages.
var benchTexts = []string{
	"Hi, please send the PI for the 3,000 hinges, we need it before Friday.",
	"亲，定金收到后 25 天出货，第三方验货随时可以来",
	"ok",
	"We pay 30% through Trade Assurance today.\nThe rest against the copy of the B/L, as always.",
	"收到，谢谢 [握手]",
	"[图片]",
}

// benchChat builds about size bytes of a form from parts.
func benchChat(size int, begin, end string, part func(i int, text string) string) []byte {
	var b bytes.Buffer
	b.WriteString(begin)
	for i := 0; b.Len() < size; i++ {
		b.WriteString(part(i, benchTexts[i%len(benchTexts)]))
	}
	b.WriteString(end)
	return b.Bytes()
}

func at(i int) (epoch int, wall string) {
	epoch = 1709258531 + i*61
	t := utc(int64(epoch + 8*3600))
	return epoch, strings.TrimSuffix(strings.Replace(t, "T", " ", 1), "Z")
}

func benchCSV(size int) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	w.Write(strings.Split("localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender", ","))
	for i := 0; b.Len() < size; i++ {
		epoch, wall := at(i)
		w.Write([]string{fmt.Sprint(i), "87", "1", "0", fmt.Sprint(i % 2), fmt.Sprint(epoch), "3", benchTexts[i%len(benchTexts)], wall, "Lily_Chen_Hengtai", "Lily", "wxid_lily8kq2m1zz21"})
		w.Flush()
	}
	return b.Bytes()
}

func benchJSON(size int) []byte {
	return benchChat(size, `{"weflow":{"version":"1.0.3"},"session":{"displayName":"Sunny"},"messages":[`, "]}", func(i int, text string) string {
		epoch, wall := at(i)
		s, _ := json.Marshal(text)
		sep := ",\n"
		if i == 0 {
			sep = "\n"
		}
		return sep + fmt.Sprintf("    {\n      \"localId\": %d,\n      \"createTime\": %d,\n      \"formattedTime\": %q,\n      \"type\": \"文本消息\",\n      \"localType\": 1,\n      \"content\": %s,\n      \"isSend\": %d,\n      \"senderUsername\": \"wxid_h3n0fb71dd2e22\",\n      \"senderDisplayName\": \"Sunny-广州箱包\",\n      \"source\": \"\",\n      \"senderAvatarKey\": \"wxid_h3n0fb71dd2e22\"\n    }", i, epoch, wall, s, i%2)
	})
}

func benchPage(size int) []byte {
	return benchChat(size, `<html><title>C - 微信聊天记录</title><body><span class="sname">C</span><div class="msgs" id="msgs-div">`, "</div></body></html>", func(i int, text string) string {
		_, wall := at(i)
		return "\t\t\t\t" + strings.ReplaceAll(bubble("left", "1", "Cathy_Foshan_Tiles", wall, `<div class="triangle"></div>`+"\n\t\t\t\t\t\t"+`<span class="dont-break-out msg-text"><pre>`+text+`</pre></span>`), "><div", ">\n\t\t\t\t\t<div") + "\n"
	})
}

func benchText(size int) []byte {
	return benchChat(size, "", "", func(i int, text string) string {
		_, wall := at(i)
		return wall + " Kevin_Zhao_LED\n" + text + "\n\n"
	})
}

func benchmarkRead(b *testing.B, f Format, data []byte) {
	src := source.Bytes("bench", data)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, err := range f.Read(src, chat.Options{}, nil) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n < 100 {
			b.Fatalf("%d messages", n)
		}
	}
}

const benchSize = 8 << 20

func BenchmarkCSV(b *testing.B)    { benchmarkRead(b, MemoTrace2CSV(), benchCSV(benchSize)) }
func BenchmarkJSON(b *testing.B)   { benchmarkRead(b, WeFlowJSON(), benchJSON(benchSize)) }
func BenchmarkPage(b *testing.B)   { benchmarkRead(b, ExporterHTML(), benchPage(benchSize/4)) }
func BenchmarkText(b *testing.B)   { benchmarkRead(b, MemoTrace2TXT(), benchText(benchSize)) }
func BenchmarkScript(b *testing.B) { benchmarkRead(b, MemoTrace2HTML(), benchScript(benchSize)) }

func benchScript(size int) []byte {
	return benchChat(size, "<script>\nconst chatMessages = [\n", "];</script>", func(i int, text string) string {
		epoch, _ := at(i)
		return fmt.Sprintf("{ type:1, text: '%s',is_send:%d,avatar_path:'http://example.invalid/a0.png',timestamp:%d,is_chatroom:0,displayname:'陈工_Yiwu_Toys'},", strings.ReplaceAll(text, "\n", `\n`), i%2, epoch)
	})
}
