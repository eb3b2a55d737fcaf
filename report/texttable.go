package report

import (
	"fmt"
	"strconv"
	"strings"
)

// table prints all conversations, the gravest first.
func (t *text) table() {
	w := t.words
	fmt.Fprintln(t.out, strings.Repeat("─", t.width))
	if len(t.cases) > maxScreens {
		t.put("", 2, w.say("more", maxScreens))
	}
	t.heading(w.say("cases"))
	count := map[string]int{}
	for _, c := range t.cases {
		count[w.verdict(c.Verdict)]++
	}
	var sums []string
	for _, v := range verdicts {
		sums = append(sums, fmt.Sprintf("%s %d", w.verdict(v), count[w.verdict(v)]))
	}
	t.put("  ", 2, strings.Join(sums, " · "))
	fmt.Fprintln(t.out)

	rows := [][4]string{{w.say("verdict"), w.say("count"), w.say("highest"), w.Column["messages"]}}
	names := []string{w.say("conversation")}
	for _, c := range gravestFirst(t.cases) {
		rows = append(rows, [4]string{w.verdict(c.Verdict), strconv.Itoa(c.Findings), known(w.Severity, string(highest(c.Counts))), strconv.Itoa(c.Messages)})
		names = append(names, named(c))
	}
	var widths [4]int
	for _, row := range rows {
		for i, s := range row {
			widths[i] = max(widths[i], display(s))
		}
	}
	for i, row := range rows {
		lead := "  "
		for k, s := range row {
			lead += pad(s, widths[k], k == 1 || k == 3) + "  "
		}
		if display(lead) > t.width*2/3 { // no room for a name beside
			t.put("", 1, lead)
			lead = "    "
		}
		if i == 0 {
			fmt.Fprintln(t.out, t.paint(bold, lead+names[i]))
			continue
		}
		t.put(lead, 2, names[i])
	}
}

// pad fills a text up to a width with blanks, in front of numbers.
func pad(s string, width int, number bool) string {
	blanks := strings.Repeat(" ", max(width-display(s), 0))
	if number {
		return blanks + s
	}
	return s + blanks
}
