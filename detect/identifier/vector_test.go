package identifier

import "testing"

// TestVectors are the values of the specification that no other test holds.
func TestVectors(t *testing.T) {
	run(t, []row{
		{"Hong Kong with bank code", "A/C 012-345-6-789012-3", []string{"account 01234567890123 plausible"}},
		{"shared numbering plan", "WhatsApp +447911123456", []string{"phone +447911123456 valid"}},
		{"Taiwan", "+886912345678", []string{"phone +886912345678 valid"}},
		{"a number for fiction beside its app", "WhatsApp +44 7700 900123", []string{"phone +447700900123 plausible"}},
		{"a number for fiction alone", "see +44 7700 900123", nil},
		{"fourteen digits", "13800138000123", nil},
		{"eighteen digits", "153821094001027615", nil},
		{"block not assigned", "14012345678", []string{"phone +8614012345678 plausible"}},
		{"block not assigned, too", "12012345678", nil},
		{"customs code", "8504403000", nil},
		{"customs code with its label", "HS code 8504403000", nil},
		{"yunexpress", "tracking YT2229521272164446", []string{"tracking YT2229521272164446 plausible"}},
		{"sf express", "单号 SF1234567890123", []string{"tracking SF1234567890123 plausible"}},
		{"container that fails", "container ABCU1234567", []string{"tracking ABCU1234567 plausible"}},
		{"no container", "ABCD1234567", nil},
		{"Western Union in groups", "西联 MTCN 123 456 7890", []string{"mtcn 1234567890 plausible"}},
		{"FPS by phone", "FPS: 9123 4567", []string{"fps 91234567 plausible"}},
		{"masked with crosses", "卡号 6222xxxxxxxx1234", []string{"card 6222*1234 plausible"}},
	})
}
