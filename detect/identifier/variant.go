package identifier

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// Surname reports whether w, a word in Latin letters, is a common Chinese or
// Vietnamese family name in any of its spellings.
func Surname(w string) bool {
	return w != "" && !strings.Contains(w, " ") && strings.Contains(pinyinSurnames, " "+strings.ToLower(w)+" ")
}

// NameVariant reports whether b looks like the company a and is another one in
// law, and why: the same name with the legal form or the place of another
// country, in another line of business, cut short, or with a letter changed.
func NameVariant(a, b string) (variant bool, why string) {
	const longest = 200 // bytes; no name is longer
	if len(a) > longest || len(b) > longest {
		return false, ""
	}
	same, _ := SameCompany(a, b)
	if same {
		if x, y := Seat(a), Seat(b); x != y {
			return true, "the same name in another country"
		}
		return false, ""
	}
	ca, cb := readCompany(a), readCompany(b)
	if ca.core == "" || cb.core == "" || ca.han != cb.han {
		return false, ""
	}
	switch {
	case ca.core == cb.core:
		return true, "the same name in another line of business"
	case ca.han:
		if n := utf8.RuneCountInString(ca.plain); n >= 4 && levenshtein.ComputeDistance(ca.plain, cb.plain) == 1 {
			return true, "one character differs"
		}
	case near(ca.core, cb.core):
		return true, "one letter differs"
	case begins(ca.core, cb.core) || begins(cb.core, ca.core):
		return true, "one name is part of the other"
	}
	return false, ""
}

// ShortName reports whether short is the full Chinese company name cut down, as
// 旭日标牌厂 is of 苏州吴江旭日标牌厂. A short name that claims to be a 公司 is none.
func ShortName(short, full string) bool {
	s, f := readCompany(short), readCompany(full)
	return s.han && f.han && utf8.RuneCountInString(s.core) >= 2 && utf8.RuneCountInString(s.plain) >= 3 &&
		strings.Contains(f.plain, s.plain) && !strings.Contains(short, "公司")
}

// near reports whether two names of some length differ by one letter.
func near(a, b string) bool {
	return min(len(a), len(b)) >= 5 && levenshtein.ComputeDistance(a, b) == 1
}

// begins reports whether the name a begins with all of b, which is long enough
// to be no chance.
func begins(a, b string) bool { return len(b) >= 6 && strings.HasPrefix(a, b) }

// seats are the legal forms and place names that tell where a company is
// registered, other than mainland China.
var seats = map[string]string{
	"hk": "HK", "hongkong": "HK", "fze": "AE", "fzco": "AE", "fzc": "AE", "dmcc": "AE", "uae": "AE", "dubai": "AE",
	"uab": "LT", "oü": "EE", "ou": "EE", "sia": "LV", "gmbh": "DE", "ug": "DE", "bv": "NL", "o.o": "PL", "sarl": "FR", "srl": "IT", "spa": "IT",
	"pte": "SG", "singapore": "SG", "sdn": "MY", "bhd": "MY", "jsc": "VN", "llc": "US", "inc": "US", "usa": "US", "plc": "GB", "uk": "GB", "europe": "EU",
	"şti": "TR", "ticaret": "TR", "tic": "TR", "kft": "HU", "doo": "RS", "taiwan": "TW", "malaysia": "MY", "vietnam": "VN",
}

// Seat gives the country that a company's name tells, "" for mainland China and
// for names that tell none.
func Seat(name string) string {
	var t scan
	t.fold(name)
	if i := strings.Index(t.s, "香港"); i >= 0 {
		return "HK"
	}
	if strings.Contains(t.s, "台湾") || strings.Contains(t.s, "台灣") || strings.Contains(t.s, "臺灣") {
		return "TW"
	}
	low := strings.ReplaceAll(strings.ToLower(t.s), "hong kong", "hongkong")
	words := strings.FieldsFunc(low, func(r rune) bool { return r == ' ' || r == ',' || r == '(' || r == ')' || r == '-' || r == '/' })
	for _, w := range slices.Backward(words) {
		w = strings.ReplaceAll(strings.Trim(w, "."), "b.v", "bv")
		if s := seats[w]; s != "" {
			return s
		}
	}
	return ""
}

// Mainland reports whether the name of a company tells that it is one of
// mainland China: by its legal form in Chinese, or by a place in it.
func Mainland(name string) bool {
	if Seat(name) != "" {
		return false
	}
	han, latin := splitScripts(name)
	if strings.Contains(han, "有限公司") || firmHan(han) {
		return !strings.ContainsAny(han, "業廠銀國東廣貿實")
	}
	first, _, _ := strings.Cut(strings.ToLower(latin), " ")
	return first != "" && strings.Contains(mainlandPlaces, " "+first+" ")
}

// mainlandPlaces are the places of placeWords up to the first that is not in
// mainland China.
var mainlandPlaces, _, _ = strings.Cut(placeWords, "hk ")
