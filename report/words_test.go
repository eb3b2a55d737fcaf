package report

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"backchannel/detect"
)

var (
	verb    = regexp.MustCompile(`%[a-z]`)
	sayings = regexp.MustCompile(`say\("([a-z]+)"`)

	pageSayings = regexp.MustCompile(`\.page\("([a-z]+)"`)
)

// tables gives the maps of words by their field.
func tables(t *testing.T, language string) map[string]map[string]string {
	t.Helper()
	w, err := wordsFor(language)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]string{}
	v := reflect.ValueOf(*w)
	for i := range v.NumField() {
		if v.Field(i).Kind() != reflect.Map {
			continue
		}
		m := map[string]string{}
		for _, k := range v.Field(i).MapKeys() {
			m[k.String()] = v.Field(i).MapIndex(k).String()
		}
		all[v.Type().Field(i).Name] = m
	}
	return all
}

func TestLanguagesSayTheSame(t *testing.T) {
	english := tables(t, "en")
	for _, language := range Languages() {
		for table, words := range tables(t, language) {
			if len(words) != len(english[table]) {
				t.Errorf("%s: %s has %d words, want %d", language, table, len(words), len(english[table]))
			}
			for key, s := range words {
				want, ok := english[table][key]
				if !ok || s == "" {
					t.Errorf("%s: %s/%s is empty or not in English", language, table, key)
				}
				if got, want := verb.FindAllString(s, -1), verb.FindAllString(want, -1); !slices.Equal(got, want) {
					t.Errorf("%s: %s/%s has the verbs %q, want %q", language, table, key, got, want)
				}
			}
		}
	}
}

func TestEveryWordThatIsUsedIsThere(t *testing.T) {
	words := tables(t, "en")
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	used := map[string]bool{}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range sayings.FindAllSubmatch(src, -1) {
			used[string(m[1])] = true
			if words["Say"][string(m[1])] == "" {
				t.Errorf("%s says %q, which has no words", name, m[1])
			}
		}
	}
	for key := range words["Say"] {
		if !used[key] {
			t.Errorf("the words of %q are not used", key)
		}
	}
	for _, label := range detect.Labels {
		if words["Name"][label] == "" || words["Label"][label] == "" {
			t.Errorf("the label %s has no words", label)
		}
	}
	for _, s := range detect.Severities {
		if words["Severity"][string(s)] == "" || fills[string(s)] == "" {
			t.Errorf("the severity %s has no words or no colour", s)
		}
	}
	for _, columns := range [][]column{timelineColumns, findingGrid(&Run{Earlier: new(Earlier), Ignores: true}), participantColumns, evidenceColumns, ruleColumns, earlierColumns} {
		for _, c := range columns {
			if words["Column"][c.key] == "" {
				t.Errorf("the column %s has no heading", c.key)
			}
		}
	}
}

// The words of the page are used by the files of the page, each of them; some
// stand in lists there.
func TestEveryWordOfThePageIsUsed(t *testing.T) {
	words := tables(t, "en")["Page"]
	files, err := filepath.Glob("html*.go")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	var pages strings.Builder
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		pages.Write(src)
	}
	for _, m := range pageSayings.FindAllStringSubmatch(pages.String(), -1) {
		if words[m[1]] == "" {
			t.Errorf("the page says %q, which has no words", m[1])
		}
	}
	for key := range words {
		if key != "tag" && !strings.Contains(pages.String(), `"`+key+`"`) {
			t.Errorf("the words of the page's %q are not used", key)
		}
	}
}

func TestLabelsOfUsersKeepTheirName(t *testing.T) {
	w, err := wordsFor("xx")
	if err != nil {
		t.Fatal(err)
	}
	if got := known(w.Label, "our-own"); got != "our-own" {
		t.Errorf("got %q", got)
	}
	if got := w.say("todo"); got != "What to do now" {
		t.Errorf("an unknown language speaks %q, want English", got)
	}
}
