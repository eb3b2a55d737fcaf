package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"backchannel/parser/chat"
	"backchannel/parser/source"
	"backchannel/report"
	"backchannel/report/evidence"
)

// keepFlags say what is kept as evidence beside the reports.
type keepFlags struct {
	manifest, bundle string
	jsonl            bool
}

func (f *keepFlags) define(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringVar(&f.manifest, "manifest", "", "`FILE` for the hashes of inputs and reports, as sha256sum --check reads them")
	fs.StringVar(&f.bundle, "bundle", "", "`FILE` (.zip) for inputs, reports and their manifest in one archive")
	fs.BoolVar(&f.jsonl, "jsonl-evidence", false, "end JSONL with a line that names the program, its options and the hash of every input")
}

// check refuses what cannot be kept.
func (f *keepFlags) check(paths []string) error {
	if f.bundle != "" && slices.Contains(paths, stdin) {
		return usagef("--bundle cannot hold standard input; save it to a file and give that")
	}
	if f.bundle != "" && f.bundle == f.manifest {
		return usagef("--bundle and --manifest cannot both go to %s", f.bundle)
	}
	return nil
}

// keep writes the manifest and the bundle of a run whose reports are in their
// places.
func (f *keepFlags) keep(p *program, sources []chat.Evidence, reports []string, force bool) {
	reports = slices.DeleteFunc(reports, func(name string) bool { // a device or pipe
		info, err := os.Stat(name)
		return err != nil || !info.Mode().IsRegular()
	})
	if f.manifest != "" {
		p.put(f.manifest, force, func(w io.Writer) error { return manifest(w, sources, reports) })
	}
	if f.bundle != "" {
		p.put(f.bundle, force, func(w io.Writer) error { return bundle(w, sources, reports) })
	}
}

// put writes one file. That it cannot be written is told.
func (p *program) put(name string, force bool, write func(io.Writer) error) {
	out, err := report.Create(name, force)
	if err == nil {
		defer out.Abort()
		if err = write(out); err == nil {
			err = out.Commit()
		}
	}
	if err != nil {
		p.fail(err)
	}
}

func manifest(w io.Writer, sources []chat.Evidence, reports []string) error {
	files := slices.DeleteFunc(slices.Clone(sources), func(e chat.Evidence) bool { return e.Name == stdin })
	for _, name := range reports {
		sum, err := hashed(name)
		if err != nil {
			return err
		}
		files = append(files, sum)
	}
	return evidence.WriteManifest(w, files)
}

// hashed hashes a file.
func hashed(name string) (chat.Evidence, error) {
	src, err := source.File(name)
	if err != nil {
		return chat.Evidence{}, source.Refuse(name, err)
	}
	all, err := src.Evidence()
	if err != nil {
		return chat.Evidence{}, err
	}
	return all[0], nil
}

func bundle(w io.Writer, sources []chat.Evidence, reports []string) error {
	var members []evidence.Member
	names := make([]string, len(sources))
	for i, s := range sources {
		names[i] = s.Name
	}
	for i, inside := range evidence.Inside("sources", names) {
		src, err := source.File(sources[i].Name)
		if err != nil {
			return fmt.Errorf("--bundle: %w", source.Refuse(sources[i].Name, err))
		}
		members = append(members, evidence.Member{Name: inside, Source: sources[i].Name, SHA256: sources[i].SHA256, Open: src.Open})
	}
	names = make([]string, len(reports))
	for i, r := range reports {
		names[i] = filepath.Base(r)
	}
	for i, inside := range evidence.Inside("reports", names) {
		members = append(members, evidence.Member{Name: inside, Source: reports[i], Open: func() (io.ReadCloser, error) { return os.Open(reports[i]) }})
	}
	return evidence.WriteBundle(w, members)
}
