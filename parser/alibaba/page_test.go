package alibaba

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

const buyer = "01_messenger_buyer.html"

func TestPageFixtures(t *testing.T) {
	for _, name := range []string{buyer, "02_inquiry_newest_first.html", "03_messenger.mhtml"} {
		t.Run(name, func(t *testing.T) { checkFixture(t, Page{}, name) })
	}
}

func TestPageExtras(t *testing.T) {
	msgs, _, err := collect(Page{}, open(t, buyer), chat.Options{Self: "Daniel"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if m := msgs[4]; m.Quote != "FOB Ningbo USD 2.35/pc for 3000 pcs, lead time 25 days." || m.Sender != "Daniel" {
		t.Errorf("message 5: %+v", m)
	}
	if m := msgs[5]; m.Translation != "Dear, 2.28 is the lowest price, large quantities can be discussed." {
		t.Errorf("message 6: %+v", m)
	}
	msgs, _, err = collect(Page{}, open(t, "02_inquiry_newest_first.html"), chat.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range msgs {
		if m.Auto != (i == 1) {
			t.Errorf("message %d: auto is %v", i+1, m.Auto)
		}
	}
}

func TestPageCoverage(t *testing.T) {
	for _, tt := range []struct {
		name string
		want chat.Coverage
	}{
		{buyer, chat.Coverage{Counterpart: "Lily Chen", Company: "Ningbo Harborline Houseware Co., Ltd.", Found: 16, Read: 16,
			First: "2024-03-05T07:02:11Z", Last: "2024-03-06T07:40:02Z",
			Clock: "the printed clocks are UTC+01:00 in 14 of 14 messages; 2 of 16 messages have no time"}},
		{"02_inquiry_newest_first.html", chat.Coverage{Counterpart: "Omar Haddad", Company: "Gulf Homeware Trading LLC", Found: 8, Read: 8,
			First: "2025-06-11T17:05", Last: "2025-06-12T10:44", Order: "the page is newest first and was turned round",
			Clock: "1 of 8 messages have no time"}},
		{"03_messenger.mhtml", chat.Coverage{Counterpart: "Kevin Lau", Company: "Zhongshan Starglow Lighting Factory", Found: 6, Read: 6,
			First: "2023-11-21T01:04:30Z", Last: "2023-11-21T02:06:30Z", Clock: "the printed clocks are UTC-04:00 in 6 of 6 messages"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.want.Format, tt.want.Encoding, tt.want.Unit, tt.want.Reader = "alibaba-page", "utf-8", "blocks", "profile messenger"
			tt.want.Messages = tt.want.Read
			tt.want.Missing = []string{"earlier messages: a saved page holds only what had been scrolled into view"}
			var got chat.Coverage
			if _, _, err := collect(Page{}, open(t, tt.name), chat.Options{}, &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("coverage differs (-want +got):\n%s", diff)
			}
		})
	}
}

// other gives a fixture after a change to its text.
func other(t *testing.T, name string, change func(string) string) *source.Source {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return source.Bytes(name, []byte(change(string(data))))
}

var classes = regexp.MustCompile(`class="([^"]*)"`)

// A page of another build or saved by another program has the same messages.
func TestPageVariants(t *testing.T) {
	for name, change := range map[string]func(string) string{
		"hash tails on every class": func(s string) string {
			return classes.ReplaceAllStringFunc(s, func(c string) string {
				return `class="` + strings.Join(strings.Fields(classes.FindStringSubmatch(c)[1]), "__3xKq9 ") + `__a7Bc2"`
			})
		},
		"one more box around each": func(s string) string {
			return strings.NewReplacer(`<div class="user-content">`, `<div class="user-content"><div class="n"><div>`,
				`<div class="message-flow-menu-box">`, `</div></div><div class="message-flow-menu-box">`).Replace(s)
		},
		"other attributes first": func(s string) string {
			return strings.ReplaceAll(s, `<div class="message-item-wrapper`, "<div\n  data-spm='d1' style=\"opacity: 1\" class=\"x message-item-wrapper")
		},
		"CRLF":        func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"upper case":  func(s string) string { return strings.NewReplacer("<div", "<DIV", "</div", "</DIV").Replace(s) },
		"BOM":         func(s string) string { return "\ufeff" + s },
		"no end tags": func(s string) string { s, _, _ = strings.Cut(s, `<div class="send-box-container">`); return s },
	} {
		t.Run(name, func(t *testing.T) {
			got, problems, err := collect(Page{}, other(t, buyer, change), chat.Options{}, nil)
			if err != nil || len(problems) > 0 {
				t.Error(err, problems)
			}
			if diff := cmp.Diff(expected(t, buyer), got, contract, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("records differ (-want +got):\n%s", diff)
			}
		})
	}
}

// With class names that nobody knows, the structure still tells who said what,
// by the clock that the page prints.
func TestPageOfUnknownClasses(t *testing.T) {
	for _, name := range []string{buyer, "02_inquiry_newest_first.html"} {
		t.Run(name, func(t *testing.T) {
			src := other(t, name, func(s string) string {
				s = strings.ReplaceAll(s, "data-expinfo", "data-x")
				for old, new := range map[string]string{"message-item-wrapper": "row", "item-base-info": "top", "session-rich-content": "bubble",
					"description-container": "words", "revert-msg": "gone", "session-translate": "translated"} {
					s = strings.ReplaceAll(s, old, new)
				}
				return s
			})
			got, problems, err := collect(Page{}, src, chat.Options{}, nil)
			if err != nil || len(problems) == 0 {
				t.Fatalf("got %v and %v, want to be told that the page is unknown", err, problems)
			}
			want := expected(t, name)
			if len(got) != len(want) {
				t.Fatalf("got %d messages, want %d", len(got), len(want))
			}
			for i, w := range want {
				if got[i].Sender != w.Sender {
					t.Errorf("message %d: sender %q, want %q", i+1, got[i].Sender, w.Sender)
				}
				if w.Kind == chat.Text && got[i].Text != w.Text {
					t.Errorf("message %d: %q, want %q", i+1, got[i].Text, w.Text)
				}
			}
		})
	}
}

// A page that breaks off gives the messages before the break.
func TestPageCutAnywhere(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", buyer))
	if err != nil {
		t.Fatal(err)
	}
	want := expected(t, buyer)
	wrapper := []byte(`<div class="message-item-wrapper`)
	for n := 0; n < len(data); n += 97 {
		whole := bytes.Count(data[:n], wrapper) - 1 // the last may be cut
		got, _, err := collect(Page{}, source.Bytes(buyer, data[:n]), chat.Options{}, nil)
		if whole > 0 && err != nil {
			t.Fatalf("cut at %d: %v", n, err)
		}
		for i := range max(whole, 0) {
			if diff := cmp.Diff(want[i], got[i], contract, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("cut at %d, message %d (-want +got):\n%s", n, i+1, diff)
			}
		}
	}
}

func TestPageWithoutMessages(t *testing.T) {
	msgs, _, err := collect(Page{}, open(t, "17_no_messages.html"), chat.Options{}, nil)
	var refusal *chat.Refusal
	if !errors.As(err, &refusal) || !strings.Contains(refusal.Text, "list of conversations") || len(msgs) > 0 {
		t.Errorf("got %d messages and %v, want a refusal that names the list of conversations", len(msgs), err)
	}
}

func TestLoadProfile(t *testing.T) {
	if _, err := LoadProfile("mine.yaml", []byte("id: x\nmessage: .m\nkinds:\n  - {select: .t, knd: text}\n")); err == nil || !strings.HasPrefix(err.Error(), "mine.yaml:4:18: ") {
		t.Errorf("got %v, want the place of the unknown key", err)
	}
}

func TestPageSniff(t *testing.T) {
	for name, want := range map[string]int{buyer: 95, "03_messenger.mhtml": 95, "17_no_messages.html": 95, "05_copied_messenger.txt": 0} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if got := (Page{}).Sniff(name, data); got != want {
			t.Errorf("%s scores %d, want %d", name, got, want)
		}
	}
	if got := (Page{}).Sniff("x.html", []byte("<!-- saved from url=(0051)https://message.alibaba.com/message/messenger.htm#/ --><html>")); got != 85 {
		t.Errorf("a page known by its address alone scores %d, want 85", got)
	}
}
