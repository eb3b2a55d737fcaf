package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"backchannel/parser"
	"backchannel/report"
)

func (p *program) formats() *cobra.Command {
	return &cobra.Command{
		Use:   "formats [NAME]...",
		Short: "Tell which exports are read, how to get them, and how they are recognised",
		Example: `  backchannel formats
  backchannel formats whatsapp-text`,
		ValidArgs: formatNames(),
		RunE: func(_ *cobra.Command, names []string) error {
			if i := slices.IndexFunc(names, func(n string) bool { return !slices.Contains(formatNames(), n) }); i >= 0 {
				return usagef("there is no format %q; \"backchannel formats\" lists them", names[i])
			}
			guides, err := parser.Guides()
			if err != nil {
				return err
			}
			width, ok := terminal(p.std.out)
			if !ok {
				width = 80
			}
			return tellFormats(p.out, guides, names, width)
		},
	}
}

// tellFormats prints the guides of the named formats, or all.
func tellFormats(w io.Writer, guides []parser.Guide, names []string, width int) error {
	var b strings.Builder
	field := func(name, value string) {
		const indent = 12
		for _, line := range report.Wrap(value, max(width, 2*indent)-indent) {
			fmt.Fprintf(&b, "  %-*s%s\n", indent-2, name, line)
			name = ""
		}
	}
	for _, g := range guides {
		of := slices.Sorted(maps.Keys(g.Signs))
		if len(names) > 0 {
			of = slices.DeleteFunc(of, func(n string) bool { return !slices.Contains(names, n) })
		}
		if len(of) == 0 {
			continue
		}
		fmt.Fprintln(&b, strings.Join(report.Wrap(strings.Join(of, ", "), width), "\n"))
		field("what", g.What)
		field("get it", g.Get)
		for _, name := range of {
			sign := g.Signs[name]
			if len(of) > 1 {
				sign = name + " – " + sign
			}
			field("known by", sign)
		}
		fmt.Fprintln(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
