// Command gen writes the generated data of package lexicon: the words and rules
// in the form that starts fast, the segmentation dictionary and the table from
// Traditional to Simplified Chinese.
//
//	go run ./gen compiled        data/compiled.bin from the YAML files of data
//	go run ./gen dict            data/dict.txt from the dictionary that gse carries
//	go run ./gen han VARIANTS    data/han.txt from Unicode's Unihan_Variants.txt
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"backchannel/lexicon"
)

// minFrequency leaves out the rare words of the general dictionary: they cost
// start-up time and decide no word boundary that matters here.
const minFrequency = 100

// gse is the module that carries the general dictionary.
const gse = "github.com/go-ego/gse@v0.80.3"

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 1 && args[0] == "compiled":
		return writeCompiled("data/compiled.bin")
	case len(args) == 1 && args[0] == "dict":
		return writeDictionary("data/dict.txt")
	case len(args) == 2 && args[0] == "han":
		return writeHan(args[1], "data/han.txt")
	}
	return fmt.Errorf("usage: gen compiled | gen dict | gen han Unihan_Variants.txt")
}

func writeCompiled(to string) error {
	raw, err := lexicon.Compiled()
	if err != nil {
		return err
	}
	return os.WriteFile(to, raw, 0o644)
}

// writeDictionary keeps the common words of gse's simplified dictionary, a
// word and its frequency a line.
func writeDictionary(to string) error {
	told, err := exec.Command("go", "mod", "download", "-json", gse).Output()
	if err != nil {
		return fmt.Errorf("fetching %s: %w", gse, err)
	}
	var module struct{ Dir string }
	if err := json.Unmarshal(told, &module); err != nil {
		return fmt.Errorf("finding %s: %w", gse, err)
	}
	raw, err := os.ReadFile(filepath.Join(module.Dir, "data", "dict", "zh", "s_1.txt"))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	for line := range strings.Lines(string(raw)) {
		f := strings.Fields(line)
		if len(f) < 2 || utf8.RuneCountInString(f[0]) < 2 || !allHan(f[0]) {
			continue
		}
		if n, err := strconv.Atoi(f[1]); err == nil && n >= minFrequency {
			fmt.Fprintf(&out, "%s %d\n", f[0], n)
		}
	}
	return os.WriteFile(to, out.Bytes(), 0o644)
}

func allHan(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
}

// writeHan keeps kSimplifiedVariant: the traditional character and the
// simplified one, a pair a line, sorted. Where there are several targets the
// first that differs from the character counts.
func writeHan(from, to string) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	pairs, err := simplified(f)
	if err != nil {
		return err
	}
	slices.Sort(pairs)
	return os.WriteFile(to, []byte(strings.Join(pairs, "\n")+"\n"), 0o644)
}

func simplified(r io.Reader) ([]string, error) {
	var pairs []string
	sc := bufio.NewScanner(r)
	for sc.Scan() {
		f := strings.Split(sc.Text(), "\t")
		if len(f) < 3 || f[1] != "kSimplifiedVariant" {
			continue
		}
		from, err := character(f[0])
		if err != nil {
			return nil, err
		}
		for _, v := range strings.Fields(f[2]) {
			to, err := character(v)
			if err != nil {
				return nil, err
			}
			if to != from {
				pairs = append(pairs, string(from)+string(to))
				break
			}
		}
	}
	return pairs, sc.Err()
}

// character reads U+4E00.
func character(s string) (rune, error) {
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "U+"), 16, 32)
	return rune(n), err
}
