package lines

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

// Grammar is one written form of a conversation, loaded from data.
type Grammar struct {
	ID          string    `yaml:"id"`       // the name of its format
	Platform    string    `yaml:"platform"` // of the messages
	Headers     []header  `yaml:"headers"`
	Recall      pattern   `yaml:"recall"`      // a line that says that a message was recalled
	Evidence    []pattern `yaml:"evidence"`    // lines that no similar form has
	Self        []string  `yaml:"self"`        // roles that mean the owner of the export
	Original    []string  `yaml:"original"`    // begins the words
	Translation []string  `yaml:"translation"` // begins their translation
	Nameless    bool      `yaml:"nameless"`    // a header without a name is the owner's
	Menus       bool      `yaml:"menus"`       // a block ends with words of the interface
	Tail        []string  `yaml:"tail"`        // last lines of a block that are no words of it
}

// header is one form of a header line.
type header struct {
	Form    string  `yaml:"form"` // in words, for integrity notes
	Pattern pattern `yaml:"pattern"`
	Recurs  bool    `yaml:"recurs"`
	Above   string  `yaml:"above"` // "", recurs or always
	Weak    bool    `yaml:"weak"`  // other applications write the same

	name, stamp, role, text int // groups of Pattern, -1 when it has none
}

// pattern is a regular expression with the placeholders of grammars.yaml.
type pattern struct {
	*regexp.Regexp
	dated bool   // it has a date with hyphens
	end   string // the placeholder or the words at its end, "" for none
}

var placeholders = strings.NewReplacer(
	"{stamp}", `\d{4}-\d{1,2}-\d{1,2} +\d{1,2}:\d{2}(?::\d{2})?`,
	"{seconds}", `\d{4}-\d{1,2}-\d{1,2} +\d{1,2}:\d{2}:\d{2}`,
	"{relative}", relativeForm)

// patternEnd finds a placeholder or words at the end of a pattern.
var patternEnd = regexp.MustCompile(`(\{[a-z]+\}|\p{Han}+)\$$`)

// UnmarshalText compiles a pattern.
func (p *pattern) UnmarshalText(text []byte) (err error) {
	raw := string(text)
	p.dated = strings.Contains(raw, "{stamp}") || strings.Contains(raw, "{seconds}")
	if m := patternEnd.FindStringSubmatch(raw); m != nil {
		p.end = m[1]
	}
	p.Regexp, err = regexp.Compile(placeholders.Replace(raw))
	return err
}

// likely is a quick look at whether the pattern may fit a line. Most lines of
// other forms it does not, and the expression would find that out slowly.
func (p *pattern) likely(line string) bool {
	if line == "" || p.dated && !hyphened(line) {
		return false
	}
	last := line[len(line)-1]
	switch p.end {
	case "":
		return true
	case "{stamp}", "{seconds}":
		return digit(last)
	case "{relative}":
		return digit(last) || slices.ContainsFunc(relativeEnds, func(end string) bool { return strings.HasSuffix(line, end) })
	}
	return strings.HasSuffix(line, p.end)
}

// hyphened says whether a hyphen stands between digits.
func hyphened(line string) bool {
	for i := 1; i+1 < len(line); i++ {
		if line[i] == '-' && digit(line[i-1]) && digit(line[i+1]) {
			return true
		}
	}
	return false
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

//go:embed data/grammars.yaml
var grammarsYAML []byte

var loadGrammars = sync.OnceValue(func() []*Grammar {
	var gs []*Grammar
	if err := yaml.UnmarshalWithOptions(grammarsYAML, &gs, yaml.Strict()); err != nil {
		panic("grammars.yaml: " + err.Error())
	}
	for _, g := range gs {
		for i := range g.Headers {
			h := &g.Headers[i]
			h.name, h.stamp = h.Pattern.SubexpIndex("name"), h.Pattern.SubexpIndex("stamp")
			h.role, h.text = h.Pattern.SubexpIndex("role"), h.Pattern.SubexpIndex("text")
		}
	}
	return gs
})

// Grammars gives the built-in grammars in the order in which they are tried.
func Grammars() []*Grammar { return slices.Clone(loadGrammars()) }

// Find gives the built-in grammar of a name, nil when there is none.
func Find(id string) *Grammar {
	for _, g := range loadGrammars() {
		if g.ID == id {
			return g
		}
	}
	return nil
}

// Sniff says how well the head of a text fits, from 0 to 75: by how many of
// its lines are headers and how much of it they cover. One header is enough
// only in a short text.
func (g *Grammar) Sniff(head []byte) int {
	text := strings.TrimSpace(string(head))
	if text == "" || strings.ContainsRune("<{", rune(text[0])) || strings.Contains(text, "MIME-Version:") {
		return 0
	}
	lines := split(text)
	t := g.Parse(lines, Options{})
	if len(t.Records) == 0 || !t.named && !g.Nameless {
		return 0
	}
	if len(t.Records) == 1 && len(lines) > oneMessage {
		return 0
	}
	covered := len(lines) - t.Furniture
	score := 45 + 15*covered/len(lines)
	if len(t.Records) == 1 || !t.named {
		score = 25
	}
	for _, line := range lines {
		if slices.ContainsFunc(g.Evidence, func(p pattern) bool { return p.MatchString(line) }) ||
			g.Nameless && Interface(line) {
			score += 15
			break
		}
	}
	return min(score, t.ceiling(g))
}

// ceiling is the most that headers can score which other applications write
// too: with relative clocks only, as WeChat's mail; with an identifier in
// brackets behind the name, as its exporters; with seconds, as Qianniu.
func (t Text) ceiling(g *Grammar) int {
	weak, bracket, seconds := 0, 0, 0
	for i, r := range t.Records {
		if t.weak[i] {
			weak++
		}
		if strings.HasSuffix(r.Name, ")") {
			bracket++
		}
		if len(r.Time) > len("2024-03-05T15:22") {
			seconds++
		}
	}
	n := len(t.Records)
	switch {
	case weak*2 > n:
		return 35
	case bracket*2 > n:
		return 40
	case g.Nameless && seconds*2 > n:
		return 50
	}
	return 75
}

// oneMessage is the number of lines up to which one header makes a text a
// conversation.
const oneMessage = 40

// split cuts a text into lines without their ends. What stands behind the
// last line end is a line unless it is empty.
func split(text string) []string {
	text = strings.TrimSuffix(text, "\n")
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSuffix(line, "\r")
	}
	return lines
}
