// Package redact hides the names, numbers and accounts of a report before it
// is written, whatever its form: the same value gets the same mark everywhere.
package redact

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"backchannel/detect/identifier"
	"backchannel/parser/chat"
	"backchannel/report"
)

// Classes of hidden values, as they stand in marks.
const (
	person  = "PERSON"
	company = "COMPANY"
	account = "ACCOUNT"
	bank    = "BANKCODE"
	phone   = "PHONE"
	mail    = "MAIL"
	handle  = "HANDLE"
	link    = "LINK"
	number  = "NUMBER"
)

// classes are the kinds of identifiers that are hidden.
var classes = map[identifier.Kind]string{
	identifier.IBAN: account, identifier.Account: account, identifier.Card: account, identifier.Crypto: account,
	identifier.Alipay: account, identifier.PayPal: account, identifier.FPS: account, identifier.MTCN: account,
	identifier.BIC: bank, identifier.CNAPS: bank, identifier.ABA: bank, identifier.SortCode: bank,
	identifier.Phone: phone, identifier.Email: mail,
	identifier.WeChat: handle, identifier.QQ: handle, identifier.Telegram: handle, identifier.Line: handle,
	identifier.Skype: handle, identifier.Handle: handle,
	identifier.URL: link, identifier.ContactLink: link, identifier.PayLink: link,
	identifier.CompanyCode: number, identifier.IdentityNumber: number, identifier.Tracking: number,
	identifier.Beneficiary: person, identifier.Company: company,
}

// value is one thing that is hidden, in all its spellings.
type value struct {
	mark   string
	length int // characters of its plain spelling
	times  int
	seen   []string // spellings that were hidden
}

// maxSeen bounds the spellings of one value in the key.
const maxSeen = 50

// hide counts one more place where a value is hidden.
func (v *value) hide(spelling string) {
	v.times++
	if len(v.seen) < maxSeen && !slices.Contains(v.seen, spelling) {
		v.seen = append(v.seen, spelling)
	}
}

// Redactor replaces values by marks. What is to be hidden in a text may be
// known only from a later one, so it learns all messages first. A nil redactor
// hides nothing.
type Redactor struct {
	values  []*value // in the order of their marks
	byKey   map[string]*value
	counts  map[string]int       // values of each class
	words   map[string][]pattern // by their first word, folded; the longest first
	shown   map[string]place     // findings of the case, by id
	learned map[string]bool      // names
	files   map[string]string    // sources and what they are called now
	taken   map[string]bool      // what sources are called now
}

// New gives a redactor that knows nothing yet.
func New() *Redactor {
	return &Redactor{byKey: map[string]*value{}, counts: map[string]int{}, words: map[string][]pattern{},
		shown: map[string]place{}, learned: map[string]bool{}, files: map[string]string{}, taken: map[string]bool{}}
}

// Learn takes the names and numbers of a message.
func (r *Redactor) Learn(m chat.Message) {
	r.Name(m.Sender)
	for _, s := range []string{m.Text, m.Quote, m.Translation, m.Conversation} {
		for _, f := range identifier.Find(s) {
			r.found(f)
		}
	}
}

// LearnCoverage takes what a source tells of the other party.
func (r *Redactor) LearnCoverage(c chat.Coverage) {
	r.Name(c.Counterpart)
	r.Name(c.Company)
	if c.MailDomain != "" {
		r.add(link, c.MailDomain, c.MailDomain)
	}
}

// Name takes the name of a person or a company.
func (r *Redactor) Name(name string) {
	name = strings.TrimSpace(name)
	if name == "" || name == chat.Self || r.learned[name] || says(name) == "" {
		return
	}
	r.learned[name] = true
	if found := identifier.Find(name); len(found) == 1 && found[0].Start == 0 && found[0].End == len(name) && classes[found[0].Kind] != "" {
		r.found(found[0])
		return
	}
	if identifier.CompanyName(name) {
		r.company(name)
		return
	}
	v := r.add(person, name, name)
	for _, part := range parts(name) {
		r.also(v, part, true)
	}
}

// company takes the name of a company, and the words in it that tell which one
// it is.
func (r *Redactor) company(name string) {
	v := r.add(company, name, name)
	for _, w := range identifier.CoreWords(name) {
		r.also(v, w, true)
	}
}

// found takes an identifier, nil when its kind is shown.
func (r *Redactor) found(f identifier.Found) *value {
	class := classes[f.Kind]
	switch {
	case class == "" || says(f.Value) == "" || date(f.Value):
		return nil
	case class == company || class == person && identifier.CompanyName(f.Value):
		class = company
		r.company(f.Value)
	case class == person:
		r.Name(f.Value)
	}
	return r.add(class, cmp.Or(f.Normalised, f.Value), f.Value)
}

// add gives the value of a key, with one more spelling.
func (r *Redactor) add(class, key, spelling string) *value {
	v := r.byKey[fold(key)]
	if v == nil {
		v = r.byKey[fold(spelling)]
	}
	if v == nil {
		r.counts[class]++
		v = &value{mark: fmt.Sprintf("[%s-%d]", class, r.counts[class]), length: utf8.RuneCountInString(key)}
		r.values = append(r.values, v)
	}
	if r.byKey[fold(key)] == nil {
		r.byKey[fold(key)] = v
		r.also(v, key, false)
	}
	r.also(v, spelling, false)
	return v
}

// also takes one more spelling of a value, or a part of a name.
func (r *Redactor) also(v *value, spelling string, part bool) {
	key := fold(spelling)
	if known := r.byKey[key]; known == nil {
		r.byKey[key] = v
	} else if known != v {
		return // a part that two names share belongs to the first
	}
	first, _ := word(key)
	if first == "" || utf8.RuneCountInString(key) < 2 || slices.ContainsFunc(r.words[first], func(p pattern) bool { return p.spelling == spelling }) {
		return
	}
	all := append(r.words[first], pattern{key, spelling, v, part})
	slices.SortStableFunc(all, func(a, b pattern) int { return cmp.Compare(len(b.key), len(a.key)) })
	r.words[first] = all
}

// ordinary are words that stand in the names of senders and say nothing of who
// it is.
const ordinary = " sales team manager service customer support export import dept department office admin finance account accounts buyer seller " +
	"supplier vendor company factory trade trading assurance alibaba whatsapp wechat boss director owner mr mrs ms miss dr the and from of " +
	"new old china work mobile phone group user unknown contact me you us we led 客户 客服 买家 卖家 供应商 采购 销售 经理 系统 我 "

// says gives what is left of a name without ordinary words.
func says(name string) string {
	var all []string
	for _, w := range strings.Fields(name) {
		if !strings.Contains(ordinary, " "+strings.ToLower(strings.Trim(w, ".,()&"))+" ") {
			all = append(all, w)
		}
	}
	return strings.Join(all, " ")
}

// parts gives the words of a person's name by which others call that person,
// and the name written in one word.
func parts(name string) []string {
	var latin, all []string
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.Is(unicode.Han, r) {
			n := utf8.RuneCountInString(w)
			if n > 1 {
				all = append(all, w)
			}
			if n == 3 {
				all = append(all, w[utf8.RuneLen(r):]) // the given name
			}
			if n == 2 || n == 3 {
				all = append(append(all, called(string(r))...), spelled(w)...)
			}
			continue
		}
		if utf8.RuneCountInString(w) > 1 && !strings.Contains(ordinary, " "+strings.ToLower(w)+" ") {
			latin = append(latin, w)
		}
	}
	if len(latin) == 2 || len(latin) == 3 {
		back := slices.Clone(latin)
		slices.Reverse(back)
		for _, by := range []string{"", "-", "_", "."} {
			all = append(all, strings.Join(latin, by), strings.Join(back, by))
		}
	}
	return append(all, latin...)
}

// called gives how people with a Chinese family name are called: 王总, 小王.
func called(family string) []string {
	all := []string{"小" + family, "老" + family}
	for _, title := range strings.Fields("总 总经理 经理 先生 小姐 女士 老板 老师 厂长 主管 会计 总监 總 經理 廠長 老闆 會計 姐 哥") {
		all = append(all, family+title)
	}
	return all
}

// spelled gives the pinyin of a Chinese name, as file names have it: chenjianguo,
// chen-jianguo, jianguo.
func spelled(name string) []string {
	const most = 16 // readings; few characters have two
	readings := [][]string{nil}
	for _, r := range name {
		var longer [][]string
		for _, so := range readings {
			for _, syllable := range identifier.Readings(r) {
				longer = append(longer, append(slices.Clone(so), syllable))
			}
		}
		readings = longer[:min(len(longer), most)]
	}
	var all []string
	for _, sounds := range readings {
		family, given := sounds[0], strings.Join(sounds[1:], "")
		for _, by := range []string{"", " ", "-", "_"} {
			all = append(all, family+by+given, given+by+family)
		}
		if len(sounds) > 2 {
			all = append(all, given)
		}
	}
	return all
}

// Hidden lists what was hidden so far.
func (r *Redactor) Hidden() []report.Hidden {
	var all []report.Hidden
	for _, v := range r.values {
		if v.times > 0 {
			all = append(all, report.Hidden{Mark: v.mark, Length: v.length, Times: v.times})
		}
	}
	return all
}

// WriteKey writes what each mark stands for, one JSON object a line.
func (r *Redactor) WriteKey(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, v := range r.values {
		if v.times == 0 {
			continue
		}
		line := struct {
			Mark   string   `json:"mark"`
			Values []string `json:"values"` // the spellings, and the parts of a name, that were hidden
		}{v.mark, v.seen}
		if err := enc.Encode(line); err != nil {
			return err
		}
	}
	return nil
}
