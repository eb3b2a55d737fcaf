package lexicon

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
)

//go:embed data/concepts/*.yaml data/rules/*.yaml data/labels.yaml data/checklist.yaml data/examples/*.yaml
var data embed.FS

// Options chooses what a [Book] holds beside the words and rules that are
// built in.
type Options struct {
	Words   []string // folders with *.yaml of concepts, added or by id replaced
	Rules   []string // folders with *.yaml of rules, added or by id replaced
	Disable []string // rule ids or label/*
	Only    []string // labels; all when empty
}

// Book is the compiled knowledge: words, concepts and rules. It is safe for
// concurrent use.
type Book struct {
	concepts  []*Concept
	names     names
	rules     []*Rule
	labels    map[string]LabelText
	practices []Practice
	index     *index
	seg       segmenter
	composed  []composed // in an order in which each comes after what it is made of
	hides     map[int16][]int16
	marks     map[string][]int16 // identifier kind → concepts
	triggers  triggers
	coded     map[int16][]int16 // concept → those that it is in code words
	negator   int16
	predic    []bool // by concept
	above     [][]int16
	hash      string
}

type composed struct {
	ids      []int16
	patterns []pattern
}

// Load reads and compiles words and rules. Its errors name file, line and
// column.
func Load(o Options) (*Book, error) {
	b := &Book{names: names{}, labels: map[string]LabelText{}, hides: map[int16][]int16{}, marks: map[string][]int16{}, coded: map[int16][]int16{}}
	h := sha256.New()
	sources := []fs.FS{data}
	if err := b.readBuiltIn(); err != nil {
		return nil, err
	}
	for _, dir := range o.Words {
		fsys := os.DirFS(dir)
		sources = append(sources, fsys)
		if err := decodeList(fsys, ".", b.addConcept); err != nil {
			return nil, fmt.Errorf("words of %s: %w", dir, err)
		}
	}
	for _, dir := range o.Rules {
		fsys := os.DirFS(dir)
		sources = append(sources, fsys)
		if err := decodeList(fsys, ".", b.addRule); err != nil {
			return nil, fmt.Errorf("rules of %s: %w", dir, err)
		}
	}
	for _, fsys := range sources {
		if err := hashFiles(h, fsys); err != nil {
			return nil, err
		}
	}
	b.choose(o)
	if err := b.compile(); err != nil {
		return nil, err
	}
	for _, id := range append(slices.Clone(o.Disable), o.Only...) {
		fmt.Fprintf(h, "option %s\n", id)
	}
	b.hash = hex.EncodeToString(h.Sum(nil))
	return b, nil
}

func (b *Book) readBuiltIn() error {
	if err := decodeList(data, "data/concepts", b.addConcept); err != nil {
		return err
	}
	if err := decodeList(data, "data/rules", b.addRule); err != nil {
		return err
	}
	raw, err := data.ReadFile("data/labels.yaml")
	if err != nil {
		return err
	}
	err = decodeFile("data/labels.yaml", raw, func(l LabelText, _ place) error {
		b.labels[l.ID] = l
		return nil
	})
	if err != nil {
		return err
	}
	return b.readPractices()
}

// LoadExamples adds the built-in hits and misses to the rules. A scan does
// without them.
func (b *Book) LoadExamples() error {
	return decodeList(data, "data/examples", func(e Examples, _ place) error {
		r := b.Rule(e.Rule)
		if r != nil && !r.hasExamples {
			r.Hits, r.Misses, r.hasExamples = append(r.Hits, e.Hits...), append(r.Misses, e.Misses...), true
		}
		return nil
	})
}

// Rule gives a rule by id, nil when there is none.
func (b *Book) Rule(id string) *Rule {
	if i := slices.IndexFunc(b.rules, func(r *Rule) bool { return r.ID == id }); i >= 0 {
		return b.rules[i]
	}
	return nil
}

func (b *Book) addConcept(c Concept, where place) error {
	if c.ID == "" {
		return fmt.Errorf("a concept needs an id")
	}
	c.place = where
	if id, ok := b.names[c.ID]; ok {
		b.concepts[id] = &c
		return nil
	}
	b.names[c.ID] = int16(len(b.concepts))
	b.concepts = append(b.concepts, &c)
	return nil
}

func (b *Book) addRule(r Rule, where place) error {
	r.place = where
	if err := r.check(); err != nil {
		return err
	}
	i := slices.IndexFunc(b.rules, func(o *Rule) bool { return o.ID == r.ID })
	if i >= 0 {
		b.rules[i] = &r
		return nil
	}
	b.rules = append(b.rules, &r)
	return nil
}

// choose applies Disable and Only. Silent rules stay: others refer to them.
func (b *Book) choose(o Options) {
	b.rules = slices.DeleteFunc(b.rules, func(r *Rule) bool {
		if slices.ContainsFunc(o.Disable, func(p string) bool { return actMatches(p, r.ID) }) {
			return true
		}
		return len(o.Only) > 0 && !r.Silent && !slices.Contains(o.Only, r.Label)
	})
}

// actMatches says whether an act falls under label/act or label/*.
func actMatches(pattern, act string) bool {
	if label, ok := strings.CutSuffix(pattern, "/*"); ok {
		got, _, _ := strings.Cut(act, "/")
		return got == label
	}
	return pattern == act
}

// hashFiles adds every data file to h, names and contents, in the order of
// names.
func hashFiles(h interface{ Write([]byte) (int, error) }, fsys fs.FS) error {
	return fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".yaml") {
			return err
		}
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "%s %d\n", name, len(raw))
		_, err = h.Write(raw)
		return err
	})
}

// Hash identifies the words, rules and choices, in hexadecimal.
func (b *Book) Hash() string { return b.hash }

// Rules gives the rules by label and id as they stand in the data.
func (b *Book) Rules() []*Rule { return b.rules }

// Concept gives a concept by id, nil when there is none.
func (b *Book) Concept(id string) *Concept {
	if i, ok := b.names[id]; ok {
		return b.concepts[i]
	}
	return nil
}

// Label gives what holds for all rules of a label.
func (b *Book) Label(id string) LabelText { return b.labels[id] }

// ActionText gives what to do about a finding of r.
func (b *Book) ActionText(r *Rule) Texts {
	if len(r.Action) > 0 {
		return r.Action
	}
	return b.labels[r.Label].Action
}

// InnocentText gives the reading of r in which nothing is wrong.
func (b *Book) InnocentText(r *Rule) Texts {
	if len(r.Innocent) > 0 {
		return r.Innocent
	}
	return b.labels[r.Label].Innocent
}
