package wechat

import (
	"regexp"
	"strings"
)

// fileMarkers are what stands before a file name in the texts of the families.
var fileMarkers = []string{"[文件:", "[文件：", "[File:", "[文件|", "[文件]", "[File]", "【文件】", "FILE:"}

// megabytes ends the file name in the texts of MemoTrace 3: name 0.35 MB path.
var megabytes = regexp.MustCompile(` \d+(?:\.\d+)? ?(?:[KMG]?B|bytes)(?: |$)`)

// fileIn gives the file name that the text of a file message prints, "" when
// it prints none.
func fileIn(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	for _, m := range fileMarkers {
		rest, ok := strings.CutPrefix(line, m)
		if !ok {
			continue
		}
		switch m {
		case "[文件|": // chatlog: [文件|name](url)
			if i := strings.LastIndex(rest, "]("); i >= 0 {
				rest = rest[:i]
			}
			rest = strings.TrimSuffix(rest, "]")
		case "[文件:", "[文件：", "[File:":
			rest = strings.TrimSuffix(strings.TrimSpace(rest), "]")
		case "【文件】":
			if all := megabytes.FindAllStringIndex(rest, -1); all != nil {
				rest = rest[:all[len(all)-1][0]]
			}
		}
		return baseName(rest)
	}
	return ""
}

// mailed is the name of a picture in a mailed history of Android:
// [图片: name.jpg(请在附件中查看)].
var mailed = regexp.MustCompile(`^\[(?:图片|视频|语音|文件)[:：] ?(.+?)[(（]`)

// mailedIn gives the file names that a message of a mailed history prints.
func mailedIn(text string) []string {
	var list []string
	for line := range strings.SplitSeq(text, "\n") {
		if m := mailed.FindStringSubmatch(line); m != nil {
			list = append(list, baseName(m[1]))
		}
	}
	return files(list...)
}
