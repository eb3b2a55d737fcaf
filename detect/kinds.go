package detect

import (
	"strings"
	"unicode"

	"backchannel/detect/identifier"
)

// isPayment says whether money can be sent to an identifier of this kind.
func isPayment(k identifier.Kind) bool {
	switch k {
	case identifier.IBAN, identifier.Account, identifier.Card, identifier.Crypto, identifier.Alipay,
		identifier.PayPal, identifier.FPS, identifier.MTCN, identifier.PayLink:
		return true
	}
	return false
}

// isContact says whether a message can be sent to an identifier of this kind.
func isContact(k identifier.Kind) bool {
	switch k {
	case identifier.Phone, identifier.Email, identifier.ContactLink, identifier.WeChat, identifier.QQ,
		identifier.Telegram, identifier.Line, identifier.Skype, identifier.Handle:
		return true
	}
	return false
}

// whole says whether the words inside an identifier mean nothing by themselves,
// as in accounts@example.com, HK$20 or the name of a company.
func whole(f identifier.Found) bool {
	switch f.Kind {
	case identifier.Email, identifier.URL, identifier.ContactLink, identifier.PayLink, identifier.Money:
		return true
	case identifier.Beneficiary, identifier.Company:
		return strings.IndexFunc(f.Value, func(r rune) bool { return r == '(' || unicode.Is(unicode.Han, r) }) < 0
	}
	return false
}

// payPage says whether an address speaks of paying in its host name, as pages
// do that imitate a platform's checkout. The platforms' own pages do not count.
func payPage(address string) bool {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		rest = address
	}
	host, _, _ := strings.Cut(rest, "/")
	for _, own := range [...]string{"alibaba.com", "1688.com", "taobao.com", "alipay.com", "paypal.com"} {
		if host == own || strings.HasSuffix(host, "."+own) {
			return false
		}
	}
	for _, w := range [...]string{"pay", "checkout", "assurance", "escrow", "invoice"} {
		if strings.Contains(host, w) {
			return true
		}
	}
	return false
}
