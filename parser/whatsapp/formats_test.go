package whatsapp

import (
	"io"
	"iter"
	"testing"

	"backchannel/parser/chat"
	"backchannel/parser/source"
)

// readFormat is what parser.Format asks for.
type readFormat interface {
	Name() string
	Platform() string
	Sniff(name string, head []byte) int
	Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error]
}

var all = []readFormat{Text{}, WebCopy{}, ExporterText{}, ExporterJSON{}, ExporterHTML{}, TelegramJSON{}}

// best gives the format that recognises a source best.
func best(t testing.TB, src *source.Source) readFormat {
	t.Helper()
	r, err := src.Text()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	head, err := io.ReadAll(io.LimitReader(r, source.HeadSize))
	if err != nil {
		t.Fatal(err)
	}
	f := all[0]
	for _, x := range all[1:] {
		if x.Sniff(src.Name, head) > f.Sniff(src.Name, head) {
			f = x
		}
	}
	return f
}
