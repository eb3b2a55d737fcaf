// Package report writes findings for their readers: one file an output form.
// Writers decide nothing; each makes hostile text harmless for its own form.
package report

import "backchannel/detect"

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
