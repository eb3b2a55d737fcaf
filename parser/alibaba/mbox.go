package alibaba

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"regexp"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// MaxMail is the size in bytes above which a mail is not read: notifications
// have no attachments to speak of.
const MaxMail = 64 << 20

// mboxFrom starts a mail in a mailbox file: From, the sender, and the date.
var mboxFrom = regexp.MustCompile(`^From \S+ .*\d{4}\s*$`)

// mails gives the raw mails of a file: the file itself, or those of a mailbox
// in the mbox form. A mail that is too large is nil.
func mails(r io.Reader) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		var mail []byte
		box, blank, large, begun := false, true, false, false
		for line, err := range source.Lines(r) {
			if err != nil {
				if p := (*chat.Problem)(nil); errors.As(err, &p) {
					continue // a long line, which mails may have
				}
				yield(nil, err)
				return
			}
			text := line.Text
			if (line.Number == 1 || box && blank) && mboxFrom.Match(text) {
				if begun && !yield(mail, nil) {
					return
				}
				mail, box, large, begun = nil, true, false, true
				continue
			}
			begun = true
			blank = len(text) == 0
			if box && bytes.HasPrefix(bytes.TrimLeft(text, ">"), []byte("From ")) && text[0] == '>' {
				text = text[1:]
			}
			if large = large || len(mail)+len(text) > MaxMail; large {
				mail = nil
				continue
			}
			mail = append(mail, text...)
			if line.End != source.Cut {
				mail = append(mail, '\n')
			}
		}
		if begun {
			yield(mail, nil)
		}
	}
}
