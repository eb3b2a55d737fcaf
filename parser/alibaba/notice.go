package alibaba

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed data/mail.yaml
var mailYAML []byte

// mailWords are the marks of a notification mail, as data.
type mailWords struct {
	Subject   []string `yaml:"subject"`
	Start     []string `yaml:"start"`
	End       []string `yaml:"end"`
	EndStarts []string `yaml:"end_starts"`
	Company   []string `yaml:"company"`
	Forwarded []string `yaml:"forwarded"`

	subjects, starts []*regexp.Regexp
}

var mailData = sync.OnceValue(func() *mailWords {
	var w mailWords
	if err := yaml.UnmarshalWithOptions(mailYAML, &w, yaml.Strict()); err != nil {
		panic("mail.yaml: " + err.Error())
	}
	for _, s := range w.Subject {
		w.subjects = append(w.subjects, markPattern(s, `(?:.*[\s,，!！:：])?`))
	}
	for _, s := range w.Start {
		w.starts = append(w.starts, markPattern(s, `(?:.{0,80}[\s,，!！:：])?`))
	}
	for _, list := range [][]string{w.End, w.EndStarts, w.Company, w.Forwarded} {
		for i, s := range list {
			list[i] = strings.ToLower(s)
		}
	}
	return &w
})

// markPattern makes a pattern of a line with {name} in it. What may stand in
// front of words that come before the name, such as the reader's own name, is
// told by before.
func markPattern(line, before string) *regexp.Regexp {
	words := regexp.QuoteMeta(line)
	if strings.HasPrefix(line, "{name}") {
		before = ""
	}
	words = strings.Replace(words, `\{name\}`, `(.{1,200}?)`, 1)
	return regexp.MustCompile(`(?i)^` + before + words + `[\s!！.。:：…]*$`)
}

// maxMark is the length in bytes above which a line is no mark.
const maxMark = 500

// announced gives the name that a line announces, "" when it is no such line.
func announced(patterns []*regexp.Regexp, line string) string {
	if len(line) > maxMark {
		return ""
	}
	for _, p := range patterns {
		if m := p.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			return strings.TrimSpace(m[1])
		}
	}
	return ""
}

// withCompany is a name with the company in brackets behind it.
var withCompany = regexp.MustCompile(`^(.+?) ?[(（](.+)[)）]$`)

// notice is what a notification mail says.
type notice struct {
	name, company string
	text          string
	marked        bool // the start of the message was found
}

// readNotice takes the words of the person out of the lines of a mail. name is
// the sender by the subject, "" when it tells none.
func readNotice(body string, name string) (n notice) {
	w := mailData()
	all := strings.Split(strings.ReplaceAll(body, "\r\n", "\n"), "\n")
	for i, line := range all {
		all[i] = strings.TrimSpace(line)
	}
	n.name = name
	rest := all
	for i, line := range all {
		by := announced(w.starts, line)
		if by == "" {
			continue
		}
		if m := withCompany.FindStringSubmatch(by); m != nil {
			by, n.company = m[1], m[2]
		}
		if by = strings.Trim(by, "*_ "); name != "" && strings.HasSuffix(by, name) {
			by = name // Hi Eva, Ruby Fang has sent you a message
		}
		n.name, n.marked = by, true
		if n.company == "" {
			n.company = companyOf(all[:i], by)
		}
		rest = n.skipNames(all[i+1:])
		break
	}
	if end := slices.IndexFunc(rest, w.ends); end >= 0 {
		rest = rest[:end]
	}
	n.text = strings.Trim(strings.Join(rest, "\n"), "\n")
	return n
}

// skipNames leaves out lines that repeat the sender's name and company before
// the message.
func (n *notice) skipNames(lines []string) []string {
	rest := skipBlank(lines)
	if len(rest) == 0 || !strings.EqualFold(rest[0], n.name) {
		return lines
	}
	rest = skipBlank(rest[1:])
	if len(rest) > 0 && (strings.EqualFold(rest[0], n.company) || n.company == "" && isCompany(rest[0])) {
		n.company = rest[0]
		rest = rest[1:]
	}
	return rest
}

func skipBlank(lines []string) []string {
	for len(lines) > 0 && lines[0] == "" {
		lines = lines[1:]
	}
	return lines
}

// companyOf finds the company that lines name behind a person: on the next
// line, or on the same one when they were cells of a row.
func companyOf(lines []string, name string) string {
	for i, line := range lines {
		if rest, ok := strings.CutPrefix(line, name+" "); ok && isCompany(rest) {
			return rest
		}
		if line == name {
			if next := skipBlank(lines[i+1:]); len(next) > 0 && isCompany(next[0]) {
				return next[0]
			}
		}
	}
	return ""
}

// isCompany says whether a line reads like the name of a company.
func isCompany(line string) bool {
	const longest = 120
	line = strings.ToLower(line)
	return len(line) <= longest && slices.ContainsFunc(mailData().Company, func(w string) bool { return strings.Contains(line, w) })
}

// address is what may follow a mark on its line: arrows, and the address that
// was behind the words.
var address = regexp.MustCompile(`^[\s:：>»→]*(?:[<\[(]?https?://\S*)?$`)

// ends says whether a line ends the message. "Reply now, or we lose the slot"
// is the message, "Reply now" alone or with an address is the frame.
func (w *mailWords) ends(line string) bool {
	if line == "" || len(line) > maxMark {
		return false
	}
	line = strings.ToLower(strings.TrimLeft(line, "[(*> "))
	for _, s := range w.EndStarts {
		if strings.HasPrefix(line, s) {
			return true
		}
	}
	for _, s := range w.End {
		if rest, ok := strings.CutPrefix(line, s); ok && address.MatchString(strings.TrimLeft(rest, "])*")) {
			return true
		}
	}
	return false
}
