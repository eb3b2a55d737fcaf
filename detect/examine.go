package detect

import (
	"errors"
	"iter"
	"slices"

	"backchannel/parser/chat"
)

// Examination is the reading of one transcript, or of several as one case.
type Examination struct {
	eng    *Engine
	parts  []*part
	joined bool     // the parts are one conversation
	traces []*trace // of the conversations, after Survey
	convs  []*conversation
	cases  []Case
}

// MaxProblems is how many problems of one source a case keeps; all are
// counted.
const MaxProblems = 200

// Examine prepares the reading of a transcript. Nothing is read before Events.
func (e *Engine) Examine(t chat.Transcript) *Examination {
	return &Examination{eng: e, parts: []*part{{transcript: t}}}
}

// Events reads the transcript and yields every message in order with its
// findings. A [*chat.Problem] is yielded where it occurs and reading goes on;
// any other error is the last of its transcript. Memory does not grow with the
// messages.
func (x *Examination) Events() iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		x.convs, x.cases = nil, nil
		for _, p := range x.parts {
			*p = part{transcript: p.transcript, roles: p.roles, surveyed: p.surveyed}
			if !p.surveyed {
				p.roles = x.eng.inferRoles(p.transcript)
			}
		}
		var lines iter.Seq2[line, error]
		if x.joined {
			if !x.parts[0].surveyed {
				shareRoles(x.parts)
			}
			lines = merge(x.parts)
		} else {
			lines = x.parts[0].lines()
		}
		x.eng.readings(lines, func(en *entry) bool {
			if en.err != nil {
				return yield(Event{}, en.err)
			}
			c := x.conversation(en)
			fs := c.take(&en.reading)
			return yield(Event{Message: en.reading.message, Findings: fs}, nil)
		})
		for _, c := range x.convs {
			x.cases = append(x.cases, x.close(c))
		}
	}
}

// Cases gives what each conversation of the source came to, in the order in
// which they began. It is complete when Events has ended.
func (x *Examination) Cases() []Case { return x.cases }

// Parts tells how each transcript was read, whether it held messages or not.
// It is complete when Events has ended.
func (x *Examination) Parts() []Part {
	all := make([]Part, len(x.parts))
	for i, p := range x.parts {
		all[i] = p.done(x.joined)
	}
	return all
}

// conversation gives the state that a message belongs to, ready to take it.
func (x *Examination) conversation(en *entry) *conversation {
	m := &en.reading.message
	for i := len(x.convs) - 1; i >= 0; i-- {
		if c := x.convs[i]; x.joined || c.id == m.Conversation {
			c.roles = en.from.roles
			return c
		}
	}
	c := newConversation(x.eng, *m, en.from.roles)
	c.joined = x.joined
	if i := slices.IndexFunc(x.traces, func(t *trace) bool { return x.joined || t.conversation == c.id }); i >= 0 {
		c.trace = x.traces[i]
	}
	x.convs = append(x.convs, c)
	return c
}

func (x *Examination) close(c *conversation) Case {
	var done Case
	if x.joined {
		done = x.joinedCase(c)
	} else {
		p := x.parts[0]
		done = c.finish()
		done.Coverage, done.Problems, done.ProblemCount = p.coverage, p.problems, p.problemCount
	}
	done.admit(x.eng.opts.Lang)
	return done
}

// part is one transcript of an examination, with what reading it shows.
type part struct {
	transcript   chat.Transcript
	roles        roles
	surveyed     bool // the roles are known already
	coverage     chat.Coverage
	problems     []chat.Problem
	problemCount int
	messages     int
	offset       bool // a time carries an offset
	printed      bool // a time does not
}

// read reads the transcript and keeps count.
func (p *part) read() iter.Seq2[chat.Message, error] {
	return func(yield func(chat.Message, error) bool) {
		for m, err := range p.transcript.Messages(&p.coverage) {
			p.count(&m, err)
			if !yield(m, err) {
				return
			}
		}
	}
}

func (p *part) count(m *chat.Message, err error) {
	var at *chat.Problem
	switch {
	case err == nil:
		p.messages++
		if m.Time != "" {
			offset := offsetAt(m.Time) < len(m.Time)
			p.offset, p.printed = p.offset || offset, p.printed || !offset
		}
	case errors.As(err, &at):
		p.problemCount++
		if len(p.problems) < MaxProblems {
			p.problems = append(p.problems, *at)
		}
	}
}

// lines gives the messages of the part as those of a whole examination.
func (p *part) lines() iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		for m, err := range p.read() {
			if !yield(line{m, p}, err) {
				return
			}
		}
	}
}

// done is what the part brought to its case.
func (p *part) done(joined bool) Part {
	out := Part{
		Source: p.transcript.Source, Platform: p.transcript.Platform, Messages: p.messages,
		Coverage: p.coverage, Problems: p.problems, ProblemCount: p.problemCount,
	}
	if joined && p.messages > 0 && !p.offset && !p.printed {
		out.Coverage.Integrity = append(out.Coverage.Integrity[:len(out.Coverage.Integrity):len(out.Coverage.Integrity)],
			"no message carries a time, so that in the case they stand before the others")
	}
	return out
}

// line is a message on its way from its transcript.
type line struct {
	message chat.Message
	from    *part
}

// batch is how many messages one worker reads at a time.
const batch = 256

type job struct {
	in  []entry
	out chan []entry
}

// entry is a message, read when a worker has had it, or a problem between
// messages.
type entry struct {
	reading reading
	from    *part
	err     error
}

// readings reads messages side by side and hands the readings over in order.
// It ends when take says no or the messages end, and leaves nothing running.
func (e *Engine) readings(lines iter.Seq2[line, error], take func(*entry) bool) {
	jobs := make(chan *job)
	order := make(chan *job, 2*e.opts.Workers)
	stop := make(chan struct{})
	defer func() {
		close(stop)
		for range order { // let the producer see stop and end
		}
	}()
	for range e.opts.Workers {
		go e.work(jobs)
	}
	go produce(lines, jobs, order, stop)
	for j := range order {
		for i := range j.wait() {
			if !take(&j.in[i]) {
				return
			}
		}
	}
}

func (j *job) wait() []entry { return <-j.out }

// work reads the messages of jobs until there are no more.
func (e *Engine) work(jobs <-chan *job) {
	r := reader{book: e.book}
	for j := range jobs {
		for i := range j.in {
			if en := &j.in[i]; en.err == nil {
				r.read(&en.reading)
			}
		}
		j.out <- j.in
	}
}

// produce cuts the messages into jobs, in order.
func produce(lines iter.Seq2[line, error], jobs, order chan<- *job, stop <-chan struct{}) {
	defer close(order)
	defer close(jobs)
	j := &job{out: make(chan []entry, 1)}
	send := func() bool {
		if len(j.in) == 0 {
			return true
		}
		select {
		case order <- j:
		case <-stop:
			return false
		}
		select {
		case jobs <- j:
		case <-stop:
			j.out <- nil
			return false
		}
		j = &job{out: make(chan []entry, 1), in: make([]entry, 0, batch)}
		return true
	}
	for l, err := range lines {
		j.in = append(j.in, entry{reading{message: l.message}, l.from, err})
		if len(j.in) >= batch && !send() {
			return
		}
	}
	send()
}
