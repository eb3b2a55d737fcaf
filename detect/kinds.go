package detect

import "backchannel/detect/identifier"

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

// whole says whether the words inside an identifier of this kind mean nothing
// by themselves, as in accounts@example.com or HK$20.
func whole(k identifier.Kind) bool {
	switch k {
	case identifier.Email, identifier.URL, identifier.ContactLink, identifier.PayLink, identifier.Money,
		identifier.Beneficiary, identifier.Company:
		return true
	}
	return false
}
