package alibaba

import (
	"iter"

	"backchannel/parser/chat"
	"backchannel/parser/page"
	"backchannel/parser/source"
)

// Page reads a saved page of the Messenger, also called OneTalk: plain HTML,
// SingleFile, or MHTML. A page that has changed too much for its selector
// profile is read by its lines or its structure, and that is told.
type Page struct{}

// Name implements parser.Format.
func (Page) Name() string { return "alibaba-page" }

// Platform implements parser.Format.
func (Page) Platform() string { return chat.Alibaba }

// Sniff implements parser.Format.
func (Page) Sniff(_ string, head []byte) int { return page.Sniff("messenger", head) }

// Read implements parser.Format.
func (Page) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return page.Plan{Format: "alibaba-page", Platform: chat.Alibaba}.Read(src, opts, cov)
}

// Profile says where on a saved page the messages are; see [page.Profile].
type Profile = page.Profile

// LoadProfile reads a selector profile, a YAML file as those in parser/page/data.
// name stands in errors, which give line and column (name:3:7: …). A profile
// that loads may go into [chat.Options] as text.
func LoadProfile(name string, data []byte) (*Profile, error) { return page.Load(name, data) }
