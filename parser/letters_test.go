package parser

import (
	"strings"
	"testing"

	"backchannel/parser/chat"
)

// Mails that hold one conversation in pieces are read as one; nothing else is
// joined for lying in the same folder.
func TestMailsOfAConversationAreJoined(t *testing.T) {
	piece := func(source, format string, lines ...string) chat.Transcript {
		c := exported(source, lines...)
		c.Format = format
		return c
	}
	groups := Groups([]chat.Transcript{
		piece("in/1.eml", "alibaba-mail", "2024-03-05T15:00|Lily|Hello, the sample is ready"),
		piece("in/2.eml", "alibaba-mail", "2024-03-05T16:00|Sam|We have stock of that valve"),
		piece("in/3.eml", "alibaba-mail", "2024-03-06T15:00|Lily|Please add my WhatsApp"),
		piece("other/4.eml", "alibaba-mail", "2024-03-07T15:00|Lily|Did you see it?"),
		piece("in/5.eml", "alibaba-mail", "2024-03-07T15:00||Your order was paid"),
		piece("in/6.txt", "whatsapp-text", "2024-03-07T15:00|Lily|Good morning"),
		piece("in/7.txt", "whatsapp-text", "2024-03-08T15:00|Lily|Good evening"),
	}, nil)
	var got []string
	for _, g := range groups {
		var names []string
		for _, c := range g {
			names = append(names, c.Source)
		}
		got = append(got, strings.Join(names, "+"))
	}
	want := "in/1.eml+in/3.eml in/2.eml other/4.eml in/5.eml in/6.txt in/7.txt"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("groups are %s; want %s", s, want)
	}
}
