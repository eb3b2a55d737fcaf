package identifier

import "testing"

// checks runs a check function over vectors; want tells whether it passes.
func checks(t *testing.T, check func(string) string, vectors map[string]bool) {
	t.Helper()
	for v, want := range vectors {
		if why := check(v); (why == "") != want {
			t.Errorf("%s: says %q, want valid %v", v, why, want)
		}
	}
}

func TestCheckIBAN(t *testing.T) {
	checks(t, CheckIBAN, map[string]bool{
		"GB82WEST12345698765432": true, "DE89370400440532013000": true, "FR1420041010050500013M02606": true,
		"NL91ABNA0417164300": true, "BE68539007547034": true, "CH9300762011623852957": true, "AE070331234567890123456": true,
		"SA0380000000608010167519": true, "TR330006100519786457841326": true, "PL61109010140000071219812874": true,
		"IL620108000000099999999": true, "GB21TEST00000012345678": true, "DE09000000000000000001": true,
		"PL04000000000000000000000000": true, "AE360000000000000000001": true,
		"GB83WEST12345698765432": false, "DE8937040044053201300": false, "CN91370400440532013000": false, "HK00123": false, "": false, "GB": false,
	})
}

func TestIBANLengthsCoverTheRegistry(t *testing.T) {
	if n := len(ibanLength); n != 89 {
		t.Errorf("%d countries, the registry has 89", n)
	}
	for c := range ibanLength {
		if !isCountry(c) {
			t.Errorf("%s is no country", c)
		}
	}
}

func TestCheckBIC(t *testing.T) {
	checks(t, CheckBIC, map[string]bool{
		"HSBCHKHHHKH": true, "BKCHHKHH": true, "BKCHHKHHXXX": true, "ICBKCNBJSZN": true, "ICBKCNBJ": true, "HASEHKHH": true,
		"DHBKHKHH": true, "CITISGSG": true, "DEUTDEFF": true, "SHANGHAI": true, "DELIVERY": true,
		"ABCDEFGH": false, "SHENZHEN": false, "12345678": false, "HSBCHK": false, "": false,
	})
}

func TestCheckCNAPS(t *testing.T) {
	checks(t, CheckCNAPS, map[string]bool{
		"102100099996": true, "103100000026": true, "104100000004": true, "105100000017": true, "308584000013": true,
		"301290000007": true, "102584000002": true, "308584001231": true, "105581001230": true,
		"102584000010": false, "102100099995": false, "10210009999": false, "": false,
	})
}

func TestCheckABA(t *testing.T) {
	checks(t, CheckABA, map[string]bool{
		"021000021": true, "026009593": true, "111000025": true, "122000661": true, "011401533": true, "123456780": true,
		"021000022": false, "123456789": false, "987654321": false, "": false,
	})
}

func TestLuhn(t *testing.T) {
	for v, want := range map[string]bool{
		"6222020000000000000": true, "6214830000000009": true, "6228480000000000000": true, "4563510000000000006": true,
		"622908000000000004": true, "621700000000000006": true, "6222021234567890123": false,
	} {
		if got := luhn(v); got != want {
			t.Errorf("luhn(%s) = %v", v, got)
		}
		if _, ok := issuer(v); !ok {
			t.Errorf("issuer(%s): not a Chinese card", v)
		}
	}
}

func TestCheckWallet(t *testing.T) {
	for _, c := range []struct {
		v, network string
		valid      bool
	}{
		{"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "Bitcoin", true},
		{"1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "Bitcoin", true},
		{"3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "Bitcoin", true},
		{"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "Bitcoin", false},
		{"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "Bitcoin segwit", true},
		{"BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "Bitcoin segwit", true},
		{"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "Bitcoin taproot", true},
		{"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "Bitcoin segwit", false},
		{"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TRON", true},
		{"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", "TRON", false},
		{"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "Ethereum", true},
		{"0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", "Ethereum", true},
		{"0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "Ethereum", true},
		{"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "Ethereum", true},
		{"0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "Ethereum", false},
	} {
		network, why, ok := CheckWallet(c.v)
		if !ok || network != c.network || (why == "") != c.valid {
			t.Errorf("CheckWallet(%s) = %q, %q, %v; want %s, valid %v", c.v, network, why, ok, c.network, c.valid)
		}
	}
	for _, v := range []string{"", "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "550e8400-e29b-41d4-a716-446655440000", "LQSK26ABCDEFGH1234567890"} {
		if network, _, ok := CheckWallet(v); ok {
			t.Errorf("CheckWallet(%s) takes it for %s", v, network)
		}
	}
}

func TestCheckCompanyCode(t *testing.T) {
	checks(t, CheckCompanyCode, map[string]bool{
		"91110000600037341L": true, "91440300MA5ABCDE1H": true, "91440101MA59XYTR78": true,
		"91110000600037341K": false, "A1110000600037341L": false, "91440300MA5ABCDE1I": false, "": false,
	})
	checks(t, CheckRegistration, map[string]bool{"440300000000017": true, "330100001234560": true, "440300000000018": false, "": false})
	checks(t, CheckIdentity, map[string]bool{"11010519491231002X": true, "110105194912310021": false, "11010519491331002X": false, "": false})
}

func TestCheckTracking(t *testing.T) {
	checks(t, CheckS10, map[string]bool{
		"RB123456785GB": true, "RA473124829CN": true, "LZ246813576CN": true, "RR000000014CN": true, "RR123456785CN": true,
		"CP123456785HK": true, "LV000000028CN": true, "LZ246813579CN": false, "LP123456789CN": false, "EE123456789AU": false, "": false,
	})
	// Well-known examples: a container from the text of ISO 6346, a parcel
	// number of the carrier's own documentation.
	checks(t, CheckContainer, map[string]bool{"CSQU3054383": true, "CSQU3054384": false, "": false})
	checks(t, CheckUPS, map[string]bool{"1Z5R89390357567127": true, "1Z5R89390357567128": false, "": false})
	if why := checkCarrier("dhl", "3318810025"); why != "" {
		t.Errorf("DHL 3318810025: %s", why)
	}
	if why := checkCarrier("fedex", "986578788855"); why != "" {
		t.Errorf("FedEx 986578788855: %s", why)
	}
}

func TestSameAccount(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		want       Comparison
	}{
		{"spacing", "GB82 WEST 1234 5698 7654 32", "gb82west12345698765432", Same},
		{"full width", "６２２２ 0200", "62220200", Same},
		{"leading zeros on one side", "00123456789", "123456789", Same},
		{"one digit", "1580431115781465", "1580431115781466", Different},
		{"digits exchanged", "7017757926", "7017759726", Different},
		{"masked tail agrees", "6222 **** **** 1234", "6222020000001234", Consistent},
		{"tail only", "*1234", "6222020000001234", Consistent},
		{"tail against tail", "*1234", "6222*1234", Consistent},
		{"tail differs", "*1235", "6222020000001234", Different},
		{"masked with x", "6222xxxxxxxx1234", "6222020000001234", Consistent},
		{"suffix left out", "004123456789", "004123456789001", SubAccount},
		{"another suffix", "537-752607-001", "537-752607-002", SubAccount},
		{"nothing", "", "", Different},
		{"other numbers of one length", "537752607832", "537752608832", Different},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := SameAccount(c.a, c.b); got != c.want {
				t.Errorf("SameAccount(%q, %q) = %s, want %s", c.a, c.b, got, c.want)
			}
			if got := SameAccount(c.b, c.a); got != c.want {
				t.Errorf("SameAccount(%q, %q) = %s, want %s", c.b, c.a, got, c.want)
			}
		})
	}
}
