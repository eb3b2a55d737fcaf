package detect

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestCompanyFacts(t *testing.T) {
	for _, c := range []struct {
		name, lines string
		want        []string // kind, value, against
		finding     string
	}{
		{"names, code, badge, age", "supplier: We are Foshan Keruvia Sanitary Ware Co., Ltd., gold supplier, founded in 2009\nsupplier: 统一社会信用代码 91440300MA5ABCDE1H\n",
			[]string{"company Foshan Keruvia Sanitary Ware Co., Ltd.", "founded founded in 2009", "badge gold supplier", "company-code 91440300MA5ABCDE1H"}, ""},
		{"said twice", "supplier: we make taps since 2009, our own factory\nsupplier: our factory works since 2009\n", []string{"founded since 2009"}, ""},
		{"two years of founding", "supplier: our factory was founded in 2009\nbuyer: ok\nsupplier: our company is established in 2018\n",
			[]string{"founded founded in 2009", "founded established in 2018 against founded in 2009"}, "3 unverified-claim/facts-differ"},
		{"an age that does not fit the year", "supplier: our factory was founded in 2021\nsupplier: we have 15 years experience\n",
			[]string{"founded founded in 2021", "years 15 years experience against founded in 2021"}, "2 unverified-claim/facts-differ"},
		{"an age that fits", "supplier: 我们工厂成立于2009年\nsupplier: 我们是15年老厂\n", []string{"founded 成立于2009", "years 15年老厂"}, ""},
		{"two numbers of the register", "supplier: 信用代码 91440300MA5ABCDE1H\nsupplier: 信用代码 91440101MA59XYTR78\n",
			[]string{"company-code 91440300MA5ABCDE1H", "company-code 91440101MA59XYTR78 against 91440300MA5ABCDE1H"}, "2 identity-mismatch/company-differs"},
		{"two companies", "supplier: we are Foshan Keruvia Sanitary Ware Co., Ltd.\nsupplier: this is Amy from Merivanta Trading Limited\n",
			[]string{"company Foshan Keruvia Sanitary Ware Co., Ltd.", "company Merivanta Trading Limited against Foshan Keruvia Sanitary Ware Co., Ltd."}, "2 identity-mismatch/company-differs"},
		{"one company in two scripts", "supplier: we are Foshan Keruvia Sanitary Ware Co., Ltd.\nsupplier: 我们是佛山市科如维亚卫浴有限公司\n",
			[]string{"company Foshan Keruvia Sanitary Ware Co., Ltd.", "company 佛山市科如维亚卫浴有限公司"}, ""},
		{"a year of something else", "supplier: no price rise since 2021\nbuyer: we are founded in 2003\n", nil, ""},
		{"an address, and one for goods", "supplier: Factory address: 88 Jihua Road, Chancheng, Foshan\nsupplier: warehouse address: 3 Tangxia Avenue, Guanlan\n", []string{"address 88 Jihua Road, Chancheng, Foshan"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _ := examined(t, Options{}, c.lines)
			var facts []string
			for _, f := range done(t, Options{}, "whatsapp", c.lines).Facts {
				s := f.Kind + " " + f.Value
				if f.Before != nil {
					s += " against " + f.Against
				}
				facts = append(facts, s)
			}
			differ := strings.Contains(got, "facts-differ") || strings.Contains(got, "company-differs")
			if !slices.Equal(facts, c.want) || !strings.Contains(got, c.finding) || differ != (c.finding != "") {
				t.Errorf("facts %q, want %q; finding %q among\n%s", facts, c.want, c.finding, got)
			}
		})
	}
}

func TestTerms(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Please pay the deposit 30% before Friday, USD 5,400.00", []string{"percent 30% 30", "amount USD 5,400.00 5400.00 USD", "due before Friday"}},
		{"balance USD 12600 by 15 March", []string{"amount USD 12600 12600.00 USD", "due by 15 March"}},
		{"unit price USD 2.10/pc", []string{"unit-price USD 2.10 2.10 USD"}},
		{"定金3万，今天下班前付", []string{"amount 3万 30000.00", "due 今天下班前"}},
		{"pay 8,200 usd within 24 hours", []string{"amount 8,200 usd 8200.00 USD", "due within 24 hours"}},
		{"100% TT until the end of this month", []string{"percent 100% 100", "due until the end of this month"}},
		{"colour by hand, standby mode", nil},
		{"production within 25 days", nil},
	} {
		var got []string
		for _, k := range done(t, Options{}, "whatsapp", "supplier: "+c.text+"\n").Terms {
			s := k.Kind + " " + k.Value
			switch {
			case k.Kind == "percent":
				s += fmt.Sprintf(" %d", k.Percent)
			case k.Minor > 0:
				s += strings.TrimRight(fmt.Sprintf(" %d.%02d %s", k.Minor/100, k.Minor%100, k.Currency), " ")
			}
			got = append(got, s)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
