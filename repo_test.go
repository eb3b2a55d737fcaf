// Package backchannel_test holds the whole repository to its conventions.
package backchannel_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	maxFileLines = 400
	maxFuncLines = 60
)

// source is one Go file of the repository that is no test.
type source struct {
	name  string // with slashes, from the root
	file  *ast.File
	lines int
}

func sources(t *testing.T) (*token.FileSet, []source) {
	t.Helper()
	fset := token.NewFileSet()
	var all []source
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := d.Name()
		if d.IsDir() && (base == "testdata" || base == "bin" || len(base) > 1 && base[0] == '.') {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(base, ".go") || strings.HasSuffix(base, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		if !ast.IsGenerated(f) {
			all = append(all, source{filepath.ToSlash(name), f, fset.File(f.Pos()).LineCount()})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 20 {
		t.Fatalf("only %d files found; the walk is broken", len(all))
	}
	return fset, all
}

func TestEveryPackageHasOneComment(t *testing.T) {
	_, all := sources(t)
	docs := map[string]int{}
	for _, s := range all {
		dir := path.Dir(s.name)
		docs[dir] += 0
		if s.file.Doc != nil {
			docs[dir]++
		}
	}
	for dir, n := range docs {
		if n != 1 {
			t.Errorf("%s has %d package comments, want 1", dir, n)
		}
	}
}

func TestPackagesAreNamedForWhatTheyHold(t *testing.T) {
	_, all := sources(t)
	vague := []string{"util", "utils", "common", "helper", "helpers", "misc", "types", "models", "base", "shared"}
	for _, s := range all {
		if slices.Contains(vague, s.file.Name.Name) {
			t.Errorf("%s: package %s says nothing about what is in it", s.name, s.file.Name.Name)
		}
	}
}

func TestExportedNamesAreDocumented(t *testing.T) {
	fset, all := sources(t)
	for _, s := range all {
		for _, d := range s.file.Decls {
			for _, name := range undocumented(d) {
				t.Errorf("%s: %s is exported and has no doc comment", fset.Position(name.Pos()), name.Name)
			}
		}
	}
}

// undocumented gives the exported names of a declaration without comment. In a
// group, the comment of the group counts for all.
func undocumented(d ast.Decl) []*ast.Ident {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() && (d.Recv == nil || exportedReceiver(d.Recv)) {
			return []*ast.Ident{d.Name}
		}
	case *ast.GenDecl:
		var names []*ast.Ident
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				if d.Doc == nil && spec.Doc == nil && spec.Name.IsExported() {
					names = append(names, spec.Name)
				}
			case *ast.ValueSpec:
				if d.Doc == nil && spec.Doc == nil && spec.Comment == nil {
					names = append(names, slices.DeleteFunc(slices.Clone(spec.Names), func(n *ast.Ident) bool { return !n.IsExported() })...)
				}
			}
		}
		return names
	}
	return nil
}

func exportedReceiver(recv *ast.FieldList) bool {
	x := recv.List[0].Type
	if star, ok := x.(*ast.StarExpr); ok {
		x = star.X
	}
	id, ok := x.(*ast.Ident)
	return ok && id.IsExported()
}

func TestFilesAndFunctionsAreSmall(t *testing.T) {
	fset, all := sources(t)
	for _, s := range all {
		if s.lines > maxFileLines {
			t.Errorf("%s has %d lines, want at most %d", s.name, s.lines, maxFileLines)
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil || len(f.Body.List) == 1 {
				continue // a list that is returned may be as long as it needs to be
			}
			if n := fset.Position(f.End()).Line - fset.Position(f.Pos()).Line + 1; n > maxFuncLines {
				t.Errorf("%s: %s has %d lines, want at most %d", fset.Position(f.Pos()), f.Name.Name, n, maxFuncLines)
			}
		}
	}
}

func TestNothingHappensOnImport(t *testing.T) {
	fset, all := sources(t)
	for _, s := range all {
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s: init; declare a value in a list instead", fset.Position(f.Pos()))
			}
		}
	}
}

// Data flows from parser to detect to report; lexicon feeds detect, and only
// the program knows them all.
func TestPackagesImportInOneDirection(t *testing.T) {
	forbidden := map[string][]string{
		"parser":  {"backchannel/detect", "backchannel/lexicon", "backchannel/report"},
		"lexicon": {"backchannel/parser", "backchannel/detect", "backchannel/report"},
		"detect":  {"backchannel/report"},
	}
	anywhere := []string{"net", "net/http", "os/exec", "log", "log/slog"}
	_, all := sources(t)
	for _, s := range all {
		top, _, _ := strings.Cut(s.name, "/")
		for _, imp := range s.file.Imports {
			p := strings.Trim(imp.Path.Value, `"`)
			if slices.Contains(anywhere, p) && !generator(s) {
				t.Errorf("%s imports %s; this program opens no socket, starts no process and keeps no log", s.name, p)
			}
			for _, f := range forbidden[top] {
				if p == f || strings.HasPrefix(p, f+"/") {
					t.Errorf("%s imports %s against the direction of the data", s.name, p)
				}
			}
			if top == "parser" && strings.HasPrefix(s.name, "parser/chat/") && strings.HasPrefix(p, "backchannel/") {
				t.Errorf("%s imports %s; chat imports nothing of ours", s.name, p)
			}
		}
	}
}

// generator says that a file belongs to a program that go generate runs.
func generator(s source) bool { return path.Base(path.Dir(s.name)) == "gen" }

func TestNamesOfTestFilesArePlain(t *testing.T) {
	seen := 0
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(filepath.ToSlash(name), "testdata/") {
			return err
		}
		seen++
		if i := strings.IndexFunc(d.Name(), strange); i >= 0 {
			t.Errorf("%s: names of test files are ASCII letters, digits, . _ and -", name)
		}
		return nil
	})
	if err != nil || seen == 0 {
		t.Fatalf("saw %d files, %v", seen, err)
	}
}

func strange(r rune) bool {
	return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("._-", r))
}

func TestReadmeNamesTargetsOfTheMakefile(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	makefile, err := os.ReadFile("Makefile")
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for word := range strings.FieldsFuncSeq(string(readme), func(r rune) bool { return r == '`' || r == '\n' }) {
		target, ok := strings.CutPrefix(strings.TrimSpace(word), "make ")
		if !ok || strings.Contains(target, " ") {
			continue
		}
		named++
		if !strings.Contains("\n"+string(makefile), "\n"+target+":") {
			t.Errorf("README.md says make %s, which the Makefile does not know", target)
		}
	}
	if named == 0 {
		t.Error("README.md names no target of the Makefile")
	}
}
