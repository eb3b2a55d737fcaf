package main

import (
	"os"

	"github.com/spf13/cobra"

	"backchannel/detect"
	"backchannel/detect/known"
	"backchannel/parser/source"
)

// knownFlags name what the user knows beforehand.
type knownFlags struct {
	known, watch []string
}

func (f *knownFlags) define(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringArrayVar(&f.known, "known", nil, "`FILE` (YAML) of suppliers with the accounts and contacts that somebody cleared; repeatable")
	fs.StringArrayVar(&f.watch, "watchlist", nil, "`FILE` (CSV, XLSX or YAML) of accounts, contacts and names to be warned of; repeatable")
}

// load reads the files into the options of the engine.
func (f *knownFlags) load(o *detect.Options) error {
	for _, name := range f.known {
		data, err := os.ReadFile(name)
		if err != nil {
			return usageError{source.Refuse(name, err)}
		}
		file, err := known.Read(name, data)
		if err != nil {
			return usageError{err}
		}
		o.Known = append(o.Known, file)
	}
	for _, name := range f.watch {
		data, err := readList(name)
		if err != nil {
			return err
		}
		list, err := known.ReadWatchlist(name, data)
		if err != nil {
			return usageError{err}
		}
		o.Watch = append(o.Watch, list)
	}
	return nil
}

// readList reads a watch list that is not too large.
func readList(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err == nil && info.Size() > known.MaxWatchlist {
		return nil, usagef("%s: %d bytes are too many for a watch list; at most %d are read", name, info.Size(), known.MaxWatchlist)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, usageError{source.Refuse(name, err)}
	}
	return data, nil
}
