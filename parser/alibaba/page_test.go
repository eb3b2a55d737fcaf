package alibaba

import (
	"errors"
	"strings"
	"testing"

	"backchannel/parser/chat"
)

func TestPageFixtures(t *testing.T) {
	for _, name := range []string{"01_messenger_buyer.html", "02_inquiry_newest_first.html", "03_messenger.mhtml"} {
		t.Run(name, func(t *testing.T) { checkFixture(t, Page{}, name) })
	}
}

func TestPageWithoutMessages(t *testing.T) {
	msgs, _, err := collect(Page{}, open(t, "17_no_messages.html"), chat.Options{}, nil)
	var refusal *chat.Refusal
	if !errors.As(err, &refusal) || !strings.Contains(refusal.Text, "list of conversations") || len(msgs) > 0 {
		t.Errorf("got %d messages and %v, want a refusal that names the list of conversations", len(msgs), err)
	}
}
