package lexicon

import (
	_ "embed"
	"maps"
	"slices"
	"strconv"
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
const ownFrequency = 200

// segmenter cuts Chinese text into words. It is loaded at the first use, once,
// and shared.
type segmenter struct {
	forms []chineseForm
	own   map[string][]int16 // by text: the concepts of forms
	signs map[rune]bool      // in forms
	once  sync.Once
	seg   gse.Segmenter
}

// maxOwn is the length in characters up to which a form of the lexicon is a
// word; longer ones are phrases, and the segmentation cuts them itself.
const maxOwn = 4

func (s *segmenter) load() {
	s.own, s.signs = make(map[string][]int16, len(s.forms)), map[rune]bool{}
	for _, f := range s.forms {
		s.own[f.text] = append(s.own[f.text], f.concepts...)
		for _, r := range f.text {
			if s.parts(r) {
				s.signs[r] = true
			}
		}
	}
	var dict strings.Builder
	dict.Grow(len(commonWords) + 1<<16)
	have := make(map[string]bool, 1<<15)
	for line := range strings.Lines(commonWords) {
		w, _, _ := strings.Cut(line, " ")
		have[w] = true
	}
	dict.WriteString(commonWords)
	for _, w := range slices.Sorted(maps.Keys(s.own)) {
		if n := utf8.RuneCountInString(w); n >= 2 && n <= maxOwn && !have[w] {
			dict.WriteString(w)
			dict.WriteByte(' ')
			dict.WriteString(strconv.Itoa(ownFrequency))
			dict.WriteByte('\n')
		}
	}
	s.seg.SkipLog = true
	// The dictionary is ours and well formed; gse reports no other error here.
	_ = s.seg.LoadDictStr(dict.String())
}

// stretch is a part of a folded text that is cut into words by itself.
type stretch struct {
	from, to int32
	ends     []int32 // of its words, in bytes of the text, rising
}

// around finds the stretch of t about a hit: up to the next sign that no word
// of the dictionary holds.
func (s *segmenter) around(t string, h *Hit) stretch {
	from, to := int(h.Start), int(h.End)
	for from > 0 {
		r, n := utf8.DecodeLastRuneInString(t[:from])
		if s.parts(r) {
			break
		}
		from -= n
	}
	for to < len(t) {
		r, n := utf8.DecodeRuneInString(t[to:])
		if s.parts(r) {
			break
		}
		to += n
	}
	return stretch{from: int32(from), to: int32(to)}
}

// parts says whether no word goes across r.
func (s *segmenter) parts(r rune) bool {
	return !isHan(r) && !unicode.IsLetter(r) && !unicode.IsNumber(r) && !s.signs[r]
}

// cut finds the ends of the words of a stretch.
func (s *segmenter) cut(t string, in *stretch) {
	for _, g := range s.seg.ModeSegment([]byte(t[in.from:in.to]), false) {
		in.ends = append(in.ends, in.from+int32(g.End()))
	}
}

// keep drops the Chinese hits that are no words of their own: those that a
// word of the text cuts through at either edge, and single characters that are
// part of a longer word.
func (s *segmenter) keep(r *Reading) {
	in := stretch{ends: r.ends[:0]}
	r.drop(func(h *Hit) bool {
		if !h.chinese || h.Code {
			return false
		}
		if h.Start < in.from || h.End > in.to {
			s.once.Do(s.load)
			ends := in.ends[:0]
			in = s.around(r.Folded.Text, h)
			in.ends = ends
			s.cut(r.Folded.Text, &in)
		}
		return !s.stands(r.Folded.Text, &in, h)
	})
	r.ends = in.ends
}

func (s *segmenter) stands(text string, in *stretch, h *Hit) bool {
	from, end := in.word(h.Start + 1) // the word that holds the first byte
	if h.single {
		return from == h.Start && end == h.End || slices.Contains(s.own[text[from:end]], h.Concept)
	}
	if from < h.Start && end < h.End && s.own[text[from:end]] == nil {
		return false
	}
	from, end = in.word(h.End) // the word that holds the last byte
	return from <= h.Start || end == h.End || s.own[text[from:end]] != nil
}

// word gives the word that holds the byte before at.
func (in *stretch) word(at int32) (from, end int32) {
	i, _ := slices.BinarySearch(in.ends, at)
	i = min(i, len(in.ends)-1)
	if i == 0 {
		return in.from, in.ends[0]
	}
	return in.ends[i-1], in.ends[i]
}
