package report

import (
	"errors"
	"go/ast"
	goparser "go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"backchannel/parser"
	"backchannel/parser/chat"
)

func inChinese(t *testing.T) *words {
	t.Helper()
	w, err := wordsFor("zh")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestRemarks(t *testing.T) {
	w := inChinese(t)
	tests := []struct{ said, want string }{
		{"heading row", "表头行"},
		{"day first: 13/03/2024 at line 1", "先日后月：第 1 行的 13/03/2024"},
		{"year first: 2024-03-05", "先年：2024-03-05"},
		{"year first: the dates follow each other only so, from 24/03/05", "先年：只有这样日期才能前后相接，自 24/03/05 起"},
		{"2 of 16 messages have no time", "16 条消息中有 2 条没有时间"},
		{"the printed clocks are UTC+01:00 in 14 of 14 messages; 2 of 16 messages have no time",
			"所印时钟在 14 条中的 14 条消息里为 UTC+01:00；16 条消息中有 2 条没有时间"},
		{"1 message bears the app's mark of an edited text, first line 7; what it said before is not in the export",
			"1 条消息带有软件的“已编辑”标记，首个在第 7 行；编辑前的内容不在导出文件中"},
		{"time runs back by more than a day 3 times, first where line 9 is of 2024-03-01, behind 2024-03-05",
			"时间倒退一天以上共 3 次，首次在第 9 行：2024-03-01 排在 2024-03-05 之后"},
		{"something nobody has said before", "something nobody has said before"},
		{"", ""},
	}
	for _, tt := range tests {
		if got := w.remark(tt.said); got != tt.want {
			t.Errorf("%q\nis said as %q,\nwant       %q", tt.said, got, tt.want)
		}
	}
	if got := w.problem(chat.Problem{Source: "a.txt", Line: 3, Text: "heading row"}); got != "a.txt:3: 表头行" {
		t.Errorf("a problem is said as %q", got)
	}
}

// What is filled in is used, each by its number, and nothing else is.
func TestRemarksUseWhatIsFilledIn(t *testing.T) {
	hole := regexp.MustCompile(`\{(\d)#?\}`)
	for _, r := range inChinese(t).remarks {
		for _, m := range hole.FindAllStringSubmatch(r.say, -1) {
			if n, _ := strconv.Atoi(m[1]); n < 1 || n >= len(r.parts) {
				t.Errorf("%q fills in {%d}, which %q does not have", r.say, n, strings.Join(r.parts, "{}"))
			}
		}
		if strings.Contains(hole.ReplaceAllString(r.say, ""), "{") {
			t.Errorf("%q has a brace that is filled by nothing", r.say)
		}
	}
}

// A remark that no reader makes any more is not kept: its words stand in the
// source of one.
func TestRemarksAreThoseOfTheReaders(t *testing.T) {
	var b strings.Builder
	for _, dir := range []string{"../parser", "../detect"} {
		err := filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			f, err := goparser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					s, _ := strconv.Unquote(lit.Value)
					b.WriteString(s)
					b.WriteString("\n")
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	said := b.String()
	for _, r := range inChinese(t).remarks {
		for _, part := range r.parts {
			if !spokenIn(said, part) {
				t.Errorf("no reader says %q of %q", part, strings.Join(r.parts, "{}"))
				break
			}
		}
	}
}

// spokenIn says whether words stand in a text, as they are or in two halves,
// as where a sentence is put together.
func spokenIn(said, words string) bool {
	words = strings.TrimSpace(words)
	if strings.Contains(said, words) {
		return true
	}
	for i, r := range words {
		if r == ' ' && strings.Contains(said, words[:i]) && strings.Contains(said, words[i+1:]) {
			return true
		}
	}
	return false
}

// All that the exports of the parser's tests make the readers say is said in
// Chinese in a Chinese report.
func TestRemarksOnTheTestExports(t *testing.T) {
	if testing.Short() {
		t.Skip("reads many exports")
	}
	w := inChinese(t)
	heard, english := 0, []string{}
	hear := func(s string) {
		if s == "" {
			return
		}
		heard++
		if got := w.remark(s); got == s && !slices.Contains(english, s) {
			english = append(english, s)
		}
	}
	for transcript, err := range parser.Open([]string{"../parser", "../testdata/sample"}, nil, parser.Options{}) {
		if err != nil {
			continue // a refusal ends on standard error
		}
		var cov chat.Coverage
		for _, err := range transcript.Messages(&cov) {
			var p *chat.Problem
			if errors.As(err, &p) {
				hear(p.Text)
			}
		}
		for _, s := range cov.Skipped {
			hear(s.Reason)
		}
		for _, s := range slices.Concat(cov.Missing, cov.Integrity, []string{cov.Order, cov.Clock}) {
			hear(s)
		}
		if w.Unit[cov.Unit] == "" {
			t.Errorf("%s counts %s, which has no words", transcript.Source, cov.Unit)
		}
	}
	if heard < 50 {
		t.Errorf("only %d remarks were heard", heard)
	}
	for _, s := range english {
		t.Errorf("stays English: %s", s)
	}
}
