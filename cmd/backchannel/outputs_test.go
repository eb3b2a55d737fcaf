package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlan(t *testing.T) {
	for _, c := range []struct {
		name         string
		menu         menu
		forms, files string
		want         string // form>file, - for standard output
		wantErr      string
	}{
		{"nothing said", reportForms, "", "", "text>- xlsx>base.xlsx", ""},
		{"a workbook elsewhere", reportForms, "", "a/b.xlsx", "text>- xlsx>a/b.xlsx", ""},
		{"the suffix decides", reportForms, "", "b.JSONL", "text>- jsonl>b.JSONL", ""},
		{"the text in a file", reportForms, "", "b.txt", "text>b.txt", ""},
		{"the longest suffix decides", reportForms, "", "b.timesketch.jsonl c.jsonl", "text>- timesketch>b.timesketch.jsonl jsonl>c.jsonl", ""},
		{"the last part of a suffix will do", reportForms, "timesketch jsonl", "c.jsonl b.timesketch.jsonl", "timesketch>b.timesketch.jsonl jsonl>c.jsonl", ""},
		{"a file for the one that asks for it", reportForms, "l2tcsv xlsx", "a.csv b.xlsx", "l2tcsv>a.csv xlsx>b.xlsx", ""},
		{"two files", reportForms, "", "b.xlsx c.csv", "text>- xlsx>b.xlsx csv>c.csv", ""},
		{"only what is named", reportForms, "jsonl", "", "jsonl>-", ""},
		{"a named workbook", reportForms, "xlsx", "", "xlsx>base.xlsx", ""},
		{"one form, any name", reportForms, "jsonl", "findings.log", "jsonl>findings.log", ""},
		{"standard output by name", reportForms, "xlsx", "-", "xlsx>-", ""},
		{"each to its suffix", reportForms, "csv xlsx", "x.xlsx", "csv>- xlsx>x.xlsx", ""},
		{"the same twice", reportForms, "jsonl jsonl", "", "jsonl>-", ""},
		{"messages", messageForms, "", "", "jsonl>-", ""},
		{"messages in a file", messageForms, "", "m.csv", "csv>m.csv", ""},
		{"two on standard output", reportForms, "csv jsonl", "", "", "csv and jsonl cannot both go to standard output"},
		{"two in one file", reportForms, "", "a.xlsx ./a.xlsx", "", "-o ./a.xlsx: none of the formats asked for goes there"},
		{"no such suffix", reportForms, "", "a.doc", "", "-o a.doc: the suffix tells no format"},
		{"a file too many", reportForms, "jsonl", "a.jsonl b.jsonl", "", "-o b.jsonl: none of the formats"},
	} {
		t.Run(c.name, func(t *testing.T) {
			outs, err := c.menu.plan(strings.Fields(c.forms), strings.Fields(c.files), "base")
			var usage usageError
			if c.wantErr != "" {
				if !errors.As(err, &usage) || !strings.Contains(err.Error(), c.wantErr) {
					t.Fatalf("got %v, want a mistake of usage with %q", err, c.wantErr)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, o := range outs {
				file := o.file
				if file == "" {
					file = "-"
				}
				got = append(got, o.form.name+">"+file)
			}
			if diff := cmp.Diff(strings.Fields(c.want), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestBase(t *testing.T) {
	for _, c := range []struct{ paths, want string }{
		{"chat.txt", "chat-timeline"},
		{"a/b/export.zip", "export-timeline"},
		{"chats/", "chats-timeline"},
		{"-", "backchannel-timeline"},
		{"a.txt b.txt", "backchannel-timeline"},
		{"..", ""},
	} {
		got := base(strings.Fields(c.paths))
		if c.want == "" {
			// The folder above has a name, whatever it is.
			if strings.HasPrefix(got, ".") || got == "-timeline" {
				t.Errorf("%s: got %s", c.paths, got)
			}
			continue
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.paths, got, c.want)
		}
	}
}

func TestVisible(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain, 中文 and é\n", "plain, 中文 and é\n"},
		{"\x1b[31mred", `\u001b[31mred`},
		{"a\u202eb", `a\u202eb`},
		{"\r\x07", `\u000d\u0007`},
	} {
		if got := visible(c.in); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}
