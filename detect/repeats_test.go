package detect

import "testing"

// The same finding is counted as long as it is remembered, and it is through as
// many others as are told apart.
func TestRepeatsAreCounted(t *testing.T) {
	var s repeats
	next := uint64(1000)
	others := func(n int) {
		for range n {
			next++
			if got := s.add(next); got != 1 {
				t.Fatalf("finding %d was never there, and is counted as number %d", next, got)
			}
		}
	}
	for want := int32(1); want <= 4; want++ {
		if got := s.add(7); got != want {
			t.Errorf("counted as number %d, want %d", got, want)
		}
		others(maxRepeats - 1)
	}
	others(2 * maxRepeats)
	if got := s.add(7); got != 1 {
		t.Errorf("counted as number %d, long after it was forgotten", got)
	}
	if n := len(s.now) + len(s.before); n > 2*maxRepeats {
		t.Errorf("%d findings are remembered, want at most %d", n, 2*maxRepeats)
	}
}
