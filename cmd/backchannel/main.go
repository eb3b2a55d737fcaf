// Command backchannel reads exported buyer-supplier chats and shows, message by
// message, where the talk left the trade platform, a payment was redirected, or
// a bank account changed.
package main

import (
	"os"
	"runtime"
	"runtime/debug"
	_ "time/tzdata" // for systems without the database of time zones; 0.4 MB
)

func main() {
	collectLate()
	os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

// quiet is the memory up to which no garbage is collected. A chat of ordinary
// length needs less, and would spend a third of its time on collecting what it
// could as well leave.
const quiet = 48 << 20

// collectLate puts the first garbage collection off until the program has grown
// to quiet; from then on everything is as GOGC and GOMEMLIMIT say.
func collectLate() {
	limit := debug.SetMemoryLimit(-1)
	if limit <= quiet {
		return
	}
	percent := debug.SetGCPercent(-1)
	debug.SetMemoryLimit(quiet)
	first := new([64]byte) // goes with the first collection
	runtime.AddCleanup(first, func(struct{}) {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}, struct{}{})
}
