package report

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

var kbID = regexp.MustCompile(`^kb:[a-z-]+-[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

// readUCO checks that every id is one of ours and stands for one node, that
// every link leads to a node, and that values have the types that the shapes of
// the ontology demand.
func readUCO(t testing.TB, data []byte) []string {
	t.Helper()
	var doc struct {
		Context map[string]string `json:"@context"`
		Graph   []any             `json:"@graph"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatalf("%v in %.300s", err, data)
	}
	nodes, links := map[string]string{}, map[string]bool{}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			id, _ := v["@id"].(string)
			kind, typed := v["@type"].(string)
			switch {
			case id == "": // a value with a type
				if v["@value"] == nil || !strings.HasPrefix(kind, "xsd:") {
					t.Errorf("no id: %v", v)
				}
			case !kbID.MatchString(id):
				t.Errorf("the id is %q", id)
			case !typed:
				links[id] = true
			case nodes[id] != "":
				t.Errorf("%s stands twice", id)
			default:
				nodes[id] = kind
			}
			for k, x := range v {
				if prefix, _, ok := strings.Cut(k, ":"); ok && doc.Context[prefix] == "" || !ok && k[0] != '@' {
					t.Errorf("the key %q means nothing", k)
				}
				walk(x)
			}
		}
	}
	walk(doc.Graph)
	for id := range links {
		if nodes[id] == "" {
			t.Errorf("a link leads to %s, which is not there", id)
		}
	}
	return strs(doc.Graph)
}

func TestUUID(t *testing.T) {
	if a, b := uuid("a"), uuid("b"); a == b || uuid("a") != a || !kbID.MatchString("kb:x-"+a) {
		t.Errorf("got %s and %s", a, b)
	}
}
