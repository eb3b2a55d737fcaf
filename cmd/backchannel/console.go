package main

import (
	"io"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// patience is how long a run may take before it shows its progress.
const patience = time.Second

// console is standard error with, on a terminal, a bar below the text that
// shows how far a long run is. Its methods may be called from several
// goroutines.
type console struct {
	w     io.Writer
	quiet bool // never a bar: w is no terminal, or results run over the same one
	begin time.Time

	mu   sync.Mutex
	bars *mpb.Progress // nil while no bar is shown
	bar  *mpb.Bar
	name string // what the bar is about
}

func newConsole(w io.Writer) *console {
	_, ok := terminal(w)
	return &console{w: w, quiet: !ok, begin: time.Now()}
}

// Write writes above the bar.
func (c *console) Write(b []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.bars != nil {
		return c.bars.Write(b)
	}
	return c.w.Write(b)
}

// progress is told how many bytes of an input were read, of how many.
func (c *console) progress(name string, done, size int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.quiet || time.Since(c.begin) < patience {
		return
	}
	if c.bars != nil && c.name != name {
		c.clear()
	}
	if c.bars == nil {
		c.name = name
		c.bars = mpb.New(mpb.WithOutput(c.w), mpb.WithWidth(40))
		c.bar = c.bars.AddBar(max(size, 0),
			mpb.PrependDecorators(decor.Name(visible(name)+" ")),
			mpb.AppendDecorators(decor.CurrentKibiByte(" % .0f, "), decor.Elapsed(decor.ET_STYLE_GO)),
		)
	}
	c.bar.SetCurrent(min(done, size-1)) // a full bar would count as complete and stay
}

// done takes the bar away.
func (c *console) done() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.clear()
}

func (c *console) clear() {
	if c.bars == nil {
		return
	}
	c.bar.Abort(true)
	c.bars.Wait()
	c.bars, c.bar = nil, nil
}
