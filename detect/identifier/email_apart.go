package identifier

import "strings"

// leastApart is how many letters must stand one by one to be a name told so.
const leastApart = 3

// emailApart takes an address whose letters stand one by one on both sides of
// the @ that is s[i:j]: l i l y (at) g m a i l (dot) c o m.
func (t *scan) emailApart(i, j int) bool {
	a, local := lettersBefore(t.s[:i])
	z, domain := lettersAfter(t.s, j)
	dot := strings.LastIndexByte(domain, '.')
	if len(local) < leastApart || dot < leastApart || len(domain)-dot < 3 || !t.free(a, z) {
		return false
	}
	domain = strings.ToLower(domain)
	t.put(a, z, Found{Kind: Email, Normalised: strings.ToLower(local) + "@" + domain, Grade: Valid, Disguised: true, Note: mailNote(domain)})
	return true
}

// lettersBefore reads letters and digits that stand one by one at the end of s,
// one mark or blank between two of them, and gives the place of the first.
func lettersBefore(s string) (a int, name string) {
	a = len(strings.TrimRight(s, " ("))
	for a > 0 && isAlnum(s[a-1]) && (a == 1 || !isAlnum(s[a-2])) {
		name = s[a-1:a] + name
		if a--; a == 0 || !apartMark(s[a-1]) || a > 1 && !isAlnum(s[a-2]) {
			break
		}
		if a < 3 || isAlnum(s[a-3]) { // a whole word stands before
			if a != 2 {
				break
			}
		}
		a--
	}
	return a, name
}

// lettersAfter reads a domain whose letters stand one by one from s[i:], and
// gives the place behind it. A dot is told, or stands between blanks.
func lettersAfter(s string, i int) (z int, domain string) {
	for i < len(s) && (s[i] == ' ' || s[i] == ')') {
		i++
	}
	z = i
	for i < len(s) && isAlnum(s[i]) && (i+1 == len(s) || !isAlnum(s[i+1])) {
		domain += s[i : i+1]
		i++
		z = i
		if n := dotApart(s[i:]); n > 0 {
			domain += "."
			i += n
		} else if i < len(s) && apartMark(s[i]) {
			i++
		}
	}
	return z, domain
}

// dotApart is the length of a dot between letters that stand one by one.
func dotApart(s string) int {
	for _, d := range [...]string{" (dot) ", " [dot] ", "(dot)", " dot ", " . ", " 点 ", "点"} {
		if hasPrefixFold(s, d) {
			return len(d)
		}
	}
	return 0
}

func apartMark(c byte) bool { return strings.IndexByte(" .-_*", c) >= 0 }
