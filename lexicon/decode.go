package lexicon

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// place is where something stands in a data file; line and column are 1-based.
type place struct {
	file      string
	line, col int
}

func at(n ast.Node) place {
	p := n.GetToken().Position
	return place{line: p.Line, col: p.Column}
}

func (p place) wrap(err error) error {
	var e *placeError
	if errors.As(err, &e) {
		return err
	}
	return &placeError{p, err}
}

// placeError is a mistake at a place of a data file.
type placeError struct {
	place
	err error
}

func (e *placeError) Unwrap() error { return e.err }

func (e *placeError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %v", e.file, e.line, e.col, e.err)
}

// decodeList reads every *.yaml file of a folder, in the order of names. Each
// holds one list; each entry is decoded strictly into a T and handed to add.
func decodeList[T any](fsys fs.FS, dir string, add func(*T, place) error) error {
	names, err := fs.Glob(fsys, strings.TrimPrefix(dir+"/*.yaml", "./"))
	if err != nil {
		return err
	}
	slices.Sort(names)
	for _, name := range names {
		if err := decodeFile(fsys, name, add); err != nil {
			return err
		}
	}
	return nil
}

func decodeFile[T any](fsys fs.FS, name string, add func(*T, place) error) error {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	doc, err := parser.ParseBytes(raw, 0)
	if err != nil {
		return located(name, place{line: 1, col: 1}, err)
	}
	for _, d := range doc.Docs {
		if d.Body == nil {
			continue
		}
		list, ok := d.Body.(*ast.SequenceNode)
		if !ok {
			return located(name, at(d.Body), errors.New("a list of entries, each starting with \"- id:\", is expected"))
		}
		for _, node := range list.Values {
			where := at(node)
			where.file = name
			v := new(T)
			if err := yaml.NodeToValue(node, v, yaml.Strict()); err != nil {
				return located(name, where, err)
			}
			if err := add(v, where); err != nil {
				return located(name, where, err)
			}
		}
	}
	return nil
}

// located names file, line and column of a mistake, the most exact that it
// knows of itself.
func located(file string, p place, err error) error {
	var e *placeError
	if errors.As(err, &e) {
		e.file = file
		return e
	}
	var y interface {
		GetToken() *token.Token
		GetMessage() string
	}
	if errors.As(err, &y) && y.GetToken() != nil {
		pos := y.GetToken().Position
		return &placeError{place{file, pos.Line, pos.Column}, errors.New(y.GetMessage())}
	}
	p.file = file
	return &placeError{p, err}
}
