package wechat

import (
	"io"
	"strings"

	"backchannel/parser/mail"
	"backchannel/parser/source"
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
			h := mail.ReadHeader(head)
			if h.Raw("From") == "" {
				return 0
			}
			if historySubject(h.Text("Subject")) || mailTitle.Match(head) {
				return 93
			}
			return 0
		},
		read: func(s *sink, _ io.Reader) error { return readMail(s) },
	}
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
	data, err := io.ReadAll(io.LimitReader(r, maxMail))
	if err != nil {
		return err
	}
	letter := mail.Read(data)
	if letter.Header == nil {
		return s.refuse("the mail cannot be taken apart; save it again as .eml, or copy its text into a file")
	}
	if letter.Cut {
		s.cov.Integrity = append(s.cov.Integrity, "the mail breaks off: the messages behind are missing; save it again")
	}
	text := source.Bytes(s.src.Name, []byte(letter.Text))
	text.Encoding = "utf-8"
	m, err := newMailHistory(text)
	if err != nil {
		return err
	}
	b := blocks{s: s, stray: m.stray, header: m.header, build: m.build}
	return b.read(strings.NewReader(letter.Text))
}
