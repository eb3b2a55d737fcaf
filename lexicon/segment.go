package lexicon

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data/dict.txt
var commonWords string

// ownFrequency is the frequency that our words get in the segmentation unless
// they are common words already. With 3,000 and more 我稍微信他一点 breaks; with
// 50 to 500 both that and 加微信聊 come out right.
const ownFrequency = 200

// segmenter knows where Chinese words end. Its dictionary is loaded at the first
// use, once, and shared.
type segmenter struct {
	index *index
	signs map[rune]bool // in forms
	once  sync.Once
	dict  *dictionary
}

// maxOwn is the length in characters up to which a form of the lexicon is a
// word; longer ones are phrases, and the segmentation cuts them itself.
const maxOwn = 4

func (s *segmenter) load() {
	s.dict, s.signs = newDictionary(), map[rune]bool{}
	for line := range strings.Lines(commonWords) {
		w, n, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		frequency, _ := strconv.Atoi(n) // the list is ours and well formed
		s.dict.add(w, float64(frequency))
	}
	for _, text := range s.index.chinese() {
		s.addOwn(text)
	}
	s.dict.weigh()
}

// addOwn adds a form of the lexicon.
func (s *segmenter) addOwn(text string) {
	if n := utf8.RuneCountInString(text); n >= 2 && n <= maxOwn && !strings.Contains(text, " ") {
		s.dict.add(text, ownFrequency)
	}
	for _, r := range text {
		if s.parts(r) {
			s.signs[r] = true
		}
	}
}

// stretch is a part of a folded text that is cut into words by itself.
type stretch struct {
	from, to int32
	cutting
}

// around finds the stretch of t about a hit: up to the next sign that no word
// of the dictionary holds.
func (s *segmenter) around(t string, h *Hit) (from, to int32) {
	for from = h.Start; from > 0; {
		r, n := utf8.DecodeLastRuneInString(t[:from])
		if s.parts(r) {
			break
		}
		from -= int32(n)
	}
	for to = h.End; int(to) < len(t); {
		r, n := decode(t[to:])
		if s.parts(r) {
			break
		}
		to += int32(n)
	}
	return from, to
}

// parts says whether no word goes across r.
func (s *segmenter) parts(r rune) bool {
	return !isHan(r) && !unicode.IsLetter(r) && !unicode.IsNumber(r) && !s.signs[r]
}

// keep drops the Chinese hits that are no words of their own: those that a
// word of the text cuts through at either edge, and single characters that are
// part of a longer word.
func (s *segmenter) keep(r *Reading) {
	in := &r.stretch
	in.from, in.to = 0, 0
	r.drop(func(h *Hit) bool {
		if !h.chinese || h.Code {
			return false
		}
		if h.Start < in.from || h.End > in.to {
			s.once.Do(s.load)
			in.from, in.to = s.around(r.Folded.Text, h)
			s.dict.cut(&in.cutting, r.Folded.Text, in.from, in.to)
		}
		return !s.stands(r.Folded.Text, in, h)
	})
}

func (s *segmenter) stands(text string, in *stretch, h *Hit) bool {
	w := in.word(h.Start + 1) // the word that holds the first byte
	if h.single {
		return w.start == h.Start && w.end == h.End || s.index.means(text[w.start:w.end], h.Concept)
	}
	if w.start < h.Start && w.end < h.End && !s.index.known(text[w.start:w.end]) {
		return false
	}
	w = in.word(h.End) // the word that holds the last byte
	return w.start <= h.Start || w.end == h.End || s.index.known(text[w.start:w.end])
}

// word gives the word that holds the byte before at.
func (in *stretch) word(at int32) word {
	i := 0
	for i < len(in.words)-1 && in.words[i].end < at {
		i++
	}
	return in.words[i]
}
