package report

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
)

// File is an output file that appears whole or not at all: it grows beside its
// place under another name and takes its own on Commit. Its methods may be
// called from several goroutines, so that an interrupt can abort a write.
type File struct {
	name  string
	force bool

	mu   sync.Mutex
	out  *os.File // nil after Commit and Abort
	temp string   // "" where the output is no regular file and written in place
}

// ErrExists is the error of a place that is taken.
var ErrExists = errors.New("the file exists already; give another name with -o, or --force to replace it")

// Create opens an output file for its owner alone. Without force, an existing
// file is an error that wraps [ErrExists]. A device or pipe, such as
// /dev/stdout, is written directly.
func Create(name string, force bool) (*File, error) {
	f := &File{name: name, force: force}
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return nil, fmt.Errorf("%s: is a folder; give the name of a file in it", name)
	case err == nil && !info.Mode().IsRegular():
		if f.out, err = os.OpenFile(name, os.O_WRONLY, 0); err != nil {
			return nil, WriteError(name, err)
		}
		return f, nil
	case err == nil && !force:
		return nil, fmt.Errorf("%s: %w", name, ErrExists)
	}
	f.out, err = os.CreateTemp(filepath.Dir(name), ".backchannel-*.tmp")
	if err != nil {
		return nil, WriteError(name, err)
	}
	f.temp = f.out.Name()
	return f, nil
}

// Write writes to the growing file.
func (f *File) Write(p []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.out == nil {
		return 0, fmt.Errorf("%s: %w", f.name, fs.ErrClosed)
	}
	n, err := f.out.Write(p)
	return n, WriteError(f.name, err)
}

// Commit puts the file in its place. When it fails, nothing is left behind.
func (f *File) Commit() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.out == nil {
		return fmt.Errorf("%s: %w", f.name, fs.ErrClosed)
	}
	out := f.out
	f.out = nil
	if f.temp == "" {
		return WriteError(f.name, out.Close())
	}
	err := errors.Join(out.Sync(), out.Close())
	if err == nil {
		err = f.place()
	}
	if err != nil {
		os.Remove(f.temp)
		return WriteError(f.name, err)
	}
	return nil
}

// place gives the finished file its name.
func (f *File) place() error {
	if f.force {
		return os.Rename(f.temp, f.name)
	}
	// A link, unlike a rename, does not replace a file that came up meanwhile.
	err := os.Link(f.temp, f.name)
	if err == nil {
		return os.Remove(f.temp)
	}
	if errors.Is(err, fs.ErrExist) {
		return ErrExists
	}
	// File systems of memory cards and network drives know no links.
	if _, err := os.Lstat(f.name); err == nil {
		return ErrExists
	}
	return os.Rename(f.temp, f.name)
}

// Abort drops what was written. After Commit it does nothing, so that it can
// be deferred.
func (f *File) Abort() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.out == nil {
		return
	}
	f.out.Close()
	f.out = nil
	if f.temp != "" {
		os.Remove(f.temp)
	}
}

// IsClosedPipe reports that the reader of an output has gone, as head(1) does
// when it has seen enough. It is no failure to tell the user about.
func IsClosedPipe(err error) bool { return errors.Is(err, syscall.EPIPE) }

// WriteError says in plain words why an output, a file or one with another
// name, could not be written; nil for nil. The error wraps its cause.
func WriteError(name string, err error) error {
	why := ""
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ErrExists):
		return fmt.Errorf("%s: %w", name, ErrExists)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		why = "no permission to write there; choose another place with -o"
	case errors.Is(err, fs.ErrNotExist):
		why = "the folder does not exist; make it first, or choose another place with -o"
	case errors.Is(err, syscall.ENOTDIR):
		why = "part of the path is a file, not a folder; choose another place with -o"
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		why = "the disk is full; make room, or choose another place with -o"
	case IsClosedPipe(err):
		why = "the reader has gone"
	default:
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return &placeError{name, why, err}
}

// placeError tells why a place cannot be written to, with the cause kept for
// callers that ask.
type placeError struct {
	name, why string
	cause     error
}

func (e *placeError) Error() string { return e.name + ": " + e.why }
func (e *placeError) Unwrap() error { return e.cause }
