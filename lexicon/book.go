package lexicon

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"sync"
)

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
	concepts                []*Concept
	names                   names
	rules                   []*Rule
	ruleAt                  map[string]int // by id, the place in rules
	labels                  map[string]LabelText
	practices               []Practice
	index                   *index
	seg                     segmenter
	composed                []composed         // in an order in which each comes after what it is made of
	marks                   map[string][]int16 // identifier kind → concepts, without those above
	kinds                   []kind             // by concept
	negator                 int16
	brief                   int16 // negators that govern only what they stand before
	trade                   int16
	predicates              set       // of concepts
	all                     set       // of all concepts
	above                   [][]int16 // by concept: itself and all that it counts for
	hides                   [][]int16 // by concept: those not meant where it stands
	coded                   [][]int16 // by concept: those that it is in code words
	hash                    string
	itemCount, patternCount int // of items and patterns that have a number
	builtIn                 *knowledge

	wordsRead   sync.Once
	examples    sync.Once
	examplesErr error
}

type composed struct {
	ids      []int16
	patterns []pattern
}

// Load reads and compiles words and rules. Its errors name file, line and
// column, or the rule or label that Options names and that there is not.
func Load(o Options) (*Book, error) {
	check, err := checksum()
	if err != nil {
		return nil, err
	}
	known, err := readBuiltIn(check)
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	h.Write(known.sum)
	b, err := newBook(known)
	if err != nil {
		return nil, err
	}
	for _, dir := range o.Words {
		if err := readFolder(dir, h, b.addConcept); err != nil {
			return nil, fmt.Errorf("words of %s: %w", dir, err)
		}
	}
	for _, dir := range o.Rules {
		if err := readFolder(dir, h, b.addRule); err != nil {
			return nil, fmt.Errorf("rules of %s: %w", dir, err)
		}
	}
	if err := b.choose(o); err != nil {
		return nil, err
	}
	if len(o.Words) > 0 {
		known.index = "" // is of other words
	}
	if err := b.compile(); err != nil {
		return nil, err
	}
	for _, id := range slices.Concat(o.Disable, o.Only) {
		fmt.Fprintf(h, "option %s\n", id)
	}
	b.hash = hex.EncodeToString(h.Sum(nil))
	return b, nil
}

// newBook makes a book of what is built in, not yet compiled.
func newBook(k *knowledge) (*Book, error) {
	b := &Book{
		concepts: make([]*Concept, 0, len(k.Concepts)), names: make(names, len(k.Concepts)),
		rules: make([]*Rule, 0, len(k.Rules)), ruleAt: make(map[string]int, len(k.Rules)),
		labels: make(map[string]LabelText, len(k.Labels)), practices: k.Practices, builtIn: k,
	}
	if err := addAll(k.Concepts, b.addConcept); err != nil {
		return nil, err
	}
	if err := addAll(k.Rules, b.addRule); err != nil {
		return nil, err
	}
	for _, l := range k.Labels {
		b.labels[l.ID] = l
	}
	return b, nil
}

func addAll[T any](entries []entry[T], add func(*T, place) error) error {
	for i := range entries {
		e := &entries[i]
		where := place{e.File, e.Line, e.Col}
		if err := add(&e.Value, where); err != nil {
			return where.wrap(err)
		}
	}
	return nil
}

// readFolder adds the entries of a folder of the user's, and its files to h.
func readFolder[T any](dir string, h io.Writer, add func(*T, place) error) error {
	fsys := os.DirFS(dir)
	if err := decodeList(fsys, ".", add); err != nil {
		return err
	}
	return hashFiles(h, fsys, ".")
}

// LoadExamples adds the built-in hits and misses to the rules; a scan does
// without them. It does so once, however often and from wherever it is called,
// and Hits and Misses are to be read only after it.
func (b *Book) LoadExamples() error {
	b.examples.Do(func() {
		b.examplesErr = decodeList(data, "data/examples", func(e *Examples, _ place) error {
			if r := b.Rule(e.Rule); r != nil {
				r.Hits, r.Misses = append(r.Hits, e.Hits...), append(r.Misses, e.Misses...)
			}
			return nil
		})
	})
	return b.examplesErr
}

// Rule gives a rule by id, nil when there is none.
func (b *Book) Rule(id string) *Rule {
	if i, ok := b.ruleAt[id]; ok {
		return b.rules[i]
	}
	return nil
}

func (b *Book) addConcept(c *Concept, where place) error {
	if c.ID == "" {
		return fmt.Errorf("a concept needs an id")
	}
	c.place = where
	if id, ok := b.names[c.ID]; ok {
		b.concepts[id] = c
		return nil
	}
	if len(b.concepts) > math.MaxInt16 {
		return fmt.Errorf("%s is one concept too many; %d are the most", c.ID, len(b.concepts))
	}
	b.names[c.ID] = int16(len(b.concepts))
	b.concepts = append(b.concepts, c)
	return nil
}

func (b *Book) addRule(r *Rule, where place) error {
	r.place = where
	if err := r.check(); err != nil {
		return err
	}
	if i, ok := b.ruleAt[r.ID]; ok {
		b.rules[i] = r
		return nil
	}
	b.ruleAt[r.ID] = len(b.rules)
	b.rules = append(b.rules, r)
	return nil
}

// Hash identifies the words, rules and choices, in hexadecimal.
func (b *Book) Hash() string { return b.hash }

// Rules gives the rules by label and id as they stand in the data.
func (b *Book) Rules() []*Rule { return b.rules }

// Concept gives a concept by id, nil when there is none.
func (b *Book) Concept(id string) *Concept {
	b.wordsRead.Do(b.builtIn.readWords)
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
