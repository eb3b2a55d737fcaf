package whatsapp

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// entry is brief with the conversation, the place in it and the time.
func entries(t testing.TB, f readFormat, text string, opts chat.Options) (got []string, ps []*chat.Problem, cov chat.Coverage) {
	t.Helper()
	ms, ps := collect(t, f.Read(source.Bytes("export", []byte(text)), opts, &cov))
	for _, m := range ms {
		s := brief(m) + " @" + m.Time
		if m.Quote != "" {
			s += " re " + m.Quote
		}
		if m.Conversation != "" {
			s += " in " + m.Conversation
		}
		if m.Index != len(got)+1 && m.Conversation == "" {
			t.Errorf("index %d of message %d", m.Index, len(got)+1)
		}
		got = append(got, s)
	}
	return got, ps, cov
}

func TestExporterJSON(t *testing.T) {
	tests := []struct {
		name, text string
		opts       chat.Options
		want       []string
	}{
		{"several chats", `{"1@s.whatsapp.net":{"name":"A","messages":{"9":{"from_me":true,"timestamp":1709652120,"data":"hi"},"8":{"from_me":false,"timestamp":1709652121.9,"data":"ho"}}},
			"2-3@g.us":{"name":null,"type":"android","messages":{"1":{"from_me":false,"timestamp":1709652120000,"data":"x<br>y","sender":"B"},"2":{"from_me":false,"timestamp":null,"data":"z","sender":8613}}},
			"000000000000000":{"messages":{"1":{"from_me":false,"timestamp":1709652120,"meta":true,"data":"A voice call from A was declined"}}}}`, chat.Options{},
			[]string{"0 text (self)|hi @2024-03-05T15:22:00Z in 1@s.whatsapp.net", "0 text A|ho @2024-03-05T15:22:01Z in 1@s.whatsapp.net",
				"0 text B|x/y @2024-03-05T15:22:00Z in 2-3@g.us", "0 text 8613|z @ in 2-3@g.us",
				"0 call 000000000000000|A voice call from A was declined @2024-03-05T15:22:00Z in 000000000000000"}},
		{"no name", `{"8613900112233@s.whatsapp.net":{"messages":{"1":{"timestamp":1709652120,"data":"hi"}}}}`, chat.Options{},
			[]string{"0 text 8613900112233|hi @2024-03-05T15:22:00Z"}},
		{"the owner's name is known", `{"1@lid":{"name":"A","messages":{"1":{"from_me":true,"timestamp":1709652120,"data":"hi"}}}}`, chat.Options{Self: "Peter"},
			[]string{"0 text Peter|hi @2024-03-05T15:22:00Z"}},
		{"reply, media, empty", `{"1@s.whatsapp.net":{"name":"A","messages":{"1":{"timestamp":1709652120,"data":"ok","reply":"K","quoted_data":"pay<br>now"},
			"2":{"timestamp":1709652120,"media":true,"data":"C:\\WhatsApp\\Wu.vcf","caption":null},"3":{"timestamp":1709652120,"data":null},
			"4":{"timestamp":1709652120,"data":"<b>&amp;","safe":false},"5":{"timestamp":1709652120,"data":"a &lt; b<br>c","safe":true,"meta":true}}}}`, chat.Options{},
			[]string{"0 text A|ok @2024-03-05T15:22:00Z re pay\nnow", "0 contact A| [Wu.vcf] @2024-03-05T15:22:00Z", "0 other A| @2024-03-05T15:22:00Z",
				"0 text A|<b>&amp; @2024-03-05T15:22:00Z", "0 system |a < b/c @2024-03-05T15:22:00Z"}},
		{"older versions and other things", `{"1@s.whatsapp.net":{"name":"A","thumb":{"x":[1,{"y":2}]},"messages":[{"from_me":1,"timestamp":"1709652120","data":7}]},"x":null,"y":[1]}`, chat.Options{},
			[]string{"0 text (self)|7 @2024-03-05T15:22:00Z in 1@s.whatsapp.net"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ps, cov := entries(t, ExporterJSON{}, tt.text, tt.opts)
			if diff := cmp.Diff(tt.want, got); diff != "" || len(ps) > 0 {
				t.Errorf("%v -want +got\n%s", ps, diff)
			}
			if cov.Found != len(got) || cov.Read != len(got) {
				t.Errorf("coverage %+v", cov)
			}
		})
	}
}

// The chats of a file are each counted from 1.
func TestExporterJSONIndex(t *testing.T) {
	const text = `{"a":{"messages":{"1":{"data":"x"},"2":{"data":"y"}}},"b":{"messages":{"1":{"data":"z"}}}}`
	ms, _ := collect(t, ExporterJSON{}.Read(source.Bytes("x", []byte(text)), chat.Options{}, nil))
	if len(ms) != 3 || ms[0].Index != 1 || ms[1].Index != 2 || ms[2].Index != 1 {
		t.Errorf("%+v", ms)
	}
}

// What stands before the end of a cut file is read, and the end is told.
func TestExporterJSONCut(t *testing.T) {
	const text = `{"1@s.whatsapp.net":{"name":"A","messages":{"1":{"timestamp":1709652120,"data":"hi"},"2":{"timest`
	n := 0
	var last error
	for _, err := range (ExporterJSON{}).Read(source.Bytes("cut.json", []byte(text)), chat.Options{}, nil) {
		if last = err; err == nil {
			n++
		}
	}
	if n != 1 || last == nil || !strings.Contains(last.Error(), "cut.json") || !strings.Contains(last.Error(), "1 message before") {
		t.Errorf("%d messages, %v", n, last)
	}
}

func TestExporterJSONWrongTypes(t *testing.T) {
	const text = `{"1@s.whatsapp.net":{"messages":{"1":[5],"2":{"timestamp":1709652120,"data":"hi"}}}}`
	got, ps, cov := entries(t, ExporterJSON{}, text, chat.Options{})
	if len(got) != 1 || len(ps) != 1 || cov.Found != 2 || cov.Read != 1 || skipped(&cov) != 1 {
		t.Errorf("%v %v %+v", got, ps, cov)
	}
}

func TestTelegramJSON(t *testing.T) {
	const text = `{"name":"Sunny","type":"personal_chat","id":8613900112233,"messages":[
		{"id":1,"type":"message","date":"2024-03-05T23:22:00","date_unixtime":1709652120,"from":"8613900112233","from_id":"user8613900112233","reply_to_message_id":null,"text":"hi<br>there","text_entities":[{"type":"plain","text":"hi"}]},
		{"id":2,"type":"message","date":"2024-03-05T23:22:00","date_unixtime":1709652120,"from":"Me","from_id":"user00000","text":["a ",{"type":"bold","text":"b"}]},
		{"id":3,"type":"message","date":"2024-03-05T23:22:00","from":"Bo","from_id":"userBo","text":"Message deleted"},
		{"id":4,"type":"message","date_unixtime":"1709652120","from":"Bo","text":"WhatsApp/Media/IMG-20240305-WA0005.jpg"},
		{"id":5,"type":"message","date_unixtime":1709652120,"from":"Bo","text":null}]}`
	want := []string{"0 text Sunny|hi/there @2024-03-05T15:22:00Z", "0 text (self)|a b @2024-03-05T15:22:00Z", "0 deleted Bo|Message deleted @2024-03-05T23:22:00",
		"0 media Bo|WhatsApp/Media/IMG-20240305-WA0005.jpg [IMG-20240305-WA0005.jpg] @2024-03-05T15:22:00Z", "0 other Bo| @2024-03-05T15:22:00Z"}
	got, ps, _ := entries(t, TelegramJSON{}, text, chat.Options{})
	if diff := cmp.Diff(want, got); diff != "" || len(ps) > 0 {
		t.Errorf("%v -want +got\n%s", ps, diff)
	}
	if s := (TelegramJSON{}).Sniff("result.json", []byte(text)); s < 90 {
		t.Errorf("score %d", s)
	}
	own := strings.NewReplacer(`_unixtime":1709652120`, `_unixtime":"1709652120"`, "user00000", "user77").Replace(text)
	if s := (TelegramJSON{}).Sniff("result.json", []byte(own)); s >= 50 {
		t.Errorf("an export of Telegram itself scores %d", s)
	}
}

// oldPage is a page of the old theme.
const oldPage = `<!DOCTYPE html><html><head><title>Whatsapp - Team</title></head><body>
<header class="w3-center w3-top">Chat history with Team</header>
<article class="w3-container"><div class="table">
<div class="w3-row w3-padding-small w3-margin-bottom" id="K1">
	<div class="w3-center w3-padding-16 blue">2024-03-05</div>
	<div class="w3-row"><div class="w3-left blue">15:22</div><div class="name w3-right-align pad-left-10">You</div></div>
	<div class="w3-row"><div class="w3-col m10 l10"><div class="w3-right-align">
		Price for 2,000?<br>Size &lt; 10 cm &amp; <a href="https://a.example/?a=1&amp;b=2">https://a.example/?a=1&amp;b=2</a>
	</div></div><div class="w3-col m2 l2 pad-left-10"><a href="me.jpg"><img src="me.jpg" class="avatar"></a></div></div>
</div>
<div class="w3-row w3-padding-small w3-margin-bottom" id="K2">
	<div class="w3-row"><div class="w3-left pad-right-10 name">
		Sunny
	</div><div class="w3-right-align blue">15:23</div></div>
	<div class="w3-row"><div class="w3-col m2 l2"><a href="x.jpg"><img src="x.jpg" class="avatar"></a></div><div class="w3-col m10 l10"><div class="w3-left-align">
		<div class="reply"><span class="blue">Replying to </span><a href="#K1" class="reply_link">"Price for 2,000?"</a></div>
		<a href="Media/IMG 1.jpg"><img src="thumb.png" loading="lazy"/></a>
		<div class="w3-container">our list</div>
	</div></div></div>
</div>
<div class="w3-row w3-padding-small w3-margin-bottom" id="K3">
	<div class="w3-center w3-padding-16 blue">2024-03-06</div>
	<div class="w3-row"><div class="w3-left pad-right-10 name">Sunny</div><div class="w3-right-align blue">09:00</div></div>
	<div class="w3-row"><div class="w3-col m12 l12"><div class="w3-left-align">
		<div class="w3-panel w3-border-blue w3-pale-blue w3-center"><p>The security code between you and Sunny changed</p></div>
	</div></div></div>
</div>
<div class="w3-row w3-padding-small w3-margin-bottom" id="K4">
	<div class="w3-row"><div class="w3-left pad-right-10 name">Sunny</div><div class="w3-right-align blue">09:01</div></div>
	<div class="w3-row"><div class="w3-col m12 l12"><div class="w3-left-align">
		<div class="w3-panel w3-border-blue w3-pale-blue w3-center"><p>The file cannot be displayed here, however it should be located at <a href="./Docs/new PI.pdf">here</a></p></div>
	</div></div></div>
</div>
<div class="w3-row w3-padding-small w3-margin-bottom" id="K5">
	<div class="w3-row"><div class="w3-left pad-right-10 name">Sunny</div><div class="w3-right-align blue">09:02</div></div>
	<div class="w3-row"><div class="w3-col m12 l12"><div class="w3-left-align">
		<video class="lazy" controls><source type="video/mp4" data-src="Media/VID-1.mp4" /></video>
	</div></div></div>
</div>
</div></article></body></html>`

// newPage gives a page of the new theme with these rows.
func newPage(rows string) string {
	return `<html><head><title>Whatsapp - Team</title></head><body><article class="bg-whatsapp-chat-light"><div class="message-list"><div class="flex flex-col">` +
		rows + `</div></div></article></body></html>`
}

const newDay = `<div class="flex justify-center"><div class="bg-[#e1f2fb] text-xs"> 2024-03-05 </div></div>`

// theirs is an incoming message of the new theme.
func theirs(who, inner string) string {
	return `<div class="flex justify-start items-center group" id="A"><div class="bg-white rounded-lg"><p class="text-[#111b21] text-sm">
		` + inner + `
		</p><div class="flex items-baseline"><span class="flex-shrink-0">` + who + `</span><span class="flex-grow"></span><span class="flex-shrink-0">9:05</span></div></div></div>`
}

func TestExporterHTML(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
		problem    string
	}{
		{"old theme", oldPage, []string{
			"0 text You|Price for 2,000?/Size < 10 cm & https://a.example/?a=1&b=2 @2024-03-05T15:22",
			"0 media Sunny|our list [IMG 1.jpg] @2024-03-05T15:23 re Price for 2,000?",
			"0 system |The security code between you and Sunny changed @2024-03-06T09:00",
			"0 media Sunny| [new PI.pdf] @2024-03-06T09:01",
			"0 media Sunny| [VID-1.mp4] @2024-03-06T09:02",
		}, ""},
		{"group in the new theme", newPage(newDay + theirs("Bo", "hi") + theirs("~ Al", `<audio controls><source src="a/PTT-1.opus"/></audio>`)), []string{
			"0 text Bo|hi @2024-03-05T09:05", "0 media ~ Al| [PTT-1.opus] @2024-03-05T09:05"}, ""},
		{"sticker and cards", newPage(newDay + theirs("", `<a href="s/x.webp"><img class="sticker" src="t.png"></a>`) +
			theirs("", `<div class="flex justify-center mb-2"><div class="bg-[#FFF3C5]">This media include the following vCard file(s):<br><a href="c/Li.vcf">Li</a></div></div>`)), []string{
			"0 sticker Team| [x.webp] @2024-03-05T09:05", "0 contact Team|This media include the following vCard file(s):/Li [Li.vcf] @2024-03-05T09:05"}, ""},
		{"a day that goes on from the page before", newPage(theirs("", "one") + theirs("", "two") + newDay + theirs("", "three")), []string{
			"0 text Team|one @", "0 text Team|two @", "0 text Team|three @2024-03-05T09:05"}, "the first 2 messages have no date on this page"},
		{"reply box of older versions", newPage(newDay + strings.Replace(theirs("", "ok"), `<p class="text-[#111b21] text-sm">`,
			`<a href="#A1" target="_self"><div class="text-sm reply-box"><p class="text-xs">Replying to</p><p class="truncate">pay now</p></div></a><p class="text-[#111b21] text-sm">`, 1)), []string{
			"0 text Team|ok @2024-03-05T09:05 re pay now"}, ""},
		{"nothing", newPage(""), nil, "the page holds no message"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ps, cov := entries(t, ExporterHTML{}, tt.text, chat.Options{})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if tt.problem == "" && len(ps) > 0 || tt.problem != "" && (len(ps) != 1 || !strings.Contains(ps[0].Text, tt.problem)) {
				t.Errorf("problems %v, want %q", ps, tt.problem)
			}
			if cov.Counterpart != "Team" || cov.Messages != len(got) {
				t.Errorf("coverage %+v", cov)
			}
			if s := (ExporterHTML{}).Sniff("x.html", []byte(tt.text)); s < 90 {
				t.Errorf("score %d", s)
			}
		})
	}
}
