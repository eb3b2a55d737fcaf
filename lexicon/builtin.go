package lexicon

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/gob"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

//go:generate go run ./gen compiled

//go:embed data/concepts/*.yaml data/rules/*.yaml data/labels.yaml data/checklist.yaml data/examples/*.yaml
var data embed.FS

// compiled is what [Compiled] makes of data. Decoding YAML takes longer than
// reading a short chat.
//
//go:embed data/compiled.gob
var compiled []byte

// knowledge is what the program carries.
type knowledge struct {
	Concepts  []entry[Concept]
	Rules     []entry[Rule]
	Labels    []LabelText
	Practices []Practice
}

// entry is one entry of a data file, and where it stands.
type entry[T any] struct {
	Value     T
	File      string
	Line, Col int
}

// Compiled gives the built-in words and rules in the form of
// data/compiled.gob: the checksum of the YAML files, and what they hold.
func Compiled() ([]byte, error) {
	sum, err := dataSum()
	if err != nil {
		return nil, err
	}
	k, err := parseBuiltIn()
	if err != nil {
		return nil, err
	}
	out := bytes.NewBuffer(sum)
	err = gob.NewEncoder(out).Encode(k)
	return out.Bytes(), err
}

// GobEncode writes the texts in the order of their languages, so that the same
// words and rules give the same bytes.
func (t Texts) GobEncode() ([]byte, error) {
	var out []byte
	for _, lang := range slices.Sorted(maps.Keys(t)) {
		out = append(append(out, lang...), 0)
		out = append(append(out, t[lang]...), 0)
	}
	return out, nil
}

// GobDecode reads what GobEncode writes.
func (t *Texts) GobDecode(raw []byte) error {
	parts := strings.Split(string(raw), "\x00")
	if len(parts)%2 == 0 {
		return fmt.Errorf("a language without its text among %d parts", len(parts))
	}
	*t = make(Texts, len(parts)/2)
	for i := 0; i+1 < len(parts); i += 2 {
		(*t)[parts[i]] = parts[i+1]
	}
	return nil
}

// readBuiltIn decodes the compiled knowledge, or the YAML files where they have
// changed since it was made. sum is their checksum.
func readBuiltIn(sum []byte) (*knowledge, error) {
	rest, fresh := bytes.CutPrefix(compiled, sum)
	if !fresh {
		return parseBuiltIn()
	}
	k := new(knowledge)
	if err := gob.NewDecoder(bytes.NewReader(rest)).Decode(k); err != nil {
		return nil, fmt.Errorf("compiled words and rules: %w", err)
	}
	return k, nil
}

func parseBuiltIn() (*knowledge, error) {
	k := new(knowledge)
	if err := decodeList(data, "data/concepts", keep(&k.Concepts)); err != nil {
		return nil, err
	}
	if err := decodeList(data, "data/rules", keep(&k.Rules)); err != nil {
		return nil, err
	}
	err := decodeFile(data, "data/labels.yaml", func(l *LabelText, _ place) error {
		k.Labels = append(k.Labels, *l)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = decodeFile(data, "data/checklist.yaml", func(p *Practice, _ place) error {
		k.Practices = append(k.Practices, *p)
		return nil
	})
	return k, err
}

// keep makes a function that adds entries to a list.
func keep[T any](to *[]entry[T]) func(*T, place) error {
	return func(v *T, where place) error {
		*to = append(*to, entry[T]{*v, where.file, where.line, where.col})
		return nil
	}
}

// dataSum is the checksum of the built-in words and rules. Examples do not
// count: they change nothing that is found.
func dataSum() ([]byte, error) {
	h := sha256.New()
	for _, name := range []string{"data/concepts", "data/rules", "data/labels.yaml", "data/checklist.yaml"} {
		if err := hashFiles(h, data, name); err != nil {
			return nil, err
		}
	}
	return h.Sum(nil), nil
}

// hashFiles adds every YAML file at or under root to h, names and contents, in
// the order of names.
func hashFiles(h io.Writer, fsys fs.FS, root string) error {
	return fs.WalkDir(fsys, root, func(name string, d fs.DirEntry, err error) error {
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
