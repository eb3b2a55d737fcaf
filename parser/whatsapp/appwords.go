package whatsapp

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"backchannel/parser/chat"
)

// placeholderTable holds the words that stand for something that the export
// does not hold, folded.
type placeholderTable struct {
	full, line, app map[string]chat.Kind
	starts          []placeholder
	gate            prefilter // texts that full or starts may know
}

type placeholder struct {
	words string
	kind  chat.Kind
}

var placeholders = sync.OnceValue(func() *placeholderTable {
	t := &placeholderTable{
		full: map[string]chat.Kind{},
		line: map[string]chat.Kind{},
		app:  map[string]chat.Kind{},
	}
	for _, row := range readTable("placeholders.tsv", 4) {
		kind, words := chat.Kind(row[0]), folded(row[3])
		switch row[1] {
		case "full":
			t.full[words] = kind
			t.gate.add(row[3])
		case "line":
			t.line[words] = kind
		case "app":
			t.app[words] = kind
		case "start":
			t.starts = append(t.starts, placeholder{words, kind})
			t.gate.add(row[3])
		default:
			panic("words/placeholders.tsv: no such place: " + row[1])
		}
	}
	return t
})

// find gives the kind of a text that is, or starts with, words of the app.
func (t *placeholderTable) find(text string) (chat.Kind, bool) {
	if len(text) > maxFold {
		text = text[:maxFold]
	}
	var room [maxFold + 8]byte
	f := fold(room[:0], text)
	if kind, ok := t.full[string(f)]; ok {
		return kind, true
	}
	for _, p := range t.starts {
		if len(f) >= len(p.words) && string(f[:len(p.words)]) == p.words {
			return p.kind, true
		}
	}
	return "", false
}

// head gives the kind of a text of the app by its words in front of the first
// comma or full stop: Voice call, 3 min; Missed voice call. Tap to call back.
func (t *placeholderTable) head(text string) (chat.Kind, bool) {
	if kind, ok := t.find(text); ok {
		return kind, true
	}
	if i := strings.IndexAny(text, ".,。，،\n"); i > 0 {
		text = text[:i]
	}
	f := folded(text)
	if kind, ok := t.full[f]; ok {
		return kind, true
	}
	kind, ok := t.app[f]
	return kind, ok
}

// tail gives the kind of words that stand behind something else, such as the
// name and the pages of a document, perhaps in angle brackets.
func (t *placeholderTable) tail(text string) (chat.Kind, bool) {
	if len(text) > maxFold {
		return "", false
	}
	f := folded(strings.Trim(text, "<>"))
	if kind, ok := t.full[f]; ok {
		return kind, true
	}
	return "", false
}

// attachTable holds the words by which the app names an attached file, folded.
type attachTable struct {
	android map[string]bool // (fileattached)
	ios     []affix         // <attached: F>
}

// affix is what stands before and behind the name of a file.
type affix struct{ before, behind string }

var attachWords = sync.OnceValue(func() *attachTable {
	t := &attachTable{android: map[string]bool{}}
	for _, row := range readTable("attached.tsv", 3) {
		before, behind, found := strings.Cut(row[2], "F")
		switch {
		case found && row[0] == "android" && before == "":
			t.android[folded(behind)] = true
		case found && row[0] == "ios":
			t.ios = append(t.ios, affix{
				folded(strings.TrimPrefix(before, "<")),
				folded(strings.TrimSuffix(behind, ">")),
			})
		default:
			panic("words/attached.tsv: no place for the name of the file: " + row[2])
		}
	}
	return t
})

// edits holds the folded notices behind an edited text.
var edits = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, row := range readTable("edited.tsv", 2) {
		m[folded(row[1])] = true
	}
	return m
})

// polls holds the folded words in front of the question of a poll.
var polls = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, row := range readTable("poll.tsv", 2) {
		m[folded(row[1]+":")] = true
	}
	return m
})

// notice is a line that the app writes about the chat: folded pieces of text
// that follow each other.
type notice struct{ pieces []string }

// noticeTable holds the notices by how they start.
type noticeTable struct {
	start, named, own, first []notice
	gate                     prefilter // texts that start may know
}

var notices = sync.OnceValue(func() *noticeTable {
	t := &noticeTable{}
	for _, row := range readTable("system.tsv", 4) {
		var n notice
		for piece := range strings.SplitSeq(row[3], "…") {
			if f := folded(piece); f != "" {
				n.pieces = append(n.pieces, f)
			}
		}
		switch row[1] {
		case "start":
			t.start = append(t.start, n)
			t.gate.add(row[3])
		case "name":
			t.named = append(t.named, n)
		case "own":
			t.own = append(t.own, n)
		case "first":
			t.first = append(t.first, n)
		default:
			panic("words/system.tsv: no such place: " + row[1])
		}
	}
	return t
})

// match says whether the folded text starts with the first piece and has the
// others behind it, in order.
func (n notice) match(text string) bool {
	rest, ok := strings.CutPrefix(text, n.pieces[0])
	for _, p := range n.pieces[1:] {
		if !ok {
			return false
		}
		_, rest, ok = strings.Cut(rest, p)
	}
	return ok
}

// anyMatch says whether one of the notices matches the folded text.
func anyMatch(list []notice, text string) bool {
	return slices.ContainsFunc(list, func(n notice) bool { return n.match(text) })
}

// prefilter rules out most texts that none of a set of words can start.
type prefilter [8192 / 8]byte

// hash mixes the first six bytes of s without the case of ASCII letters.
func (*prefilter) hash(s string) uint32 {
	var h uint32
	for i := range min(len(s), 6) {
		h = h*131 + uint32(s[i]|0x20)
	}
	return h % 8192
}

// add lets texts through that start as words do, in any case.
func (p *prefilter) add(words string) {
	r, n := utf8.DecodeRuneInString(words)
	curly := strings.ReplaceAll(words, "'", "’")
	for _, v := range []string{words, curly, strings.ToUpper(string(r)) + words[n:], strings.ToLower(string(r)) + words[n:]} {
		h := p.hash(v)
		p[h/8] |= 1 << (h % 8)
	}
}

// passes says whether one of the words may start text.
func (p *prefilter) passes(text string) bool {
	h := p.hash(text)
	return p[h/8]&(1<<(h%8)) != 0
}

// chatName gives the name of the chat by the path of its export, "" when the
// name of the file does not tell.
func chatName(path string) string {
	for path != "" {
		i := strings.LastIndexAny(path, `/\`)
		base := path[i+1:]
		path = path[:max(i, 0)]
		for _, ext := range []string{".txt", ".zip"} {
			if n := len(base) - len(ext); n > 0 && strings.EqualFold(base[n:], ext) {
				base = base[:n]
			}
		}
		if n := nameInFile(strings.ReplaceAll(base, "\u00A0", " ")); n != "" {
			return n
		}
	}
	return ""
}

var fileNames = sync.OnceValue(func() []affix {
	var list []affix
	for _, row := range readTable("names.tsv", 2) {
		before, behind, found := strings.Cut(row[1], "N")
		if !found {
			panic("words/names.tsv: no place for the name of the chat: " + row[1])
		}
		list = append(list, affix{before, behind})
	}
	return list
})

// nameInFile gives what stands for the chat in the name of an exported file.
// Blanks are underscores where a system or a mail program made them so.
func nameInFile(base string) string {
	plain := strings.ReplaceAll(base, "_", " ")
	for _, a := range fileNames() {
		n := len(base) - len(a.before) - len(a.behind)
		if n > 0 && strings.HasPrefix(plain, a.before) && strings.HasSuffix(plain, a.behind) {
			return strings.TrimSpace(base[len(a.before):][:n])
		}
	}
	return ""
}
