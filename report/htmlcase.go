package report

import (
	"fmt"
	"slices"
	"strconv"

	"backchannel/detect"
)

// anchor names a part of the chapter, such as c1-chat.
func (t *thread) anchor(part string) string { return "c" + strconv.Itoa(t.number) + "-" + part }

// section opens a section of the chapter under a heading.
func (t *thread) section(m *markup, part, heading string) {
	id := t.anchor(part)
	m.tag(`<section class="`, part, `" aria-labelledby="`, id, `"><h3 id="`, id, `">`)
	m.text(heading)
	m.tag("</h3>\n")
}

// head writes what stands above the chat.
func (t *thread) head(c detect.Case) []byte {
	w := t.words
	m := new(markup)
	m.tag(`<article id="c`, strconv.Itoa(t.number), `" aria-labelledby="`, t.anchor("verdict"), " ", t.anchor("name"), `">`, "\n")
	m.tag(`<header class="verdict `, string(c.Verdict), `">`, sign(c.Verdict), `<div><h2 id="`, t.anchor("verdict"), `">`)
	m.text(w.verdict(c.Verdict))
	m.tag("</h2>")
	m.element("p", "advice", known(w.Advice, c.Verdict))
	m.tag("</div></header>\n")
	t.identity(m, c)
	t.contents(m, c)
	m.tag(`<div class="pair">`)
	t.section(m, "why", w.say("why"))
	m.tag("<ul>")
	for _, r := range w.reasons(c, t.run) {
		m.quoted("li", "", w.code(), r)
	}
	m.tag("</ul></section>\n")
	if todo := actions(c.Top); len(todo) > 0 {
		t.section(m, "todo", w.say("todo"))
		m.tag("<ol>")
		for _, a := range todo {
			m.quoted("li", "", w.code(), a)
		}
		m.tag("</ol></section>\n")
	}
	m.tag("</div>\n")
	t.strongest(m, c.Top)
	t.overview(m, c)
	t.labels(m, c.Counts)
	t.section(m, "chat", w.page("chat"))
	if c.Findings > 0 {
		m.element("p", "key", w.page("chatkey"))
	}
	return m.Bytes()
}

// sign draws the shape of a verdict, so that it is known without its colour.
func sign(v detect.Verdict) string {
	shape := `<circle cx="16" cy="16" r="13"/><path d="M9 16h14"/>`
	switch v {
	case detect.Hold:
		shape = `<path d="M10 3h12l7 7v12l-7 7H10l-7-7V10z"/><path d="M12 10v12M20 10v12"/>`
	case detect.Verify:
		shape = `<path d="M16 3l14 25H2z"/><path d="M16 12v8m0 3v1"/>`
	}
	return `<svg class="sign" viewBox="0 0 32 32" width="44" height="44" aria-hidden="true">` + shape + `</svg>`
}

// identity says which conversation this is, and between whom.
func (t *thread) identity(m *markup, c detect.Case) {
	w := t.words
	m.tag(`<div class="identity"><p class="name" id="`, t.anchor("name"), `">`)
	m.quoted("bdi", "", w.code(), oneLine(named(c)))
	m.tag("</p>\n<ul>")
	for _, s := range []string{w.platform(c.Platform), w.page("messages", w.number(c.Messages)), days(c)} {
		if s != "" {
			m.element("li", "", s)
		}
	}
	for i, p := range c.Participants {
		if i == maxPeople {
			m.element("li", "", w.page("morepeople", len(c.Participants)-i))
			break
		}
		name := p.Name
		if p.Platform != "" {
			name += " (" + w.platform(p.Platform) + ")"
		}
		m.tag("<li>")
		m.quoted("bdi", "", w.code(), oneLine(name))
		m.text(w.page("person", w.role(p.Role), known(w.Basis, p.Basis), p.Messages))
		m.tag("</li>")
	}
	m.tag("</ul></div>\n")
}

// maxPeople is how many participants the head of a chapter names; a group may
// have hundreds.
const maxPeople = 12

// contents links to the sections of the chapter.
func (t *thread) contents(m *markup, c detect.Case) {
	w := t.words
	parts := []struct {
		part, name string
		filled     bool
	}{
		{"overview", w.page("overview"), true}, {"chat", w.page("chat"), true}, {"accounts", w.Sheet["accounts"], len(c.Accounts) > 0},
		{"contacts", w.Sheet["contacts"], len(c.Contacts) > 0}, {"checklist", w.say("practices"), len(c.Checklist) > 0}, {"coverage", w.say("coverage"), true},
	}
	m.tag("<nav")
	m.attribute("aria-label", w.page("contents"))
	m.tag("><ul>")
	for _, p := range parts {
		if !p.filled {
			continue
		}
		m.tag(`<li><a href="#`, t.anchor(p.part), `">`)
		m.text(p.name)
		m.tag("</a></li>")
	}
	m.tag(`<li><a href="#evidence">`)
	m.text(w.Sheet["evidence"])
	m.tag("</a></li></ul></nav>\n")
}

// strongest writes the findings that decided, each with its words.
func (t *thread) strongest(m *markup, top []detect.Finding) {
	if len(top) == 0 {
		return
	}
	w := t.words
	t.section(m, "top", w.say("strongest"))
	m.tag("<ul>")
	for _, f := range top {
		m.tag(`<li class="`, lane(f), `"><p class="what">`)
		t.severity(m, f)
		m.tag(" ")
		m.quoted("b", "", w.code(), f.Title)
		m.tag("</p>\n")
		m.quoted("blockquote", "", w.code(), f.Quote)
		t.gloss(m, f)
		m.tag(`<p class="place">`)
		m.quoted("bdi", "", w.code(), oneLine(w.whence(f)))
		m.tag(" · ")
		t.reference(m, detect.Place{Source: f.Source, Conversation: f.Conversation, Index: f.Index}, w.page("inchat"))
		m.tag("</p></li>\n")
	}
	m.tag("</ul></section>\n")
}

// labels writes the findings counted by label.
func (t *thread) labels(m *markup, counts []detect.Count) {
	if len(counts) == 0 {
		return
	}
	w := t.words
	t.section(m, "labels", w.say("bylabel"))
	m.tag("<table><thead><tr>")
	for _, name := range []string{w.say("label"), w.say("meaning"), w.say("count"), w.say("highest"), w.say("earliest"), w.say("latest")} {
		m.tag(`<th scope="col">`)
		m.text(name)
		m.tag("</th>")
	}
	m.tag("</tr></thead>\n<tbody>\n")
	for _, c := range counts {
		f := detect.Finding{Detector: c.Label, Severity: c.Highest}
		m.tag(`<tr><th scope="row">`)
		m.text(clipped(w.name(c.Label)))
		m.tag("</th><td>")
		m.text(w.Label[c.Label])
		m.tag("</td><td")
		m.attribute("data-name", w.say("count"))
		m.tag(">")
		m.count(c.Count)
		m.tag("</td><td>")
		t.severity(m, f)
		m.tag("</td>")
		t.moment(m, w.say("earliest"), c.FirstIn, c.First, c.FirstAt)
		t.moment(m, w.say("latest"), c.LastIn, c.Last, c.LastAt)
		m.tag("</tr>\n")
	}
	m.tag("</tbody></table></section>\n")
}

// moment writes a cell that names a message. A source is given where the case
// joins several.
func (t *thread) moment(m *markup, name, source string, index int, at string) {
	m.tag("<td")
	m.attribute("data-name", name)
	m.tag(">")
	if index > 0 {
		place := detect.Place{Source: source, Index: index}
		if source == "" {
			place.Source, place.Conversation = t.first.Source, t.first.Conversation
		}
		t.reference(m, place, "#"+strconv.Itoa(index))
		m.text(" " + clock(at))
	}
	m.tag("</td>")
}

// tail writes what stands below the chat.
func (t *thread) tail(c detect.Case) []byte {
	w := t.words
	m := new(markup)
	if t.lost > 0 {
		m.element("p", "left", w.page("lostfindings", w.number(t.lost)))
	}
	m.tag("</section>\n")
	t.accounts(m, c)
	t.contacts(m, c)
	t.checklist(m, c)
	t.coverage(m, c)
	m.tag("</article>\n")
	return m.Bytes()
}

// checklist writes the safe practices and how they stand.
func (t *thread) checklist(m *markup, c detect.Case) {
	if len(c.Checklist) == 0 {
		return
	}
	w := t.words
	t.section(m, "checklist", w.say("practices"))
	m.tag("<ul>")
	for _, p := range c.Checklist {
		class, mark := "open", "–"
		switch p.State {
		case detect.Kept:
			class, mark = "kept", "✓"
		case detect.Broken:
			class, mark = "broken", "✗"
		}
		m.tag(`<li class="`, class, `"><span class="state"><span aria-hidden="true">`, mark, "</span> ")
		m.text(known(w.State, p.State))
		m.tag(`</span> <span class="practice">`)
		m.text(p.Text)
		m.tag("</span>")
		t.references(m, t.first, p.Messages, p.Places)
		m.tag("</li>\n")
	}
	m.tag("</ul></section>\n")
}

// coverage writes what was read of each source, and above all what was not.
func (t *thread) coverage(m *markup, c detect.Case) {
	w := t.words
	t.section(m, "coverage", w.say("coverage"))
	for _, p := range c.Sources() {
		cov := p.Coverage
		m.tag(`<div class="source"><p class="name">`)
		m.quoted("bdi", "", w.code(), oneLine(p.Source))
		m.tag("</p>\n<ul>")
		notes := []string{w.say("read", cov.Format, cov.Encoding, cov.Read, cov.Found, known(w.Unit, cov.Unit), p.Messages)}
		for _, s := range cov.Skipped {
			notes = append(notes, w.say("skipped", w.remark(s.Reason), s.Count))
		}
		if p.ProblemCount > 0 {
			notes = append(notes, w.say("places", p.ProblemCount))
		}
		for _, at := range p.Problems[:min(len(p.Problems), maxPeople)] {
			notes = append(notes, w.problem(at))
		}
		if p.ProblemCount == 0 && len(cov.Skipped) == 0 {
			notes = append(notes, w.say("allread"))
		}
		for _, n := range append(notes, w.limits(cov)...) {
			m.quoted("li", "", w.code(), n)
		}
		m.tag("</ul></div>\n")
	}
	m.element("p", "caution", w.say("notproof"))
	m.tag("</section>\n")
}

// references links to the messages that show something: those of the source
// of base, and others.
func (t *thread) references(m *markup, base detect.Place, here []int, elsewhere []detect.Place) {
	if len(here)+len(elsewhere) == 0 {
		return
	}
	places := make([]detect.Place, 0, len(here)+len(elsewhere))
	for _, i := range here {
		places = append(places, detect.Place{Source: base.Source, Conversation: base.Conversation, Index: i})
	}
	places = append(places, elsewhere...)
	m.tag(` <span class="refs">`)
	for i, p := range places {
		if i == maxReferences {
			m.tag(" … +")
			m.count(len(places) - i)
			break
		}
		if i > 0 {
			m.tag(" ")
		}
		t.reference(m, p, "")
	}
	m.tag("</span>")
}

// maxReferences is how many messages a line lists.
const maxReferences = 20

// reference links to a message, when the page shows it. Without words it is
// named by its number, and by its source where that is another.
func (t *thread) reference(m *markup, p detect.Place, words string) {
	if words == "" {
		words = fmt.Sprintf("#%d", p.Index)
		if len(t.parts) > 1 && p.Source != "" {
			words = oneLine(p.Source) + " " + words
		}
	}
	to, ok := t.shown(p)
	if !ok {
		m.quoted("bdi", "", t.words.code(), words)
		return
	}
	m.tag(`<a href="#`, to, `">`)
	m.text(words)
	m.tag("</a>")
}

// lane is the class of a finding: its severity, or protective.
func lane(f detect.Finding) string {
	if w := weight(f); slices.Contains(lanes, w) {
		return w
	}
	return "info"
}
