package literal

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestText(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"plain", `"abc"`, "abc"},
		{"json escapes", `"a\"b\\c\/d\n\u4f60\ud83d\ude0a"`, "a\"b\\c/d\n你😊"},
		{"script escapes", `'It\'s \"x\" D:\\f\x41'`, `It's "x" D:\fA`},
		{"half a surrogate", `"\ud83d!"`, "\ufffd!"},
		{"unknown escape", `"\q"`, "q"},
		{"short unicode escape", `"\u12"`, "u12"},
		{"number", `1705287620`, "1705287620"},
		{"null", `null`, ""},
		{"object", `{"a":1}`, ""},
		{"missing", ``, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Value(tt.in).Text(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestInt(t *testing.T) {
	for in, want := range map[string]int64{`12`: 12, `"34"`: 34, `1705287620.7`: 1705287620, `-3`: -3} {
		if got, ok := Value(in).Int(); !ok || got != want {
			t.Errorf("%s: got %d %v, want %d", in, got, ok, want)
		}
	}
	for _, in := range []string{`"1.7E+9"`, `""`, `null`, `"x"`, `1.x`} {
		if got, ok := Value(in).Int(); ok {
			t.Errorf("%s: got %d, want none", in, got)
		}
	}
}

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		ok       bool
		keys     string
	}{
		{"json", `{"a":"x","b":{"c":[1,2]},"d":null}`, true, "a b d"},
		{"script", "{ type:1, text: 'a',b:2,}", true, "type text b"},
		{"early end of string", `{ type:1, title:'it's',b:2}`, false, "type title"},
		{"no end", `{"a":1,"b":"`, false, "a"},
		{"line end in string", "{\"a\":\"x\ny\"}", false, ""},
		{"missing colon", `{"a" 1}`, false, ""},
		{"no object", `[1]`, false, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o, ok := Parse([]byte(tt.in))
			var keys []string
			for _, m := range o.members {
				keys = append(keys, string(m.key))
			}
			if got := strings.Join(keys, " "); ok != tt.ok || got != tt.keys {
				t.Errorf("got %q %v, want %q %v", got, ok, tt.keys, tt.ok)
			}
		})
	}
}

func TestGetPassesOverEmptyValues(t *testing.T) {
	o, _ := Parse([]byte(`{"remark":"","nick":null,"id":"wx","n":12}`))
	if got := o.Text("remark", "nick", "missing", "id"); got != "wx" {
		t.Errorf("got %q", got)
	}
	if o.Int("n") != 12 || !o.Has("nick") || o.Has("x") {
		t.Error("n, nick or x wrong")
	}
}

// read gives the value of "i" of every object, and "!" for every error.
func read(r io.Reader) (got []string, last error) {
	for o, err := range NewStream(r).Objects {
		if err != nil {
			got, last = append(got, "!"), err
			continue
		}
		got = append(got, o.Text("i"))
	}
	return got, last
}

func TestObjects(t *testing.T) {
	for _, tt := range []struct {
		name, in, want string
		err            error
	}{
		{"all", `[{"i":1},{"i":2}]`, "1 2", nil},
		{"trailing comma", "[\n{i:1},{i:2},\n];", "1 2", nil},
		{"cut", `[{"i":1},{"i":2,"t":"ab`, "1 !", ErrCut},
		{"cut between", `[{"i":1},`, "1 !", ErrCut},
		{"damaged in the middle", `[{"i":1},{"i":2,"t":"a"b"},{"i":3}]`, "1 ! 3", ErrDamaged},
		{"script string ends early", `[{ i:1},{ i:2,t:'it's {'},{ i:3,t:'x'}]`, "1 ! 3", ErrDamaged},
		{"lost quote in lines", "[\n{\"i\":1},\n{\"i\":2,\"t\":\"a},\n{\"i\":3}\n]", "1 ! 3", ErrDamaged},
		{"inner object is no element", `[{"i":1},{"i":2,"t":"a"b","r":{"i":9}},{"i":3}]`, "1 ! 3", ErrDamaged},
		{"no array", `{"i":1}`, "!", ErrDamaged},
		{"element is no object", `[{"i":1},7,{"i":3}]`, "1 ! 3", ErrDamaged},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(tt.in), iotest.OneByteReader(strings.NewReader(tt.in))} {
				got, err := read(r)
				if s := strings.Join(got, " "); s != tt.want || !errors.Is(err, tt.err) {
					t.Errorf("got %q %v, want %q %v", s, err, tt.want, tt.err)
				}
			}
		})
	}
}

func TestDocument(t *testing.T) {
	in := `{"v":{"a":"]}"},"big":"` + strings.Repeat(`x\"`, 200_000) + `","n":7,"m":[{"i":1}],"z":"end"}`
	s := NewStream(strings.NewReader(in))
	if !s.Take('{') {
		t.Fatal("no object")
	}
	var keys []string
	for {
		k, ok := s.Key()
		if !ok {
			break
		}
		keys = append(keys, k)
		if k == "m" {
			for o := range s.Objects {
				keys = append(keys, o.Text("i"))
			}
			continue
		}
		if err := s.Skip(); err != nil {
			t.Fatal(k, err)
		}
	}
	if diff := cmp.Diff([]string{"v", "big", "n", "m", "1", "z"}, keys); diff != "" {
		t.Error(diff)
	}
}

func TestFind(t *testing.T) {
	in := "<p>list is here</p><script>// list\nconst list = [{i:1}];"
	s := NewStream(iotest.OneByteReader(strings.NewReader(in)))
	before, ok := s.Find("list", 7)
	if !ok || string(before) != "<p>" && len(before) > 7 {
		t.Fatalf("got %q %v", before, ok)
	}
	for o := range s.Objects {
		if o.Text("i") != "1" {
			t.Error("wrong object")
		}
	}
}

func TestElements(t *testing.T) {
	var got []string
	for v := range Value(`["a",{"b":1},3]`).Elements() {
		got = append(got, string(v))
	}
	if diff := cmp.Diff([]string{`"a"`, `{"b":1}`, `3`}, got); diff != "" {
		t.Error(diff)
	}
}

// Whatever the cut into reads, the same objects come out.
func FuzzObjects(f *testing.F) {
	f.Add(`[{"i":1,"t":"a\"b"},{"i":2,"t":'x'}]`)
	f.Add("[{ i:1,t:'it's'},{ i:2}")
	f.Add("[{\"i\":\"\n\"},{\"i\":3}]")
	f.Fuzz(func(t *testing.T, in string) {
		whole, _ := read(strings.NewReader(in))
		bytewise, _ := read(iotest.OneByteReader(strings.NewReader(in)))
		if diff := cmp.Diff(whole, bytewise); diff != "" {
			t.Fatal(diff)
		}
		for _, s := range whole {
			if utf8.ValidString(in) && !utf8.ValidString(s) {
				t.Fatalf("%q is no text", s)
			}
		}
	})
}
