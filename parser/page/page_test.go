package page

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// outcome is what reading a page gave.
type outcome struct {
	msgs     []chat.Message
	problems []string
	err      error
	cov      chat.Coverage
}

func read(t testing.TB, html string, opts chat.Options) (o outcome) {
	t.Helper()
	plan := Plan{Format: "page-unknown", Platform: chat.Alibaba}
	for m, err := range plan.Read(source.Bytes("p.html", []byte(html)), opts, &o.cov) {
		var p *chat.Problem
		switch {
		case errors.As(err, &p):
			o.problems = append(o.problems, p.Text)
		case err != nil:
			o.err = err
		default:
			o.msgs = append(o.msgs, m)
		}
	}
	if o.err == nil {
		skipped := 0
		for _, s := range o.cov.Skipped {
			skipped += s.Count
		}
		if o.cov.Found != o.cov.Read+skipped || o.cov.Messages != len(o.msgs) {
			t.Errorf("found %d %s, read %d, skipped %v, messages %d of %d",
				o.cov.Found, o.cov.Unit, o.cov.Read, o.cov.Skipped, o.cov.Messages, len(o.msgs))
		}
	}
	return o
}

// brief gives messages as time|sender|kind|text|attachments.
func brief(msgs []chat.Message) (out []string) {
	for _, m := range msgs {
		out = append(out, fmt.Sprintf("%s|%s|%s|%s|%s", m.Time, m.Sender, m.Kind,
			strings.ReplaceAll(m.Text, "\n", "/"), strings.Join(m.Attachments, ",")))
	}
	return out
}

// left and right are messages of the Messenger.
func left(clock, body string) string {
	return `<div class="message-item-wrapper item-left"><div class="item-base-info"><span class="name">Bo</span><span>` + clock + `</span></div>` + body + `</div>`
}

func right(clock, body string) string {
	return `<div class="message-item-wrapper item-right"><div class="item-base-info"><span>` + clock + `</span></div>` + body + `</div>`
}

func words(s string) string { return `<div class="session-rich-content text">` + s + `</div>` }

func TestMessenger(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"words", left("2024-03-05 15:22", words("Hi")), "2024-03-05T15:22|Bo|text|Hi|"},
		{"month and day not padded, seconds", right("2024-3-5 5:02:09", words("ok")), "2024-03-05T05:02:09|(self)|text|ok|"},
		{"blank lines and blanks", left("2024-03-05 15:22", words(" a&nbsp; b <br><br> c<div>d</div>e")), "2024-03-05T15:22|Bo|text|a b//c/d/e|"},
		{"hidden words", left("2024-03-05 15:22", words(`pay <span style="color:red;display : none">nobody</span><span hidden>x</span>me<script>y</script>`)), "2024-03-05T15:22|Bo|text|pay me|"},
		{"emoji with alt", left("2024-03-05 15:22", words(`fine<img alt="[smile]" src="x.png">`)), "2024-03-05T15:22|Bo|text|fine[smile]|"},
		{"emoji only", left("2024-03-05 15:22", words(`<img src="https://s.alicdn.com/im/smily/ok.gif">`)), "2024-03-05T15:22|Bo|text|:ok:|"},
		{"placeholder", left("2024-03-05 15:22", words("[图片]")), "2024-03-05T15:22|Bo|media|[图片]|"},
		{"picture among words", left("2024-03-05 15:22", words(`see <img src="a/b.jpg?x=1">`)), "2024-03-05T15:22|Bo|text|see|b.jpg"},
		{"several pictures", left("2024-03-05 15:22", `<div class="session-rich-content media"><img src="a/1.jpg"><img src="a/2.jpg#t"></div>`), "2024-03-05T15:22|Bo|media||1.jpg,2.jpg"},
		{"picture kept in the page", left("2024-03-05 15:22", `<div class="session-rich-content media"><img src="data:image/png;base64,AAAA"></div>`), "2024-03-05T15:22|Bo|media||"},
		{"video source", left("2024-03-05 15:22", `<div class="session-rich-content media"><video><source src="v/1.mp4?auth=2"></video></div>`), "2024-03-05T15:22|Bo|media||1.mp4"},
		{"file without data", left("2024-03-05 15:22", `<div class="inquiry-file-item" data-query="{broken"><span class="file-name">PI.pdf</span></div>`), "2024-03-05T15:22|Bo|media||PI.pdf"},
		{"card of unknown kind", left("2024-03-05 15:22", `<div class="session-rich-content card"><div><span>Quotation</span></div><br><div>USD 5</div></div>`), "2024-03-05T15:22|Bo|other|Quotation/USD 5|"},
		{"product by its address", strings.Replace(left("2024-03-05 15:22", `<div class="session-rich-content card">Cup</div>`), "<div", `<div data-original="https://w.example/card?type=2111&amp;ids=1"`, 1), "2024-03-05T15:22|Bo|link|Cup|"},
		{"send time before the printed clock", strings.Replace(left("2024-03-05 15:22", words("Hi")), "<div", `<div data-expinfo='{"sendTime":"1709623259999","showTime":1800000000000}'`, 1), "2024-03-05T07:20:59Z|Bo|text|Hi|"},
		{"send time of another age", strings.Replace(left("2024-03-05 15:22", words("Hi")), "<div", `<div data-expinfo='{"sendTime":12}'`, 1), "2024-03-05T15:22|Bo|text|Hi|"},
		{"data that is no object", strings.Replace(left("2024-03-05 15:22", words("Hi")), "<div", `<div data-expinfo='[1,2]'`, 1), "2024-03-05T15:22|Bo|text|Hi|"},
		{"day that does not exist", left("2024-02-31 15:22", words("Hi")), "|Bo|text|Hi|"},
		{"relative without an anchor", left("Yesterday 15:22", words("Hi")), "|Bo|text|Hi|"},
		{"direction marks", left("\u200e2024-03-05 15:22", words("\u200eHi\u2069")), "2024-03-05T15:22|Bo|text|Hi|"},
		{"banner", `<div class="message-item-wrapper"><div class="session-security-content">Stay here</div></div>`, "||system|Stay here|"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := read(t, "<html><body>"+tt.in+"</body></html>", chat.Options{})
			if diff := cmp.Diff([]string{tt.want}, brief(o.msgs)); diff != "" {
				t.Errorf("%v: records differ (-want +got):\n%s", o.err, diff)
			}
		})
	}
}

func TestExtras(t *testing.T) {
	o := read(t, right("2024-03-05 15:22", `<div class="quote-container"><span class="name">Bo:</span><div class="content">pay here</div></div>`+
		words("no")+`<div class="session-translate"><div class="target-content">nein</div><i>Revert</i></div><span>系统自动发送</span>`), chat.Options{Self: "Eva"})
	if len(o.msgs) != 1 {
		t.Fatalf("got %d messages: %v", len(o.msgs), o.err)
	}
	m := o.msgs[0]
	if m.Text != "no" || m.Quote != "pay here" || m.Translation != "nein" || !m.Auto || m.Sender != "Eva" {
		t.Errorf("got %+v", m)
	}
}

func TestClocks(t *testing.T) {
	stamped := func(ms int64, clock string) string {
		return strings.Replace(left(clock, words("x")), "<div", fmt.Sprintf(`<div data-expinfo='{"sendTime":%d}'`, ms), 1)
	}
	o := read(t, stamped(1709622131123, "2024-03-05 15:02")+stamped(1709623259999, "2024-03-05 15:20")+stamped(1709624671007, "2024-03-05 12:44"), chat.Options{})
	if !strings.Contains(o.cov.Clock, "UTC+08:00 in 2 of 3") {
		t.Errorf("clock: %q", o.cov.Clock)
	}
	if len(o.cov.Integrity) != 1 || !strings.Contains(o.cov.Integrity[0], "message 3") {
		t.Errorf("a clock that does not fit its message is not told: %q", o.cov.Integrity)
	}

	relative := left("Yesterday 15:22", words("a")) + right("10:30", words("b"))
	asOf := time.Date(2025, 9, 3, 10, 40, 0, 0, time.UTC)
	o = read(t, relative, chat.Options{AsOf: asOf})
	if diff := cmp.Diff([]string{"2025-09-02T15:22|Bo|text|a|", "2025-09-03T10:30|(self)|text|b|"}, brief(o.msgs)); diff != "" {
		t.Errorf("counted from --as-of (-want +got):\n%s", diff)
	}
	if !strings.Contains(o.cov.Clock, "2 relative clocks were counted from 2025-09-03 10:40") {
		t.Errorf("clock: %q", o.cov.Clock)
	}
	single := "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://message.alibaba.com/x \n saved date: Tue Sep 02 2025 10:40:12 GMT+0800 (China Standard Time)\n-->"
	o = read(t, single+relative, chat.Options{AsOf: asOf})
	if got := o.msgs[0].Time; got != "2025-09-01T15:22" {
		t.Errorf("counted from the date of the page: got %s", got)
	}
}

func TestProblems(t *testing.T) {
	unknown := `<div class="message-item-wrapper item-left"><div class="hologram">Wire it to   the new account</div></div>`
	good := strings.Repeat(left("2024-03-05 15:22", words("Hi")), 8)
	o := read(t, good+unknown+`<div class="message-item-wrapper"></div>`+`<div class="message-item-wrapper"><div class="message-summary">x</div></div>`, chat.Options{})
	if len(o.msgs) != 8 || len(o.problems) != 1 || !strings.Contains(o.problems[0], `1 message blocks`) || !strings.Contains(o.problems[0], "Wire it to the new account") {
		t.Errorf("got %d messages and %q", len(o.msgs), o.problems)
	}
	want := []chat.Skip{{Reason: "of no known kind", Count: 1}, {Reason: "empty", Count: 1}, {Reason: "no message", Count: 1}}
	if diff := cmp.Diff(want, o.cov.Skipped); diff != "" {
		t.Errorf("skipped (-want +got):\n%s", diff)
	}

	o = read(t, left("2024-03-05 15:22", words("Hi"))+strings.Repeat(unknown, 3), chat.Options{})
	if len(o.msgs) != 1 || len(o.problems) != 2 || !strings.Contains(o.problems[0], "the page has changed or is cut") {
		t.Errorf("an outdated profile is not told: %d messages, %q", len(o.msgs), o.problems)
	}

	whole := `<html><body>` + good + `</body></html>` + "\n"
	for page, cut := range map[string]bool{whole: false, whole[:len(whole)-len(good)/2]: true, "<!-- saved -->" + good: false} {
		if o = read(t, page, chat.Options{}); len(o.cov.Integrity) > 0 != cut {
			t.Errorf("cut is %v, but the notes of the page are %q", cut, o.cov.Integrity)
		}
	}

	twice := strings.Replace(left("2024-03-05 15:22", words("Hi")), "<div", `<div data-expinfo='{"messageId":"7.PNM"}'`, 1)
	if o = read(t, twice+twice, chat.Options{}); len(o.msgs) != 1 {
		t.Errorf("the same message counts %d times", len(o.msgs))
	}
}

func TestOtherNesting(t *testing.T) {
	a, b := left("2024-03-05 15:22", words("Hi")), right("2024-03-05 15:23", words("no"))
	want := []string{"2024-03-05T15:22|Bo|text|Hi|", "2024-03-05T15:23|(self)|text|no|"}
	for name, in := range map[string]string{
		"in boxes":   "<main><div><section><div>" + a + "</div><div>" + b + "</div></section></div></main>",
		"hash tails": strings.NewReplacer("message-item-wrapper", "message-item-wrapper__3xKq9", "item-base-info", "index-module__item-base-info___aB3dE", "item-right", "item-right--x7k2p").Replace(a + b),
		"not closed": strings.TrimSuffix(a, "</div>") + strings.TrimSuffix(b, "</div>"),
		"cut":        a + b[:len(b)-len("</div></div>")] + "<div class=\"mess",
		"srcdoc":     `<iframe srcdoc="` + strings.ReplaceAll(a+b, `"`, "&quot;") + `"></iframe>`,
		"scripts":    `<script>var x='<div class="message-item-wrapper">';</script>` + a + `<template>` + a + `</template>` + b,
		"mhtml":      "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: text/html\r\n\r\n<p>empty\r\n--B\r\nContent-Type: text/html\r\n\r\n" + a + b + "\r\n--B--",
		"mhtml, cut": "Snapshot-Content-Location: https://x\nContent-Type: multipart/related; boundary=B\n\n--B\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n" + strings.ReplaceAll(a+b, "=", "=3D") + "=",
	} {
		t.Run(name, func(t *testing.T) {
			o := read(t, in, chat.Options{})
			if diff := cmp.Diff(want, brief(o.msgs)); diff != "" {
				t.Errorf("%v: records differ (-want +got):\n%s", o.err, diff)
			}
		})
	}
}

func TestThousandOpenElements(t *testing.T) {
	var b strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&b, `<div class="message-item-wrapper item-left"><div class="item-base-info"><span class="name">Bo</span><span>2024-03-05 15:22</span></div><div class="session-rich-content text">n%d</div>`, i)
	}
	o := read(t, b.String(), chat.Options{})
	if len(o.msgs) != 2000 || o.msgs[1999].Text != "n1999" {
		t.Errorf("got %d messages, %v", len(o.msgs), o.err)
	}
	if !strings.Contains(strings.Join(o.cov.Missing, "\n"), "unfolded") {
		t.Errorf("unfolding is not told: %q", o.cov.Missing)
	}
}

func TestQianniuQuery(t *testing.T) {
	day := func(date string, rows ...string) string {
		return "<div><div>" + date + "</div>" + strings.Join(rows, "") + "</div>"
	}
	row := func(clock, text, extra, sender string) string {
		span := ""
		if text != "" {
			span = `<span title="` + text + `">` + text[:3] + `…</span>`
		}
		return `<div><div>` + clock + `</div><div>` + span + extra + `<span>` + sender + `</span></div></div>`
	}
	o := read(t, `<div class="message-container"><div class="message-list-right">`+
		day("2025-05-09", row("20:57:11", "这款能开增值税票吗", "", "tb1"), row("20:58:02", "", `<img src="https://img.example/qr.png_400x400.jpg">`, "店:小迪"))+
		day("2025-05-10", row("08:03:19", "请在客户端查看原始聊天记录，网页版无法展示", "", "tb1"))+`</div></div>`, chat.Options{})
	want := []string{"2025-05-09T20:57:11|tb1|text|这款能开增值税票吗|", "2025-05-09T20:58:02|店:小迪|media||qr.png_400x400.jpg",
		"2025-05-10T08:03:19|tb1|other|请在客户端查看原始聊天记录，网页版无法展示|"}
	if diff := cmp.Diff(want, brief(o.msgs)); diff != "" {
		t.Errorf("%v: records differ (-want +got):\n%s", o.err, diff)
	}
	if o.cov.Reader != "profile qianniu-query" || len(o.msgs) > 0 && o.msgs[0].Platform != chat.Wangwang {
		t.Errorf("read by %q", o.cov.Reader)
	}
}

func TestUserProfile(t *testing.T) {
	profile := "id: mine\nplatform: wechat\nmessage: .m\nsender: [{select: .who}]\ntime: [{select: .when}]\nkinds: [{select: .what, kind: text}]\n"
	in := `<ul><li class="m"><b class="who">Bo</b><i class="when">2024-03-05 15:22</i><p class="what">Hi</p></li></ul>` + left("2024-03-05 15:22", words("x"))
	o := read(t, in, chat.Options{Profiles: []string{profile}})
	if diff := cmp.Diff([]string{"2024-03-05T15:22|Bo|text|Hi|"}, brief(o.msgs)); diff != "" || o.cov.Reader != "profile mine" || o.msgs[0].Platform != chat.WeChat {
		t.Errorf("read by %q: %s", o.cov.Reader, diff)
	}
	if o = read(t, in, chat.Options{Profiles: []string{"id: ["}}); o.err == nil {
		t.Error("a broken profile is not told")
	}
}

func TestLoadTellsThePlace(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"unknown key", "id: x\nmesage: .m\n", "mine.yaml:2:1: "},
		{"broken selector", "id: x\nmessage: [.a, '.b[']\n", "mine.yaml:2:15: "},
		{"broken pattern", "id: x\nmessage: .m\ntime:\n  - {select: .t, pattern: '('}\n", "mine.yaml:4:27: "},
		{"selector that is a number", "id: x\nmessage: 5\n", "mine.yaml:2:10: "},
		{"broken YAML", "id: x\nmessage: [\n", "mine.yaml:2:"},
		{"no message", "id: x\n", "mine.yaml:1:1: a profile needs message"},
		{"unknown kind", "id: x\nmessage: .m\nkinds: [{select: .t, kind: song}]\n", `mine.yaml:1:1: kind "song"`},
		{"unknown unit", "id: x\nmessage: .m\nkinds: [{select: .t, kind: text}]\ntime: [{unit: h}]\n", `mine.yaml:1:1: unit "h"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Load("mine.yaml", []byte(tt.in))
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("got %v, want %s…", err, tt.want)
			}
		})
	}
}

func TestBuiltinProfilesLoad(t *testing.T) {
	var ids []string
	for _, p := range builtin() {
		ids = append(ids, p.ID)
	}
	if diff := cmp.Diff([]string{"1688-webim", "messenger", "qianniu-query"}, ids); diff != "" {
		t.Error(diff)
	}
}

func TestRefusals(t *testing.T) {
	list := `<div class="contact-list"><div class="contact-item-container"><span class="name">Bo</span><span class="latest-msg">ok 2024-03-05 10:00</span></div></div>`
	for _, tt := range []struct{ name, in, want string }{
		{"login", `<form><input name="u"><input type="password"></form>`, "login page"},
		{"login by address", "<!-- saved from url=(0030)https://login.alibaba.com/x -->" + strings.Repeat("<p>Welcome back to your account</p>", 9), "login page"},
		{"list", list, "only the list of conversations"},
		{"frame that was saved", `<p>下载插件</p><iframe src="./1688_files/saved_resource.html"></iframe>`, "1688_files/saved_resource.html"},
		{"frame that was not saved", `<p>x</p><iframe src="https://air.1688.com/core"></iframe>`, "was not saved"},
		{"pictures", `<img src="1.png"><img src="2.png">`, "only pictures"},
		{"not loaded", `<div id="root"></div><script src="app.js"></script>`, "before its messages were loaded"},
		{"empty", "<html></html>", "empty"},
		{"nothing", "", "empty"},
		{"packed", "<html\x00\x01\x02\x00", "no readable page"},
		{"an article", strings.Repeat("<p>Our company was founded in 1998 and makes cups.</p>", 20), "no messages were found"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := read(t, tt.in, chat.Options{})
			var r *chat.Refusal
			if !errors.As(o.err, &r) || !strings.Contains(r.Text, tt.want) || len(o.msgs) > 0 {
				t.Errorf("got %d messages and %v, want a refusal with %q", len(o.msgs), o.err, tt.want)
			}
			if r != nil && !strings.Contains(r.Text, "copy the messages") {
				t.Errorf("no way out: %s", r.Text)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	page := func(meta, text string) string {
		return "<html><head>" + meta + "</head><body>" + text + "</body></html>"
	}
	gb := "\xc0\xcf\xb0\xe5\xa3\xac\xd5\xe2\xbf\xee\xb1\xa3\xce\xc2\xb1\xad" // 老板，这款保温杯
	for _, tt := range []struct{ name, in, want, enc string }{
		{"utf-8", page("", "老板，这款保温杯"), "老板，这款保温杯", "utf-8"},
		{"gb2312 told", page(`<meta charset="gb2312">`, gb), "老板，这款保温杯", "gb18030"},
		{"gb18030 not told", page("", gb), "老板，这款保温杯", "gb18030"},
		{"utf-8 told, gb found", page(`<meta charset=utf-8>`, gb), "老板，这款保温杯", "gb18030"},
		{"gbk told, utf-8 found", page(`<meta charset=gbk>`, "老板，这款保温杯一千个什么价"), "老板，这款保温杯一千个什么价", "utf-8"},
		{"windows-1252", page(`<meta charset="windows-1252">`, "caf\xe9"), "café", "windows-1252"},
		{"utf-16", "\xff\xfe<\x00p\x00>\x00\x2d\x4e", "中", "utf-16le"},
		{"bom", "\xef\xbb\xbf<p>中", "中", "utf-8-bom"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text, enc := decode([]byte(tt.in), "")
			got, _ := Fragment(text)
			if got != tt.want || enc != tt.enc {
				t.Errorf("got %q in %s, want %q in %s", got, enc, tt.want, tt.enc)
			}
		})
	}
}

func TestBareNames(t *testing.T) {
	for in, want := range map[string]string{
		"message-item__3xKq9":                 "message-item",
		"message-item--a1B2c":                 "message-item",
		"message-item-x7k2p":                  "message-item",
		"index-module__message-item___3xKq9":  "index-module__message-item message-item",
		"src-pages-chat--message-item--2b3sD": "src-pages-chat--message-item message-item",
		"message-item":                        "",
		"message-item__content":               "",
		"col-md-12":                           "",
		"__3xKq9":                             "",
		"contact-2024":                        "",
	} {
		if got := strings.Join(bareNames(in), " "); got != want {
			t.Errorf("bareNames(%q) = %q, want %q", in, got, want)
		}
	}
}
