package page

import (
	"embed"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"sync"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"golang.org/x/net/html"

	"backchannel/parser/chat"
)

// Profile says where on the pages of one web application the messages are.
// Every list of selectors is tried in its order, and the first hit wins; a
// class in a selector is one token of the class attribute, where the hash tail
// that build tools append has been cut off.
type Profile struct {
	ID       string    `yaml:"id"`
	Platform string    `yaml:"platform"` // of the messages
	Hosts    []string  `yaml:"hosts"`    // of the page's address; a leading dot includes sub-domains
	Marks    []string  `yaml:"marks"`    // words of the source that no other page has
	Require  selectors `yaml:"require"`  // every one of them must be on the page
	Scope    selectors `yaml:"scope"`    // the box around the messages; the whole page without one
	Message  selectors `yaml:"message"`
	Skip     selectors `yaml:"skip"` // what looks like a message and is none
	Day      selectors `yaml:"day"`  // the date of the messages behind it
	Self     selectors `yaml:"self"` // on or in a message of the page's owner

	Sender      []value   `yaml:"sender"`
	Time        []value   `yaml:"time"`
	MessageID   []value   `yaml:"message-id"`
	Drop        selectors `yaml:"drop"`        // in a message: avatar, menu, receipts
	Quote       selectors `yaml:"quote"`       // in a message: the one it answers
	Translation selectors `yaml:"translation"` // in a message: the application's translation
	Auto        []string  `yaml:"auto"`        // texts of tags on what a machine sent
	Kinds       []kind    `yaml:"kinds"`       // tried in their order

	Counterpart selectors `yaml:"counterpart"` // the other party's name
	Company     selectors `yaml:"company"`     // the other party's company
	List        selectors `yaml:"list"`        // the list of conversations, which holds no messages
}

// value is a text somewhere in a message.
type value struct {
	Select  selectors `yaml:"select"`  // the message itself without one
	Attr    string    `yaml:"attr"`    // the attribute that holds it; the visible text without one
	Path    string    `yaml:"path"`    // of keys, with dots, in JSON
	Pattern *pattern  `yaml:"pattern"` // its first group, or all of it
	Unit    string    `yaml:"unit"`    // of a time since 1970: ms or s; a printed clock without one
	Last    bool      `yaml:"last"`    // the last of several hits
}

// kind is what a part of a message makes of it.
type kind struct {
	Select selectors `yaml:"select"`
	Kind   chat.Kind `yaml:"kind"`
	Card   bool      `yaml:"card"` // its text is the visible lines, without blank ones
	Text   []value   `yaml:"text"` // the visible text without one
	Name   []value   `yaml:"name"` // of the attachment, from every hit
	As     []when    `yaml:"as"`   // the first that holds gives another kind
}

// when is a condition on a message.
type when struct {
	Kind  chat.Kind `yaml:"kind"`
	Value value     `yaml:"value"`
	In    []string  `yaml:"in"` // any text will do without one
}

// selectors is a list of CSS selectors; one alone may stand without a list.
type selectors []cascadia.Selector

// UnmarshalYAML compiles the selectors of a list.
func (s *selectors) UnmarshalYAML(node ast.Node) error {
	nodes := []ast.Node{node}
	if list, ok := node.(*ast.SequenceNode); ok {
		nodes = list.Values
	}
	for _, n := range nodes {
		text, ok := n.(*ast.StringNode)
		if !ok {
			return &yaml.SyntaxError{Message: "a selector must be a text", Token: n.GetToken()}
		}
		sel, err := cascadia.Compile(text.Value)
		if err != nil {
			return &yaml.SyntaxError{Message: fmt.Sprintf("selector %q: %v", text.Value, err), Token: n.GetToken()}
		}
		*s = append(*s, sel)
	}
	return nil
}

// pattern is a regular expression.
type pattern struct{ re *regexp.Regexp }

// UnmarshalYAML compiles a pattern.
func (p *pattern) UnmarshalYAML(node ast.Node) (err error) {
	text, ok := node.(*ast.StringNode)
	if !ok {
		return &yaml.SyntaxError{Message: "a pattern must be a text", Token: node.GetToken()}
	}
	if p.re, err = regexp.Compile(text.Value); err != nil {
		return &yaml.SyntaxError{Message: err.Error(), Token: node.GetToken()}
	}
	return nil
}

// kinds are the kinds that a profile may name.
var kinds = []chat.Kind{chat.Text, chat.Media, chat.Notice, chat.Call, chat.Deleted, chat.Contact,
	chat.Location, chat.Link, chat.Transfer, chat.Sticker, chat.Other}

// Load reads one profile. name stands in errors, which give line and column:
// name:3:7: what, and what to try.
func Load(name string, data []byte) (*Profile, error) {
	var p Profile
	if err := yaml.UnmarshalWithOptions(data, &p, yaml.Strict()); err != nil {
		return nil, located(name, err)
	}
	if err := p.check(); err != nil {
		return nil, fmt.Errorf("%s:1:1: %w", name, err)
	}
	return &p, nil
}

// check says what a profile lacks.
func (p *Profile) check() error {
	switch {
	case p.ID == "":
		return errors.New("a profile needs an id")
	case len(p.Message) == 0:
		return errors.New("a profile needs message, the selector of one message")
	case len(p.Kinds) == 0:
		return errors.New("a profile needs kinds, the selectors of what is in a message")
	case p.Platform != "" && !slices.Contains([]string{chat.WhatsApp, chat.WeChat, chat.Alibaba, chat.Wangwang, chat.QQ}, p.Platform):
		return fmt.Errorf("platform %q is unknown; use whatsapp, wechat, alibaba, wangwang or qq", p.Platform)
	}
	for i, k := range p.Kinds {
		named := []chat.Kind{k.Kind}
		for _, w := range k.As {
			named = append(named, w.Kind)
		}
		for _, n := range named {
			if !slices.Contains(kinds, n) {
				return fmt.Errorf("kind %q in entry %d of kinds is unknown; use one of %v", n, i+1, kinds)
			}
		}
		if len(k.Select) == 0 {
			return fmt.Errorf("entry %d of kinds has no select", i+1)
		}
	}
	for _, v := range p.Time {
		if v.Unit != "" && v.Unit != "ms" && v.Unit != "s" {
			return fmt.Errorf("unit %q of a time is unknown; use ms or s, or leave it out for a printed clock", v.Unit)
		}
	}
	return nil
}

// located puts file, line and column in front of an error of the decoder.
func located(name string, err error) error {
	var at yaml.Error
	if !errors.As(err, &at) || at.GetToken() == nil {
		return fmt.Errorf("%s:1:1: %w", name, err)
	}
	pos := at.GetToken().Position
	return fmt.Errorf("%s:%d:%d: %s", name, pos.Line, pos.Column, at.GetMessage())
}

//go:embed data/*.yaml
var files embed.FS

// builtin are the embedded profiles, in the order of their ids.
var builtin = sync.OnceValue(func() (all []*Profile) {
	entries, err := files.ReadDir("data")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		data, err := files.ReadFile("data/" + e.Name())
		if err != nil {
			panic(err)
		}
		p, err := Load(e.Name(), data)
		if err != nil {
			panic(err)
		}
		all = append(all, p)
	}
	return all
})

// first gives the first hit of the selectors on or below n, in their order.
func (s selectors) first(n *html.Node) *html.Node {
	for _, sel := range s {
		if sel.Match(n) {
			return n
		}
		if hit := below(n).FindMatcher(goquery.SingleMatcher(sel)); hit.Length() > 0 {
			return hit.Get(0)
		}
	}
	return nil
}

// all gives the hits, in document order, of the first selector that has any.
func (s selectors) all(n *html.Node) []*html.Node {
	for _, sel := range s {
		if sel.Match(n) {
			return []*html.Node{n}
		}
		if hits := below(n).FindMatcher(sel); hits.Length() > 0 {
			return hits.Nodes
		}
	}
	return nil
}

// below is what goquery needs to look below n.
func below(n *html.Node) *goquery.Selection { return &goquery.Selection{Nodes: []*html.Node{n}} }

// match says whether any of the selectors fits n itself.
func (s selectors) match(n *html.Node) bool {
	return slices.ContainsFunc(s, func(sel cascadia.Selector) bool { return sel.Match(n) })
}
