// Command backchannel reads exported buyer-supplier chats and shows, message by
// message, where the talk left the trade platform, a payment was redirected, or
// a bank account changed.
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}
