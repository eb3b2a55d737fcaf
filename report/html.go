package report

import (
	"bufio"
	_ "embed"
	"io"

	"backchannel/detect"
)

//go:embed page/style.css
var pageStyle string

// A page that grows beyond these sizes does not open on a telephone any more.
// What is left out is counted where it would stand.
const (
	quietRoom   = 7 << 20  // bytes of a page until which messages without findings are shown
	findingRoom = 14 << 20 // findings, with the messages around them
	caseRoom    = 16 << 20 // conversations, after which they stand in the table only
)

// page is the writer of HTML. The verdict stands above the chat and comes
// behind it, so the page grows in memory, within the sizes above.
type page struct {
	out   *bufio.Writer
	run   *Run
	words *words
	rooms rooms

	now   *thread // the conversation that is being taken; nil between two
	cases []chapter
	size  int // bytes of all chapters
}

// rooms are the sizes of a page until which things are shown.
type rooms struct{ quiet, findings, cases int }

// chapter is a conversation that has ended. The text of a case is no longer
// kept, only what the table of cases says of it.
type chapter struct {
	detect.Case
	head, chat, tail []byte // nil where there was no room
}

// HTML writes one page that needs nothing beside it: no script, no picture,
// font or style from elsewhere, no address that could be called. It holds the
// verdict, a picture of the conversation over time, the chat with the words
// marked, the checklist and the evidence.
func HTML(w io.Writer, run *Run) (Writer, error) {
	words, err := wordsFor(run.Language)
	if err != nil {
		return nil, err
	}
	return &page{out: bufio.NewWriterSize(w, 1<<16), run: run, words: words, rooms: rooms{quietRoom, findingRoom, caseRoom}}, nil
}

// Event adds a message to the chat.
func (p *page) Event(e detect.Event) error {
	if p.now == nil {
		p.now = newThread(p, len(p.cases)+1)
	}
	p.now.event(e)
	return nil
}

// Case ends a conversation.
func (p *page) Case(c detect.Case) error {
	t := p.now
	if t == nil {
		t = newThread(p, len(p.cases)+1)
	}
	p.now = nil
	t.end()
	row := chapter{Case: detect.Case{Source: c.Source, Conversation: c.Conversation, Platform: c.Platform, Verdict: c.Verdict,
		Messages: c.Messages, Findings: c.Findings, Counts: c.Counts, ProblemCount: c.ProblemCount}}
	row.Coverage.First, row.Coverage.Last = c.Coverage.First, c.Coverage.Last
	if p.size < p.rooms.cases {
		row.head, row.chat, row.tail = t.head(c), t.out.Bytes(), t.tail(c)
		p.size += len(row.head) + len(row.chat) + len(row.tail)
	}
	p.cases = append(p.cases, row)
	return nil
}

// Close writes the page.
func (p *page) Close() error {
	for _, part := range p.parts() {
		if _, err := p.out.Write(part); err != nil {
			return err
		}
	}
	return p.out.Flush()
}
