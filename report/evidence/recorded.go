package evidence

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"backchannel/parser/chat"
	"backchannel/report"
)

// ErrNone is the error of a report that tells no hashes.
var ErrNone = errors.New("tells no hashes of its sources; workbooks, HTML and SARIF do, and JSONL that was written with --jsonl-evidence")

// Recorded reads what a report tells of its sources: a workbook, an HTML page,
// SARIF or JSONL, by the suffix of its name.
func Recorded(name string) ([]chat.Evidence, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	read, ok := map[string]func(io.Reader) ([]chat.Evidence, error){
		".xlsx": workbook, ".html": page, ".htm": page, ".sarif": sarif, ".json": sarif, ".jsonl": jsonl,
	}[strings.ToLower(filepath.Ext(name))]
	if !ok {
		return nil, errors.New("is no report whose sources can be verified; give a workbook (.xlsx), .html, .jsonl, .sarif, a manifest (.sha256) or a bundle (.zip)")
	}
	all, err := read(f)
	if err == nil && len(all) == 0 {
		err = ErrNone
	}
	return all, err
}

// add takes a file of a report into the list, once; what is no hash is left
// out.
func add(all []chat.Evidence, e chat.Evidence) []chat.Evidence {
	e.SHA256 = strings.ToLower(strings.TrimSpace(e.SHA256))
	if !hash.MatchString(e.SHA256) || e.Name == "" || slices.Contains(all, e) {
		return all
	}
	return append(all, e)
}

var hash = regexp.MustCompile(`^[0-9a-f]{64}$`)

// size reads a number with or without signs between its digits.
func size(s string) int64 {
	digits := strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return -1
	}
	return n
}

// maxUnpacked is how large a workbook may be unpacked.
const maxUnpacked = 8 << 30

// workbook reads the sheet Evidence: name, size and hash are its first columns.
func workbook(r io.Reader) (all []chat.Evidence, err error) {
	f, err := excelize.OpenReader(r, excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: 16 << 20})
	if err != nil {
		return nil, fmt.Errorf("cannot be read as a workbook: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	for _, sheet := range report.EvidenceSheets() {
		if i, err := f.GetSheetIndex(sheet); err != nil || i < 0 {
			continue
		}
		rows, err := f.Rows(sheet)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			if c, err := rows.Columns(); err == nil && len(c) > 2 {
				all = add(all, chat.Evidence{Name: c[0], Size: size(c[1]), SHA256: c[2]})
			}
		}
		if err := errors.Join(rows.Error(), rows.Close()); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// page reads the rows of the table of files, which carry name, size and hash
// in attributes.
func page(r io.Reader) ([]chat.Evidence, error) {
	var all []chat.Evidence
	z := html.NewTokenizer(r)
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() == io.EOF {
				return all, nil
			}
			return all, z.Err()
		case html.StartTagToken:
			name, more := z.TagName()
			if string(name) != "tr" || !more {
				continue
			}
			attrs := map[string]string{}
			for more {
				var k, v []byte
				k, v, more = z.TagAttr()
				attrs[string(k)] = string(v)
			}
			all = add(all, chat.Evidence{Name: attrs["data-source"], Size: size(attrs["data-size"]), SHA256: attrs["data-sha256"]})
		}
	}
}

// sarif reads the artifacts.
func sarif(r io.Reader) ([]chat.Evidence, error) {
	var report struct {
		Runs []struct {
			Artifacts []struct {
				Location struct{ URI string }
				Length   int64
				Hashes   map[string]string
			}
		}
	}
	if err := json.NewDecoder(r).Decode(&report); err != nil {
		return nil, fmt.Errorf("cannot be read as SARIF: %w", err)
	}
	var all []chat.Evidence
	for _, run := range report.Runs {
		for _, a := range run.Artifacts {
			u, err := url.Parse(a.Location.URI)
			if err != nil {
				return nil, fmt.Errorf("%q is no address of a file: %w", a.Location.URI, err)
			}
			all = add(all, chat.Evidence{Name: strings.TrimPrefix(u.Path, "./"), Size: a.Length, SHA256: a.Hashes["sha-256"]})
		}
	}
	return all, nil
}

// jsonl reads the lines that tell of the run.
func jsonl(r io.Reader) ([]chat.Evidence, error) {
	var all []chat.Evidence
	in := bufio.NewReaderSize(r, 1<<16)
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if bytes.HasPrefix(line, []byte(`{"record":"run"`)) {
			var run report.RunLine
			if err := json.Unmarshal(line, &run); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			for _, e := range run.Evidence {
				all = add(all, e)
			}
		}
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
	}
}
