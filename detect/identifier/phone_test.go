package identifier

import (
	"fmt"
	"testing"
)

func TestAssignedAgreesWithTheNumberingPlan(t *testing.T) {
	for block := 13000; block < 20000; block++ {
		v := fmt.Sprintf("%d123456", block)
		if got, want := assigned(v), lookUp("+86"+v).valid; got != want {
			t.Errorf("assigned(%s) = %v, the plan says %v", v, got, want)
		}
	}
}
