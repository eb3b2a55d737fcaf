package review

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"backchannel/detect"
)

// Exceptions is a list of findings to ignore.
type Exceptions struct {
	name string
	all  []exception
}

// exception is one entry of the list.
type exception struct {
	ID     string `yaml:"id"`    // of a finding
	Value  string `yaml:"value"` // of an account, number or handle
	Reason string `yaml:"reason"`
	Who    string `yaml:"who"`
	Until  string `yaml:"until"` // the last day on which it holds

	line    int
	expired bool
	hits    int
}

// ParseExceptions reads a list of exceptions, YAML of the file name. today
// decides what has expired. Its errors name file and line.
func ParseExceptions(name string, data []byte, today time.Time) (*Exceptions, error) {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, fmt.Errorf("%s: %s", name, yaml.FormatError(err, false, false))
	}
	x := &Exceptions{name: name}
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		list, ok := doc.Body.(*ast.SequenceNode)
		if !ok {
			return nil, fmt.Errorf("%s:%d: the file is a list; begin each entry with \"- id:\" or \"- value:\"", name, doc.Body.GetToken().Position.Line)
		}
		for _, node := range list.Values {
			e := exception{line: node.GetToken().Position.Line}
			if err := yaml.NodeToValue(node, &e, yaml.Strict()); err != nil {
				return nil, fmt.Errorf("%s: %s", name, yaml.FormatError(err, false, false))
			}
			if err := e.check(today); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, e.line, err)
			}
			x.all = append(x.all, e)
		}
	}
	return x, nil
}

// check refuses an entry that nobody could answer for.
func (e *exception) check(today time.Time) error {
	switch {
	case (e.ID == "") == (e.Value == ""):
		return fmt.Errorf("an entry needs an id or a value, one of the two")
	case e.Value != "" && bare(e.Value) == "":
		return fmt.Errorf("the value %q holds neither letters nor digits", e.Value)
	case strings.TrimSpace(e.Reason) == "":
		return fmt.Errorf("the entry for %s has no reason; say why it is ignored", cmp.Or(e.ID, e.Value))
	case e.Until == "":
		return nil
	}
	until, err := time.Parse(time.DateOnly, e.Until)
	if err != nil {
		return fmt.Errorf("until %q is no date; write it like 2026-12-31", e.Until)
	}
	e.expired = today.Format(time.DateOnly) > until.Format(time.DateOnly)
	return nil
}

// Judge marks a finding that is to be ignored.
func (x *Exceptions) Judge(f *detect.Finding) {
	for i := range x.all {
		e := &x.all[i]
		if !e.fits(f) {
			continue
		}
		e.hits++
		if e.expired || f.Review != nil && f.Review.Ignored != nil {
			continue
		}
		r := detect.Review{}
		if f.Review != nil {
			r = *f.Review
		}
		r.Ignored = &detect.Ignored{Reason: e.Reason, Who: e.Who, Until: e.Until}
		f.Review = &r
	}
}

// fits says whether an entry is about a finding.
func (e *exception) fits(f *detect.Finding) bool {
	if e.ID != "" {
		return e.ID == f.ID
	}
	want := bare(e.Value)
	return slices.ContainsFunc(f.Identifiers, func(id detect.Identifier) bool {
		return bare(id.Value) == want || bare(id.Normalised) == want
	})
}

// bare gives a number or name without what people put between its signs.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// Notes tells of entries that have expired or that no finding fitted, each with
// file and line.
func (x *Exceptions) Notes() []string {
	var all []string
	for _, e := range x.all {
		switch what := cmp.Or(e.ID, e.Value); {
		case e.expired && e.hits > 0:
			all = append(all, fmt.Sprintf("%s:%d: %s expired on %s; its findings count again: %d. Renew or remove the entry", x.name, e.line, what, e.Until, e.hits))
		case e.expired:
			all = append(all, fmt.Sprintf("%s:%d: %s expired on %s, and no finding fits it; remove the entry", x.name, e.line, what, e.Until))
		case e.hits == 0:
			all = append(all, fmt.Sprintf("%s:%d: no finding fits %s; check the spelling or remove the entry", x.name, e.line, what))
		}
	}
	return all
}
