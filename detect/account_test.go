package detect

import (
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"backchannel/parser/chat"
)

// done gives what a conversation came to.
func done(t *testing.T, opts Options, platform, lines string) Case {
	t.Helper()
	opts.Workers = 1
	x := New(book(t), opts).Examine(minutes(transcript(platform, lines)))
	for _, err := range x.Events() {
		if err != nil {
			t.Fatal(err)
		}
	}
	return x.Cases()[0]
}

// minutes gives a transcript whose messages follow one another by the minute.
func minutes(tr chat.Transcript) chat.Transcript {
	read := tr.Messages
	tr.Messages = func(cov *chat.Coverage) iter.Seq2[chat.Message, error] {
		return func(yield func(chat.Message, error) bool) {
			for m, err := range read(cov) {
				m.Time = fmt.Sprintf("2024-03-05T09:%02d", m.Index)
				if !yield(m, err) {
					return
				}
			}
		}
	}
	return tr
}

// listed gives the accounts of a case, one a line.
func listed(c Case) []string {
	var all []string
	for _, a := range c.Accounts {
		s := fmt.Sprintf("%d %s %s %s x%d", a.First.Index, a.State, a.Type, a.Normalised, a.Times)
		for _, f := range [...]string{a.Beneficiary, a.Bank, a.BIC, a.Country, a.Currency} {
			if f != "" {
				s += " | " + f
			}
		}
		if a.Valid {
			s += " | valid"
		}
		for _, h := range a.Changes {
			s += fmt.Sprintf(" | %s %s>%s at %d not %d", h.Field, h.From, h.To, h.At.Index, h.Before.Index)
		}
		all = append(all, s)
	}
	return all
}

func TestAccountsOfAConversation(t *testing.T) {
	const known = "supplier: Beneficiary: Foshan Keruvia Sanitary Ware Co., Ltd. / Bank: Bank of China / A/C: 320120169963547\n"
	for _, tt := range []struct {
		name, lines string
		want        []string
	}{
		{"again in another spacing", known + "buyer: ok\nsupplier: A/C: 3201 2016 9963 547\n",
			[]string{"1 first account 320120169963547 x2 | Foshan Keruvia Sanitary Ware Co., Ltd. | Bank of China | CN"}},
		{"another in silence", known + "supplier: A/C: 4402 1234 5678 901, Beneficiary: Merivanta Trading Limited\n", []string{
			"1 first account 320120169963547 x1 | Foshan Keruvia Sanitary Ware Co., Ltd. | Bank of China | CN",
			"2 changed account 440212345678901 x1 | Merivanta Trading Limited | account 320120169963547>4402 1234 5678 901 at 2 not 1 | beneficiary Foshan Keruvia Sanitary Ware Co., Ltd.>Merivanta Trading Limited at 2 not 1"}},
		{"the same number for somebody else", known + "supplier: A/C: 320120169963547, Beneficiary: Merivanta Trading Limited\n", []string{
			"1 first account 320120169963547 x2 | Merivanta Trading Limited | Bank of China | CN | beneficiary Foshan Keruvia Sanitary Ware Co., Ltd.>Merivanta Trading Limited at 2 not 1"}},
		{"first a tail, then all of it", "supplier: our account at Bank of China ending 3547\n" + known,
			[]string{"1 first account 320120169963547 x2 | Foshan Keruvia Sanitary Ware Co., Ltd. | Bank of China | CN"}},
		{"dollars and yuan", "supplier: USD account: 3201 2016 9963 547\nRMB account: 4402 1234 5678 901\nBeneficiary: Foshan Keruvia Sanitary Ware Co., Ltd.\n",
			[]string{"1 first account 320120169963547 x1 | USD"}},
		{"of the buyer, for a refund", known + "buyer: Please refund to IBAN DE73 9995 1338 0670 6041 70\n", []string{
			"1 first account 320120169963547 x1 | Foshan Keruvia Sanitary Ware Co., Ltd. | Bank of China | CN",
			"2 by-buyer iban DE73999513380670604170 x1 | DE | valid"}},
		{"of the forwarder", known + "supplier: Freight please to Ocean Way Logistics Co., Ltd., A/C: 5500 1234 5678 901\n", []string{
			"1 first account 320120169963547 x1 | Foshan Keruvia Sanitary Ware Co., Ltd. | Bank of China | CN",
			"2 other account 550012345678901 x1 | Ocean Way Logistics Co., Ltd."}},
		{"a field a message", "supplier: Foshan Keruvia Sanitary Ware Co., Ltd.\nsupplier: Bank of China Foshan branch\nsupplier: A/C: 320120169963547\nsupplier: SWIFT: BKCHCNBJ44A\n",
			[]string{"3 first account 320120169963547 x2 | Foshan Keruvia Sanitary Ware Co., Ltd. | Bank of China Foshan branch | BKCHCNBJ44A | CN"}},
		{"an ok between the pieces", "supplier: Beneficiary: Foshan Keruvia Sanitary Ware Co., Ltd.\nbuyer: ok\nsupplier: A/C: 320120169963547\n",
			[]string{"1 first account 320120169963547 x2 | Foshan Keruvia Sanitary Ware Co., Ltd."}},
		{"a label, then its value", "supplier: 户名\nsupplier: 佛山市可瑞卫浴有限公司\nsupplier: 账号\nsupplier: 3201 2016 9963 547\nsupplier: 开户行\nsupplier: 中国银行佛山分行\n",
			[]string{"4 first account 320120169963547 x2 | 佛山市可瑞卫浴有限公司 | 中国银行佛山分行 | CN"}},
		{"talk behind a block", known + "supplier: Please ask Mr Chen Li to pay today\n",
			[]string{"1 first account 320120169963547 x1 | Foshan Keruvia Sanitary Ware Co., Ltd. | Bank of China | CN"}},
		{"an order number behind a block", known + "supplier: 3456789012345678901\n",
			[]string{"1 first account 320120169963547 x1 | Foshan Keruvia Sanitary Ware Co., Ltd. | Bank of China | CN"}},
		{"a payee without a number", "supplier: Western union to YIN KEKE, city Dongguan\n", []string{"1 first payee YIN KEKE x1 | YIN KEKE"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, listed(done(t, Options{Company: keruvia}, "whatsapp", tt.lines))); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestAccountFindings(t *testing.T) {
	const known = "supplier: Beneficiary: Foshan Keruvia Sanitary Ware Co., Ltd. / Bank: Bank of China / A/C: 320120169963547 / SWIFT: BKCHCNBJ44A\n"
	for _, tt := range []struct{ name, lines, want, not string }{
		{"somebody else behind the same number", known + "supplier: A/C: 320120169963547 / Beneficiary: Merivanta Trading Limited\n", "2 bank-change/details-differ critical", ""},
		{"another number at the same bank", known + "supplier: Beneficiary: Foshan Keruvia Sanitary Ware Co., Ltd. / Bank: Bank of China / A/C: 440212345678901\n", "2 bank-change/details-differ high", ""},
		{"another bank behind the same number", known + "supplier: A/C: 320120169963547 / SWIFT: HSBCHKHHHKH\n", "2 bank-change/details-differ critical", ""},
		{"another branch of the bank", known + "supplier: A/C: 320120169963547 / SWIFT: BKCHCNBJ44B\n", "", "bank-change/details-differ"},
		{"the company in Chinese", known + "supplier: 户名：佛山市科如维亚卫浴有限公司 账号：320120169963547\n", "", "bank-change/alternate-account"},
		{"the IBAN and the BIC of two countries", "supplier: Beneficiary: Keruvia Europe / IBAN: DE73 9995 1338 0670 6041 70 / SWIFT: QXBVLT22\n", "1 identity-mismatch/bank-codes high", ""},
		{"the BIC of another bank", "supplier: Bank: Bank of China Foshan Branch / SWIFT: ICBKCNBJSZN / A/C: 320120169963547\n", "1 identity-mismatch/bank-codes high", ""},
		{"codes that fit", known, "", "identity-mismatch/bank-codes"},
		{"the account in pieces, after another", known + "buyer: ok\nsupplier: Merivanta Trading Limited\nsupplier: 账号\nsupplier: 4402 1234 5678 901\n", "5 bank-change/details-differ critical", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for ev, err := range New(book(t), Options{Company: keruvia, Workers: 1}).Examine(minutes(transcript("whatsapp", tt.lines))).Events() {
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range ev.Findings {
					got = append(got, fmt.Sprintf("%d %s %s", f.Index, f.Rule, f.Severity))
					if f.Quote != ev.Message.Text[f.Start:f.End] || f.Quote == "" {
						t.Errorf("%s quotes %q", f.Rule, f.Quote)
					}
				}
			}
			all := strings.Join(got, "\n")
			if !strings.Contains(all, tt.want) || tt.not != "" && strings.Contains(all, tt.not) {
				t.Errorf("want %q and not %q among\n%s", tt.want, tt.not, all)
			}
		})
	}
}
