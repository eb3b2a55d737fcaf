package detect

import "testing"

func TestPrepaidSeverity(t *testing.T) {
	for _, c := range []struct {
		name, rule, quote string
		worth             int64
		before, want      Severity
	}{
		{"full, worth unknown", "upfront-payment/full-prepay", "100% TT", 0, High, High},
		{"full, large order", "upfront-payment/full-prepay", "100% TT", 12_000_00, High, High},
		{"full, small order", "upfront-payment/full-prepay", "100% TT", 93_00, High, Info},
		{"at the limit", "upfront-payment/full-prepay", "全款", 500_00, High, High},
		{"half", "upfront-payment/high-deposit", "50% deposit", 9_000_00, Medium, Low},
		{"half in Chinese", "upfront-payment/high-deposit", "先付一半", 0, Medium, Low},
		{"more than half", "upfront-payment/high-deposit", "六成订金", 9_000_00, Medium, Medium},
		{"another rule", "upfront-payment/pay-again", "pay again", 93_00, Critical, Critical},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := Finding{Rule: c.rule, Quote: c.quote, Severity: c.before}
			prepaid(&f, c.worth)
			if f.Severity != c.want {
				t.Errorf("severity %s, want %s", f.Severity, c.want)
			}
		})
	}
}
