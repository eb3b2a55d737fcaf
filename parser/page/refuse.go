package page

import (
	"bytes"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// wayOut is what always helps.
const wayOut = "or copy the messages from the window and save them as a text file"

var (
	loginHost = regexp.MustCompile(`^(?:login|passport|signin|account)\.`)
	signIn    = regexp.MustCompile(`(?i)sign in|log in|\blogin\b|登录|登入|扫码登录`)
)

// listed is what lists of conversations are made of.
const listed = ".contact-item-container, .conversation-item, [class*=conversation-list], [class*=contact-list], [class*=latest-msg]"

// littleText is the number of characters of a page that says nothing itself.
const littleText = 60

// reason says why a page holds no conversation that can be read, and what its
// owner can do. It looks at the documents as they are after the fallbacks, so
// it parses them again.
func (r *reading) reason(data []byte) string {
	var text strings.Builder
	login, list, images, scripts := false, false, 0, 0
	for i := range r.c.docs {
		root := parse(r.c.docs[i].source).root
		doc := goquery.NewDocumentFromNode(root)
		login = login || doc.Find("input[type=password]").Length() > 0
		scripts += doc.Find("script").Length()
		images += doc.Find("img, canvas").Length()
		prune(root)
		bareClasses(root)
		list = list || doc.Find(listed).Length() > 0
		text.WriteString(visible(root) + "\n")
	}
	words := strings.TrimSpace(text.String())
	short := len([]rune(words)) < littleText
	address, _ := url.Parse(r.c.url)
	switch {
	case bytes.IndexByte(data[:min(len(data), 1<<10)], 0) >= 0 && r.c.encoding != "utf-16le" && r.c.encoding != "utf-16be":
		return "the file is no readable page; if it is encrypted or packed, open it in its program and save the page anew, " + wayOut
	case login || address != nil && loginHost.MatchString(address.Hostname()) || short && signIn.MatchString(words):
		return "the page is a login page; sign in, open the conversation and save that page, " + wayOut
	case len(r.c.frames) > 0 && !list:
		return frameReason(r.c.frames)
	case list:
		s := "the page holds only the list of conversations and not their messages; open the conversation, " +
			"scroll up until nothing more loads and save the page again, " + wayOut
		if local := localFrames(r.c.frames); local != "" {
			s += "; if the chat was in a frame of the page, read " + local
		}
		return s
	case short && images > 0:
		return "the page holds only pictures; words in pictures are not read, so save the conversation page itself, " + wayOut
	case short && scripts > 0:
		return "the page was saved before its messages were loaded, or as source; open it, wait for the messages " +
			"and save it as a single file (MHTML or SingleFile), " + wayOut
	case words == "":
		return "the page is empty; save the conversation page again, " + wayOut
	}
	return "no messages were found on the page; name its layout with --profile, " + wayOut
}

// frameReason names the files in which the chat is.
func frameReason(frames []string) string {
	local := localFrames(frames)
	if local == "" {
		return "the chat is in a frame that was not saved with the page; save the page as MHTML or with SingleFile, " + wayOut
	}
	return "the chat is in a frame of the page, which was saved as " + local + "; read that file instead, " + wayOut
}

// localFrames names the pages that a browser saved beside the page.
func localFrames(frames []string) string {
	var local []string
	for _, f := range frames {
		u, err := url.Parse(f)
		if err != nil || u.Host != "" || u.Scheme != "" {
			continue
		}
		if name := path.Clean(u.Path); strings.HasSuffix(name, ".html") || strings.HasSuffix(name, ".htm") {
			local = append(local, name)
		}
	}
	const shown = 5
	if len(local) > shown {
		return fmt.Sprintf("%s and %d more", strings.Join(local[:shown], ", "), len(local)-shown)
	}
	return strings.Join(local, ", ")
}
