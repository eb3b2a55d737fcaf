package wechat

import (
	"bytes"
	"io"
	"mime"
	"net/mail"
	"slices"
	"strings"

	"backchannel/parser/source"

	"github.com/jhillyerd/enmime/v2"
)

// maxMail is the number of bytes of a mail that is held in memory; pictures
// come as attachments.
const maxMail = 128 << 20

// MailEML reads the history that the phone sends by mail as the mail itself.
func MailEML() Format {
	return Format{
		name:    "wechat-mail-eml",
		unit:    unitBlocks,
		missing: mailMissing,
		sniff: func(_ string, head []byte) int {
			h := mailHeader(head)
			subject, err := new(mime.WordDecoder).DecodeHeader(h.Get("Subject"))
			if h.Get("From") == "" || err != nil {
				return 0
			}
			if historySubject(subject) || mailTitle.Match(head) {
				return 93
			}
			return 0
		},
		read: func(s *sink, _ io.Reader) error { return readMail(s) },
	}
}

// mailHeader reads the header of a mail, as far as the head of the file goes.
func mailHeader(head []byte) mail.Header {
	head = append(slices.Clone(bytes.TrimLeft(head, "\ufeff\r\n")), "\n\n"...)
	m, err := mail.ReadMessage(bytes.NewReader(head))
	if err != nil {
		return nil
	}
	return m.Header
}

// historySubject says that a subject is that of a mailed history.
func historySubject(s string) bool {
	return strings.Contains(s, "聊天记录") || strings.Contains(s, "聊天記錄") || strings.Contains(s, "Chat History")
}

// readMail reads the text part of a mail as [MailTXT] does. Lines mean nothing
// in a mail, so its messages have none.
func readMail(s *sink) error {
	r, err := s.src.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	env, err := enmime.ReadEnvelope(io.LimitReader(r, maxMail))
	if err != nil {
		return s.refuse("the mail cannot be taken apart; save it again as .eml, or copy its text into a file")
	}
	text := source.Bytes(s.src.Name, []byte(env.Text))
	text.Encoding = "utf-8"
	m, err := newMailHistory(text)
	if err != nil {
		return err
	}
	b := blocks{s: s, stray: m.stray, header: m.header, build: m.build}
	return b.read(strings.NewReader(env.Text))
}
