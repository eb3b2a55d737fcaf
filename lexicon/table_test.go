package lexicon

import (
	"fmt"
	"testing"
)

// Both tables are asked for what they hold and for what they do not, after they
// have grown several times.
func TestTablesFindWhatTheyHold(t *testing.T) {
	const n = 1000
	v, e := newVocabulary(2), newEdges(2)
	for i := range int32(n) {
		w := fmt.Sprint("word", i)
		if got := v.add(w); got != i+1 || v.add(w) != got {
			t.Fatalf("add(%q) = %d and %d, want %d", w, got, v.add(w), i+1)
		}
		e.add(i/7, uint32(i%7), i+1)
	}
	for i := range int32(n) {
		if got := v.number(fmt.Sprint("word", i)); got != i+1 {
			t.Errorf("number(word%d) = %d", i, got)
		}
		if got := v.number(fmt.Sprint("other", i)); got != 0 {
			t.Errorf("number(other%d) = %d", i, got)
		}
		if got := e.next(i/7, uint32(i%7)); got != i+1 {
			t.Errorf("next(%d, %d) = %d, want %d", i/7, i%7, got, i+1)
		}
		if got := e.next(i/7, 8); got != 0 {
			t.Errorf("next(%d, 8) = %d, want none", i/7, got)
		}
	}
}
