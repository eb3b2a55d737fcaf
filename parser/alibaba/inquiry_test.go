package alibaba

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

func TestInquiryFixture(t *testing.T) { checkFixture(t, Inquiry{}, "14_inquiry_userscript.xlsx") }

func TestInquiry(t *testing.T) {
	tests := []struct {
		name, in string
		times    []string
		problems int
	}{
		{"English browser", "sendTime（时间）,role（买家/卖家）,name（姓名）,content（原文）,content（中文翻译）\n\"3/5/2024, 3:22:10 PM\",买家,Sofia,Hello,你好\n", []string{"2024-03-05T15:22:10"}, 0},
		{"newer English browser", "sendTime（时间）,role（买家/卖家）,name（姓名）,content（原文）,content（中文翻译）\n\"3/5/2024, 3:22:10\u202fPM\",买家,Sofia,Hello,你好\n", []string{"2024-03-05T15:22:10"}, 0},
		{"day first by evidence", "sendTime（时间）,role（买家/卖家）,name（姓名）,content（原文）,content（中文翻译）\n\"05/03/2024, 15:22:10\",买家,Sofia,Hello,你好\n\"13/03/2024, 15:22:10\",卖家,Amy,Hi,\n", []string{"2024-03-05T15:22:10", "2024-03-13T15:22:10"}, 0},
		{"not decided", "sendTime（时间）,role（买家/卖家）,name（姓名）,content（原文）,content（中文翻译）\n\"05/03/2024, 15:22:10\",买家,Sofia,Hello,你好\n", []string{""}, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if score := (Inquiry{}).Sniff("x.csv", []byte(test.in)); score < 80 {
				t.Errorf("scores %d", score)
			}
			var cov chat.Coverage
			got, problems, err := collect(Inquiry{}, source.Bytes("x.csv", []byte(test.in)), chat.Options{}, &cov)
			if err != nil || len(problems) != test.problems {
				t.Errorf("error %v, problems %v", err, problems)
			}
			var times []string
			for _, m := range got {
				times = append(times, m.Time)
			}
			if diff := cmp.Diff(test.times, times); diff != "" {
				t.Errorf("times differ (-want +got):\n%s", diff)
			}
			if m := got[0]; m.Role != chat.Buyer || m.Sender != "Sofia" || m.Text != "Hello" || m.Translation != "你好" || m.Platform != chat.Alibaba || m.Line != 2 {
				t.Errorf("got %+v", m)
			}
			checkCounts(t, cov, len(got))
		})
	}
}

func TestInquirySniff(t *testing.T) {
	for name, head := range map[string]string{
		"interchange": "time,role,name,content\n",
		"text":        "sendTime, role and name: what content?",
		"nothing":     "",
	} {
		if score := (Inquiry{}).Sniff("x", []byte(head)); score != 0 {
			t.Errorf("%s scores %d", name, score)
		}
	}
}
