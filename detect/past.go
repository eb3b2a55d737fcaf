package detect

import (
	"strings"

	"backchannel/parser/chat"
)

// past is one act of an earlier message.
type past struct {
	index  int
	sender string
	role   chat.Role
	time   string
}

// memory is the acts of earlier messages.
type memory struct {
	acts   map[string][]past   // by act, the latest last
	labels map[string][]string // the acts of each label, which ends with a slash
}

// keepPast is how many of the latest messages are remembered for one act.
const keepPast = 8

func newMemory() memory { return memory{map[string][]past{}, map[string][]string{}} }

func (y *memory) add(act string, p past) {
	ps, known := y.acts[act]
	if !known {
		label := act[:strings.IndexByte(act, '/')+1]
		y.labels[label] = append(y.labels[label], act)
	}
	ps = append(ps, p)
	if len(ps) > keepPast {
		ps = ps[1:]
	}
	y.acts[act] = ps
}

// latest gives the highest index of the messages that ok takes among those with
// an act that falls under label/act or label/*, 0 when there is none.
func (y *memory) latest(act string, ok func(*past) bool) int {
	label, all := strings.CutSuffix(act, "*")
	if !all {
		return latest(y.acts[act], ok)
	}
	best := 0
	for _, a := range y.labels[label] {
		best = max(best, latest(y.acts[a], ok))
	}
	return best
}

func latest(ps []past, ok func(*past) bool) int {
	best := 0
	for i := range ps {
		if ok(&ps[i]) {
			best = max(best, ps[i].index)
		}
	}
	return best
}
