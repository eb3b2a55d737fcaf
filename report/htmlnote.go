package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// longPiece is how many bytes of one piece of text the page shows; of a longer
// one, it shows both ends and says how much lies between.
const longPiece = 12_000

// piece is a part of a message, with the findings whose words it belongs to.
type piece struct {
	text  string
	found []int // their places in the list of findings
	ends  []int // those whose words end with it
}

// pieces cuts a text where the words of findings begin and end.
func pieces(text string, found []detect.Finding) []piece {
	cuts := []int{0, len(text)}
	for _, f := range found {
		if stands(text, f) {
			cuts = append(cuts, f.Start, f.End)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var all []piece
	for i, to := range cuts[1:] {
		from := cuts[i]
		s := piece{text: text[from:to]}
		for n, f := range found {
			if !stands(text, f) || f.Start > from || f.End < to {
				continue
			}
			s.found = append(s.found, n)
			if f.End == to {
				s.ends = append(s.ends, n)
			}
		}
		all = append(all, s)
	}
	return all
}

// stands says whether the words of a finding stand where it says.
func stands(text string, f detect.Finding) bool {
	return f.Start >= 0 && f.Start < f.End && f.End <= len(text) && text[f.Start:f.End] == f.Quote
}

// marked writes the text of a message with the words of its findings marked,
// each with the number of its explanation behind it.
func (t *thread) marked(out *markup, text string, found []detect.Finding) {
	for _, s := range pieces(text, found) {
		if len(s.found) == 0 {
			t.long(out, s.text)
			continue
		}
		gravest := slices.MaxFunc(s.found, func(a, b int) int { return cmp.Compare(rank(found[a]), rank(found[b])) })
		out.tag(`<mark class="`, lane(found[gravest]), `">`)
		t.long(out, s.text)
		out.tag("</mark>")
		for _, n := range s.ends {
			t.numeral(out, found[n], t.findings+n+1)
		}
	}
}

// numeral links the marked words to their explanation.
func (t *thread) numeral(out *markup, f detect.Finding, n int) {
	out.tag(`<a class="n `, lane(f), `" href="#`, t.note(n), `"`)
	out.attribute("aria-label", t.words.page("finding", n, t.words.severity(f)))
	out.tag(">")
	out.count(n)
	out.tag("</a>")
}

// note names an explanation in the page.
func (t *thread) note(n int) string { return "f" + strconv.Itoa(t.number) + "-" + strconv.Itoa(n) }

// long writes a piece of text, without its middle when that is too long.
func (t *thread) long(out *markup, s string) {
	if len(s) <= longPiece {
		out.text(s)
		return
	}
	a, z := longPiece/2, len(s)-longPiece/2
	for a > 0 && !utf8.RuneStart(s[a]) {
		a--
	}
	for z < len(s) && !utf8.RuneStart(s[z]) {
		z++
	}
	out.text(s[:a])
	out.element("span", "left", t.words.page("cut", t.words.number(utf8.RuneCountInString(s[a:z]))))
	out.text(s[z:])
}

// maxLine is how many characters of a name or a remark are shown.
const maxLine = 1000

// clipped gives a name or a remark, cut when it is as long as none should be.
func clipped(s string) string {
	if utf8.RuneCountInString(s) <= maxLine {
		return s
	}
	r := []rune(s)
	return fmt.Sprintf("%s […+%d]", string(r[:maxLine]), len(r)-maxLine)
}

// notes writes the explanations of a message's findings.
func (t *thread) notes(out *markup, m chat.Message, found []detect.Finding) {
	if len(found) == 0 {
		return
	}
	out.tag(`<div class="notes">`)
	said := map[string]bool{}
	for _, f := range found {
		t.findings++
		t.explain(out, m, f, t.findings, said)
	}
	out.tag(`<p class="place">`)
	out.quoted("bdi", "", t.words.code(), oneLine(t.words.place(m.Source, m.Line, m.Index, m.Conversation)))
	if m.Time != "" {
		out.element("span", "when", " · "+clock(m.Time))
	}
	out.tag("</p></div>")
}

// explain writes one explanation. A rule is explained once in full; where it
// applies again, that place is named. said holds what the explanations of the
// message have said already, which is not said twice.
func (t *thread) explain(out *markup, m chat.Message, f detect.Finding, n int, said map[string]bool) {
	w := t.words
	out.tag(`<section class="note `, lane(f), `" id="`, t.note(n), `"><h4><span class="n `, lane(f), `">`)
	out.count(n)
	out.tag("</span> ")
	t.severity(out, f)
	out.tag(" ")
	out.quoted("span", "title", w.code(), cmp.Or(f.Title, w.name(f.Detector)))
	out.tag("</h4>\n")
	out.tag(`<p class="label">`)
	out.text(clipped(w.name(f.Detector)))
	if f.Confidence != "" && f.Detector != detect.Protective {
		out.text(" · " + w.page("plain", known(w.Confidence, f.Confidence)))
	}
	out.tag("</p>\n")
	if !stands(m.Text, f) {
		out.quoted("blockquote", "", w.code(), f.Quote)
	}
	t.gloss(out, f)
	if before := t.explained[f.Rule]; before > 0 {
		out.tag(`<p class="again"><a href="#`, t.note(before), `">`)
		out.text(w.page("again", before))
		out.tag("</a></p>\n")
	} else {
		t.explained[f.Rule] = n
		innocent := w.Column["innocent"]
		if f.Detector == detect.Protective {
			innocent = w.say("notes")
		}
		for _, x := range []struct{ name, text string }{{w.page("reason"), f.Why}, {w.Column["action"], f.Action}, {innocent, f.Innocent}} {
			if x.text == "" || said[x.text] {
				continue
			}
			said[x.text] = true
			out.tag(`<p class="x"><b>`)
			out.text(x.name)
			out.tag("</b> ")
			out.quoted("span", "", w.code(), x.text)
			out.tag("</p>\n")
		}
	}
	t.details(out, f, said)
	t.review(out, f.Review)
	out.tag("</section>\n")
}

// details writes the identifiers of a finding and the messages that raised it.
func (t *thread) details(out *markup, f detect.Finding, said map[string]bool) {
	w := t.words
	for i, id := range f.Identifiers {
		if i >= maxReferences || said[id.Type+id.Value] {
			continue
		}
		said[id.Type+id.Value] = true
		state := w.say("unchecked")
		if id.Valid {
			state = w.say("valid")
		}
		out.tag(`<p class="ids">`)
		out.text(known(w.What, id.Type) + " ")
		out.quoted("code", "", w.code(), id.Value)
		out.text(" (" + state + ")")
		out.tag("</p>\n")
	}
	if len(f.Related)+len(f.Elsewhere) > 0 {
		out.tag(`<p class="place">`)
		out.text(w.Column["related"])
		t.references(out, detect.Place{Source: f.Source, Conversation: f.Conversation}, f.Related, f.Elsewhere)
		out.tag("</p>\n")
	}
}

// review writes what people decided on a finding, when somebody was asked.
func (t *thread) review(out *markup, r *detect.Review) {
	if r == nil {
		return
	}
	w := t.words
	out.tag(`<p class="review"><b>`)
	out.text(w.Column["disposition"])
	out.tag("</b> ")
	parts := filled(w.settled(r), known(w.Status, r.Status), r.Reviewer, r.Date, r.Note, strings.ReplaceAll(w.ignored(r.Ignored), "\n", " · "))
	out.quoted("span", "", w.code(), strings.Join(parts, " · "))
	out.tag("</p>\n")
}

// severity writes the severity of a finding as a word on its colour.
func (t *thread) severity(out *markup, f detect.Finding) {
	out.element("span", "sev "+lane(f), t.words.severity(f))
}

// gloss writes the sense of the matched words, as a gloss.
func (t *thread) gloss(out *markup, f detect.Finding) {
	if f.Gloss == "" {
		return
	}
	out.tag(`<p class="gloss"><span>`)
	out.text(t.words.Column["gloss"])
	out.tag("</span> ")
	out.text(clipped(f.Gloss))
	out.tag("</p>\n")
}
