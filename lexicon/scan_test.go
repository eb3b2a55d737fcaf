package lexicon

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

var builtIn = sync.OnceValues(func() (*Book, error) {
	b, err := Load(Options{})
	if err == nil {
		err = b.LoadExamples()
	}
	return b, err
})

func book(t testing.TB) *Book {
	t.Helper()
	b, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// stands says whether a concept was found in a text.
func stands(b *Book, text, concept string) bool {
	return slices.ContainsFunc(b.Concepts(text, nil), func(h string) bool {
		name, _, _ := strings.Cut(h, "=")
		return name == concept
	})
}

func TestConceptsStandAsWords(t *testing.T) {
	b := book(t)
	for _, c := range []struct {
		name, text, concept string
		want                bool
	}{
		{"wechat in chinese", "加微信聊吧", "wechat", true},
		{"wechat across two words", "我稍微信任你们，银行账户发我", "wechat", false},
		{"wechat across two words again", "我稍微信他一点，账户呢", "wechat", false},
		{"traditional", "請匯到新戶口", "new-account", true},
		{"traditional money", "尾數過數就得", "pay", true},
		{"inflected", "they were transferring the balance to our account", "pay", true},
		{"misspelt", "please tranfer to the benificiary account", "bank-details", true},
		{"heat transfer", "heat transfer paper for our account", "pay", false},
		{"power bank", "the new power bank has a bank account logo", "new-account", false},
		{"account manager", "your account manager will call, please pay attention to the account manager", "bank-account", false},
		{"pinyin apart", "ba qian da dao siren zhang hu", "personal", true},
		{"pinyin alone is a name", "Mr. Zhang Hu will visit, call him", "account", false},
		{"spaced letters", "my w h a t s a p p is open, add me", "coded-app", true},
		{"dotted letters", "W.h.a.t.s.A.p.p add me", "coded-app", true},
		{"leet", "add me on wh@tsapp or what5app", "coded-app", true},
		{"plain is no code", "add me on WhatsApp", "coded-app", false},
		{"cut by a heart", "加我薇❤信", "coded-app", true},
		{"model number", "手柄是VX-300那种，加我一个", "coded-app", false},
		{"volts", "12V 2A adapter, add 5 pcs", "coded-app", false},
		{"reputation", "他在业内很有威信，加我一个样品", "coded-app", false},
	} {
		if got := stands(b, c.text, c.concept); got != c.want {
			t.Errorf("%s: %s in %q: %v, want %v (%s)", c.name, c.concept, c.text, got, c.want, b.Concepts(c.text, nil))
		}
	}
}

func TestNegatorsTurnPredicates(t *testing.T) {
	b := book(t)
	for _, c := range []struct {
		name, text, want string
	}{
		{"plain", "please pay to the account", "pay"},
		{"not", "please do not ever pay to that account", "!pay"},
		{"nearest only", "不走平台，直接付到账户", "pay"},
		{"no negator", "no problem, pay to the account", "pay"},
		{"other clause", "don't worry, it is not new, pay to the account", "pay"},
		{"chinese", "请勿付款到该账户", "!pay"},
		{"invitation", "不如付到这个账户", "pay"},
	} {
		if !stands(b, c.text, c.want) {
			t.Errorf("%s: no %s in %q (%s)", c.name, c.want, c.text, b.Concepts(c.text, nil))
		}
	}
}

// allTexts are the examples of all rules.
func allTexts(t testing.TB) []string {
	var out []string
	for _, r := range book(t).Rules() {
		for _, e := range append(slices.Clone(r.Hits), r.Misses...) {
			text, _ := e.Text()
			out = append(out, text)
		}
	}
	if len(out) < 500 {
		t.Fatalf("only %d examples", len(out))
	}
	return out
}

// Triggers, what is possible and what is needed only save work: weighing every
// word for every rule finds the same acts.
func TestSavingWorkLosesNothing(t *testing.T) {
	b := book(t)
	for _, text := range allTexts(t) {
		got, want := ids(b.ReadSides(text, nil)), everything(b, text)
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v, weighing everything %v", text, got, want)
		}
	}
}

func everything(b *Book, text string) []string {
	r := new(Reading)
	b.readAll(r, text, nil)
	var out []string
	for _, rule := range b.rules {
		if _, ok := rule.find(r); ok {
			out = append(out, rule.ID)
		}
	}
	return out
}

// How a sentence is cut into words does not depend on the sentences around it.
func TestSentencesAreCutAlone(t *testing.T) {
	b := book(t)
	const alone = "打样稿下午给" // two ways to cut it are equally good
	want := b.Concepts(alone, nil)
	for _, text := range []string{alone + "。", "您好！" + alone, "ok " + alone, "收到，" + alone} {
		got := b.Concepts(text, nil)
		if got = got[max(0, len(got)-len(want)):]; !slices.Equal(got, want) {
			t.Errorf("%.20q and so on: %v, alone %v", text, got, want)
		}
	}
}

func ids(acts []Act) []string {
	var out []string
	for _, a := range acts {
		out = append(out, a.Rule.ID)
	}
	return out
}

func FuzzRead(f *testing.F) {
	for _, text := range allTexts(f)[:200] {
		f.Add(text)
	}
	f.Add(strings.Repeat("pay to the new account ", 500))
	f.Add("微❤信\xff\x00加我\u200b")
	b := book(f)
	f.Fuzz(func(t *testing.T, text string) {
		acts, _ := b.Read(text, nil)
		for _, a := range acts {
			if a.Start < 0 || a.End > len(text) || a.Start >= a.End {
				t.Fatalf("%s: [%d:%d] of %d bytes", a.Rule.ID, a.Start, a.End, len(text))
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[a.Start:a.End]) {
				t.Fatalf("%s cuts a character: %q", a.Rule.ID, text[a.Start:a.End])
			}
		}
	})
}
