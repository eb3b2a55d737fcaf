package report

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"backchannel/detect"
)

// parts gives the whole page, in order.
func (p *page) parts() [][]byte {
	all := [][]byte{p.top()}
	if len(p.cases) > 1 {
		all = append(all, p.table())
	}
	for _, c := range p.cases {
		all = append(all, c.head, c.chat, c.tail)
	}
	return append(all, p.bottom())
}

// contentPolicy forbids the page everything but its own style.
const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

// top writes the head of the document, up to the first conversation.
func (p *page) top() []byte {
	w := p.words
	m := new(markup)
	m.tag("<!DOCTYPE html>\n<html", ` lang="`, w.Page["tag"], `">`, "\n<head>\n", `<meta charset="utf-8">`, "\n",
		`<meta http-equiv="Content-Security-Policy" content="`, contentPolicy, `">`, "\n",
		`<meta name="referrer" content="no-referrer">`, "\n",
		`<meta name="viewport" content="width=device-width, initial-scale=1">`, "\n",
		`<meta name="color-scheme" content="light dark">`, "\n",
		`<meta name="format-detection" content="telephone=no, email=no, address=no, date=no">`, "\n")
	m.attributeOnly(`<meta name="generator"`, "content", program(p.run))
	m.element("title", "", p.title())
	m.tag("\n<style>\n", pageStyle, "</style>\n</head>\n<body>\n")
	m.tag(`<a class="skip" href="#main">`)
	m.text(w.page("skip"))
	m.tag("</a>\n", `<header class="masthead"><p class="program">backchannel</p><h1>`)
	m.text(w.say(p.kind()))
	m.tag("</h1></header>\n", `<main id="main">`, "\n")
	if len(p.cases) == 0 {
		m.element("p", "nothing", w.say("nothing"))
	}
	return m.Bytes()
}

// kind is the key of the heading of the page.
func (p *page) kind() string {
	if len(p.cases) == 1 {
		return "title"
	}
	return "titles"
}

// title names the page in a list of tabs and files.
func (p *page) title() string {
	if len(p.cases) != 1 {
		return p.words.say(p.kind())
	}
	c := p.cases[0]
	return oneLine(p.words.verdict(c.Verdict) + " · " + c.Source + " · backchannel")
}

// table writes a row for every conversation, the gravest first.
func (p *page) table() []byte {
	w := p.words
	m := new(markup)
	m.tag(`<section class="cases" aria-labelledby="cases">`)
	m.tag(`<h2 id="cases">`)
	m.text(w.say("cases"))
	m.tag("</h2>\n<table><thead><tr>")
	for _, name := range []string{w.say("verdict"), w.say("conversation"), w.say("period"), w.Column["messages"], w.say("count"), w.say("highest")} {
		m.tag(`<th scope="col">`)
		m.text(name)
		m.tag("</th>")
	}
	m.tag("</tr></thead>\n<tbody>\n")
	for _, v := range verdicts {
		for i, c := range p.cases {
			if c.Verdict == v {
				p.row(m, i+1, c)
			}
		}
	}
	m.tag("</tbody></table>\n")
	if n := p.bare(); n > 0 {
		m.element("p", "left", w.page("barecases", n))
	}
	m.tag("</section>\n")
	return m.Bytes()
}

// bare counts the conversations that stand in the table only.
func (p *page) bare() int {
	n := 0
	for _, c := range p.cases {
		if c.head == nil {
			n++
		}
	}
	return n
}

// row writes a conversation into the table of all.
func (p *page) row(m *markup, number int, c chapter) {
	w := p.words
	m.tag("<tr><td>", `<span class="badge `, string(c.Verdict), `">`)
	m.text(w.verdict(c.Verdict))
	m.tag(`</span></td><th scope="row">`)
	if c.head != nil {
		m.tag(`<a href="#c`)
		m.count(number)
		m.tag(`">`)
	}
	m.quoted("bdi", "", w.code(), oneLine(named(c.Case)))
	if c.head != nil {
		m.tag("</a>")
	}
	m.tag("</th>")
	highest := known(w.Severity, string(highest(c.Counts)))
	for _, cell := range []struct{ name, text string }{
		{w.say("period"), days(c.Case)}, {w.Column["messages"], w.number(c.Messages)}, {w.say("count"), w.number(c.Findings)},
		{w.say("highest"), highest},
	} {
		m.tag("<td")
		m.attribute("data-name", cell.name)
		m.tag(">")
		m.text(cell.text)
		m.tag("</td>")
	}
	m.tag("</tr>\n")
}

// days is the time that a conversation covers, by days.
func days(c detect.Case) string {
	first, last := day(c.Coverage.First), day(c.Coverage.Last)
	if first == last {
		return first
	}
	return first + " – " + last
}

// bottom writes what the whole page rests on.
func (p *page) bottom() []byte {
	w := p.words
	m := new(markup)
	p.evidence(m)
	m.tag(`<section aria-labelledby="run"><h2 id="run">`)
	m.text(w.say("run"))
	m.tag("</h2>\n<dl class=\"facts\">")
	rules := p.run.RuleSet
	if p.run.Rules > 0 {
		rules = w.say("rulecount", rules, p.run.Rules)
	}
	m.fact(w.say("program"), program(p.run))
	m.fact(w.say("rules"), rules)
	m.fact(w.say("options"), cmp.Or(strings.Join(p.run.Options, "\n"), w.say("nooptions")))
	m.fact(w.say("language"), w.page("own"))
	m.fact(w.say("hidden"), w.hidden(p.run))
	if !p.run.Time.IsZero() {
		m.fact(w.say("made"), p.run.Time.UTC().Format(time.RFC3339))
	}
	m.tag("</dl></section>\n", `<section aria-labelledby="notes"><h2 id="notes">`)
	m.text(w.say("notes"))
	m.tag("</h2>\n<ul class=\"notes-list\">")
	for _, key := range []string{"about", "blind", "original", "times", "escapes", "inert"} {
		m.element("li", "", w.page(key))
	}
	m.tag("</ul></section>\n</main>\n", `<footer class="end"><p>`)
	m.text(program(p.run) + " · " + w.page("offline"))
	m.tag("</p></footer>\n</body>\n</html>\n")
	return m.Bytes()
}

// evidence writes every file with its hash, and what could not be read at all.
func (p *page) evidence(m *markup) {
	w := p.words
	m.tag(`<section class="evidence" aria-labelledby="evidence"><h2 id="evidence">`)
	m.text(w.Sheet["evidence"])
	m.tag("</h2>\n")
	if len(p.run.Evidence) > 0 {
		m.element("p", "", w.page("hashes"))
		m.tag("<table class=\"files\"><thead><tr>")
		for _, name := range []string{w.Column["source"], w.Column["size"], w.Column["sha256"]} {
			m.tag(`<th scope="col">`)
			m.text(name)
			m.tag("</th>")
		}
		m.tag("</tr></thead>\n<tbody>\n")
	}
	seen := map[string]bool{}
	for _, e := range p.run.Evidence {
		if seen[e.Name+e.SHA256] {
			continue // the archive of several members
		}
		seen[e.Name+e.SHA256] = true
		m.tag("<tr") // verify reads the attributes
		m.attribute("data-source", e.Name)
		m.attribute("data-size", strconv.FormatInt(e.Size, 10))
		m.attribute("data-sha256", e.SHA256)
		m.tag(`><th scope="row">`)
		m.quoted("bdi", "", w.code(), oneLine(e.Name))
		m.tag("</th><td")
		m.attribute("data-name", w.Column["size"])
		m.tag(">")
		m.text(w.number(int(e.Size)))
		m.tag("</td><td><code>")
		m.text(e.SHA256)
		m.tag("</code></td></tr>\n")
	}
	if len(p.run.Evidence) > 0 {
		m.tag("</tbody></table>\n")
	}
	if len(p.run.Unread) > 0 {
		m.element("h3", "", w.say("unreadable"))
		m.tag(`<ul class="unread">`)
		for _, u := range p.run.Unread {
			m.quoted("li", "", w.code(), w.problem(u))
		}
		m.tag("</ul>\n")
	}
	m.tag("</section>\n")
}
