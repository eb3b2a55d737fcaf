package mail

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// crlf joins lines as mails do.
func crlf(lines ...string) string { return strings.Join(lines, "\r\n") + "\r\n" }

func TestRead(t *testing.T) {
	head := []string{"From: a@b.example", "Subject: x"}
	mail := func(lines ...string) string { return crlf(append(head, lines...)...) }
	for _, c := range []struct {
		name, in   string
		text, html string
		files      string
	}{
		{"plain", mail("", "hi"), "hi\n", "", ""},
		{"no body", mail(), "", "", ""},
		{"quoted-printable", mail("Content-Transfer-Encoding: Quoted-Printable", "", "=E5=8A=A0=", "=E6=88=91 a=3Db 5=ZZ"), "加我 a=b 5=ZZ\n", "", ""},
		{"base64 over lines", mail("Content-Transfer-Encoding: base64", "", "5Yqg", "5oiR"), "加我", "", ""},
		{"a few words in UTF-8", mail("Content-Type: text/plain; charset=UTF-8", "", "联通"), "联通\n", "", ""},
		{"a few words in GB2312", mail("Content-Type: text/plain; charset=gb2312", "", "\xc1\xaa\xcd\xa8"), "联通\n", "", ""},
		{"Big5", mail("Content-Type: text/plain; charset=big5", "", "\xb1\x62\xa4\xe1"), "帳戶\n", "", ""},
		{"charset that is a lie", mail("Content-Type: text/plain; charset=gb2312", "", "账户正在审计请勿付款"), "账户正在审计请勿付款\n", "", ""},
		{"charset that nobody knows", mail("Content-Type: text/plain; charset=x-none", "", "\xd5\xcb\xbb\xa7"), "账户\n", "", ""},
		{"two forms", mail(`Content-Type: multipart/alternative; boundary="b"`, "", "before", "--b", "Content-Type: text/plain", "", "hi", "--b", "Content-Type: text/html", "", "<p>hi", "--b--", "after"), "hi", "<p>hi", ""},
		{"files", mail(`Content-Type: multipart/mixed; boundary=b`, "", "--b", "", "hi", "--b", `Content-Type: application/pdf; name="=?utf-8?B?5Y+R56Wo?=.pdf"`, "", "%PDF", "--b",
			`Content-Disposition: attachment; filename*=utf-8''%E8%B4%A6.txt`, "", "not shown", "--b--"), "hi", "", "发票.pdf 账.txt"},
		{"a file without a name", mail(`Content-Type: multipart/mixed; boundary=b`, "", "--b", "Content-Disposition: attachment", "", "not shown", "--b--"), "", "", ""},
		{"one passed on as a file", mail(`Content-Type: multipart/mixed; boundary=b`, "", "--b", "Content-Type: message/rfc822", "", "From: c@d.example", "", "not shown", "--b--"), "", "", ""},
		{"parts in parts", mail(`Content-Type: multipart/mixed; boundary=b`, "", "--b", `Content-Type: multipart/related; boundary=c`, "", "--c", "Content-Type: text/html", "", "<p>1", "--c--", "--b", "", "2", "--b--"), "2", "<p>1", ""},
		{"cut", mail(`Content-Type: multipart/mixed; boundary=b`, "", "--b", "", "the beginn"), "the beginn", "", ""},
		{"a parameter spoilt", mail(`Content-Type: text/html; charset="utf-8`, "", "<p>hi"), "", "<p>hi\n", ""},
		{"a stray line on top", "\r\n>From b@c.example Tue Jan  2 10:00:00 2024\r\n" + mail("", "hi"), "hi\n", "", ""},
		{"no mail", "hello\nFrom: a@b.example\n\nhi\n", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := Read([]byte(c.in))
			if (m.Header == nil) != (c.name == "no mail") {
				t.Errorf("header %v", m.Header)
			}
			got := []string{m.Text, m.HTML, strings.Join(m.Files, " ")}
			if diff := cmp.Diff([]string{c.text, c.html, c.files}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestHeader(t *testing.T) {
	h := ReadHeader([]byte("\ufeffFROM: =?gb2312?B?wLzGvw==?= <a@b.example>\nsubject: =?utf-8?Q?=E8=B4=A6?=\n =?utf-8?Q?=E6=88=B7?=\nno field\nX-Raw: \xd5\xcb\xbb\xa7\nDate: Wed, 14 Feb 2024 14:31:09 +0800\nTo: cut"))
	name, address, ok := h.Sender()
	if name != "兰瓶" || address != "a@b.example" || !ok {
		t.Errorf("sender %q %q %v", name, address, ok)
	}
	for field, want := range map[string]string{"Subject": "账户", "X-Raw": "账户", "To": "cut", "Cc": ""} {
		if got := h.Text(field); got != want {
			t.Errorf("%s: got %q, want %q", field, got, want)
		}
	}
	at, ok := h.Date()
	if !ok || at.Format(time.RFC3339) != "2024-02-14T14:31:09+08:00" {
		t.Errorf("date %v %v", at, ok)
	}
	if _, _, ok := ReadHeader([]byte("From: Lily Chen\n")).Sender(); ok {
		t.Error("a name without an address is no sender")
	}
	if h := ReadHeader([]byte("05/03/2024, 15:22 - Lily: hi\n")); h != nil {
		t.Errorf("a chat has a header: %v", h)
	}
}

// FuzzRead holds that whatever comes is text in UTF-8, and that reading it
// again gives the same.
func FuzzRead(f *testing.F) {
	f.Add([]byte(crlf("From: a@b.example", "Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Transfer-Encoding: base64", "", "5Yqg", "--b--")))
	f.Add([]byte(crlf("From: =?gb2312?B?wLzGvw==?= <a@b.example>", "Content-Type: text/html; charset=big5", "", "\xb1\x62")))
	f.Fuzz(func(t *testing.T, data []byte) {
		m := Read(data)
		for _, s := range append(m.Files, m.Text, m.HTML, m.Header.Text("Subject")) {
			if !utf8.ValidString(s) {
				t.Fatalf("%q is no UTF-8", s)
			}
		}
		if diff := cmp.Diff(m, Read(data)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Parts within parts, many parts and parts that never begin are read to an end,
// and none twice.
func TestHostile(t *testing.T) {
	var deep strings.Builder
	for i := range 5000 {
		b := strings.Repeat("x", i%60+1)
		deep.WriteString(crlf("Content-Type: multipart/mixed; boundary="+b, "", "--"+b))
	}
	for name, in := range map[string]string{
		"deep":      deep.String(),
		"many":      crlf("Content-Type: multipart/mixed; boundary=b", "") + strings.Repeat("--b\r\n\r\nx\r\n", 100_000),
		"no part":   crlf("Content-Type: multipart/mixed; boundary=b", "") + strings.Repeat("--", 1<<20),
		"long line": "From: a\r\n\r\n" + strings.Repeat("=", 8<<20),
		"fields":    strings.Repeat("A: b\r\n", 200_000),
	} {
		if m := Read([]byte(in)); len(m.Text) > len(in) {
			t.Errorf("%s: %d bytes of text in %d", name, len(m.Text), len(in))
		}
	}
}
