package evidence

import (
	"archive/zip"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"backchannel/parser/chat"
)

// A Member is a file that goes into a bundle.
type Member struct {
	Name   string // in the bundle, with slashes
	Source string // as messages call it
	SHA256 string // of the bytes that were read before; "" when nobody did
	Open   func() (io.ReadCloser, error)
}

// epoch is the time of every member: the first that the format can hold.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// WriteBundle writes files and their manifest as a zip archive: members sorted
// by name, without times, so that the same files give the same bytes. A file
// that is not what it was before is an error.
func WriteBundle(w io.Writer, members []Member) error {
	members = slices.Clone(members)
	slices.SortStableFunc(members, func(a, b Member) int { return cmp.Compare(a.Name, b.Name) })
	files := make([]chat.Evidence, len(members))
	for i, m := range members {
		sum, err := m.copy(io.Discard)
		if err != nil {
			return err
		}
		members[i].SHA256 = sum
		files[i] = chat.Evidence{Name: m.Name, SHA256: sum}
	}
	var manifest bytes.Buffer
	if err := WriteManifest(&manifest, files); err != nil {
		return err
	}
	all := append(members, Member{Name: ManifestName, Source: ManifestName, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(&manifest), nil
	}})
	slices.SortFunc(all, func(a, b Member) int { return cmp.Compare(a.Name, b.Name) })
	z := zip.NewWriter(w)
	for _, m := range all {
		out, err := z.CreateHeader(&zip.FileHeader{Name: m.Name, Method: zip.Deflate, Modified: epoch})
		if err != nil {
			return err
		}
		if _, err := m.copy(out); err != nil {
			return err
		}
	}
	return z.Close()
}

// copy copies the bytes and gives their hash, which must be the known one.
func (m Member) copy(w io.Writer) (string, error) {
	r, err := m.Open()
	if err != nil {
		return "", fmt.Errorf("%s: %w", m.Source, err)
	}
	defer r.Close()
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(w, h), r); err != nil {
		return "", fmt.Errorf("%s: %w", m.Source, err)
	}
	sum := hex.EncodeToString(h.Sum(nil))
	if m.SHA256 != "" && sum != m.SHA256 {
		return "", fmt.Errorf("%s: has changed while it was read; close the program that writes it and run again", m.Source)
	}
	return sum, nil
}

// Inside gives names for files in a folder of a bundle: without drive, root
// and parent folders, and each once.
func Inside(folder string, names []string) []string {
	taken := map[string]bool{}
	out := make([]string, len(names))
	for i, name := range names {
		name = strings.ReplaceAll(name, `\`, "/")
		if len(name) > 1 && name[1] == ':' {
			name = name[2:]
		}
		name = strings.TrimLeft(path.Clean("/"+name), "/")
		ext := path.Ext(name)
		stem := strings.TrimSuffix(name, ext)
		for n := 2; name == "" || taken[strings.ToLower(name)]; n++ {
			name = fmt.Sprintf("%s~%d%s", stem, n, ext)
		}
		taken[strings.ToLower(name)] = true
		out[i] = folder + "/" + name
	}
	return out
}
