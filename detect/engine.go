package detect

import (
	"runtime"

	"backchannel/detect/known"
	"backchannel/lexicon"
)

// Options is what the user knows of the conversations and wants of the
// findings.
type Options struct {
	Lang        string             // language of titles, reasons and glosses: en (also when empty) or zh
	Supplier    []string           // names of senders who are the supplier
	Buyer       []string           // names of senders who are the buyer
	Self        string             // name of the export's owner
	Company     string             // the company that the buyer contracts with
	MinSeverity Severity           // lower findings are left out; "" keeps all
	Known       []*known.File      // suppliers with what somebody cleared
	Watch       []*known.Watchlist // values to be warned of
	Workers     int                // messages read at the same time; 0 means one a processor
}

// Engine finds acts in conversations. It is safe for concurrent use.
type Engine struct {
	book *lexicon.Book
	opts Options

	links *Links // what Survey found; nil without it
}

// New makes an engine of a book.
func New(book *lexicon.Book, opts Options) *Engine {
	if opts.Lang == "" {
		opts.Lang = "en"
	}
	if opts.Workers <= 0 {
		opts.Workers = runtime.GOMAXPROCS(0)
	}
	return &Engine{book: book, opts: opts}
}
