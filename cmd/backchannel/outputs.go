package main

import (
	"path/filepath"
	"slices"
	"strings"
)

// form is an output format.
type form struct {
	name   string
	suffix string // of its files
	stream bool   // goes to standard output unless -o names a file
}

// output is one report to write: its form and its file, "" for standard
// output.
type output struct {
	form form
	file string
}

// stdout is the file name that stands for standard output.
const stdout = "-"

// menu is the forms that a command can write.
type menu struct {
	forms []form
	// When the user names no form, always is written, and usual too unless -o
	// names files whose suffixes decide.
	always, usual string
}

// plan says which reports go where: named are the forms the user asked for,
// files what followed -o, and base names the files that the user did not.
func (m menu) plan(named, files []string, base string) ([]output, error) {
	if len(named) == 0 {
		var err error
		if named, err = m.bySuffix(files); err != nil {
			return nil, err
		}
	}
	files = slices.Clone(files)
	var outs []output
	for _, name := range slices.Compact(named) {
		f := m.forms[slices.IndexFunc(m.forms, func(f form) bool { return f.name == name })]
		file := ""
		files, file = m.take(files, f, named)
		if file == "" && !f.stream {
			file = base + f.suffix
		}
		outs = append(outs, output{f, file})
	}
	if len(files) > 0 {
		return nil, usagef("-o %s: none of the formats asked for goes there; they are %s", files[0], strings.Join(named, ", "))
	}
	return outs, check(outs)
}

// bySuffix names the forms that the user asks for by the files alone.
func (m menu) bySuffix(files []string) ([]string, error) {
	var named []string
	if m.always != "" {
		named = append(named, m.always)
	}
	if len(files) == 0 && m.usual != "" {
		named = append(named, m.usual)
	}
	for _, file := range files {
		name := m.told(file)
		if name == "" {
			return nil, usagef("-o %s: the suffix tells no format; add --format with one of %s", file, strings.Join(m.names(), ", "))
		}
		if !slices.Contains(named, name) {
			named = append(named, name)
		}
	}
	return named, nil
}

func (m menu) names() []string {
	var all []string
	for _, f := range m.forms {
		all = append(all, f.name)
	}
	return all
}

// told names the form that the suffix of a file tells, the longest suffix
// first; "" when it tells none.
func (m menu) told(file string) string {
	best := form{}
	for _, f := range m.forms {
		if strings.HasSuffix(strings.ToLower(file), f.suffix) && len(f.suffix) > len(best.suffix) {
			best = f
		}
	}
	return best.name
}

// take gives the file for a form: the one with its suffix, one with the last
// part of it, or the only one when the form is the only one.
func (m menu) take(files []string, f form, named []string) (rest []string, file string) {
	i := slices.IndexFunc(files, func(s string) bool { return m.told(s) == f.name })
	if i < 0 {
		i = slices.IndexFunc(files, func(s string) bool {
			return strings.EqualFold(filepath.Ext(s), filepath.Ext(f.suffix)) && !slices.Contains(named, m.told(s))
		})
	}
	if i < 0 && len(named) == 1 && len(files) == 1 {
		i = 0
	}
	if i < 0 {
		return files, ""
	}
	file = files[i]
	return slices.Delete(files, i, i+1), file
}

// check refuses two reports in one place.
func check(outs []output) error {
	seen := map[string]string{}
	for i, o := range outs {
		if o.file == stdout {
			outs[i].file = ""
		}
		place := "standard output"
		if outs[i].file != "" {
			place = filepath.Clean(outs[i].file)
		}
		if other, taken := seen[place]; taken {
			return usagef("%s and %s cannot both go to %s; name another file with -o", other, o.form.name, place)
		}
		seen[place] = o.form.name
	}
	return nil
}

// base is the name, without suffix, of a report on inputs: that of the only
// input, else the program's.
func base(paths []string) string {
	name := "backchannel"
	if len(paths) == 1 && paths[0] != stdin {
		if abs, err := filepath.Abs(paths[0]); err == nil {
			name = filepath.Base(abs)
		}
		if stem := strings.TrimSuffix(name, filepath.Ext(name)); stem != "" && stem != string(filepath.Separator) {
			name = stem
		}
	}
	return name + "-timeline"
}

// stdin is the path that stands for standard input.
const stdin = "-"
