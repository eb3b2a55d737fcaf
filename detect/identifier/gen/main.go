// Command gen writes the generated data of package identifier.
//
//	go run ./gen pinyin    data/pinyin.txt from the readings that go-pinyin carries
//	go run ./gen plans     data/plans.tsv from the numbering plans that phonenumbers carries
package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/mozillazg/go-pinyin"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case slices.Equal(args, []string{"pinyin"}):
		return os.WriteFile("data/pinyin.txt", readings(), 0o644)
	case slices.Equal(args, []string{"plans"}):
		raw, err := plans()
		if err != nil {
			return err
		}
		return os.WriteFile("data/plans.tsv", raw, 0o644)
	}
	return fmt.Errorf("usage: gen pinyin | gen plans")
}

// readings lists the characters that have a syllable, without its tone, among
// their readings: a line a syllable.
func readings() []byte {
	args := pinyin.NewArgs()
	args.Heteronym = true
	by := map[string][]rune{}
	for r := range rune(0x40000) {
		for _, syllable := range pinyin.SinglePinyin(r, args) {
			by[syllable] = append(by[syllable], r)
		}
	}
	var out bytes.Buffer
	for _, syllable := range slices.Sorted(maps.Keys(by)) {
		fmt.Fprintf(&out, "%s %s\n", syllable, string(by[syllable]))
	}
	return out.Bytes()
}
