package wechat

import (
	"io"
	"regexp"
	"strings"
)

// WeFlowMD reads the Markdown of WeFlow: ## time sender, the text below.
func WeFlowMD() Format {
	return Format{
		name:    "wechat-weflow-md",
		unit:    unitLines,
		missing: weFlowMissing,
		sniff: func(_ string, head []byte) int {
			if weFlowMDHead.Match(head) {
				return 80
			}
			return 0
		},
		read: func(s *sink, text io.Reader) error {
			b := blocks{s: s, stray: func(string) string { return "heading of the export" }, build: weFlowBlock,
				header: func(line string, _ before) (head, bool) {
					rest, ok := strings.CutPrefix(line, "## ")
					t, n := stampAt(rest)
					if !ok || n == 0 {
						return head{}, false
					}
					name := strings.TrimSpace(rest[n:])
					return head{time: t, sender: orElse(quotedName(name), name)}, name != ""
				}}
			return b.read(text)
		},
	}
}

var weFlowMDHead = regexp.MustCompile(`(?m)^## \d{4}[-/]\d{1,2}[-/]\d{1,2} \d{1,2}:\d{2}(?::\d{2})? \S`)
