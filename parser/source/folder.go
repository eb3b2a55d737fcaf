package source

import (
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"

	"backchannel/parser/chat"
)

// Folder yields the files below a folder, folder by folder in the order of
// their names. Hidden files and folders and those that systems leave about
// are not among them. What cannot be read or is no file is yielded as a
// [*chat.Refusal], and it goes on. Links to folders are not followed, so it
// ends.
func Folder(dir string) iter.Seq2[*Source, error] {
	return func(yield func(*Source, error) bool) {
		// The slash makes a link that was given itself lead to its folder.
		root := strings.TrimSuffix(dir, string(filepath.Separator)) + string(filepath.Separator)
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if path == root && err == nil {
				return nil
			}
			path = filepath.Clean(path)
			if err != nil {
				return stopUnless(yield(nil, Refuse(path, err)))
			}
			if strings.HasPrefix(d.Name(), ".") || Junk(d.Name()) {
				if d.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
			if d.IsDir() {
				return nil
			}
			return stopUnless(yield(entry(path, d)))
		})
		_ = err // only SkipAll, which WalkDir takes for its end
	}
}

func stopUnless(goOn bool) error {
	if goOn {
		return nil
	}
	return filepath.SkipAll
}

// entry is the source of one file of a folder.
func entry(path string, d fs.DirEntry) (*Source, error) {
	if d.Type()&fs.ModeSymlink != 0 {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return nil, &chat.Refusal{Source: path, Text: "is a link to a folder and is not followed; give that folder itself"}
		}
	}
	src, err := File(path)
	if err != nil {
		return nil, err
	}
	return src, nil
}

// Junk says whether a name, of a file or a member, is of those that systems
// leave about: resource forks, thumbnails, lock files of an office program.
func Junk(name string) bool {
	name = strings.ReplaceAll(name, `\`, "/")
	base := path.Base(name)
	switch strings.ToLower(base) {
	case "thumbs.db", "desktop.ini", ".ds_store", "icon\r":
		return true
	}
	return strings.HasPrefix(base, "._") || strings.HasPrefix(base, "~$") ||
		strings.HasPrefix(name, "__MACOSX/") || strings.Contains(name, "/__MACOSX/") || base == "__MACOSX"
}
