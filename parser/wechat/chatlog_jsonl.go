package wechat

import (
	"bytes"
	"io"

	"backchannel/parser/chat"
	"backchannel/parser/wechat/internal/literal"
)

// ChatlogJSONL reads messages of the chatlog service one a line, as programs
// that take its answers apart keep them.
func ChatlogJSONL() Format {
	return Format{
		name:    "wechat-chatlog-jsonl",
		unit:    unitLines,
		missing: chatlogMissing,
		sniff: func(_ string, head []byte) int {
			line, _, _ := bytes.Cut(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff"))), []byte("\n"))
			if o, ok := literal.Parse(line); ok && o.Has("isSelf") && o.Has("subType") && o.Has("content") {
				return 96
			}
			return 0
		},
		read: func(s *sink, text io.Reader) error {
			var t talkers
			return readJSONL(s, text, func(o *literal.Object) (chat.Message, string) {
				m := chatlogMessage(o)
				m.Conversation = t.name(o.Text("talker"))
				return m, ""
			})
		},
	}
}
