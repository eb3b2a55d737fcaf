// Package known reads what the user knows beforehand: a file of companies with
// the accounts and contacts that somebody cleared, and a list of values to be
// warned of. Both are refused with file, line and column where they are not
// understood.
package known

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"backchannel/detect/identifier"
)

// File is a file of cleared suppliers.
type File struct {
	Name      string
	Suppliers []*Supplier
}

// Supplier is one company with what is cleared of it.
type Supplier struct {
	Company  string   `yaml:"company"`
	Names    []string `yaml:"names"`    // other names of the company, such as the Chinese one
	Contacts []string `yaml:"contacts"` // people, as the chats name them

	Accounts []*Item `yaml:"accounts"` // bank accounts, cards and wallets
	Phones   []*Item `yaml:"phones"`
	Domains  []*Item `yaml:"mail-domains"`
	Mails    []*Item `yaml:"mails"`
	WeChat   []*Item `yaml:"wechat"`
	Handles  []*Item `yaml:"handles"` // user names in other apps
	Shops    []*Item `yaml:"shops"`   // addresses on a platform

	place Place
}

// Item is one value with who cleared it.
type Item struct {
	Value       string    `yaml:"value"`
	Beneficiary string    `yaml:"beneficiary"`
	Bank        string    `yaml:"bank"`
	BIC         string    `yaml:"bic"`
	Currency    string    `yaml:"currency"`
	Note        string    `yaml:"note"`
	Cleared     Clearance `yaml:"cleared"`
	// Stated is what a draft says instead: where the chat gave the value. It
	// clears nothing.
	Stated string `yaml:"stated-in-chat"`

	place Place
}

// Clearance says who cleared a value, how and when.
type Clearance struct {
	By  string `yaml:"by"`
	How string `yaml:"how"`
	On  string `yaml:"on"`
}

// Place is where something stands in a file, 1-based.
type Place struct{ Line, Column int }

// Error is a mistake in a file of the user's.
type Error struct {
	File string
	Place
	Text string
}

// Error gives file, line, column and what is wrong.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Text)
}

// UnmarshalYAML notes where an item stands.
func (i *Item) UnmarshalYAML(n ast.Node) error {
	type plain Item
	if err := yaml.NodeToValue(n, (*plain)(i), yaml.Strict()); err != nil {
		return err
	}
	i.place = placeOf(n)
	return nil
}

// UnmarshalYAML notes where a supplier stands.
func (s *Supplier) UnmarshalYAML(n ast.Node) error {
	type plain Supplier
	if err := yaml.NodeToValue(n, (*plain)(s), yaml.Strict()); err != nil {
		return err
	}
	s.place = placeOf(n)
	return nil
}

// placeOf gives where a node begins; that of a mapping is its first key.
func placeOf(n ast.Node) Place {
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 {
		n = m.Values[0].Key
	}
	pos := n.GetToken().Position
	return Place{pos.Line, pos.Column}
}

// Read reads a file of cleared suppliers.
func Read(name string, data []byte) (*File, error) {
	f := &File{Name: name}
	var list struct {
		Suppliers []*Supplier `yaml:"suppliers"`
	}
	if err := decode(name, data, &list); err != nil {
		return nil, err
	}
	f.Suppliers = list.Suppliers
	if len(f.Suppliers) == 0 {
		return nil, &Error{name, Place{1, 1}, `no supplier; the file begins with "suppliers:" and has an entry "- company: NAME" for each`}
	}
	for _, s := range f.Suppliers {
		if err := s.check(name); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// decode reads YAML strictly.
func decode(name string, data []byte, into any) error {
	doc, err := parser.ParseBytes(data, 0)
	if err != nil {
		return located(name, err)
	}
	for _, d := range doc.Docs {
		if d.Body == nil {
			continue
		}
		if err := yaml.NodeToValue(d.Body, into, yaml.Strict()); err != nil {
			return located(name, err)
		}
	}
	return nil
}

// located names the place of a mistake.
func located(name string, err error) error {
	var y interface {
		GetToken() *token.Token
		GetMessage() string
	}
	if errors.As(err, &y) && y.GetToken() != nil {
		pos := y.GetToken().Position
		return &Error{name, Place{pos.Line, pos.Column}, y.GetMessage()}
	}
	return &Error{name, Place{1, 1}, err.Error()}
}

// check refuses what nobody cleared: a file that clears by silence would be
// worse than none.
func (s *Supplier) check(name string) error {
	if strings.TrimSpace(s.Company) == "" {
		return &Error{name, s.place, `a supplier without "company"`}
	}
	for _, list := range s.lists() {
		for _, i := range list.items {
			switch {
			case strings.TrimSpace(i.Value) == "":
				return &Error{name, i.place, "an entry of " + list.key + ` without "value"`}
			case i.Cleared.By == "" || i.Cleared.How == "" || i.Cleared.On == "":
				return &Error{name, i.place, fmt.Sprintf(`%s %s is not cleared: write "cleared: {by: NAME, how: ..., on: DATE}" when somebody has confirmed it, or delete the entry`, list.key, i.Value)}
			case list.bad != nil && list.bad(i.Value):
				return &Error{name, i.place, fmt.Sprintf("%s %q is none", list.key, i.Value)}
			}
		}
	}
	return nil
}

// list is the values of one kind.
type list struct {
	key   string
	items []*Item
	bad   func(string) bool // the value cannot be one of these
}

func (s *Supplier) lists() []list {
	return []list{
		{"accounts", s.Accounts, func(v string) bool { return len(Key("account", v)) < 4 }},
		{"phones", s.Phones, func(v string) bool { return len(Key("phone", v)) < 5 }},
		{"mail-domains", s.Domains, func(v string) bool { return !strings.Contains(v, ".") || strings.Contains(v, "@") }},
		{"mails", s.Mails, func(v string) bool { return !strings.Contains(v, "@") }},
		{"wechat", s.WeChat, nil}, {"handles", s.Handles, nil}, {"shops", s.Shops, nil},
	}
}

// String tells a clearance in words.
func (c Clearance) String() string { return fmt.Sprintf("cleared by %s on %s (%s)", c.By, c.On, c.How) }

// Where names the place of an entry: file:line.
func (f *File) Where(p Place) string { return fmt.Sprintf("%s:%d", f.Name, p.Line) }

// Place is where the supplier stands in its file.
func (s *Supplier) Place() Place { return s.place }

// Place is where the item stands in its file.
func (i *Item) Place() Place { return i.place }

// Is reports whether a name is one of the company's.
func (s *Supplier) Is(company string) bool {
	if company == "" {
		return false
	}
	for _, n := range append([]string{s.Company}, s.Names...) {
		if identifier.SameName(n, company) {
			return true
		}
	}
	return false
}

// Account gives the cleared account that a number is, nil when there is none.
func (s *Supplier) Account(number string) *Item {
	for _, i := range s.Accounts {
		switch identifier.SameAccount(i.Value, number) {
		case identifier.Same, identifier.Consistent:
			return i
		}
	}
	return nil
}
