package whatsapp

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// brief gives a message as LINE KIND SENDER|TEXT [FILES] *, where * stands for
// edited.
func brief(m chat.Message) string {
	s := fmt.Sprintf("%d %s %s|%s", m.Line, m.Kind, m.Sender, strings.ReplaceAll(m.Text, "\n", "/"))
	if len(m.Attachments) > 0 {
		s += " " + fmt.Sprint(m.Attachments)
	}
	if m.Edited {
		s += " *"
	}
	return s
}

// briefs reads a text under a name.
func briefs(t testing.TB, name, text string) (got []string, cov chat.Coverage) {
	t.Helper()
	src := source.Bytes(name, []byte(text))
	src.Encoding = "utf-8"
	ms, _ := collect(t, Text{}.Read(src, chat.Options{}, &cov))
	for _, m := range ms {
		got = append(got, brief(m))
	}
	return got, cov
}

type ruleTest struct {
	name, file, text string
	want             []string
	note             string // in the integrity notes; "" for none
}

func runRules(t *testing.T, tests []ruleTest) {
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, cov := briefs(t, tt.file, tt.text)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			notes := strings.Join(cov.Integrity, "\n")
			if tt.note == "" && notes != "" || !strings.Contains(notes, tt.note) {
				t.Errorf("notes %q, want %q", notes, tt.note)
			}
		})
	}
}

// Which lines are headers.
func TestShapes(t *testing.T) {
	runRules(t, []ruleTest{
		{name: "junk before the first header", text: "exported on Tuesday\n\n05/03/2024, 15:22 - A: hi\n",
			want: []string{"3 text A|hi"}},
		{name: "blank lines inside and behind", text: "05/03/2024, 15:22 - A: one\n\ntwo\n\n\n05/03/2024, 15:23 - B: hi\n\n",
			want: []string{"1 text A|one//two", "6 text B|hi"}},
		{name: "pasted chat of another form", text: "05/03/2024, 15:22 - A: see\n[1.9.19, 00:00:00] X: old\n[1.9.19, 00:01:00] Y: older\n05/03/2024, 15:23 - B: hi\n",
			want: []string{"1 text A|see/[1.9.19, 00:00:00] X: old/[1.9.19, 00:01:00] Y: older", "4 text B|hi"},
			note: "2 lines look like headers"},
		{name: "year of another width", text: "[17.9.2019, 10:00:00] A: see\n[1.9.19, 00:00:00] X: old\n[17.9.2019, 10:01:00] B: hi\n",
			want: []string{"1 text A|see/[1.9.19, 00:00:00] X: old", "3 text B|hi"}, note: "1 line looks"},
		{name: "iOS, pasted behind a bare LF",
			text: "[05/03/2024, 15:22:10] A: \u200eMessages and calls are end-to-end encrypted.\r\n[05/03/2024, 15:22:10] A: one\ntwo\r\n[05/03/2024, 15:23:10] A: look:\n[01/03/2024, 10:00:00] B: old\r\n[05/03/2024, 15:24:10] B: hi\r\n",
			want: []string{"1 system |Messages and calls are end-to-end encrypted.", "2 text A|one/two",
				"4 text A|look:/[01/03/2024, 10:00:00] B: old", "6 text B|hi"}, note: "1 line looks"},
		{name: "Android, pasted with CRLF",
			text: "05/03/2024, 15:22 - A: look:\r\n01/03/2024, 10:00 - B: old\n05/03/2024, 15:23 - B: hi\n05/03/2024, 15:24 - B: ho\n",
			want: []string{"1 text A|look:/01/03/2024, 10:00 - B: old", "3 text B|hi", "4 text B|ho"}, note: "1 line looks"},
		{name: "line ends rewritten to LF",
			text: "[05/03/2024, 15:22:10] A: \u200eimage omitted\ntwo\n[05/03/2024, 15:23:10] B: hi\n",
			want: []string{"1 media A|image omitted/two", "3 text B|hi"}},
		{name: "line ends rewritten to CRLF",
			text: "05/03/2024, 15:22 - A: one\r\ntwo\r\n05/03/2024, 15:23 - B: hi\r\n",
			want: []string{"1 text A|one/two", "3 text B|hi"}},
		{name: "two exports glued together",
			text: strings.Repeat("[05.03.24, 15:22:10] A: \u200ehi\n", 4) + strings.Repeat("06/03/2024, 15:22 - A: ho\n", 3),
			want: []string{"1 system |hi", "2 system |hi", "3 system |hi", "4 system |hi", "5 text A|ho", "6 text A|ho", "7 text A|ho"},
			note: "two forms of header: [D.M.YY, h:mm:ss] NAME: and, at the end of the file, 3 messages D/M/YYYY, h:mm - NAME:"},
		{name: "older chat pasted at the end",
			text: "05/03/2024, 15:22 - A: a\n05/03/2024, 15:23 - A: b\n05/03/2024, 15:24 - A: c\n05/03/2024, 15:25 - A: see\n[1.9.19, 00:00:00] X: x\n[1.9.19, 00:01:00] X: y\n[1.9.19, 00:02:00] X: z\n",
			want: []string{"1 text A|a", "2 text A|b", "3 text A|c", "4 text A|see/[1.9.19, 00:00:00] X: x/[1.9.19, 00:01:00] X: y/[1.9.19, 00:02:00] X: z"},
			note: "3 lines look"},
		{name: "a longer paste than the chat",
			text: "05/03/2024, 15:22 - A: see\n[1.9.19, 00:00:00] X: x\n[1.9.19, 00:01:00] X: y\n[1.9.19, 00:02:00] X: z\n05/03/2024, 15:23 - A: b\n",
			want: []string{"1 text A|see/[1.9.19, 00:00:00] X: x/[1.9.19, 00:01:00] X: y/[1.9.19, 00:02:00] X: z", "5 text A|b"},
			note: "3 lines look"},
		{name: "12 and 24 hours in one file", text: "2024/3/5 15:22 - 李: 好\n2024/3/5 下午3:23 - 王: 好\n",
			want: []string{"1 text 李|好", "2 text 王|好"}},
	})
}

// Who says it.
func TestSenders(t *testing.T) {
	at := func(rests ...string) string {
		var b strings.Builder
		for i, r := range rests {
			fmt.Fprintf(&b, "05/03/2024, 15:%02d - %s\n", i, r)
		}
		return b.String()
	}
	runRules(t, []ruleTest{
		{name: "odd names", text: at("Tony (Wenzhou-Shoes): a", "+86 138 2288 4410: b", "“Boss” Li: c", "~\u202fCindy: d", "😀: e", "4410: f", "A.B. Co., Ltd.: g", "\u202a+86\u00a0159\u00a06700\u20112233\u202c: h"),
			want: []string{"1 text Tony (Wenzhou-Shoes)|a", "2 text +86 138 2288 4410|b", "3 text “Boss” Li|c", "4 text ~ Cindy|d",
				"5 text 😀|e", "6 text 4410|f", "7 text A.B. Co., Ltd.|g", "8 text +86 159 6700-2233|h"}},
		{name: "colons in the text", text: at("Lily: Price: FOB: USD 31.40", "Lily: see https://example.com: ok"),
			want: []string{"1 text Lily|Price: FOB: USD 31.40", "2 text Lily|see https://example.com: ok"}},
		{name: "colon in the name", text: at("Orders: Hengli Tools: hello", "Peter: Note: x", "Orders: Hengli Tools: Price: 3", "Orders: Hengli Tools: bye", "Orders: Hengli Tools changed their phone number"),
			want: []string{"1 text Orders: Hengli Tools|hello", "2 text Peter|Note: x", "3 text Orders: Hengli Tools|Price: 3",
				"4 text Orders: Hengli Tools|bye", "5 system |Orders: Hengli Tools changed their phone number"}},
		{name: "colon in the name by the file", file: "WhatsApp Chat with Orders_ Hengli.txt", text: at("Orders: Hengli: hello", "Peter: Note: x"),
			want: []string{"1 text Orders: Hengli|hello", "2 text Peter|Note: x"}},
		{name: "a label is no name", text: at("Lily: Price: 3", "Lily: Price: 4", "Lily: ok", "Lily: Price: 5"),
			want: []string{"1 text Lily|Price: 3", "2 text Lily|Price: 4", "3 text Lily|ok", "4 text Lily|Price: 5"}},
		{name: "subject with a colon", text: at("Lily: hi", `Lily changed the subject from "A: B" to "C"`, `Lily created group “PO: 1”`, `You changed the subject to "X: Y"`),
			want: []string{"1 text Lily|hi", `2 system |Lily changed the subject from "A: B" to "C"`, "3 system |Lily created group “PO: 1”", `4 system |You changed the subject to "X: Y"`}},
		{name: "notice with a colon", text: at("Lily: hi", "Your security code with Orders: Hengli changed. Tap to learn more."),
			want: []string{"1 text Lily|hi", "2 system |Your security code with Orders: Hengli changed. Tap to learn more."}},
		{name: "no blank behind the colon", text: at("Lily: hi", "Lily:ho", "Unknown:text"),
			want: []string{"1 text Lily|hi", "2 text Lily|ho", "3 system |Unknown:text"}},
		{name: "a sentence is no name", text: at("Lily: hi", "This chat is with a business account. Tap to learn more: here"),
			want: []string{"1 text Lily|hi", "2 system |This chat is with a business account. Tap to learn more: here"}},
		{name: "one message of a doctor", text: at("Lily: hi", "Dr. Chen: your samples failed"),
			want: []string{"1 text Lily|hi", "2 text Dr. Chen|your samples failed"}},
		{name: "verbs of the app in a message", text: at("Lily: I added the file and left the office, boss changed the subject", "Lily: Lily is waiting for your payment", "Peter: You removed the logo"),
			want: []string{"1 text Lily|I added the file and left the office, boss changed the subject", "2 text Lily|Lily is waiting for your payment", "3 text Peter|You removed the logo"}},
		{name: "notices behind a name", text: at("+86 138: hi", "+86 138: +86 138 updated the message timer. New messages will disappear.", "Bo: Bo created group “X”", "Bo: hi", "Bo: Bo changed their phone number to a new number."),
			want: []string{"1 text +86 138|hi", "2 system |+86 138 updated the message timer. New messages will disappear.", "3 system |Bo created group “X”", "4 text Bo|hi", "5 system |Bo changed their phone number to a new number."}},
		{name: "old Android", text: "19:23, 28 Aug 2013 - A: B joined\n19:24, 28 Aug 2013 - B: hi\n19:25, 28 Aug 2013 - A: B left\n",
			want: []string{"1 system |B joined", "2 text B|hi", "3 system |B left"}},
		{name: "somebody left", text: at("Peter: hi", "Lily: hi", "Peter: Lily left"),
			want: []string{"1 text Peter|hi", "2 text Lily|hi", "3 text Peter|Lily left"}},
	})
}

// What it is.
func TestKinds(t *testing.T) {
	at := func(rests ...string) string {
		var b strings.Builder
		for i, r := range rests {
			fmt.Fprintf(&b, "05/03/2024, 15:%02d - %s\n", i, r)
		}
		return b.String()
	}
	runRules(t, []ruleTest{
		{name: "files", text: at("A: IMG-20240305-WA0003.jpg (file attached)\ncaption", "A: AUD-20190101-WA0000. (file attached)", "A: Wu.vcf (file attached)", "A: x.jpg (file attached) as said", "A: STK-20240308-WA0001.webp (file attached)", "A: quote.pdf (final version)", "A: see (file attached)", "A: drawing.xyz1 (file attached)"),
			want: []string{"1 media A|IMG-20240305-WA0003.jpg (file attached)/caption [IMG-20240305-WA0003.jpg]", "3 media A|AUD-20190101-WA0000. (file attached) [AUD-20190101-WA0000.]",
				"4 contact A|Wu.vcf (file attached) [Wu.vcf]", "5 text A|x.jpg (file attached) as said", "6 sticker A|STK-20240308-WA0001.webp (file attached) [STK-20240308-WA0001.webp]", "7 text A|quote.pdf (final version)",
				"8 text A|see (file attached)", "9 media A|drawing.xyz1 (file attached) [drawing.xyz1]"}},
		{name: "files in an unknown language", text: at("A: IMG-20240305-WA0003.jpg (fájl csatolva)", "A: terv.pdf (fájl csatolva)", "A: terv.pdf (nem ez)"),
			want: []string{"1 media A|IMG-20240305-WA0003.jpg (fájl csatolva) [IMG-20240305-WA0003.jpg]", "2 media A|terv.pdf (fájl csatolva) [terv.pdf]", "3 text A|terv.pdf (nem ez)"}},
		{name: "left out in an unknown language", text: at("A: <Médiafájl elhagyva>", "B: <Médiafájl elhagyva>", "A: <Médiafájl elhagyva>", "B: <smile>"),
			want: []string{"1 media A|<Médiafájl elhagyva>", "2 media B|<Médiafájl elhagyva>", "3 media A|<Médiafájl elhagyva>", "4 text B|<smile>"}},
		{name: "nothing", text: at("A: null", "A:", "A: Waiting for this message. This may take a while.", "A: POLL:\nColour?\nOPTION: red (2 votes)"),
			want: []string{"1 other A|null", "2 other A|", "3 other A|Waiting for this message. This may take a while.", "4 other A|POLL:/Colour?/OPTION: red (2 votes)"}},
		{name: "poll with a wide colon", text: at("A: 投票：\n哪天\n选项： 周一（1 票）"),
			want: []string{"1 other A|投票：/哪天/选项： 周一（1 票）"}},
		{name: "poll in an unknown language", text: at("A: SZAVAZÁS:\nSzín?\nLEHETŐSÉG: piros (2 szavazat)"),
			want: []string{"1 other A|SZAVAZÁS:/Szín?/LEHETŐSÉG: piros (2 szavazat)"}},
		{name: "places", text: at("A: location: https://maps.google.com/?q=1.5,-2.5", "A: Hely: https://maps.google.com/?q=1.5,2.5", "A: https://maps.google.com/?q=1,2", "A: Café\nParis\nhttps://foursquare.com/v/x", "A: live location shared", "A: come here https://maps.google.com/?q=1,2"),
			want: []string{"1 location A|location: https://maps.google.com/?q=1.5,-2.5", "2 location A|Hely: https://maps.google.com/?q=1.5,2.5", "3 text A|https://maps.google.com/?q=1,2",
				"4 location A|Café/Paris/https://foursquare.com/v/x", "7 location A|live location shared", "8 text A|come here https://maps.google.com/?q=1,2"}},
		{name: "calls and deleted", text: at("A: Missed voice call", "Missed video call", "A: This message was deleted", "A: you deleted this message.", "A: This message was deleted by you?", "A: Voice call"),
			want: []string{"1 call A|Missed voice call", "2 call |Missed video call", "3 deleted A|This message was deleted", "4 deleted A|you deleted this message.", "5 text A|This message was deleted by you?", "6 text A|Voice call"}},
		{name: "edited", text: at("A: new price 4 <This message was edited>", "A: <This message was edited> is what it says"),
			want: []string{"1 text A|new price 4 <This message was edited> *", "2 text A|<This message was edited> is what it says"}, note: "1 message bears the app's mark of an edited text, first line 1"},
		{name: "joiners and blanks stay", text: at("A: می\u200cخواهم 👨\u200d👩 1\u00a0000 \u200fx\u202ay\u202c\ufeff"),
			want: []string{"1 text A|می\u200cخواهم 👨\u200d👩 1\u00a0000 xy"}},
	})
}

// The marks of iOS, and exports that lost them.
func TestMarks(t *testing.T) {
	const enc = "[05/03/2024, 15:22:10] A: \u200eMessages and calls are end-to-end encrypted.\n"
	runRules(t, []ruleTest{
		{name: "unknown language", text: enc + "\u200e[05/03/2024, 15:22:11] A: \u200ekép elhagyva\n[05/03/2024, 15:22:12] A: \u200eA biztonsági kód megváltozott.\n[05/03/2024, 15:22:13] A: szia \u200e<Szerkesztve>\n\u200e[05/03/2024, 15:22:14] A: ár.pdf • \u200e2 oldal \u200edokumentum elhagyva\n\u200e[05/03/2024, 15:22:15] A: \u200e<csatolva: 00000004-PHOTO-2024.jpg>\n",
			want: []string{"1 system |Messages and calls are end-to-end encrypted.", "2 media A|kép elhagyva", "3 system |A biztonsági kód megváltozott.", "4 text A|szia <Szerkesztve> *",
				"5 media A|ár.pdf • 2 oldal dokumentum elhagyva [ár.pdf]", "6 media A|<csatolva: 00000004-PHOTO-2024.jpg> [00000004-PHOTO-2024.jpg]"}, note: "1 message bears"},
		{name: "captions and edits", text: enc + "\u200e[05/03/2024, 15:22:11] A: \u200e<attached: 00000003-PHOTO-2024.jpg>\nour list\n\u200e[05/03/2024, 15:22:12] A: our list \u200e<csatolva: 00000004-PHOTO-2024.jpg>\n\u200e[05/03/2024, 15:22:13] A: \u200eimage omitted\nour list\n\u200e[05/03/2024, 15:22:14] A: \u200e<attached: 00000005-a.pdf> \u200e<Szerkesztve>\n\u200e[05/03/2024, 15:22:15] A: \u200esticker omitted \u200e<This message was edited>\n",
			want: []string{"1 system |Messages and calls are end-to-end encrypted.", "2 media A|<attached: 00000003-PHOTO-2024.jpg>/our list [00000003-PHOTO-2024.jpg]", "4 media A|our list <csatolva: 00000004-PHOTO-2024.jpg> [00000004-PHOTO-2024.jpg]",
				"5 media A|image omitted/our list", "7 media A|<attached: 00000005-a.pdf> <Szerkesztve> [00000005-a.pdf] *", "8 sticker A|sticker omitted <This message was edited> *"}, note: "2 messages bear"},
		{name: "a mark before a line of the app", text: enc + "\u200e[05/03/2024, 15:22:11] A: \u200eYour security code with A changed.\n\u200e[05/03/2024, 15:22:12] A: \u200eMissed voice call. \u200eTap to call back\n",
			want: []string{"1 system |Messages and calls are end-to-end encrypted.", "2 system |Your security code with A changed.", "3 call A|Missed voice call. Tap to call back"}},
		{name: "no seconds", text: "[05/03/2024, 15:22] A: \u200eMessages and calls are end-to-end encrypted.\n\u200e[05/03/2024, 15:22] A: \u200eimage omitted\n[05/03/2024, 15:23] A: hi\n",
			want: []string{"1 system |Messages and calls are end-to-end encrypted.", "2 media A|image omitted", "3 text A|hi"}},
		{name: "typed words of the app", text: enc + "[05/03/2024, 15:22:11] A: image omitted\n[05/03/2024, 15:22:12] A: This message was deleted.\n",
			want: []string{"1 system |Messages and calls are end-to-end encrypted.", "2 text A|image omitted", "3 text A|This message was deleted."}},
		{name: "calls and places", text: enc + "[05/03/2024, 15:22:11] A: \u200eVoice call. \u200e3 min\n[05/03/2024, 15:22:12] A: \u200eMissed group video call\n[05/03/2024, 15:22:13] A: Café (Paris): https://foursquare.com/v/x\n[05/03/2024, 15:22:14] A: \u200eLocation: https://maps.google.com/?q=1,2\n[05/03/2024, 15:22:15] A: \u200eYou received a view once message. For added privacy, open it on your phone.\n[05/03/2024, 15:22:16] A: \u200eWaiting for this message. This may take a while.\n",
			want: []string{"1 system |Messages and calls are end-to-end encrypted.", "2 call A|Voice call. 3 min", "3 call A|Missed group video call", "4 location A|Café (Paris): https://foursquare.com/v/x",
				"5 location A|Location: https://maps.google.com/?q=1,2", "6 media A|You received a view once message. For added privacy, open it on your phone.", "7 other A|Waiting for this message. This may take a while."}},
		{name: "before 2018", text: enc + "[05/03/2017, 15:22:11] A: <\u200eimage omitted>\n",
			want: []string{"1 system |Messages and calls are end-to-end encrypted.", "2 media A|<image omitted>"}},
		{name: "Turkish turns it round", text: enc + "\u200e[05/03/2024, 15:22:11] A: \u200e<00000003-PHOTO-2024-03-05-15-23-02.jpg eklendi>\n",
			want: []string{"1 system |Messages and calls are end-to-end encrypted.", "2 media A|<00000003-PHOTO-2024-03-05-15-23-02.jpg eklendi> [00000003-PHOTO-2024-03-05-15-23-02.jpg]"}},
		{name: "group name with a colon", text: "[05/03/2024, 15:22:10] PO: 1: \u200eMessages and calls are end-to-end encrypted.\n[05/03/2024, 15:22:11] PO: 1: \u200eBo added you\n[05/03/2024, 15:22:12] Bo: hi\n",
			want: []string{"1 system |Messages and calls are end-to-end encrypted.", "2 system |Bo added you", "3 text Bo|hi"}},
		{name: "marks lost", file: "WhatsApp Chat - PO 1.zip/_chat.txt", text: strings.ReplaceAll("[05/03/2024, 15:22:10] PO 1: Messages and calls are end-to-end encrypted.\n[05/03/2024, 15:22:11] PO 1: Bo added you\n[05/03/2024, 15:22:12] Bo: Bo created group “PO 1”\n[05/03/2024, 15:22:13] Bo: image omitted\n[05/03/2024, 15:22:14] Bo: cert.pdf • 1 page document omitted\n[05/03/2024, 15:22:15] Al: This message was deleted.\n[05/03/2024, 15:22:16] Al: <attached: 00000003-PHOTO-2024.jpg>\n[05/03/2024, 15:22:17] Al: ok <This message was edited>\n[05/03/2024, 15:22:18] Al: Your security code with Bo changed.\n", "\u200e", ""),
			want: []string{"1 system |Messages and calls are end-to-end encrypted.", "2 system |Bo added you", "3 system |Bo created group “PO 1”", "4 media Bo|image omitted", "5 media Bo|cert.pdf • 1 page document omitted [cert.pdf]",
				"6 deleted Al|This message was deleted.", "7 media Al|<attached: 00000003-PHOTO-2024.jpg> [00000003-PHOTO-2024.jpg]", "8 text Al|ok <This message was edited> *", "9 system |Your security code with Bo changed."}, note: "direction marks"},
	})
}
