package identifier

// cashNumber takes the groups from i on as a number of a payment service: an
// FPS id, the control number of a cash transfer, a wallet's user number.
func (t *scan) cashNumber(i, j int, lab *hit) int {
	if lab == nil {
		return i
	}
	for k := min(j, i+4); k > i; k-- {
		if t.glued(i, k) {
			continue
		}
		v, ok := t.digits(i, k), false
		f := Found{Normalised: v, Grade: Plausible, Label: lab.word(), App: lab.name()}
		switch lab.role {
		case fps:
			f.Kind, f.Country = FPS, "HK"
			ok = len(v) == 7 || len(v) == 9 || len(v) == 8 && v[0] >= '5' // or a mobile number of Hong Kong
		case cash:
			f.Kind = MTCN
			ok = len(v) == 10 && lab.name() == "western-union" || len(v) == 8 && lab.name() == "moneygram"
		case wallet:
			f.Kind = Alipay
			ok = lab.name() == "alipay" && len(v) == 16 && v[:4] == "2088"
		}
		if ok {
			t.put(t.nums[i].start, t.nums[k-1].end, f)
			return k
		}
	}
	return i
}

// qqNumber takes the groups from i on as a QQ number: 5 to 11 digits that do
// not begin with 0.
func (t *scan) qqNumber(i, j int, lab *hit) int {
	if lab == nil || lab.role != app || lab.name() != "qq" {
		return i
	}
	k := i + 1
	for k < j && t.count(i, k) < 11 {
		k++
	}
	for ; k > i; k-- {
		v := t.digits(i, k)
		if len(v) < 5 || len(v) > 11 || v[0] == '0' || t.glued(i, k) || t.counted(t.nums[k-1].end) || k < j && t.gap(k-1) == t.gap(i) {
			continue
		}
		t.put(t.nums[i].start, t.nums[k-1].end, Found{Kind: QQ, Normalised: v, Grade: Plausible, Label: lab.word(), App: "qq", Disguised: k-i > 3})
		return k
	}
	return i
}
