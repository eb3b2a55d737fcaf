package whatsapp

import (
	"slices"
	"strings"

	"backchannel/parser/chat"
)

// body is what a record says, without its header.
type body struct {
	text   string // without marks
	line   string // the first line of it
	sender string // "" when none is printed
	tail   int    // where the text behind the last speaking mark starts, -1 without one
	marked bool   // a speaking mark stands before the header
	spoke  bool   // the text starts with one
	ios    bool   // the header is of a form in which marks mean something
	old    bool   // written before 2015
}

// class is what a record is.
type class struct {
	kind        chat.Kind
	attachments []string // nil for none
	edited      bool
}

// classify says what a record is. A record of kind [chat.Notice] has no sender.
func (g *grammar) classify(b *body) class {
	switch {
	case b.sender == "":
		if placeholders().gate.passes(b.text) {
			if kind, ok := placeholders().head(b.text); ok && kind == chat.Call {
				return class{kind: chat.Call}
			}
		}
		return class{kind: chat.Notice}
	case b.text == "" || b.text == "null":
		return class{kind: chat.Other}
	case !b.ios:
		return g.plain(b)
	case b.marked && b.tail >= 0:
		return g.inserted(b)
	case b.spoke:
		return g.spoken(b)
	case b.tail >= 0:
		return g.typed(b)
	case g.trusted:
		// No mark at all: a person typed it, whatever it says; only a place
		// with a foursquare link comes without one.
		if location(b.text) {
			return class{kind: chat.Location}
		}
		return class{kind: chat.Text}
	}
	return g.plain(b)
}

// inserted classifies a record with a mark before its header and in its text:
// media, document, sticker or contact, present or left out, and perhaps with a
// caption before or behind it.
func (g *grammar) inserted(b *body) class {
	c := class{kind: chat.Media}
	text := b.text
	if rest, ok := g.cutMarkedEdit(b); ok {
		c.edited, text = true, rest
	}
	for _, part := range [...]string{text, firstLine(text)} {
		if file, ok := g.attached(part); ok {
			c.kind, c.attachments = fileKind(file), []string{file}
			return c
		}
	}
	words := text[min(b.tail, len(text)):]
	if c.edited {
		words = text
	}
	if file, ok := document(text); ok {
		c.attachments = []string{file}
	}
	for _, part := range [...]string{words, firstLine(words), text} {
		if kind, ok := placeholders().tail(part); ok {
			c.kind = kind
			return c
		}
	}
	if kind, ok := placeholders().head(text); ok {
		c.kind = kind
	} else if b.spoke && len(c.attachments) == 0 && g.notice(b, text) {
		c.kind = chat.Notice
	}
	return c
}

// cutMarkedEdit cuts the notice of an edited text off, in a language that is
// known or not: a last <…> behind a mark that names no file.
func (g *grammar) cutMarkedEdit(b *body) (rest string, ok bool) {
	if rest, ok := cutEdited(b.text); ok {
		return rest, true
	}
	tail := b.text[min(b.tail, len(b.text)):]
	if !wholeAngle(tail) {
		return b.text, false
	}
	if _, known := placeholders().tail(tail); known {
		return b.text, false
	}
	return strings.TrimRight(b.text[:len(b.text)-len(tail)], " \n"), len(tail) < len(b.text)
}

// document gives the name of a file in NAME.pdf • 2 pages document omitted.
func document(text string) (string, bool) {
	name, _, ok := strings.Cut(text, " • ")
	name = strings.TrimSpace(name)
	return name, ok && hasExtension(name) && !strings.Contains(name, "\n")
}

// spoken classifies a record whose text starts with a mark: words of the app.
func (g *grammar) spoken(b *body) class {
	if file, ok := g.attached(b.text); ok {
		return class{kind: fileKind(file), attachments: []string{file}}
	}
	switch kind, ok := placeholders().head(b.text); {
	case ok:
		return class{kind: kind}
	case location(b.text):
		return class{kind: chat.Location}
	case poll(b.text):
		return class{kind: chat.Other}
	case g.leftOut(b.line):
		return class{kind: chat.Media}
	case b.marked:
		return class{kind: chat.Media}
	}
	return class{kind: chat.Notice}
}

// typed classifies a record of a person with a mark somewhere behind the start
// of the text: an edited text, a document, a caption with its file.
func (g *grammar) typed(b *body) class {
	c := class{kind: chat.Text}
	text := b.text
	if file, ok := g.attached(text); ok {
		return class{kind: fileKind(file), attachments: []string{file}}
	}
	tail := text[min(b.tail, len(text)):]
	if len(tail) > 2 && tail[0] == '<' && tail[len(tail)-1] == '>' {
		c.edited = true
		return c
	}
	if kind, ok := placeholders().tail(tail); ok {
		c.kind = kind
		if file, ok := document(text); ok {
			c.attachments = []string{file}
		}
		return c
	}
	if g.trusted {
		return c
	}
	return g.plain(b)
}

// plain classifies a record by its words, where marks mean nothing: Android,
// and iOS exports that lost their marks.
func (g *grammar) plain(b *body) class {
	text := b.text
	c := class{kind: chat.Text}
	line := b.line
	if line != "" && line[len(line)-1] == '>' && g.leftOut(line) {
		c.kind = chat.Media
		return c
	}
	if text[len(text)-1] == '>' {
		if rest, ok := cutEdited(text); ok {
			c.edited = true
			if text = rest; text == "" {
				return c
			}
			line = firstLine(text)
		} else if file, ok := g.attached(text); ok {
			return class{kind: fileKind(file), attachments: []string{file}}
		}
	}
	if line != "" {
		switch line[len(line)-1] {
		case ')':
			if file, ok := g.attachedAndroid(line); ok {
				c.kind, c.attachments = fileKind(file), []string{file}
				return c
			}
		case ':', "："[2]:
			if poll(text) {
				c.kind = chat.Other
				return c
			}
		}
	}
	if kind, ok := g.words(b, text); ok {
		c.kind = kind
		if file, found := document(text); found && kind == chat.Media {
			c.attachments = []string{file}
		}
	}
	return c
}

// words gives the kind of a text that consists of words of the app.
func (g *grammar) words(b *body, text string) (chat.Kind, bool) {
	if placeholders().gate.passes(text) {
		if kind, ok := placeholders().find(text); ok {
			return kind, true
		}
	}
	if strings.IndexByte(text, ':') >= 0 && location(text) {
		return chat.Location, true
	}
	if b.ios {
		if file, ok := document(text); ok && g.endsOmitted(text[len(file):]) {
			return chat.Media, true
		}
	}
	if g.notice(b, text) {
		return chat.Notice, true
	}
	return "", false
}

// endsOmitted says whether text ends in the words for a document left out,
// which are at most six.
func (g *grammar) endsOmitted(text string) bool {
	fields := strings.Fields(text[max(0, len(text)-maxFold):])
	for k := max(0, len(fields)-6); k < len(fields); k++ {
		if kind, ok := placeholders().tail(strings.Join(fields[k:], " ")); ok {
			return kind == chat.Media
		}
	}
	return false
}

// notice says whether a text that stands behind somebody's name is a line of
// the app: newer Android exports and all of iOS put a name in front, and iOS
// exports lose the marks that would tell in an editor.
func (g *grammar) notice(b *body, text string) bool {
	if g.group && b.sender == g.chat {
		return true
	}
	t := notices()
	named := text[0] == '+' || g.initials.passes(text)
	early := b.ios && g.records <= 3
	opening := t.gate.passes(text)
	if !named && !early && !opening {
		return false
	}
	line := firstLine(text)
	if len(line) > maxFold {
		return false
	}
	if early || opening {
		f := folded(line)
		if opening && anyMatch(t.start, f) ||
			early && slices.ContainsFunc(t.first, func(n notice) bool { return strings.Contains(f, n.pieces[0]) }) {
			return true
		}
	}
	return named && g.namedNotice(b, line)
}

// namedNotice says whether a line is a name, a number or the sender's own name
// with words of the app behind it.
func (g *grammar) namedNotice(b *body, line string) bool {
	t := notices()
	if rest, own := strings.CutPrefix(plainBlanks.Replace(line), b.sender); own {
		rest = folded(rest)
		return anyMatch(t.named, rest) || anyMatch(t.own, rest)
	}
	if n := g.names.startsWithKnown([]byte(line)); n > 0 {
		rest := folded(line[n:])
		return anyMatch(t.named, rest) || b.old && anyMatch(t.own, rest)
	}
	if line[0] == '+' {
		return anyMatch(t.named, folded(strings.TrimLeft(line, "+0123456789()-. \u00A0\u2011")))
	}
	return false
}

// cutEdited cuts the notice of an edited text off.
func cutEdited(text string) (rest string, ok bool) {
	if !strings.HasSuffix(text, ">") {
		return text, false
	}
	i := strings.LastIndexByte(text, '<')
	if i < 0 || len(text)-i > 120 || !edits()[folded(text[i+1:len(text)-1])] {
		return text, false
	}
	return strings.TrimRight(text[:i], " \n"), true
}

// firstLine gives the text up to its first line end.
func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
