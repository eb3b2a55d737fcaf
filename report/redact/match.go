package redact

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"backchannel/detect/identifier"
)

// pattern is one spelling of a value.
type pattern struct {
	key      string // folded
	spelling string
	value    *value
	part     bool // of a name: a word that may mean something else
}

// span is a stretch of a text that is hidden.
type span struct {
	start, end int
	value      *value
}

// fold gives s for comparing: lower case, each character apart.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf {
			return unicode.ToLower(r)
		}
		if low := unicode.ToLower(r); utf8.RuneLen(low) == utf8.RuneLen(r) {
			return low // places in the folded text are places in the text
		}
		return r
	}, s)
}

// word gives the first word of a folded text and its place: a run of letters,
// a run of digits, or one Han character. Other characters are skipped.
func word(s string) (string, int) {
	for i, r := range s {
		switch {
		case unicode.Is(unicode.Han, r):
			return s[i : i+utf8.RuneLen(r)], i
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return s[i : i+run(s[i:], unicode.IsDigit(r))], i
		}
	}
	return "", len(s)
}

// run is the length of the run of letters or digits that s begins with.
func run(s string, digits bool) int {
	for i, r := range s {
		if unicode.Is(unicode.Han, r) || digits && !unicode.IsDigit(r) || !digits && !unicode.IsLetter(r) && !unicode.IsMark(r) {
			return i
		}
	}
	return len(s)
}

// spans finds what is to be hidden in a text: identifiers, values known from
// elsewhere, and long numbers whatever they are.
func (r *Redactor) spans(text string) []span {
	var all []span
	shown := []identifier.Found{}
	for _, f := range identifier.Find(text) {
		if v := r.found(f); v != nil {
			all = append(all, span{f.Start, f.End, v})
		} else {
			shown = append(shown, f)
		}
	}
	all = append(all, r.known(text)...)
	for _, n := range longNumbers(text) {
		if !slices.ContainsFunc(shown, func(f identifier.Found) bool { return f.Start < n.end && n.start < f.End }) {
			all = append(all, span{n.start, n.end, nil})
		}
	}
	return r.merged(text, all)
}

// known finds the values that are known from elsewhere.
func (r *Redactor) known(text string) []span {
	var all []span
	low := fold(text)
	if len(low) != len(text) {
		return nil // broken UTF-8: fold has replaced it
	}
	for at := 0; ; {
		first, i := word(low[at:])
		if first == "" {
			return all
		}
		at += i
		n := len(first)
		for _, p := range r.words[first] {
			lead := strings.Index(p.key, first)
			if start := at - lead; start >= 0 && strings.HasPrefix(low[start:], p.key) && p.fits(text, low, start) {
				all = append(all, span{start, start + len(p.key), p.value})
				n = max(n, len(p.key)-lead)
				break
			}
		}
		at += n
	}
}

// fits says whether the pattern, found at a place, stands there as a word.
func (p pattern) fits(text, low string, start int) bool {
	end := start + len(p.key)
	last, _ := utf8.DecodeLastRuneInString(p.key)
	next, _ := utf8.DecodeRuneInString(low[end:])
	if unicode.IsLetter(last) && !unicode.Is(unicode.Han, last) && unicode.IsLetter(next) && !unicode.Is(unicode.Han, next) {
		return false
	}
	if unicode.IsDigit(last) && unicode.IsDigit(next) {
		return false
	}
	if !p.part || text[start:end] == p.spelling {
		return true
	}
	// Li and Will are names, li and will are words.
	return utf8.RuneCountInString(p.key) > 2 && !(text[start:end] == low[start:end] && strings.Contains(alsoWords, " "+p.key+" "))
}

// alsoWords are names that are ordinary words in small letters.
const alsoWords = " may will mark rose grace hope bill rich price young long king green brown white black gray sun song fan pan tan bin man can jade " +
	"ivy joy amber summer sunny happy lucky sky snow rain fire star leaf lane wood stone field page case cash dean chase grant pat art guy jack " +
	"don max ray rob sue ted win wing ping shell coral pearl ruby dawn eve faith heather iris violet lance miles drew frank ernest "

// merged puts spans in order; where two overlap, the first goes on to the end
// of both. Numbers become values here, when it is clear that they are nothing
// else.
func (r *Redactor) merged(text string, all []span) []span {
	slices.SortStableFunc(all, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end))
	})
	var out []span
	for _, s := range all {
		if n := len(out); n > 0 && s.start < out[n-1].end {
			out[n-1].end = max(out[n-1].end, s.end)
			continue
		}
		out = append(out, s)
	}
	for i := range out {
		if out[i].value == nil {
			spelled := text[out[i].start:out[i].end]
			out[i].value = r.add(number, digitsOf(spelled), spelled)
		}
	}
	return out
}
