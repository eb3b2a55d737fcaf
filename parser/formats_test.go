package parser

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A folder of this one that has a type with the methods of a format is a
// family, and must stand in the list.
func TestEveryFamilyIsListed(t *testing.T) {
	list, err := os.ReadFile("formats.go")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	sniffs := regexp.MustCompile(`(?m)^func \(.*\) Sniff\(.*\) int`)
	families := map[string]bool{}
	for _, path := range files {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Base(filepath.Dir(path))
		// lines holds the grammars that families of texts are made of.
		if sniffs.Match(src) && !strings.HasSuffix(path, "_test.go") && dir != "lines" {
			families[dir] = true
		}
	}
	if len(families) == 0 {
		t.Fatal("no family of formats was found beside formats.go")
	}
	for name := range families {
		if !bytes.Contains(list, []byte("\t\t"+name+".")) {
			t.Errorf("parser/%s is not listed in formats.go", name)
		}
	}
}
