package identifier

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
)

// asked gives what the library says about a number.
func asked(e164 string) plan {
	n, err := phonenumbers.Parse(e164, "")
	if err != nil {
		return plan{}
	}
	p := plan{valid: phonenumbers.IsValidNumber(n)}
	p.possible = p.valid || phonenumbers.IsPossibleNumber(n)
	p.region = phonenumbers.GetRegionCodeForCountryCode(int(n.GetCountryCode()))
	if n.GetCountryCode() == 1 {
		if r := phonenumbers.GetRegionCodeForNumber(n); r != "" {
			p.region = r
		}
	}
	if p.region == "001" {
		p.region = ""
	}
	if p.valid {
		p.canonical = phonenumbers.Format(n, phonenumbers.E164)
	}
	return p
}

// TestPlansAreThoseOfTheLibrary compares the examples of every country and kind,
// with digits left out, added and changed.
func TestPlansAreThoseOfTheLibrary(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	valid, all := 0, 0
	try := func(number string) {
		got, want := lookUp(number), asked(number)
		if got != want {
			t.Errorf("%s: %+v, want %+v", number, got, want)
		}
		if all++; got.valid {
			valid++
		}
	}
	for region := range phonenumbers.GetSupportedRegions() {
		for kind := phonenumbers.FIXED_LINE; kind <= phonenumbers.VOICEMAIL; kind++ {
			example := phonenumbers.GetExampleNumberForType(region, kind)
			if example == nil {
				continue
			}
			number := phonenumbers.Format(example, phonenumbers.E164)
			try(number)
			code := 1 + len(strings.Split(phonenumbers.Format(example, phonenumbers.INTERNATIONAL)[1:], " ")[0])
			for _, trunk := range []string{"0", "1", "8", "9", "15"} {
				try(number[:code] + trunk + number[code:])
			}
			for range 4 {
				changed := []byte(number)
				changed[1+rnd.IntN(len(changed)-1)] = byte('0' + rnd.IntN(10))
				try(string(changed))
				try(string(changed[:2+rnd.IntN(len(changed)-2)]))
				try(string(changed) + string('0'+rune(rnd.IntN(10))))
			}
		}
	}
	for range 2000 {
		number := "+"
		for range 1 + rnd.IntN(20) {
			number += string('0' + rune(rnd.IntN(10)))
		}
		try(number)
	}
	if valid < 5000 || all-valid < 5000 {
		t.Errorf("only %d of %d numbers are valid", valid, all)
	}
}

func BenchmarkLookUp(b *testing.B) {
	for b.Loop() {
		lookUp("+442083661177")
		lookUp("+4915112345678")
		lookUp("+12125550123")
	}
}
