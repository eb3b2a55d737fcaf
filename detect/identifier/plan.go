package identifier

import (
	_ "embed"
	"math/bits"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// planTable holds the numbering plans of all countries, as the generator
// describes them.
//
//go:embed data/plans.tsv
var planTable string

// plan is what the numbering plans say about a number.
type plan struct {
	region          string // ISO 3166, of the calling code where several countries share it
	valid, possible bool
	canonical       string // E.164 without a trunk zero
}

// lookUp asks the numbering plans for a number in international form: + and
// digits. The answer is that of libphonenumber.
func lookUp(e164 string) plan {
	digits := strings.TrimPrefix(e164, "+")
	code, countries := callingCode(digits)
	if len(digits) < len(code)+minNational || len(countries) == 0 {
		return plan{}
	}
	first := countries[0] // speaks for all where none of them is known to be meant
	number := first.withoutTrunk(digits[len(code):])
	if len(number) < minNational || len(number) > maxNational {
		return plan{}
	}
	p := plan{region: first.region, possible: first.local.has(len(number)) || first.lengths.has(len(number))}
	if c := ofNumber(countries, number); c != nil {
		p.valid = c.holds(number)
		if code == "1" { // the countries of North America have one calling code
			p.region = c.region
		}
	}
	if p.region == "001" { // no country's
		p.region = ""
	}
	if p.valid {
		p.possible, p.canonical = true, "+"+code+number
	}
	return p
}

// The fewest and most digits of a number without its calling code.
const minNational, maxNational = 2, 17

// callingCode gives the calling code with which digits begin, and the plans of
// the countries that share it.
func callingCode(digits string) (string, []*country) {
	for n := 1; n <= min(3, len(digits)); n++ {
		if countries := countriesByCode()[digits[:n]]; countries != nil {
			return digits[:n], countries
		}
	}
	return "", nil
}

// ofNumber gives the country to which a number belongs, nil for none.
func ofNumber(countries []*country, number string) *country {
	if len(countries) == 1 {
		return countries[0]
	}
	for _, c := range countries {
		if c.leading.text != "" && c.leading.matches(number) || c.leading.text == "" && c.holds(number) {
			return c
		}
	}
	return nil
}

// country is the numbering plan of a country.
type country struct {
	region  string
	leading form      // the first digits, where they alone tell it from others of its code
	trunk   form      // what is left out abroad
	instead string    // what takes its place
	local   lengthSet // of numbers that are whole only locally
	numbers
	kinds []*numbers
}

// numbers are all numbers of a country, or of a kind.
type numbers struct {
	lengths lengthSet // any when empty
	form    form
}

func (n *numbers) has(number string) bool {
	return (n.lengths == 0 || n.lengths.has(len(number))) && n.form.matches(number)
}

// holds reports whether a number is in use as one of a kind.
func (c *country) holds(number string) bool {
	if !c.has(number) {
		return false
	}
	for _, kind := range c.kinds {
		if kind.has(number) {
			return true
		}
	}
	return false
}

// withoutTrunk leaves out the prefix of calls inside the country, unless that
// makes something of a number that it cannot be.
func (c *country) withoutTrunk(number string) string {
	if c.trunk.text == "" {
		return number
	}
	at := c.trunk.find(number)
	if at == nil {
		return number
	}
	rest := number[at[1]:]
	if c.instead != "" && at[len(at)-2] >= 0 {
		rest = c.trunk.replace(number, c.instead)
	}
	if c.form.matches(number) && !c.form.matches(rest) {
		return number
	}
	if n := len(rest); c.local.has(n) || !c.lengths.has(n) && n <= c.lengths.longest() {
		return number
	}
	return rest
}

var countriesByCode = sync.OnceValue(func() map[string][]*country {
	by := make(map[string][]*country, 256)
	for line := range strings.Lines(planTable) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		c := &country{
			region: f[1], leading: prefix(f[2]), trunk: prefix(f[3]), instead: f[4],
			local: parseLengths(f[5]), numbers: numbers{parseLengths(f[6]), whole(f[7])},
		}
		for _, kind := range f[8:] {
			l, text, _ := strings.Cut(kind, ":")
			c.kinds = append(c.kinds, &numbers{parseLengths(l), whole(text)})
		}
		by[f[0]] = append(by[f[0]], c)
	}
	return by
})

// form is a regular expression that is compiled when it is asked for.
type form struct {
	text     string
	compiled func() *regexp.Regexp
}

func prefix(text string) form { return newForm(text, "^(?:"+text+")") }

func whole(text string) form { return newForm(text, "^(?:"+text+")$") }

func newForm(text, expr string) form {
	return form{text, sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })}
}

func (f *form) matches(number string) bool { return f.compiled().MatchString(number) }

func (f *form) find(number string) []int { return f.compiled().FindStringSubmatchIndex(number) }

func (f *form) replace(number, with string) string {
	return f.compiled().ReplaceAllString(number, with)
}

// lengthSet is a set of numbers of digits.
type lengthSet uint32

func (l lengthSet) has(n int) bool { return n < 32 && l>>n&1 != 0 }

// longest is the most digits, of none -1.
func (l lengthSet) longest() int { return bits.Len32(uint32(l)) - 1 }

func parseLengths(s string) lengthSet {
	var l lengthSet
	for n := range strings.SplitSeq(s, ",") {
		if i, err := strconv.Atoi(n); err == nil {
			l |= 1 << i
		}
	}
	return l
}
