package whatsapp

import (
	"testing"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// read reads a text given as a string.
func read(t testing.TB, text string, opts chat.Options) (ms []chat.Message, ps []*chat.Problem, cov chat.Coverage) {
	t.Helper()
	src := &source.Source{Name: "chat.txt", Encoding: "utf-8", Open: source.Bytes("", []byte(text)).Open}
	ms, ps = collect(t, Text{}.Read(src, opts, &cov))
	return ms, ps, cov
}

// headerTests has every header form that was seen or reported.
var headerTests = []struct{ name, line, time, sender string }{
	{"en-US", "3/5/24, 3:22 PM - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"en-US narrow blank", "3/5/24, 3:22\u202fPM - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"en-US wide blank", "3/5/24, 3:22\u00a0PM - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"en-GB", "05/03/2024, 15:22 - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"en-US 24 h", "3/5/24, 15:22 - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"en-IN", "05/03/24, 3:22 pm - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"en-AU", "05/03/2024, 3:22 pm - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"en-ZA", "2024/03/05, 15:22 - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"en-CA", "2024-03-05, 3:22 p.m. - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"sv", "2024-03-05 15:22 - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"de", "05.03.24, 15:22 - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"ru", "05.03.2024, 15:22 - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"cs", "05.03.24 15:22 - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"nl", "05-03-2024 15:22 - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"pt-BR", "05/03/2024 15:22 - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"es-MX", "5/3/2024, 3:22 p. m. - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"es-MX blanks", "5/3/2024, 3:22\u202fp.\u00a0m. - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"fr 2018", "05/03/2024 à 15:22 - Lily: salut", "2024-03-05T15:22", "Lily"},
	{"id", "05/03/24 15.22 - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"zh-CN", "2024/3/5 15:22 - 李丽: 你好", "2024-03-05T15:22", "李丽"},
	{"zh-CN 12 h", "2024/3/5 下午3:22 - 李丽: 你好", "2024-03-05T15:22", "李丽"},
	{"zh noon", "2024/3/5 中午12:22 - 李丽: 你好", "2024-03-05T12:22", "李丽"},
	{"zh after noon", "2024/3/5 中午1:22 - 李丽: 你好", "2024-03-05T13:22", "李丽"},
	{"zh after midnight", "2024/3/5 凌晨12:22 - 李丽: 你好", "2024-03-05T00:22", "李丽"},
	{"zh evening", "2024/3/5 晚上7:22 - 李丽: 你好", "2024-03-05T19:22", "李丽"},
	{"fa", "\u200f۲۰۲۴/۳/۵،\u200f ۱۵:۲۲ - لیلی: سلام", "2024-03-05T15:22", "لیلی"},
	{"hr", "13. 6. 2024. 21:25 - Lily: hi", "2024-06-13T21:25", "Lily"},
	{"hu", "16.11.24. 18:44 - Lily: hi", "2024-11-16T18:44", "Lily"},
	{"bg", "25.03.24\u202fг., 15:22 - Lily: hi", "2024-03-25T15:22", "Lily"},
	{"mk iOS", "[25.3.2024 г. 15:22:10] Lily: hi", "2024-03-25T15:22:10", "Lily"},
	{"fr-CA", "2024-03-25 15 h 22 - Lily: salut", "2024-03-25T15:22", "Lily"},
	{"fr-CA iOS", "[2024-03-25 15 h 22 min 10 s] Lily: salut", "2024-03-25T15:22:10", "Lily"},
	{"ko short year", "24. 3. 25. 오후 3:22 - Lily: hi", "2024-03-25T15:22", "Lily"},
	{"ko short year iOS", "[24. 3. 5. 오전 3:22:10] Lily: hi", "2024-03-05T03:22:10", "Lily"},
	{"ms", "25/03/24, 3:22 PTG - Lily: hi", "2024-03-25T15:22", "Lily"},
	{"sq", "25.3.24, 3:22\u202fm.d. - Lily: hi", "2024-03-25T15:22", "Lily"},
	{"yue", "2024/3/25 下晝3:22 - Lily: hi", "2024-03-25T15:22", "Lily"},
	{"noon", "03/01/2024, 12:15 at noon - Lily: hi", "2024-01-03T12:15", "Lily"},
	{"day period", "03/01/2024, 9:15 in the morning - Lily: hi", "2024-01-03T09:15", "Lily"},
	{"day period late", "03/01/2024, 9:15 at night - Lily: hi", "2024-01-03T21:15", "Lily"},
	{"en dash", "9/17/24, 8:30:52 AM – Lily: hi", "2024-09-17T08:30:52", "Lily"},
	{"iOS en-GB", "[05/03/2024, 15:22:10] Lily: hi", "2024-03-05T15:22:10", "Lily"},
	{"iOS en-US", "[3/5/24, 3:22:10 PM] Lily: hi", "2024-03-05T15:22:10", "Lily"},
	{"iOS fr", "[05/03/2024 15:22:10] Lily: hi", "2024-03-05T15:22:10", "Lily"},
	{"iOS id", "[3/5/24 15.22.10] Lily: hi", "2024-03-05T15:22:10", "Lily"},
	{"iOS vi", "[15:22:10, 3/5/24] Lily: hi", "2024-03-05T15:22:10", "Lily"},
	{"iOS fi", "[5.3.2024 klo 15.22.10] Lily: hi", "2024-03-05T15:22:10", "Lily"},
	{"iOS ar", "[٥\u200f/٣\u200f/٢٠٢٤، ٣:٢٢:١٠ م] ليلى: مرحبا", "2024-03-05T15:22:10", "ليلى"},
	{"iOS ar, ASCII digits", "[\u200f5\u200f/3\u200f/2024، 15:22:10] ليلى: مرحبا", "2024-03-05T15:22:10", "ليلى"},
	{"iOS zh 12 h", "[2024/3/5 下午3:22:10] 李丽: 你好", "2024-03-05T15:22:10", "李丽"},
	{"iOS zh", "[2024/3/5 15:22:10] 李丽: 你好", "2024-03-05T15:22:10", "李丽"},
	{"Buddhist year", "[3/18/2567 BE, 14:56:01] Lily: hi", "2024-03-18T14:56:01", "Lily"},
	{"Buddhist year, bare", "[18/3/2567, 14:56:01] Lily: hi", "2024-03-18T14:56:01", "Lily"},
	{"Japanese year", "[3/18/R6, 14:56:01] Lily: hi", "2024-03-18T14:56:01", "Lily"},
	{"Japanese year in front", "[H31/3/18 14:56:01] Lily: hi", "2019-03-18T14:56:01", "Lily"},
	{"old iOS", "05/03/15 15:22:10: Lily: hi", "2015-03-05T15:22:10", "Lily"},
	{"old iOS en-US", "7/1/16, 4:56:55 PM: Lily: hi", "2016-07-01T16:56:55", "Lily"},
	{"Android 2013", "19:23, 28 Aug 2013 - Lily: hi", "2013-08-28T19:23", "Lily"},
	{"no year", "Mar 5, 8:11 PM - Lily: hi", "", "Lily"},
	{"no year, day first", "18 Mar 12:14 - Lily: hi", "", "Lily"},
	{"ko", "2024. 3. 5. 오후 3:22 - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"ja", "2024/03/05 午後3:22 - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"el", "05/03/24, 3:22 μ.μ. - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"tr", "05.03.2024 ÖS 3:22 - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"vi marker", "05/03/2024, 3:22 CH - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"zh with year, month and day", "2024年3月5日 下午3:22 - 李丽: 你好", "2024-03-05T15:22", "李丽"},
	{"Devanagari digits", "०५/०३/२०२४, १५:२२ - Lily: hi", "2024-03-05T15:22", "Lily"},
	{"Thai digits", "[๐๕/๐๓/๒๐๒๔ ๑๕:๒๒:๑๐] Lily: hi", "2024-03-05T15:22:10", "Lily"},
	{"mark before the bracket", "\u200e[05/03/2024, 15:22:10] Lily: \u200eimage omitted", "2024-03-05T15:22:10", "Lily"},
	{"byte order mark in the bracket", "[\ufeff29.01.18, 15:22:10] Lily: hi", "2018-01-29T15:22:10", "Lily"},
	{"byte order mark before the line", "\ufeff29.01.18, 15:22 - Lily: hi", "2018-01-29T15:22", "Lily"},
	{"midnight and noon", "3/5/24, 12:00 AM - Lily: hi", "2024-03-05T00:00", "Lily"},
	{"noon", "3/5/24, 12:00 PM - Lily: hi", "2024-03-05T12:00", "Lily"},
	{"marker is noise", "3/5/24, 23:59 PM - Lily: hi", "2024-03-05T23:59", "Lily"},
	{"marker is noise at midnight", "3/5/24, 00:04 AM - Lily: hi", "2024-03-05T00:04", "Lily"},
	{"unknown marker", "[05/03/2024, 3:22:10 xyz] Lily: hi", "2024-03-05", "Lily"},
	{"empty body", "05/03/2024, 15:22 - Lily:", "2024-03-05T15:22", "Lily"},
	{"empty body with blank", "05/03/2024, 15:22 - Lily: ", "2024-03-05T15:22", "Lily"},
	{"line of the app", "05/03/2024, 15:22 - Your security code with Lily changed.", "2024-03-05T15:22", ""},
}

func TestHeaders(t *testing.T) {
	for _, tt := range headerTests {
		t.Run(tt.name, func(t *testing.T) {
			ms, ps, _ := read(t, tt.line+"\n", chat.Options{})
			if len(ms) != 1 {
				t.Fatalf("%d messages, %v", len(ms), ps)
			}
			if m := ms[0]; m.Time != tt.time || m.Sender != tt.sender || m.Line != 1 || m.Lines != 1 {
				t.Errorf("time %q sender %q line %d lines %d, want %q %q", m.Time, m.Sender, m.Line, m.Lines, tt.time, tt.sender)
			}
		})
	}
}

// Lines that look like headers and are none, at the place of a second line.
func TestNoHeaders(t *testing.T) {
	for _, line := range []string{
		"2/11/19: Arrival",
		"2024-03-05 10:30:00",
		"192.168.1.1 - router",
		"05/03/2024, 15:22 - ",
		"05/03/2024, 15:22",
		"[05/03/2024, 15:22:10] ",
		"31/02/2024, 15:22 - Lily: no such day",
		"05/03/2024, 25:70 - Lily: no such hour",
		"05/03/2024, 15:7 - Lily: no such minute",
		"00/03/2024, 15:22 - Lily: no such day",
		"12345/03/2024, 15:22 - Lily: no such day",
		"3.5 - 4.5 mm: thickness",
		"01.04.2015 - 16:00:27; ME: from another viewer",
		"May 5 is a holiday, 8:11 PM - closed",
		"1. 2. 3. go - now: yes",
	} {
		t.Run(line, func(t *testing.T) {
			ms, ps, _ := read(t, "04/03/2024, 15:00 - Lily: first\n"+line+"\n", chat.Options{})
			if len(ms) != 1 || len(ps) != 0 || ms[0].Lines != 2 {
				t.Fatalf("%d messages, %v: %+v", len(ms), ps, ms)
			}
		})
	}
}
