package report

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"backchannel/detect"
	"backchannel/parser/chat"
)

// Draft writes the beginning of a file for --known from what chats name: every
// value as stated there, none of it cleared.
func Draft(w io.Writer, run *Run) Writer { return &draft{out: bufio.NewWriter(w), run: run} }

type draft struct {
	out   *bufio.Writer
	run   *Run
	begun bool
}

const draftHead = `# A draft by %s, of what chats say. Nothing here has been verified.
#
# Each entry was stated in a chat, perhaps by somebody who is not the supplier.
# Confirm it on a number that you had before the chat. Then replace the line
# "stated-in-chat" with who confirmed it, how and when:
#
#     cleared: {by: YOUR NAME, how: called +86 ... from the contract, on: 2026-01-31}
#
# Delete what nobody confirmed: --known refuses entries without "cleared".
suppliers:
`

// Event does nothing: the draft is made of whole conversations.
func (d *draft) Event(detect.Event) error { return nil }

// Case writes the supplier of a conversation.
func (d *draft) Case(c detect.Case) error {
	d.begin()
	company := ""
	for _, f := range c.Facts {
		if f.Kind == "company" && company == "" {
			company = f.Value
		}
	}
	fmt.Fprintf(d.out, "  # the company of your contract, not the one that an account names\n  - company: %s\n", scalar(company))
	var people []string
	for _, p := range c.Participants {
		if p.Role == chat.Supplier {
			people = append(people, scalar(p.Name))
		}
	}
	if len(people) > 0 {
		fmt.Fprintf(d.out, "    contacts: [%s]\n", strings.Join(people, ", "))
	}
	d.accounts(c)
	for _, l := range [...]struct {
		key   string
		kinds []string
	}{{"phones", []string{"phone"}}, {"mails", []string{"email"}}, {"wechat", []string{"wechat"}}, {"handles", []string{"qq", "telegram", "line", "skype", "handle"}}} {
		d.contacts(c, l.key, l.kinds)
	}
	return d.out.Flush()
}

func (d *draft) begin() {
	if !d.begun {
		fmt.Fprintf(d.out, draftHead, program(d.run))
		d.begun = true
	}
}

func (d *draft) accounts(c detect.Case) {
	first := true
	for _, a := range c.Accounts {
		if a.State == detect.ByBuyer || a.State == detect.OtherPayee || a.Type == "payee" || a.First.Role == chat.Buyer {
			continue
		}
		if first {
			fmt.Fprintln(d.out, "    accounts:")
			first = false
		}
		fmt.Fprintf(d.out, "      - value: %s\n", scalar(a.Value))
		for _, f := range [...][2]string{{"beneficiary", a.Beneficiary}, {"bank", a.Bank}, {"bic", a.BIC}, {"currency", a.Currency}} {
			if f[1] != "" {
				fmt.Fprintf(d.out, "        %s: %s\n", f[0], scalar(f[1]))
			}
		}
		if a.State == detect.Changed {
			fmt.Fprintf(d.out, "        note: %s\n", scalar("took the place of another account in the chat"))
		}
		fmt.Fprintf(d.out, "        stated-in-chat: %s\n", scalar(stated(a.First)))
	}
}

func (d *draft) contacts(c detect.Case, key string, kinds []string) {
	first := true
	for _, k := range c.Contacts {
		if !slices.Contains(kinds, k.Type) || k.First.Role != chat.Supplier {
			continue
		}
		if first {
			fmt.Fprintf(d.out, "    %s:\n", key)
			first = false
		}
		value := k.Value
		if k.Type == "phone" {
			value = k.Normalised
		}
		fmt.Fprintf(d.out, "      - value: %s\n        stated-in-chat: %s\n", scalar(value), scalar(stated(k.First)))
	}
}

// stated names the message that gave something.
func stated(m detect.Mention) string {
	return strings.Join(filled(m.Source, m.Conversation, fmt.Sprintf("message %d", m.Index), clock(m.Time), m.Sender, m.Platform), ", ")
}

// scalar gives a text as a YAML scalar in double quotes, which is JSON.
func scalar(s string) string {
	b, err := json.Marshal(visible(s))
	if err != nil {
		return `""`
	}
	return string(b)
}

// Close ends the draft.
func (d *draft) Close() error {
	d.begin()
	return d.out.Flush()
}
