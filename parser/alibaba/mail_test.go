package alibaba

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

func TestMailFixture(t *testing.T) {
	checkFixture(t, Mail{}, "06_notification.eml")
	if (Mail{}).Sniff("06", head(t, "06_notification.eml")) < 80 {
		t.Error("the fixture is not recognised")
	}
	var cov chat.Coverage
	if _, _, err := collect(Mail{}, open(t, "06_notification.eml"), chat.Options{}, &cov); err != nil {
		t.Fatal(err)
	}
	if cov.MailDomain != "service.alibaba.com" || cov.Counterpart != "Ruby Fang" || cov.Company != "Yiwu Glitterline Jewelry Co., Ltd." || cov.Integrity != nil {
		t.Errorf("coverage %+v", cov)
	}
}

// eml writes a mail in plain text.
func eml(from, subject, more, body string) string {
	return "From: " + from + "\r\nTo: eva@example.org\r\nSubject: " + subject + "\r\nDate: Wed, 14 Feb 2024 14:31:09 +0800\r\n" + more +
		"Content-Type: text/plain; charset=utf-8\r\n\r\n" + strings.ReplaceAll(body, "\n", "\r\n")
}

const ours = `"feedback@service.alibaba.com" <feedback@service.alibaba.com>`

func TestMail(t *testing.T) {
	web := strings.NewReplacer("text/plain", "text/html").Replace
	tests := []struct {
		name, in string
		sender   string
		kind     chat.Kind
		text     string
		domain   string
		company  string
		problem  string // part of the one problem
		note     string // part of the one integrity note
	}{
		{"names repeated below the mark", eml(ours, "Urgent! Lily Chen has sent you a message", "", "Lily Chen has sent you a message\n\nLily Chen\nShenzhen Pump Factory\n\nHi\n\nPay to me\nReply now\nfooter\n"),
			"Lily Chen", chat.Text, "Hi\n\nPay to me", "service.alibaba.com", "Shenzhen Pump Factory", "", ""},
		{"words like the frame in the message", eml(ours, "Eva, you have a message from Lily Chen!", "", "Hello Eva, Lily Chen has sent you a message:\n\nReply now or lose the slot\n查看附件\nView message: https://message.alibaba.com/x\n"),
			"Lily Chen", chat.Text, "Reply now or lose the slot\n查看附件", "service.alibaba.com", "", "", ""},
		{"a page only", web(eml(ours, "new message from Lily", "", "<p>Lily</p><p>Ningbo Trading Co., Ltd.</p><p>New message from Lily</p><p>Hi<br>there</p><div style='display:none'>x</div><a href='https://a'>View message</a>")),
			"Lily", chat.Text, "Hi\nthere", "service.alibaba.com", "Ningbo Trading Co., Ltd.", "", ""},
		{"Chinese", eml(ours, "=?utf-8?B?5oKo5pS25Yiw5p2l6IeqTGlseeeahOa2iOaBrw==?=", "", "您收到来自Lily（宁波泵厂）的消息：\n请加微信\n立即回复\n"),
			"Lily", chat.Text, "请加微信", "service.alibaba.com", "宁波泵厂", "", ""},
		{"another domain", eml("Alibaba.com <notice@alibaba-pay.example>", "Account limited", "", "Your account is limited.\nSign in: https://alibaba-pay.example\n"),
			"Alibaba.com", chat.Text, "Your account is limited.\nSign in: https://alibaba-pay.example", "alibaba-pay.example", "", "no notification", "alibaba-pay.example"},
		{"a domain that only ends alike", eml("feedback@notalibaba.com", "Eva, you have a message from X!", "", "x\n"),
			"X", chat.Text, "x", "notalibaba.com", "", "where the message starts", "notalibaba.com"},
		{"answers go elsewhere", eml(ours, "new message from Lily", "Reply-To: lily@mail.example\r\n", "new message from Lily\nhi\n"),
			"Lily", chat.Text, "hi", "service.alibaba.com", "", "", "go to mail.example"},
		{"failed check", eml(ours, "new message from Lily", "Authentication-Results: mx; dmarc=fail header.from=service.alibaba.com\r\n", "new message from Lily\nhi\n"),
			"Lily", chat.Text, "hi", "service.alibaba.com", "", "", "dmarc=fail"},
		{"the platform's own mail", eml("credit@notice.alibaba.com", "Your order has been paid", "", "Order 1 is paid.\n"),
			"", chat.Notice, "Order 1 is paid.", "notice.alibaba.com", "", "", ""},
		{"passed on", eml("Eva <eva@example.org>", "Fwd: Eva, you have a message from Lily!", "", "---------- Forwarded message ---------\nFrom: <feedback@service.alibaba.com>\n\nLily has sent you a message:\nhi\n\nThis email was sent to eva\n"),
			"Lily", chat.Text, "hi", "service.alibaba.com", "", "", ""},
		{"passed on without its head", eml("Eva <eva@example.org>", "Fwd: Alibaba: you have a message from Lily!", "", "Lily has sent you a message:\nhi\n"),
			"Lily", chat.Text, "hi", "", "", "", "passed on"},
		{"no date", strings.Replace(eml(ours, "new message from Lily", "", "new message from Lily\nhi\n"), "Date: Wed", "Date: Someday", 1),
			"Lily", chat.Text, "hi", "service.alibaba.com", "", "no date", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var cov chat.Coverage
			got, problems, err := collect(Mail{}, source.Bytes("x.eml", []byte(test.in)), chat.Options{}, &cov)
			if err != nil || len(got) != 1 {
				t.Fatalf("error %v, %d messages", err, len(got))
			}
			m := got[0]
			if m.Sender != test.sender || m.Kind != test.kind || m.Text != test.text {
				t.Errorf("got %q %q %q", m.Sender, m.Kind, m.Text)
			}
			if (m.Time == "2024-02-14T14:31:09+08:00") == (test.problem == "no date") {
				t.Errorf("time %q", m.Time)
			}
			if cov.MailDomain != test.domain || cov.Company != test.company {
				t.Errorf("domain %q, company %q", cov.MailDomain, cov.Company)
			}
			said := ""
			for _, p := range problems {
				said += p.Text
			}
			if !strings.Contains(said, test.problem) || test.problem == "" && said != "" {
				t.Errorf("problems %v, want %q", problems, test.problem)
			}
			if notes := strings.Join(cov.Integrity, "; "); !strings.Contains(notes, test.note) || test.note == "" && notes != "" {
				t.Errorf("notes %q, want %q", notes, test.note)
			}
			checkCounts(t, cov, 1)
		})
	}
}

func TestMailbox(t *testing.T) {
	at := func(mail, date string) string {
		return strings.Replace(mail, "Wed, 14 Feb 2024 14:31:09 +0800", date, 1)
	}
	var box strings.Builder
	for _, m := range []string{
		eml("Bob <bob@example.org>", "Bob sent you a message", "", "lunch?\n\nFrom here it goes on\n"),
		at(eml(ours, "new message from Lily", "", "new message from Lily\nsecond\n>From now on WhatsApp\n"), "Thu, 15 Feb 2024 01:00:00 +0000"),
		at(eml(ours, "new message from Lily", "", "new message from Lily\nfirst\n"), "Thu, 15 Feb 2024 08:59:00 +0800"),
		eml("noreply@linkedin.example", "Tom sent you a message", "", "Tom sent you a message\nhi\n"),
		at(eml("Alibaba Team <x@evil.example>", "Verify now", "", "Verify\n"), "Thu, 15 Feb 2024 02:00:00 +0000"),
	} {
		fmt.Fprintf(&box, "From x@y Thu Feb 15 00:00:00 2024\n%s\n\n", m)
	}
	if score := (Mail{}).Sniff("x.mbox", []byte(box.String())); score == 0 {
		t.Error("a mailbox is not recognised")
	}
	var cov chat.Coverage
	got, problems, err := collect(Mail{}, source.Bytes("x.mbox", []byte(box.String())), chat.Options{}, &cov)
	if err != nil || len(problems) != 2 {
		t.Errorf("error %v, problems %v", err, problems)
	}
	want := []brief{
		{"2024-02-15T08:59:00+08:00", "Lily", chat.Text, "first", "", ""},
		{"2024-02-15T01:00:00Z", "Lily", chat.Text, "second\nFrom now on WhatsApp", "", ""},
		{"2024-02-15T02:00:00Z", "Alibaba Team", chat.Text, "Verify", "", ""},
	}
	if diff := cmp.Diff(want, briefly(got)); diff != "" {
		t.Errorf("messages differ (-want +got):\n%s", diff)
	}
	checkCounts(t, cov, len(got))
	if cov.Found != 5 || cov.MailDomain != "evil.example" || len(cov.Integrity) != 1 || cov.Order == "" {
		t.Errorf("coverage %+v", cov)
	}
}

func TestMailCut(t *testing.T) {
	whole := "From: feedback@service.alibaba.com\nSubject: Tom, you have a message from Lily!\nDate: Tue, 5 Mar 2024 15:22:10 +0800\n" +
		"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nLily has sent you a message\n\nPay to the new account\n\nReply now\n--b--\n"
	for in, cut := range map[string]bool{whole: false, whole[:strings.Index(whole, "new account")]: true} {
		var cov chat.Coverage
		got, _, err := collect(Mail{}, source.Bytes("x.eml", []byte(in)), chat.Options{}, &cov)
		if err != nil || len(got) != 1 || len(cov.Integrity) > 0 != cut {
			t.Errorf("cut is %v: got %v, %v, notes %q", cut, got, err, cov.Integrity)
		}
	}
}

func TestMailHostile(t *testing.T) {
	deep := "From: a@alibaba.com\nSubject: x\nContent-Type: multipart/mixed; boundary=b0\n\n"
	for i := range 2 * 100 {
		deep += fmt.Sprintf("--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i, i+1)
	}
	for name, in := range map[string]string{"deep": deep, "too large": "From: a@alibaba.com\n\n" + strings.Repeat(strings.Repeat("x", 1<<20)+"\n", MaxMail>>20), "empty": "\n"} {
		var cov chat.Coverage
		got, problems, err := collect(Mail{}, source.Bytes("x.eml", []byte(in)), chat.Options{}, &cov)
		if err != nil || len(got)+len(problems) == 0 {
			t.Errorf("%s: %d messages, %v, %v", name, len(got), problems, err)
		}
		checkCounts(t, cov, len(got))
	}
}

func TestMailSniff(t *testing.T) {
	for name, in := range map[string]string{
		"MHTML":           "From: <Saved by Blink>\nSnapshot-Content-Location: https://message.alibaba.com/\nSubject: x\nDate: x\nMIME-Version: 1.0\n\n",
		"another mail":    "From: bob@example.org\nSubject: lunch\nDate: x\n\nhi",
		"a chat":          "From: Lily\nhi",
		"WhatsApp":        "05/03/2024, 15:22 - Lily: alibaba\n",
		"nothing":         "",
		"a line of a box": "From here to Alibaba in 2024",
	} {
		if score := (Mail{}).Sniff("x", []byte(in)); score != 0 {
			t.Errorf("%s scores %d", name, score)
		}
	}
}

// FuzzMail holds that every mail of a file is a message or counted.
func FuzzMail(f *testing.F) {
	f.Add([]byte(eml(ours, "new message from Lily", "", "new message from Lily\nhi\nView message\n")))
	f.Add([]byte("From a 2024\nFrom: x@alibaba.com\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>a\n--b--\n\nFrom b 2024\n\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		(Mail{}).Sniff("x", data)
		var cov chat.Coverage
		got, _, err := collect(Mail{}, source.Bytes("x.eml", data), chat.Options{}, &cov)
		if err != nil {
			t.Fatal(err)
		}
		checkCounts(t, cov, len(got))
		if len(bytes.TrimSpace(data)) > 0 && cov.Found == 0 {
			t.Fatal("no mail was found")
		}
	})
}
