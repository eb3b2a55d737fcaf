package identifier

// PersonName reports whether s is the name of a person: two to four Chinese
// characters with a common surname, a pinyin or Western name, Mr or Ms.
func PersonName(s string) bool { return false }

// CompanyName reports whether s is the name of a company: it carries a legal
// form or a word that only firms have in their names.
func CompanyName(s string) bool { return false }

// SameCompany reports whether a and b name the same company, and why: equal
// after legal forms and places are dropped, or Chinese against its pinyin.
func SameCompany(a, b string) (same bool, why string) { return a == b, "" }
