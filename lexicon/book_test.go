package lexicon

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestCompiledKnowledgeIsFresh(t *testing.T) {
	want, err := Compiled()
	if err != nil {
		t.Fatal(err)
	}
	check, err := checksum()
	if err != nil {
		t.Fatal(err)
	}
	if compiled != string(want) {
		t.Fatal("data/compiled.bin is older than the words and rules: run go generate ./lexicon")
	}
	if again, err := Compiled(); err != nil || !bytes.Equal(again, want) {
		t.Errorf("the same words and rules compile to other bytes the second time: %v", err)
	}
	got, err := readBuiltIn(check)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := parseBuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	if got.words == "" || len(got.Concepts[0].Value.En) > 0 {
		t.Error("the words are read before they are asked for")
	}
	got.readWords()
	if diff := cmp.Diff(parsed, got, cmpopts.IgnoreUnexported(knowledge{}, Concept{}, Pattern{}, Rule{}), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("data/compiled.bin does not hold what the files hold (-files +compiled): %s", diff)
	}
	if !bytes.Equal(parsed.sum, got.sum) {
		t.Errorf("data/compiled.bin names the checksum %x, the files have %x", got.sum, parsed.sum)
	}
}

// The index that is stored is the one that is made, whatever is found with it.
func TestStoredIndexIsTheOneMade(t *testing.T) {
	b := book(t)
	var made, stored packer
	b.Concept("")
	x, err := indexed(b.concepts, b.above)
	if err != nil {
		t.Fatal(err)
	}
	made.index(x)
	stored.index(b.index)
	if b.builtIn.index == "" || !bytes.Equal(made.out, stored.out) || b.builtIn.index != string(made.out) {
		t.Errorf("an index of %d bytes is stored as %d, and read as one of %d", len(made.out), len(b.builtIn.index), len(stored.out))
	}
}

func TestHalfAnIndexIsNone(t *testing.T) {
	b := book(t)
	whole := b.builtIn.index
	for _, n := range []int{0, 1, 100, len(whole) / 3, len(whole) / 2} {
		u := unpacker{in: whole[:n]}
		if u.index(b.above); !u.short {
			t.Errorf("the first %d bytes of the index pass for a whole one", n)
		}
	}
}

func TestLoadFallsBackToTheFiles(t *testing.T) {
	k, err := readBuiltIn([]byte("the checksum of other files"))
	if err != nil {
		t.Fatal(err)
	}
	if len(k.Concepts) < 100 || len(k.Rules) < 50 || len(k.Labels) < 10 || len(k.Practices) < 5 {
		t.Errorf("%d concepts, %d rules, %d labels, %d practices", len(k.Concepts), len(k.Rules), len(k.Labels), len(k.Practices))
	}
}

func TestLoadTellsUnknownNames(t *testing.T) {
	for _, c := range []struct {
		name string
		o    Options
		want string
	}{
		{"rule", Options{Disable: []string{"bank-change/do-not-use-odl"}}, `no rule is called "bank-change/do-not-use-odl"; the nearest is "bank-change/do-not-use-old"`},
		{"label of a rule", Options{Disable: []string{"bank-chnge/*"}}, `no rule is called "bank-chnge/*"; the nearest is "bank-change/*"`},
		{"label", Options{Only: []string{"presure"}}, `no label is called "presure"; the nearest is "pressure"`},
		{"known", Options{Disable: []string{"pressure/*"}, Only: []string{"pressure", "bank-change"}}, ""},
	} {
		_, err := Load(c.o)
		if got := errorText(err); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestOptionsChooseRules(t *testing.T) {
	b, err := Load(Options{Disable: []string{"bank-change/do-not-use-old"}, Only: []string{"bank-change"}})
	if err != nil {
		t.Fatal(err)
	}
	if b.Rule("bank-change/do-not-use-old") != nil {
		t.Error("the disabled rule is there")
	}
	for _, r := range b.Rules() {
		if !r.Silent && r.Label != "bank-change" {
			t.Errorf("%s is there", r.ID)
		}
		if b.Rule(r.ID) != r {
			t.Errorf("Rule(%q) gives another rule", r.ID)
		}
	}
	if b.Hash() == book(t).Hash() {
		t.Error("the hash is that of all rules")
	}
}

func TestExamplesAreAddedOnce(t *testing.T) {
	b, err := Load(Options{})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if err := b.LoadExamples(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, r := range b.Rules() {
		seen := map[string]bool{}
		for _, e := range r.Hits {
			text, _ := e.Text()
			if key := strings.Join([]string{text, e.By, e.On, e.Before}, "|"); seen[key] {
				t.Errorf("%s has %q twice", r.ID, text)
			} else {
				seen[key] = true
			}
		}
	}
}

// A second definition would take the place of the first without a word, which
// is meant for the files of the user only.
func TestBuiltInNamesAreGivenOnce(t *testing.T) {
	k, err := parseBuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]place{}
	once := func(id string, where place) {
		if first, ok := seen[id]; ok {
			t.Errorf("%s:%d: %s stands also in %s:%d", where.file, where.line, id, first.file, first.line)
		}
		seen[id] = where
	}
	for _, c := range k.Concepts {
		once("concept "+c.Value.ID, place{c.File, c.Line, c.Col})
	}
	for _, r := range k.Rules {
		once("rule "+r.Value.ID, place{r.File, r.Line, r.Col})
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
