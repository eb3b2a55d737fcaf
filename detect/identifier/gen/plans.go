package main

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// plans lists the numbering plans, those of one calling code in the order in
// which they are tried: the code, the country, the digits its numbers begin
// with, the prefix that is left out abroad and what takes its place, the
// lengths of numbers that are whole only locally and of all others, the form of
// all numbers, and each kind of number as lengths:form.
func plans() ([]byte, error) {
	coll, err := phonenumbers.MetadataCollection()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	for code := range 1000 {
		for _, region := range phonenumbers.GetRegionCodesForCountryCode(code) {
			i := slices.IndexFunc(coll.GetMetadata(), func(m *phonenumbers.PhoneMetadata) bool {
				return m.GetId() == region && int(m.GetCountryCode()) == code
			})
			if i < 0 {
				return nil, fmt.Errorf("no plan of %s, +%d", region, code)
			}
			fmt.Fprintln(&out, strings.Join(plan(coll.GetMetadata()[i]), "\t"))
		}
	}
	return out.Bytes(), nil
}

func plan(m *phonenumbers.PhoneMetadata) []string {
	all := m.GetGeneralDesc()
	row := []string{
		strconv.Itoa(int(m.GetCountryCode())), m.GetId(), m.GetLeadingDigits(),
		m.GetNationalPrefixForParsing(), m.GetNationalPrefixTransformRule(),
		lengths(all.GetPossibleLengthLocalOnly()), lengths(all.GetPossibleLength()), all.GetNationalNumberPattern(),
	}
	for i, kind := range []*phonenumbers.PhoneNumberDesc{
		m.GetMobile(), m.GetFixedLine(), m.GetTollFree(), m.GetPremiumRate(), m.GetSharedCost(),
		m.GetVoip(), m.GetPersonalNumber(), m.GetPager(), m.GetUan(), m.GetVoicemail(),
	} {
		form := kind.GetNationalNumberPattern()
		if form == "" || form == "NA" || slices.Contains(kind.GetPossibleLength(), -1) || i == 0 && m.GetSameMobileAndFixedLinePattern() {
			continue
		}
		if form = lengths(kind.GetPossibleLength()) + ":" + form; !slices.Contains(row[8:], form) {
			row = append(row, form)
		}
	}
	return row
}

func lengths(ns []int32) string {
	var out []string
	for _, n := range ns {
		out = append(out, strconv.Itoa(int(n)))
	}
	return strings.Join(out, ",")
}
