package detect

import (
	"errors"
	"iter"

	"backchannel/parser/chat"
)

// Examination is the reading of one transcript.
type Examination struct {
	eng   *Engine
	t     chat.Transcript
	roles roles
	convs []*conversation
	cases []Case

	problems     []chat.Problem
	problemCount int
}

// MaxProblems is how many problems of one source a case keeps; all are
// counted.
const MaxProblems = 200

// Examine prepares the reading of a transcript. Nothing is read before Events.
func (e *Engine) Examine(t chat.Transcript) *Examination {
	return &Examination{eng: e, t: t}
}

// Events reads the transcript and yields every message in order with its
// findings. A [*chat.Problem] is yielded where it occurs and reading goes on;
// any other error is the last. Memory does not grow with the messages.
func (x *Examination) Events() iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		x.convs, x.cases, x.problems, x.problemCount = nil, nil, nil, 0
		x.roles = x.eng.inferRoles(x.t)
		var cov chat.Coverage
		whole := true
		x.eng.readings(x.t.Messages(&cov), func(r *reading, err error) bool {
			var p *chat.Problem
			switch {
			case err == nil:
				fs := x.conversation(r.message).take(r)
				whole = yield(Event{Message: r.message, Findings: fs}, nil)
			case errors.As(err, &p):
				x.problem(p)
				whole = yield(Event{}, err)
			default:
				whole = yield(Event{}, err)
				return false
			}
			return whole
		})
		for _, c := range x.convs {
			done := c.close()
			done.Coverage, done.Problems, done.ProblemCount = cov, x.problems, x.problemCount
			x.cases = append(x.cases, done)
		}
	}
}

// Cases gives what each conversation of the source came to, in the order in
// which they began. It is complete when Events has ended.
func (x *Examination) Cases() []Case { return x.cases }

func (x *Examination) problem(p *chat.Problem) {
	x.problemCount++
	if len(x.problems) < MaxProblems {
		x.problems = append(x.problems, *p)
	}
}

// conversation gives the state that m belongs to.
func (x *Examination) conversation(m chat.Message) *conversation {
	for i := len(x.convs) - 1; i >= 0; i-- {
		if x.convs[i].id == m.Conversation {
			return x.convs[i]
		}
	}
	c := newConversation(x.eng, m, x.roles)
	x.convs = append(x.convs, c)
	return c
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
	err     error
}

// readings reads messages side by side and hands the readings over in order.
// It ends when take says no or the messages end, and leaves nothing running.
func (e *Engine) readings(messages iter.Seq2[chat.Message, error], take func(*reading, error) bool) {
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
	go produce(messages, jobs, order, stop)
	for j := range order {
		for i := range j.wait() {
			if en := &j.in[i]; !take(&en.reading, en.err) {
				return
			}
		}
	}
}

func (j *job) wait() []entry { return <-j.out }

// work reads the messages of jobs until there are no more.
func (e *Engine) work(jobs <-chan *job) {
	for j := range jobs {
		for i := range j.in {
			if en := &j.in[i]; en.err == nil {
				en.reading = e.read(en.reading.message)
			}
		}
		j.out <- j.in
	}
}

// produce cuts the messages into jobs, in order.
func produce(messages iter.Seq2[chat.Message, error], jobs, order chan<- *job, stop <-chan struct{}) {
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
	for m, err := range messages {
		j.in = append(j.in, entry{reading{message: m}, err})
		if len(j.in) >= batch && !send() {
			return
		}
	}
	send()
}
