package report

import "backchannel/detect"

var ruleColumns = []column{
	{"rule", 34}, {"severity", 10}, {"confidence", 11}, {"title", 42}, {"why", 52}, {"innocent", 44}, {"count", 10},
}

// writeRules writes what was looked for: every rule in use, with the number of
// its findings.
func (b *Workbook) writeRules() error {
	if b.run.Book == nil {
		return nil
	}
	w, lang := b.words, b.run.Language
	if lang == "" {
		lang = "en"
	}
	for _, r := range b.run.Book.Rules() {
		if r.Silent {
			continue
		}
		weighs := weight(detect.Finding{Detector: r.Label, Severity: detect.Severity(r.Severity)})
		sure := detect.Confidence(r.Confidence)
		if sure == "" {
			sure = detect.Strong
		}
		_, err := b.rules.add(plainCell(r.ID), cell{look{fill: fills[weighs]}, known(w.Severity, weighs)}, plainCell(known(w.Confidence, sure)),
			plainCell(r.Title.In(lang)), plainCell(r.Why.In(lang)), plainCell(b.run.Book.InnocentText(r).In(lang)), plainCell(b.seen.rule[r.ID]))
		if err != nil {
			return err
		}
	}
	return nil
}
