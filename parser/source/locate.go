package source

import (
	"os"
	"strings"

	"backchannel/parser/chat"
)

// Locate finds the source of a name that a report gives, [Source.Name]: a
// file, or a member of an archive, of at most two within each other. The
// error is a [*chat.Refusal].
func Locate(name string) (*Source, error) {
	path, member := name, ""
	for {
		info, err := os.Stat(path)
		if err == nil && info.Mode().IsRegular() {
			break
		}
		i := strings.LastIndexByte(path, '/')
		if i <= 0 || err == nil {
			_, err := File(name)
			return nil, Refuse(name, err)
		}
		path, member = path[:i], name[i+1:]
	}
	src, err := File(path)
	if err != nil || member == "" {
		return src, err
	}
	return within(src, member)
}

// within finds a member by its name below src.
func within(src *Source, member string) (*Source, error) {
	z, err := Unzip(src)
	if err != nil {
		return nil, err
	}
	if m := z.Member(member); m != nil {
		return m, nil
	}
	for i := range member {
		if member[i] != '/' {
			continue
		}
		if m := z.Member(member[:i]); m != nil {
			return within(m, member[i+1:])
		}
	}
	return nil, &chat.Refusal{Source: src.Name + "/" + member, Text: "is not in the archive any more; get the archive that the report was made from"}
}
