package identifier

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Field is a piece of text of a bank block; Value is "" when it is not there.
type Field struct {
	Value      string // as written, without the label
	Start, End int    // byte offsets in the text
}

// Instruction is what one message says about where to pay: all of a bank block
// or only one field of it.
type Instruction struct {
	Beneficiary Field
	Bank        Field
	BankAddress Field
	Account     Found  // IBAN, account, card, wallet or payment id; Kind is "" when there is none
	BIC         Found  // Kind is "" when there is none
	Branch      Found  // CNAPS, routing number or sort code; Kind is "" when there is none
	Country     string // ISO 3166 code of where the account is, as far as IBAN, BIC, bank or address tell
	Currency    string // ISO 4217, "" when not said
	Personal    bool   // the payee is a person
}

// Instructions reads the bank block of one message, given what [Find] found in
// it: labelled lines in English and Chinese and other languages, and names that
// stand unlabelled by an account. It is false when the message holds no field
// of one. Where a message names several accounts it reads the first.
func Instructions(text string, found []Found) (Instruction, bool) {
	var in Instruction
	var passed Found
	between := false
	for _, f := range found {
		switch f.Kind {
		case IBAN, Account, Card, Crypto, Alipay, PayPal, FPS:
			if in.Account.Kind == "" && f.Grade > Shape {
				in.Account = f
			}
		case BIC:
			if between = between && f.Grade > Shape; between { // of the bank on the way
				between = false
				passed = first(passed, f)
				continue
			}
			in.BIC = first(in.BIC, f)
		case CNAPS, ABA, SortCode:
			in.Branch = first(in.Branch, f)
		case Beneficiary:
			in.Beneficiary = firstField(in.Beneficiary, f)
		case Bank:
			if between = intermediary(f.Label); !between {
				in.Bank = firstField(in.Bank, f)
			}
		}
	}
	if in.BIC.Kind == "" && in.Bank.Value == "" {
		in.BIC = passed
	}
	if in.Account.Kind == "" && in.BIC.Kind == "" && in.Branch.Kind == "" && in.Beneficiary.Value == "" && in.Bank.Value == "" {
		return in, false
	}
	var t scan
	t.fold(text)
	t.read()
	for _, f := range found {
		t.claimSource(f)
	}
	t.unlabelled(&in, found)
	t.particulars(&in)
	in.Personal = t.personal(in, found)
	in.Country = t.countryOf(in)
	return in, true
}

// intermediary reports whether a label names the bank that a payment passes on
// its way.
func intermediary(label string) bool {
	return strings.HasPrefix(label, "intermed") || strings.HasPrefix(label, "correspond") || strings.HasPrefix(label, "中") || label == "代理行"
}

// personal reports whether the payee is a person: by the name, or without one
// by the kind of account and the words for it.
func (t *scan) personal(in Instruction, found []Found) bool {
	for _, f := range found {
		if f.Kind == Beneficiary && f.Note == "person" && f.Start == in.Beneficiary.Start {
			return true
		}
	}
	if v := in.Beneficiary.Value; v != "" {
		return PersonName(v) && !CompanyName(v)
	}
	for _, h := range t.hits {
		switch h.label.word {
		case "personal account", "private account", "个人账户", "私户", "私账":
			return true
		}
	}
	return in.Account.Kind == Card || in.Account.Kind == Alipay && isMobile(strings.TrimPrefix(in.Account.Normalised, "+86"))
}
func first(old, f Found) Found {
	if old.Kind != "" || f.Grade == Shape {
		return old
	}
	return f
}

func firstField(old Field, f Found) Field {
	if old.Value != "" {
		return old
	}
	return Field{f.Value, f.Start, f.End}
}

// claimSource claims the span of f, given by offsets of the source.
func (t *scan) claimSource(f Found) {
	a, z := f.Start, f.End
	if t.off != nil {
		a, z = t.forth(f.Start), t.forth(f.End)
	}
	t.claim(a, z)
}

// forth gives the place in s of offset i of src.
func (t *scan) forth(i int) int {
	lo, hi := 0, len(t.off)-1
	for lo < hi {
		if m := (lo + hi) / 2; int(t.off[m]) < i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// field gives s[a:z] as a field of the source.
func (t *scan) field(a, z int) Field {
	for a < z && strings.IndexByte(" \t:.-)(\"", t.s[a]) >= 0 { // what a piece may begin with by chance
		a++
	}
	for z > a && strings.IndexByte(" \t:-(\"", t.s[z-1]) >= 0 {
		z--
	}
	for _, w := range [...]string{" ending in", " ending with", " ending", " account", " a/c", " acc"} {
		if z-a > len(w) && hasPrefixFold(t.s[z-len(w):], w) {
			z -= len(w)
			break
		}
	}
	a, z = t.back(a, z)
	return Field{t.src[a:z], a, z}
}

// unlabelled fills payee and bank from the pieces of the message around the
// account: Chen Guoqiang / Industrial Bank / 6299….
func (t *scan) unlabelled(in *Instruction, found []Found) {
	if in.Account.Kind == "" {
		t.bankBeside(in)
		return
	}
	if in.Beneficiary.Value == "" {
		for _, f := range found {
			if f.Kind == Company && !bankLike(f.Value) {
				in.Beneficiary = Field{f.Value, f.Start, f.End}
				break
			}
		}
	}
	at := in.Account.Start
	if t.off != nil {
		at = t.forth(at)
	}
	from, to := t.lines(at, 5)
	person, best := Field{}, 1<<30
	for a := from; a < to; {
		z := t.piece(a, to)
		if z == a {
			_, n := utf8.DecodeRuneInString(t.s[a:])
			a += n
			continue
		}
		f := t.field(t.behindLabels(a, z), t.withBrackets(z))
		a = z
		if v, ok := strings.CutSuffix(f.Value, "卡"); ok { // 建行卡
			f.Value, f.End = v, f.Start+len(v)
		}
		if bank, rest := t.bankThenName(f); rest.Value != "" && in.Bank.Value == "" {
			in.Bank, f = bank, rest
		}
		switch v := f.Value; {
		case v == "" || noName(v) || IsLabel(v):
		case in.Bank.Value != "" && f.Start-in.Bank.End >= 0 && f.Start-in.Bank.End < 4 && branchPiece(v):
			in.Bank = Field{t.src[in.Bank.Start:f.End], in.Bank.Start, f.End} // "…Bank, Jimo branch"
		case in.Bank.Value == "" && bankLike(v) && !t.sentencePiece(v), in.Bank.Value == "" && t.bankPiece(v):
			in.Bank = f
		case in.Beneficiary.Value == "" && CompanyName(v) && !bankLike(v) && !branchPiece(v):
			in.Beneficiary = f
		default:
			p := t.personIn(f)
			if d := distance(f, in.Account); p.Value != "" && d < best {
				person, best = p, d
			}
		}
	}
	if in.Beneficiary.Value == "" {
		in.Beneficiary = person
	}
	if h := t.bankNear(at, at); in.Bank.Value == "" && h != nil && h.role == bankWord && h.name() != "" {
		in.Bank = t.field(h.start, h.end) // our HSBC account
	}
}

// bankBeside fills the bank from the piece behind the payee: a message that
// holds no number yet.
func (t *scan) bankBeside(in *Instruction) {
	if in.Beneficiary.Value == "" || in.Bank.Value != "" {
		return
	}
	a := in.Beneficiary.End
	if t.off != nil {
		a = t.forth(a)
	}
	for a < len(t.s) && strings.IndexByte(" ,;\n.", t.s[a]) >= 0 {
		a++
	}
	f := t.field(a, t.piece(a, min(len(t.s), a+90)))
	if bankLike(f.Value) && !t.sentencePiece(f.Value) {
		in.Bank = f
	}
}

// behindLabels gives the place behind the last label of a field or of payment
// in s[a:z], a when there is none or nothing follows it.
func (t *scan) behindLabels(a, z int) int {
	const skip = fieldRoles | 1<<due | 1<<wallet
	for k := t.lastHit(z); k >= 0 && t.hits[k].start >= a; k-- {
		if h := t.hits[k]; skip>>h.role&1 != 0 && h.role != bankName && h.end < z {
			a = h.end
			break
		}
	}
	for a < z && t.s[a] == ' ' {
		a++
	}
	for _, w := range [...]string{"or to ", "or ", "Or ", "to ", "ok then ", "Ok then ", "then ", "and bank is ", "bank is ", "and ", "at ", "with ", "of ", "through ", "via ", "by ", "my ", "到", "给", "用", "在"} {
		if strings.HasPrefix(t.s[a:z], w) {
			return a + len(w)
		}
	}
	return a
}

// withBrackets gives the place behind a place name in brackets at z, such as
// (香港), z when there is none.
func (t *scan) withBrackets(z int) int {
	if z < len(t.s) && t.s[z] == '(' && z > 0 && t.s[z-1] != ' ' {
		if n := strings.IndexByte(t.s[z:min(len(t.s), z+24)], ')'); n > 0 && !t.claimedAt(z+1) {
			return z + n + 1
		}
	}
	return z
}

// distance is the number of bytes between f and the account.
func distance(f Field, account Found) int {
	return max(f.Start-account.End, account.Start-f.End, 0)
}

// lines gives the bounds of the text within n lines of place i.
func (t *scan) lines(i, n int) (int, int) {
	a, z := i, i
	for k := 0; a > 0; a-- {
		if t.s[a-1] == '\n' {
			if k++; k > n {
				break
			}
		}
	}
	for k := 0; z < len(t.s); z++ {
		if t.s[z] == '\n' {
			if k++; k > n {
				break
			}
		}
	}
	return a, z
}

// piece gives the end of the piece of text that begins at a: it ends at marks,
// line ends, claimed spans and labels, at a space by a Chinese character, and
// where the script changes.
func (t *scan) piece(a, to int) int {
	var script rune
	for i, r := range t.s[a:to] {
		if t.claimedAt(a+i) || strings.ContainsRune("\n,;:。；，、!?\"“”()/|", r) && !(r == ',' && t.legalAt(a+i+1)) && !(r == '/' && script == 'l' && !strings.HasPrefix(t.s[a+i:], "/ ")) {
			return a + i
		}
		kind := script
		switch {
		case unicode.Is(unicode.Han, r):
			kind = 'h'
		case unicode.IsLetter(r) && r != 'O':
			kind = 'l'
		case r == ' ' && script == 'h':
			return a + i + 1
		}
		if script != 0 && kind != script {
			return a + i
		}
		script = kind
		if i > 160 {
			return a + i
		}
	}
	return to
}

// bankThenName divides a piece such as Vietcombank NGUYEN VAN A into bank and
// person; rest is empty when it is not one.
func (t *scan) bankThenName(f Field) (bank, rest Field) {
	var u scan
	u.fold(f.Value)
	u.read()
	if len(u.hits) == 0 || u.off != nil || u.hits[0].role != bankWord || u.hits[0].start != 0 {
		return f, rest
	}
	n := u.hits[0].end
	if v := strings.TrimLeft(f.Value[n:], " "); strings.HasPrefix(f.Value[n:], " ") && PersonName(v) && !bankLike(v) {
		return Field{f.Value[:n], f.Start, f.Start + n}, Field{v, f.End - len(v), f.End}
	}
	return f, rest
}

// noName reports whether v speaks of a bank and names none: bank info, our
// new bank.
func noName(v string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(v)) {
		if !strings.Contains(" bank info information details detail our the new my name account is and of in to this that your a new: ", " "+w+" ") {
			return v == "银行" || v == "銀行" || v == "开户行"
		}
	}
	return true
}

// branchPiece reports whether v names a branch of a bank.
func branchPiece(v string) bool {
	low := strings.ToLower(v)
	return strings.HasSuffix(low, "branch") && len(strings.Fields(v)) <= 5 || strings.HasSuffix(v, "支行") || strings.HasSuffix(v, "分行")
}

// bankPiece reports whether v is the short name of a bank and no more, such as
// 农行 or China Merchants.
func (t *scan) bankPiece(v string) bool {
	var u scan
	u.fold(v)
	u.read()
	return len(u.hits) > 0 && u.hits[0].role == bankWord && u.hits[0].start == 0 && len(v) <= 40 && !t.sentencePiece(v)
}

// sentencePiece reports whether v goes on like a sentence.
func (t *scan) sentencePiece(v string) bool {
	low := 0
	words := strings.Fields(v)
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) && w != "of" && w != "and" && w != "branch" && w != "bank" && w != "the" {
			low++
		}
	}
	r, _ := utf8.DecodeRuneInString(v)
	return low > 1 || len(v) > 80 || strings.ContainsAny(v[:min(3, len(v))], "俾畀") || unicode.Is(unicode.Han, r) && (utf8.RuneCountInString(v) > 22 || strings.ContainsAny(v, "你我您他的了吗是"))
}

// personIn gives the name of a person that f is, or that its last words are.
func (t *scan) personIn(f Field) Field {
	if len(f.Value) > 120 {
		return Field{}
	}
	if PersonName(f.Value) {
		return f
	}
	rest := f.Value
	for strings.Contains(rest, " ") {
		_, next, _ := strings.Cut(rest, " ")
		rest = strings.TrimLeft(next, " ")
		if PersonName(rest) && len(strings.Fields(rest)) > 1 {
			return Field{rest, f.End - len(rest), f.End}
		}
	}
	return Field{}
}
