package wechat

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"backchannel/parser/chat"
	"backchannel/parser/source"
	"backchannel/parser/wechat/internal/literal"
)

// readJSONL reads JSON Lines. build makes the message of a line, or says why
// it is none.
func readJSONL(s *sink, text io.Reader, build func(o *literal.Object) (m chat.Message, aside string)) error {
	last, broken := 0, false
	for l, err := range source.Lines(text) {
		var p *chat.Problem
		switch {
		case errors.As(err, &p):
			continue // the piece that follows is told as a damaged line
		case err != nil:
			return err
		case l.Number == last:
			continue
		}
		last = l.Number
		if len(bytes.TrimSpace(l.Text)) == 0 {
			s.aside("blank lines outside messages", 1)
			continue
		}
		o, ok := literal.Parse(bytes.TrimPrefix(l.Text, []byte("\ufeff")))
		if !ok || l.End == source.Cut {
			broken = true
			why := "this line is no complete JSON object; compare with another export of the chat"
			if l.End == source.None {
				why = "the file ends in the middle of this line: it was cut, and what follows is missing; ask for the whole file"
			}
			if !s.problem(l.Number, 1, "damaged lines", why) {
				return nil
			}
			continue
		}
		m, aside := build(&o)
		if aside != "" {
			s.aside(aside, 1)
			continue
		}
		m.Line, m.Lines = l.Number, 1
		if !s.message(m) {
			return nil
		}
	}
	if broken && s.cov.Messages == 0 {
		return s.refuse(fmt.Sprintf("none of its %d lines is a JSON object; export the chat again", last))
	}
	return nil
}
