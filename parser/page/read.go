package page

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"golang.org/x/net/html"

	"backchannel/parser/chat"
	"backchannel/parser/lines"
	"backchannel/parser/source"
)

// Plan is what a format wants of the pages it reads.
type Plan struct {
	Format   string // its name
	Platform string // of messages whose platform nothing else tells
	Grammar  string // the text grammar that is tried before the profiles; "" for none
}

// MaxSize is the number of bytes up to which a page is read. A tree takes about
// ten times as much memory.
const MaxSize = 256 << 20

// missing is what may not be in any saved page.
const missing = "earlier messages: a saved page holds only what had been scrolled into view"

// Read gives the messages of a saved page, oldest first, and fills cov when it
// is not nil. Profiles are tried first, the user's before the built-in ones;
// then the page as lines of text; then its structure. A page without a
// conversation is refused with the reason.
func (p Plan) Read(src *source.Source, opts chat.Options, cov *chat.Coverage) iter.Seq2[chat.Message, error] {
	return func(yield func(chat.Message, error) bool) {
		if cov == nil {
			cov = &chat.Coverage{}
		}
		data, err := load(src)
		if err != nil {
			yield(chat.Message{}, err)
			return
		}
		users, err := userProfiles(opts.Profiles)
		if err != nil {
			yield(chat.Message{}, err)
			return
		}
		r := reading{plan: p, c: unpack(data), opts: opts}
		r.anchor = r.c.saved
		if r.anchor.IsZero() {
			r.anchor = opts.AsOf
		}
		res, ok := r.run(users)
		if !ok {
			yield(chat.Message{}, &chat.Refusal{Source: src.Name, Text: r.reason(data)})
			return
		}
		r.tell(res, cov)
		for _, text := range res.problems {
			if !yield(chat.Message{}, &chat.Problem{Source: src.Name, Text: text}) {
				return
			}
		}
		platform := cmp.Or(opts.Platform, res.platform, p.Platform)
		for _, m := range res.msgs {
			m.Source, m.Platform = src.Name, platform
			if m.Sender == chat.Self && opts.Self != "" {
				m.Sender = opts.Self
			}
			if !yield(m, nil) {
				return
			}
		}
	}
}

// load reads a source up to MaxSize.
func load(src *source.Source) ([]byte, error) {
	r, err := src.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading %s: %w", src.Name, err)
	case len(data) > MaxSize:
		return nil, &chat.Refusal{Source: src.Name, Text: fmt.Sprintf("the page is larger than %d MiB; save it without pictures", MaxSize>>20)}
	}
	return data, nil
}

// userProfiles loads the profiles that the user gave.
func userProfiles(contents []string) (ps []*Profile, err error) {
	for i, text := range contents {
		p, err := Load(fmt.Sprintf("profile %d", i+1), []byte(text))
		if err != nil {
			return nil, err
		}
		ps = append(ps, p)
	}
	return ps, nil
}

// reading is one pass over a page.
type reading struct {
	plan   Plan
	c      container
	opts   chat.Options
	anchor time.Time
}

// run tries the ways of reading a page in their order.
func (r *reading) run(users []*Profile) (result, bool) {
	r.prune()
	if r.plan.Grammar != "" {
		if res, ok := r.text([]*lines.Grammar{lines.Find(r.plan.Grammar)}); ok {
			return res, true
		}
	}
	var partial result
	for _, set := range [][]*Profile{users, builtin()} {
		res, ok := r.profiled(set)
		switch {
		case !ok:
		case res.fits():
			return res, true
		case res.usable > partial.usable || partial.blocks == 0:
			partial = res
		}
	}
	// A profile that knows half of the blocks tells more about them than their
	// form: the page may only be cut.
	if res, ok := r.fallback(); ok && res.usable > partial.usable && partial.usable*2 < max(partial.blocks, res.usable) {
		if partial.blocks > 0 {
			res.problems = append([]string{partial.outdated()}, res.problems...)
		}
		return res, true
	}
	if partial.usable > 0 {
		partial.problems = append([]string{partial.outdated()}, partial.problems...)
		return partial, true
	}
	return result{}, false
}

// outdated says that a profile does not fit the page any more.
func (r *result) outdated() string {
	return fmt.Sprintf("the page has changed or is cut: the %s finds %d message blocks but can use only %d of them; "+
		"compare with the page, or give a profile for it with --profile", r.how, r.blocks, r.usable)
}

// prune takes out of every document what no reader sees.
func (r *reading) prune() {
	for _, d := range r.c.docs {
		prune(d.root)
		bareClasses(d.root)
	}
}

// profiled reads the document with most messages by the profile that finds
// them.
func (r *reading) profiled(ps []*Profile) (result, bool) {
	p, i, others := best(ps, r.c.docs)
	if p == nil {
		return result{}, false
	}
	res := p.extract(r.c.docs[i].root, r.anchor)
	if others > 0 {
		res.problems = append(res.problems, fmt.Sprintf(
			"other frames of the page hold %d more message blocks, which were left out; save that conversation on its own", others))
	}
	// The list of conversations and the header may be outside the frame.
	for _, d := range r.c.docs {
		res.cov.Counterpart = cmp.Or(res.cov.Counterpart, firstLine(p.Counterpart, d.root))
		res.cov.Company = cmp.Or(res.cov.Company, firstLine(p.Company, d.root))
	}
	// What is extracted has changed the tree; the fallbacks need it whole.
	if !res.fits() {
		r.c.docs[i].root = parse(r.c.docs[i].source).root
		prune(r.c.docs[i].root)
		bareClasses(r.c.docs[i].root)
	}
	return res, true
}

// fallback reads a page without a profile.
func (r *reading) fallback() (result, bool) {
	var facts chat.Coverage
	for _, d := range r.c.docs {
		for _, p := range builtin() {
			facts.Counterpart = cmp.Or(facts.Counterpart, firstLine(p.Counterpart, d.root))
			facts.Company = cmp.Or(facts.Company, firstLine(p.Company, d.root))
			for _, sel := range p.List {
				remove(d.root, selectors{sel})
			}
		}
		dropLinked(d.root)
	}
	most, _ := r.text(lines.Grammars())
	for _, d := range r.c.docs {
		// Lines lose quotes, pictures and the side of the window that a message is
		// on, so they count only where they find more messages.
		if res, ok := structural(d.root); ok && len(res.msgs) >= len(most.msgs) {
			most = res
			most.problems = append(most.problems, "no profile knows this page; its messages were found by their form, "+
				"so compare names, sides and order with the page")
		}
	}
	most.cov.Counterpart, most.cov.Company = facts.Counterpart, facts.Company
	return most, len(most.msgs) > 0
}

// text reads the documents as lines by grammars.
func (r *reading) text(gs []*lines.Grammar) (result, bool) {
	var most result
	for _, d := range r.c.docs {
		all := strings.Split(visible(d.root), "\n")
		for _, g := range gs {
			t := g.Parse(all, lines.Options{Anchor: r.anchor})
			if len(t.Records) > len(most.msgs) && t.Conversation() {
				most = textResult(g, t, len(all))
			}
		}
	}
	return most, len(most.msgs) > 0
}

// textResult makes a result of what a grammar found. Lines of a page are
// nobody's lines of a file, so they count only in the coverage.
func textResult(g *lines.Grammar, t lines.Text, n int) result {
	res := result{how: "lines of the page, read as " + g.ID, platform: g.Platform}
	res.cov.Unit, res.cov.Found = "lines", n
	res.cov.Skip("before the first message", t.Furniture)
	res.cov.Read = n - t.Furniture
	res.cov.Integrity = t.Summary()
	for i, rec := range t.Records {
		rec.Line, rec.Lines = 0, 0
		t.Records[i] = rec
	}
	res.msgs = lines.Messages(t.Records, "", "", "")
	if lines.Reverse(res.msgs) {
		res.cov.Order = "the page is newest first and was turned round"
	}
	res.usable, res.blocks = len(res.msgs), len(res.msgs)
	return res
}

// tell fills the coverage.
func (r *reading) tell(res result, cov *chat.Coverage) {
	*cov = res.cov
	cov.Format, cov.Encoding, cov.Reader = r.plan.Format, r.c.encoding, res.how
	cov.Missing = append(cov.Missing, missing)
	for _, d := range r.c.docs {
		if d.deep {
			cov.Missing = append(cov.Missing, "order of elements: the page leaves elements open and nests too deeply, so it was unfolded")
			break
		}
	}
	if r.c.cut {
		cov.Integrity = append(cov.Integrity, "the file breaks off within the page: what stood behind is missing; save the page again")
	}
	lines.Sum(cov, res.msgs)
}

// Looks says whether the head of a source begins like a web page or a saved
// archive of one.
func Looks(head []byte) bool {
	if isMHTML(head) {
		return true
	}
	text := strings.ToLower(strings.TrimLeft(string(head[:min(len(head), 2000)]), "\ufeff \t\r\n"))
	if !strings.HasPrefix(text, "<") {
		return false
	}
	for _, start := range []string{"<!doctype html", "<html", "<!--", "<head", "<body", "<meta", "<div", "<table", "<title", "<iframe"} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	return strings.HasPrefix(text, "<?xml") && strings.Contains(text, "<html")
}

// Sniff says how well the head of a source fits the built-in profile of a name,
// from 0 to 100: by its marks, or by the address that the page was saved from.
func Sniff(profile string, head []byte) int {
	if !Looks(head) {
		return 0
	}
	// In quoted-printable a word may be cut by a soft line end.
	text := strings.NewReplacer("=\r\n", "", "=\n", "").Replace(string(head))
	for _, p := range builtin() {
		if p.ID != profile {
			continue
		}
		for _, mark := range p.Marks {
			if strings.Contains(text, mark) {
				return 95
			}
		}
		for _, host := range p.Hosts {
			if strings.Contains(text, "://"+host+"/") {
				return 85
			}
		}
	}
	return 0
}

// SniffText says how well the visible lines of a page's head fit a text
// grammar, from 0 to 100.
func SniffText(grammar string, head []byte) int {
	if !Looks(head) || isMHTML(head) {
		return 0
	}
	root, err := html.Parse(strings.NewReader(string(head)))
	if err != nil {
		return 0
	}
	prune(root)
	return lines.Find(grammar).Sniff([]byte(visible(root)))
}
