package lines

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

// furniture is what applications print among messages, as data.
type furniture struct {
	Interface   []string `yaml:"interface"`   // whole lines, also glued to one another
	Starts      []string `yaml:"starts"`      // whole lines that begin like this
	Auto        []string `yaml:"auto"`        // marks of a message that a machine sent
	Placeholder []string `yaml:"placeholder"` // what stands for a picture, a file …
}

//go:embed data/words.yaml
var wordsYAML []byte

var loadWords = sync.OnceValue(func() furniture {
	var w furniture
	if err := yaml.UnmarshalWithOptions(wordsYAML, &w, yaml.Strict()); err != nil {
		panic("words.yaml: " + err.Error())
	}
	// Longer words first, so that a glued line is cut at "Unread", not at "Un".
	slices.SortStableFunc(w.Interface, func(a, b string) int { return len(b) - len(a) })
	return w
})

// maxFurniture is the length in bytes above which a line is nobody's menu.
const maxFurniture = 200

// Interface says whether all of a line is words of the interface: a menu, a
// read receipt, also several of them glued together (ReplyTranslate).
func Interface(line string) bool { return interfaceWords(line) != nil }

// interfaceWords gives the words that a line of the interface is made of, nil
// for a line that is none.
func interfaceWords(line string) []string {
	line = strings.TrimSpace(Blanks(line))
	if line == "" || len(line) > maxFurniture {
		return nil
	}
	w := loadWords()
	for _, start := range w.Starts {
		if strings.HasPrefix(line, start) {
			return []string{start}
		}
	}
	var parts []string
	for line != "" {
		i := slices.IndexFunc(w.Interface, func(word string) bool { return strings.HasPrefix(line, word) })
		if i < 0 {
			return nil
		}
		parts = append(parts, w.Interface[i])
		line = strings.TrimLeft(line[len(w.Interface[i]):], " ")
	}
	return parts
}

// AutoTag says whether a line is the mark of a message that a machine sent.
func AutoTag(line string) bool {
	return slices.Contains(loadWords().Auto, strings.TrimSpace(line))
}

// bracketed is the form of a placeholder.
var bracketed = regexp.MustCompile(`^(?:\[[^\[\]]{1,20}\]|【[^【】]{1,20}】)$`)

// Placeholder says whether all of a text only stands for a picture, a video, a
// file or a voice message.
func Placeholder(text string) bool {
	text = strings.TrimSpace(text)
	if !bracketed.MatchString(text) {
		return false
	}
	word := strings.ToLower(strings.Trim(text, "[]【】 "))
	return slices.Contains(loadWords().Placeholder, word)
}

// Blanks turns every blank of other scripts and widths into a space. The
// result has another length in bytes.
func Blanks(s string) string {
	// Most lines hold none of the bytes that these begin with.
	if strings.IndexByte(s, '\t') < 0 && strings.IndexByte(s, 0xC2) < 0 &&
		strings.IndexByte(s, 0xE2) < 0 && strings.IndexByte(s, 0xE3) < 0 {
		return s
	}
	return blanks.Replace(s)
}

var blanks = strings.NewReplacer("\u00a0", " ", "\u2002", " ", "\u2003", " ", "\u2009", " ",
	"\u202f", " ", "\u3000", " ", "\t", " ")

// Bare removes the marks of writing direction and the BOM, which programs put
// around names and clocks and no reader sees.
func Bare(s string) string {
	// Every one of them begins with one of these bytes in UTF-8.
	if strings.IndexByte(s, 0xE2) < 0 && strings.IndexByte(s, 0xEF) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(directional, r) {
			return -1
		}
		return r
	}, s)
}

const directional = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
