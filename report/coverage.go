package report

// shownSources is how many sources the summary names; all stand on the sheet
// of the evidence.
const shownSources = 20

// summariseCoverage writes what was read and, above all, what was not.
func (b *Workbook) summariseCoverage(f *form) {
	w := b.words
	f.section(w.say("coverage"))
	for _, p := range b.run.Unread {
		f.line(cell{look{bold: true}, w.say("unread")}, plainCell(w.problem(p)))
	}
	gaps := len(b.run.Unread)
	all := sources(b.cases)
	for i, p := range all {
		cov := p.Coverage
		gaps += len(cov.Skipped) + p.ProblemCount
		if i >= shownSources {
			continue
		}
		notes := []string{w.say("read", cov.Format, cov.Encoding, cov.Read, cov.Found, known(w.Unit, cov.Unit), p.Messages)}
		for _, s := range cov.Skipped {
			notes = append(notes, w.say("skipped", w.remark(s.Reason), s.Count))
		}
		if p.ProblemCount > 0 {
			notes = append(notes, w.say("places", p.ProblemCount))
		}
		for _, at := range p.Problems {
			notes = append(notes, w.problem(at))
		}
		f.list(p.Source, append(notes, w.limits(cov)...)...)
	}
	if more := len(all) - shownSources; more > 0 {
		f.list("", w.say("moresources", more, w.Sheet["evidence"]))
	}
	if gaps == 0 && len(b.cases) > 0 {
		f.list("", w.say("allread"))
	}
}

// summariseSources writes the sources with their hashes, and what to keep in
// mind.
func (b *Workbook) summariseSources(f *form) {
	w := b.words
	f.section(w.say("sources"))
	for i, e := range b.run.Evidence {
		if i == shownSources {
			f.list("", w.say("moresources", len(b.run.Evidence)-i, w.Sheet["evidence"]))
			break
		}
		f.list("", w.say("hash", e.Name, e.SHA256, e.Size))
	}
	f.section(w.say("notes"))
	for _, s := range w.About[:3] {
		f.list("", s)
	}
}
