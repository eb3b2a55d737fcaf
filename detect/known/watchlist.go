package known

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Watchlist is a list of values to be warned of.
type Watchlist struct {
	Name    string
	entries map[string][]*Watch // by key
	count   int
}

// Watch is one value of a watch list.
type Watch struct {
	Type    string `yaml:"type"`
	Value   string `yaml:"value"`
	Note    string `yaml:"note"`
	AddedBy string `yaml:"added-by"`
	Date    string `yaml:"date"`

	Line int `yaml:"-"`
}

// watchTypes are the types of values, each with the group in which it is looked
// up.
var watchTypes = map[string]string{
	"account": "account", "iban": "account", "card": "account", "wallet": "account", "crypto": "account", "fps": "account", "alipay": "account", "paypal": "account",
	"phone": "phone", "email": "email", "domain": "domain", "wechat": "handle", "qq": "handle", "telegram": "handle", "line": "handle", "skype": "handle", "handle": "handle",
	"beneficiary": "name", "company": "name", "person": "name",
}

// Types lists the types of a watch list.
func Types() []string {
	var all []string
	for t := range watchTypes {
		all = append(all, t)
	}
	slices.Sort(all)
	return all
}

var watchColumns = []string{"type", "value", "note", "added by", "date"}

// MaxWatchlist is the size of the largest watch list that is read, in bytes.
const MaxWatchlist = 64 << 20

// ReadWatchlist reads a watch list: CSV, XLSX or YAML, by the suffix of its
// name.
func ReadWatchlist(name string, data []byte) (*Watchlist, error) {
	w := &Watchlist{Name: name, entries: map[string][]*Watch{}}
	var err error
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv":
		err = w.csv(data)
	case ".xlsx":
		err = w.xlsx(data)
	case ".yaml", ".yml":
		err = w.yaml(data)
	default:
		return nil, &Error{name, Place{1, 1}, "the suffix tells no form; a watch list is a .csv, .xlsx or .yaml"}
	}
	if err != nil {
		return nil, err
	}
	if w.count == 0 {
		return nil, &Error{name, Place{1, 1}, "no entry; a watch list has the columns type, value, note, added by, date"}
	}
	return w, nil
}

func (w *Watchlist) add(e *Watch, at Place) error {
	e.Type, e.Value = strings.ToLower(strings.TrimSpace(e.Type)), strings.TrimSpace(e.Value)
	group, ok := watchTypes[e.Type]
	if !ok {
		return &Error{w.Name, at, fmt.Sprintf("type %q is none of %s", e.Type, strings.Join(Types(), ", "))}
	}
	key := Key(e.Type, e.Value)
	if key == "" {
		return &Error{w.Name, at, "an entry without a value"}
	}
	e.Line = at.Line
	w.entries[group+"\x00"+key] = append(w.entries[group+"\x00"+key], e)
	w.count++
	return nil
}

// Hit gives the first entry for a value of a type, nil when there is none.
func (w *Watchlist) Hit(kind, value string) *Watch {
	group, ok := watchTypes[kind]
	if !ok {
		return nil
	}
	if all := w.entries[group+"\x00"+Key(kind, value)]; len(all) > 0 {
		return all[0]
	}
	return nil
}

// String tells an entry in words: what the list notes, who added it, when.
func (e *Watch) String() string {
	s := e.Note
	if s == "" {
		s = e.Type + " " + e.Value
	}
	if e.AddedBy != "" || e.Date != "" {
		s += " (" + strings.Trim(e.AddedBy+", "+e.Date, ", ") + ")"
	}
	return s
}

func (w *Watchlist) csv(data []byte) error {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	r.FieldsPerRecord = -1
	var head []int
	for {
		row, err := r.Read()
		var bad *csv.ParseError
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &bad):
			return &Error{w.Name, Place{bad.Line, bad.Column}, bad.Err.Error()}
		case err != nil:
			return err
		}
		line, _ := r.FieldPos(0)
		at := func(i int) Place {
			if i < len(row) {
				l, c := r.FieldPos(i)
				return Place{l, c}
			}
			return Place{line, 1}
		}
		if head, err = w.row(head, row, at); err != nil {
			return err
		}
	}
}

func (w *Watchlist) xlsx(data []byte) error {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: 8 * MaxWatchlist})
	if err != nil {
		return &Error{w.Name, Place{1, 1}, "cannot be opened as a workbook: " + err.Error()}
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		return &Error{w.Name, Place{1, 1}, err.Error()}
	}
	var head []int
	for n, row := range rows {
		if head, err = w.row(head, row, func(i int) Place { return Place{n + 1, i + 1} }); err != nil {
			return err
		}
	}
	return nil
}

// row takes one row of a table; the first one is the heading. head gives the
// column of each of watchColumns, -1 where there is none.
func (w *Watchlist) row(head []int, row []string, at func(int) Place) ([]int, error) {
	if strings.TrimSpace(strings.Join(row, "")) == "" {
		return head, nil
	}
	if head == nil {
		return w.heading(row, at)
	}
	get := func(k int) string {
		if i := head[k]; i >= 0 && i < len(row) {
			return row[i]
		}
		return ""
	}
	return head, w.add(&Watch{Type: get(0), Value: get(1), Note: get(2), AddedBy: get(3), Date: get(4)}, at(max(0, head[0])))
}

func (w *Watchlist) heading(row []string, at func(int) Place) ([]int, error) {
	head := []int{-1, -1, -1, -1, -1}
	for i, name := range row {
		name = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), "_", " ")
		k := slices.Index(watchColumns, strings.ReplaceAll(name, "-", " "))
		if k < 0 && name != "" {
			return nil, &Error{w.Name, at(i), fmt.Sprintf("column %q is none of %s", name, strings.Join(watchColumns, ", "))}
		}
		if k >= 0 {
			head[k] = i
		}
	}
	if head[0] < 0 || head[1] < 0 {
		return nil, &Error{w.Name, at(0), "the first row names the columns; type and value must be among them"}
	}
	return head, nil
}
