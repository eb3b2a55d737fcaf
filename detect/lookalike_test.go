package detect

import (
	"strings"
	"testing"
	"unicode/utf8"

	"backchannel/detect/identifier"
)

func domain(t testing.TB, name string) domainOf {
	t.Helper()
	d, ok := readDomain(identifier.Found{Kind: identifier.Email, Normalised: "x@" + name})
	if !ok {
		t.Fatalf("%s has no registrable domain", name)
	}
	return d
}

func TestLookAlike(t *testing.T) {
	tests := []struct {
		name, a, b string
		want       bool
	}{
		{"digit for a letter", "sunrise-led.com", "sunrise-1ed.com", true},
		{"Cyrillic letter in punycode", "sunrise-led.com", "xn--unrise-led-l2i.com", true},
		{"Cyrillic letter", "sunrise-led.com", "ѕunrise-led.com", true},
		{"letter for another", "sunrise-led.com", "sunrise-ied.com", true},
		{"neighbours swapped in the middle", "sunrise-led.com", "surnise-led.com", true},
		{"ending that looks the same", "sunrise-led.com", "sunrise-led.corn", true},
		{"letter that looks the same", "sunrise-led.com", "sunrlse-led.com", true},
		{"letter changed", "sunrise-led.com", "sunrisc-led.com", true},
		{"letter left out", "haruvex-rubber.com", "haruvex-ruber.com", true},
		{"letter added", "sunrise-led.com", "sunrise-leds.com", true},
		{"hyphen left out", "sunrise-led.com", "sunriseled.com", true},
		{"neighbours swapped", "sunrise-led.com", "sunirse-led.com", true},
		{"neighbours swapped at the end", "sunrise-led.com", "sunrise-lde.com", true},

		{"the same", "sunrise-led.com", "sunrise-led.com", false},
		{"a host of it", "sunrise-led.com", "mail.sunrise-led.com", false},
		{"short names", "abc.com", "abd.com", false},
		{"numbered names", "photos1.com", "photos2.com", false},
		{"other names", "sunrise-led.com", "oceanway.com", false},
		{"other ending", "sunrise-led.com", "sunrise-led.cn", false}, // related, no look-alike
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, b := domain(t, tt.a), domain(t, tt.b)
			if got := lookAlike(a, b); got != tt.want {
				t.Errorf("lookAlike(%s, %s) = %v", tt.a, tt.b, got)
			}
			if lookAlike(a, b) != lookAlike(b, a) {
				t.Errorf("lookAlike(%s, %s) depends on the order", tt.a, tt.b)
			}
		})
	}
}

func TestRelated(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"sunrise-led.com", "sunrise-led.com.cn", true},
		{"sunrise-led.com", "sunrise-led-finance.com", true},
		{"sunrise-led.com", "sunrise-led-cn.com", true},
		{"sunrise-led.com", "hk-sunrise-led.com", true},
		{"sunrise-led.com", "sunrise-ledges.com", false},
		{"abc.com", "abc.cn", false},
		{"sunrise-led.com", "oceanway.com", false},
	}
	for _, tt := range tests {
		if got := related(domain(t, tt.a), domain(t, tt.b)); got != tt.want {
			t.Errorf("related(%s, %s) = %v", tt.a, tt.b, got)
		}
	}
}

func TestImitatesPlatform(t *testing.T) {
	tests := []struct {
		domain string
		want   bool
	}{
		{"alibaba.com", false}, {"message.alibaba.com", false}, {"alibaba.com.cn", false}, {"alibabacloud.com", false}, {"aliexpress.ru", false},
		{"toys1688.com", false}, {"lumoqi.com", false}, {"web.whatsapp.com", false},
		{"alibaba-pay.com", true}, {"aiibaba.com", true}, {"a1ibaba.com", true}, {"alibba.com", true}, {"alibaba.shop", true}, {"alibaba.com.secure-alibaba.top", true},
		{"whatsapp-verify.com", true},
	}
	for _, tt := range tests {
		if got := imitatesPlatform(domain(t, tt.domain)); got != tt.want {
			t.Errorf("imitatesPlatform(%s) = %v", tt.domain, got)
		}
	}
}

func TestMisspells(t *testing.T) {
	tests := []struct {
		label, company string
		want           bool
	}{
		{"lumltrek", "Zhongshan Lumitrek Lighting Co., Ltd.", true},
		{"haruvex-ruber", "Qingdao Haruvex Rubber Co., Ltd.", true},
		{"lumitrek", "Zhongshan Lumitrek Lighting Co., Ltd.", false},
		{"lumitreks", "Zhongshan Lumitrek Lighting Co., Ltd.", false},
		{"hardstead-tool", "Yongkang Hardstead Tools Co., Ltd.", false},
		{"brightway", "Zhongshan Lumitrek Lighting Co., Ltd.", false},
		{"lily", "Zhongshan Lila Co., Ltd.", false},
	}
	for _, tt := range tests {
		if got := misspells(tt.label, tt.company); got != tt.want {
			t.Errorf("misspells(%q, %q) = %v", tt.label, tt.company, got)
		}
	}
}

func TestContacts(t *testing.T) {
	tests := []struct {
		name, lines string
		want        string
	}{
		{"the supplier moves to a domain that looks the same", "supplier: my mail lily@sunrise-led.com\nsupplier: PI sent from lily@sunrlse-led.com\n", "2 account-takeover/lookalike-domain"},
		{"the buyer asks about two addresses", "buyer: I got mails from lily@sunrise-led.com and lily@sunrlse-led.com, which is you?\n", "1 account-takeover/lookalike-domain"},
		{"the buyer's own two addresses", "buyer: write to anna@northwind.com\nbuyer: or ben@northwlnd.com\n", ""},
		{"the buyer corrects the supplier's address", "supplier: my mail lily@sunrise-led.com\nbuyer: you wrote from lily@sunrise-1ed.com\n", "2 account-takeover/lookalike-domain"},
		{"free mail mistyped", "supplier: lily@gmail.com\nsupplier: lily@gmai1.com\n", ""},
		{"the buyer's address beside the supplier's", "supplier: lily@sunrise-led.com\nbuyer: anna@sunrise-led.de\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := strings.Join(found(t, Options{}, "whatsapp", tt.lines, "account-takeover"), ", ")
			if got != tt.want {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

func TestPerson(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Western union to YIN KEKE, city Dongguan", "YIN KEKE"},
		{"to our salesgirl: LIU BAIHE, Liling", "LIU BAIHE"},
		{"to Mr KOSSI DJABAKU, Lome", "Mr KOSSI DJABAKU"},
		{"98522 TRAN THI HUYEN (my friend)", "TRAN THI HUYEN"},
		{"收款码 *小娟]", "*小娟"},
		{"戶名 張○誠,他是", "張○誠"},
		{"by Western Union or Money Gram", ""},
		{"Trade Assurance is not possible", ""},
		{"**important** notice", ""},
		{"", ""},
	}
	for _, tt := range tests {
		from, to, ok := person(tt.text)
		if got := tt.text[from:to]; got != tt.want || ok != (tt.want != "") {
			t.Errorf("person(%q) = %q, %v; want %q", tt.text, got, ok, tt.want)
		}
	}
}

func FuzzPerson(f *testing.F) {
	for _, s := range []string{"to YIN KEKE, city", "收款码 *小娟", "Mr \xff X", "A B", "*", "李 Li*"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		from, to, ok := person(s)
		if from < 0 || to < from || to > len(s) || ok != (to > from) {
			t.Fatalf("person(%q) = %d, %d, %v", s, from, to, ok)
		}
		if ok && utf8.ValidString(s) && !utf8.ValidString(s[from:to]) {
			t.Fatalf("person(%q) cuts a character: %q", s, s[from:to])
		}
	})
}
