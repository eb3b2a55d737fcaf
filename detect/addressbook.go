package detect

import (
	"strings"

	"github.com/agnivade/levenshtein"

	"backchannel/detect/identifier"
	"backchannel/parser/chat"
)

// ContactState says how a contact stands to those that the same person gave
// before.
type ContactState string

// The states of a contact.
const (
	NewChannel   ContactState = "new channel" // the first of its kind from this person
	Another      ContactState = "another"     // this person gave another one of this kind before
	OnTheChannel ContactState = "this chat"   // the number that the person writes from
)

// Contact is a way to reach somebody that a person named.
type Contact struct {
	Type       string `json:"type"` // phone, email, wechat, qq, telegram, line, skype, handle, contact-link, domain
	Value      string `json:"value"`
	Normalised string `json:"normalised"`
	App        string `json:"app,omitempty"` // whatsapp, wechat … where the words or the link tell it
	Country    string `json:"country,omitempty"`
	Valid      bool   `json:"valid"`
	Note       string `json:"note,omitempty"`

	State ContactState `json:"state"`
	// Differs is the one of this kind that the same person gave before, at Before.
	Differs string   `json:"differs,omitempty"`
	Before  *Mention `json:"before,omitempty"`
	First   Mention  `json:"first"`
	Last    Mention  `json:"last"`
	Times   int      `json:"times"`
	Known   string   `json:"known,omitempty"`

	last int // number of the message that named it last
}

// addressBook is the contacts of one conversation, by person.
type addressBook struct {
	list     []Contact
	at       map[contactKey]int
	unlisted int
}

type contactKey struct{ kind, value, sender string }

// maxBook bounds how many contacts of one conversation are kept.
const maxBook = 1000

// take adds what a message names.
func (b *addressBook) take(p *payment) {
	r, m := p.r, &p.r.message
	if m.Role == chat.System {
		return
	}
	for _, f := range r.found {
		if f.Grade == identifier.Shape || !isContact(f.Kind) && f.Kind != identifier.URL {
			continue
		}
		kind, value := contactOf(f)
		if value != "" {
			remark := joinNotes(p.c.cleared.reach(p, f), p.watch(kind, value, f.Start, f.End))
			b.add(p.c, m, f, Contact{Type: kind, Normalised: value, Known: remark})
		}
	}
}

// contactOf gives the kind of a contact and what it is compared by. Of a page
// on the web only the domain counts; those of the platforms are not contacts.
func contactOf(f identifier.Found) (kind, value string) {
	switch f.Kind {
	case identifier.URL:
		d, ok := readDomain(f)
		if !ok || ownPlatform(d) {
			return "", ""
		}
		return "domain", d.name
	case identifier.ContactLink:
		if strings.HasPrefix(f.Normalised, "+") {
			return string(identifier.Phone), f.Normalised
		}
	}
	return string(f.Kind), f.Normalised
}

func (b *addressBook) add(c *conversation, m *chat.Message, f identifier.Found, k Contact) {
	key := contactKey{k.Type, k.Normalised, m.Sender}
	if i, ok := b.at[key]; ok {
		if k := &b.list[i]; k.last != m.Index {
			k.Times++
			k.last, k.Last = m.Index, c.mention(m)
		}
		return
	}
	if len(b.list) >= maxBook {
		b.unlisted++
		return
	}
	k.Value, k.App, k.Country, k.Valid, k.Note = f.Value, f.App, f.Country, f.Valid, f.Note
	k.State, k.First, k.Times, k.last = NewChannel, c.mention(m), 1, m.Index
	k.Last = k.First
	if old := b.before(k.Type, m.Sender); old != nil && !(k.Type == string(identifier.Phone) && sameNumber(old.Normalised, k.Normalised)) {
		k.State, k.Differs, k.Before = Another, old.Value, &old.First
	}
	b.keep(key, k)
}

func (b *addressBook) keep(key contactKey, k Contact) {
	if b.at == nil {
		b.at = map[contactKey]int{}
	}
	b.at[key] = len(b.list)
	b.list = append(b.list, k)
}

// before gives the latest contact of a kind that a sender gave, nil when there
// is none.
func (b *addressBook) before(kind, sender string) *Contact {
	for i := len(b.list) - 1; i >= 0; i-- {
		if k := &b.list[i]; k.Type == kind && k.First.Sender == sender && kind != "domain" {
			return k
		}
	}
	return nil
}

// self notes the number that a sender without a name writes from: an app shows
// it where the phone has no name for it.
func (b *addressBook) self(c *conversation, m *chat.Message) {
	if !strings.HasPrefix(m.Sender, "+") || len(b.list) >= maxBook {
		return
	}
	for _, f := range identifier.Find(m.Sender) {
		if f.Kind != identifier.Phone || len(f.Value) < len(m.Sender)-2 {
			continue
		}
		k := Contact{
			Type: string(f.Kind), Value: m.Sender, Normalised: f.Normalised, App: m.Platform, Country: f.Country, Valid: f.Valid, Note: f.Note,
			State: OnTheChannel, First: c.mention(m), Times: 1, last: m.Index,
		}
		k.Last = k.First
		b.keep(contactKey{k.Type, k.Normalised, m.Sender}, k)
		return
	}
}

// imitated gives an address or user name that the supplier's side gave before
// and that f is easily taken for, nil when there is none.
func (b *addressBook) imitated(f identifier.Found) *Contact {
	const least = 8
	if len(f.Normalised) < least {
		return nil
	}
	for i := range b.list {
		k := &b.list[i]
		if k.Type != string(f.Kind) || k.First.Role == chat.Buyer || k.Normalised == f.Normalised || len(k.Normalised) < least || f.Kind == identifier.Phone {
			continue
		}
		if f.Kind == identifier.Email && mailDomain(k.Normalised) != mailDomain(f.Normalised) {
			continue // domains are compared by themselves
		}
		if skeleton(k.Normalised) == skeleton(f.Normalised) ||
			(levenshtein.ComputeDistance(k.Normalised, f.Normalised) == 1 || swapped(k.Normalised, f.Normalised)) && !counted(k.Normalised, f.Normalised) {
			return k
		}
	}
	return nil
}

func mailDomain(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }
