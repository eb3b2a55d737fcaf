package wangwang

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/encoding/simplifiedchinese"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

const (
	webChat = "04_1688_singlefile.html"
	export  = "08_wangwang_export_gbk.html"
)

func TestPageFixture(t *testing.T) { checkFixture(t, Page{}, webChat) }

func TestHTMLFixture(t *testing.T) { checkFixture(t, HTML{}, export) }

func TestPageCoverage(t *testing.T) {
	var cov chat.Coverage
	if _, _, err := collect(Page{}, open(t, webChat), chat.Options{}, &cov); err != nil {
		t.Fatal(err)
	}
	if cov.Counterpart != "永康途杯工贸:小周" || cov.Reader != "profile 1688-webim" || cov.Clock != "1 of 7 messages have no time" {
		t.Errorf("got %+v", cov)
	}
}

// The 1688 chat prints relative clocks; the page tells when it was saved.
func TestPageRelativeClock(t *testing.T) {
	src := changed(t, webChat, func(s string) string {
		return strings.NewReplacer("2025-09-03 10:11:02", "昨天 10:11", "2025-09-03 10:31:59", "刚刚").Replace(s)
	})
	msgs, _, err := collect(Page{}, src, chat.Options{}, nil)
	if err != nil || len(msgs) != 7 {
		t.Fatalf("got %d messages and %v", len(msgs), err)
	}
	if got, want := msgs[0].Time+" "+msgs[6].Time, "2025-09-02T10:11 2025-09-03T10:40"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A page saved as a whole keeps its frames as files of their own.
func TestPageNamesItsFrame(t *testing.T) {
	_, _, err := collect(Page{}, source.Bytes("1688.html", []byte("<!-- saved from url=(0060)https://air.1688.com/app/ocms-fusion-components-1688/def_cbu_web_im/index.html -->"+
		`<body><div class="header">下载插件</div><iframe src="./1688_files/saved_resource.html"></iframe>`)), chat.Options{}, nil)
	if err == nil || !strings.Contains(err.Error(), "1688_files/saved_resource.html") {
		t.Errorf("got %v, want the name of the file to read", err)
	}
}

// changed gives a fixture after a change to its text.
func changed(t *testing.T, name string, change func(string) string) *source.Source {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return source.Bytes(name, []byte(change(string(data))))
}

func TestHTMLVariants(t *testing.T) {
	utf8 := func(s string) string {
		out, err := simplifiedchinese.GB18030.NewDecoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for name, change := range map[string]func(string) string{
		"UTF-8 that says gb2312": utf8,
		"no charset told":        func(s string) string { return strings.Replace(s, "charset=gb2312", "", 1) },
		"MHT": func(s string) string {
			return "From: <Saved by Microsoft Internet Explorer>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"B\"\r\n\r\n--B\r\nContent-Type: text/html; charset=\"gb2312\"\r\n\r\n" +
				s + "\r\n--B--\r\n"
		},
		"divs for table rows": func(s string) string {
			return strings.NewReplacer("<tr><td", "<div", "</td></tr>", "</div>", "<table>", "", "</table>", "").Replace(s)
		},
		"full-width signs": func(s string) string {
			return strings.NewReplacer(" (", "\xa3\xa8", "):<", "\xa3\xa9\xa3\xba<").Replace(s)
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, f := range []reader{HTML{}, UnknownPage{}} {
				got, problems, err := collect(f, changed(t, export, change), chat.Options{}, nil)
				if err != nil || len(problems) > 0 {
					t.Errorf("%s: %v, %v", f.Name(), err, problems)
				}
				if diff := cmp.Diff(expected(t, export), got, contract, cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("%s: records differ (-want +got):\n%s", f.Name(), diff)
				}
			}
		})
	}
}

func TestSniff(t *testing.T) {
	head := func(name string) string {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(name, "gb") {
			data, _ = simplifiedchinese.GB18030.NewDecoder().Bytes(data)
		}
		return string(data)
	}
	formats := []reader{Page{}, QianniuPage{}, HTML{}, Text{}, QianniuCopied{}, UnknownPage{}}
	for _, tt := range []struct{ name, in, want string }{
		{"1688 chat", head(webChat), "wangwang-page"},
		{"exported page", head(export), "wangwang-html"},
		{"exported text", head("07_wangwang_manager_gb18030.txt"), "wangwang-text"},
		{"copied from Qianniu", head("09_qianniu_clipboard.txt"), "qianniu-copied"},
		{"Qianniu query", "<html><div class=\"message-list-right\">", "qianniu-page"},
		{"any page", "<!DOCTYPE html><html><p>x", "page-unknown"},
		{"a table", "a,b,c\n1,2,3\n", ""},
		{"JSON", `{"a": "<html>"}`, ""},
	} {
		best, top := "", 0
		for _, f := range formats {
			if n := f.Sniff("x", []byte(tt.in)); n > top {
				best, top = f.Name(), n
			}
		}
		if best != tt.want {
			t.Errorf("%s: recognised as %q with %d, want %q", tt.name, best, top, tt.want)
		}
	}
}
