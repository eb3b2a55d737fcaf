package wangwang

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

func TestUserscriptFixture(t *testing.T) {
	checkFixture(t, QianniuUserscript{}, "10_qianniu_userscript.json")
	head, err := os.ReadFile("testdata/10_qianniu_userscript.json")
	if err != nil {
		t.Fatal(err)
	}
	if score := (QianniuUserscript{}).Sniff("10.json", head); score < 80 {
		t.Errorf("scores %d", score)
	}
}

func TestUserscript(t *testing.T) {
	const one = `{"date":"2025-05-09","time":"20:57:11","sender":"a","text":"1","imgUrl":""}`
	type brief struct {
		Time, Sender, Text string
		Kind               chat.Kind
	}
	first := brief{"2025-05-09T20:57:11", "a", "1", chat.Text}
	tests := []struct {
		name, in string
		want     []brief
		problems int
		note     string // in Missing or Integrity
	}{
		{"newest first", `{"user":"u","chats":[{"date":"2025-05-10","time":"9:01:00","sender":"b","text":"2"},` + one + `]}`,
			[]brief{first, {"2025-05-10T09:01:00", "b", "2", chat.Text}}, 0, ""},
		{"not on the page", `{"count":1,"chats":[{"date":"2025-05-09","time":"","sender":"b","text":"请在客户端查看原始聊天记录，网页版无法展示"}]}`,
			[]brief{{"2025-05-09", "b", "请在客户端查看原始聊天记录，网页版无法展示", chat.Other}}, 0, "desktop program"},
		{"fewer than it says", `{"count":3,"chats":[` + one + `]}`, []brief{first}, 0, "2 messages"},
		{"more than it says", `{"chats":[` + one + `,` + one + `],"count":1}`, []brief{first, first}, 0, "holds 2"},
		{"odd elements", `{"chats":[null,7,` + one + `,{"text":5},{}]}`, []brief{first}, 4, ""},
		{"clock only", `{"chats":[{"time":"20:57:11","sender":"a","text":"[图片]"}]}`, []brief{{"", "a", "[图片]", chat.Media}}, 0, ""},
		{"broken off", `{"chats":[` + one + `,{"da`, []brief{first}, 1, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var cov chat.Coverage
			got, problems, err := collect(QianniuUserscript{}, source.Bytes("x.json", []byte(test.in)), chat.Options{}, &cov)
			if err != nil || len(problems) != test.problems {
				t.Errorf("error %v, problems %v", err, problems)
			}
			var short []brief
			for i, m := range got {
				short = append(short, brief{m.Time, m.Sender, m.Text, m.Kind})
				if m.Index != i+1 {
					t.Errorf("message %d has index %d", i+1, m.Index)
				}
			}
			if diff := cmp.Diff(test.want, short); diff != "" {
				t.Errorf("messages differ (-want +got):\n%s", diff)
			}
			if notes := strings.Join(append(cov.Missing, cov.Integrity...), "\n"); !strings.Contains(notes, test.note) || test.note == "" && notes != "" {
				t.Errorf("notes %q, want %q", notes, test.note)
			}
			checkCounts(t, cov, len(got))
		})
	}
}

func TestUserscriptRefused(t *testing.T) {
	for _, in := range []string{"", "[]", "5", `{"user":"a"}`, "text"} {
		got, _, err := collect(QianniuUserscript{}, source.Bytes("x.json", []byte(in)), chat.Options{}, nil)
		var refusal *chat.Refusal
		if !errors.As(err, &refusal) || len(got) > 0 {
			t.Errorf("%q gives %v and %v", in, got, err)
		}
	}
}

// FuzzUserscript holds that every element is a message or counted.
func FuzzUserscript(f *testing.F) {
	f.Add([]byte(`{"user":"u","count":2,"chats":[{"date":"2025-05-09","time":"20:57:11","sender":"a","text":"1"},5]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		src := source.Bytes("x.json", data)
		src.Encoding = "utf-8"
		var cov chat.Coverage
		got, _, err := collect(QianniuUserscript{}, src, chat.Options{}, &cov)
		if err == nil {
			checkCounts(t, cov, len(got))
		}
	})
}
