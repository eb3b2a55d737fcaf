// Package report writes findings for their readers: one file an output form.
// Writers decide nothing; each makes hostile text harmless for its own form.
package report

import (
	"time"

	"backchannel/detect"
	"backchannel/lexicon"
	"backchannel/parser/chat"
)

// A Writer writes one report. The same events give the same bytes, whatever
// the machine, the time or the number of processors.
type Writer interface {
	// Event takes every message in order, with its findings. Conversations
	// come one after the other, each ended by Case.
	Event(detect.Event) error
	// Case ends a conversation.
	Case(detect.Case) error
	// Close ends the report. A report without events is still a valid file.
	Close() error
}

// A MessageWriter writes messages alone, for reading them elsewhere.
type MessageWriter interface {
	// Message takes every message in order.
	Message(chat.Message) error
	// Close ends the output, which is valid without messages too.
	Close() error
}

// Run is what a report says of its own making. Writers look at it while they
// write, so Evidence and Unread may grow until Close is called.
type Run struct {
	Version  string        // of the program, such as 0.1.0
	RuleSet  string        // hash of the rules in use
	Rules    int           // number of rules in use; 0 is not told
	Book     *lexicon.Book // the rules in use; nil when they are not to be listed
	Options  []string      // as given, each with its value
	Language string        // en or zh; en for anything else

	Evidence []chat.Evidence // an archive before its members
	Unread   []chat.Problem  // inputs that could not be read at all

	// Earlier is what an earlier report held that this one does not, nil when
	// there is none. Like Evidence, it may grow until Close is called.
	Earlier *Earlier
	Ignores bool // findings were looked up in a list of those to ignore

	Zone   *time.Location // of clocks without an offset, for forms that need one; nil when the user named none
	Self   string         // the owner of the export, for forms that know directions; "" when unknown
	Hidden []Hidden       // what was made unreadable, in the order of the marks; nil when nothing was

	Links []*detect.Link // what links the conversations of the run, complete before the first event

	Messages bool      // the workbook carries every message
	Time     time.Time // when the run was; zero leaves the time out, as it must where bytes are compared
	TempDir  string    // where a large workbook is kept while it grows; "" is the system's place

	Width  int  // columns of the terminal; 0 is 80
	Colour bool // the terminal shows colours and the user wants them
}

// Hidden is one value that a report does not show.
type Hidden struct {
	Mark   string `json:"mark"`   // what stands for it, such as [ACCOUNT-1]
	Length int    `json:"length"` // characters of the value
	Times  int    `json:"times"`  // how often it was hidden
}

func marksOf(all []Hidden) []string {
	marks := make([]string, len(all))
	for i, h := range all {
		marks[i] = h.Mark
	}
	return marks
}
