package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
)

// collection gives the settings of the garbage collection.
func collection() (percent, limit uint64) {
	s := []metrics.Sample{{Name: "/gc/gogc:percent"}, {Name: "/gc/gomemlimit:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64(), s[1].Value.Uint64()
}

func TestOnlyTheFirstCollectionIsLate(t *testing.T) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(math.MaxInt64))
	defer debug.SetGCPercent(debug.SetGCPercent(70))
	collectLate()
	if percent, limit := collection(); percent != math.MaxUint64 || limit != quiet {
		t.Errorf("at first: percent %d, limit %d", percent, limit)
	}
	for range 1000 {
		runtime.GC()
		if percent, limit := collection(); percent == 70 && limit == math.MaxInt64 {
			return
		}
		runtime.Gosched()
	}
	percent, limit := collection()
	t.Errorf("after collections: percent %d, limit %d", percent, limit)
}

// Who sets GOMEMLIMIT lower knows why.
func TestALowLimitIsKept(t *testing.T) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(quiet / 2))
	before, _ := collection()
	collectLate()
	if percent, limit := collection(); percent != before || limit != quiet/2 {
		t.Errorf("percent %d, limit %d", percent, limit)
	}
}
