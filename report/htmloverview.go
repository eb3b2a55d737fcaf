package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"backchannel/detect"
)

// The heights of the picture, in pixels; the names beside its rows take theirs
// from the style, which knows the same numbers.
const (
	laneHeight = 28
	bandHeight = 52
	axisHeight = 22
	moveHeight = 24
)

// overview draws the conversation over time: findings by severity, messages as
// a quiet band, silences, and the platforms where there are several.
func (t *thread) overview(m *markup, c detect.Case) {
	w := t.words
	t.section(m, "overview", w.page("overview"))
	p := t.picture
	if len(p.cells) == 0 {
		m.element("p", "", w.page("notimes"))
		m.tag("</section>\n")
		return
	}
	d := &drawing{thread: t, picture: p, scale: p.scale()}
	dotted := p.columns(dots)
	for _, lane := range lanes {
		for _, c := range dotted {
			if c.findings[lane] != nil {
				d.lanes = append(d.lanes, lane)
				break
			}
		}
	}
	m.tag(`<figure><div class="plot"><div class="rows" aria-hidden="true">`)
	if d.moves() {
		m.element("span", "move", w.Column["platform"])
	}
	for _, lane := range d.lanes {
		m.element("span", "lane", known(w.Severity, lane))
	}
	m.element("span", "band", w.Column["messages"])
	m.tag("</div>")
	d.draw(m, dotted)
	m.tag("</div><figcaption>")
	m.text(strings.Join(d.told(c), " "))
	m.tag("</figcaption></figure></section>\n")
}

// drawing is a picture being drawn.
type drawing struct {
	*thread
	picture *picture
	scale   scale
	lanes   []string // rows of findings
	y       int      // how far down the drawing is
}

// moves says whether the talk was on several platforms.
func (d *drawing) moves() bool { return len(d.picture.changes) > 1 }

// told says in words what the picture shows.
func (d *drawing) told(c detect.Case) []string {
	w := d.words
	all := []string{w.page("picture", d.date(d.scale.from), d.date(d.last()), w.number(c.Messages), w.number(c.Findings))}
	if len(d.lanes) > 0 {
		all = append(all, w.page("dots"))
	}
	for i, s := range d.picture.silences() {
		if i == maxPeople {
			break
		}
		all = append(all, w.page("silent", d.date(s.from), (s.to-s.from)/aDay))
	}
	if d.moves() {
		for _, c := range d.picture.changes {
			all = append(all, w.page("on", d.date(c.at), w.platform(c.platform)))
		}
	}
	if d.picture.untimed > 0 {
		all = append(all, w.page("untimed", w.number(d.picture.untimed)))
	}
	return all
}

// last is the minute of the last message, as near as the picture knows.
func (d *drawing) last() int64 { return d.scale.to - d.picture.width }

// date gives a minute for reading: the day, or the time within a short talk.
func (d *drawing) date(at int64) string {
	layout := time.DateOnly
	if d.scale.to-d.scale.from < 2*aDay {
		layout = "2006-01-02 15:04"
	}
	return time.Unix(at*60, 0).UTC().Format(layout)
}

// percent gives a share as a length of the drawing.
func percent(share float64) string { return strconv.FormatFloat(100*share, 'f', 2, 64) + "%" }

// draw writes the drawing. Its width is that of the page; its letters stay as
// they are on any screen, since places across are shares and heights pixels.
func (d *drawing) draw(m *markup, dotted []moments) {
	height := len(d.lanes)*laneHeight + bandHeight + axisHeight
	if d.moves() {
		height += moveHeight
	}
	m.tag(`<svg role="group" width="100%" height="`, strconv.Itoa(height), `"`)
	m.attribute("aria-label", d.words.page("overview"))
	m.tag(">\n")
	if d.moves() {
		d.platforms(m)
	}
	d.silences(m, len(d.lanes)*laneHeight+bandHeight)
	for _, lane := range d.lanes {
		d.lane(m, lane, dotted)
	}
	d.band(m)
	d.axis(m)
	m.tag("</svg>")
}

// rect writes a box over a stretch of time.
func (d *drawing) rect(m *markup, class string, from, to float64, y, height int) {
	fmt.Fprintf(m, `<rect class="%s" x="%s" width="%s" y="%d" height="%d"/>`, class, percent(from), percent(to-from), y, height)
}

// label writes words into the drawing.
func (d *drawing) label(m *markup, class, anchor string, share float64, y int, s string) {
	fmt.Fprintf(m, `<text class="%s" text-anchor="%s" x="%s" y="%d">`, class, anchor, percent(share), y)
	m.text(s)
	m.tag("</text>\n")
}

// platforms draws where the talk was.
func (d *drawing) platforms(m *markup) {
	for i, c := range d.picture.changes {
		from, to := d.scale.share(c.at), 1.0
		if i+1 < len(d.picture.changes) {
			to = d.scale.share(d.picture.changes[i+1].at)
		}
		if to <= from {
			continue
		}
		d.rect(m, "move"+strconv.Itoa(i%2), from, to, d.y+2, moveHeight-6)
		if to-from > 0.12 {
			d.label(m, "move", "start", from+0.005, d.y+15, d.words.platform(fitted(c.platform)))
		}
	}
	d.y += moveHeight
}

// fitted gives a name that fits into the drawing.
func fitted(s string) string {
	if r := []rune(s); len(r) > 12 {
		return string(r[:11]) + "…"
	}
	return s
}

// silences draws the stretches without a message.
func (d *drawing) silences(m *markup, height int) {
	for _, s := range d.picture.silences() {
		from, to := d.scale.share(s.from), d.scale.share(s.to)
		d.rect(m, "gap", from, to, d.y, height)
		if to-from > 0.14 {
			d.label(m, "gap", "middle", (from+to)/2, d.y+height-bandHeight/2+4, d.words.page("days", (s.to-s.from)/aDay))
		}
	}
}

// lane draws the findings of one severity, each a link into the chat.
func (d *drawing) lane(m *markup, lane string, dotted []moments) {
	middle := d.y + laneHeight/2
	fmt.Fprintf(m, `<line class="rail" x1="0" x2="100%%" y1="%d" y2="%d"/>`+"\n", middle, middle)
	for i, c := range dotted {
		f := c.findings[lane]
		if f == nil {
			continue
		}
		at := (float64(i) + 0.5) / dots
		if f.to != "" {
			m.tag(`<a href="#`, f.to, `"`)
			when := d.date(d.scale.from + int64(float64(d.scale.to-d.scale.from)*float64(i)/dots))
			m.attribute("aria-label", d.words.page("dot", f.count, known(d.words.Severity, lane), when))
			m.tag(">")
		}
		fmt.Fprintf(m, `<circle class="%s" cx="%s" cy="%d" r="%d"/>`, lane, percent(at), middle, min(6+f.count, 10))
		if f.count > 1 {
			d.label(m, "in", "middle", at, middle+4, strconv.Itoa(f.count))
		}
		if f.to != "" {
			m.tag("</a>\n")
		}
	}
	d.y += laneHeight
}

// band draws how many messages there were.
func (d *drawing) band(m *markup) {
	columns := d.picture.columns(bars)
	most := 1
	for _, c := range columns {
		most = max(most, c.messages)
	}
	floor := d.y + bandHeight
	for i, c := range columns {
		if c.messages > 0 {
			h := max(3, c.messages*(bandHeight-8)/most)
			d.rect(m, "bar", float64(i)/bars, (float64(i)+0.8)/bars, floor-h, h)
		}
	}
	fmt.Fprintf(m, `<line class="base" x1="0" x2="100%%" y1="%d" y2="%d"/>`+"\n", floor, floor)
	d.y = floor
}

// axis writes the dates.
func (d *drawing) axis(m *markup) {
	y := d.y + 16
	d.label(m, "axis", "start", 0, y, d.date(d.scale.from))
	if d.scale.to-d.scale.from > 2*aDay {
		d.label(m, "axis", "middle", 0.5, y, d.date((d.scale.from+d.last())/2))
	}
	d.label(m, "axis", "end", 1, y, d.date(d.last()))
}
