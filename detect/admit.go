package detect

import "fmt"

// leastUnderstood is the share of a source, in percent, below which a verdict
// says that it rests on part of the conversation.
const leastUnderstood = 80

// admit puts into the verdict that too little of a source was understood.
// What was not read may hold anything, so the verdict is then never clear.
func (c *Case) admit(lang string) {
	for _, p := range c.Sources() {
		found, understood := p.Coverage.Found, p.Coverage.Found-p.Coverage.Lost
		if found == 0 || understood*100 >= found*leastUnderstood {
			continue
		}
		form := "only %d of %d %s of %s could be understood; what was not read may change the picture"
		unit := p.Coverage.Unit
		if lang == "zh" {
			form = "%[4]s 的 %[2]d %[3]s中只有 %[1]d %[3]s能够读懂；没有读懂的部分可能影响结论"
			unit = map[string]string{"lines": "行", "rows": "行"}[unit]
			if unit == "" {
				unit = "个区块"
			}
		}
		c.Verdict = graver(c.Verdict, Verify)
		c.Reasons = append(c.Reasons, fmt.Sprintf(form, understood, found, unit, p.Source))
	}
}
