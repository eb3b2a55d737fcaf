package parser

import (
	"errors"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// sniffer shows the siblings that a format gets to see.
type sniffer struct {
	Format
	saw func([]string)
}

func (s sniffer) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	s.saw(src.Siblings)
	return s.Format.Read(src, opts, cov)
}

// texts reads a transcript that has no problems.
func texts(t testing.TB, tr chat.Transcript) []string {
	t.Helper()
	var all []string
	for m, err := range tr.Messages(nil) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, m.Text)
	}
	return all
}

// read gives all that a source yields, read as the first of fakes.
func read(src *source.Source, opts Options) (ms []chat.Message, errs []string, cov chat.Coverage) {
	tr := transcript(src, fakes[0], "", opts)
	for m, err := range tr.Messages(&cov) {
		if err != nil {
			errs = append(errs, err.Error())
			continue
		}
		ms = append(ms, m)
	}
	return ms, errs, cov
}

func TestTranscriptCompletesMessages(t *testing.T) {
	src := source.Bytes("a.zip/_chat.txt", []byte(fakeChat+"what is this\n"))
	ms, errs, cov := read(src, Options{})
	want := []chat.Message{
		{Index: 1, Line: 1, Lines: 1, Sender: "FAKE", Text: "a chat"},
		{Index: 2, Line: 2, Lines: 1, Time: "09:14", Sender: "09:14 Lily", Text: "请付到我个人账户"},
		{Index: 3, Line: 3, Lines: 1, Time: "09:20", Sender: "09:20 Sam", Text: "No, thank you"},
	}
	for i := range want {
		want[i].Source, want[i].Platform, want[i].Role, want[i].Kind = "a.zip/_chat.txt", "whatsapp", chat.Unknown, chat.Text
		want[i].Attachments = []string{}
	}
	if diff := cmp.Diff(want, ms); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"a.zip/_chat.txt:4: no sender"}, errs); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	wantCov := chat.Coverage{
		Format: "fake-text", Encoding: "utf-8", Unit: "lines", Found: 4, Read: 3,
		Skipped: []chat.Skip{{Reason: "not understood", Count: 1}}, Lost: 1, Messages: 3, Problems: 1, First: "09:14", Last: "09:20",
	}
	if diff := cmp.Diff(wantCov, cov); diff != "" {
		t.Errorf("coverage (-want +got):\n%s", diff)
	}
	if _, _, again := read(src, Options{}); !cmp.Equal(cov, again) {
		t.Error("a second pass counts otherwise")
	}
}

func TestTranscriptKeepsWhatAFormatKnows(t *testing.T) {
	own := []chat.Message{
		{Source: "mine", Platform: "qq", Index: 7, Role: chat.Buyer, Attachments: []string{"a"}, Conversation: "A"},
		{Conversation: "B"}, {Conversation: "A"}, {Conversation: "B"}, {},
	}
	var cov chat.Coverage
	tr := transcript(source.Bytes("x", nil), list{own}, "could be another", Options{Options: chat.Options{Platform: "alibaba"}})
	var got []chat.Message
	for m := range tr.Messages(&cov) {
		got = append(got, m)
	}
	if m := got[0]; m.Source != "mine" || m.Platform != "qq" || m.Index != 7 || m.Role != chat.Buyer || len(m.Attachments) != 1 {
		t.Errorf("got %+v", m)
	}
	var indexes []int
	for _, m := range got[1:] {
		indexes = append(indexes, m.Index)
		if m.Platform != "alibaba" {
			t.Errorf("platform %q where the user names one", m.Platform)
		}
	}
	if diff := cmp.Diff([]int{1, 1, 2, 1}, indexes); diff != "" {
		t.Errorf("indexes of each conversation (-want +got):\n%s", diff)
	}
	want := chat.Coverage{Format: "list", Encoding: "utf-8", Doubt: "could be another", Unit: "records", Found: 9, Read: 5, Messages: 5}
	if diff := cmp.Diff(want, cov); diff != "" || tr.Platform != "alibaba" {
		t.Errorf("coverage (-want +got):\n%s", diff)
	}
}

// list yields given messages and counts for itself.
type list struct{ all []chat.Message }

func (list) Name() string             { return "list" }
func (list) Platform() string         { return "wechat" }
func (list) Sniff(string, []byte) int { return 0 }
func (l list) Read(_ *source.Source, _ chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return func(yield func(chat.Message, error) bool) {
		cov.Unit, cov.Found, cov.Read = "records", 9, len(l.all)
		for _, m := range l.all {
			cov.Messages++ // as some formats do
			if !yield(m, nil) {
				return
			}
		}
	}
}

func TestTranscriptTellsDamage(t *testing.T) {
	ms, errs, cov := read(source.Bytes("c.txt", []byte(strings.Repeat(fakeChat, 2000)+"Lily: \xE4\xBD\nLily: ok\n")), Options{})
	want := "c.txt:6001: 2 characters from this line on could not be read as utf-8 and stand as \uFFFD; export the chat again if such a place matters"
	if diff := cmp.Diff([]string{want}, errs); diff != "" || len(ms) != 6002 || ms[6000].Text != "\uFFFD\uFFFD" || cov.Problems != 1 {
		t.Errorf("%d messages (-want +got):\n%s", len(ms), diff)
	}
}

func TestTranscriptEndsInWords(t *testing.T) {
	path := filepath.Join(lay(t, files{"a.txt": fakeChat}), "a.txt")
	gone, err := source.File(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name     string
		src      *source.Source
		messages int
		want     string
	}{
		{"a refusal gets its name", source.Bytes("a.txt", []byte(fakeChat+"stop\nLily: x\n")), 3, "a.txt: is at its end; try another"},
		{"a file that vanished", gone, 0, "deleted meanwhile"},
		{"no message", source.Bytes("b.txt", nil), 0, "b.txt: looks like fake-text but holds no message"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ms, errs, cov := read(tt.src, Options{})
			if len(ms) != tt.messages || cov.Messages != tt.messages || len(errs) != 1 || !strings.Contains(errs[0], tt.want) {
				t.Errorf("got %d messages, %q, want %q", len(ms), errs, tt.want)
			}
		})
	}
}

func TestTranscriptEvidence(t *testing.T) {
	dir := lay(t, files{"a.zip": zipped(t, "_chat.txt", fakeChat, "b.txt", fakeChat)})
	var names []string
	for tr, err := range open(fakes, []string{filepath.Join(dir, "a.zip")}, nil, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		evidence, err := tr.Evidence()
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range evidence {
			names = append(names, strings.TrimPrefix(filepath.ToSlash(e.Name), filepath.ToSlash(dir)+"/"))
			if e.Size == 0 || len(e.SHA256) != 64 {
				t.Errorf("got %+v", e)
			}
		}
	}
	if diff := cmp.Diff([]string{"a.zip", "a.zip/_chat.txt", "a.zip", "a.zip/b.txt"}, names); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestProgressIsTold(t *testing.T) {
	text := strings.Repeat(fakeChat, 50_000)
	var told []int64
	_, _, _ = read(source.Bytes("a.txt", []byte(text)), Options{Progress: func(name string, done, size int64) {
		if name != "a.txt" || size != int64(len(text)) {
			t.Errorf("told %s, %d", name, size)
		}
		told = append(told, done)
	}})
	if len(told) < 3 || len(told) > len(text)/meterStep+1 || told[len(told)-1] != int64(len(text)) {
		t.Errorf("told %v of %d bytes", told, len(text))
	}
}

func TestMessagesMayBeLeft(t *testing.T) {
	for stop := 1; stop <= 4; stop++ {
		n := 0
		for range transcript(source.Bytes("a", []byte(fakeChat+"odd\n\xFF\n")), fakes[0], "", Options{}).Messages(nil) {
			if n++; n == stop {
				break
			}
		}
		if n != stop {
			t.Errorf("left after %d, want %d", n, stop)
		}
	}
}

func TestErrorsHaveTheirTypes(t *testing.T) {
	src := source.Bytes("a", []byte("odd\nstop\n"))
	var problem *chat.Problem
	var refused *chat.Refusal
	for _, err := range transcript(src, fakes[0], "", Options{}).Messages(nil) {
		if !errors.As(err, &problem) && !errors.As(err, &refused) {
			t.Errorf("got %T", err)
		}
	}
	if problem == nil || refused == nil {
		t.Error("one of the types is missing")
	}
}

// What is known to be no message is not lost.
func TestLostIsWhatNobodyUnderstood(t *testing.T) {
	tests := []struct {
		name  string
		cov   chat.Coverage
		lines int // of problems
		n     int // problems
		want  int
	}{
		{"headings", chat.Coverage{Unit: "lines", Found: 10, Read: 6, Skipped: []chat.Skip{{Reason: "heading row", Count: 4}}}, 0, 0, 0},
		{"lines of problems", chat.Coverage{Unit: "lines", Found: 10, Read: 6}, 4, 1, 4},
		{"blocks of problems", chat.Coverage{Unit: "blocks", Found: 10, Read: 6}, 0, 3, 3},
		{"blocks of no kind, told in one problem", chat.Coverage{Unit: "blocks", Found: 10, Read: 6,
			Skipped: []chat.Skip{{Reason: "of no known kind", Count: 4}}}, 0, 1, 4},
		{"remarks on what was read", chat.Coverage{Unit: "blocks", Found: 10, Read: 10}, 0, 3, 0},
		{"text before the first message", chat.Coverage{Unit: "lines", Found: 10, Read: 6,
			Skipped: []chat.Skip{{Reason: "before the first message", Count: 4}}}, 0, 0, 4},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := reading{cov: &tt.cov, lost: tt.lines, problems: tt.n}
			if r.countLost(); tt.cov.Lost != tt.want {
				t.Errorf("lost %d, want %d", tt.cov.Lost, tt.want)
			}
		})
	}
}
