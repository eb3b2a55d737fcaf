package report

import (
	"maps"
	"slices"
	"time"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// lanes are the rows of findings in the overview picture, from the top.
var lanes = []string{"critical", "high", "medium", "low", "info", detect.Protective}

const (
	maxCells    = 1024 // stretches of time that a picture keeps apart
	maxChanges  = 12   // changes of platform that it shows
	bars        = 120  // columns of its band of messages
	dots        = 32   // columns of its findings
	aDay        = 24 * 60
	longSilence = 7 * aDay // minutes without a message that are worth a word
)

// picture counts a conversation over time. It stays small however long the
// conversation is: when there are too many stretches, each becomes twice as
// long.
type picture struct {
	width   int64 // minutes of a stretch
	cells   map[int64]*moments
	untimed int // messages without a time that can be placed

	changes  []changed
	platform string
}

// moments is what happened in one stretch.
type moments struct {
	messages int
	findings map[string]*dot // by lane
}

// dot is the findings of one severity in one stretch.
type dot struct {
	count int
	to    string // the message of the first of them
}

// changed is a moment from which on the talk was on a platform.
type changed struct {
	at       int64
	platform string
}

func newPicture() *picture { return &picture{width: 1, cells: map[int64]*moments{}} }

// minutes places a printed clock on a line of minutes.
func minutes(clock string) (int64, bool) {
	layout := "2006-01-02T15:04"
	if len(clock) < len(layout) {
		layout = time.DateOnly
	}
	if len(clock) < len(layout) {
		return 0, false
	}
	t, err := time.Parse(layout, clock[:len(layout)])
	return t.Unix() / 60, err == nil
}

// add counts a message and its findings. to names the message in the page.
func (p *picture) add(m chat.Message, findings []detect.Finding, to string) {
	at, ok := minutes(m.Time)
	if !ok {
		p.untimed++
		return
	}
	if m.Platform != p.platform && len(p.changes) < maxChanges {
		p.platform = m.Platform
		p.changes = append(p.changes, changed{at, m.Platform})
	}
	c := p.cell(at)
	c.messages++
	for _, f := range findings {
		c.mark(weight(f), 1, to)
	}
}

// cell gives the stretch of a minute.
func (p *picture) cell(at int64) *moments {
	c := p.cells[floor(at, p.width)]
	if c != nil {
		return c
	}
	for len(p.cells) >= maxCells {
		p.coarsen()
	}
	key := floor(at, p.width)
	if p.cells[key] == nil {
		p.cells[key] = new(moments)
	}
	return p.cells[key]
}

// coarsen doubles the length of the stretches.
func (p *picture) coarsen() {
	old := p.cells
	p.width *= 2
	p.cells = map[int64]*moments{}
	for _, at := range slices.Sorted(maps.Keys(old)) {
		key := floor(at, p.width)
		if p.cells[key] == nil {
			p.cells[key] = new(moments)
		}
		p.cells[key].take(old[at])
	}
}

func floor(at, width int64) int64 {
	r := at % width
	if r < 0 {
		r += width
	}
	return at - r
}

// take adds what happened in a later stretch.
func (m *moments) take(other *moments) {
	m.messages += other.messages
	for lane, d := range other.findings {
		m.mark(lane, d.count, d.to)
	}
}

func (m *moments) mark(lane string, n int, to string) {
	if m.findings == nil {
		m.findings = map[string]*dot{}
	}
	if m.findings[lane] == nil {
		m.findings[lane] = &dot{to: to}
	}
	m.findings[lane].count += n
}

// scale is the line of time of a finished picture.
type scale struct{ from, to int64 }

// scale gives the time from the first to the last message.
func (p *picture) scale() scale {
	keys := slices.Sorted(maps.Keys(p.cells))
	return scale{keys[0], keys[len(keys)-1] + p.width}
}

// column gives the column, of n, in which a minute lies.
func (s scale) column(at int64, n int) int {
	return int(min((at-s.from)*int64(n)/(s.to-s.from), int64(n-1)))
}

// share gives the place of a minute on the line, from 0 to 1.
func (s scale) share(at int64) float64 { return float64(at-s.from) / float64(s.to-s.from) }

// columns counts the picture anew in n columns of equal length.
func (p *picture) columns(n int) []moments {
	s := p.scale()
	all := make([]moments, n)
	for _, at := range slices.Sorted(maps.Keys(p.cells)) {
		all[s.column(at, n)].take(p.cells[at])
	}
	return all
}

// silence is a stretch of time without a message.
type silence struct{ from, to int64 }

// silences gives the stretches without a message that are long, for people and
// in the picture.
func (p *picture) silences() []silence {
	s := p.scale()
	var all []silence
	keys := slices.Sorted(maps.Keys(p.cells))
	for i, at := range keys[1:] {
		before := keys[i] + p.width
		if d := at - before; d >= longSilence && d >= (s.to-s.from)/16 {
			all = append(all, silence{before, at})
		}
	}
	return all
}
