package main

import (
	"cmp"
	"fmt"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"backchannel/parser"
)

func (p *program) formats() *cobra.Command {
	return &cobra.Command{
		Use:     "formats",
		Short:   "List the export formats that are recognised",
		Example: `  backchannel formats`,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			all := slices.Clone(parser.Formats())
			slices.SortFunc(all, func(a, b parser.Format) int { return cmp.Compare(a.Name(), b.Name()) })
			w := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "FORMAT\tPLATFORM")
			for _, f := range all {
				fmt.Fprintf(w, "%s\t%s\n", f.Name(), cmp.Or(f.Platform(), "as the file says"))
			}
			return w.Flush()
		},
	}
}
