package lexicon

import (
	"crypto/sha256"
	"embed"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"reflect"
	"strings"
)

//go:generate go run ./gen compiled

//go:embed data/concepts/*.yaml data/rules/*.yaml data/labels.yaml data/checklist.yaml data/examples/*.yaml
var data embed.FS

// compiled is what [Compiled] makes of data. Decoding YAML takes longer than
// reading a short chat, and so does making the index.
//
//go:embed data/compiled.bin
var compiled string

// knowledge is what the program carries.
type knowledge struct {
	Concepts  []entry[Concept]
	Rules     []entry[Rule]
	Labels    []LabelText
	Practices []Practice

	sum   []byte // SHA-256 of the YAML files
	words string // of the concepts, packed, where they are not read yet
	index string // packed, where there is one
}

// entry is one entry of a data file, and where it stands.
type entry[T any] struct {
	Value     T
	File      string
	Line, Col int
}

// wordLists are the words of a concept. The index stands for them in a scan.
type wordLists struct {
	En, Zh, Py, Code []string
	Join, Product    [][]string
}

// Compiled gives the built-in words and rules in the form of
// data/compiled.bin: a short checksum of the YAML files and a long one, what
// they hold without the words of the concepts, these words, and the index.
func Compiled() ([]byte, error) {
	check, err := checksum()
	if err != nil {
		return nil, err
	}
	index, err := packedIndex()
	if err != nil {
		return nil, err
	}
	k, err := parseBuiltIn()
	if err != nil {
		return nil, err
	}
	var words, out packer
	words.value(reflect.ValueOf(k.takeWords()))
	out.out = append(check, k.sum...)
	out.value(reflect.ValueOf(*k))
	out.text(string(words.out))
	out.text(string(index))
	return out.out, nil
}

func packedIndex() ([]byte, error) {
	k, err := parseBuiltIn()
	if err != nil {
		return nil, err
	}
	b, err := newBook(k)
	if err != nil {
		return nil, err
	}
	if err := b.compileParents(); err != nil {
		return nil, err
	}
	x, err := indexed(b.concepts, b.above)
	if err != nil {
		return nil, err
	}
	var p packer
	p.index(x)
	return p.out, nil
}

// takeWords takes the words from the concepts.
func (k *knowledge) takeWords() []wordLists {
	lists := make([]wordLists, len(k.Concepts))
	for i := range k.Concepts {
		c := &k.Concepts[i].Value
		lists[i] = wordLists{c.En, c.Zh, c.Py, c.Code, c.Join, c.Product}
		c.En, c.Zh, c.Py, c.Code, c.Join, c.Product = nil, nil, nil, nil, nil, nil
	}
	return lists
}

// readBuiltIn reads the compiled knowledge, or the YAML files where they have
// changed since it was made. check is their checksum.
func readBuiltIn(check []byte) (*knowledge, error) {
	rest, fresh := strings.CutPrefix(compiled, string(check))
	if !fresh || len(rest) < sha256.Size {
		return parseBuiltIn()
	}
	k := &knowledge{sum: []byte(rest[:sha256.Size])}
	u := unpacker{in: rest[sha256.Size:]}
	u.value(reflect.ValueOf(k).Elem())
	k.words, k.index = u.text(), u.text()
	if u.short {
		return nil, fmt.Errorf("compiled words and rules: %w", errShort)
	}
	return k, nil
}

// readWords gives the concepts their words.
func (k *knowledge) readWords() {
	if k.words == "" {
		return
	}
	var lists []wordLists
	u := unpacker{in: k.words}
	u.value(reflect.ValueOf(&lists).Elem())
	for i, l := range lists {
		c := &k.Concepts[i].Value
		c.En, c.Zh, c.Py, c.Code, c.Join, c.Product = l.En, l.Zh, l.Py, l.Code, l.Join, l.Product
	}
	k.words = ""
}

func parseBuiltIn() (*knowledge, error) {
	h := sha256.New()
	if err := hashData(h); err != nil {
		return nil, err
	}
	k := &knowledge{sum: h.Sum(nil)}
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

// checksum tells quickly, at every start, whether the YAML files are those of
// which data/compiled.bin was made.
func checksum() ([]byte, error) {
	h := crc32.NewIEEE()
	err := hashData(h)
	return binary.BigEndian.AppendUint32(nil, h.Sum32()), err
}

// hashData adds the files of the built-in words and rules to h. Examples do not
// count: they change nothing that is found.
func hashData(h io.Writer) error {
	for _, name := range []string{"data/concepts", "data/rules", "data/labels.yaml", "data/checklist.yaml"} {
		if err := hashFiles(h, data, name); err != nil {
			return err
		}
	}
	return nil
}

// hashFiles adds every YAML file at or under root to h, names and contents, in
// the order of names.
func hashFiles(h io.Writer, fsys fs.FS, root string) error {
	buffer := make([]byte, 1<<15)
	return fs.WalkDir(fsys, root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".yaml") {
			return err
		}
		f, err := fsys.Open(name)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		info, err := f.Stat()
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "%s %d\n", name, info.Size())
		_, err = io.CopyBuffer(h, f, buffer)
		return err
	})
}
