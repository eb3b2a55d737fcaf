package lexicon

import (
	_ "embed"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
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
	once  sync.Once
	seg   gse.Segmenter
}

// maxOwn is the length in characters up to which a form of the lexicon is a
// word; longer ones are phrases, and the segmentation cuts them itself.
const maxOwn = 4

func (s *segmenter) load() {
	s.own = make(map[string][]int16, len(s.forms))
	for _, f := range s.forms {
		s.own[f.text] = append(s.own[f.text], f.concepts...)
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

// cut gives the ends of the words of a folded text, in bytes, rising.
func (s *segmenter) cut(text string) []int32 {
	s.once.Do(s.load)
	segs := s.seg.ModeSegment([]byte(text), false)
	ends := make([]int32, len(segs))
	for i, g := range segs {
		ends[i] = int32(g.End())
	}
	return ends
}

// keep drops the Chinese hits that are no words of their own: those that a
// word of the text cuts through at either edge, and single characters that are
// part of a longer word.
func (s *segmenter) keep(r *Reading) {
	text := r.Folded.Text
	var ends []int32
	out := r.Hits[:0]
	for _, h := range r.Hits {
		if h.chinese && !h.Code {
			if ends == nil {
				ends = s.cut(text)
			}
			if !s.stands(text, ends, h) {
				continue
			}
		}
		out = append(out, h)
	}
	r.Hits = out
}

func (s *segmenter) stands(text string, ends []int32, h Hit) bool {
	first := search(ends, h.Start+1) // the word that holds the first byte
	from := int32(0)
	if first > 0 {
		from = ends[first-1]
	}
	if h.single {
		return from == h.Start && ends[first] == h.End || slices.Contains(s.own[text[from:ends[first]]], h.Concept)
	}
	if from < h.Start && ends[first] < h.End && s.own[text[from:ends[first]]] == nil {
		return false
	}
	last := search(ends, h.End) // the word that holds the last byte
	from = 0
	if last > 0 {
		from = ends[last-1]
	}
	return from <= h.Start || ends[last] == h.End || s.own[text[from:ends[last]]] != nil
}

// search gives the place of the first end that is at least at.
func search(ends []int32, at int32) int {
	lo, hi := 0, len(ends)-1
	for lo < hi {
		if mid := (lo + hi) / 2; ends[mid] < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
