package identifier

import "strings"

// countries are the ISO 3166 alpha-2 codes, with XK, which banks use.
const countries = " AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
	"CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE " +
	"GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP " +
	"KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF " +
	"NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN " +
	"SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT " +
	"ZA ZM ZW "

func isCountry(c string) bool {
	return len(c) == 2 && isUpper(c[0]) && isUpper(c[1]) && strings.Contains(countries, " "+c+" ")
}

// bankPrefixes are the first four letters of the BICs of banks that suppliers
// name most. They stand for a label.
const bankPrefixes = " ICBK ABOC BKCH PCBC COMM CMBC CIBK MSBC SPDB SZDB FJIB EVER GDBK HXBK PSBC ZJCB HSBC HASE SCBL DHBK CITI BEAS UBHK " +
	"WUBA CHAS DBSS OCBC BOJS BKNB UOVB DEUT COBA BARC MIDL NWBK LOYD BOFA WFBI "

// CheckBIC reports why v, upper case, is not a BIC; "" when it is well formed
// (ISO 9362: 8 or 11 characters, a real country in places 5 and 6). There is no
// checksum.
func CheckBIC(v string) string {
	if len(v) != 8 && len(v) != 11 {
		return "a BIC has 8 or 11 characters"
	}
	for i := range len(v) {
		if !isUpper(v[i]) && (i < 6 || !isDigit(v[i])) {
			return "a BIC begins with six letters"
		}
	}
	if !isCountry(v[4:6]) {
		return "no country has the letters " + v[4:6]
	}
	return ""
}

// bics finds the BICs behind their labels and those that need none.
func (t *scan) bics() {
	for _, h := range t.hits {
		if h.role == bic {
			t.bicBehind(h)
		}
	}
	last := ""
	for k, a := range t.caps {
		_, z := t.wordAround(a)
		if !t.free(a, z) {
			continue
		}
		// XMRBCNBX becomes XMRBCNBX361: the one explains the other.
		v, next := t.s[a:z], ""
		if k+1 < len(t.caps) {
			_, e := t.wordAround(t.caps[k+1])
			next = t.s[t.caps[k+1]:e]
		}
		t.bicAlone(a, z, sameBank(v, last) || sameBank(v, next))
		last = v
	}
}

// sameBank reports whether v and w are BICs of one bank, one of them with a
// branch that has a digit.
func sameBank(v, w string) bool {
	if len(v) > len(w) {
		v, w = w, v
	}
	return len(v) == 8 && len(w) == 11 && v == w[:8] && hasDigit(w[8:]) && CheckBIC(v) == ""
}

// bicBehind looks for a BIC behind label h. Common words have the form of a BIC
// too: a word in small letters counts only right behind the label.
func (t *scan) bicBehind(h hit) bool {
	end := min(len(t.s), h.end+4*reach)
	lines := 0
	for i := h.end; i < end; i++ {
		c := t.s[i]
		if c == '\n' {
			if lines++; lines > 1 {
				return false
			}
		}
		if !isAlnum(c) {
			continue
		}
		a, z := t.wordAround(i)
		if a < h.end {
			a = h.end
		}
		// HSBC HK HH HKH is written apart now and then
		v, stop := t.s[a:z], z
		if n := z - a; n == 4 && isUpper(t.s[a]) {
			if w, e := t.gather(a, 11); (len(w) == 8 || len(w) == 11) && CheckBIC(w) == "" && (e == len(t.s) || !isAlnum(t.s[e])) {
				v, stop = w, e
			}
		}
		near := len(strings.Trim(t.s[h.end:a], " :=-.\t\n/#)(\"")) == 0
		up := strings.ToUpper(v)
		if CheckBIC(up) == "" && t.free(a, stop) && (up == v && !commonWord(up) || near && hasDigitOrBank(up)) {
			t.put(a, stop, Found{Kind: BIC, Normalised: up, Grade: Valid, Country: up[4:6], Label: h.word()})
			return true
		}
		i = z - 1
	}
	return false
}

func hasDigitOrBank(v string) bool {
	return strings.ContainsAny(v, "0123456789") || strings.Contains(bankPrefixes, " "+v[:4]+" ")
}

// commonWord reports whether v is an English word or a city that happens to
// have the form of a BIC.
func commonWord(v string) bool {
	return strings.Contains(" SHIPMENT DELIVERY CUSTOMER SUPPLIER WHATSAPP TELEGRAM SHANGHAI DONGGUAN BUSINESS DOCUMENT ORIGINAL PACKAGES DISPATCH "+
		"PLATFORM TRACKING DEPOSITS ALUMINUM SILICONE REQUIRED MACHINES COMPETITIVE INSPECTIONS TRANSACTION DOCUMENTARY INTERNATIONAL "+
		"TRANSFER BENEFICIARY REFERENCE REMITTANCE OVERSEAS QUANZHOU HANGZHOU SHENZHEN RECEIVED VERIFIED CONFIRMED PAYMENTS CURRENCY ADDRESS "+
		"INTERMEDIARY REGISTERED CORPORATION GUANGZHOU BANKNAME COMPANIES COMPANY FINANCE FACTORY ", " "+v+" ")
}

// bicAlone looks for a BIC that needs no label because it begins with a bank's
// letters, or because another of the same bank stands beside it: a word in
// capitals at a.
func (t *scan) bicAlone(a, z int, twice bool) {
	v := t.s[a:z]
	if CheckBIC(v) == "" && (twice || strings.Contains(bankPrefixes, " "+v[:4]+" ")) && !commonWord(v) {
		t.put(a, z, Found{Kind: BIC, Normalised: v, Grade: Plausible, Country: v[4:6]})
	}
}
