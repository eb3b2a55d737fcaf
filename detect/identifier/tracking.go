package identifier

import "strings"

// trackingWord takes s[a:z], letters and digits, as a tracking number that
// proves itself by its form, also where its groups are written apart.
func (t *scan) trackingWord(i, a, z int) bool {
	if a == t.nums[i].start && hasPrefixFold(t.s[a:], "1z") {
		return t.ups(a)
	}
	if a == t.nums[i].start && a > 1 && t.s[a-1] == ' ' { // CSQU 305438 3, DPK 3640 2289 7716
		for a--; a > 0 && isUpper(t.s[a-1]) && t.nums[i].start-a < 6; {
			a--
		}
	}
	if a == t.nums[i].start || !isUpper(t.s[a]) || !t.free(a, z) || a > 0 && isAlnum(t.s[a-1]) {
		return false
	}
	v := t.s[a:z]
	pre := strings.TrimRight(t.s[a:t.nums[i].start], " ")
	f := Found{Kind: Tracking, Normalised: strings.ToUpper(v), Grade: Plausible}
	switch {
	case len(v) == 13 && len(pre) == 2 && isUpper(v[1]) && allDigits(v[2:11]) && isCountry(v[11:]):
		f.Grade, f.Note = Valid, "postal item"
		if why := CheckS10(v); why != "" {
			f.Grade, f.Note = Plausible, why
		}
		f.Country = v[11:]
	case len(pre) == 4 && strings.IndexByte("UJZ", pre[3]) >= 0:
		w, end := t.gather(a, 11)
		if len(w) != 11 || !allDigits(w[4:]) || end < len(t.s) && isAlnum(t.s[end]) {
			return false
		}
		f.Normalised, f.Grade, f.Note, z = w, Valid, "container", end
		if why := CheckContainer(w); why != "" {
			f.Grade, f.Note = Plausible, "container; "+why
		}
	case trackingPrefix(pre):
		k := i + 1
		for k < len(t.nums) && (t.gap(k-1) == ' ' || t.gap(k-1) == '-') && !t.counted(t.nums[k].end) && t.count(i, k) < 18 {
			k++
		}
		if c := t.count(i, k); c < 8 || c > 20 {
			return false
		}
		z = t.nums[k-1].end
		f.Normalised = pre + t.digits(i, k)
	default:
		return false
	}
	if lab := t.before(a, reach, 1<<parcel); lab != nil {
		f.Label = lab.word()
	}
	t.put(a, z, f)
	return true
}

// ups takes the 18 characters from a on as a parcel of UPS, groups apart or
// not.
func (t *scan) ups(a int) bool {
	v, z := t.gather(a, 18)
	if len(v) != 18 || z < len(t.s) && isAlnum(t.s[z]) || !t.free(a, z) {
		return false
	}
	f := Found{Kind: Tracking, Normalised: v, Grade: Valid, Note: "UPS"}
	if lab := t.before(a, reach, 1<<parcel); lab != nil {
		f.Label = lab.word()
	}
	if why := CheckUPS(v); why != "" {
		f.Grade, f.Note = Plausible, why
	}
	t.put(a, z, f)
	return true
}

// CheckUPS reports why v, upper case, is not the number of a UPS parcel; ""
// when it is (1Z, fifteen characters, a check digit mod 10, letters as digits).
func CheckUPS(v string) string {
	if len(v) != 18 || v[:2] != "1Z" || !isDigit(v[17]) {
		return "a UPS number has 1Z and 16 characters"
	}
	sum := 0
	for i := range 15 {
		d := int(v[2+i] - '0')
		if isUpper(v[2+i]) {
			d = (int(v[2+i]-'A') + 2) % 10
		}
		if i%2 == 1 {
			d *= 2
		}
		sum += d
	}
	if (10-sum%10)%10 != int(v[17]-'0') {
		return "the check digit does not fit"
	}
	return ""
}

// trackingPrefix reports whether carriers put p before their numbers.
func trackingPrefix(p string) bool {
	return strings.Contains(" SF YT LP JD JDV JDVB JDVA JTC JT DPK DPL KY AN YD ZTO STO YTO JJD JVGL GM LX RX CNG TBA UJ ", " "+p+" ")
}

// trackingNumber takes the groups from i on as the number of a parcel, given
// the word of a carrier or of a waybill before them.
func (t *scan) trackingNumber(i, j int, lab *hit) int {
	if g := t.s[lab.end:t.nums[i].start]; len(g) > 24 && strings.ContainsAny(g, ".。?\n") {
		return i
	}
	k := i + 1
	for k < j && !t.counted(t.nums[k].end) && t.count(i, k+1) <= 22 {
		k++
	}
	c := t.count(i, k)
	if c < 8 || c > 34 || t.counted(t.nums[k-1].end) {
		return i
	}
	v := t.digits(i, k)
	if isMobile(v) && !t.adjoins(lab, t.nums[i].start) || isDate(v) && k == i+1 {
		return i
	}
	f := Found{Kind: Tracking, Normalised: v, Grade: Plausible, Label: lab.word()}
	a := t.nums[i].start
	if w, _ := t.wordAround(a); w < a && isUpper(t.s[w]) {
		a = w
		f.Normalised = strings.ToUpper(t.s[w:t.nums[i].start]) + v
	} else if why := checkCarrier(lab.name(), v); why != "" {
		f.Note = why
	} else if lab.name() != "" {
		f.Grade = Valid
	}
	if !t.free(a, t.nums[k-1].end) {
		return i
	}
	t.put(a, t.nums[k-1].end, f)
	return k
}

// checkCarrier reports why v is not a number of the carrier; "" when it may
// be one.
func checkCarrier(name, v string) string {
	switch {
	case name == "dhl" && len(v) == 10 && mod(v[:9], 7) != int(v[9]-'0'):
		return "the check digit of DHL does not fit"
	case name == "fedex" && len(v) == 12:
		sum := 0
		for i := range 11 {
			sum += int(v[i]-'0') * [...]int{3, 1, 7}[i%3]
		}
		if sum%11%10 != int(v[11]-'0') {
			return "the check digit of FedEx does not fit"
		}
	}
	return ""
}

func mod(v string, m int) int {
	r := 0
	for i := range len(v) {
		r = (r*10 + int(v[i]-'0')) % m
	}
	return r
}

// CheckS10 reports why v, upper case, is not the number of a postal item; ""
// when it is (UPU S10: two letters, eight digits, a check digit mod 11, a
// country).
func CheckS10(v string) string {
	if len(v) != 13 || !isUpper(v[0]) || !isUpper(v[1]) || !allDigits(v[2:11]) || !isCountry(v[11:]) {
		return "a postal item has two letters, nine digits and a country"
	}
	sum := 0
	for i, w := range [...]int{8, 6, 4, 2, 3, 5, 9, 7} {
		sum += int(v[2+i]-'0') * w
	}
	c := 11 - sum%11
	switch c {
	case 10:
		c = 0
	case 11:
		c = 5
	}
	if c != int(v[10]-'0') {
		return "the check digit does not fit"
	}
	return ""
}

// CheckContainer reports why v, upper case, is not the number of a freight
// container; "" when it is (ISO 6346: four letters, six digits, a check digit).
func CheckContainer(v string) string {
	if len(v) != 11 || !allDigits(v[4:]) {
		return "a container has four letters and seven digits"
	}
	sum := 0
	for i := range 10 {
		d := int(v[i] - '0')
		if i < 4 {
			d = int(v[i]-'A') + 10
			d += (d - 1) / 10 // 11, 22 and 33 are left out
		}
		sum += d << i
	}
	if sum%11%10 != int(v[10]-'0') {
		return "the check digit does not fit"
	}
	return ""
}
