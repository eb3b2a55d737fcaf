package source

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
	"syscall"

	"backchannel/parser/chat"
)

// Limits on what is kept beside the input itself.
const (
	// MaxMemory is the number of bytes of standard input, or of an archive
	// within an archive, that are kept in memory; more goes to a temporary file.
	MaxMemory = 8 << 20
	// MaxSpool is the number of bytes that a temporary file takes.
	MaxSpool = 8 << 30
)

// File is the source at a path. Folders, devices and pipes are refused.
func File(path string) (*Source, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, Refuse(path, err)
	}
	if why := irregular(info.Mode()); why != "" {
		return nil, &chat.Refusal{Source: path, Text: why}
	}
	f := &file{path: path}
	return &Source{
		Name:   path,
		Size:   info.Size(),
		Open:   func() (io.ReadCloser, error) { return os.Open(path) },
		random: func() (randomAccess, error) { return f, nil },
	}, nil
}

// irregular says why something that is no regular file is not read; "" for a
// regular file.
func irregular(mode fs.FileMode) string {
	switch {
	case mode.IsRegular():
		return ""
	case mode.IsDir():
		return "is a folder"
	case mode&fs.ModeNamedPipe != 0:
		return "is a pipe and not a file; give its content on standard input, with - for the path"
	case mode&fs.ModeSymlink != 0:
		return "is a link; give the file that it leads to"
	default:
		return "is a device and not a file; copy the chat to a file first"
	}
}

// Refuse puts an error of the file system or of an archive in words for its
// owner. A refusal stays as it is.
func Refuse(name string, err error) *chat.Refusal {
	var r *chat.Refusal
	var text string
	switch {
	case errors.As(err, &r):
		return r
	case errors.Is(err, fs.ErrNotExist):
		text = "is not there; check the spelling, or whether it was moved or deleted meanwhile"
	case errors.Is(err, syscall.ENOTDIR):
		text = "is not there; check the spelling, and for a member of an archive give the archive itself"
	case errors.Is(err, fs.ErrPermission):
		text = "may not be read by this user; change its permissions or copy it to a folder of your own"
	case errors.Is(err, syscall.ELOOP):
		text = "is a link that leads in a circle; give the file or folder itself"
	case errors.Is(err, syscall.ENAMETOOLONG):
		text = "has a name that is too long for this system; move it to a folder with a shorter path"
	default:
		text = unreadable(name, err)
	}
	return &chat.Refusal{Source: name, Text: text}
}

// unreadable puts in words what no other sentence fits.
func unreadable(name string, err error) string {
	if text := damaged(err); text != "" {
		return text
	}
	why := reason(err)
	if _, own, ok := strings.Cut(why, name+": "); ok {
		why = own // the name is told anyway
	}
	var disk syscall.Errno
	if errors.As(err, &disk) {
		return "cannot be read (" + why + "); check the disk, or copy the file again"
	}
	return "cannot be read to its end (" + why + "); export the chat again, or name another form with --from"
}

// reason is the text of err without the path of a file.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// randomAccess is what an archive is read from. Each user takes it before
// reading and releases it afterwards.
type randomAccess interface {
	io.ReaderAt
	take() error
	release()
}

// file opens its path when the first user comes and closes it when the last
// one goes, so that a folder of thousands of archives needs no more open
// files than are being read.
type file struct {
	path  string
	mu    sync.Mutex
	users int
	f     *os.File
}

func (f *file) take() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.users == 0 {
		opened, err := os.Open(f.path)
		if err != nil {
			return err
		}
		f.f = opened
	}
	f.users++
	return nil
}

func (f *file) release() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.users--; f.users == 0 {
		f.f.Close() //nolint:errcheck // nothing was written
	}
}

func (f *file) ReadAt(p []byte, off int64) (int, error) { return f.f.ReadAt(p, off) }

// spool keeps what can be read only once: in memory while it is small, then in
// a temporary file that has no name any more (or loses it when it is closed)
// and so cannot be left behind, however the program ends.
type spool struct {
	memory []byte
	f      *os.File // nil while memory holds all
	size   int64
}

func (*spool) take() error { return nil }
func (*spool) release()    {}

func (s *spool) ReadAt(p []byte, off int64) (int, error) {
	if s.f != nil {
		return s.f.ReadAt(p, off)
	}
	return bytes.NewReader(s.memory).ReadAt(p, off)
}

func (s *spool) open() (io.ReadCloser, error) {
	return io.NopCloser(io.NewSectionReader(s, 0, s.size)), nil
}

var errTooLarge = errors.New("too large")

// newSpool reads r to its end.
func newSpool(r io.Reader, limit int64) (*spool, error) {
	var b bytes.Buffer
	n, err := io.Copy(&b, io.LimitReader(r, MaxMemory+1))
	if err != nil {
		return nil, err
	}
	if n > limit {
		return nil, errTooLarge
	}
	if n <= MaxMemory {
		return &spool{memory: b.Bytes(), size: n}, nil
	}
	f, err := unnamedFile()
	if err != nil {
		return nil, err
	}
	n, err = io.Copy(f, io.MultiReader(&b, io.LimitReader(r, limit+1-n)))
	if err == nil && n > limit {
		err = errTooLarge
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &spool{f: f, size: n}, nil
}

// Stdin is the source of what r, the standard input, gives; nil is empty. It
// reads r to its end.
func Stdin(r io.Reader) (*Source, error) {
	const name = "-"
	if r == nil {
		r = bytes.NewReader(nil)
	}
	s, err := newSpool(r, MaxSpool)
	if errors.Is(err, errTooLarge) {
		return nil, &chat.Refusal{Source: name, Text: "standard input is too large to keep; save it to a file and give that"}
	}
	if err != nil {
		return nil, &chat.Refusal{Source: name, Text: "standard input cannot be read (" + reason(err) + "); save it to a file and give that"}
	}
	return &Source{
		Name: name, Size: s.size, Open: s.open,
		random: func() (randomAccess, error) { return s, nil },
	}, nil
}
