package detect

import (
	"strings"

	"backchannel/detect/identifier"
	"backchannel/parser/chat"
)

// Term is a sum, a share or a date of payment.
type Term struct {
	Kind     string  `json:"kind"` // amount, unit-price, percent, due
	Value    string  `json:"value"`
	Minor    int64   `json:"minor,omitempty"` // in hundredths of the currency
	Currency string  `json:"currency,omitempty"`
	Percent  int     `json:"percent,omitempty"`
	Mention  Mention `json:"at"`
}

// maxTerms bounds how many terms of one conversation are kept: a price list is
// no agreement.
const maxTerms = 500

// terms adds the sums, shares and dates due of a message.
func (c *conversation) terms(r *reading, now []string) {
	m := &r.message
	if m.Role == chat.System {
		return
	}
	money := false
	for _, f := range r.found {
		t := Term{Value: f.Value}
		switch {
		case f.Grade == identifier.Shape:
			continue
		case f.Kind == identifier.Money:
			t.Kind, t.Minor, t.Currency = "amount", f.Amount.Minor, f.Amount.Currency
			if f.Note == "unit price" {
				t.Kind = "unit-price"
			}
		case f.Kind == identifier.Percent:
			t.Kind, t.Percent = "percent", f.Percent
		default:
			continue
		}
		money = true
		c.term(m, t)
	}
	if !money && !asksToPay(now) {
		return
	}
	if from, to, ok := due(m.Text); ok {
		c.term(m, Term{Kind: "due", Value: m.Text[from:to]})
	}
}

func (c *conversation) term(m *chat.Message, t Term) {
	if len(c.termList) == maxTerms {
		c.termsLeft++
		return
	}
	t.Mention = c.mention(m)
	c.termList = append(c.termList, t)
}

// asksToPay says whether acts of a message are about a payment or its time.
func asksToPay(now []string) bool {
	for _, a := range now {
		label, _, _ := strings.Cut(a, "/")
		switch label {
		case "payment-redirect", "bank-change", "upfront-payment", "pressure":
			return true
		}
	}
	return false
}

// beforeDate are words that put a date behind them as the last day.
var beforeDate = []string{"before ", "by ", "until ", "till ", "latest ", "no later than ", "not later than ", "within "}

// days are the words that a date begins with.
var days = []string{
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "tonight", "tomorrow", "this week", "next week", "the end of", "end of", "noon", "close of business",
	"january", "february", "march", "april", "may ", "june", "july", "august", "september", "october", "november", "december", "jan ", "feb ", "mar ", "apr ", "jun ", "jul ", "aug ", "sep ", "oct ", "nov ", "dec ",
}

// hanDays are Chinese words for a last day, with what follows them.
var hanDays = []string{"今天下班前", "今天之内", "今天内", "今晚前", "今天前", "明天前", "明天之前", "下班前", "本周内", "这周内", "本周五前", "周五前", "周一前", "月底前", "月底之前", "三天内", "24小时内", "48小时内"}

// due finds the day by which something is to be done.
func due(text string) (from, to int, ok bool) {
	low := asciiLower(text)
	if len(low) != len(text) {
		return 0, 0, false
	}
	for _, w := range hanDays {
		if i := strings.Index(low, w); i >= 0 {
			return i, i + len(w), true
		}
	}
	for _, w := range beforeDate {
		for at := 0; ; {
			i := strings.Index(low[at:], w)
			if i < 0 {
				break
			}
			i += at
			at = i + len(w)
			if i > 0 && low[i-1] >= 'a' && low[i-1] <= 'z' {
				continue
			}
			if n := dayLength(low[at:]); n > 0 {
				return i, at + n, true
			}
		}
	}
	return 0, 0, false
}

// dayLength gives the length of the day that s begins with, 0 for none: Friday,
// 15 March, 3/15, 24 hours, 5pm.
func dayLength(s string) int {
	for _, d := range days {
		if strings.HasPrefix(s, d) {
			n := len(d)
			for strings.HasSuffix(d, " ") && n < len(s) && '0' <= s[n] && s[n] <= '9' {
				n++
			}
			if strings.HasSuffix(d, " ") && n == len(d) {
				return 0
			}
			if strings.HasSuffix(d, " of") {
				n += wordsLength(s[n:], 2)
			}
			return len(strings.TrimRight(s[:n], " "))
		}
	}
	_, n := leadingNumber(s)
	if n == 0 || n > 4 {
		return 0
	}
	rest := strings.TrimLeft(s[n:], " ")
	skipped := len(s) - n - len(rest)
	for _, u := range [...]string{"hours", "hrs", "days", "working days", "pm", "am", "o'clock", "th", "st", "nd", "rd"} {
		if strings.HasPrefix(rest, u) {
			return n + skipped + len(u)
		}
	}
	for _, d := range days[16:] {
		if d = strings.TrimRight(d, " "); strings.HasPrefix(rest, d) && skipped > 0 {
			return n + skipped + len(d)
		}
	}
	if len(rest) > 1 && skipped == 0 && (rest[0] == '/' || rest[0] == '.' || rest[0] == '-') {
		if _, k := leadingNumber(rest[1:]); k > 0 && k <= 2 {
			return n + 1 + k
		}
	}
	return 0
}

// wordsLength gives the length of the first n words of s, in small letters,
// with the blanks before them.
func wordsLength(s string, n int) int {
	i := 0
	for range n {
		j := i
		for j < len(s) && s[j] == ' ' {
			j++
		}
		k := j
		for k < len(s) && s[k] >= 'a' && s[k] <= 'z' {
			k++
		}
		if k == j {
			break
		}
		i = k
	}
	return i
}
