package report

import (
	"errors"
	"testing"

	"backchannel/parser/chat"
)

func TestPlaced(t *testing.T) {
	for _, c := range []struct{ zone, printed, want, note string }{
		{"Asia/Shanghai", "2024-03-05T15:22:10", "2024-03-05T15:22:10+08:00", ""},
		{"Asia/Shanghai", "2024-03-05T15:22", "2024-03-05T15:22:00+08:00", "seconds not in the export, written as 00"},
		{"+05:30", "2024-03-05T15:22:10", "2024-03-05T15:22:10+05:30", ""},
		{"Asia/Shanghai", "2024-03-05T15:22:10Z", "2024-03-05T15:22:10Z", ""},
		{"", "2024-03-05T15:22:10.25+01:00", "2024-03-05T15:22:10.25+01:00", ""},
		{"Europe/Berlin", "2024-03-05", "2024-03-05T00:00:00+01:00", "clock not in the export, written as 00"},
		// 2024-10-27 03:00 was put back to 02:00, 2024-03-31 02:00 forward to 03:00.
		{"Europe/Berlin", "2024-10-27T01:59:59", "2024-10-27T01:59:59+02:00", ""},
		{"Europe/Berlin", "2024-10-27T02:30:00", "2024-10-27T02:30:00+02:00", "the clock showed this time twice that day; the first is taken"},
		{"Europe/Berlin", "2024-10-27T03:00:00", "2024-10-27T03:00:00+01:00", ""},
		{"Europe/Berlin", "2024-03-31T01:59:59", "2024-03-31T01:59:59+01:00", ""},
		{"Europe/Berlin", "2024-03-31T02:30:00", "2024-03-31T02:30:00+01:00", "the clock skipped this time that day; the offset before the change is taken"},
		{"Europe/Berlin", "2024-03-31T03:00:00", "2024-03-31T03:00:00+02:00", ""},
		{"America/New_York", "2024-11-03T01:30:00", "2024-11-03T01:30:00-04:00", "the clock showed this time twice that day; the first is taken"},
		{"America/New_York", "2024-11-04T01:30:00", "2024-11-04T01:30:00-05:00", ""},
	} {
		m := chat.Message{Time: c.printed}
		zone, err := Zone(c.zone)
		if c.zone != "" && err != nil {
			t.Fatal(err)
		}
		at, err := placed(&m, zone)
		if err != nil || at.stamp() != c.want || at.note() != c.note {
			t.Errorf("%s in %q: got %s, %q, %v", c.printed, c.zone, at.stamp(), at.note(), err)
		}
	}
}

func TestPlacedWithoutTimeOrZone(t *testing.T) {
	for _, printed := range []string{"", "Yesterday", "2024-13-40T99:00"} {
		if _, err := placed(&chat.Message{Time: printed}, nil); !errors.Is(err, errNoTime) {
			t.Errorf("%q: %v", printed, err)
		}
	}
	var at *chat.Problem
	if _, err := placed(&chat.Message{Time: "2024-03-05T15:22"}, nil); !errors.As(err, &at) {
		t.Errorf("got %v", err)
	}
}

func TestZoneRefuses(t *testing.T) {
	for _, name := range []string{"", "Local", "local", "Shanghai", "8", "../../etc/passwd", "UTC+8", "+8"} {
		if z, err := Zone(name); err == nil {
			t.Errorf("%q is taken for %v", name, z)
		}
	}
}
