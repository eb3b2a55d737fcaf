// Package wechat reads what people hold of WeChat, WeCom and QQ conversations:
// the files of a dozen export tools, mailed histories and copied text. One
// file an export form; each form is a [Format].
package wechat

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// Format is one export form. It implements the Format of package parser and
// holds no state.
type Format struct {
	name     string
	platform string // WeChat when empty
	unit     string // what coverage counts: lines, or blocks
	// missing says what this form leaves out of every conversation.
	missing []string
	sniff   func(name string, head []byte) int
	// read hands what it finds to the sink. The error it returns ends the
	// sequence; it stops without one when the sink does.
	read func(s *sink, text io.Reader) error
}

// What coverage counts.
const (
	unitLines  = "lines"
	unitBlocks = "blocks"
)

// Name is the stable identifier of the form, such as wechat-memotrace2-csv.
func (f Format) Name() string { return f.name }

// Platform is wechat, or qq for the forms of QQ.
func (f Format) Platform() string {
	if f.platform == "" {
		return chat.WeChat
	}
	return f.platform
}

// Sniff says from 0 to 100 how well a file fits, by what its first bytes hold
// rather than by its name.
func (f Format) Sniff(name string, head []byte) int {
	return f.sniff(name, head)
}

// Read yields the messages of src. Lines and records that fit nothing come as
// [*chat.Problem]; a file that holds no conversation, or cannot serve as
// evidence, as a [*chat.Refusal].
func (f Format) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return func(yield func(chat.Message, error) bool) {
		s := newSink(f, src, opts, cov, yield)
		err := f.readFrom(s)
		if s.stopped {
			return
		}
		s.finish()
		if err == nil && s.cov.Messages == 0 {
			err = s.refuse("no message was found in it; check that the export was finished, or export it again")
		}
		if err != nil && !s.stopped {
			yield(chat.Message{}, err)
		}
	}
}

func (f Format) readFrom(s *sink) error {
	text, err := s.src.Text()
	if err != nil {
		return fmt.Errorf("%s: %w", s.src.Name, err)
	}
	defer text.Close()
	err = f.read(s, text)
	var refusal *chat.Refusal
	if err != nil && !errors.As(err, &refusal) {
		err = fmt.Errorf("%s: %w", s.src.Name, err)
	}
	return err
}
