package lexicon

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/go-ego/gse"
)

//go:embed data/dict.txt
var commonWords string

// ownFrequency is the frequency that our words get in the segmentation unless
// they are common words already. With 3,000 and more 我稍微信他一点 breaks; with
// 50 to 500 both that and 加微信聊 come out right (measured on gse 0.80.3).
const ownFrequency = "200"

// segmenter cuts Chinese text into words with gse. Its dictionary is ours, and
// loaded at the first use, once, and shared.
type segmenter struct {
	index *index
	once  sync.Once
	seg   gse.Segmenter
}

// maxOwn is the length in characters up to which a form of the lexicon is a
// word; longer ones are phrases, and the segmentation cuts them itself.
const maxOwn = 4

func (s *segmenter) load() {
	have := make(map[string]bool, 1<<15)
	for line := range strings.Lines(commonWords) {
		w, _, _ := strings.Cut(line, " ")
		have[w] = true
	}
	var dict strings.Builder
	dict.Grow(len(commonWords) + 1<<16)
	dict.WriteString(commonWords)
	for _, text := range s.index.chinese() {
		if n := utf8.RuneCountInString(text); n >= 2 && n <= maxOwn && !strings.Contains(text, " ") && !have[text] {
			have[text] = true
			dict.WriteString(text + " " + ownFrequency + "\n")
		}
	}
	s.seg.SkipLog = true
	// The dictionary is ours and well formed; gse reports no other error here.
	_ = s.seg.LoadDictStr(dict.String())
}

// word is a word of a text, in bytes.
type word struct{ start, end int32 }

// cut finds the words of the stretch.
func (s *segmenter) cut(in *stretch, t string) {
	in.words = in.words[:0]
	for _, g := range s.seg.ModeSegment([]byte(t[in.from:in.to]), false) {
		in.words = append(in.words, word{in.from + int32(g.Start()), in.from + int32(g.End())})
	}
}

// stretch is a part of a folded text that is cut into words by itself.
type stretch struct {
	from, to int32
	words    []word // in the order of the text
}

// around finds the stretch of t about a hit: up to the next sign on both sides.
func around(t string, h *Hit) (from, to int32) {
	for from = h.Start; from > 0; {
		r, n := utf8.DecodeLastRuneInString(t[:from])
		if parts(r) {
			break
		}
		from -= int32(n)
	}
	for to = h.End; int(to) < len(t); {
		r, n := decode(t[to:])
		if parts(r) {
			break
		}
		to += int32(n)
	}
	return from, to
}

// parts says whether no word goes across r.
func parts(r rune) bool {
	return !isHan(r) && !unicode.IsLetter(r) && !unicode.IsNumber(r)
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
			in.from, in.to = around(r.Folded.Text, h)
			s.cut(in, r.Folded.Text)
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
