package parser

import (
	"path/filepath"
	"slices"
	"strings"

	"backchannel/parser/chat"
)

// mailed are the formats that hold a conversation in pieces, a mail each.
var mailed = []string{"alibaba-mail", "wechat-mail-eml"}

// joinLetters puts the mails of one folder that have the same senders into one
// group: they are pieces of one conversation. A mail without a sender stays
// alone. Groups keep the place of their first mail.
func joinLetters(groups [][]chat.Transcript) [][]chat.Transcript {
	place := map[string]int{}
	var out [][]chat.Transcript
	for _, g := range groups {
		key := correspondence(g)
		at, known := place[key]
		switch {
		case key == "":
			out = append(out, g)
		case known:
			out[at] = append(out[at], g...)
		default:
			place[key] = len(out)
			out = append(out, g)
		}
	}
	return out
}

// correspondence names the folder and the senders of a group of mails, "" for
// any other group.
func correspondence(g []chat.Transcript) string {
	first := g[0]
	if !slices.Contains(mailed, first.Format) {
		return ""
	}
	var names []string
	for m, err := range first.Messages(nil) {
		if err == nil && m.Sender != "" && !slices.Contains(names, m.Sender) && len(names) < mostNames {
			names = append(names, m.Sender)
		}
	}
	if len(names) == 0 {
		return ""
	}
	slices.Sort(names)
	return filepath.Dir(first.Source) + "\x00" + strings.Join(names, "\x00")
}
