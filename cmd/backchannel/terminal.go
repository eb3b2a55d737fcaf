package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"unicode"

	"golang.org/x/term"

	"backchannel/report"
)

// tell writes a line for the user to standard error.
func (p *program) tell(format string, args ...any) {
	fmt.Fprintf(p.err, "backchannel: %s\n", visible(fmt.Sprintf(format, args...)))
}

// note writes a line that begins with its place, file:line, so that editors
// can jump to it.
func (p *program) note(err error) {
	fmt.Fprintln(p.err, visible(err.Error()))
}

// visible shows characters that hide or repaint words of a terminal as escapes:
// file names and quotations come from strangers.
func visible(s string) string {
	hides := func(r rune) bool {
		return r != '\n' && (unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029')
	}
	if strings.IndexFunc(s, hides) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if hides(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// terminal says whether w is a terminal, and how many columns it has.
func terminal(w io.Writer) (columns int, ok bool) {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	return columns, err == nil
}

// colour says whether w shows colours and the user wants them
// (https://no-color.org).
func colour(w io.Writer) bool {
	_, ok := terminal(w)
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// pipe is standard output. When its reader has gone (| head) the rest is
// dropped, so that other reports are still finished; the end of the run tells.
type pipe struct {
	w    io.Writer
	gone bool
}

// Write implements [io.Writer].
func (p *pipe) Write(b []byte) (int, error) {
	if p.gone {
		return len(b), nil
	}
	n, err := p.w.Write(b)
	if errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) {
		p.gone = true
		return len(b), nil
	}
	return n, report.WriteError("standard output", err)
}
