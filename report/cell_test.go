package report

import (
	"strings"
	"testing"
)

// whole puts a text together again that goes on over several cells.
func whole(parts []string) string {
	var b strings.Builder
	for i, p := range parts {
		if i > 0 {
			p = strings.TrimPrefix(p, "[continued] ")
		}
		if i < len(parts)-1 {
			p = strings.TrimSuffix(p, "\n[continues in the next row]")
		}
		b.WriteString(p)
	}
	return b.String()
}

func TestSplitLosesNothing(t *testing.T) {
	w, err := wordsFor("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 1, maxUnits - 1, maxUnits, maxUnits + 1, 2 * maxUnits, 100_000} {
		for _, unit := range []string{"a", "付", "😊", "a\n"} {
			s := strings.Repeat(unit, n)
			parts := w.split(s)
			if whole(parts) != s {
				t.Errorf("%d times %q does not come back", n, unit)
			}
			for _, p := range parts {
				if fit(p, maxUnits, maxBreaks) < len(p) {
					t.Errorf("%d times %q: a part of %d bytes does not fit", n, unit, len(p))
				}
			}
		}
	}
}

func TestRowsOfOneRecordStayTogether(t *testing.T) {
	w, err := wordsFor("en")
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("line\n", 600)
	rows := w.rows([]cell{plainCell(7), plainCell("Lily\x1b"), plainCell(long), plainCell("a" + strings.Repeat("\n", 300)), plainCell("")})
	if len(rows) != 3 {
		t.Fatalf("%d rows, want 3", len(rows))
	}
	var texts, short []string
	for i, r := range rows {
		if r[0].value != 7 || r[1].value != `Lily\x1b` || r[4].value != "" {
			t.Errorf("row %d does not repeat what stands once: %v", i, r[:2])
		}
		texts = append(texts, r[2].value.(string))
		short = append(short, r[3].value.(string))
	}
	if whole(texts) != long {
		t.Error("the long text does not come back")
	}
	if short[2] != "" || whole(short[:2]) != "a"+strings.Repeat("\n", 300) {
		t.Errorf("the shorter text stands as %q", short)
	}
}
