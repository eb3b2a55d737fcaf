package table

import (
	"bytes"
	"errors"
	"io"
)

// MaxRecord is the largest record of a CSV or JSONL source in bytes: a chat
// message is a few kilobytes, and a quote that is never closed must not pull a
// whole file into memory.
const MaxRecord = 16 << 20

// errLong says that a line or record passes the limit.
var errLong = errors.New("longer than 16 MiB")

// feed hands out the physical lines of a stream. A line stays in the buffer
// until it is released, so that a reader can look ahead for the end of a quoted
// cell and come back when there is none.
type feed struct {
	r     io.Reader
	buf   []byte
	start int   // of what is not released
	limit int   // bytes of a record
	n     int   // lines released
	err   error // why there is nothing behind buf, io.EOF at the end
}

func newFeed(r io.Reader) *feed {
	l := &feed{r: r, buf: make([]byte, 0, 64<<10), limit: MaxRecord}
	for len(l.buf) < 3 && l.err == nil {
		l.fill()
	}
	if bytes.HasPrefix(l.buf, []byte("\ufeff")) {
		l.start = 3
	}
	return l
}

// window is everything that is in memory and not released.
func (l *feed) window() []byte { return l.buf[l.start:] }

// line gives the length, with the line end, of the line that starts off bytes
// into the window; io.EOF when there is none, errLong when it passes the limit.
func (l *feed) line(off int) (int, error) {
	seen := off
	for {
		w := l.window()
		i := bytes.IndexByte(w[seen:], '\n')
		if i >= 0 {
			seen += i + 1
		} else {
			seen = len(w)
		}
		switch {
		case seen > l.limit:
			return 0, errLong
		case i >= 0, l.err == io.EOF && seen > off:
			return seen - off, nil
		case l.err != nil:
			return 0, l.err
		}
		l.fill()
	}
}

// release gives up n bytes that hold the given number of lines.
func (l *feed) release(n, count int) {
	l.start += n
	l.n += count
}

// skipLine releases one line of any length in constant memory.
func (l *feed) skipLine() {
	for {
		w := l.window()
		if i := bytes.IndexByte(w, '\n'); i >= 0 {
			l.release(i+1, 1)
			return
		}
		if l.start = len(l.buf); l.err != nil {
			l.n++
			return
		}
		l.fill()
	}
}

// skipBlank releases the blank lines that come next and counts them.
func (l *feed) skipBlank() int {
	for count := 0; ; count++ {
		n, err := l.line(0)
		if err != nil || len(bytes.TrimSpace(l.window()[:n])) > 0 {
			return count
		}
		l.release(n, 1)
	}
}

// fill reads more, after moving the window to the front of the buffer.
func (l *feed) fill() {
	if l.start > 0 {
		n := copy(l.buf, l.window())
		l.buf, l.start = l.buf[:n], 0
	}
	if len(l.buf) == cap(l.buf) {
		l.buf = append(l.buf, make([]byte, len(l.buf))...)[:len(l.buf)]
	}
	n, err := l.r.Read(l.buf[len(l.buf):cap(l.buf)])
	l.buf = l.buf[:len(l.buf)+n]
	l.err = err
}
