package parser

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
)

// exported makes a transcript of lines "time|sender|text". The text "-" stands
// for a deleted message and "+" for a picture.
func exported(name string, lines ...string) chat.Transcript {
	return chat.Transcript{Source: name, Messages: func(cov *chat.Coverage) iter.Seq2[chat.Message, error] {
		return func(yield func(chat.Message, error) bool) {
			for i, line := range lines {
				f := strings.SplitN(line, "|", 3)
				m := chat.Message{Source: name, Index: i + 1, Line: i + 1, Time: f[0], Sender: f[1], Kind: chat.Text, Text: f[2]}
				switch f[2] {
				case "-":
					m.Kind, m.Text = chat.Deleted, "This message was deleted"
				case "+":
					m.Kind = chat.Media
				}
				if !yield(m, nil) {
					return
				}
			}
		}
	}}
}

var march = []string{
	"2024-03-05T15:00|Tom|Is the sample ready?",
	"2024-03-05T15:02|Lily|Yes, we send it today",
	"2024-03-05T15:02|Lily|ok",
	"2024-03-05T15:10|Lily|Our account is frozen, please pay to the new one",
	"2024-03-05T15:20|Tom|I will call you first",
}

// with gives lines with one in the place of another; "" leaves it out.
func with(lines []string, at int, line string) []string {
	if line == "" {
		return slices.Delete(slices.Clone(lines), at, at+1)
	}
	lines = slices.Clone(lines)
	lines[at] = line
	return lines
}

func TestSuccessiveExportsCountOnce(t *testing.T) {
	may := slices.Concat(march, []string{"2024-05-01T09:00|Lily|Happy holidays", "2024-05-01T09:01|Tom|Thank you"})
	deleted := "2024-03-05T15:10|Lily|-"
	edited := "2024-03-05T15:10|Lily|Our account is the same as before"
	renamed := make([]string, len(may))
	for i, l := range may {
		renamed[i] = strings.ReplaceAll(strings.ReplaceAll(l, "|Lily|", "|+86 138 0013 8000|"), "|Tom|", "|(self)|")
	}
	var seconds, folded []string
	for _, l := range may {
		at, rest, _ := strings.Cut(l, "|")
		seconds = append(seconds, at+":30|"+rest)
		folded = append(folded, strings.ReplaceAll(l, " ", "  "))
	}
	tests := []struct {
		name         string
		first, other []string
		want         string   // texts of the group, the fullest export first
		notes        []string // of the other export
	}{
		{"later and longer", march, may, "b: 7 a: 0", []string{
			"is another export of the chat in b; 5 of its 5 texts are there too and count once"}},
		{"the same twice", march, march, "a: 5 b: 0", []string{
			"is another export of the chat in a; 5 of its 5 texts are there too and count once"}},
		{"seconds in one", march, seconds, "b: 7 a: 0", []string{
			"is another export of the chat in b; 5 of its 5 texts are there too and count once"}},
		{"blanks folded by a page", march, folded, "b: 7 a: 0", []string{
			"is another export of the chat in b; 5 of its 5 texts are there too and count once"}},
		{"people saved under other names", march, renamed, "b: 7 a: 0", []string{
			"is another export of the chat in b; 5 of its 5 texts are there too and count once"}},
		{"pictures are not compared", slices.Concat(march, []string{"2024-03-05T15:30|Lily|+"}), may, "b: 7 a: 0", []string{
			"is another export of the chat in b; 5 of its 5 texts are there too and count once"}},
		{"deleted since", march, with(may, 3, deleted), "b: 6 a: 1", []string{
			"is another export of the chat in b; 4 of its 5 texts are there too and count once",
			"texts that stand as deleted in b: 1 (line 4, 2024-03-05 15:10 Lily)"}},
		{"edited since", march, with(may, 3, edited), "b: 7 a: 1", []string{
			"is another export of the chat in b; 4 of its 5 texts are there too and count once",
			"texts that read differently in b: 1 (line 4, 2024-03-05 15:10 Lily; there line 4)"}},
		{"missing in the fuller one", march, with(may, 3, ""), "b: 6 a: 1", []string{
			"is another export of the chat in b; 4 of its 5 texts are there too and count once",
			"texts that are missing in b: 1 (line 4, 2024-03-05 15:10 Lily)"}},
		{"missing in the smaller one", with(march, 3, ""), may, "b: 7 a: 0", []string{
			"is another export of the chat in b; 4 of its 4 texts are there too and count once",
			"texts of the same time that are missing here and stand in b: 1 (line 4)"}},
		{"repeated in one", slices.Concat(march[:3], march[2:]), may, "b: 7 a: 1", []string{
			"is another export of the chat in b; 5 of its 6 texts are there too and count once",
			"texts that are missing in b: 1 (line 4, 2024-03-05 15:02 Lily)"}},
		{"two texts, all the same", march[:2], march[:2], "a: 2 b: 0", []string{
			"is another export of the chat in a; 2 of its 2 texts are there too and count once"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var told []string
			groups := Groups([]chat.Transcript{exported("a", tt.first...), exported("b", tt.other...)}, func(n Note) { told = append(told, n.Text) })
			if len(groups) != 1 || len(groups[0]) != 2 {
				t.Fatalf("%d groups, want 1 of 2 exports", len(groups))
			}
			var got []string
			for _, tr := range groups[0] {
				got = append(got, fmt.Sprintf("%s: %d", tr.Source, len(withText(t, tr))))
			}
			if got := strings.Join(got, " "); got != tt.want {
				t.Errorf("texts %s, want %s", got, tt.want)
			}
			if diff := cmp.Diff(tt.notes, notesOf(groups[0][1])); diff != "" {
				t.Errorf("notes (-want +got)\n%s", diff)
			}
			if notes := notesOf(groups[0][0]); len(notes) != 1 || !strings.HasPrefix(notes[0], groups[0][1].Source+" is another export of this chat; ") {
				t.Errorf("the fuller export says %q", notes)
			}
			if diff := cmp.Diff(tt.notes[:1], told); diff != "" {
				t.Errorf("told (-want +got)\n%s", diff)
			}
		})
	}
}

func withText(t *testing.T, tr chat.Transcript) []string {
	return slices.DeleteFunc(texts(t, tr), func(s string) bool { return s == "+" || s == "This message was deleted" })
}

func notesOf(tr chat.Transcript) []string {
	var cov chat.Coverage
	for range tr.Messages(&cov) {
	}
	return cov.Integrity
}

func TestOtherChatsStayApart(t *testing.T) {
	var mia, evening []string
	for i, l := range march {
		// One question to two suppliers in the same minute.
		if strings.Contains(l, "|Lily|") {
			l = strings.Replace(fmt.Sprintf("%s from us, number %d", l, i), "|Lily|", "|Mia|", 1)
		}
		mia = append(mia, l)
		evening = append(evening, strings.Replace(l, "T15:", "T21:", 1))
	}
	questions := []string{"2024-03-05T15:00|Tom|Hello", "2024-03-05T15:00|Tom|Price for 500 pcs?", "2024-03-05T15:00|Tom|And for 1000?"}
	tests := []struct {
		name string
		a, b []string
	}{
		{"the same buyer", march, mia},
		{"the same words at another time", march, evening},
		{"one question to two suppliers", slices.Concat(questions, []string{"2024-03-05T16:00|Lily|3 dollars"}),
			slices.Concat(questions, []string{"2024-03-05T17:00|Mia|4 dollars"})},
		{"names that do not stand for one another", march, with(with(march, 1, "2024-03-05T15:02|Tom|Yes, we send it today"), 3, "2024-03-05T15:10|Tom|Our account is frozen, please pay to the new one")},
		{"one text", march[:1], march[:1]},
		{"nothing", nil, march},
		{"nothing at all", nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			groups := Groups([]chat.Transcript{exported("a", tt.a...), exported("b", tt.b...)}, func(n Note) { t.Error(n) })
			if len(groups) != 2 {
				t.Fatalf("%d groups, want 2", len(groups))
			}
			for i, want := range [][]string{tt.a, tt.b} {
				if got := len(texts(t, groups[i][0])); got != len(want) {
					t.Errorf("group %d has %d messages, want %d", i, got, len(want))
				}
			}
		})
	}
}

// Among many long chats of different sizes the right ones are found, however
// small a part of them the sketches hold, and in the same way in any order.
func TestExportsAreFoundAmongMany(t *testing.T) {
	long := func(name string, seed, from, to int) chat.Transcript {
		var lines []string
		for i := from; i < to; i++ {
			lines = append(lines, fmt.Sprintf("2024-03-%02dT%02d:%02d|%s|text %d of chat %d", 1+i/1440%28, i/60%24, i%60, []string{"Tom", "Lily"}[i%2], i, seed))
		}
		return exported(name, lines...)
	}
	var ts []chat.Transcript
	for i := range 60 {
		ts = append(ts, long(fmt.Sprintf("chat-%02d", i), i, 0, 500))
	}
	ts = append(ts, long("again-07", 7, 100, 400), long("longer-09", 9, 0, 9000), long("tail-09", 9, 8000, 9000))
	want := map[string]string{"again-07": "chat-07", "chat-09": "longer-09", "tail-09": "longer-09"}
	for range 3 {
		got := map[string]string{}
		for _, g := range Groups(ts, nil) {
			for _, other := range g[1:] {
				got[other.Source] = g[0].Source
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		slices.Reverse(ts)
	}
}

// FuzzGroups holds that no text is lost and none counts twice, whatever two
// exports hold.
func FuzzGroups(f *testing.F) {
	f.Add(strings.Join(march, "\n"), strings.Join(march[1:], "\n"))
	f.Add(strings.Join(march, "\n"), strings.Join(with(march, 3, "2024-03-05T15:10|Lily|-"), "\n"))
	f.Add("|a|x\n|a|x\n|b|y", "|a|x\n|b|y\n|b|y")
	f.Fuzz(func(t *testing.T, a, b string) {
		lines := func(s string) []string {
			return slices.DeleteFunc(strings.Split(s, "\n"), func(l string) bool { return strings.Count(l, "|") < 2 })
		}
		ta, tb := exported("a", lines(a)...), exported("b", lines(b)...)
		most := map[uint64]int{} // the texts of both, each as often as the one that has it oftener
		for _, tr := range []chat.Transcript{ta, tb} {
			n := map[uint64]int{}
			for m := range spoken(tr) {
				h := hashOf(&m)
				n[h]++
				most[h] = max(most[h], n[h])
			}
		}
		groups := Groups([]chat.Transcript{ta, tb}, nil)
		if len(groups) != 1 {
			return
		}
		for _, tr := range groups[0] {
			for m := range spoken(tr) {
				most[hashOf(&m)]--
			}
		}
		for h, n := range most {
			if n != 0 {
				t.Errorf("a text (%x) is counted %d times too few", h, n)
			}
		}
	})
}
