package lexicon

import "strings"

// Practice is one safe practice and the acts that show it kept or broken.
type Practice struct {
	ID     string   `yaml:"id"`
	Text   Texts    `yaml:"text"`
	Kept   []string `yaml:"kept"` // label/act or label/*, with "buyer:" or "supplier:" before it for that speaker only
	Broken []string `yaml:"broken"`
}

// Practices gives the checklist in its order.
func (b *Book) Practices() []Practice { return b.practices }

// Shows says whether an act of a speaker is one of those listed.
func Shows(listed []string, act, speaker string) bool {
	for _, l := range listed {
		who, pattern, ok := strings.Cut(l, ":")
		if !ok {
			who, pattern = speaker, l
		}
		if who == speaker && actMatches(pattern, act) {
			return true
		}
	}
	return false
}
