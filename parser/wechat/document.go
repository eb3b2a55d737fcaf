package wechat

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"backchannel/parser/chat"
	"backchannel/parser/wechat/internal/literal"
)

// document is how a form lays out its JSON: an array of messages, or an object
// with such an array among facts about the conversation.
type document struct {
	list  []string // the keys that the array of messages may have
	facts []string // keys whose values messages need
	// begin gives what makes a message of an object, with the state of one
	// reading. Facts that the document does not have are nil.
	begin func(s *sink, facts map[string]literal.Value) func(o *literal.Object) chat.Message
}

// format makes the format of a JSON document.
func (d document) format(name string, fits func(shape) int) Format {
	return Format{
		name: name,
		unit: unitBlocks,
		sniff: func(_ string, head []byte) int {
			if sh, ok := shapeOf(head); ok {
				return fits(sh)
			}
			return 0
		},
		read: d.read,
	}
}

// read streams the document.
func (d document) read(s *sink, text io.Reader) error {
	st := literal.NewStream(text)
	facts := map[string]literal.Value{}
	if st.Peek() == '[' {
		return d.messages(s, st, facts)
	}
	if !st.Take('{') {
		return s.refuse("this is not the JSON that the exporter writes; export the chat again")
	}
	for {
		key, ok := st.Key()
		if !ok {
			break
		}
		err := error(nil)
		switch {
		case slices.Contains(d.list, key) && st.Peek() == '[':
			if err := d.lateFacts(s, facts); err != nil {
				return err
			}
			err = d.messages(s, st, facts)
		case slices.Contains(d.facts, key):
			err = keepFact(st, key, facts)
		default:
			err = st.Skip()
		}
		if err != nil || s.stopped {
			return d.ended(s, st, err)
		}
	}
	if !st.Take('}') && st.Err() == nil {
		return d.ended(s, st, literal.ErrCut)
	}
	return st.Err()
}

// ended tells why a document ends early.
func (d document) ended(s *sink, st *literal.Stream, err error) error {
	if s.stopped || s.cut || st.Err() != nil {
		return st.Err()
	}
	if isLiteral(err) {
		s.told(0, "the file is damaged or was cut outside its messages; what could be read is reported")
		return nil
	}
	return err
}

// keepFact copies a value out of the stream. One that is too large to hold is
// passed over.
func keepFact(st *literal.Stream, key string, facts map[string]literal.Value) error {
	v, err := st.Value()
	if errors.Is(err, literal.ErrLarge) {
		return st.Skip()
	}
	facts[key] = bytes.Clone(v)
	return err
}

// lateFacts looks for facts that stand behind the messages, in a pass of its
// own over the source.
func (d document) lateFacts(s *sink, facts map[string]literal.Value) error {
	if !slices.ContainsFunc(d.facts, func(k string) bool { return facts[k] == nil }) {
		return nil
	}
	text, err := s.src.Text()
	if err != nil {
		return err
	}
	defer text.Close()
	st := literal.NewStream(text)
	st.Take('{')
	for {
		key, ok := st.Key()
		if !ok {
			return nil
		}
		if slices.Contains(d.facts, key) && facts[key] == nil {
			err = keepFact(st, key, facts)
		} else {
			err = st.Skip()
		}
		if err != nil {
			return nil // the first pass tells it
		}
	}
}

// messages hands on the messages of the array that comes next.
func (d document) messages(s *sink, st *literal.Stream, facts map[string]literal.Value) error {
	build := d.begin(s, facts)
	return readObjects(s, st, build)
}

// readObjects hands on the objects of the array that comes next, and tells
// what of it is damaged.
func readObjects(s *sink, st *literal.Stream, build func(*literal.Object) chat.Message) error {
	n := 0
	for o, err := range st.Objects {
		n++
		var ok bool
		switch {
		case err == nil:
			ok = s.message(build(o))
		case st.Err() != nil:
			return st.Err()
		default:
			ok = s.damaged(n, err)
		}
		if !ok {
			return nil
		}
	}
	return st.Err()
}

// damaged tells that record n of a list could not be read.
func (s *sink) damaged(n int, err error) bool {
	switch {
	case errors.Is(err, literal.ErrCut):
		s.cut = true
		return s.problem(0, 1, "records that the end of the file cuts",
			fmt.Sprintf("the file ends in record %d: it was cut, and the messages behind are missing; ask for the whole file", n))
	case errors.Is(err, literal.ErrHopeless):
		return s.problem(0, 1, "damaged records", fmt.Sprintf("too much is damaged from record %d on; the rest was not read", n))
	}
	return s.problem(0, 1, "damaged records", fmt.Sprintf("record %d is damaged and was left out; compare with another export of the chat", n))
}

func isLiteral(err error) bool {
	return errors.Is(err, literal.ErrCut) || errors.Is(err, literal.ErrDamaged) || errors.Is(err, literal.ErrLarge) || errors.Is(err, literal.ErrHopeless)
}

// shape is what the head of a JSON document shows.
type shape struct {
	array   bool
	facts   map[string]literal.Value // members of the document, small values only
	element literal.Object           // the first element of the array, or of the first array of objects
	list    string                   // the key of that array
}

func (sh *shape) has(keys ...string) bool {
	return !slices.ContainsFunc(keys, func(k string) bool { _, ok := sh.facts[k]; return !ok })
}

func (sh *shape) elementHas(keys ...string) bool {
	return !slices.ContainsFunc(keys, func(k string) bool { return !sh.element.Has(k) })
}

// shapeOf looks at the head of a file; false when it is no JSON.
func shapeOf(head []byte) (sh shape, ok bool) {
	st := literal.NewStream(bytes.NewReader(bytes.TrimPrefix(head, []byte("\ufeff"))))
	sh.facts = map[string]literal.Value{}
	switch st.Peek() {
	case '[':
		sh.array = true
		sh.firstElement(st)
		return sh, sh.element.Len() > 0
	case '{':
		st.Take('{')
	default:
		return sh, false
	}
	for {
		key, ok := st.Key()
		if !ok {
			return sh, len(sh.facts) > 0
		}
		sh.facts[key] = nil
		if st.Peek() == '[' && slices.Contains(messageLists, key) {
			sh.list = key
			sh.firstElement(st)
			return sh, true
		}
		v, err := st.Value()
		if err != nil {
			return sh, true
		}
		if len(v) < 4096 {
			sh.facts[key] = bytes.Clone(v)
		}
	}
}

// messageLists are the keys of the arrays that hold messages.
var messageLists = []string{"messages", "conversations", "data", "chats", "items"}

func (sh *shape) firstElement(st *literal.Stream) {
	for o, err := range st.Objects {
		if err == nil || o.Len() > 0 { // a damaged one shows keys too
			sh.element = o.Clone()
		}
		return
	}
}
