package whatsapp

import (
	"path"
	"strings"

	"backchannel/parser/chat"
)

// attached gives the name of the file in <attached: F> at the end of text, in
// any language: behind the words of the app where they are known, else from
// the eight digits that iOS puts in front of names, else the name of a file
// that came along.
func (g *grammar) attached(text string) (file string, ok bool) {
	if !strings.HasSuffix(text, ">") {
		return "", false
	}
	i := strings.LastIndexByte(text, '<')
	if i < 0 {
		return "", false
	}
	inner := text[i+1 : len(text)-1]
	if len(inner) > maxFold || strings.Contains(inner, "://") {
		return "", false
	}
	for _, a := range attachWords().ios {
		if file, ok := a.cut(inner); ok {
			return file, true
		}
	}
	if n := numbered(inner); n >= 0 {
		return fileEnd(inner[n:]), true
	}
	_, file, found := cutAny(inner, ":", "：")
	if file = strings.TrimSpace(file); found && g.along[strings.ToLower(file)] {
		return file, true
	}
	return "", false
}

// cut takes the name of a file out of the words around it.
func (a affix) cut(inner string) (file string, ok bool) {
	file = inner
	if a.before != "" {
		before, behind, found := cutAny(inner, ":", "：")
		if !found || folded(before+":") != a.before {
			return "", false
		}
		file = behind
	}
	if a.behind != "" {
		i := strings.LastIndexByte(strings.TrimSpace(file), ' ')
		if i < 0 || folded(file[i:]) != a.behind || !hasExtension(file[:i]) {
			return "", false
		}
		file = file[:i]
	}
	return strings.TrimSpace(file), true
}

// cutAny is strings.Cut at the first of two separators.
func cutAny(s, a, b string) (before, behind string, found bool) {
	i, n := strings.Index(s, a), len(a)
	if j := strings.Index(s, b); j >= 0 && (i < 0 || j < i) {
		i, n = j, len(b)
	}
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+n:], true
}

// numbered gives the place in s of a file name with the eight digits and the
// hyphen that iOS puts in front, -1 when there is none.
func numbered(s string) int {
	for i := 0; i+9 <= len(s); i++ {
		if s[i+8] == '-' && allDigits(s[i:i+8]) && (i == 0 || !allDigits(s[i-1:i])) {
			return i
		}
	}
	return -1
}

// fileEnd cuts off the words of the app behind the name of a file: Turkish
// says <F eklendi>.
func fileEnd(s string) string {
	s = strings.TrimSpace(s)
	if hasExtension(s) {
		return s
	}
	for i := len(s) - 1; i > 0; i-- {
		if s[i] == ' ' && hasExtension(s[:i]) {
			return s[:i]
		}
	}
	return s
}

// attachedAndroid gives the name of the file in FILE (file attached), which is
// the whole first line of a text. A file has one language: where its words are
// known, only they count, so that "quote.pdf (final version)" stays a text.
func (g *grammar) attachedAndroid(line string) (file string, ok bool) {
	if !strings.HasSuffix(line, ")") {
		return "", false
	}
	if i := strings.LastIndexByte(line, '('); i > 2 && g.quirks.sure[line[i:]] {
		file = strings.TrimRight(line[:i], " \u00A0")
		return file, isMediaName(file) || extended(file)
	}
	file, words, ok := cutSuffix(line)
	if !ok {
		// Any extension will do in front of known words.
		i := strings.LastIndexByte(line, '(')
		if i < 2 || !attachWords().android[folded(line[i:])] {
			return "", false
		}
		file = strings.TrimRight(line[:i], " \u00A0")
		return file, extended(file)
	}
	if len(g.quirks.sure) == 0 {
		return file, true
	}
	return file, g.quirks.sure[words]
}

// extended says whether a name ends in something like an extension.
func extended(file string) bool {
	i := strings.LastIndexByte(file, '.')
	if i < 1 || len(file)-i < 2 || len(file)-i > 6 || len(file) > 255 {
		return false
	}
	for _, x := range []byte(file[i+1:]) {
		if !isLetter(x) && x-'0' > 9 {
			return false
		}
	}
	return true
}

// leftOut says whether the first line of a text is what the app writes for
// media that was left out. In a language that is not known it is a <…> that
// stands in three records or more.
func (g *grammar) leftOut(line string) bool {
	if line == "" || line[0] != '<' || len(line) > maxFold {
		return false
	}
	if out, seen := g.omitted[line]; seen {
		return out
	}
	_, out := placeholders().line[folded(line)]
	if !out {
		_, out = placeholders().tail(line) // iOS before 2018: <image omitted>
	}
	if !out {
		out = g.quirks.omitted[line] >= 3 && wholeAngle(line) && !edits()[folded(strings.Trim(line, "<>"))]
	}
	if len(g.omitted) < maxQuirks {
		g.omitted[line] = out
	}
	return out
}

// fileKind gives the kind of a message by the name of the file it brought.
func fileKind(file string) chat.Kind {
	switch ext := strings.ToLower(path.Ext(file)); {
	case ext == ".vcf":
		return chat.Contact
	case strings.HasPrefix(file, "STK-"), ext == ".webp" && strings.Contains(file, "STICKER"):
		return chat.Sticker
	}
	return chat.Media
}

// location says whether a text is a shared place: a word and a link to a map,
// or the name of a place and a foursquare link on the same or on a later line.
func location(text string) bool {
	i := strings.Index(text[:min(len(text), maxFold)], "https://")
	if i < 0 {
		return false
	}
	label, link := text[:i], text[i:]
	if strings.ContainsAny(link, " \n") {
		return false
	}
	switch {
	case strings.HasPrefix(link, "https://maps.google.com/?q="), strings.HasPrefix(link, "https://maps.google.com/maps?q="):
		word := strings.TrimRight(label, " \u00A0")
		return len(word) < 60 && (strings.HasSuffix(word, ":") || strings.HasSuffix(word, "：")) &&
			!strings.Contains(word, "\n") && len(strings.Fields(word)) <= 5
	case strings.HasPrefix(link, "https://foursquare.com/v/"):
		return strings.HasSuffix(label, "): ") || strings.Count(label, "\n") >= 1 && strings.HasSuffix(label, "\n")
	}
	return false
}

// poll says whether a text is a poll: a known word or one in capitals in front
// of the question, and options with the number of their votes.
func poll(text string) bool {
	line, rest, more := strings.Cut(text, "\n")
	if !more || len(line) > 60 || !strings.HasSuffix(line, ":") && !strings.HasSuffix(line, "：") {
		return false
	}
	if polls()[folded(line)] {
		return true
	}
	last := rest[strings.LastIndexByte(rest, '\n')+1:]
	return len(strings.Fields(line)) == 1 && strings.ToUpper(line) == line && strings.Contains(last, ": ") &&
		strings.HasSuffix(last, ")") && strings.ContainsAny(last[strings.LastIndexByte(last, '('):], "0123456789")
}

// lowerName gives the form in which names of files are compared.
func lowerName(file string) string { return strings.ToLower(file) }
