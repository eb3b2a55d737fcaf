package report

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"backchannel/detect"
	"backchannel/parser/chat"
)

//go:embed words/*.yaml
var wordFiles embed.FS

// words are the words of a report in one language, by key.
type words struct {
	Verdict     map[detect.Verdict]string
	Advice      map[detect.Verdict]string
	Severity    map[string]string
	Name        map[string]string // of a label, short
	Kind        map[string]string
	Platform    map[string]string
	Page        map[string]string // what the page says beside Say
	Confidence  map[detect.Confidence]string
	Role        map[chat.Role]string
	Basis       map[string]string
	State       map[detect.State]string
	Status      map[detect.Status]string
	What        map[string]string
	Unit        map[string]string
	Label       map[string]string
	Sheet       map[string]string
	Column      map[string]string
	Meaning     map[string]string
	Say         map[string]string
	Disposition []string
	About       []string

	remarks []remark
}

// Languages lists the languages that reports are written in.
func Languages() []string { return []string{"en", "zh"} }

// wordsFor gives the words of a language, English for an unknown one. It fails
// only when the embedded file is broken.
func wordsFor(language string) (*words, error) {
	if language == "zh" {
		return chinese()
	}
	return english()
}

// The words are read once, however many reports are written.
var (
	english = sync.OnceValues(func() (*words, error) { return readWords("en") })
	chinese = sync.OnceValues(func() (*words, error) { return readWords("zh") })
)

func readWords(language string) (*words, error) {
	name := "words/" + language + ".yaml"
	data, err := wordFiles.ReadFile(name)
	if err != nil {
		return nil, err
	}
	w := new(words)
	if err := yaml.UnmarshalWithOptions(data, w, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	if w.remarks, err = remarksFor(language); err != nil {
		return nil, fmt.Errorf("reading the remarks of %s: %w", language, err)
	}
	return w, nil
}

// say gives a phrase with its arguments filled in, the key itself when the
// phrase is missing.
func (w *words) say(key string, args ...any) string { return phrase(w.Say, key, args) }

// page gives a phrase that only the page has.
func (w *words) page(key string, args ...any) string { return phrase(w.Page, key, args) }

func phrase(table map[string]string, key string, args []any) string {
	s := table[key]
	switch {
	case s == "":
		return key
	case len(args) == 0:
		return s
	}
	return fmt.Sprintf(s, args...)
}

// code is the language of the words.
func (w *words) code() string {
	code, _, _ := strings.Cut(w.Page["tag"], "-")
	return code
}

// number gives a count for reading, in groups of three digits.
func (w *words) number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// platform names a platform, or the several of a joined case.
func (w *words) platform(s string) string {
	all := strings.Split(s, " + ")
	for i := range all {
		all[i] = known(w.Platform, all[i])
	}
	return strings.Join(all, " + ")
}

// name is the short name of a label.
func (w *words) name(label string) string { return known(w.Name, label) }

// role names a role, an empty one as unknown.
func (w *words) role(r chat.Role) string {
	if r == "" {
		r = chat.Unknown
	}
	return known(w.Role, r)
}

// severity names how much a finding weighs. Protective findings have no
// severity to act on, and say so.
func (w *words) severity(f detect.Finding) string { return known(w.Severity, weight(f)) }

// weight is the severity of a finding, or protective.
func weight(f detect.Finding) string {
	if f.Detector == detect.Protective {
		return detect.Protective
	}
	return string(f.Severity)
}

// known looks key up, and gives it as it is when the table lacks it: a label
// of a user's own rule has no words here.
func known[K ~string](table map[K]string, key K) string {
	if s, ok := table[key]; ok {
		return s
	}
	return string(key)
}

// sorted gives the keys of a table in order.
func sorted[K ~string](table map[K]string) []K { return slices.Sorted(maps.Keys(table)) }

// EvidenceSheets are the names of the sheet that lists the sources, in all
// languages.
func EvidenceSheets() []string {
	var names []string
	for _, lang := range Languages() {
		if w, err := wordsFor(lang); err == nil {
			names = append(names, w.Sheet["evidence"])
		}
	}
	return names
}

// hidden lists what a report does not show, a line a mark.
func (w *words) hidden(run *Run) string {
	lines := make([]string, len(run.Hidden))
	for i, h := range run.Hidden {
		lines[i] = w.say("hiddenvalue", h.Mark, h.Length, h.Times)
	}
	return strings.Join(lines, "\n")
}
