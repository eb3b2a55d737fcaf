package detect

import (
	"slices"
	"strings"
	"testing"
)

// found gives "index rule" of the findings whose label is one of those named,
// in the order of the messages.
func found(t *testing.T, opts Options, platform, lines string, labels ...string) []string {
	t.Helper()
	opts.Workers = 1
	var out []string
	for ev, err := range New(book(t), opts).Examine(transcript(platform, lines)).Events() {
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range ev.Findings {
			if slices.Contains(labels, f.Detector) {
				out = append(out, string('0'+rune(f.Index))+" "+f.Rule)
			}
		}
	}
	return out
}

const keruvia = "Foshan Keruvia Sanitary Ware Co., Ltd."

func TestLedger(t *testing.T) {
	const known = "supplier: Beneficiary: Foshan Keruvia Sanitary Ware Co., Ltd. / Bank: Bank of China / A/C: 320120169963547\n"
	tests := []struct {
		name, company, lines string
		want                 []string // computed findings, by message
		not                  []string // rules that must not stand anywhere
	}{
		{"the account repeated in another spacing", keruvia, known + "supplier: A/C: 3201 2016 9963 547\n",
			nil, []string{"bank-change/details-differ", "bank-change/alternate-account"}},
		{"the account repeated with its tail alone shown", keruvia, known + "supplier: A/C: ****3547\n",
			nil, []string{"bank-change/details-differ"}},
		{"another account in silence", keruvia, known + "supplier: A/C: 4402 1234 5678 901\n",
			[]string{"2 bank-change/details-differ"}, nil},
		{"a sub-account of the same number", "Luen Fat Packaging (HK) Ltd",
			"supplier: HSBC Hong Kong A/C: 537-752607-001\nsupplier: HSBC Hong Kong A/C: 537-752607-002\n",
			[]string{"2 bank-change/alternate-account"}, []string{"bank-change/details-differ"}},
		{"a wallet beside the bank account", keruvia, known + "supplier: 支付宝 164 2093 8871\n",
			nil, []string{"bank-change/details-differ"}},
		{"the buyer's account for a refund", keruvia, known + "buyer: Please refund to my IBAN DE73 9995 1338 0670 6041 70, name Hans Beck\n",
			nil, []string{"bank-change/details-differ", "identity-mismatch/country", "identity-mismatch/beneficiary-person"}},
		{"the forwarder's account for the freight", keruvia, known + "supplier: Freight please to Ocean Way Logistics Co., Ltd., A/C: 5500 1234 5678 901\n",
			nil, []string{"bank-change/details-differ", "identity-mismatch/beneficiary-company"}},
		{"a logistics company for the balance", keruvia, known + "supplier: Balance to Beneficiary: Ocean Way Logistics Co., Ltd. / A/C: 5500 1234 5678 901\n",
			[]string{"2 identity-mismatch/beneficiary-company", "2 bank-change/details-differ"}, nil},
		{"one of two accounts of the first invoice", keruvia,
			"supplier: USD A/C: 3201 2016 9963 547 / RMB A/C: 4402 1234 5678 901\nsupplier: A/C: 4402 1234 5678 901\n",
			nil, []string{"bank-change/details-differ"}},
		{"another beneficiary without a word", "", known + "supplier: Beneficiary: Merivanta Trading Limited / A/C: 233897291515\n",
			[]string{"2 bank-change/details-differ", "2 identity-mismatch/beneficiary-company"}, nil},
		{"the same name under a letter changed", "", known + "supplier: Beneficiary: Foshan Keruvla Sanitary Ware Co., Ltd. / A/C: 233897291515\n",
			[]string{"2 identity-mismatch/name-variant"}, []string{"identity-mismatch/beneficiary-company"}},
		{"no company is known", "", "supplier: Beneficiary: Merivanta Trading Limited / A/C: 233897291515\n",
			nil, []string{"identity-mismatch/beneficiary-company", "identity-mismatch/name-variant"}},
		{"the company as it introduced itself", "", "supplier: Hello, we are Foshan Keruvia Sanitary Ware Co., Ltd.\nsupplier: Beneficiary: Merivanta Trading Limited / A/C: 233897291515\n",
			[]string{"2 identity-mismatch/beneficiary-company"}, nil},
		{"a customer named is not the company", "", "supplier: Last year Brightway Tools GmbH bought 500 pcs\nsupplier: Beneficiary: Foshan Keruvia Sanitary Ware Co., Ltd. / A/C: 233897291515\n",
			nil, []string{"identity-mismatch/beneficiary-company"}},
		{"a German supplier's own account", "Brightway Tools GmbH", "supplier: Brightway Tools GmbH, IBAN DE73 9995 1338 0670 6041 70\n",
			nil, []string{"identity-mismatch/country", "payment-redirect/offshore-account"}},
		{"a mainland company with an account abroad", keruvia, "supplier: Beneficiary: Foshan Keruvia Sanitary Ware Co., Ltd. / IBAN: LT25 9961 7920 7861 5996\n",
			[]string{"1 identity-mismatch/country"}, []string{"identity-mismatch/beneficiary-company"}},
		{"a person behind a card", keruvia, "supplier: 农行 6299869187197931659 户名林秀娟\n",
			[]string{"1 identity-mismatch/beneficiary-person"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := found(t, Options{Company: tt.company}, "whatsapp", tt.lines, "bank-change", "identity-mismatch", "payment-redirect")
			for _, w := range tt.want {
				if !slices.Contains(got, w) {
					t.Errorf("want %s among %q", w, got)
				}
			}
			for _, n := range tt.not {
				if slices.ContainsFunc(got, func(g string) bool { return strings.HasSuffix(g, " "+n) }) {
					t.Errorf("%s must not stand among %q", n, got)
				}
			}
		})
	}
}

func TestPayeeNamedInWords(t *testing.T) {
	tests := []struct {
		name, lines string
		want        string // rule of the last message, "" for none of identity-mismatch
	}{
		{"receiver of cash", "supplier: Western union to YIN KEKE, city Dongguan\n", "identity-mismatch/beneficiary-person"},
		{"receiver with a title", "supplier: Send by MoneyGram to Mr KOSSI DJABAKU, Lome, Togo\n", "identity-mismatch/beneficiary-person"},
		{"hidden name of a wallet", "supplier: 转支付宝就行，名字 林*娟\n", "identity-mismatch/beneficiary-person"},
		{"beneficiary without a number", "supplier: PI attached. Please note the beneficiary is Merivanta Trading Limited\n", "identity-mismatch/beneficiary-company"},
		{"company where the payment is led elsewhere", "supplier: Our bank account has changed to Haruvo Logistics Sp. z o.o., please pay there\n", "identity-mismatch/beneficiary-company"},
		{"the company itself", "supplier: Our bank account has changed, beneficiary stays Foshan Keruvia Sanitary Ware Co., Ltd.\n", ""},
		{"a name in ordinary talk", "supplier: My colleague Zhang Wei will send photos\n", ""},
		{"brand names are no persons", "supplier: You can pay by Western Union or Money Gram, Trade Assurance not possible\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := found(t, Options{Company: keruvia}, "whatsapp", tt.lines, "identity-mismatch")
			last := ""
			if len(got) > 0 {
				_, last, _ = strings.Cut(got[len(got)-1], " ")
			}
			if last != tt.want {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}
