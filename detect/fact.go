package detect

import (
	"slices"
	"strconv"
	"strings"

	"backchannel/detect/identifier"
	"backchannel/parser/chat"
)

// Fact is something that the supplier's side said of its company.
type Fact struct {
	Kind    string  `json:"kind"` // company, company-code, founded, years, badge, address
	Value   string  `json:"value"`
	Mention Mention `json:"at"`
	// Against is what was said before and does not agree, at Before.
	Against string   `json:"against,omitempty"`
	Before  *Mention `json:"before,omitempty"`

	number int // of the message
	year   int // of the founding, as far as the words tell
}

// The bounds of what is kept of a company.
const (
	maxFacts  = 100
	factHeads = 300 // messages from the start in which a supplier presents itself
)

// companyFacts are what the supplier said of its company.
type companyFacts struct {
	list []Fact
}

// take adds what a message says of the company, and gives what does not agree
// with what was said before.
func (l *companyFacts) take(c *conversation, r *reading, now []string) []Finding {
	m := &r.message
	if m.Role != chat.Supplier || len(l.list) >= maxFacts || !presents(c, r, now) {
		return nil
	}
	p := payment{c: c, r: r, now: now}
	for _, f := range r.found {
		switch {
		case f.Kind == identifier.CompanyCode && f.Grade > identifier.Shape:
			l.add(&p, Fact{Kind: "company-code", Value: f.Normalised}, f.Start, f.End)
		case f.Kind == identifier.Company && introduced(m.Text[:f.Start]) && !redirects(now):
			l.add(&p, Fact{Kind: "company", Value: f.Value}, f.Start, f.End)
		}
	}
	low := asciiLower(m.Text)
	if len(low) != len(m.Text) {
		return p.found // broken characters
	}
	l.ages(&p, low)
	for _, b := range badges {
		if i := strings.Index(low, b); i >= 0 {
			l.add(&p, Fact{Kind: "badge", Value: m.Text[i : i+len(b)]}, i, i+len(b))
		}
	}
	if from, to, ok := addressIn(m.Text, low); ok && r.paid == nil && !containsAny(low, elsewhere...) {
		l.add(&p, Fact{Kind: "address", Value: m.Text[from:to]}, from, to)
	}
	return p.found
}

// presents says whether a message may tell of the company: those at the start,
// those with a claim, and those that name a company.
func presents(c *conversation, r *reading, now []string) bool {
	return c.messages <= factHeads || slices.ContainsFunc(now, func(a string) bool { return strings.HasPrefix(a, "unverified-claim/") }) ||
		slices.ContainsFunc(r.found, func(f identifier.Found) bool {
			return f.Kind == identifier.Company || f.Kind == identifier.CompanyCode
		})
}

// badges are the marks of platforms that suppliers name, in small letters.
var badges = []string{
	"gold supplier", "verified supplier", "verified pro", "golden supplier", "diamond supplier", "trade assurance supplier", "audited supplier", "assessed supplier", "top supplier",
	"金牌供应商", "金牌供應商", "实力商家", "實力商家", "诚信通", "誠信通", "深度验厂", "深度驗廠", "超级工厂", "超級工廠", "金品诚企", "牛头商家", "源头工厂",
}

// elsewhere are words for places that goods are sent to.
var elsewhere = []string{"warehouse", "deliver", "ship to", "consignee", "集运", "集運", "收货", "收貨", "仓", "倉"}

// add adds a fact. One that was said already is not said again; one of a kind
// of which there can be only one is compared with that before.
func (l *companyFacts) add(p *payment, f Fact, start, end int) {
	m := &p.r.message
	f.Mention, f.number = p.c.mention(m), m.Index
	var other *Fact
	for i := range l.list {
		o := &l.list[i]
		switch agree := o.agrees(&f); {
		case o.Kind == f.Kind && (strings.EqualFold(o.Value, f.Value) || agree && f.Kind != "badge" && f.Kind != "address" && !(f.Kind == "company" && bothScripts(o.Value, f.Value))):
			return
		case !agree && o.number != f.number:
			other = o
		}
	}
	if other != nil {
		f.Against, f.Before = other.Value, &other.Mention
		if p.say(contradiction(f.Kind), start, end, other.number) {
			p.explain(other.Value + " – " + f.Value)
		}
	}
	l.list = append(l.list, f)
}

// contradiction is the rule for facts of a kind that do not agree.
func contradiction(kind string) string {
	if kind == "company" || kind == "company-code" {
		return "identity-mismatch/company-differs"
	}
	return "unverified-claim/facts-differ"
}

// agrees says whether two facts can both be true. Facts of different kinds can,
// but for two ages of one company.
func (f *Fact) agrees(o *Fact) bool {
	if f.year > 0 && o.year > 0 {
		const slack = 3 // years; people round
		return f.year-o.year <= slack && o.year-f.year <= slack
	}
	if f.Kind != o.Kind {
		return true
	}
	switch f.Kind {
	case "company":
		variant, _ := identifier.NameVariant(f.Value, o.Value)
		return f.Value == o.Value || variant || identifier.SameName(f.Value, o.Value) || bothScripts(f.Value, o.Value)
	case "company-code":
		return f.Value == o.Value
	case "badge", "address":
		return true // several are usual
	}
	return f.Value == o.Value
}

// bothScripts says whether one name is Chinese and the other Latin: they may
// be one name even where pinyin does not show it.
func bothScripts(a, b string) bool { return language(a) != language(b) }

// ages finds how old the company is said to be.
func (l *companyFacts) ages(p *payment, low string) {
	m := &p.r.message
	for _, mark := range [...]string{"since ", "founded in ", "established in ", "found in ", "set up in ", "started in ", "成立于", "成立於", "创立于", "創立於", "创办于", "始于", "始創於", "建于"} {
		i := strings.Index(low, mark)
		if i < 0 {
			continue
		}
		from := i + len(mark)
		if y, n := leadingNumber(low[from:]); n == 4 && y >= 1900 && y <= 2100 && owns(low, i, from+n) {
			l.add(p, Fact{Kind: "founded", Value: m.Text[i : from+n], year: y}, i, from+n)
			return
		}
	}
	for _, mark := range [...]string{" years experience", " years of experience", " years' experience", " year experience", " years in this", " years factory", " years history", "年经验", "年經驗", "年老厂", "年老廠", "年老店", "年的经验", "年厂龄", "年工厂"} {
		i := strings.Index(low, mark)
		if i < 0 {
			continue
		}
		if y, from := trailingNumber(low[:i]); y > 0 && y < 100 {
			f := Fact{Kind: "years", Value: m.Text[from : i+len(mark)]}
			if now, n := leadingNumber(m.Time); n == 4 && strings.Contains(mark, "year") == (language(mark) == "en") {
				f.year = now - y
			}
			l.add(p, f, from, i+len(mark))
			return
		}
	}
}

// owns says whether a year is that of the company: its mark says so, or the
// speaker or a factory stands by it.
func owns(low string, from, to int) bool {
	if !strings.HasPrefix(low[from:], "since ") {
		return true
	}
	near := low[max(0, from-60):min(len(low), to+40)]
	return containsAny(near, "we ", "our ", "factory", "company", "manufactur", "business")
}

func leadingNumber(s string) (value, digits int) {
	for digits < len(s) && digits < 6 && '0' <= s[digits] && s[digits] <= '9' {
		digits++
	}
	value, _ = strconv.Atoi(s[:digits])
	return value, digits
}

// trailingNumber gives the number at the end of s, a plus allowed behind it,
// and where it begins.
func trailingNumber(s string) (value, from int) {
	s = strings.TrimRight(s, "+ ")
	from = len(s)
	for from > 0 && len(s)-from < 4 && '0' <= s[from-1] && s[from-1] <= '9' {
		from--
	}
	value, _ = strconv.Atoi(s[from:])
	return value, from
}

// addressIn finds an address behind its label.
func addressIn(text, low string) (from, to int, ok bool) {
	for _, mark := range [...]string{"factory address:", "company address:", "office address:", "address:", "工厂地址：", "公司地址：", "厂址：", "地址：", "工厂地址:", "公司地址:", "地址:"} {
		i := strings.Index(low, mark)
		if i < 0 {
			continue
		}
		from = i + len(mark)
		for from < len(text) && text[from] == ' ' {
			from++
		}
		to = from
		for to < len(text) && text[to] != '\n' && to-from < 200 {
			to++
		}
		for to > from && to < len(text) && text[to]&0xc0 == 0x80 { // on a rune boundary
			to--
		}
		return from, to, to-from >= 8 && !strings.Contains(text[from:to], "@")
	}
	return 0, 0, false
}

// asciiLower gives a text in small letters, byte for byte.
func asciiLower(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r | 0x20
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
}
