package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// version is the version of the program, as in CHANGELOG.md.
const version = "0.1.0"

// Exit codes. Findings and failures never share a code.
const (
	exitOK       = 0
	exitFindings = 1 // findings at or above --fail-on
	exitUsage    = 2
	exitFailure  = 3 // an input was not read or an output not written
)

// usageError is a mistake in how the program was called.
type usageError struct{ error }

func usagef(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

// Outcomes of a run that has told already what there is to tell.
var (
	errFindings   = errors.New("findings at or above --fail-on")
	errIncomplete = errors.New("not everything could be read or written")
	errUnheard    = errors.New("nobody is left who reads the output")
)

// needs is a check for commands that cannot do without arguments.
func needs(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usagef("%s needs %s", strings.TrimPrefix(cmd.CommandPath(), "backchannel "), what)
		}
		return nil
	}
}

// streams are the standard streams of one run.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// run runs the program and returns its exit code.
func run(args []string, std streams) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// After the first Ctrl-C a second one ends the program at once.
	context.AfterFunc(ctx, stop)
	// A closed pipe is then an error of the write, and not the end of a process
	// that may have a workbook to finish.
	signal.Ignore(syscall.SIGPIPE)

	p := newProgram(std)
	root := p.root()
	root.SetArgs(args)
	return p.code(root.ExecuteContext(ctx))
}

// code tells an error and turns it into an exit code.
func (p *program) code(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.Is(err, errIncomplete):
		return exitFailure
	case errors.Is(err, errUnheard):
		p.unheard()
		return exitFailure
	case errors.Is(err, context.Canceled):
		p.tell("interrupted; no file was written")
		return exitFailure
	case errors.As(err, &usage):
		p.tell("%v", err)
		return exitUsage
	case !p.started: // a word or flag that there is not
		p.tell("%v; see backchannel --help", err)
		return exitUsage
	}
	p.tell("%v", err)
	return exitFailure
}

// program is one run: its streams and what became of it so far.
type program struct {
	std streams
	out *pipe    // std.out
	err *console // std.err

	started    bool // the arguments were understood
	incomplete bool // something was not read or not written
}

func newProgram(std streams) *program {
	return &program{std: std, out: &pipe{w: std.out}, err: newConsole(std.err)}
}

// root builds the commands.
func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "backchannel",
		Short: "Show where a trade chat left the platform and where money was redirected",
		Long: `backchannel reads exported buyer-supplier chats (WhatsApp, WeChat, Alibaba, tables)
and shows, message by message, where the talk left the trade platform, where a
payment was redirected, and where a bank account changed.

It runs on this machine only: nothing is sent anywhere.`,
		Example: `  backchannel scan chat.txt
  backchannel scan --supplier "Lily Chen" --company "Ningbo Lumeta Co., Ltd." export.zip
  backchannel parse chat.txt
  backchannel rules show bank-change/do-not-use-old`,
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRun: func(*cobra.Command, []string) {
			p.started = true
		},
	}
	root.SetIn(p.std.in)
	root.SetOut(p.out)
	root.SetErr(p.std.err)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		if e := (*pflag.InvalidValueError)(nil); errors.As(err, &e) {
			return usagef("--%s: %w", e.GetFlag().Name, e.Unwrap())
		}
		return err
	})
	root.AddCommand(p.scan(), p.ledger(), p.compare(), p.parse(), p.rules(), p.eval(), p.verify(), p.formats())
	return root
}

// outcome is the error of a command that has done all it could.
func (p *program) outcome(found bool) error {
	if p.out.gone {
		p.unheard()
	}
	switch {
	case p.incomplete:
		return errIncomplete
	case found:
		return errFindings
	}
	return nil
}

// unheard tells that the reader of standard output went before the end: a
// report that ends in the middle must not pass for a whole one.
func (p *program) unheard() {
	p.incomplete = true
	p.tell("standard output: its reader has gone; what was still to be written there is lost")
}

// stdin is standard input for as long as ctx lasts: a read that waits for a
// keyboard ends when the user interrupts the run.
func (p *program) stdin(ctx context.Context) io.Reader {
	r, w := io.Pipe()
	context.AfterFunc(ctx, func() { w.CloseWithError(ctx.Err()) })
	go func() {
		_, err := io.Copy(w, p.std.in)
		w.CloseWithError(err)
	}()
	return r
}

// fail tells an error that leaves the run incomplete but does not end it.
func (p *program) fail(err error) {
	p.incomplete = true
	p.tell("%v", err)
}
