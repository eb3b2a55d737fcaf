package alibaba

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"backchannel/parser/chat"
	"backchannel/parser/lines"
	"backchannel/parser/mail"
	"backchannel/parser/page"
	"backchannel/parser/source"
)

// Mail reads the mails by which Alibaba.com tells of a message, one in a file
// (.eml) or many in a mailbox (mbox). A mail is a message; what the platform
// itself writes is a notice. The domain that sent them is kept: a mail that
// calls itself Alibaba and comes from elsewhere is evidence.
type Mail struct{}

// Name implements parser.Format.
func (Mail) Name() string { return "alibaba-mail" }

// Platform implements parser.Format.
func (Mail) Platform() string { return chat.Alibaba }

// Sniff implements parser.Format.
func (Mail) Sniff(_ string, head []byte) int {
	head = bytes.TrimPrefix(head, []byte("\ufeff"))
	box := mboxFrom.Match(bytes.TrimRight(firstLine(head), "\r"))
	if box {
		head = head[min(len(head), len(firstLine(head))+1):]
	}
	h := mail.ReadHeader(head)
	if h.Raw("From") == "" || h.Raw("Subject") == "" && h.Raw("Date") == "" || h.Raw("Snapshot-Content-Location") != "" ||
		strings.HasPrefix(h.Raw("From"), "<Saved by") {
		return 0
	}
	subject := h.Text("Subject")
	switch {
	case mentions(h.Text("From")), mentions(subject):
		return 90
	case announced(mailData().subjects, subject) != "":
		return 85
	case mentions(string(head)):
		return 60
	}
	return 0
}

func firstLine(b []byte) []byte {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	return line
}

func mentions(s string) bool { return strings.Contains(strings.ToLower(s), "alibaba") }

// shortened is what notification mails leave out.
const shortened = "what the mails leave out: the platform shortens long messages and sends neither pictures nor the user's own messages"

// Read implements parser.Format.
func (f Mail) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return func(yield func(chat.Message, error) bool) {
		if cov == nil {
			cov = &chat.Coverage{}
		}
		cov.Format, cov.Encoding, cov.Unit = f.Name(), src.Encoding, "blocks"
		cov.Missing = append(cov.Missing, shortened)
		r, err := src.Open()
		if err != nil {
			yield(chat.Message{}, err)
			return
		}
		defer r.Close()
		b := mailbox{src: src, opts: opts, cov: cov}
		for raw, err := range mails(r) {
			if err != nil {
				yield(chat.Message{}, err)
				return
			}
			b.add(raw)
		}
		b.finish()
		for _, p := range b.problems {
			if !yield(chat.Message{}, p) {
				return
			}
		}
		var msgs []chat.Message
		for i, m := range b.letters {
			m.Source, m.Index, m.Platform = src.Name, i+1, first(opts.Platform, f.Platform())
			cov.Read++
			if !yield(m.Message, nil) {
				return
			}
			msgs = append(msgs, m.Message)
		}
		lines.Sum(cov, msgs)
	}
}

// letter is a message with its moment, by which a mailbox is ordered.
type letter struct {
	chat.Message
	at    time.Time
	stray bool // nothing in it is about Alibaba
}

const notOurs = "mails that are not about Alibaba"

// mailbox collects the mails of a file.
type mailbox struct {
	src      *source.Source
	opts     chat.Options
	cov      *chat.Coverage
	letters  []letter
	problems []*chat.Problem
	foreign  map[string]int // mails that call themselves Alibaba's, by the domain that sent them
	domain   string         // of the first mail
}

// add reads one mail; nil is one that is too large.
func (b *mailbox) add(raw []byte) {
	b.cov.Found++
	m, err := take(raw)
	if err != nil {
		b.cov.Skip("not understood", 1)
		b.tell("mail %d cannot be read (%v); save it again as .eml", b.cov.Found, err)
		return
	}
	if m.Cut {
		b.note(fmt.Sprintf("mail %d breaks off: what stood behind is missing; save it again", b.cov.Found))
	}
	n := readMail(m)
	o := b.origin(m)
	o.claims = o.claims || n.name != "" && (mentions(m.Text) || mentions(m.HTML))
	l := letter{Message: chat.Message{Kind: chat.Text, Text: n.text, Attachments: []string{}}}
	l.stray = !o.claims && !mentions(m.Header.Text("Subject"))
	if l.stray && b.cov.Found > 1 {
		b.cov.Skip(notOurs, 1)
		return
	}
	b.judge(o)
	switch {
	case n.name != "":
		l.Sender = n.name
		b.cov.Counterpart = first(b.cov.Counterpart, n.name)
		b.cov.Company = first(b.cov.Company, n.company)
		if !n.marked {
			b.tell("mail %d has no line that tells where the message starts; all of it was read", b.cov.Found)
		}
	case o.official:
		// Account, order and payment mails are the platform's own words.
		l.Kind = chat.Notice
	default:
		l.Sender = o.from
		b.tell("mail %d is no notification of a message that is known; all of it was read", b.cov.Found)
	}
	if l.Kind == chat.Text {
		l.Kind = textKind(l.Text)
	}
	l.Attachments = attach(m.Files...)
	b.date(&l, m.Header)
	b.letters = append(b.letters, l)
}

// date gives a mail its time and its place.
func (b *mailbox) date(l *letter, h mail.Header) {
	if at, ok := h.Date(); ok {
		l.at, l.Time = at, at.Format(time.RFC3339)
		return
	}
	if n := len(b.letters); n > 0 {
		l.at = b.letters[n-1].at // stays behind the one before it
	}
	b.tell("mail %d has no date that can be read, so its place in the conversation is not known", b.cov.Found)
}

// take takes a mail apart.
func take(raw []byte) (mail.Mail, error) {
	if raw == nil {
		return mail.Mail{}, fmt.Errorf("it is empty or larger than %d MiB", MaxMail>>20)
	}
	m := mail.Read(raw)
	if m.Header == nil {
		return m, errors.New("it does not begin as a mail does")
	}
	return m, nil
}

// readMail reads the body, the plain text rather than the page.
func readMail(m mail.Mail) notice {
	name := announced(mailData().subjects, m.Header.Text("Subject"))
	if hit := withCompany.FindStringSubmatch(name); hit != nil {
		name = hit[1]
	}
	web := ""
	if m.HTML != "" {
		web, _ = page.Fragment(m.HTML)
	}
	n := readNotice(m.Text, name)
	if strings.TrimSpace(m.Text) == "" {
		n = readNotice(web, name)
	} else if n.company == "" && n.name != "" {
		n.company = readNotice(web, name).company
	}
	n.text = strings.ToValidUTF8(lines.Bare(n.text), "\uFFFD")
	return n
}

func (b *mailbox) tell(format string, args ...any) {
	b.problems = append(b.problems, &chat.Problem{Source: b.src.Name, Text: fmt.Sprintf(format, args...)})
}

// finish brings the mails in order.
func (b *mailbox) finish() {
	b.cov.MailDomain = b.domain
	for _, d := range slices.Sorted(maps.Keys(b.foreign)) {
		b.cov.MailDomain = d
		b.note(fmt.Sprintf("calls itself Alibaba but was sent from %s (mails: %d); mails of the platform come from alibaba.com", d, b.foreign[d]))
	}
	if b.cov.Found > 1 {
		before := len(b.letters)
		b.letters = slices.DeleteFunc(b.letters, func(l letter) bool { return l.stray })
		b.cov.Skip(notOurs, before-len(b.letters))
	}
	ordered := slices.IsSortedFunc(b.letters, byDate)
	if slices.SortStableFunc(b.letters, byDate); !ordered {
		b.cov.Order = "the mails were put in the order of their dates"
	}
}

func byDate(a, b letter) int { return a.at.Compare(b.at) }

func (b *mailbox) note(s string) {
	if !slices.Contains(b.cov.Integrity, s) {
		b.cov.Integrity = append(b.cov.Integrity, s)
	}
}

// origin is who sent a mail.
type origin struct {
	from     string // the name, else the address
	domain   string // of the address; "" when not known
	official bool   // the domain is one of Alibaba.com
	claims   bool   // the mail calls itself Alibaba's
}

// fromLine is the sender of a mail that was passed on, in its body.
var fromLine = regexp.MustCompile(`(?im)^[>*\s]*(?:from|von|de|发件人|寄件人|寄件者)\s*[:：].*?@([a-z0-9][a-z0-9.-]*\.[a-z0-9-]+)`)

// origin reads who sent a mail.
func (b *mailbox) origin(m mail.Mail) (o origin) {
	from := m.Header.Text("From")
	o.from, o.domain = strings.TrimSpace(from), domainOf(from)
	if name, address, ok := m.Header.Sender(); ok {
		o.from, o.domain = first(name, address), domainOf(address)
	}
	subject := m.Header.Text("Subject")
	o.claims = mentions(from)
	if slices.ContainsFunc(mailData().Forwarded, func(w string) bool { return strings.HasPrefix(strings.ToLower(subject), w) }) {
		// Whoever passed the mail on is not its sender.
		o.domain = ""
		body := m.Text
		if body == "" {
			body, _ = page.Fragment(m.HTML)
		}
		if hit := fromLine.FindStringSubmatch(body); hit != nil {
			o.domain = strings.ToLower(hit[1])
		} else {
			b.note("a mail was passed on and does not show who sent it first; save the original mail as .eml")
		}
	}
	o.official = isOfficial(o.domain)
	if d := domainOf(m.Header.Text("Reply-To")); o.official && d != "" && !isOfficial(d) {
		b.note("answers to a mail from " + o.domain + " go to " + d)
	}
	if o.official && strings.Contains(strings.ToLower(m.Header.Text("Authentication-Results")), "dmarc=fail") {
		b.note("a mail that names " + o.domain + " as its sender failed the check of that domain (dmarc=fail): somebody else may have sent it")
	}
	return o
}

// judge notes where a mail comes from.
func (b *mailbox) judge(o origin) {
	b.domain = first(b.domain, o.domain)
	if o.claims && !o.official && o.domain != "" {
		if b.foreign == nil {
			b.foreign = map[string]int{}
		}
		b.foreign[o.domain]++
	}
}

// domainOf gives the domain of an address or header, in small letters.
func domainOf(s string) string {
	i := strings.LastIndexByte(s, '@')
	if i < 0 {
		return ""
	}
	return strings.Trim(strings.ToLower(s[i+1:]), " <>\"'.,;")
}

// isOfficial says whether a domain belongs to Alibaba.com.
func isOfficial(domain string) bool {
	return domain == "alibaba.com" || strings.HasSuffix(domain, ".alibaba.com")
}
