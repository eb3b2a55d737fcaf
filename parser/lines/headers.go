package lines

import (
	"cmp"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// found is a line that has the form of a header.
type found struct {
	line     int // 0-based, of the stamp
	first    int // 0-based first line of the header: line, or the one above
	form     int // of the grammar's headers; -1 for a recall
	name     string
	role     string
	at       string
	text     string
	relative bool
}

// maxHeader is the length in bytes above which a line is no header.
const maxHeader = 400

// reading is the state of one pass of a grammar over lines.
type reading struct {
	g      *Grammar
	lines  []string
	anchor time.Time

	forms  [][]found      // the forms that fit, line by line for lines with any
	names  map[string]int // messages that a name seems to head
	above  map[string]int // nameless stamps that a line stands above
	title  string         // the first line of the text that says something
	titled bool           // the title stands for itself, and above clocks again
	oneRow bool           // some header has its name on the line of the clock
	down   bool           // the clocks run backwards
	headed map[int]bool   // lines that belong to an accepted header
	closed bool           // nearly every header follows a blank line or a menu
	often  int            // messages that the most frequent name heads
}

// headers gives the lines that are headers, and those (0-based) that only look
// like it.
func (r *reading) headers() (accepted []found, lookalikes []int) {
	r.collect()
	last := ""
	for i, forms := range r.forms {
		h, ok := r.choose(forms)
		if !ok {
			continue
		}
		if r.doubtful(h, last, r.next(i)) {
			lookalikes = append(lookalikes, h.line)
			continue
		}
		r.headed[h.line] = true
		accepted = append(accepted, h)
		if !h.relative && h.at != "" {
			last = h.at
		}
	}
	return accepted, lookalikes
}

// collect finds every line that has the form of a header, and what their names
// have in common.
func (r *reading) collect() {
	r.names, r.above, r.headed = map[string]int{}, map[string]int{}, map[int]bool{}
	titleAt := 0
	for i, line := range r.lines {
		if r.title == "" && strings.TrimSpace(line) != "" && !Interface(line) {
			r.title, titleAt = strings.TrimSpace(line), i
		}
		forms := r.formsOf(i, line)
		if len(forms) == 0 {
			continue
		}
		r.forms = append(r.forms, forms)
		seen := ""
		for _, f := range forms {
			if f.name != "" && f.name != seen {
				r.names[f.name]++
				r.often = max(r.often, r.names[f.name])
				seen = f.name
			}
			if f.name != "" && !f.relative && f.form >= 0 {
				r.oneRow = true
			}
		}
		if forms[0].name == "" && i > 0 {
			r.above[strings.TrimSpace(r.lines[i-1])]++
		}
	}
	if r.above[r.title] > 0 {
		first := r.forms[0][0]
		r.titled = first.name != "" || first.line != titleAt+1
	}
	r.order()
}

// order finds which way the clocks run and how blocks end.
func (r *reading) order() {
	up, down, closing := 0, 0, 0
	last := ""
	for _, forms := range r.forms {
		f := forms[0]
		if r.closes(f.line - 1) {
			closing++
		}
		if f.relative || f.at == "" || f.name != "" && r.names[f.name] < 2 {
			continue
		}
		switch c := compareStamps(last, f.at); {
		case last == "" || c == 0:
		case c < 0:
			up++
		default:
			down++
		}
		last = f.at
	}
	r.down, r.closed = down > up, closing*5 >= len(r.forms)*4
}

// formsOf gives every form of header that a line has.
func (r *reading) formsOf(i int, line string) (forms []found) {
	if line == "" || len(line) > maxHeader {
		return nil
	}
	line = strings.TrimSpace(Blanks(line))
	for n := range r.g.Headers {
		if !clocked(line) {
			break
		}
		h := &r.g.Headers[n]
		if !h.Pattern.likely(line) {
			continue
		}
		m := h.Pattern.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		group := func(n int) string {
			if n < 0 {
				return ""
			}
			return strings.TrimSpace(m[n])
		}
		f := found{line: i, first: i, form: n, name: group(h.name), role: group(h.role), text: group(h.text)}
		at, ok := ParseStamp(group(h.stamp))
		if !ok {
			f.relative = true
			at = Resolve(group(h.stamp), r.anchor)
			if h.stamp < 0 || group(h.stamp)[0] >= '0' && strings.Count(group(h.stamp), "-") == 2 {
				continue // the 31st of February
			}
		}
		if f.at = at; f.relative && datedName.MatchString(f.name) || strings.Count(f.name, ",") > 2 {
			continue // a form with another date; a line of a table
		}
		forms = append(forms, f)
	}
	if len(forms) == 0 {
		return r.recall(i, line)
	}
	return forms
}

// recall gives a line that says that a message was recalled.
func (r *reading) recall(i int, line string) []found {
	if r.g.Recall.Regexp == nil || !r.g.Recall.likely(line) {
		return nil
	}
	m := r.g.Recall.FindStringSubmatch(line)
	if m == nil {
		return nil
	}
	return []found{{line: i, first: i, form: -1, name: strings.TrimSpace(m[1]), text: line}}
}

// clocked is a quick look at whether a line may hold a clock.
func clocked(line string) bool {
	for i := 1; i < len(line); i++ {
		if (line[i] == ':' || strings.HasPrefix(line[i:], "：")) && line[i-1] >= '0' && line[i-1] <= '9' {
			return true
		}
	}
	for _, word := range []string{"ago", "now", "前", "刚刚", "现在"} {
		if strings.HasSuffix(line, word) {
			return true
		}
	}
	return false
}

// choose gives the first form that its conditions allow.
func (r *reading) choose(forms []found) (found, bool) {
	for _, f := range forms {
		if f.form < 0 {
			if r.names[f.name] > 1 || r.closes(f.line-1) {
				return f, true
			}
			continue
		}
		h := r.g.Headers[f.form]
		if f.name != "" || f.role != "" {
			if h.Recurs && r.names[f.name] < 2 || Interface(f.name) {
				continue
			}
			return f, true
		}
		if name, ok := r.nameAbove(f.line, h.Above); ok {
			f.name, f.first = name, f.line-1
			return f, true
		}
		if r.g.Nameless && (!f.relative || r.closes(f.line-1)) {
			return f, true
		}
	}
	return found{}, false
}

// nameAbove gives the line above a nameless stamp when it is its sender.
func (r *reading) nameAbove(line int, rule string) (string, bool) {
	if line == 0 || rule == "" || r.headed[line-1] {
		return "", false
	}
	name := strings.TrimSpace(r.lines[line-1])
	if name == "" || len(name) > maxHeader || Interface(name) {
		return "", false
	}
	// A supplier who writes "ok" twice before the buyer's nameless headers would
	// turn into a sender; where names stand on the line of the clock or the
	// title tells the name, only a name known from there counts.
	known := r.names[name] > 0 || name == r.title || r.above[name] > 1 && !r.oneRow && !r.titled
	return name, rule == "always" || known
}

// closes says whether a message can end with a line: there is none, or it is
// blank or of the interface.
func (r *reading) closes(line int) bool {
	return line < 0 || strings.TrimSpace(r.lines[line]) == "" || Interface(r.lines[line])
}

// next gives the clock of the first header behind the i-th that is beyond
// doubt.
func (r *reading) next(i int) string {
	const ahead = 20
	for _, forms := range r.forms[i+1 : min(len(r.forms), i+1+ahead)] {
		f := forms[0]
		if !f.relative && f.at != "" && (f.name == "" || r.names[f.name] > 1) {
			return f.at
		}
	}
	return ""
}

// doubtful says whether a header is more likely a line of the message before
// it: "ETA Hamburg 2024-08-01 10:00". Its name heads nothing else, and it ends
// like a sentence, breaks the order of time, or stands in the middle of a block.
func (r *reading) doubtful(h found, last, next string) bool {
	if h.form < 0 || h.relative || h.first != h.line || h.name == "" || h.role != "" || r.names[h.name] > 1 {
		return false
	}
	if endsLikeSentence(h.name) || utf8.RuneCountInString(h.name) > 60 {
		return true
	}
	if r.down {
		last, next = next, last
	}
	ordered := last == "" || next == "" || compareStamps(last, next) <= 0
	if ordered && (last != "" && compareStamps(h.at, last) < 0 || next != "" && compareStamps(h.at, next) > 0) {
		return true
	}
	return r.closed && !r.closes(h.line-1) && r.often > 2
}

// datedName is a name that ends in a date, also one glued to it, in whatever
// order of day, month and year.
var datedName = regexp.MustCompile(`\d[-/.]\d{1,4},?$|日,?$|(?:^|[ .])` + words + `,?$`)

// joining are words that no name ends with.
const joining = " at on by from until till before after since to is was of in for and the date time eta etd "

// endsLikeSentence says whether a name is rather the start of a sentence.
func endsLikeSentence(name string) bool {
	r, _ := utf8.DecodeLastRuneInString(name)
	if strings.ContainsRune(":：,，;；。!！?？、…=-", r) || strings.Contains(name, "://") {
		return true
	}
	word := strings.ToLower(name[strings.LastIndexByte(name, ' ')+1:])
	return strings.Contains(joining, " "+word+" ")
}

// compareStamps compares two local clocks at the precision that both have.
func compareStamps(a, b string) int {
	n := min(len(a), len(b))
	return cmp.Compare(a[:n], b[:n])
}
