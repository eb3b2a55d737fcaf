package whatsapp

import (
	"math"
	"path"
	"strings"

	"backchannel/parser/source"
)

// grammar is how a text is read: what the first pass came to.
type grammar struct {
	forms    []form // the main one first
	names    *names
	quirks   *quirks
	chat     string // the name of the chat by its file, as senders print it; "" when not known
	group    bool   // more than one person writes beside the chat's own name
	trusted  bool   // marks tell the app's words from people's
	along    map[string]bool
	initials initials        // of senders
	omitted  map[string]bool // first lines that were looked up: whether media was left out
	records  int             // yielded so far
	copied   bool            // out of WhatsApp Web: no lines without a sender
}

// form is a shape of header that counts, and where it does.
type form struct {
	shape    shape
	verdict  verdict
	behind   source.End // the line end that has to stand before it; None for any
	from, to int        // lines
	tally    *tally
}

// minBlock is the number of headers from which a block of another shape at
// the start or end of a file is an export of its own.
const minBlock = 3

// longBlock is the number of headers from which such a block counts although
// its time does not go on where the other ends.
const longBlock = 20

// grammar decides how the surveyed text is read; nil when it has no headers.
func (s *survey) grammar(src *source.Source, forced *order) *grammar {
	t := s.main()
	if t == nil {
		return nil
	}
	main := form{shape: t.shape, verdict: t.all.decide(t.shape, forced), to: math.MaxInt, tally: t}
	g := &grammar{names: &s.names, quirks: &s.quirks, trusted: s.marked+s.spoken > 0, omitted: map[string]bool{}}
	g.forms = append(g.forms, main)
	g.addBlocks(s, forced)
	taken := make([]*tally, len(g.forms))
	for i, f := range g.forms {
		taken[i] = f.tally
	}
	switch main := &g.forms[0]; s.phone(t, taken...) {
	case source.CRLF:
		main.behind, main.verdict = source.CRLF, t.crlf.decide(t.shape, forced)
	case source.LF:
		main.behind, main.verdict = source.LF, t.lf.decide(t.shape, forced)
	}
	g.people(s, src)
	return g
}

// addBlocks adds the shapes that stand alone in front of the main one or
// behind it, as in two exports that were glued together.
func (g *grammar) addBlocks(s *survey, forced *order) {
	main := g.forms[0]
	var lead, tail *form
	for _, t := range s.shapes {
		f := form{shape: t.shape, verdict: t.all.decide(t.shape, forced), tally: t}
		switch {
		case t.all.n < minBlock:
		case t.all.last.line < main.tally.all.first.line:
			f.to = main.tally.all.first.line
			if f.believable(&f, &main) && better(&f, lead) {
				lead = &f
			}
		case t.all.first.line > main.tally.all.last.line:
			f.from, f.to = t.all.first.line, math.MaxInt
			if f.believable(&main, &f) && better(&f, tail) {
				tail = &f
			}
		}
	}
	for _, f := range []*form{lead, tail} {
		if f != nil {
			g.forms = append(g.forms, *f)
		}
	}
}

// better says whether a block has more headers than another one.
func better(f, than *form) bool {
	return than == nil || f.tally.all.n > than.tally.all.n ||
		f.tally.all.n == than.tally.all.n && f.shape < than.shape
}

// believable says whether a block of another shape, one of two neighbours, can
// be an export of its own: the time of the second goes on where that of the
// first ends, or the block is too long to be pasted, and its time seldom runs
// back.
func (f *form) believable(before, behind *form) bool {
	e := &f.tally.all
	if e.back[f.verdict.order]*10 > e.n {
		return false
	}
	return e.n >= longBlock ||
		day(behind.tally.all.first, behind.verdict.order) >= day(before.tally.all.last, before.verdict.order)-1
}

// day gives the number of the day of a place.
func day(p place, o order) int {
	y, m, d, _ := p.header().in(o)
	return dayNumber(y, m, d)
}

// accepts gives the form under which a header counts, nil when it is text that
// looks like one, and its date.
func (g *grammar) accepts(h *header, line int, behind source.End) (f *form, y, m, d int) {
	for i := range g.forms {
		f := &g.forms[i]
		if f.shape != h.shape || line < f.from || line > f.to ||
			f.behind != source.None && behind != f.behind && behind != source.None {
			continue
		}
		if y, m, d, ok := h.in(f.verdict.order); ok {
			return f, y, m, d
		}
	}
	return nil, 0, 0, 0
}

// people settles who is who: names with a colon, the name of the chat, and
// which files came along.
func (g *grammar) people(s *survey, src *source.Source) {
	file := chatName(src.Name)
	s.names.link(file)
	others := 0
	for _, n := range s.names.short.byRaw {
		if n.longer != nil {
			n = n.longer
		}
		g.initials.add(n.clean)
		if sameChat(n.clean, file) {
			g.chat = n.clean
		} else if n.n > 1 {
			others++
		}
	}
	g.group = others > 1
	if len(src.Siblings) > 0 {
		g.along = make(map[string]bool, len(src.Siblings))
		for _, name := range src.Siblings {
			g.along[strings.ToLower(path.Base(strings.ReplaceAll(name, `\`, "/")))] = true
		}
	}
}

// sender splits what stands behind a header into sender and text. ok is false
// for a line of the app that has no sender.
func (g *grammar) sender(rest []byte) (clean string, text int, ok bool) {
	at, text := colon(rest, 0)
	if at <= 0 {
		return g.glued(rest)
	}
	n := g.names.short.find(rest[:at])
	if n != nil && n.longer != nil {
		end := len(n.longer.raw)
		if len(rest) > end && string(rest[:end]) == n.longer.raw {
			if rest[end] == ':' {
				_, text = colon(rest, end)
				return n.longer.clean, text, text > 0
			}
			return "", 0, false // a line about that name
		}
	}
	if n != nil && n.n > 1 && !n.quoted {
		return n.clean, text, true
	}
	if !plausible(rest[:at]) || g.aboutSomebody(rest, at) {
		return "", 0, false
	}
	if n != nil {
		return n.clean, text, true
	}
	return cleanName(rest[:at]), text, true
}

// glued reads NAME:text without a blank, which only a known name makes a
// sender.
func (g *grammar) glued(rest []byte) (clean string, text int, ok bool) {
	limit := min(len(rest), maxName)
	for i := 1; i < limit; i++ {
		if rest[i] == ':' && g.names.known(rest[:i], 1) {
			return g.names.short.find(rest[:i]).clean, i + 1, true
		}
	}
	return "", 0, false
}

// aboutSomebody says whether a rest with a colon is a line of the app about
// somebody: words of the app at its start, or a known name with such words
// behind it.
func (g *grammar) aboutSomebody(rest []byte, at int) bool {
	clean, _ := appendUnmarked(nil, rest[:min(len(rest), maxFold)])
	line := string(clean)
	t := notices()
	if t.gate.passes(line) && anyMatch(t.start, folded(line)) {
		return true
	}
	n := g.names.startsWithKnown(rest[:at])
	if n == 0 || n == at {
		return false
	}
	behind := folded(string(rest[n:at]))
	return anyMatch(t.named, behind)
}

// initials rules out most texts that do not start with a name of the chat.
type initials [512]bool

// hash mixes the first three bytes of s.
func (*initials) hash(s string) int {
	var h uint32
	for i := range min(len(s), 3) {
		h = h*31 + uint32(s[i])
	}
	return int(h % 512)
}

// add lets texts through that start with a name and a blank.
func (t *initials) add(name string) {
	if name += " "; len(name) > 2 {
		t[t.hash(name)] = true
		return
	}
	for c := range 256 {
		t[t.hash(name+string([]byte{byte(c)}))] = true
	}
}

// passes says whether text may start with a name.
func (t *initials) passes(text string) bool { return t[t.hash(text)] }
