package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tiendc/go-deepcopy"
)

// The workbook library copies its columns and rows with a package that stands
// in for the one it names (third_party).
func TestCopiesShareNothing(t *testing.T) {
	type column struct {
		Min, Max int
		Width    *float64
		Hidden   any
		Styles   [2][]string
		Notes    map[string]*int
		Next     *column
		own      int
	}
	width, note := 12.5, 7
	fresh := func() *column {
		w, n := width, note
		return &column{
			Min: 1, Max: 3, Width: &w, Hidden: []int{1, 2}, Styles: [2][]string{{"bold"}, nil},
			Notes: map[string]*int{"a": &n, "b": nil}, Next: &column{Max: 9}, own: 4,
		}
	}
	for _, src := range []any{fresh(), *fresh()} {
		var got column
		if err := deepcopy.Copy(&got, src); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(*fresh(), got, cmp.AllowUnexported(column{})); diff != "" {
			t.Errorf("the copy differs (-want +got): %s", diff)
		}
		*got.Width, got.Hidden.([]int)[0], got.Styles[0][0], *got.Notes["a"], got.Next.Max = 0, 0, "", 0, 0
		got.Notes["c"] = nil
		if c, ok := src.(*column); ok {
			src = *c
		}
		if diff := cmp.Diff(*fresh(), src, cmp.AllowUnexported(column{})); diff != "" {
			t.Errorf("changing the copy changes the original (-want +got): %s", diff)
		}
	}
	for _, c := range []struct{ dst, src any }{{column{}, column{}}, {(*column)(nil), column{}}, {new(int), column{}}, {new(int), nil}} {
		if err := deepcopy.Copy(c.dst, c.src); err == nil {
			t.Errorf("copying %T to %T: no error", c.src, c.dst)
		}
	}
}
