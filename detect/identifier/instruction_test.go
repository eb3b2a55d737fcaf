package identifier

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// block is an [Instruction] without spans.
type block struct {
	Payee, Bank, Address, Account, BIC, Branch, Country, Currency string
	Personal                                                      bool
}

func TestInstructions(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       block
	}{
		{"full form", "Beneficiary Name: Shenzhen Sunrise LED Co., Ltd\nBeneficiary Address: No. 88 Baoan Road, Shenzhen, China\nBank Name: Industrial and Commercial Bank of China, Shenzhen Branch\nBank Address: 5055 Shennan East Road, Shenzhen\nAccount No.: 4000 0232 0920 0123 456\nSWIFT Code: ICBKCNBJSZN",
			block{Payee: "Shenzhen Sunrise LED Co., Ltd", Bank: "Industrial and Commercial Bank of China, Shenzhen Branch", Address: "5055 Shennan East Road, Shenzhen", Account: "4000023209200123456", BIC: "ICBKCNBJSZN", Country: "CN"}},
		{"full form in Chinese", "收款公司：深圳市日升照明有限公司\n收款银行：中国银行深圳龙岗支行\n收款账号：7445 1234 5678\nSWIFT：BKCHCNBJ45A",
			block{Payee: "深圳市日升照明有限公司", Bank: "中国银行深圳龙岗支行", Account: "744512345678", BIC: "BKCHCNBJ45A", Country: "CN"}},
		{"traditional script", "帳戶名稱：大發貿易有限公司\n銀行：恒生銀行\n戶口號碼：024-388-123456-001",
			block{Payee: "大發貿易有限公司", Bank: "恒生銀行", Account: "024388123456001", Country: "HK"}},
		{"one line", "公司名称:浙江大华电子有限公司 账号:1202020409900012345 开户行:工行杭州支行 行号:102331002020",
			block{Payee: "浙江大华电子有限公司", Bank: "工行杭州支行", Account: "1202020409900012345", Branch: "102331002020", Country: "CN"}},
		{"hyphens for colons", "Account Name - Bright Star Intl Ltd\nAccount Number - 012-875-1-234567-8\nBank - Bank of China (Hong Kong) Limited\nSwift - BKCHHKHH",
			block{Payee: "Bright Star Intl Ltd", Bank: "Bank of China (Hong Kong) Limited", Account: "01287512345678", BIC: "BKCHHKHH", Country: "HK"}},
		{"bold labels", "*Beneficiary:* Sunny Home Products Co.,Ltd\n*Account number:* 755912345610101\n*Bank:* China Merchants Bank\n*SWIFT:* CMBCCNBS",
			block{Payee: "Sunny Home Products Co.,Ltd", Bank: "China Merchants Bank", Account: "755912345610101", BIC: "CMBCCNBS", Country: "CN"}},
		{"no labels", "Kindly remit to below:\nMEGA WEALTH INTERNATIONAL LIMITED\nDBS BANK (HONG KONG) LTD\n7890123456\nDHBKHKHH",
			block{Payee: "MEGA WEALTH INTERNATIONAL LIMITED", Bank: "DBS BANK (HONG KONG) LTD", Account: "7890123456", BIC: "DHBKHKHH", Country: "HK"}},
		{"person and card", "你给这个:李建军 Agricultural Bank 6299 8876 6948 1746 305",
			block{Payee: "李建军", Bank: "Agricultural Bank", Account: "6299887669481746305", Country: "CN", Personal: true}},
		{"card, short bank, name on the next line", "农行 6299300255615953055\n温国梁",
			block{Payee: "温国梁", Bank: "农行", Account: "6299300255615953055", Country: "CN", Personal: true}},
		{"labels without marks", "先用这个,农行 6299869187197931659 户名林秀娟,开户行义乌稠江支行",
			block{Payee: "林秀娟", Bank: "义乌稠江支行", Account: "6299869187197931659", Country: "CN", Personal: true}},
		{"commas in English", "BENEFICIARY LUOVAN TEA LIMITED, A/C 734172199191, OCBC HONG KONG, please change in your record",
			block{Payee: "LUOVAN TEA LIMITED", Bank: "OCBC HONG KONG", Account: "734172199191", Country: "HK"}},
		{"name behind the card", "first card have month limit: 6299 5474 1075 0803 Ye Caixia, agricultural bank, is second aunt",
			block{Payee: "Ye Caixia", Bank: "agricultural bank", Account: "6299547410750803", Country: "CN", Personal: true}},
		{"German labels", "Empfänger: R. Stanciu\nIBAN: DE31 9994 8575 6419 2302 64", block{Payee: "R. Stanciu", Account: "DE31999485756419230264", Country: "DE", Personal: true}},
		{"Vietnamese label", "STK: 0071001234567 Vietcombank NGUYEN VAN A", block{Payee: "NGUYEN VAN A", Bank: "Vietcombank", Account: "0071001234567", Personal: true}},
		{"currency of the account", "China Construction Bank, Qingdao Jimo Sub-branch\nUSD A/C 3710 1985 5140 2200 0613 77\nSWIFT PCBCCNBJQDX\nCNAPS 105342006182",
			block{Bank: "China Construction Bank, Qingdao Jimo Sub-branch", Account: "3710198551402200061377", BIC: "PCBCCNBJQDX", Branch: "105342006182", Country: "CN", Currency: "USD"}},
		{"place behind the bank", "Kipkoech General Supplies\nZenith Savannah Bank, Nairobi, A/C 91944820494589",
			block{Payee: "Kipkoech General Supplies", Bank: "Zenith Savannah Bank", Account: "91944820494589", Country: "KE"}},
		{"only the payee", "户名 Marlon D. Pryce, our UK agent", block{Payee: "Marlon D. Pryce", Personal: true}},
		{"only the bank", "开户行：宁波银行鄞州支行", block{Bank: "宁波银行鄞州支行", Country: "CN"}},
		{"only the swift", "please use the new SWIFT SOLQCNB1", block{BIC: "SOLQCNB1", Country: "CN"}},
		{"payee and bank", "受款人改成 ANGELIQ HOME LTD,玉山銀行香港分行,我們新的境外公司", block{Payee: "ANGELIQ HOME LTD", Bank: "玉山銀行香港分行", Country: "HK"}},
		{"cash service", "Western union to YIN KEKE, city Dongguan", block{Payee: "YIN KEKE", Personal: true}},
		{"cash service, two fields", "Western Union receiver: First name: QIAOLING  Last name: HUANG  City: Guangzhou", block{Payee: "QIAOLING  Last name: HUANG", Personal: true}},
		{"wallet of a person", "打样的钱支付宝转我就得,16414216665,名字*波", block{Payee: "*波", Account: "+8616414216665", Country: "CN", Personal: true}},
		{"own words about a bank", "Ok then bank: Rotterdam account, NL41 QGJQ 7743 1836 13, name J. de Wit Holding", block{Payee: "J. de Wit Holding", Account: "NL41QGJQ7743183613", Country: "NL"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, ok := Instructions(c.text, Find(c.text))
			if !ok {
				t.Fatalf("Instructions(%q) sees none", c.text)
			}
			got := block{in.Beneficiary.Value, in.Bank.Value, in.BankAddress.Value, in.Account.Normalised, in.BIC.Normalised, in.Branch.Normalised, in.Country, in.Currency, in.Personal}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("Instructions(%q) (-want +got):\n%s", c.text, d)
			}
			for _, f := range []Field{in.Beneficiary, in.Bank, in.BankAddress} {
				if c.text[f.Start:f.End] != f.Value {
					t.Errorf("field %+v does not stand there", f)
				}
			}
		})
	}
}

func TestInstructionsSeesNone(t *testing.T) {
	for _, s := range []string{
		"", "Which account is the old one?", "Added, name is Cheryl SG", "Our usual account is under annual audit", "Does the account LED show the percentage?",
		"Send the account again please, new colleague in our accounts team.", "我们对公户从农信换到温州银行了", "order 3456789012345678901 paid", "call 138 0013 8000",
	} {
		if in, ok := Instructions(s, Find(s)); ok {
			t.Errorf("Instructions(%q) = %+v", s, in)
		}
	}
}
