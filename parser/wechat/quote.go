package wechat

import (
	"regexp"
	"strings"
)

// quoteTails begin the quoted message at the end of a text, by family:
// MemoTrace 2 and 3, PyWxDump.
var quoteTails = []string{"\n引用:", "\n引用：", "\n[引用]("}

// dashes is the line under a quoted message in the application's own form.
var dashes = regexp.MustCompile(`^(?:- ?){5,}$`)

// quoteIn gives the earlier message that a text with its reply prints, ""
// when it prints none. The text keeps it: what the file shows is evidence.
func quoteIn(text string) string {
	for _, tail := range quoteTails {
		if i := strings.Index("\n"+text, tail); i >= 0 {
			q := ("\n" + text)[i+len(tail):]
			if tail == "\n[引用](" {
				if _, after, ok := strings.Cut(q, ")"); ok {
					q = after
				}
			}
			return strings.TrimSpace(q)
		}
	}
	switch {
	case strings.HasSuffix(text, "]"):
		if i := strings.LastIndex(text, "[引用 "); i >= 0 {
			return text[i+len("[引用 ") : len(text)-1]
		}
	case strings.HasPrefix(text, "> "):
		return quotedLines(text)
	case strings.HasPrefix(text, "「"):
		return bracketed(text)
	}
	return ""
}

// quotedLines gives the lines with a leading > at the start of a text.
func quotedLines(text string) string {
	var quoted []string
	for line := range strings.SplitSeq(text, "\n") {
		rest, ok := strings.CutPrefix(line, ">")
		if !ok {
			break
		}
		quoted = append(quoted, strings.TrimSpace(rest))
	}
	return strings.Join(quoted, "\n")
}

// bracketed gives what stands between 「 and 」 when a line of dashes follows.
func bracketed(text string) string {
	head, _, ok := strings.Cut(text, "」\n")
	if !ok {
		return ""
	}
	next, _, _ := strings.Cut(text[len(head)+len("」\n"):], "\n")
	if !dashes.MatchString(strings.TrimSpace(next)) {
		return ""
	}
	return strings.TrimPrefix(head, "「")
}
