package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"backchannel/detect"
)

// maxScreens is how many conversations get a screen of their own; a folder of
// thousands would bury the table at the end.
const maxScreens = 20

// text is the writer of verdicts for a terminal.
type text struct {
	out   *bufio.Writer
	run   *Run
	words *words
	width int
	err   error

	cases  []detect.Case
	judged judged // of the conversation that is being read
}

// Text writes a verdict of one screen for each conversation, and a table of
// all at the end where there are several. Words carry the meaning; colours
// come on top when the run asks for them.
func Text(w io.Writer, run *Run) (Writer, error) { return newText(w, run) }

func newText(w io.Writer, run *Run) (*text, error) {
	words, err := wordsFor(run.Language)
	if err != nil {
		return nil, err
	}
	return &text{out: bufio.NewWriter(w), run: run, words: words, width: screenWidth(run), judged: newJudged()}, nil
}

// screenWidth is the number of columns that a terminal is written for.
func screenWidth(run *Run) int {
	width := run.Width
	if width == 0 {
		width = 80
	}
	return min(max(width, 40), 100)
}

// Event counts what people decided. The case carries what else a screen can
// show.
func (t *text) Event(e detect.Event) error {
	t.judged.add(e.Findings)
	return nil
}

// Case prints the screen of a conversation.
func (t *text) Case(c detect.Case) error {
	t.cases = append(t.cases, detect.Case{
		Source: c.Source, Conversation: c.Conversation, Verdict: c.Verdict, Findings: c.Findings, Messages: c.Messages, Counts: c.Counts})
	if len(t.cases) <= maxScreens {
		t.screen(c)
	}
	t.judged = newJudged()
	return t.flush()
}

// Close prints what could not be read and, for several conversations, the
// table.
func (t *text) Close() error {
	if len(t.cases) == 0 {
		t.put("", 0, t.words.say("nothing"))
	}
	if len(t.cases) > 1 {
		t.table()
	}
	if n := len(t.run.Hidden); n > 0 {
		t.put("", 0, t.words.say("hiddencount", n, t.run.Hidden[0].Mark))
	}
	t.links()
	if len(t.run.Unread) > 0 {
		t.heading(t.words.say("unreadable"))
	}
	for _, p := range t.run.Unread {
		t.put("  ", 2, t.words.problem(p))
	}
	return t.flush()
}

func (t *text) flush() error {
	if t.err == nil {
		t.err = t.out.Flush()
	}
	return t.err
}

// screen prints the verdict on a conversation.
func (t *text) screen(c detect.Case) {
	w := t.words
	if len(t.cases) > 1 {
		fmt.Fprintln(t.out, strings.Repeat("─", t.width))
	}
	t.put("", 2, head(w, c))
	fmt.Fprintln(t.out)
	t.verdict(c.Verdict)
	for _, r := range w.reasons(c, t.run) {
		t.put("  • ", 2, r)
	}
	for _, s := range t.judged.lines(w) {
		t.put("  • ", 2, s)
	}
	if len(c.Top) > 0 {
		t.heading(w.say("strongest"))
	}
	for _, f := range c.Top {
		t.finding(f)
	}
	if todo := actions(c.Top); len(todo) > 0 {
		t.heading(w.say("todo"))
		for _, a := range todo {
			t.put("  • ", 3, a)
		}
	}
	t.named(c)
	t.gaps(c)
	fmt.Fprintln(t.out)
	t.put("", 2, w.say("notproof"))
}

// head is the line that names a conversation.
func head(w *words, c detect.Case) string {
	parts := []string{c.Source}
	if c.Conversation != "" {
		parts = append(parts, c.Conversation)
	}
	if c.Platform != "" {
		parts = append(parts, c.Platform)
	}
	parts = append(parts, w.say("messages", c.Messages))
	if first, last := day(c.Coverage.First), day(c.Coverage.Last); first != last {
		parts = append(parts, first+" – "+last)
	} else if first != "" {
		parts = append(parts, first)
	}
	return strings.Join(parts, " · ")
}

// day is the date of a time, which is as much as the head of a screen needs.
func day(t string) string {
	date, _, _ := strings.Cut(t, "T")
	return date
}

// finding prints one of the strongest findings.
func (t *text) finding(f detect.Finding) {
	w := t.words
	label := strings.ToUpper(w.severity(f)) + "  " + strings.TrimRight(w.say("titled", f.Detector, w.name(f.Detector), f.Title), " :：")
	if f.Settled() {
		label += " (" + w.settled(f.Review) + ")"
	}
	for _, line := range clip(label, t.width-2, 2) {
		fmt.Fprintf(t.out, "  %s\n", t.paint(bold, line))
	}
	t.put("    ", 2, w.say("quote", f.Quote))
	if f.Gloss != "" {
		t.put("    ", 2, w.say("gloss", f.Gloss))
	}
	t.put("    ", 2, w.whence(f))
}

// gaps prints what of a conversation could not be read.
func (t *text) gaps(c detect.Case) {
	w := t.words
	var notes []string
	if c.ProblemCount > 0 {
		notes = append(notes, w.say("places", c.ProblemCount))
		if len(c.Problems) > 0 {
			notes[0] += "; " + w.say("first", w.problem(c.Problems[0]))
		}
	}
	for _, s := range c.Coverage.Skipped {
		notes = append(notes, w.say("skipped", w.remark(s.Reason), s.Count))
	}
	for _, m := range c.Coverage.Missing {
		notes = append(notes, w.say("missing", w.remark(m)))
	}
	for _, n := range c.Coverage.Integrity {
		notes = append(notes, w.say("integrity", w.remark(n)))
	}
	if len(notes) == 0 {
		return
	}
	t.heading(w.say("gaps"))
	const most = 4
	for i, n := range notes {
		if i == most {
			t.put("  • ", 1, w.say("moregaps", len(notes)-most))
			break
		}
		t.put("  • ", 3, n)
	}
}

// heading prints a heading after an empty line.
func (t *text) heading(s string) { fmt.Fprintf(t.out, "\n%s\n", t.paint(bold, s)) }

// put prints a text of at most n lines, unlimited for 0, the first behind a
// lead and the others indented as far.
func (t *text) put(lead string, n int, s string) {
	if n == 0 {
		n = 1 << 10
	}
	indent := display(lead)
	for _, line := range clip(s, t.width-indent, n) {
		fmt.Fprintf(t.out, "%s%s\n", lead, line)
		lead = strings.Repeat(" ", indent)
	}
}

// The colours of a terminal (ECMA-48, "Select Graphic Rendition").
const (
	bold   = "1"
	onRed  = "1;97;41"
	onGold = "1;30;43"
	onGrey = "1;30;47"
)

// paint colours a text when the run asks for it.
func (t *text) paint(code, s string) string {
	if !t.run.Colour {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// verdict prints a verdict so that it is seen first, and the advice beside it,
// or below where the terminal is narrow.
func (t *text) verdict(v detect.Verdict) {
	s, advice := t.words.verdict(v), known(t.words.Advice, v)
	gap := "  "
	if display(s)+display(advice)+6 > t.width {
		gap = "\n  "
	}
	badge := "[" + s + "]"
	if t.run.Colour {
		code := onGrey
		switch v {
		case detect.Hold:
			code = onRed
		case detect.Verify:
			code = onGold
		}
		badge = t.paint(code, " "+s+" ")
	}
	fmt.Fprintf(t.out, "  %s%s", badge, gap)
	fmt.Fprint(t.out, strings.Join(Wrap(advice, t.width-2), "\n  "), "\n\n")
}
