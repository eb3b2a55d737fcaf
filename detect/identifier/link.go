package identifier

import (
	"strings"
	"unicode/utf8"
)

// host says what the links of a host open.
type host struct {
	name string // without www.
	kind Kind
	app  string
}

// hosts are the sites whose links open a chat, a group or a payment; anything
// else is a URL.
var hosts = []host{
	{"wa.me", ContactLink, "whatsapp"}, {"api.whatsapp.com", ContactLink, "whatsapp"}, {"web.whatsapp.com", ContactLink, "whatsapp"},
	{"chat.whatsapp.com", ContactLink, "whatsapp"}, {"whatsapp.com", ContactLink, "whatsapp"},
	{"t.me", ContactLink, "telegram"}, {"telegram.me", ContactLink, "telegram"}, {"telegram.dog", ContactLink, "telegram"},
	{"line.me", ContactLink, "line"}, {"lin.ee", ContactLink, "line"},
	{"u.wechat.com", ContactLink, "wechat"}, {"weixin.qq.com", ContactLink, "wechat"}, {"work.weixin.qq.com", ContactLink, "wechat"}, {"wework.qpic.cn", ContactLink, "wechat"},
	{"wpa.qq.com", ContactLink, "qq"}, {"qm.qq.com", ContactLink, "qq"},
	{"m.me", ContactLink, "facebook"}, {"facebook.com", ContactLink, "facebook"}, {"m.facebook.com", ContactLink, "facebook"},
	{"ig.me", ContactLink, "instagram"}, {"instagram.com", ContactLink, "instagram"}, {"discord.gg", ContactLink, "discord"},
	{"zalo.me", ContactLink, "zalo"}, {"signal.me", ContactLink, "signal"}, {"join.skype.com", ContactLink, "skype"},
	{"open.kakao.com", ContactLink, "kakaotalk"}, {"pf.kakao.com", ContactLink, "kakaotalk"},
	{"qr.alipay.com", PayLink, "alipay"}, {"alipay.com", PayLink, "alipay"}, {"i.qianbao.qq.com", PayLink, "qq"},
	{"paypal.me", PayLink, "paypal"}, {"paypal.com", PayLink, "paypal"}, {"buy.stripe.com", PayLink, "stripe"}, {"checkout.stripe.com", PayLink, "stripe"},
	{"wise.com", PayLink, "wise"}, {"payoneer.com", PayLink, "payoneer"}, {"cash.app", PayLink, "cashapp"}, {"venmo.com", PayLink, "venmo"}, {"revolut.me", PayLink, "revolut"},
}

// schemes are the links that no host is in.
var schemes = []host{
	{"weixin://wxpay", PayLink, "wechat"}, {"weixin:", ContactLink, "wechat"}, {"wxp:", PayLink, "wechat"}, {"whatsapp:", ContactLink, "whatsapp"},
	{"tg:", ContactLink, "telegram"}, {"tencent:", ContactLink, "qq"}, {"mqqapi:", ContactLink, "qq"}, {"viber:", ContactLink, "viber"},
	{"alipays:", PayLink, "alipay"}, {"skype:", ContactLink, "skype"}, {"mailto:", ContactLink, ""},
}

// shorteners hide where a link leads.
const shorteners = " bit.ly tinyurl.com surl.li dwz.cn t.cn suo.im goo.gl is.gd cutt.ly rebrand.ly "

// links finds links behind http, www and the known hosts and schemes. They end
// where Chinese text begins.
func (t *scan) links() {
	for k := range t.hits {
		if h := t.hits[k]; h.role == link && t.free(h.start, h.end) {
			t.link(h)
		}
	}
}

// link takes the link that begins with label h.
func (t *scan) link(h hit) {
	if h.start > 0 && (isAlnum(t.s[h.start-1]) || t.s[h.start-1] == '@' || t.s[h.start-1] == '.' || t.s[h.start-1] == '-') && h.label.word != "http" && h.label.word != "https" {
		return
	}
	z := h.start
	const longest = 2048
	for z < len(t.s) && z-h.start < longest && linkByte(t.s[z]) {
		z++
	}
	for z > h.start && strings.IndexByte(".,;:!?'\")]>", t.s[z-1]) >= 0 {
		z--
	}
	v := t.s[h.start:z]
	f, ok := readLink(v)
	if !ok {
		return
	}
	f.Label = ""
	t.put(h.start, z, f)
}

// linkByte reports whether c can stand in a link. Brackets cannot, as chats
// put links in them.
func linkByte(c byte) bool {
	return isAlnum(c) || c < utf8.RuneSelf && strings.IndexByte("-._~:/?#@!$&'*+,;=%", c) >= 0
}

// readLink says what the link v is; false when it is none.
func readLink(v string) (Found, bool) {
	low := strings.ToLower(v)
	rest, hadScheme := low, false
	for _, p := range [...]string{"http://", "https://"} {
		if r, ok := strings.CutPrefix(low, p); ok {
			rest, hadScheme = r, true
		}
	}
	if !hadScheme {
		for _, s := range schemes {
			if strings.HasPrefix(low, s.name) {
				return schemeLink(v, s)
			}
		}
	}
	name, path, _ := strings.Cut(rest, "/")
	if n, q, ok := strings.Cut(name, "?"); ok {
		name, path = n, "?"+q
	}
	www := strings.HasPrefix(name, "www.")
	name = strings.TrimPrefix(name, "www.")
	name, _, _ = strings.Cut(name, ":")
	dot := strings.LastIndexByte(name, '.')
	if dot < 1 || dot+2 >= len(name) {
		return Found{}, false
	}
	if i := len(v) - len(path); path != "" {
		path = v[i:] // codes keep their letter case
	}
	f := Found{Kind: URL, Normalised: name + "/" + strings.TrimSuffix(path, "/"), Grade: Valid}
	if path == "" {
		f.Normalised = name
	}
	for _, h := range hosts {
		if h.name == name {
			if path == "" {
				return f, hadScheme || www
			}
			f.Kind, f.App = h.kind, h.app
			f.Note, f.Country = linkTarget(h, path)
			if strings.HasPrefix(f.Note, "+") {
				f.Normalised = f.Note
			}
			return f, true
		}
	}
	if strings.Contains(shorteners, " "+name+" ") {
		f.Note = "a shortened link; where it leads is not visible"
		return f, path != "" || hadScheme
	}
	return f, hadScheme || www || path != ""
}

// linkTarget gives what a link opens: a number in international form, a
// group, a name.
func linkTarget(h host, path string) (note, country string) {
	first, _, _ := strings.Cut(path, "/")
	first, query, _ := strings.Cut(first, "?")
	switch h.name {
	case "wa.me", "zalo.me":
		if d := strings.TrimPrefix(first, "+"); len(d) >= 8 && len(d) <= 15 && allDigits(d) {
			return "+" + d, lookUp("+" + d).region
		}
	case "api.whatsapp.com", "web.whatsapp.com":
		_, d, _ := strings.Cut(query, "phone=")
		d, _, _ = strings.Cut(d, "&")
		d = strings.TrimPrefix(strings.TrimPrefix(d, "%2B"), "+")
		if len(d) >= 8 && len(d) <= 15 && allDigits(d) {
			return "+" + d, lookUp("+" + d).region
		}
	case "chat.whatsapp.com":
		return "a group", ""
	case "t.me", "telegram.me", "telegram.dog":
		if strings.HasPrefix(first, "+") || first == "joinchat" {
			return "a group", ""
		}
		return "@" + strings.ToLower(first), ""
	case "line.me":
		if strings.Contains(path, "ti/g/") {
			return "a group", ""
		}
	}
	return "", ""
}

// schemeLink reads a link of a scheme without a host.
func schemeLink(v string, s host) (Found, bool) {
	body := strings.TrimLeft(v[strings.IndexByte(v, ':')+1:], "/")
	if body == "" || v[strings.IndexByte(v, ':')] != ':' {
		return Found{}, false
	}
	f := Found{Kind: s.kind, App: s.app, Normalised: strings.ToLower(v), Grade: Valid}
	deep := strings.Contains(v, "://")
	switch s.name {
	case "mailto:":
		addr, _, _ := strings.Cut(body, "?")
		f.Kind, f.Normalised = Email, strings.ToLower(addr)
		return f, strings.Contains(addr, "@")
	case "skype:", "viber:", "tg:", "whatsapp:":
		return f, deep || strings.Contains(body, "?")
	}
	return f, deep
}
