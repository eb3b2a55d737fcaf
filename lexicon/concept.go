package lexicon

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// Texts is a text in several languages, by language: en, zh.
type Texts map[string]string

// In gives the text in lang, in English when there is none.
func (t Texts) In(lang string) string {
	if s, ok := t[lang]; ok {
		return s
	}
	return t["en"]
}

// Concept is one class of words that mean the same to a rule. It stands in a
// file of data/concepts or of a folder of the user's.
type Concept struct {
	ID    string `yaml:"id"`
	Gloss Texts  `yaml:"gloss"` // what the words mean, in a word or two
	// Predicate concepts are verbs and the like: a negator before them turns
	// them round.
	Predicate bool `yaml:"predicate"`
	// Typos adds misspellings of the longer words: a letter left out, doubled
	// or swapped with its neighbour.
	Typos bool `yaml:"typos"`
	// Disguise finds the words also when they are hidden from a plain search:
	// spelled out, cut by signs, with digits for letters.
	Disguise bool `yaml:"disguise"`

	// En holds words and phrases in Latin script with their inflections; a
	// leading "=" takes a word exactly as it stands. Zh holds Simplified Chinese
	// (Traditional is folded to it), also mixed with Latin letters. Py holds
	// pinyin. Code holds code words, which only someone who evades writes.
	En   []string `yaml:"en"`
	Zh   []string `yaml:"zh"`
	Py   []string `yaml:"py"`
	Code []string `yaml:"code"`
	// Join makes words: each of the first list joined with each of the second,
	// and so on.
	Join [][]string `yaml:"join"`
	// Product makes code words in the same way: each of the first list joined with
	// each of the second, and so on.
	Product [][]string `yaml:"product"`

	// Identifiers are kinds of numbers and names, found by their form and their
	// check digits, that count as the concept.
	Identifiers []string `yaml:"identifiers"`
	// Coded names concepts whose words, where they stand in code or disguise,
	// count as this concept.
	Coded []string `yaml:"coded"`
	// Of names concepts whose words count as this concept's, too.
	Of []string `yaml:"of"`
	// Patterns compose the concept of others.
	Patterns []Pattern `yaml:"patterns"`
	// Hides names concepts that are not meant where this one stands: "power
	// bank" hides bank.
	Hides []string `yaml:"hides"`

	place place
}

// Pattern is a combination of concepts. An item of All or Order is a concept
// id, several with "|" between, a "!" in front for a negated predicate or a
// "~" where negation does not matter.
type Pattern struct {
	All    []string `yaml:"all"`    // in any order
	Order  []string `yaml:"order"`  // in this order
	Gap    int      `yaml:"gap"`    // most words between neighbours; 0 means DefaultGap
	Scope  Scope    `yaml:"scope"`  // where all of them stand; sentence when empty
	Unless []string `yaml:"unless"` // concepts of which none stands in the same scope

	place place
}

// Scope is the stretch of text in which a pattern is looked for.
type Scope string

// The scopes.
const (
	InClause   Scope = "clause"
	InSentence Scope = "sentence"
	InMessage  Scope = "message"
)

// DefaultGap is the most words between two neighbours of a pattern that does
// not say another.
const DefaultGap = 5

// UnmarshalYAML reads the short forms, too: a text of ids for Order, a list
// for All.
func (p *Pattern) UnmarshalYAML(node ast.Node) error {
	p.place = at(node)
	var err error
	switch node.(type) {
	case *ast.StringNode:
		var order string
		err = yaml.NodeToValue(node, &order)
		p.Order = strings.Fields(order)
	case *ast.SequenceNode:
		err = yaml.NodeToValue(node, &p.All)
	default:
		type plain Pattern
		err = yaml.NodeToValue(node, (*plain)(p), yaml.Strict())
	}
	if err != nil {
		return err
	}
	if err := p.check(); err != nil {
		return p.place.wrap(err)
	}
	return nil
}

func (p *Pattern) check() error {
	switch {
	case len(p.All) == 0 && len(p.Order) == 0:
		return fmt.Errorf("a pattern needs all or order")
	case len(p.All) > 0 && len(p.Order) > 0:
		return fmt.Errorf("a pattern has all or order, not both")
	case p.Gap < 0 || p.Gap > 60:
		return fmt.Errorf("gap %d is not between 0 and 60", p.Gap)
	}
	switch p.Scope {
	case "", InClause, InSentence, InMessage:
		return nil
	}
	return fmt.Errorf("scope %q is none of clause, sentence, message", p.Scope)
}
