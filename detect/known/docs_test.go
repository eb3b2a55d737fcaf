package known

import (
	"os"
	"strings"
	"testing"
)

// TestDocumentedFilesAreRead reads the examples of the documentation.
func TestDocumentedFilesAreRead(t *testing.T) {
	page, err := os.ReadFile("../../docs/known.md")
	if err != nil {
		t.Fatal(err)
	}
	read := map[string]int{}
	for i, block := range strings.Split(string(page), "```") {
		kind, text, _ := strings.Cut(block, "\n")
		if i%2 == 0 || kind == "sh" {
			continue
		}
		switch {
		case strings.HasPrefix(text, "suppliers:"):
			f, err := Read("known.yaml", []byte(text))
			if err != nil || f.Suppliers[0].Account("3901123456789012") == nil {
				t.Errorf("known file: %v", err)
			}
			kind = "known"
		case kind == "csv" || kind == "yaml":
			if _, err := ReadWatchlist("w."+kind, []byte(text)); err != nil {
				t.Error(err)
			}
		}
		read[kind]++
	}
	if read["known"] != 1 || read["csv"] != 1 || read["yaml"] != 1 {
		t.Errorf("read %v", read)
	}
	for _, kind := range Types() {
		if !strings.Contains(string(page), "`"+kind+"`") {
			t.Errorf("type %s is not documented", kind)
		}
	}
}
