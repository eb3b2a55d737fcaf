package lines

import (
	"testing"
	"time"
)

func TestParseStamp(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"minutes", "2024-03-05 15:22", "2024-03-05T15:22"},
		{"seconds, not padded", "2025-4-7 9:05:12", "2025-04-07T09:05:12"},
		{"no-break space", "2024-03-05\u00a015:22", "2024-03-05T15:22"},
		{"slashes, year first", "2024/3/5 15:22:10", "2024-03-05T15:22:10"},
		{"Chinese", "2024年3月5日 15:22", "2024-03-05T15:22"},
		{"offset", "2024-03-05T15:22:10+0800", "2024-03-05T15:22:10+08:00"},
		{"offset without seconds", "2024-03-05T15:22Z", "2024-03-05T15:22:00Z"},
		{"fraction", "2024-03-05T15:22:10.123Z", "2024-03-05T15:22:10Z"},
		{"month as a word", "Mar 5, 2024, 3:22 PM", "2024-03-05T15:22"},
		{"day before month", "5 March 2024 15:22", "2024-03-05T15:22"},
		{"midnight", "2024-03-05 12:01 AM", "2024-03-05T00:01"},
		{"leap day", "2024-02-29 10:00", "2024-02-29T10:00"},
		{"no leap day", "2023-02-29 10:00", ""},
		{"hour 25", "2024-03-05 25:00", ""},
		{"order unknown", "05/03/2024 15:22", ""},
		{"words behind", "2024-03-05 15:22 ok", ""},
		{"date alone", "2024-03-05", ""},
		{"clock alone", "15:22", ""},
		{"order number", "120240-03-05 15:22", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := ParseStamp(tt.in)
			if !ok {
				got = ""
			}
			if got != tt.want {
				t.Errorf("ParseStamp(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"2024-3-5": "2024-03-05", "2024年3月5日 星期二": "2024-03-05", "March 5, 2024": "2024-03-05",
		"2024-03-05 Tuesday": "2024-03-05", "2024-03-05 15:22": "", "5": "", "2024-13-01": "",
	} {
		got, ok := ParseDate(in)
		if got != want || ok != (want != "") {
			t.Errorf("ParseDate(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
}

func TestResolve(t *testing.T) {
	// A Wednesday.
	anchor := time.Date(2025, 9, 3, 10, 40, 12, 0, time.FixedZone("", 8*3600))
	for in, want := range map[string]string{
		"15:22":               "2025-09-03T15:22",
		"9:05:12":             "2025-09-03T09:05:12",
		"下午 3:22":             "2025-09-03T15:22",
		"Yesterday 15:22":     "2025-09-02T15:22",
		"Yesterday, 3:22 PM":  "2025-09-02T15:22",
		"昨天 15:22":            "2025-09-02T15:22",
		"前天 15:22":            "2025-09-01T15:22",
		"Monday 08:00":        "2025-09-01T08:00",
		"Wed 08:00":           "2025-08-27T08:00", // the latest before that day, not the day itself
		"周三 08:00":            "2025-08-27T08:00",
		"星期天 08:00":           "2025-08-31T08:00",
		"09-03 08:00":         "2025-09-03T08:00",
		"09-04 08:00":         "2024-09-04T08:00",
		"02-29 08:00":         "2024-02-29T08:00",
		"12月31日 23:59":        "2024-12-31T23:59",
		"5 minutes ago":       "2025-09-03T10:35",
		"45分钟前":               "2025-09-03T09:55",
		"刚刚":                  "2025-09-03T10:40",
		"just now":            "2025-09-03T10:40",
		"next Monday at 8:00": "",
		"yesterday":           "",
		"":                    "",
	} {
		if got := Resolve(in, anchor); got != want {
			t.Errorf("Resolve(%q) = %q, want %q", in, got, want)
		}
		if got := Resolve(in, time.Time{}); got != "" {
			t.Errorf("Resolve(%q) without an anchor = %q, want nothing", in, got)
		}
	}
}

func TestInterface(t *testing.T) {
	for in, want := range map[string]bool{
		"Reply": true, "ReplyTranslate": true, "Reply Translate": true, "回复翻译": true, "已读": true, "Unread": true,
		`Press "Enter" to send`: true, "Local Time: 15:41": true, "翻译中…": true,
		"": false, "reply": false, "Read the price list": false, "回复我": false, "Send samples": false, "Replyx": false,
	} {
		if got := Interface(in); got != want {
			t.Errorf("Interface(%q) = %v, want %v", in, got, want)
		}
	}
}

func TestPlaceholder(t *testing.T) {
	for in, want := range map[string]bool{
		"[图片]": true, "[Image]": true, " [文件] ": true, "【视频】": true,
		"[微笑]": false, "[图片] see": false, "图片": false, "[图片][图片]": false,
	} {
		if got := Placeholder(in); got != want {
			t.Errorf("Placeholder(%q) = %v, want %v", in, got, want)
		}
	}
}
