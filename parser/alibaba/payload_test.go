package alibaba

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

func TestPayloadFixture(t *testing.T) {
	checkFixture(t, Payload{}, "13_onetalk_messages.json")
	if (Payload{}).Sniff("13", head(t, "13_onetalk_messages.json")) < 80 {
		t.Error("the fixture is not recognised")
	}
}

// quoted writes a text as a JSON string.
func quoted(t *testing.T, s string) string {
	t.Helper()
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// har writes a recording with secrets in every place that has some.
func har(t *testing.T, frames []string, answers ...string) string {
	t.Helper()
	var entries []string
	for _, a := range answers {
		entries = append(entries, `{"request":{"url":"https://onetalk.alibaba.com/a?token=SECRET","headers":[{"name":"Cookie","value":"SECRET"}],"cookies":[{"value":"SECRET"}]},
			"response":{"headers":[{"name":"set-cookie","value":"SECRET"}],"content":{"mimeType":"application/json","text":`+a+`}}}`)
	}
	var data []string
	for _, f := range frames {
		data = append(data, `{"type":"receive","time":1,"opcode":1,"data":`+quoted(t, f)+`}`)
	}
	entries = append(entries, `{"request":{"url":"wss://wss-icbu.dingtalk.com/"},"_webSocketMessages":[`+strings.Join(data, ",")+`]}`)
	return `{"log":{"version":"1.2","creator":{"name":"WebInspector"},"entries":[` + strings.Join(entries, ",") + `]}}`
}

const (
	frame1 = `{"headers":{"token":"SECRET"},"body":{"userMessageModels":[{"message":{"messageId":"f1","cid":"c1","createAt":1736305200042,"sender":{"uid":"77"},"content":{"text":{"content":"line 1\nline 2"}}}}]}}`
	frame2 = `{"body":{"userMessageModels":[{"message":{"messageId":"f2","cid":"c1","createAt":1736305300042,"sender":{"uid":"78"},"content":{"image":{"url":"https://x/qr.png?sign=1"}}}},{"message":{"messageId":"f1","cid":"c1","createAt":1736305200042,"sender":{"uid":"77"},"content":{"text":{"content":"line 1\nline 2"}}}}]}}`
	frame3 = `{"body":{"userMessageModels":[{"message":{"messageId":"f3","cid":"c1","createAt":1736305400042,"sender":{"uid":"78"},"content":{"contentType":1101},"searchableContent":{"summary":"[Card]"}}}]}}`
)

func TestPayload(t *testing.T) {
	tests := []struct {
		name, in string
		want     []brief
		problems int
		skipped  int
	}{
		{"frame", frame1, []brief{{"2025-01-08T03:00:00Z", "77", chat.Text, "line 1\nline 2", "", ""}}, 0, 0},
		{"a frame after the other", frame1 + "\n" + frame2, []brief{
			{"2025-01-08T03:00:00Z", "77", chat.Text, "line 1\nline 2", "", ""},
			{"2025-01-08T03:01:40Z", "78", chat.Media, "", "", "qr.png"}}, 0, 1},
		{"recording", har(t, []string{frame2, "ping", frame3}, quoted(t, `{"data":{"list":[
			{"messageId":"p2","sendTime":1736305190000,"messageType":"receive","content":"b","contact":{"name":"Paulo"}},
			{"messageId":"p1","sendTime":1736305180000,"messageType":"send","content":"a"}]}}`)), []brief{
			{"2025-01-08T02:59:40Z", "(self)", chat.Text, "a", "", ""},
			{"2025-01-08T02:59:50Z", "Paulo", chat.Text, "b", "", ""},
			{"2025-01-08T03:00:00Z", "77", chat.Text, "line 1\nline 2", "", ""},
			{"2025-01-08T03:01:40Z", "78", chat.Media, "", "", "qr.png"},
			{"2025-01-08T03:03:20Z", "78", chat.Text, "[Card]", "", ""}}, 0, 0},
		{"answer in base64", har(t, nil, `"`+base64.StdEncoding.EncodeToString([]byte(`cb({"data":{"list":[{"messageId":1,"fromId":5,"gmtCreate":"2025-01-08 11:00:00","messageContent":"x &amp; y<br>z"}]}})`))+`","encoding":"base64"`),
			[]brief{{"2025-01-08T11:00:00", "5", chat.Text, "x & y\nz", "", ""}}, 0, 0},
		{"types", `{"data":{"list":[{"messageId":1,"messageType":9999,"senderAliId":5,"content":"address changed"},{"messageId":2,"msgType":57,"senderAliId":5,"content":"card"},{"messageId":3,"content":{}}]}}`,
			[]brief{{"", "", chat.Notice, "address changed", "", ""}, {"", "5", chat.Contact, "card", "", ""}}, 1, 1},
		{"parties named around the list", `{"data":{"list":[{"messageId":2,"sendTime":"1736305190000","messageType":"receive","content":"b"},{"messageId":1,"sendTime":1736305180000,"messageType":"send","content":"a"}],"owner":{"name":"Tom"},"contact":{"name":"Lily"}},
			"other":{"list":[{"messageId":3,"sendTime":1736305200000,"messageType":"receive","content":"c"}]}}`,
			[]brief{{"2025-01-08T02:59:40Z", "Tom", chat.Text, "a", "", ""}, {"2025-01-08T02:59:50Z", "Lily", chat.Text, "b", "", ""}, {"2025-01-08T03:00:00Z", "", chat.Text, "c", "", ""}}, 0, 0},
		{"cut inside a message", `{"data":{"list":[{"messageId":1,"senderAliId":5,"content":"a } \" ["},{"messageId":2,"senderAliId":5,"content":"b"},{"messageId":3,"senderA`,
			[]brief{{"", "5", chat.Text, `a } " [`, "", ""}, {"", "5", chat.Text, "b", "", ""}}, 1, 0},
		{"cut in the second answer", frame1 + strings.TrimSuffix(frame3, "]}}"), []brief{
			{"2025-01-08T03:00:00Z", "77", chat.Text, "line 1\nline 2", "", ""},
			{"2025-01-08T03:03:20Z", "78", chat.Text, "[Card]", "", ""}}, 1, 0},
		{"broken off", `{"data":{"list":[{"messageId":1,"content":"a"}]},"x":`, []brief{{"", "", chat.Text, "a", "", ""}}, 1, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var cov chat.Coverage
			got, problems, err := collect(Payload{}, source.Bytes("x.har", []byte(test.in)), chat.Options{}, &cov)
			if err != nil || len(problems) != test.problems {
				t.Errorf("error %v, problems %v", err, problems)
			}
			if diff := cmp.Diff(test.want, briefly(got)); diff != "" {
				t.Errorf("messages differ (-want +got):\n%s", diff)
			}
			checkCounts(t, cov, len(got))
			if cov.Found-cov.Read != test.skipped {
				t.Errorf("skipped %v, want %d", cov.Skipped, test.skipped)
			}
			out, err := json.Marshal([]any{got, problems, cov})
			if err != nil || strings.Contains(string(out), "SECRET") || strings.Contains(string(out), "token=") {
				t.Errorf("a secret comes through: %s %v", out, err)
			}
		})
	}
}

func TestPayloadConversations(t *testing.T) {
	in := frame1 + strings.NewReplacer(`"f1"`, `"g1"`, `"c1"`, `"c2"`).Replace(frame1) + frame3
	got, _, err := collect(Payload{}, source.Bytes("x.json", []byte(in)), chat.Options{}, nil)
	var places []any
	for _, m := range got {
		places = append(places, m.Conversation, m.Index)
	}
	if diff := cmp.Diff([]any{"c1", 1, "c2", 1, "c1", 2}, places); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestPayloadChanged(t *testing.T) {
	in := frame1 + strings.Replace(frame1, "line 1", "line 9", 1)
	var cov chat.Coverage
	got, _, _ := collect(Payload{}, source.Bytes("x.json", []byte(in)), chat.Options{}, &cov)
	if len(got) != 1 || len(cov.Integrity) != 1 || !strings.Contains(cov.Integrity[0], "two different texts") {
		t.Errorf("got %v, notes %q", got, cov.Integrity)
	}
}

func TestPayloadRefused(t *testing.T) {
	for name, in := range map[string]string{"other JSON": `{"a":[1,2]}`, "HAR without content": har(t, nil), "nothing": "", "a list of strings": `["a"]`} {
		got, _, err := collect(Payload{}, source.Bytes("x.json", []byte(in)), chat.Options{}, nil)
		var refusal *chat.Refusal
		if !errors.As(err, &refusal) || len(got) > 0 {
			t.Errorf("%s: got %v and %v", name, got, err)
		}
	}
}

func TestPayloadSniff(t *testing.T) {
	for in, want := range map[string]int{
		`{"log":{"version":"1.2","entries":[{"request":{"url":"https://message.alibaba.com/a"}}`: 85,
		`{"log":{"version":"1.2","entries":[{"request":{"url":"https://example.com/a"}}`:         30,
		`{"log":"x"}`: 0,
	} {
		if got := (Payload{}).Sniff("x.har", []byte(in)); got != want {
			t.Errorf("%s scores %d, want %d", in, got, want)
		}
	}
}

// FuzzPayload holds that every element of a list is a message or counted.
func FuzzPayload(f *testing.F) {
	f.Add([]byte(frame2))
	f.Add([]byte(`{"log":{"creator":1,"entries":[{"response":{"content":{"text":"{\"list\":[{\"messageId\":1,\"content\":\"<b>x\"}]}"}}},5]}}[1]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		src := source.Bytes("x.json", data)
		src.Encoding = "utf-8"
		var cov chat.Coverage
		got, _, err := collect(Payload{}, src, chat.Options{}, &cov)
		if err == nil {
			checkCounts(t, cov, len(got))
		}
	})
}

// document repeats a list of messages inside an object.
func document(before, message, after string, size int) []byte {
	var b strings.Builder
	b.WriteString(before)
	for i := 0; b.Len() < size; i++ {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strings.ReplaceAll(message, "ID", strconv.Itoa(i)))
	}
	b.WriteString(after)
	return []byte(b.String())
}

func BenchmarkJSON(b *testing.B) {
	for name, c := range map[string]struct {
		f    reader
		data []byte
	}{
		"payload": {Payload{}, document(`{"code":200,"data":{"list":[`,
			`{"messageId":"ID","sendTime":1736305800042,"messageType":"send","content":"Better T/T to our HK company, faster","owner":{"name":"Jenny Xu"},"contact":{"name":"Paulo Reis"}}`, `]}}`, 4<<20)},
		"exporter": {ExporterJSON{}, document(`[`,
			`{"id":"ID","ts":1770057000000,"timeDisplay":"2026-02-02 11:30","sender":"Robert","senderId":"1","direction":"sent","read":1,"type":"text","text":"Do you have stock of the 48V pack?"}`, `]`, 4<<20)},
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(c.data)))
			for b.Loop() {
				if got, problems, err := collect(c.f, source.Bytes("x.json", c.data), chat.Options{}, nil); err != nil || problems != nil || len(got) == 0 {
					b.Fatal(len(got), problems, err)
				}
			}
		})
	}
}
