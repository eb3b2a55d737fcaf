package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"backchannel/parser/chat"
	"backchannel/parser/source"
	"backchannel/report/evidence"
)

// errChanged is the outcome of a verification that found a difference.
var errChanged = fmt.Errorf("something has changed: %w", errFindings)

// verifier compares files with what reports and manifests tell of them.
type verifier struct {
	p        *program
	dir      string                   // where the sources are; "" for where the report says
	manifest string                   // "" for one beside the report
	contents map[string]chat.Evidence // of dir, by hash; nil before it is needed
	moved    map[string]string        // where sources are that have another name

	good, seen int
	changed    bool
}

func (p *program) verify() *cobra.Command {
	v := &verifier{p: p, moved: map[string]string{}}
	cmd := &cobra.Command{
		Use:   "verify REPORT...",
		Short: "Compare the sources of a report, and the report, with their hashes",
		Long: `verify reads the hashes that a report tells of its sources (workbook, HTML, SARIF,
JSONL written with --jsonl-evidence), hashes the sources again, members of archives
too, and compares. A manifest (.sha256) and a bundle (.zip) are verified as well, and
the report itself where a manifest beside it names it.

A source is looked for where the report says, or with --evidence in that folder,
there also under another name.

The exit code is 0 when all is unchanged, 1 when something differs, and 3 when a
source or report could not be read.`,
		Example: `  backchannel verify chat-timeline.xlsx
  backchannel verify --evidence usb-stick/ findings.jsonl
  backchannel verify case.zip`,
		Args: needs("a report, such as chat-timeline.xlsx"),
		RunE: func(_ *cobra.Command, reports []string) error { return v.run(reports) },
	}
	fs := cmd.Flags()
	fs.StringVar(&v.dir, "evidence", "", "`DIR` with the sources, if they are not where the report says")
	fs.StringVar(&v.manifest, "manifest", "", "`FILE` with the hash of the report, if it is not "+evidence.ManifestName+" beside it")
	return cmd
}

func (v *verifier) run(reports []string) error {
	if v.dir != "" {
		if info, err := os.Stat(v.dir); err != nil || !info.IsDir() {
			return usagef("--evidence %s: is no folder", v.dir)
		}
	}
	for _, name := range reports {
		if err := v.report(name); err != nil {
			v.p.fail(fmt.Errorf("%s: %w", name, err))
		}
	}
	fmt.Fprintf(v.p.out, "%d of %d files are unchanged\n", v.good, v.seen)
	if v.changed && !v.p.incomplete {
		return errChanged
	}
	return v.p.outcome(v.changed)
}

// report verifies what one report, manifest or bundle tells.
func (v *verifier) report(name string) error {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".zip":
		return v.bundle(name)
	case ".sha256":
		return v.listed(name, "")
	}
	sources, err := evidence.Recorded(name)
	if err != nil {
		return plain(err)
	}
	for _, e := range sources {
		v.source(e)
	}
	return v.own(name)
}

// plain gives an error of the system without the name in front, which is told
// already.
func plain(err error) error {
	var at *os.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// own verifies the report itself, where a manifest names it.
func (v *verifier) own(name string) error {
	list := v.manifest
	if list == "" {
		list = filepath.Join(filepath.Dir(name), evidence.ManifestName)
		if _, err := os.Stat(list); err != nil {
			return nil
		}
	}
	return v.listed(list, name)
}

// listed verifies the files of a manifest; with only, that one file.
func (v *verifier) listed(list, only string) error {
	f, err := os.Open(list)
	if err != nil {
		return plain(err)
	}
	defer f.Close()
	files, err := evidence.ReadManifest(f)
	if err != nil {
		return fmt.Errorf("%s: %w", list, err)
	}
	named := false
	for _, e := range files {
		switch {
		case only == "":
			if _, err := os.Stat(e.Name); err != nil && !filepath.IsAbs(e.Name) && v.dir == "" {
				if beside := filepath.Join(filepath.Dir(list), e.Name); exists(beside) {
					e.Name = beside
				}
			}
			v.source(e)
		case same(e.Name, only) || same(filepath.Join(filepath.Dir(list), e.Name), only):
			named = true
			v.compare(e, only)
		}
	}
	if only != "" && !named && v.manifest != "" {
		return fmt.Errorf("%s does not name it", list)
	}
	return nil
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

func same(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// bundle verifies the members of a bundle against its manifest.
func (v *verifier) bundle(name string) error {
	src, err := source.File(name)
	if err != nil {
		return plain(err)
	}
	z, err := source.Unzip(src)
	if err != nil {
		return err
	}
	list := z.Member(evidence.ManifestName)
	if list == nil {
		return errors.New("holds no " + evidence.ManifestName + ", so it is no bundle; give the report that was made of it")
	}
	r, err := list.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	files, err := evidence.ReadManifest(r)
	if err != nil {
		return fmt.Errorf("%s: %w", evidence.ManifestName, err)
	}
	known := map[string]bool{list.Name: true}
	for _, e := range files {
		e.Name = name + "/" + e.Name
		known[e.Name] = true
		v.compare(e, e.Name)
	}
	for _, m := range z.Members {
		if !known[m.Name] {
			v.differs(m.Name, "is not in the manifest; it was added later")
		}
	}
	return nil
}

// source verifies a source, wherever it is.
func (v *verifier) source(e chat.Evidence) {
	if v.dir == "" {
		if e.Name == stdin {
			v.missing(e, "was read from standard input; save it to a folder and name that with --evidence")
			return
		}
		v.compare(e, e.Name)
		return
	}
	for name, at := range v.moved {
		if member, ok := strings.CutPrefix(e.Name, name+"/"); ok {
			v.compare(e, at+"/"+member)
			return
		}
	}
	for _, at := range v.places(e.Name) {
		if _, err := source.Locate(at); err == nil {
			v.compare(e, at)
			return
		}
	}
	if found, ok := v.elsewhere(e); ok {
		v.moved[e.Name] = found
		v.compare(e, found)
		return
	}
	v.missing(e, "is not in "+v.dir)
}

// places are where a source may be in the folder: with all of its path, or
// without the folders in front.
func (v *verifier) places(name string) []string {
	var all []string
	name = strings.TrimLeft(filepath.ToSlash(name), "/")
	for {
		if !slices.Contains(strings.Split(name, "/"), "..") {
			all = append(all, filepath.ToSlash(v.dir)+"/"+name)
		}
		_, rest, more := strings.Cut(name, "/")
		if !more {
			return all
		}
		name = rest
	}
}

// elsewhere finds the source of a hash under another name in the folder.
func (v *verifier) elsewhere(e chat.Evidence) (string, bool) {
	if v.contents == nil {
		v.contents = map[string]chat.Evidence{}
		for src, err := range source.Folder(v.dir) {
			if err != nil {
				continue
			}
			if all, err := src.Evidence(); err == nil {
				v.contents[all[0].SHA256] = all[0]
			}
		}
	}
	found, ok := v.contents[e.SHA256]
	return found.Name, ok
}

// compare hashes what is at a place and tells whether it is what was told.
func (v *verifier) compare(e chat.Evidence, at string) {
	src, err := source.Locate(at)
	var now []chat.Evidence
	if err == nil {
		now, err = src.Evidence()
	}
	if err != nil {
		v.missing(e, strings.TrimPrefix(err.Error(), at+": "))
		return
	}
	is := now[len(now)-1]
	if is.SHA256 != e.SHA256 || e.Size >= 0 && is.Size != e.Size {
		v.differs(e.Name, fmt.Sprintf("has changed: it had the hash %s, it has %s", e.SHA256, is.SHA256))
		return
	}
	v.seen++
	v.good++
	as := ""
	if !same(e.Name, at) && e.Name != at {
		as = " (as " + visible(at) + ")"
	}
	fmt.Fprintf(v.p.out, "%s: unchanged%s\n", visible(e.Name), as)
}

func (v *verifier) differs(name, how string) {
	v.seen++
	v.changed = true
	fmt.Fprintf(v.p.out, "%s: %s\n", visible(name), how)
}

// missing tells that something could not be compared.
func (v *verifier) missing(e chat.Evidence, why string) {
	v.seen++
	v.p.incomplete = true
	v.p.tell("%s: %s", e.Name, why)
	fmt.Fprintf(v.p.out, "%s: not compared\n", visible(e.Name))
}
