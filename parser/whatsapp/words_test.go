package whatsapp

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"backchannel/parser/chat"
)

// Every word of the app is recognised where its row says, in a chat without
// marks as Android writes it and behind the mark of iOS.
func TestEveryPlaceholder(t *testing.T) {
	for _, row := range readTable("placeholders.tsv", 4) {
		kind, where, words := row[0], row[1], row[3]
		t.Run(row[2]+" "+words, func(t *testing.T) {
			if len(words) < 6 && where != "app" {
				t.Errorf("%q is shorter than the six bytes that texts are sorted out by", words)
			}
			variants := map[string]string{"plain": words, "stop": words + "."}
			switch where {
			case "line":
				variants = map[string]string{"plain": words, "caption": words + "\ncaption"}
			case "start":
				variants["more"] = words + " abc"
			case "app":
				variants = map[string]string{}
			}
			for name, text := range variants {
				got, _ := briefs(t, "", "05/03/2024, 15:22 - A: "+text+"\n")
				if want := fmt.Sprintf("1 %s A|", kind); len(got) != 1 || !strings.HasPrefix(got[0], want) {
					t.Errorf("Android, %s: got %v, want %s", name, got, want)
				}
			}
			got, _ := briefs(t, "", "[05/03/2024, 15:22:10] A: \u200e"+words+"\r\n")
			if want := fmt.Sprintf("1 %s A|", kind); len(got) != 1 || !strings.HasPrefix(got[0], want) {
				t.Errorf("iOS: got %v, want %s", got, want)
			}
		})
	}
}

func TestEveryAttachment(t *testing.T) {
	for _, row := range readTable("attached.tsv", 3) {
		t.Run(row[1]+" "+row[2], func(t *testing.T) {
			text, file := "05/03/2024, 15:22 - A: "+strings.Replace(row[2], "F", "my plan.pdf", 1), "my plan.pdf"
			if row[0] == "ios" {
				file = "00000004-my plan.pdf"
				text = "\u200e[05/03/2024, 15:22:10] A: \u200e" + strings.Replace(row[2], "F", file, 1)
			}
			got, _ := briefs(t, "", text+"\n")
			if want := "[" + file + "]"; len(got) != 1 || !strings.HasSuffix(got[0], want) || !strings.HasPrefix(got[0], "1 media A|") {
				t.Errorf("got %v, want a file %s", got, want)
			}
		})
	}
}

func TestEveryEditedNotice(t *testing.T) {
	for _, row := range readTable("edited.tsv", 2) {
		got, _ := briefs(t, "", "05/03/2024, 15:22 - A: 多少钱 <"+row[1]+">\n")
		if want := "1 text A|多少钱 <" + row[1] + "> *"; len(got) != 1 || got[0] != want {
			t.Errorf("%s: got %v, want %s", row[0], got, want)
		}
	}
}

// Lines of the app with a name in front, in an iOS export without marks.
func TestEveryNotice(t *testing.T) {
	for _, row := range readTable("system.tsv", 4) {
		t.Run(row[2]+" "+row[3], func(t *testing.T) {
			line := strings.ReplaceAll(row[3], "…", "Lily Chen")
			text := "[05/03/2024, 15:22:10] Lily Chen: " + line + "\n[05/03/2024, 15:23:10] Lily Chen: hi\n"
			got, _ := briefs(t, "", text)
			if want := "1 system |" + line; len(got) != 2 || got[0] != want || got[1] != "2 text Lily Chen|hi" {
				t.Errorf("got %v, want %s", got, want)
			}
		})
	}
}

func TestEveryFileName(t *testing.T) {
	for _, row := range readTable("names.tsv", 2) {
		file := strings.Replace(row[1], "N", "Lily: 利华", 1)
		for _, path := range []string{file + ".txt", "a/b/" + strings.ReplaceAll(file, " WhatsApp", "\u00a0WhatsApp") + ".zip/_chat.txt"} {
			if got := chatName(path); got != "Lily: 利华" {
				t.Errorf("%s: got %q from %s", row[0], got, path)
			}
		}
	}
	for _, path := range []string{"", "chat.txt", "_chat.txt", "/"} {
		if got := chatName(path); got != "" {
			t.Errorf("got %q from %q", got, path)
		}
	}
}

func TestTablesAreClean(t *testing.T) {
	files, err := wordFiles.ReadDir("words")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := wordFiles.ReadFile("words/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for line := range strings.Lines(string(data)) {
			if !utf8.ValidString(line) || line != strings.TrimRight(line, " \t\r\n")+"\n" {
				t.Errorf("%s: blanks at the end of %q", f.Name(), line)
			}
			if line[0] != '#' && seen[line] {
				t.Errorf("%s: twice %q", f.Name(), line)
			}
			seen[line] = true
		}
	}
	for _, row := range readTable("months.tsv", 3) {
		if n := monthNumber([]byte(row[2] + ".")); fmt.Sprint(n) != row[0] {
			t.Errorf("%s is month %d, want %s", row[2], n, row[0])
		}
	}
	for _, row := range readTable("poll.tsv", 2) {
		if !poll(row[1] + ":\nwhat\nx: y") {
			t.Errorf("%s %s starts no poll", row[0], row[1])
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"This message was deleted. ": "thismessagewasdeleted",
		"附件：":                        "附件:",
		"المُرفق":                    "المرفق",
		"您已删除这条消息。":                  "您已删除这条消息",
		"You’re\u00a0an\u200eAdmin":  "you'reanadmin",
		"ÉTÉ":                        "été",
		"...":                        "",
	} {
		if got := folded(in); got != want {
			t.Errorf("folded(%q) = %q, want %q", in, got, want)
		}
	}
}

// Kinds in the tables are kinds of the record.
func TestKindsOfWords(t *testing.T) {
	known := map[chat.Kind]bool{chat.Media: true, chat.Sticker: true, chat.Contact: true, chat.Deleted: true, chat.Call: true, chat.Location: true, chat.Other: true}
	for _, row := range readTable("placeholders.tsv", 4) {
		if !known[chat.Kind(row[0])] {
			t.Errorf("no such kind: %v", row)
		}
	}
}
