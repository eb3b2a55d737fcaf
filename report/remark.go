package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"backchannel/parser/chat"
)

// remark is the form of something that readers of exports say, with its words
// in the language of the report.
type remark struct {
	parts []string // the words between what is filled in
	say   string
}

// remarksFor gives the remarks of a language, none for English: readers speak
// it themselves.
func remarksFor(language string) ([]remark, error) {
	if language == "en" {
		return nil, nil
	}
	data, err := wordFiles.ReadFile("words/remarks-" + language + ".yaml")
	if err != nil {
		return nil, err
	}
	var table yaml.MapSlice
	if err := yaml.Unmarshal(data, &table); err != nil {
		return nil, err
	}
	all := make([]remark, len(table))
	for i, item := range table {
		english, _ := item.Key.(string)
		say, _ := item.Value.(string)
		all[i] = remark{strings.Split(english, "{}"), say}
	}
	// What says more of the English is tried first.
	slices.SortStableFunc(all, func(a, b remark) int { return cmp.Compare(b.length(), a.length()) })
	return all, nil
}

// length is how many letters of a remark are always the same.
func (r remark) length() int { return len(strings.Join(r.parts, "")) }

// remark gives what a reader said in the language of the report, as it is when
// there are no words for it.
func (w *words) remark(s string) string {
	for _, r := range w.remarks {
		if filled, ok := r.match(s); ok {
			return r.fill(filled)
		}
	}
	return s
}

// match gives what a remark of this form fills in.
func (r remark) match(s string) ([]string, bool) {
	last := len(r.parts) - 1
	if last == 0 {
		return nil, s == r.parts[0]
	}
	s, begins := strings.CutPrefix(s, r.parts[0])
	s, ends := strings.CutSuffix(s, r.parts[last])
	if !begins || !ends {
		return nil, false
	}
	var filled []string
	for _, part := range r.parts[1:last] {
		value, rest, ok := strings.Cut(s, part)
		if !ok {
			return nil, false
		}
		filled, s = append(filled, value), rest
	}
	return append(filled, s), true
}

// fill gives the words with what is filled in.
func (r remark) fill(filled []string) string {
	pairs := make([]string, 0, 4*len(filled))
	for i, value := range filled {
		number, _, _ := strings.Cut(value, " ")
		n := strconv.Itoa(i + 1)
		pairs = append(pairs, "{"+n+"}", value, "{"+n+"#}", number)
	}
	return strings.NewReplacer(pairs...).Replace(r.say)
}

// problem gives a problem with its place.
func (w *words) problem(p chat.Problem) string {
	p.Text = w.remark(p.Text)
	return p.Error()
}
