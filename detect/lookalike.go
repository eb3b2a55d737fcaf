package detect

import (
	"strings"
	"unicode"

	"github.com/agnivade/levenshtein"
	"go.mau.fi/util/confusable"
	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
)

// leastLabel is the length from which a letter more or less is no chance.
const leastLabel = 6

// lookAlike says whether two different domains are easily taken for each other:
// letters that look the same, a letter changed, added or left out, or two
// neighbours swapped.
func lookAlike(a, b domainOf) bool {
	if a.name == b.name {
		return false
	}
	if len(a.label) >= 4 && skeleton(a.name) == skeleton(b.name) {
		return true
	}
	x, y := plainLabel(a.label), plainLabel(b.label)
	if x == y {
		return a.label != b.label && len(x) >= leastLabel && a.suffix == b.suffix // a hyphen more or less
	}
	return min(len(x), len(y)) >= leastLabel && (levenshtein.ComputeDistance(x, y) == 1 || swapped(x, y)) && !counted(x, y)
}

// counted says whether two names differ only in a digit, as those of a series
// do.
func counted(a, b string) bool {
	digits := func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}
	return strings.Map(digits, a) == strings.Map(digits, b) && skeleton(a) != skeleton(b)
}

// skeleton maps characters that look alike to one of them (Unicode TR39). The
// table is case-sensitive and knows no full-width forms: fold first.
func skeleton(domain string) string {
	if u, err := idna.ToUnicode(domain); err == nil {
		domain = u
	}
	return confusable.Skeleton(strings.ToLower(norm.NFKC.String(domain)))
}

func plainLabel(label string) string { return strings.ReplaceAll(label, "-", "") }

// swapped says whether b is a with two neighbours swapped.
func swapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// additions are what those who imitate a company add to its name, and what
// companies add themselves.
var additions = []string{"cn", "china", "hk", "trade", "trading", "finance", "group", "pay", "payment", "payments", "account", "accounts", "export", "sales", "global", "intl", "online", "mail", "invoice", "pkg"}

// related says whether two domains have one name under two endings, or one is
// the other with a common word added.
func related(a, b domainOf) bool {
	if a.label == b.label {
		return len(a.label) >= 4
	}
	x, y := a.label, b.label
	if len(x) > len(y) {
		x, y = y, x
	}
	rest, ok := strings.CutPrefix(y, x)
	if !ok {
		rest, ok = strings.CutSuffix(y, x)
	}
	if !ok || len(x) < 4 {
		return false
	}
	rest = strings.Trim(rest, "-")
	for _, w := range additions {
		if rest == w {
			return true
		}
	}
	return false
}

// misspells says whether a domain nearly spells some words of a company's name
// that stand together.
func misspells(label, company string) bool {
	label = plainLabel(label)
	if len(label) < leastLabel+1 {
		return false
	}
	words := strings.FieldsFunc(strings.ToLower(company), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	nearly := false
	for i := range words {
		run := ""
		for _, w := range words[i:] {
			run += w
			switch {
			case run == label || run+"s" == label || label+"s" == run || run+"es" == label:
				return false
			case len(run) > leastLabel && (levenshtein.ComputeDistance(run, label) == 1 || swapped(run, label)):
				nearly = true
			}
		}
	}
	return nearly
}

// platforms are the names that imitators use, with the endings under which the
// platforms themselves write. Numbers such as 1688 are in too many names.
var platforms = map[string]string{
	"alibaba": " com cn com.cn com.hk com.tw co.jp co.in net ", "aliexpress": " com ru us es fr ", "alipay": " com cn hk com.cn com.hk ", "alipayplus": " com ",
	"taobao": " com cn com.cn ", "dhgate": " com cn ", "whatsapp": " com net ", "wechat": " com ",
}

// platformOwn are domains of the platforms that hold their name and more.
const platformOwn = " alibabacloud.com alibabagroup.com alibaba-inc.com alibabacorp.com alipayobjects.com alibabausercontent.com alibabadns.com wechatpay.com taobaocdn.com "

// imitatesPlatform says whether a domain looks like a platform's and is not.
func imitatesPlatform(d domainOf) bool {
	if strings.Contains(platformOwn, " "+d.name+" ") {
		return false
	}
	for name, endings := range platforms {
		if d.label == name {
			return !strings.Contains(endings, " "+d.suffix+" ")
		}
	}
	plain := plainLabel(d.label)
	for name := range platforms {
		switch {
		case strings.Contains(skeleton(d.label), skeleton(name)):
			return true
		case len(name) > leastLabel && (levenshtein.ComputeDistance(plain, name) == 1 || swapped(plain, name)):
			return true
		}
	}
	return false
}

// otherPlatforms are hosts on which trade talk and trade links are ordinary.
const otherPlatforms = " 1688.com alicdn.com made-in-china.com globalsources.com tmall.com jd.com yiwugo.com dhgate.com "

// ownPlatform says whether a domain belongs to a trade platform or an app.
func ownPlatform(d domainOf) bool {
	return strings.Contains(platformOwn, " "+d.name+" ") || strings.Contains(otherPlatforms, " "+d.name+" ") ||
		strings.Contains(platforms[d.label], " "+d.suffix+" ")
}
