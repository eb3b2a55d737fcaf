// Package evidence reads back what reports say of their sources, and keeps
// manifests and bundles, which show later that nothing has changed.
package evidence

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"backchannel/parser/chat"
)

// ManifestName is the usual name of a manifest.
const ManifestName = "manifest.sha256"

// WriteManifest writes the hashes of files, sorted by name, in the form that
// sha256sum --check reads.
func WriteManifest(w io.Writer, files []chat.Evidence) error {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b chat.Evidence) int { return cmp.Compare(a.Name, b.Name) })
	out := bufio.NewWriter(w)
	for _, f := range slices.Compact(files) {
		mark, name := "", escapeName.Replace(f.Name)
		if name != f.Name {
			mark = `\`
		}
		fmt.Fprintf(out, "%s%s  %s\n", mark, f.SHA256, name) // an error stays until Flush
	}
	return out.Flush()
}

var (
	escapeName   = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`)
	unescapeName = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r")
	manifestLine = regexp.MustCompile(`^(\\?)([0-9A-Fa-f]{64}) [ *](.+)$`)
)

// ReadManifest reads what [WriteManifest] or sha256sum wrote. Sizes are not in
// it: they are -1.
func ReadManifest(r io.Reader) ([]chat.Evidence, error) {
	var files []chat.Evidence
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSuffix(lines.Text(), "\r")
		if line == "" {
			continue
		}
		f := manifestLine.FindStringSubmatch(line)
		if f == nil {
			return nil, fmt.Errorf("line %d: is no line of a manifest, which has 64 hexadecimal digits, two blanks and a name", n)
		}
		name := f[3]
		if f[1] != "" {
			name = unescapeName.Replace(name)
		}
		files = append(files, chat.Evidence{Name: name, Size: -1, SHA256: strings.ToLower(f[2])})
	}
	return files, lines.Err()
}
