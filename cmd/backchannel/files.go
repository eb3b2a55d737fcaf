package main

import (
	"io"

	"backchannel/report"
)

// place is the opened place of an output: standard output, or a file that
// appears when it is complete.
type place struct {
	output
	io.Writer
	file *report.File // nil for standard output
}

// places are those of one run.
type places []place

// open opens the places of outputs. One that cannot be opened is told and left
// out; it is an error when none is left.
func (p *program) open(outs []output, force bool) (places, error) {
	var all places
	for _, o := range outs {
		if o.file == "" {
			all = append(all, place{o, p.out, nil})
			continue
		}
		f, err := report.Create(o.file, force)
		if err != nil {
			p.fail(err)
			continue
		}
		all = append(all, place{o, f, f})
	}
	if len(all) == 0 {
		return nil, errIncomplete
	}
	return all, nil
}

// commit makes all files appear, and says whether they did. It goes on after
// one that does not.
func (p *program) commit(all places) bool {
	whole := true
	for _, f := range all {
		if f.file == nil {
			continue
		}
		if err := f.file.Commit(); err != nil {
			p.fail(err)
			whole = false
		}
	}
	return whole
}

// abort leaves nothing of files that are not committed.
func (all places) abort() {
	for _, f := range all {
		if f.file != nil {
			f.file.Abort()
		}
	}
}

// busy says that results run over the terminal while the run goes on.
func (p *program) busy(all places) bool {
	_, ok := terminal(p.std.out)
	for _, f := range all {
		if ok && f.file == nil && f.form.name != "text" {
			return true
		}
	}
	return false
}
