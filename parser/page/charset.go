package page

import (
	"regexp"

	"backchannel/parser/mail"
)

var metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,30})`)

// metaWindow is the number of bytes in which a page names its charset; browsers
// look at 1024, SingleFile puts a comment and more before it.
const metaWindow = 16 << 10

// decode gives a page as UTF-8 and the name of its encoding. The charset told by
// a MIME header goes before the page's own; [mail.Decode] tells what goes before
// both.
func decode(b []byte, mimeCharset string) (text, name string) {
	label := mimeCharset
	if label == "" {
		if m := metaCharset.FindSubmatch(b[:min(len(b), metaWindow)]); m != nil {
			label = string(m[1])
		}
	}
	return mail.Decode(b, label)
}
